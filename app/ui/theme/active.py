"""The appearance in use, and switching it while the program runs.

One for the process, as the language is: a desk has one screen. Widgets that paint themselves read it in ``paintEvent``:
a switch needs no signal, Qt repaints everything when the palette and the stylesheet change.
"""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.ui.theme.fonts import FAMILIES
from app.ui.theme.stylesheet import stylesheet
from app.ui.theme.tokens import BODY, COLOURS, Appearance, Colours


class _Active:
    appearance: Appearance = "light"
    scale: int = 100


def colours() -> Colours:
    """Return the colours in use."""
    return COLOURS[_Active.appearance]


def appearance() -> Appearance:
    """Return the appearance in use."""
    return _Active.appearance


def px(size: float) -> int:
    """Return size, given in pixels at 100 %, at the scale in use."""
    return round(size * _Active.scale / 100)


def apply_theme(application: QApplication, look: Appearance, scale: int = 100) -> None:
    """Dress the whole application.

    Args:
        application: the one application.
        look: light, dark or high contrast.
        scale: per cent, 100 to 200.

    Raises:
        ValueError: scale is out of range.
    """
    if not 100 <= scale <= 200:
        raise ValueError(f"scale out of range: {scale}")
    first = not application.styleSheet()
    _Active.appearance, _Active.scale = look, scale
    if first:
        # Fusion draws the same everywhere and lets the stylesheet decide; native styles ignore parts of it.
        application.setStyle(QStyleFactory.create("Fusion"))
    font = QFont(list(FAMILIES))
    font.setPixelSize(px(BODY))
    application.setFont(font)
    application.setPalette(_palette(colours()))
    application.setStyleSheet(stylesheet(colours(), scale))


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.header),
        (role.Text, c.text),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.ToolTipBase, c.surface),
        (role.ToolTipText, c.text),
        (role.PlaceholderText, c.disabled),
        (role.Highlight, c.fill),
        (role.HighlightedText, c.on_fill),
        (role.Link, c.primary),
        (role.LinkVisited, c.primary),
        (role.Accent, c.fill),
        (role.Light, c.header),
        (role.Mid, c.line),
        (role.Dark, c.field_line),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.disabled))
    return palette
