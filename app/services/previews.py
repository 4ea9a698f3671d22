"""Pages of a PDF as pictures for the screen. Takes a while: for a background thread, never the store's."""

from app.domain.permissions import Permission, require
from app.printing.preview import pages_as_png
from app.services.desk import Desk
from app.services.security import Session

SCREEN_DPI = 110
"""Sharp at the width of a preview, and small enough to keep a dozen pages."""


def pictures_of(pdf: bytes, dpi: int = SCREEN_DPI) -> tuple[bytes, ...]:
    """Return every page as PNG.

    Raises:
        OutsideProblem: ``printing.pdf_unreadable``.
    """
    return tuple(pages_as_png(pdf, dpi))


def paper_pictures(desk: Desk, session: Session, digest: str, dpi: int = SCREEN_DPI) -> tuple[bytes, ...]:
    """Return the pages of a paper that was attached; reads the file vault, not the database.

    Raises:
        PersonProblem: ``permissions.refused``.
        OutsideProblem: ``files.missing``, ``files.damaged``, ``printing.pdf_unreadable``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    return pictures_of(desk.vault.read(digest), dpi)
