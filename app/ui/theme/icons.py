"""Icons of the shipped set, drawn in any colour and size, sharp on every screen."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.core.paths import RESOURCES


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


def draw_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw the icon into rect.

    Args:
        painter: an active painter.
        name: file name in resources/icons without ending.
        colour: ``#RRGGBB``.
        rect: where; the icons are square.
    """
    _renderer(name, colour).render(painter, rect)


def icon_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a picture of size × size logical pixels for a screen of the given pixel ratio."""
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_icon(painter, name, colour, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, size: int = 16) -> QIcon:
    """Return the icon for places that want a QIcon; at twice the size, so that it stays sharp on dense screens."""
    return QIcon(icon_pixmap(name, colour, size, 2.0))
