"""Drawing shared by the delegates of lists and tables."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.theme.active import colours, px
from app.ui.theme.tokens import SMALL, Tone

_V_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool, underline: bool = True) -> None:
    """Draw a row's background; a selected row also has a bar at the left edge of its first column."""
    c = colours()
    box: QRect = option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, QColor(c.selected))
        if first:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(c.focus))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, QColor(c.header))
    if underline:
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(c.line))


def draw_parts(
    painter: QPainter,
    option: QStyleOptionViewItem,
    left: str,
    right: str,
    right_font: QFont,
    hits: tuple[tuple[int, int], ...] = (),
) -> None:
    """Draw a list row: left text with its hits, and right text in a quieter colour; the left one gives way last."""
    c = colours()
    painter.save()
    draw_ground(painter, option, first=True, underline=False)
    box: QRect = option.rect.adjusted(px(10), 0, -px(10), 0)
    small = QFontMetrics(right_font)
    room = max(0, box.width() - QFontMetrics(option.font).horizontalAdvance(left) - px(12))
    right = small.elidedText(right, Qt.TextElideMode.ElideRight, max(room, box.width() // 4))
    taken = small.horizontalAdvance(right)
    painter.setFont(option.font)
    draw_text(painter, box.adjusted(0, 0, -taken - px(12), 0), left, c.text, right=False, hits=hits)
    painter.setFont(right_font)
    painter.setPen(QColor(c.muted))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), right)
    painter.restore()


def draw_pill(painter: QPainter, box: QRect, text: str, tone: Tone, base: QFont) -> None:
    """Draw a pill at the left of box, shortened to fit."""
    ink, ground = colours().tone(tone)
    font = QFont(base)
    font.setPixelSize(px(SMALL))
    font.setWeight(QFont.Weight.Medium)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - px(14))
    height = metrics.height() + px(4)
    pill = QRect(box.left(), box.center().y() - height // 2 + 1, metrics.horizontalAdvance(shown) + px(14), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(pill, px(4), px(4))
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


def lines_of(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Return text broken at words into lines of width pixels; what does not fit into most lines ends in an ellipsis."""
    text = text.strip()
    layout = QTextLayout(text, font)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        starts.append(line.textStart())
    layout.endLayout()
    kept = starts[:most]
    lines = [text[start:end].rstrip() for start, end in zip(kept, [*kept[1:], len(text)], strict=True)]
    last = QFontMetrics(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width) if lines else ""
    return [*lines[:-1], last]


def draw_lines(painter: QPainter, box: QRect, lines: list[str], colour: str) -> None:
    """Draw lines under each other, in the middle of box."""
    painter.setPen(QColor(colour))
    height = painter.fontMetrics().lineSpacing()
    top = box.center().y() - len(lines) * height // 2 + 1
    for place, line in enumerate(lines):
        painter.drawText(QRect(box.left(), top + place * height, box.width(), height), _V_LEFT, line)


def draw_text(
    painter: QPainter, box: QRect, text: str, colour: str, *, right: bool, hits: tuple[tuple[int, int], ...] = ()
) -> None:
    """Draw one line of text shortened to box; hits are (start, length) drawn on the hit ground."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    c = colours()
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
    if right:
        return
    visible = len(shown) if shown == text else len(shown) - 1
    for start, length in hits:
        part = text[start : min(start + length, visible)]
        if not part:
            continue
        left = box.left() + metrics.horizontalAdvance(text[:start])
        height = metrics.height()
        spot = QRect(left, box.center().y() - height // 2 + 1, metrics.horizontalAdvance(part), height)
        painter.fillRect(spot, QColor(c.hit))
        painter.setPen(QColor(c.on_hit))
        painter.drawText(spot, _V_LEFT, part)
