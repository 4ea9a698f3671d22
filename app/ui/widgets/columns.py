"""Columns side by side that move under each other where a large type size leaves no room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from app.ui.theme.tokens import APART


class Columns(QWidget):
    """The columns of a workspace: one row at 100 %; at larger sizes the page scrolls down, never sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(APART)
        self._columns: list[tuple[QWidget, int]] = []
        self._in_row = 0

    def add(self, contents: QLayout, share: int) -> None:
        """Add a column.

        Args:
            contents: laid out inside the column.
            share: of the row's width, relative to the others.
        """
        holder = QWidget()
        contents.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(contents)
        self._columns.append((holder, share))
        self._arrange(len(self._columns))

    @property
    def in_row(self) -> int:
        """How many columns stand side by side at present."""
        return self._in_row

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width of the widest column, so that the others may move under it."""
        return QSize(
            max((self._least(each) for each, _share in self._columns), default=0), super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many side by side as there is room for."""
        super().resizeEvent(event)
        fitting, taken = 0, -APART
        for each, _share in self._columns:
            taken += APART + self._least(each)
            if taken > self.width():
                break
            fitting += 1
        self._arrange(max(1, fitting))

    @staticmethod
    def _least(column: QWidget) -> int:
        return column.minimumSizeHint().width()

    def _arrange(self, in_row: int) -> None:
        if in_row == self._in_row and self._grid.count() == len(self._columns):
            return
        self._in_row = in_row
        for place in range(len(self._columns)):
            self._grid.setColumnStretch(place, 0)
        for place, (each, share) in enumerate(self._columns):
            # What does not fit beside its neighbours takes the whole width below.
            line, where = (0, place) if place < in_row else (place - in_row + 1, 0)
            self._grid.removeWidget(each)
            self._grid.addWidget(each, line, where, 1, 1 if line == 0 else in_row)
            if line == 0:
                self._grid.setColumnStretch(place, share)
