"""The page of F5: who waits at the left, the dossier in hand at the right. Builds and emits."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.actions import ActionRegistry
from app.ui.returns.case_card import CaseCard
from app.ui.returns.cash_card import CashCard
from app.ui.returns.waiting_card import WaitingCard
from app.ui.shell.workspace import Workspace
from app.ui.theme.active import px
from app.ui.theme.tokens import APART
from app.ui.widgets.dress import column, row

_LEFT = 440


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
        self._left = QWidget()
        left = column(self.waiting, self.cash, spacing=APART)
        left.setStretch(0, 1)
        self._left.setLayout(left)
        whole = row(self._left, self.case, spacing=APART)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._measure()

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        self.case.offer(registry)
        self.cash.offer(registry)

    def take_focus(self) -> None:
        """Wait for the next beep."""
        if self.case.on_case:
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
        self._measure()
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between list and dossier."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self._left.setFixedWidth(min(px(_LEFT), max(280, self.width() * 21 // 50)))
