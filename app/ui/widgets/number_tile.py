"""One number in large letters with its words under it."""

from PySide6.QtWidgets import QFrame

from app.ui.theme.tokens import INSET, NEAR, Tone
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.labels import IconMark, Label


class NumberTile(QFrame):
    """A small panel; ``value`` is what it shows, 0 until it is known."""

    def __init__(self, name: str, words: str = "") -> None:
        super().__init__()
        named(self, name)
        self.setProperty("role", "panel")
        self.value = 0
        self._sign = IconMark("circle-alert", "late", 18)
        self._sign.hide()
        # Not a nought: nobody has counted yet.
        self._figure = Label("–", "display")
        self._words = Label(words, "caption")
        top = row(self._figure, self._sign, spacing=NEAR)
        top.addStretch(1)
        whole = column(spacing=0, margins=(INSET, NEAR, INSET, NEAR))
        whole.addLayout(top)
        whole.addWidget(self._words)
        self.setLayout(whole)

    def show_value(self, value: int, words: str, tone: Tone | None = None) -> None:
        """Show a value; a tone puts a sign beside a value that is not zero."""
        self.value = value
        self._figure.setText(f"{value:,}".replace(",", "."))
        self._words.setText(words)
        self._sign.setVisible(bool(tone and value))
        self.setAccessibleName(f"{value} {words}")
