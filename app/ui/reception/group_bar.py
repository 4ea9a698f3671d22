"""A bar over the desk while one person brings several dossiers: what is received already, and how to end it."""

from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _
from app.ui.theme.tokens import INSET, NEAR, Tone
from app.ui.widgets.dress import named, row, set_tone
from app.ui.widgets.labels import ElidedLabel, IconMark, KeyCap, Label


class GroupBar(QFrame):
    """Shown for a draft that is brought with others; hidden for every other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "group_bar", _("Hồ sơ nộp cùng lúc"))
        self.setProperty("role", "note")
        set_tone(self, Tone.INFO)
        self._text = ElidedLabel("", "strong")
        layout = row(
            IconMark("file-plus", "info"), self._text, KeyCap("Alt+Return"), Label(_("nhận, còn nữa"), "caption"),
            KeyCap("Ctrl+Return"), Label(_("nhận, hết"), "caption"), KeyCap("Ctrl+E"), Label(_("đã hết"), "caption"),
            spacing=NEAR, margins=(INSET, 4, INSET, 4),
        )  # fmt: skip
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def text(self) -> str:
        """What is received already; empty where nothing is brought together."""
        return "" if self.isHidden() else self._text.text()

    def show_text(self, text: str) -> None:
        """Say what is received already; empty: nothing is."""
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self.setVisible(bool(text))
