"""Letters that came quickly one after the other, and who typed them: a scanner or a person."""

import unicodedata
from dataclasses import dataclass, field

from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.scan_shapes import is_recognised, is_unfinished, letters_before
from app.ui.text_fields import FieldSnapshot

GAP_MS = 35
"""Longest pause between two letters of a scan, and longest time a person's letter may wait."""
PAUSE_MS = 120
"""A scan that stops for longer has ended, even without Enter."""
HOLD_FROM = 4
"""From which quick letter on nothing is shown until it is clear who types."""
CERTAIN = 8
"""So many quick letters are no person's."""
STALL_MS = 1_000
"""So long an unfinished scan is waited for."""
LINGER_MS = 400
"""So long a card that has all it needs is waited for: the newer ones end in empty parts."""
_DIGITS = 6
"""So many digits make quick keys where no text is typed a code, though no Enter came."""


@dataclass
class Stroke:
    """One event of a run, rebuilt so that it can be given back to the widget it was meant for."""

    event: QKeyEvent | QInputMethodEvent
    target: QWidget
    shown: bool


@dataclass
class Run:
    """Quick letters since the last pause.

    Attributes:
        target: the widget the first of them was meant for.
        before: its text before them; None where there is none.
        earlier: the runs that were typed into the same field just before: a scan may have begun in them.
        taken_back: how many backspaces it began with: an input method writes the end of a person's syllable anew.
        text: the letters.
        pending: what an input method has not finished yet.
        quick: how many strokes there were.
        slow: how many of the last ones came after a pause.
        paused_at: how many strokes there were, and what text, when it last began to hesitate.
    """

    target: QWidget
    before: FieldSnapshot | None
    earlier: "tuple[Run, ...]" = ()
    taken_back: int = 0
    text: str = ""
    pending: str = ""
    quick: int = 0
    strokes: list[Stroke] = field(default_factory=list)
    slow: int = 0
    paused_at: tuple[int, str] = (0, "")

    @property
    def whole(self) -> str:
        """All letters, also those that an input method has not finished."""
        return self.text + self.pending

    @property
    def rewriting(self) -> bool:
        """Whether a syllable is being written anew; its letters are a person's."""
        return self.taken_back > 0

    def rewrites_with(self, letters: str) -> bool:
        """Return whether letters still belong to the syllable: as many come as were taken back."""
        of_syllable = all(letter.isalpha() or unicodedata.combining(letter) for letter in letters)
        return of_syllable and len(self.whole + letters) <= self.taken_back

    @property
    def patience(self) -> int:
        """How long it may pause and still be the same run, in milliseconds."""
        # Outside text fields a nought is no command: nobody waits for it, and most cards begin with it.
        begun = self.before is None and self.whole.startswith("0")
        if (begun or self.quick >= CERTAIN) and is_unfinished(self.whole):
            return STALL_MS
        if self.quick < CERTAIN:
            return GAP_MS
        return LINGER_MS if "|" in self.whole else PAUSE_MS

    @property
    def is_scan(self) -> bool:
        """Whether it is a scan though no Enter came."""
        return self.quick >= CERTAIN and not self.rewriting and self._may_be_scan(least_digits=_DIGITS)

    @property
    def is_ended_scan(self) -> bool:
        """Whether it is a scan if Enter comes now."""
        return self.quick >= HOLD_FROM and not self.rewriting and self._may_be_scan(least_digits=0)

    def _may_be_scan(self, *, least_digits: int) -> bool:
        if self.before is not None:
            # A busy window system or a distant desk delivers what a person typed in one go: quick alone proves nothing,
            # and a code that nobody here knows may be meant for the field.
            return is_recognised(self.whole) or letters_before(typed(self.earlier), self.whole) > 0
        return "|" in self.whole or sum(letter.isdigit() for letter in self.whole) >= least_digits

    def strokes_of(self, letters: int) -> list[Stroke]:
        """Return the strokes with which its first letters were typed."""
        count = typed = 0
        while typed < letters and count < len(self.strokes):
            event = self.strokes[count].event
            typed += len(event.text() if isinstance(event, QKeyEvent) else event.commitString())
            count += 1
        return self.strokes[:count]


def typed(earlier: tuple[Run, ...]) -> str:
    """Return the letters of several runs."""
    return "".join(run.whole for run in earlier)


def fetch(earlier: tuple[Run, ...], scan: str) -> str:
    """Take the beginning of a scan out of the field again that it went into, and return it."""
    wanted = letters_before(typed(earlier), scan)
    fetched = ""
    for run in reversed(earlier):
        if len(fetched) >= wanted or run.before is None:
            break
        kept = max(0, len(run.whole) - (wanted - len(fetched)))
        fetched = run.whole[kept:] + fetched
        if len(fetched) >= wanted:
            run.before.typed(run.whole[:kept]).restore()
    return fetched
