"""Panels: a titled card, a coloured note, and what stands where there is nothing yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.dress import column, named, row, set_tone
from app.ui.widgets.labels import IconMark, Label

_TONE_ICONS = {
    Tone.NEUTRAL: "info",
    Tone.INFO: "info",
    Tone.DONE: "check",
    Tone.ATTENTION: "triangle-alert",
    Tone.LATE: "circle-alert",
}


def tone_icon(tone: Tone) -> str:
    """Return the sign that stands beside a tone, so that colour is never the only one."""
    return _TONE_ICONS[tone]


class Card(QFrame):
    """A titled panel.

    Attributes:
        head: the row of the title; widgets may be added to its right end.
        body: the column of the contents.
    """

    def __init__(self, title: str, name: str, *, flush: bool = False, parent: QWidget | None = None) -> None:
        """Make a card.

        Args:
            title: translated; empty for a card without a head.
            name: objectName.
            flush: the contents touch the edges (a table does).
            parent: the Qt parent.
        """
        super().__init__(parent)
        named(self, name, title)
        self.setProperty("role", "card")
        whole = column(spacing=0, margins=(1, 1, 1, 1))
        self.setLayout(whole)
        self.title = Label(title, "title")
        self.head: QHBoxLayout = row(self.title, spacing=NEAR, margins=(INSET, 0, INSET, 0))
        self.head.addStretch(1)
        if title:
            frame = QFrame()
            frame.setProperty("role", "cardhead")
            frame.setLayout(self.head)
            whole.addWidget(frame)
        margin = 0 if flush else INSET
        self.body: QVBoxLayout = column(
            spacing=NEAR, margins=(margin, 0 if flush else APART, margin, 0 if flush else APART)
        )
        whole.addLayout(self.body, 1)
        self._whole = whole

    def add_act(self, button: QPushButton) -> None:
        """Add a button at the right end of the head; without a frame, its key or words end where the contents do."""
        self.head.setContentsMargins(INSET, 0, CLOSE if button.property("role") == "quiet" else NEAR, 0)
        self.head.addWidget(button)

    def add_foot(self, *widgets: QWidget) -> QHBoxLayout:
        """Add a quieter row under the contents and return it."""
        foot = QFrame()
        foot.setProperty("role", "cardfoot")
        layout = row(*widgets, spacing=NEAR, margins=(INSET, NEAR, INSET, NEAR))
        foot.setLayout(layout)
        self._whole.addWidget(foot)
        return layout


class Note(QFrame):
    """A coloured paragraph: something worth knowing that asks for nothing."""

    def __init__(self, text: str, tone: Tone, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, text)
        self.setProperty("role", "note")
        set_tone(self, tone)
        self._icon = IconMark(tone_icon(tone), tone.value)
        self.text = Label(text, wrap=True)
        self.row = row(self._icon, self.text, spacing=NEAR, margins=(APART, NEAR, APART, NEAR))
        self.row.setStretch(1, 1)
        self.row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self.row)

    def show_text(self, text: str, tone: Tone) -> None:
        """Say something else."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self._icon.show_icon(tone_icon(tone), tone.value)
        set_tone(self, tone)


class EmptyState(QWidget):
    """Stands where a list would be, and says what to do."""

    def __init__(self, icon: str, text: str, hint: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, text)
        self._text = Label(text, "strong", wrap=True)
        self._hint = Label(hint, "caption", wrap=True)
        whole = column(spacing=CLOSE, margins=(INSET, CLOSE, INSET, CLOSE))
        whole.addStretch(1)
        mark = IconMark(icon, "muted", 36)
        for widget in (mark, self._text, self._hint):
            whole.addWidget(widget)
        whole.setAlignment(mark, Qt.AlignmentFlag.AlignHCenter)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)
        self.setLayout(whole)

    def show_text(self, text: str, hint: str) -> None:
        """Say something else, for example after a search without hits."""
        self._text.setText(text)
        self._hint.setText(hint)
        self.setAccessibleName(text)


class ClosedCard(Card):
    """Stands where somebody may not even look, and says who may."""

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, f"{name}_closed_card", parent=parent)
        self._why = EmptyState("lock", "", "", f"{name}_closed")
        self.body.addWidget(self._why)
        self.hide()

    def show_reason(self, text: str, hint: str) -> None:
        """Say why; an empty text takes the card away."""
        self._why.show_text(text, hint)
        self.setVisible(bool(text))


def rule() -> QFrame:
    """Return a thin horizontal line."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line
