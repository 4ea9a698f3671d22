"""Reading a screen: words are drawn as the program draws them, and exactly that picture is looked for."""

from collections.abc import Callable, Sequence

from PIL import Image, ImageChops
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.ui.theme.active import apply_theme
from app.ui.theme.fonts import load_fonts
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import column, set_role, set_tone
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

    def wait_for(self, words: str, role: str = "", tone: Tone | None = None) -> None:
        """Wait until words dressed in role stand on a card, or on a note of a tone."""
        self._wait(words, _words(words, role, tone))

    def wait_for_button(self, words: str, role: str = "") -> None:
        """Wait until there is a button with these words that can be pressed."""
        self._wait(words, _button(words, role))

    def _wait(self, words: str, pictures: Sequence[Image.Image]) -> None:
        wait_for(lambda: self._screen.shows(*pictures), f"{words!r} on the screen")


def _words(words: str, role: str, tone: Tone | None) -> list[Image.Image]:
    """Return the words as a label shows them at the left, and in the middle of an even and of an odd width.

    Letters are placed in parts of a pixel: in the middle they may begin at half of one.
    """
    found = []
    for alignment, odd in ((Qt.AlignmentFlag.AlignLeft, 0), (Qt.AlignmentFlag.AlignHCenter, 0),
                           (Qt.AlignmentFlag.AlignHCenter, 1)):  # fmt: skip
        label = Label(words, role)
        label.setAlignment(alignment)
        label.setFixedWidth(2 * label.sizeHint().width() + odd)
        found.append(_letters(label, label.rect, tone))
    return found


def _button(words: str, role: str) -> list[Image.Image]:
    button = Button(words, "drawn_button", role=role)
    return [_letters(button, lambda: button.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME))]


def _letters(widget: QWidget, inside: Callable[[], QRect], tone: Tone | None = None) -> Image.Image:
    """Return the letters of a widget on a card or a note, without anything around them."""
    card = QFrame()
    set_role(card, "note" if tone else "card")
    set_tone(card, tone)
    card.setLayout(column(widget, spacing=0, margins=(8, 8, 8, 8)))
    card.adjustSize()
    whole = Image.fromqpixmap(card.grab()).convert("RGB")
    place = inside().translated(widget.geometry().topLeft())
    image = whole.crop((place.left(), place.top(), place.right() + 1, place.bottom() + 1))
    ground = Image.new("RGB", image.size, image.getpixel((0, 0)))
    box = ImageChops.difference(image, ground).getbbox()
    if box is None:
        raise ValueError("nothing is drawn")
    return image.crop(box)
