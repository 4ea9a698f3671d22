"""The page of F5: who waits at the left, the dossier in hand at the right. Builds and emits."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from app.ui.actions import ActionRegistry
from app.ui.returns.case_card import CaseCard
from app.ui.returns.cash_card import CashCard
from app.ui.returns.waiting_card import WaitingCard
from app.ui.shell.workspace import Workspace
from app.ui.theme.tokens import APART
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column


class ReturnsView(Workspace):
    """The page.

    Attributes:
        waiting: the list; cash: under it; case: at the right.
    """

    shown = Signal()
    undo_wanted = Signal()

    def __init__(self, office_code: str, now: Callable[[], datetime]) -> None:
        super().__init__("returns")
        self.waiting = WaitingCard(office_code, now)
        self.cash = CashCard()
        self.case = CaseCard()
        left = column(self.waiting, self.cash, spacing=APART)
        left.setStretch(0, 1)
        columns = Columns()
        columns.add(left, 35, least=330)
        columns.add(column(self.case, spacing=0), 65, least=440)
        self.setLayout(column(columns, spacing=0))

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        self.case.offer(registry)
        self.cash.offer(registry)

    def take_focus(self) -> None:
        """Wait for the next beep."""
        if self.case.on_case and not self.case.ladder.isHidden():
            self.case.ladder.setFocus()
        else:
            self.waiting.focus_list()

    @property
    def takes_tracking(self) -> bool:
        """Whether the number of a consignment is waited for: what is scanned now is that."""
        return self.case.post.fields["tracking"].hasFocus()

    def fill_tracking(self, number: str) -> None:
        """Take the scanned number of a consignment."""
        self.case.post.fields["tracking"].setText(number.strip())

    def undo(self) -> None:
        """Take the last return back."""
        self.undo_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self.shown.emit()
