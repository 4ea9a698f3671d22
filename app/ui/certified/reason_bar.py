"""Why a line of the book is cancelled or printed again: a usual reason by one key, or words of one's own."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _
from app.ui.theme.tokens import CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import column, named, row, set_tone
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit
from app.ui.widgets.labels import Label

USUAL = 3


class ReasonBar(QFrame):
    """Stands under the book while a reason is asked for; Esc thinks better of it."""

    turned = Signal()
    """It was opened or closed."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "certified_reason_bar", _("Lý do"))
        self.setProperty("role", "note")
        set_tone(self, Tone.ATTENTION)
        self._question = Label("", "strong", wrap=True)
        self._usual = [Button("", f"certified_reason_{n}_button", key=f"Alt+{n}") for n in range(1, USUAL + 1)]
        self.field = LineEdit()
        named(self.field, "certified_reason_edit", _("Lý do"))
        self.field.setPlaceholderText(_("lý do khác, rồi Enter"))
        self.field.setProperty(KEEPS_ENTER, True)
        self.field.returnPressed.connect(lambda: self._give(self.field.text()))
        self._wrong = Label("", "message")
        set_tone(self._wrong, Tone.LATE)
        self._yes = Button("", "certified_reason_yes_button", key="Return", role="primary")
        self._yes.clicked.connect(lambda: self._give(self.field.text()))
        no = Button(_("Thôi"), "certified_reason_no_button", key="Escape")
        no.clicked.connect(self.leave)
        whole = column(self._question, *self._usual, self.field, self._wrong, spacing=CLOSE)
        whole.setContentsMargins(INSET, NEAR, INSET, NEAR)
        whole.addLayout(row(self._yes, no, spacing=NEAR))
        self.setLayout(whole)
        for place, button in enumerate(self._usual, start=1):
            button.clicked.connect(lambda _checked, place=place: self.pick(place))
        self._then: Callable[[str], None] | None = None
        self._back: QWidget | None = None
        self.hide()

    @property
    def asking(self) -> bool:
        """Whether a reason is asked for now."""
        return self._then is not None

    def ask(self, question: str, yes: str, usual: Sequence[str], then: Callable[[str], None]) -> None:
        """Ask question; then gets the reason. The keyboard comes back to where it was."""
        if not self.asking:
            self._back = self.window().focusWidget()
        self._then = then
        self._question.setText(question)
        self._wrong.hide()
        self._yes.setText(yes)
        self._yes.setAccessibleName(yes)
        for button, reason in zip(self._usual, usual, strict=True):
            button.setText(reason)
            button.setAccessibleName(reason)
        self.field.clear()
        self.show()
        self.field.setFocus()
        self.turned.emit()

    def pick(self, place: int) -> None:
        """Take the usual reason at place, from 1."""
        if place <= USUAL:
            self._give(self._usual[place - 1].text())

    def leave(self) -> None:
        """Do nothing."""
        if not self.asking:
            return
        self._then = None
        self.hide()
        if self._back is not None:
            self._back.setFocus()
        self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc where no shortcut of the screen takes it first."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def _give(self, reason: str) -> None:
        if not reason.strip():
            self._wrong.setText(_("Cần ghi lý do."))
            self._wrong.show()
            return
        then = self._then
        self.leave()
        if then is not None:
            then(reason.strip())
