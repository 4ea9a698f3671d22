"""Is everything here sound: what ``doctor`` prints, on the screen."""

from app.core.words import _, mark
from app.services.health import Check, Verdict, examine_desk
from app.ui.admin.panel import Panel
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.workroom import Workroom

_DRESS = {
    Verdict.GOOD: (Tone.DONE, mark("✓ tốt")),
    Verdict.ATTENTION: (Tone.ATTENTION, mark("! cần xem")),
    Verdict.BAD: (Tone.LATE, mark("✗ hỏng")),
}


def _verdict(check: Check) -> Cell:
    tone, words = _DRESS[check.verdict]
    return Cell(_(words), tone, pill=True)


class HealthPanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "health", _("Kiểm tra máy"), flush=True)
        self.table: DataTable[Check] = DataTable(
            "checks",
            _("Các mục kiểm tra"),
            (
                Column(mark("Mục"), lambda check: Cell(check.name, strong=True), 150),
                Column(mark("Kết quả"), _verdict, 110),
                Column(mark("Chi tiết"), lambda check: check.text, lines=3),
            ),
            lambda check: (check.name, check.text),
        )
        self.card.body.addWidget(self.table, 1)
        again = Button(_("Kiểm tra lại"), "check_again_button")
        again.clicked.connect(self.opened)
        foot = self.card.add_foot()
        foot.addStretch(1)
        foot.addWidget(again)

    def opened(self) -> None:
        """Look at everything."""
        desk = self.desk
        self.on_store(lambda: examine_desk(desk), self.table.set_rows)
