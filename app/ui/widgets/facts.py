"""Captions with their values under each other; a long value takes the lines it needs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.theme.tokens import CLOSE, INSET
from app.ui.widgets.dress import clear, named
from app.ui.widgets.labels import Label

Fact = tuple[str, str]
"""(caption, value); a fact without a value is left out."""


class Facts(QWidget):
    """A small table of facts."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}_facts")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(INSET)
        self._grid.setVerticalSpacing(CLOSE // 2)
        self._grid.setColumnStretch(1, 1)
        self._facts: tuple[Fact, ...] = ()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show the facts that have a value."""
        clear(self._grid)
        self._facts = tuple(fact for fact in facts if fact[1])
        for place, (caption, value) in enumerate(self._facts):
            # A caption is a pixel smaller: one more above brings it onto the line of its value.
            left = Label(caption, "caption")
            left.setContentsMargins(0, 1, 0, 0)
            self._grid.addWidget(left, place, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            line = Label(value, wrap=True)
            line.setAccessibleName(f"{caption}: {value}")
            self._grid.addWidget(line, place, 1)

    def facts(self) -> tuple[Fact, ...]:
        """Return what is shown."""
        return self._facts
