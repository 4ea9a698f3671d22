"""Decides what the card of the shift's money says."""

from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _
from app.domain.permissions import Permission, allowed
from app.services.cash import Takings, close_shift, differ, takings
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.returns.cash_card import CashCard
from app.ui.returns.receipts import Receipts
from app.ui.returns.words import difference_words, takings_words
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom


class Shift(QObject):
    """One for the page."""

    def __init__(self, room: Workroom, card: CashCard, receipts: Receipts) -> None:
        super().__init__(card)
        self._room, self._card, self._receipts = room, card, receipts
        self._takings: Takings | None = None
        self._latest: Latest[Takings] = Latest(room.background.database, self)
        card.counted.textEdited.connect(lambda _text: self._compare())
        card.counted.returnPressed.connect(self.print_sheet)
        card.reason.returnPressed.connect(self.print_sheet)

    def may(self) -> bool:
        """Whether the person takes money."""
        return allowed(self._room.session().account, Permission.TAKE_MONEY)

    def look(self) -> None:
        """Read what was taken."""
        self._card.setVisible(self.may())
        if self.may():
            desk, session = self._room.desk, self._room.session()
            self._latest.ask(lambda: takings(desk, session), self._show)

    def count(self) -> None:
        """Begin to count."""
        self._card.counted.setFocus()
        self._card.counted.selectAll()

    def print_sheet(self) -> None:
        """Issue and print the sheet with what was counted."""
        counted = self._card.amount
        if counted is None:
            self._card.show_difference(_("Đếm tiền mặt trong ngăn kéo rồi ghi số vào đây."))
            self._card.reason.hide()
            self.count()
            return
        desk, session, reason = self._room.desk, self._room.session(), self._card.reason.text()

        def failed(notice: Notice) -> None:
            self._compare()
            self._card.reason.setFocus()
            self._room.tell(notice)

        self._room.background.database.submit(
            lambda: close_shift(desk, session, counted, reason), self._issued, failed, owner=self
        )

    def _issued(self, print_id: UUID | None) -> None:
        self._card.reason.clear()
        self._room.tell(Notice(_("Đã lập bảng kê thu phí."), tone=Tone.DONE))
        if print_id is not None:
            self._receipts.send([print_id])

    def _show(self, found: Takings) -> None:
        self._takings = found
        self._card.show_sums(takings_words(found))
        self._compare()

    def _compare(self) -> None:
        counted = self._card.amount
        if self._takings is None or counted is None:
            self._card.show_difference("")
            return
        difference = differ(self._takings, counted)
        self._card.show_difference("" if difference is None else difference_words(difference))
