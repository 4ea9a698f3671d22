"""Captions with their values under each other, each value on one line that shortens itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.theme.tokens import CLOSE, INSET
from app.ui.widgets.dress import clear, named
from app.ui.widgets.labels import ElidedLabel, Label

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
        self._grid.setVerticalSpacing(CLOSE)
        self._grid.setColumnStretch(1, 1)
        self._facts: tuple[Fact, ...] = ()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show the facts that have a value."""
        clear(self._grid)
        self._facts = tuple(fact for fact in facts if fact[1])
        for place, (caption, value) in enumerate(self._facts):
            self._grid.addWidget(Label(caption, "caption"), place, 0, Qt.AlignmentFlag.AlignLeft)
            line = ElidedLabel(value)
            line.setAccessibleName(f"{caption}: {value}")
            self._grid.addWidget(line, place, 1)

    def facts(self) -> tuple[Fact, ...]:
        """Return what is shown."""
        return self._facts
