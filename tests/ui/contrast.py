"""Can what stands on a screen be read: the ink of every text against the ground it really stands on."""

from typing import cast

from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget

from app.ui.theme.tokens import contrast

LEAST = 4.5
"""WCAG 2.2, 1.4.3."""
_INSIDE = 3
"""Pixels of an edge: a border is not the ground."""


def pixels(picture: QImage) -> Image.Image:
    """Return a picture as Pillow knows it, whose counting of colours is fast."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombuffer(
        "RGB", (plain.width(), plain.height()), bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine(), 1
    )


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QSpinBox | QLabel | QAbstractButton):
        return widget.text()
    return ""


def ink(widget: QWidget) -> str:
    """Return the colour its text has, as the stylesheet dressed it."""
    group = QPalette.ColorGroup.Active if widget.isEnabled() else QPalette.ColorGroup.Disabled
    role = widget.foregroundRole()
    if isinstance(widget, QLineEdit) and not widget.text():
        role = QPalette.ColorRole.PlaceholderText
    return widget.palette().color(group, role).name()


def ground(widget: QWidget, window: QWidget, picture: Image.Image) -> str:
    """Return the colour most of it has on the screen; empty where too little of it is seen to tell."""
    box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).intersected(window.rect())
    for parent in _parents(widget, window):
        box = box.intersected(QRect(parent.mapTo(window, QPoint(0, 0)), parent.size()))
    box.adjust(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
    if box.width() < 8 or box.height() < 8 or not _on_top(widget, window, box.center()):
        return ""
    part = picture.crop((box.left(), box.top(), min(box.right(), box.left() + 160), box.bottom()))
    counted = cast("list[tuple[int, tuple[int, int, int]]]", part.getcolors(part.width * part.height))
    return "#{:02X}{:02X}{:02X}".format(*max(counted)[1])


def _parents(widget: QWidget, window: QWidget) -> list[QWidget]:
    found = []
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        found.append(parent)
        parent = parent.parentWidget()
    return found


def _on_top(widget: QWidget, window: QWidget, place: QPoint) -> bool:
    """Return whether nothing lies over it: a notice, an enlarged page."""
    seen: QWidget | None = window.childAt(place)
    return seen is not None and (seen is widget or widget.isAncestorOf(seen) or seen.isAncestorOf(widget))


def faint(window: QWidget, picture: QImage) -> list[str]:
    """Return the texts of window that do not stand out enough from their ground."""
    seen, wrong = pixels(picture), []
    for widget in window.findChildren(QWidget):
        # The rail draws itself, in colours that a test of the tokens compares.
        if not _text(widget).strip() or not widget.isVisibleTo(window) or widget.property("role") == "rail":
            continue
        on = ground(widget, window, seen)
        if on and contrast(ink(widget), on) < LEAST:
            said = f"{contrast(ink(widget), on):.1f}:1, {ink(widget)} on {on}"
            wrong.append(f"{type(widget).__name__} {widget.objectName()!r} {_text(widget)!r} is faint: {said}")
    return wrong
