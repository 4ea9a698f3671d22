"""Beside the present address: what the old one became, and the list to choose from where only the person knows."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QSizePolicy, QWidget

from app.core.words import _
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import named, row, set_role
from app.ui.widgets.labels import ElidedLabel, Pill

_MOST_ROWS = 5
KEY = "Alt+A"


class AddressOffer(QWidget):
    """One line: a button that says what would be taken, or a chip that it was, or a quiet hint. Room is always kept."""

    wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}_address_offer")
        self._hint = ElidedLabel("", "caption")
        self._chip = Pill()
        self._button = Button("", "reception_take_address_button", key=KEY, role="inline")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.wanted)
        self.setLayout(row(self._hint, self._chip, self._button, spacing=CLOSE))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_nothing()

    def sizeHint(self) -> QSize:
        """Return room for the button also while it is away, so that the fields under it stay where they are."""
        self._button.ensurePolished()
        return super().sizeHint().expandedTo(QSize(0, self._button.sizeHint().height()))

    @property
    def text(self) -> str:
        """What is said; empty where nothing is."""
        shown = (self._hint, self._chip, self._button)
        return " ".join(each.text() for each in shown if not each.isHidden())

    def show_nothing(self) -> None:
        """Say nothing."""
        self._show()

    def show_offer(self, text: str, spoken: str) -> None:
        """Offer what the key would take.

        Args:
            text: short, on the button.
            spoken: the whole, as tool tip and for screen readers.
        """
        self._show(button=text)
        self._button.setAccessibleName(spoken)
        self._button.setToolTip(spoken)

    def show_taken(self, *, changeable: bool) -> None:
        """Say that the present address was taken over; ``changeable``: there were others to choose from."""
        self._show(chip=_("đã đổi"), button=_("Chọn lại") if changeable else "")

    def show_hint(self, text: str) -> None:
        """Say why nothing is offered."""
        self._show(hint=text)

    def _show(self, *, hint: str = "", chip: str = "", button: str = "") -> None:
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._chip.show_state(chip, Tone.DONE)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setToolTip("")
        self._button.setVisible(bool(button))


class AddressChoices(QListWidget):
    """The present communes an old one was split into. Arrow keys and Enter choose, Esc leaves everything as it was."""

    chosen = Signal(int)
    """The place of the candidate."""
    left = Signal()
    """Esc: closed without a choice, the keyboard goes back."""
    deserted = Signal()
    """The keyboard went elsewhere: closed without a choice."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}_address_suggestions", _("Chọn xã, phường hiện nay"))
        set_role(self, "suggestions")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.chosen.emit(self.row(item)))
        self.hide()

    def offer(self, texts: Sequence[str]) -> None:
        """Open with the first choice ready to be taken."""
        self.clear()
        self.addItems(list(texts))
        self.setCurrentRow(0)
        rows = min(len(texts), _MOST_ROWS)
        self.setFixedHeight(rows * self.sizeHintForRow(0) + 2 * self.frameWidth() + px(2))
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take with Enter, leave with Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.currentRow())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the keyboard goes elsewhere in the window; another window in front changes nothing."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self.hide()
            self.deserted.emit()
