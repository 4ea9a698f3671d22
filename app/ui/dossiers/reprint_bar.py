"""Why a slip is printed again: one of three usual reasons by one key, or words of one's own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _, mark
from app.ui.theme.tokens import CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import column, named, row, set_tone
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit
from app.ui.widgets.labels import Label

REASONS = (mark("Công dân làm mất giấy hẹn"), mark("Bản in bị hỏng, mờ"), mark("Cần thêm một bản"))


class ReprintBar(QFrame):
    """Stands in the panel while a reason is asked for; Esc thinks better of it."""

    asked = Signal()
    reason_given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "reprint_bar", _("In lại giấy hẹn"))
        self.setProperty("role", "note")
        set_tone(self, Tone.ATTENTION)
        self.field = LineEdit()
        named(self.field, "reprint_reason_edit", _("Lý do in lại"))
        self.field.setPlaceholderText(_("lý do khác, rồi Enter"))
        self.field.setProperty(KEEPS_ENTER, True)
        self.field.returnPressed.connect(lambda: self._give(self.field.text().strip()))
        whole = column(
            Label(_("Vì sao in lại? Bản in có dấu “BẢN IN LẠI”."), "strong", wrap=True),
            spacing=CLOSE,
            margins=(INSET, NEAR, INSET, NEAR),
        )
        for place, reason in enumerate(REASONS, 1):
            button = Button(_(reason), f"reprint_reason_{place}_button", key=f"Alt+{place}")
            button.clicked.connect(lambda _checked, which=place: self.give(which))
            whole.addWidget(button)
        whole.addWidget(self.field)
        yes = Button(_("In lại"), "reprint_yes_button", key="Return", role="primary")
        yes.clicked.connect(lambda: self._give(self.field.text().strip()))
        no = Button(_("Thôi"), "reprint_no_button", key="Escape")
        no.clicked.connect(self.leave)
        whole.addLayout(row(yes, no, spacing=NEAR))
        self.setLayout(whole)
        self.hide()

    def ask(self) -> None:
        """Ask for the reason."""
        self.field.clear()
        self.show()
        self.asked.emit()
        self.field.setFocus()

    def give(self, place: int) -> None:
        """Take the usual reason at place, from 1."""
        self._give(_(REASONS[place - 1]))

    def leave(self) -> None:
        """Do not print."""
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc where no shortcut of the screen takes it first."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def _give(self, reason: str) -> None:
        self.hide()
        self.reason_given.emit(reason)
