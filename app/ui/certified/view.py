"""The page of F9: who, what, how much at the left; the book at the right. Builds and emits, decides nothing."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.money import Dong
from app.ui.actions import ActionRegistry
from app.ui.certified.book_card import BookCard
from app.ui.certified.finish_card import FinishCard
from app.ui.certified.lines_card import LinesCard
from app.ui.certified.person_card import PersonCard
from app.ui.shell.workspace import Workspace
from app.ui.theme.tokens import APART, Tone
from app.ui.widgets.cards import Note
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column
from app.ui.widgets.payment_card import PaymentCard


class CertifiedView(Workspace):
    """Everything of one order on one screen.

    Attributes:
        person, lines, finish: the order.
        book: what was certified.
        payment: the code that the order before is paid by.
    """

    shown = Signal()
    scanned = Signal(str)
    """A card's text, wherever the keyboard was."""

    undo_wanted = Signal()

    def __init__(self, registry: ActionRegistry, today: date) -> None:
        super().__init__("certified")
        self.person = PersonCard()
        self.lines = LinesCard(registry)
        self.finish = FinishCard(registry)
        self.payment = PaymentCard()
        self.book = BookCard(registry, today)
        self._note = Note("", Tone.INFO, "certified_note")
        self._note.hide()
        left = column(self._note, self.person, self.lines, self.finish, spacing=APART)
        left.setStretch(2, 1)
        right = column(self.payment, self.book, spacing=APART)
        right.setStretch(1, 1)
        columns = Columns()
        columns.add(left, 54)
        columns.add(right, 46)
        whole = column(columns, spacing=APART)
        self.setLayout(whole)
        self._paying = False
        self.book.reason.turned.connect(self._show_payment)

    @property
    def note_text(self) -> str:
        """Why nothing can be certified here; empty where it can."""
        return "" if self._note.isHidden() else self._note.text.text()

    def set_closed(self, text: str) -> None:
        """Say why nothing can be certified here and let nothing be typed; an empty text opens the page."""
        self._note.show_text(text, Tone.INFO)
        self._note.setVisible(bool(text))
        for card in (self.person, self.lines, self.finish):
            card.setEnabled(not text)

    def take_focus(self) -> None:
        """Begin with who stands at the counter, or with the book where nothing can be certified."""
        begin: QWidget = self.person.search if self.person.isEnabled() else self.book.table
        begin.setFocus()

    def go_to_person(self) -> None:
        """Put the keyboard where the person is looked for."""
        self._go_to(self.person.search)

    def go_to_document(self) -> None:
        """Put the keyboard where a document is typed."""
        self._go_to(self.lines.document)

    def go_to_signer(self) -> None:
        """Put the keyboard where the signer is typed."""
        self._go_to(self.finish.signer.field)

    @staticmethod
    def _go_to(field: QWidget) -> None:
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()

    def undo(self) -> None:
        """Take back what was cleared or taken out last."""
        self.undo_wanted.emit()

    def take_scan(self, text: str) -> None:
        """Take the text of a card; the window hands it over from any focus."""
        self.scanned.emit(text)

    def show_code(self, rows: tuple[str, ...], amount: Dong, purpose: str) -> None:
        """Show the code to pay by; no rows: nothing is to be paid by transfer."""
        self.payment.show_code(rows, amount, purpose)
        self._paying = bool(rows)
        self._show_payment()

    def _show_payment(self) -> None:
        # A question about a line of the book needs the room.
        self.payment.setVisible(self._paying and not self.book.reason.asking)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self.shown.emit()
