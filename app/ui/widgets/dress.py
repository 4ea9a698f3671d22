"""How a widget says what it is: the dynamic properties the stylesheet reads, its name, its place in a layout."""

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from app.ui.theme.tokens import Tone

L = TypeVar("L", bound=QBoxLayout)


def named(widget: QWidget, name: str, spoken: str = "") -> None:
    """Give widget its objectName (purpose + kind, ``"phone_edit"``) and the name a screen reader speaks."""
    widget.setObjectName(name)
    if spoken:
        widget.setAccessibleName(spoken)


def set_role(widget: QWidget, role: str) -> None:
    """Dress widget as role; see theme/stylesheet.py for the roles."""
    widget.setProperty("role", role)
    _restyle(widget)


def set_tone(widget: QWidget, tone: Tone | None) -> None:
    """Dress widget in tone, or in none."""
    value = tone.value if tone else ""
    if widget.property("tone") == value:
        return
    widget.setProperty("tone", value)
    _restyle(widget)


def _restyle(widget: QWidget) -> None:
    # Qt looks at dynamic properties only when it polishes; the texts inside a note wear the note's tone.
    style = widget.style()
    for each in (widget, *widget.findChildren(QLabel)):
        style.unpolish(each)
        style.polish(each)


def discard(widget: QWidget) -> None:
    """Take a widget away at once: deleted later it would stay visible until then, over what takes its place."""
    widget.hide()
    widget.deleteLater()


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and away from the screen at once."""
    while layout.count():
        item = layout.takeAt(0)
        widget: QWidget | None = item.widget() if item is not None else None
        if widget is not None:
            discard(widget)


def row(*widgets: QWidget, spacing: int, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return a row of widgets."""
    return _fill(QHBoxLayout(), widgets, spacing, margins)


def column(*widgets: QWidget, spacing: int, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a column of widgets."""
    return _fill(QVBoxLayout(), widgets, spacing, margins)


def _fill(layout: L, widgets: tuple[QWidget, ...], spacing: int, margins: tuple[int, int, int, int]) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return layout
