"""The papers of a draft: scanned or brought as files, durable page by page, undoable, attached at reception.

Scanning blocks and belongs in a background thread; everything else here is quick. None of it touches the database, so a
page is safe even while the store is busy.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.core.settings import Settings
from app.domain.drafts import Draft
from app.domain.permissions import Permission, require
from app.scanning.assemble import Sheet, assemble
from app.scanning.device import (
    DeviceInfo,
    Mode,
    ScannerDevice,
    ScanOutcome,
    ScanRequest,
    Source,
    problem_of,
)
from app.scanning.devices import list_scanners, scanner
from app.scanning.incoming import IncomingPage, accept, read_file
from app.scanning.journal import PageFile
from app.scanning.quality import PageQuality, examine
from app.scanning.sealing import PLAIN, aes_sealing
from app.scanning.spool import PageSpool
from app.scanning.spools import PaperSpools
from app.scanning.thumbnails import thumbnail
from app.services.desk import Desk
from app.services.reception import AttachedFile
from app.services.security import Session


@dataclass(frozen=True, slots=True)
class PageRef:
    """One page on the screen: which paper, which file, how it is turned."""

    ordinal: int
    page: PageFile


class DraftPapers:
    """The pages of one draft. Safe to use from several threads."""

    def __init__(self, desk: Desk, spools: PaperSpools, draft_id: UUID) -> None:
        self._desk = desk
        self._spools = spools
        self.draft_id = draft_id

    def spool(self, ordinal: int) -> PageSpool:
        """Return the spool of a paper."""
        return self._spools.paper(self.draft_id, ordinal)

    def ordinals(self) -> tuple[int, ...]:
        """Return the papers that have at least one page."""
        return tuple(ordinal for ordinal in self._spools.papers(self.draft_id) if self.spool(ordinal).pages())

    def pages(self) -> tuple[PageRef, ...]:
        """Return all pages in the order of the papers."""
        return tuple(PageRef(ordinal, page) for ordinal in self.ordinals() for page in self.spool(ordinal).pages())

    def thumbnail(self, ref: PageRef, box: tuple[int, int] = (120, 160)) -> bytes:
        """Return a picture of a page as PNG, turned as it is shown."""
        return thumbnail(self.spool(ref.ordinal).read(ref.page.page), ref.page.rotation, box)

    def quality(self, ref: PageRef) -> PageQuality:
        """Return whether a page looks blank or blurred; said, never acted on."""
        return examine(self.spool(ref.ordinal).read(ref.page.page))

    def scan(
        self, session: Session, ordinal: int, cancel: threading.Event, on_page: Callable[[PageRef], None]
    ) -> ScanOutcome:
        """Scan into a paper with the desk's scanner; each page is durable before the next is drawn in.

        Raises:
            PersonProblem: ``permissions.refused``, ``scanning.none_chosen``, ``scanning.bad_address``.
            OutsideProblem: ``scanning.…`` where the scan did not end as asked; the pages before stay.
        """
        require(session.account, Permission.DIGITISE)
        spool = self.spool(ordinal)

        def keep(data: bytes, /) -> None:
            on_page(PageRef(ordinal, spool.add(data)))

        device = scanner(self._desk.settings.scanner)
        outcome = device.scan(scan_request(device, self._desk.settings), keep, cancel)
        problem = problem_of(outcome)
        if problem is not None:
            raise problem
        return outcome

    def bring_file(self, session: Session, ordinal: int, path: Path) -> tuple[PageRef, ...]:
        """Put a file from disk into a paper: JPEG, PNG, TIFF, HEIC, BMP or PDF.

        Raises:
            PersonProblem: ``permissions.refused``, ``scanning.file_…``, ``scanning.pdf_…``.
            OutsideProblem: ``scanning.file_unreadable``, ``scanning.spool_unwritable``.
        """
        require(session.account, Permission.DIGITISE)
        return self._add(ordinal, read_file(path))

    def bring_data(self, session: Session, ordinal: int, data: bytes, name: str) -> tuple[PageRef, ...]:
        """Put pasted or dragged content into a paper; as bring_file."""
        require(session.account, Permission.DIGITISE)
        return self._add(ordinal, accept(data, name))

    def _add(self, ordinal: int, pages: tuple[IncomingPage, ...]) -> tuple[PageRef, ...]:
        spool = self.spool(ordinal)
        return tuple(PageRef(ordinal, spool.add(page.data)) for page in pages)

    def attach(self, draft: Draft) -> dict[int, AttachedFile]:
        """Assemble each paper's pages into one PDF in the vault; what is left out of the draft is not attached.

        Raises:
            OutsideProblem: ``scanning.page_unreadable``, ``scanning.page_damaged``, ``files.…``.
        """
        attached = {}
        names = {paper.ordinal: paper.name for paper in draft.papers}
        for ordinal in self.ordinals():
            if ordinal not in names:
                continue
            spool = self.spool(ordinal)
            pages = spool.pages()
            sheets = [Sheet(spool.read(page.page), page.rotation) for page in pages]
            pdf = assemble(sheets, names[ordinal], self._desk.now())
            attached[ordinal] = AttachedFile(self._desk.vault.put(pdf), page_count(sheets))
        return attached

    def discard(self) -> None:
        """Remove the pages: the draft was received, or given up."""
        self._spools.discard(self.draft_id)


def page_count(sheets: list[Sheet]) -> int:
    """Return how many pages the sheets make; a PDF brought as a file counts each of its pages."""
    return sum(accept(sheet.data, "")[0].pages if sheet.is_pdf else 1 for sheet in sheets)


def open_spools(desk: Desk) -> PaperSpools:
    """Return the pages of all drafts of this desk; sealed with the store's key except in a practice office."""
    return PaperSpools(desk.folder.spool, PLAIN if desk.practice else aes_sealing(desk.page_key))


def scan_request(device: ScannerDevice, settings: Settings) -> ScanRequest:
    """Return what to ask of a scanner: its feeder where it has one, the desk's resolution and colour."""
    can = device.capabilities()
    source = next((s for s in (Source.ADF, Source.FLATBED) if s in can.sources), can.sources[0])
    wanted = Mode.COLOUR if settings.scan_colour else Mode.GREY
    mode = wanted if wanted in can.modes else can.modes[0]
    dpi = min((r for r in can.resolutions if r >= settings.scan_dpi), default=max(can.resolutions))
    return ScanRequest(dpi=dpi, colour=mode, source=source)


def scanners() -> tuple[DeviceInfo, ...]:
    """Return the scanners this machine finds; takes seconds."""
    return list_scanners()
