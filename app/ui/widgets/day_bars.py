"""Bars of days: how much there was of each, and which part of it deserves a look."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.active import colours, px
from app.ui.theme.tokens import TINY
from app.ui.widgets.dress import named

_HEIGHT, _FOOT, _HEAD, _GAP, _WIDEST, _APART = 132, 16, 16, 2, 34, 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: its short name, how much, how much of it is late."""

    name: str
    count: int
    late: int = 0


class DayBars(QWidget):
    """A small chart. What it says stands in its accessible name as well."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}_bars")
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], spoken: str) -> None:
        """Show days; spoken: the same in words."""
        self._bars = tuple(bars)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def bars(self) -> tuple[Bar, ...]:
        """Return what is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        """Return the height of a glance."""
        return QSize(px(200), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least width that can still be read."""
        return QSize(px(120), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        """Draw the bars, the largest as high as there is room, with the count over it and some days under it."""
        if not self._bars:
            return
        c, painter = colours(), QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(px(TINY))
        painter.setFont(font)
        step = self.width() / len(self._bars)
        wide = min(step - px(_GAP), px(_WIDEST))
        room, most = self.height() - px(_FOOT) - px(_HEAD), max(bar.count for bar in self._bars)
        base = self.height() - px(_FOOT)
        painter.setPen(QColor(c.line))
        painter.drawLine(0, base, self.width(), base)
        written = 0
        for place, bar in enumerate(self._bars):
            left = step * place + (step - wide) / 2
            high = room * bar.count / most if most else 0
            painter.fillRect(QRectF(left, base - high, wide, high), QColor(c.primary))
            late = room * bar.late / most if most else 0
            painter.fillRect(QRectF(left, base - late, wide, late), QColor(c.late))
            painter.setPen(QColor(c.muted))
            written = self._name(painter, bar.name, round(step * (place + 0.5)), base, written)
            if bar.count and bar.count == most:
                painter.setPen(QColor(c.text))
                box = self._box(painter, str(bar.count), round(step * (place + 0.5)), round(base - high) - px(_HEAD))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(bar.count))

    def _name(self, painter: QPainter, text: str, middle: int, top: int, written: int) -> int:
        """Write a day where there is room after the last one; return where writing ends now."""
        box = self._box(painter, text, middle, top)
        if box.left() < written:
            return written
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        return box.right() + px(_APART)

    def _box(self, painter: QPainter, text: str, middle: int, top: int) -> QRect:
        wide = painter.fontMetrics().horizontalAdvance(text) + px(2)
        left = min(max(0, middle - wide // 2), self.width() - wide)
        return QRect(left, top, wide, px(_HEAD))
