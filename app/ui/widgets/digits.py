"""Long numbers that are easier to read in groups, while what was typed stays as it was typed.

Nobody compares ``049199012345`` with a card; ``049 199 012 345`` anybody does. The spaces are drawn, not written: the
text of the field, what is copied from it and what is read aloud have none.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget

from app.ui.theme.active import px
from app.ui.widgets.fields import LineEdit

_GAP = 0.45
"""Between groups, in widths of a digit."""
_SIDES = 22
"""Pixels at 100 % of a field that are not for its text."""
_IDENTITY = {12: (3, 3, 3, 3), 9: (3, 3, 3)}
_PHONE = {10: (4, 3, 3), 11: (4, 3, 4)}


def _parts(text: str, groups: tuple[int, ...] | None) -> tuple[str, ...]:
    if groups is None or not (text.isascii() and text.isdigit()):
        return (text,)
    ends = [sum(groups[:count]) for count in range(1, len(groups) + 1)]
    return tuple(text[end - size : end] for end, size in zip(ends, groups, strict=True))


def identity_groups(text: str) -> tuple[str, ...]:
    """Return the groups of an identity number of 12 or 9 digits; anything else is one group."""
    return _parts(text, _IDENTITY.get(len(text)))


def phone_groups(text: str) -> tuple[str, ...]:
    """Return the groups of a telephone number of 10 or 11 digits as people say it; anything else is one group."""
    return _parts(text, _PHONE.get(len(text)) if text.startswith("0") else None)


def grouped(text: str, groups: Callable[[str], tuple[str, ...]] = identity_groups) -> str:
    """Return text with thin spaces between its groups, for what is only read."""
    return "\N{THIN SPACE}".join(groups(text))


class DigitsEdit(LineEdit):
    """A line edit for a number; groups it while nobody is in it."""

    def __init__(self, groups: Callable[[str], tuple[str, ...]], digits: int, parent: QWidget | None = None) -> None:
        """Make the field.

        Args:
            groups: how a text falls into groups, ``identity_groups`` or ``phone_groups``.
            digits: how many there usually are; the field is never too narrow for them.
            parent: the Qt parent.
        """
        super().__init__(parent=parent)
        self._groups, self._usual = groups, "0" * digits

    @property
    def shown(self) -> tuple[str, ...]:
        """The groups as they are drawn at present."""
        return (self.text(),) if self.hasFocus() else self._groups(self.text())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for all groups."""
        parts = self._groups(self._usual)
        width = self.fontMetrics().horizontalAdvance(self._usual) + (len(parts) - 1) * self._gap()
        return QSize(width + px(_SIDES), super().minimumSizeHint().height())

    def _gap(self) -> int:
        return round(_GAP * self.fontMetrics().horizontalAdvance("0"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field as any other, or the groups of its number."""
        parts = self.shown
        if len(parts) < 2:
            super().paintEvent(event)
            return
        frame = QStyleOptionFrame()
        self.initStyleOption(frame)
        painter = QPainter(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, frame, painter, self)
        area = style.subElementRect(QStyle.SubElement.SE_LineEditContents, frame, self)
        # Qt leaves two pixels before the first letter.
        left = area.left() + 2
        metrics = self.fontMetrics()
        baseline = area.top() + (area.height() - metrics.height() + 1) // 2 + metrics.ascent()
        painter.setClipRect(area)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        for part in parts:
            painter.drawText(left, baseline, part)
            left += metrics.horizontalAdvance(part) + self._gap()
