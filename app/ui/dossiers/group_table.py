"""The other dossiers that were received together with the one on the page."""

from PySide6.QtWidgets import QWidget

from app.core.words import _, mark
from app.domain.lifecycle import STATUS_NAMES
from app.models.rows import DossierRow
from app.ui.theme.active import px
from app.ui.widgets.tables import Cell, Column, DataTable

_MOST = 2


class GroupTable(DataTable[DossierRow]):
    """A low table without titles, for it stands among facts; Enter opens a dossier."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: tuple[Column[DossierRow], ...] = (
            Column(mark("Số hồ sơ"), lambda row: Cell("…" + row.number.rpartition("-")[2], spoken=row.number), 62),
            Column(mark("Chủ hồ sơ"), lambda row: row.owner_name),
            Column(mark("Tình trạng"), lambda row: Cell(_(STATUS_NAMES[row.status]), quiet=True), 126, drop=1),
        )
        super().__init__("group", _("Nộp cùng lúc"), columns, lambda row: row.id, parent, least_rows=1)
        self.horizontalHeader().hide()

    def show_rows(self, rows: tuple[DossierRow, ...]) -> None:
        """Show dossiers in the order of reception."""
        self.set_rows(rows, select_first=True)
        self.setFixedHeight(px(31) * min(max(1, len(rows)), _MOST) + 4)
