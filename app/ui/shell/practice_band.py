"""The sign of the practice office: cannot be missed, takes one line, disturbs no work."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.words import _
from app.ui.theme.active import colours, px
from app.ui.theme.tokens import SMALL
from app.ui.widgets.dress import named


class PracticeBand(QWidget):
    """A striped band over the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _("PHÒNG TẬP – người và hồ sơ đều là giả, giấy in ra không có giá trị")
        named(self, "practice_band", self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return one line of text."""
        return QSize(100, QFontMetrics(self._type()).height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        """Draw the stripes, and the words on a calm ground in the middle."""
        c = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(c.attention_tint))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.hit))
        height, step = self.height(), px(14)
        for left in range(-height, self.width() + height, 2 * step):
            painter.drawPolygon(
                QPolygon(
                    [
                        QPoint(left, height),
                        QPoint(left + step, height),
                        QPoint(left + step + height, 0),
                        QPoint(left + height, 0),
                    ]
                )
            )
        painter.setFont(self._type())
        width = painter.fontMetrics().horizontalAdvance(self._text) + px(32)
        middle = self.rect().adjusted((self.width() - width) // 2, 0, -(self.width() - width) // 2, 0)
        painter.fillRect(middle, QColor(c.attention_tint))
        painter.setPen(QColor(c.attention))
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, self._text)

    def _type(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px(SMALL))
        font.setWeight(QFont.Weight.DemiBold)
        return font
