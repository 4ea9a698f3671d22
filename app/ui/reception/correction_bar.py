"""A bar over the desk while a received dossier is corrected: which one, why, and how to leave it."""

from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _
from app.ui.theme.tokens import INSET, NEAR, Tone
from app.ui.widgets.dress import named, row, set_tone
from app.ui.widgets.fields import LineEdit
from app.ui.widgets.labels import IconMark, KeyCap, Label


class CorrectionBar(QFrame):
    """Shown for a draft that corrects something; hidden for every other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "correction_bar", _("Đính chính"))
        self.setProperty("role", "note")
        set_tone(self, Tone.ATTENTION)
        self._text = Label("", "strong")
        self._label = Label(_("Lý do"), "caption")
        self.reason = LineEdit()
        named(self.reason, "correction_reason_edit", _("Lý do đính chính"))
        self.reason.setPlaceholderText(_("ghi trong lịch sử và trên giấy in lại"))
        self._label.setBuddy(self.reason)
        layout = row(
            IconMark("pencil", "attention"), self._text, self._label, self.reason, KeyCap("Ctrl+Return"),
            Label(_("lưu"), "caption"), KeyCap("Escape"), Label(_("thôi"), "caption"), spacing=NEAR,
            margins=(INSET, 4, INSET, 4),
        )  # fmt: skip
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def text(self) -> str:
        """What is being corrected; empty where nothing is."""
        return "" if self.isHidden() else self._text.text()

    def show_number(self, number: str) -> None:
        """Say which dossier is corrected; empty: none is."""
        self._text.setText(_("Đang đính chính hồ sơ {number}").format(number=number))
        self.setVisible(bool(number))

    def begin(self) -> None:
        """Ask for the reason anew."""
        self.reason.clear()
        set_tone(self.reason, None)
