"""Reading a screen: words are drawn as the program draws them, and exactly that picture is looked for."""

from collections.abc import Callable

from PIL import Image, ImageChops
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.ui.theme.active import apply_theme
from app.ui.theme.fonts import load_fonts
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import column, set_role
from app.ui.widgets.labels import Label
from tests.rigs.screen import Screen, wait_for

_FRAME = 5
"""Pixels from a button's edge to its inside."""


class Sight:
    """A person who reads one screen in the light appearance at 100 %."""

    def __init__(self, screen: Screen, application: QApplication) -> None:
        self._screen = screen
        if not application.property("fonts_loaded"):
            load_fonts()
            application.setProperty("fonts_loaded", True)
        apply_theme(application, "light", 100)

    def sees(self, words: str, role: str = "") -> bool:
        """Return whether words stand somewhere on a card, dressed in role."""
        return self._screen.shows(_words(words, role))

    def wait_for(self, words: str, role: str = "") -> None:
        """Wait until words stand on a card, dressed in role."""
        self._wait(words, _words(words, role))

    def wait_for_button(self, words: str, role: str = "") -> None:
        """Wait until there is a button with these words that can be pressed."""
        self._wait(words, _button(words, role))

    def _wait(self, words: str, picture: Image.Image) -> None:
        wait_for(lambda: self._screen.shows(picture), f"{words!r} on the screen")


def _words(words: str, role: str) -> Image.Image:
    label = Label(words, role)
    return _letters(label, label.rect)


def _button(words: str, role: str) -> Image.Image:
    button = Button(words, "drawn_button", role=role)
    return _letters(button, lambda: button.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME))


def _letters(widget: QWidget, inside: Callable[[], QRect]) -> Image.Image:
    """Return the letters of a widget on a card, without anything around them."""
    card = QFrame()
    set_role(card, "card")
    card.setLayout(column(widget, spacing=0, margins=(8, 8, 8, 8)))
    card.adjustSize()
    whole = Image.fromqpixmap(card.grab()).convert("RGB")
    place = inside().translated(widget.geometry().topLeft())
    image = whole.crop((place.left(), place.top(), place.right() + 1, place.bottom() + 1))
    ground = Image.new("RGB", image.size, image.getpixel((0, 0)))  # type: ignore[arg-type]  # a colour of its mode
    box = ImageChops.difference(image, ground).getbbox()
    if box is None:
        raise ValueError("nothing is drawn")
    return image.crop(box)
