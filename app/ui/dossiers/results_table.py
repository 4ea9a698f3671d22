"""The results of a dossier: what, which number, when, and what its file is."""

from PySide6.QtWidgets import QWidget

from app.core.words import _, mark
from app.domain.results import Result
from app.domain.signatures import Integrity
from app.services.dossiers import DossierView
from app.ui.theme.active import px
from app.ui.theme.tokens import Tone
from app.ui.widgets.tables import Cell, Column, DataTable

_FILES = {
    Integrity.NONE: (mark("bản quét"), Tone.NEUTRAL),
    Integrity.INTACT: (mark("ký số, nguyên vẹn"), Tone.DONE),
    Integrity.ADDED_TO: (mark("ký số, có thêm"), Tone.ATTENTION),
    Integrity.UNCHECKED: (mark("ký số, chưa kiểm tra"), Tone.INFO),
    Integrity.CHANGED: (mark("không khớp chữ ký"), Tone.LATE),
}
_MOST = 3


class ResultsTable(DataTable[Result]):
    """A low table; Enter shows the file of a result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: tuple[Column[Result], ...] = (
            Column(mark("Kết quả"), lambda one: one.title),
            Column(mark("Số"), lambda one: one.number or "–", 130),
            Column(mark("Ngày ký"), lambda one: f"{one.issued_on:%d/%m/%Y}" if one.issued_on else "–", 90, drop=2),
            Column(mark("Người ký"), lambda one: one.signer or "–", 150, drop=1),
            Column(mark("Tệp"), _file, 150),
        )
        super().__init__("dossier_results", _("Kết quả"), columns, lambda one: one.id, parent)

    def show_view(self, view: DossierView) -> None:
        """Show the results of a dossier, the newest first."""
        self.set_rows(view.results[::-1], select_first=True)
        rows = min(max(1, len(view.results)), _MOST)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + px(31) * rows + 4)


def _file(result: Result) -> Cell:
    if result.file_kind is None:
        return Cell(_("giấy"), quiet=True)
    words, tone = _FILES[result.integrity]
    return Cell(_(words), tone, pill=True)
