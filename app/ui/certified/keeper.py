"""Keeps the order in hand while it is typed, so that a program that was killed comes back to it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.services.order_drafts import OrderDraft, load_order, save_order
from app.ui.workroom import Workroom

SAVE_MS = 400
"""Pause after which the order is kept; far below the second in which nothing may be lost."""


class OrderKeeper(QObject):
    """One for the page."""

    def __init__(self, room: Workroom, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._kept: OrderDraft | None = None
        self._present: OrderDraft | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._timer.timeout.connect(self.save_now)

    def note(self, order: OrderDraft) -> None:
        """Keep order in a moment."""
        self._present = order
        # Not restarted by every letter: somebody who types without a pause is kept too.
        if not self._timer.isActive():
            self._timer.start()

    def save_now(self) -> None:
        """Keep the order unless it stands in the store as it is."""
        self._timer.stop()
        order, room = self._present, self._room
        if order is None or order == self._kept or (order.empty and (self._kept is None or self._kept.empty)):
            return
        self._kept = order
        session = room.session()
        room.background.database.submit(lambda: save_order(room.desk, session, order), owner=self)

    def find(self, found: Callable[[OrderDraft], None]) -> None:
        """Hand over the order that was being typed when the program ended, where there is one."""
        room, session = self._room, self._room.session()

        def show(order: OrderDraft | None) -> None:
            # What somebody has begun to type meanwhile is not put aside for it.
            if order is not None and (self._present is None or self._present.empty):
                self._kept = order
                found(order)

        room.background.database.submit(lambda: load_order(room.desk, session), show, room.tell, owner=self)
