"""Under the checklist: what the office holds for the chosen paper, or where it was taken from."""

from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _
from app.ui.theme.tokens import CLOSE, INSET, NEAR, Tone
from app.ui.widgets.cards import tone_icon
from app.ui.widgets.dress import column, named, row, set_tone
from app.ui.widgets.hints import KeyHint
from app.ui.widgets.labels import IconMark, Label


class OfferLine(QFrame):
    """Two texts: what there is, struck through where it is not good any more, and what is to be said of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "offer_line", _("Bản đã có của giấy tờ đang chọn"))
        self.setProperty("role", "note")
        self._wanted = self._aside = False
        self._icon = IconMark("info", "info")
        self._text = Label("", wrap=True)
        self._struck = Label("", "struck", wrap=True)
        self._said = Label("", "caption", wrap=True)
        self._key = KeyHint("L", _("dùng lại"))
        layout = row(self._icon, spacing=NEAR, margins=(INSET, CLOSE, INSET, CLOSE))
        layout.addLayout(column(self._text, self._struck, self._said, spacing=0), 1)
        layout.addWidget(self._key)
        self.setLayout(layout)
        self.hide()

    @property
    def texts(self) -> tuple[str, str]:
        """What is shown and what is said of it; empty while nothing is."""
        if self.isHidden():
            return "", ""
        return self._struck.text() or self._text.text(), self._said.text()

    @property
    def struck(self) -> bool:
        """Whether what there is is not good any more."""
        return not self.isHidden() and bool(self._struck.text())

    def show_offer(self, text: str, said: str, *, good: bool, takes: bool) -> None:
        """Show what there is; an empty text shows nothing.

        Args:
            text: what it is.
            said: what is to be said of it.
            good: it may be used; else it is struck through.
            takes: the key that takes it does something now.
        """
        self._text.setText(text if good else "")
        self._struck.setText("" if good else text)
        for label in (self._text, self._struck, self._said):
            label.setVisible(bool(label.text()) or (label is self._said and bool(said)))
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._key.setVisible(takes)
        tone = Tone.INFO if good else Tone.NEUTRAL
        self._icon.show_icon(tone_icon(tone), tone.value)
        set_tone(self, tone)
        self.setAccessibleDescription(f"{text} {said}".strip())
        self._wanted = bool(text)
        self.setVisible(self._wanted and not self._aside)

    def set_aside(self, *, aside: bool) -> None:
        """Give the place to a question, or take it back."""
        self._aside = aside
        self.setVisible(self._wanted and not aside)
