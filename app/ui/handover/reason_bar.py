"""Why a sealed bag is opened again: one of the usual reasons by one key, or words of one's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _, mark
from app.ui.theme.tokens import CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import column, named, row, set_tone
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit
from app.ui.widgets.labels import Label

REASONS = (mark("Bên nhận không đến lấy"), mark("Đếm sai, cần xếp lại"), mark("Giao nhầm nơi"))


class ReasonBar(QFrame):
    """Stands over the buttons while a reason is asked for; Esc thinks better of it."""

    reason_given = Signal(str)
    turned = Signal(bool)
    """Whether a reason is being asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "reopen_bar", _("Mở lại lô"))
        self.setProperty("role", "note")
        set_tone(self, Tone.ATTENTION)
        self.field = LineEdit()
        named(self.field, "reopen_reason_edit", _("Lý do mở lại lô"))
        self.field.setPlaceholderText(_("lý do khác, rồi Enter"))
        self.field.setProperty(KEEPS_ENTER, True)
        self.field.returnPressed.connect(lambda: self._give(self.field.text().strip()))
        whole = column(
            Label(_("Vì sao mở niêm phong?"), "strong", wrap=True), spacing=CLOSE, margins=(INSET, NEAR, INSET, NEAR)
        )
        for place, reason in enumerate(REASONS, 1):
            button = Button(_(reason), f"reopen_reason_{place}_button", key=f"Alt+{place}")
            button.clicked.connect(lambda _checked, which=place: self.give(which))
            whole.addWidget(button)
        whole.addWidget(self.field)
        yes = Button(_("Mở lại lô"), "reopen_yes_button", key="Return", role="primary")
        yes.clicked.connect(lambda: self._give(self.field.text().strip()))
        no = Button(_("Thôi"), "reopen_no_button", key="Escape")
        no.clicked.connect(self.leave)
        whole.addLayout(row(yes, no, spacing=NEAR))
        self.setLayout(whole)
        self.hide()

    def ask(self) -> None:
        """Ask for the reason."""
        self.field.clear()
        self.show()
        self.turned.emit(True)
        self.field.setFocus()

    def leave(self) -> None:
        """Ask no more."""
        self.hide()
        self.turned.emit(False)

    def give(self, place: int) -> None:
        """Take the usual reason at place, from 1."""
        self._give(_(REASONS[place - 1]))

    def _give(self, reason: str) -> None:
        if reason:
            self.leave()
            self.reason_given.emit(reason)
