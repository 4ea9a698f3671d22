"""The counter and the last beep, large enough to be seen from the folder in the hand; and what both sides differ in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from app.core.words import _
from app.ui.theme.active import px
from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.cards import Note, tone_icon
from app.ui.widgets.dress import clear, column, named, row, set_tone
from app.ui.widgets.labels import ElidedLabel, IconMark, Label

_HEIGHT = 108
"""Pixels at 100 % that an ordinary answer needs: the table under it must not jump from beep to beep."""


class CounterCard(QFrame):
    """The band over the table; its ground takes the tone of the last beep."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "counter_card", _("Hồ sơ vừa quét"))
        self.setProperty("role", "note")
        set_tone(self, Tone.NEUTRAL)
        self._counter = Label("", "huge")
        self._counted = Label("", "small")
        self._icon = IconMark("info", "neutral", 26)
        self._number = ElidedLabel("", "display")
        self._whose = ElidedLabel("", "strong")
        self._said = Label("", "strong", wrap=True)
        self._next = Label("", "", wrap=True)
        counter = column(self._counter, self._counted, spacing=0)
        counter.setAlignment(self._counter, Qt.AlignmentFlag.AlignHCenter)
        counter.setAlignment(self._counted, Qt.AlignmentFlag.AlignHCenter)
        self._left = QWidget()
        self._left.setLayout(counter)
        said = column(self._number, self._whose, self._said, self._next, spacing=2)
        said.addStretch(1)
        whole = row(self._left, spacing=INSET, margins=(INSET, APART, INSET, NEAR))
        whole.addWidget(self._icon)
        whole.addLayout(said, 1)
        whole.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        whole.setAlignment(self._left, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(whole)
        self.setMinimumHeight(px(_HEIGHT))

    @property
    def counter(self) -> str:
        """The big counter."""
        return self._counter.text()

    @property
    def number(self) -> str:
        """The folder that was beeped last."""
        return self._number.text()

    @property
    def said(self) -> str:
        """What is said of the last beep, next step included."""
        return f"{self._said.text()} {self._next.text()}".strip()

    @property
    def tone(self) -> Tone:
        """How the band is dressed."""
        return Tone(self.property("tone"))

    def show_counter(self, counter: str, counted: str) -> None:
        """Show how many."""
        self._counter.setText(counter)
        self._counted.setText(counted)
        self._left.setVisible(bool(counter))

    def show_said(self, number: str, whose: str, said: tuple[str, str, Tone]) -> None:
        """Show a folder and what became of its beep."""
        text, next_step, tone = said
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self._whose.setText(whose)
        self._whose.setVisible(bool(whose))
        self._said.setText(text)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self._icon.show_icon(tone_icon(tone), tone.value)
        self.setAccessibleDescription(" ".join(part for part in (number, whose, text, next_step) if part))
        set_tone(self, tone)


class DifferencesStrip(QWidget):
    """A line of notes under the counter; takes no room while both sides agree."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "differences_strip", _("Lệch giữa hai bên"))
        self._line = row(spacing=NEAR)
        self.setLayout(self._line)
        self._texts: tuple[str, ...] = ()
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is shown."""
        return self._texts

    def stack(self, *, narrow: bool) -> None:
        """Put the notes under each other where there is no room for them side by side."""
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def show_differences(self, found: Sequence[tuple[str, Tone]]) -> None:
        """Show what both sides differ in."""
        texts = tuple(text for text, _tone in found)
        if texts != self._texts:
            clear(self._line)
            for place, (text, tone) in enumerate(found):
                note = Note(text, tone, f"difference_{place}_note")
                note.row.setContentsMargins(NEAR, CLOSE, NEAR, CLOSE)
                self._line.addWidget(note, 1)
        self._texts = texts
        self.setVisible(bool(texts))
