"""Columns side by side that move under each other where a large type size leaves no room."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from app.ui.theme.active import px
from app.ui.theme.tokens import APART

_ANY = 16_777_215
"""Qt's own for a width without a limit."""


@dataclass(frozen=True, slots=True)
class _Column:
    holder: QWidget
    share: int
    width: int
    narrowest: int

    def least(self) -> int:
        """Return the pixels it needs to stand in the row."""
        return px(self.width) if self.width else max(px(self.narrowest), self.holder.minimumSizeHint().width())


class Columns(QWidget):
    """The columns of a workspace: one row at 100 %; at larger sizes the page scrolls down, never sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(APART)
        self._columns: list[_Column] = []
        self._in_row = 0

    def add(self, contents: QLayout, share: int = 0, *, width: int = 0, least: int = 0) -> None:
        """Add a column.

        Args:
            contents: laid out inside the column.
            share: of the room the row has left, relative to the others.
            width: pixels at 100 % of a column that does not grow with the row; it takes the whole width below.
            least: pixels at 100 % it needs beside others, whatever stands in it: what is filled in moves nothing.
        """
        holder = QWidget()
        contents.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(contents)
        self._columns.append(_Column(holder, share, width, least))
        self._arrange(len(self._columns))

    @property
    def in_row(self) -> int:
        """How many columns stand side by side at present."""
        return self._in_row

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width of the widest column, so that the others may move under it."""
        widest = max((each.holder.minimumSizeHint().width() for each in self._columns), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many side by side as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look again when what stands inside asks for more or less room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        fitting, taken = 0, -APART
        for each in self._columns:
            taken += APART + each.least()
            if taken > self.width():
                break
            fitting += 1
        self._arrange(max(1, fitting))

    def _arrange(self, in_row: int) -> None:
        for place, each in enumerate(self._columns):
            each.holder.setFixedWidth(px(each.width)) if each.width and place < in_row else _free(each.holder)
        if in_row == self._in_row and self._grid.count() == len(self._columns):
            return
        self._in_row = in_row
        for place in range(len(self._columns)):
            self._grid.setColumnStretch(place, 0)
        for place, each in enumerate(self._columns):
            # What does not fit beside its neighbours takes the whole width below.
            line, where = (0, place) if place < in_row else (place - in_row + 1, 0)
            self._grid.removeWidget(each.holder)
            self._grid.addWidget(each.holder, line, where, 1, 1 if line == 0 else in_row)
            if line == 0:
                self._grid.setColumnStretch(place, each.share)


def _free(holder: QWidget) -> None:
    holder.setMinimumWidth(0)
    holder.setMaximumWidth(_ANY)
