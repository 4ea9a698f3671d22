"""The forms of a dossier: what was issued, what waits for a signature, what is void, and whether it is on paper."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.core.clock import VIETNAM
from app.core.words import _, mark
from app.domain.issued_forms import FormState, IssuedForm
from app.models.rows import PrintRecord, PrintState
from app.services.dossiers import DossierView
from app.services.form_kinds import KINDS
from app.ui.theme.active import px
from app.ui.theme.tokens import Tone
from app.ui.widgets.tables import Cell, Column, DataTable

_STATES = {
    FormState.DRAFT: (mark("chờ ký"), Tone.ATTENTION),
    FormState.ISSUED: (mark("đã cấp"), Tone.DONE),
    FormState.VOID: (mark("đã hủy"), Tone.NEUTRAL),
}
_PRINTS = {
    PrintState.PRINTED: mark("đã in"),
    PrintState.SAVED: mark("đã lưu PDF"),
    PrintState.UNCERTAIN: mark("chưa rõ"),
    PrintState.CANCELLED: mark("không in"),
}
_NOT_YET = mark("chưa in")
_MOST = 4


class FormsTable(DataTable[IssuedForm]):
    """A low table; Enter shows a form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._prints: Mapping[UUID, tuple[PrintRecord, ...]] = {}
        columns: tuple[Column[IssuedForm], ...] = (
            Column(mark("Giấy"), lambda form: _(KINDS[form.form].title) if form.form in KINDS else form.form),
            Column(mark("Số"), lambda form: form.number or "–", 150),
            Column(mark("Ngày"), lambda form: f"{form.issued_at.astimezone(VIETNAM):%d/%m/%Y}", 90),
            Column(mark("Tình trạng"), _state, 96),
            Column(mark("Bản in"), self._printed, 100),
        )
        super().__init__("dossier_forms", _("Giấy đã cấp"), columns, lambda form: form.id, parent)

    def show_view(self, view: DossierView) -> None:
        """Show the forms of a dossier, the newest first."""
        self._prints = view.form_prints
        self.set_rows(view.forms[::-1], select_first=True)
        rows = min(max(1, len(view.forms)), _MOST)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + px(31) * rows + 4)

    def printed(self, form: IssuedForm) -> bool:
        """Return whether a paper of it came out, or may have."""
        maybe = {PrintState.PRINTED, PrintState.SAVED, PrintState.UNCERTAIN}
        return any(record.state in maybe for record in self._prints.get(form.id, ()))

    def _printed(self, form: IssuedForm) -> Cell:
        records = self._prints.get(form.id, ())
        if not records:
            return Cell("–", quiet=True)
        return Cell(_(_PRINTS.get(records[-1].state, _NOT_YET)))


def _state(form: IssuedForm) -> Cell:
    words, tone = _STATES[form.state]
    return Cell(_(words), tone, pill=True)
