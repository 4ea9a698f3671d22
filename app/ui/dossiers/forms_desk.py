"""The papers of a dossier besides its slip: looked at, printed again, and sheets that only a person asks for."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.core.words import _
from app.domain.issued_forms import IssuedForm
from app.services import dossier_sheets
from app.services.desk import Desk
from app.services.dossier_sheets import Sheet
from app.services.dossiers import DossierView
from app.services.form_kinds import KINDS
from app.services.issuing import form_pdf, want_form_print
from app.services.security import Session
from app.services.slips import save_slip
from app.ui.dossiers.slip_printing import SlipPrinter
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

MakeSheet = Callable[[Desk, Session, UUID], Sheet]
SHEETS: dict[str, MakeSheet] = {
    "history": dossier_sheets.print_history,
    "missing": dossier_sheets.print_missing,
    "control": dossier_sheets.print_control_sheet,
}


class FormsDesk(QObject):
    """One for the page."""

    preview = Signal(str, object)
    """(title, work that returns the PDF)."""

    def __init__(self, room: Workroom, printer: SlipPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._room, self._printer = room, printer

    def show(self, form: IssuedForm) -> None:
        """Show a form as it was issued."""
        desk, session = self._room.desk, self._room.session()
        title = " ".join(part for part in (_(KINDS[form.form].title), form.number) if part)
        self.preview.emit(title, lambda: form_pdf(desk, session, form.id))

    def print_again(self, form: IssuedForm, number: str, reason: str) -> None:
        """Print a form: without a mark where it never came out, else with the mark of a reprint."""
        desk, session = self._room.desk, self._room.session()
        self._room.background.database.submit(
            lambda: want_form_print(desk, session, form.id, reason),
            lambda print_id: self._printer.print_form(print_id, number),
            owner=self,
        )

    def print_sheet(self, name: str, view: DossierView | None) -> None:
        """Issue and print a sheet about the chosen dossier."""
        if view is None:
            return
        desk, session, dossier = self._room.desk, self._room.session(), view.dossier

        def issued(sheet: Sheet) -> None:
            self._room.changes.publish(sheet.changes)
            for print_id in sheet.prints:
                self._printer.print_form(print_id, dossier.number)

        self._room.background.database.submit(
            lambda: SHEETS[name](desk, session, dossier.id), issued, self._room.tell, owner=self
        )

    def save_slip(self, number: str) -> None:
        """Save the slip of a dossier as a PDF file where the person says."""
        target = self._room.interaction.save_file(
            _("Lưu giấy hẹn"), Path.home() / f"giay-hen-{number}.pdf", "PDF (*.pdf)"
        )
        if target is None:
            return
        desk, session = self._room.desk, self._room.session()
        self._room.background.database.submit(
            lambda: save_slip(desk, session, number, target),
            lambda _dossier: self._room.tell(Notice(_("Đã lưu {path}.").format(path=target), tone=Tone.DONE)),
            owner=self,
        )
