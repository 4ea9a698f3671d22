"""Type for printed forms: shipped fonts, embedded as subsets, and the certainty that every letter has a shape."""

import unicodedata
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.core.paths import RESOURCES
from app.core.problems import OutsideProblem, PersonProblem
from app.core.vietnamese import tidy

REGULAR = "LiberationSerif"
BOLD = "LiberationSerif-Bold"
ITALIC = "LiberationSerif-Italic"
BOLD_ITALIC = "LiberationSerif-BoldItalic"
SIGNS = "DejaVuSans"
"""Has the shapes the form's own font lacks, such as tick boxes."""

_FOLDER = RESOURCES / "fonts"
_FILES = {
    REGULAR: "liberation-serif/LiberationSerif-Regular.ttf",
    BOLD: "liberation-serif/LiberationSerif-Bold.ttf",
    ITALIC: "liberation-serif/LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "liberation-serif/LiberationSerif-BoldItalic.ttf",
    SIGNS: "dejavu-sans/DejaVuSans.ttf",
}


@lru_cache(maxsize=1)
def load() -> dict[str, frozenset[int]]:
    """Make the fonts known to reportlab, once for the process, and return the code points each has a shape for.

    Raises:
        OutsideProblem: ``printing.font_missing`` when a font file of the program cannot be read.
    """
    shapes: dict[str, frozenset[int]] = {}
    for name, file in _FILES.items():
        path = _FOLDER / file
        if not path.is_file():
            raise OutsideProblem("printing.font_missing", path=str(path))
        font: Any = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
        shapes[name] = frozenset(font.face.charToGlyph)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    return shapes


def width(text: str, font: str, size: float) -> float:
    """Return the width of text in points."""
    load()
    return float(pdfmetrics.stringWidth(text, font, size))


def clean(text: str) -> str:
    """Return text as it can be printed: NFC, single spaces, without invisible signs.

    Raises:
        PersonProblem: ``printing.letter_missing`` when a letter has no shape; reportlab would leave it blank.
    """
    visible = "".join(c for c in tidy(text) if unicodedata.category(c) != "Cf")
    shapes = load()
    for letter in visible:
        if ord(letter) not in shapes[REGULAR] and ord(letter) not in shapes[SIGNS]:
            raise PersonProblem("printing.letter_missing", letter=letter, code=f"U+{ord(letter):04X}", text=visible)
    return visible


def markup(text: str) -> str:
    """Return cleaned text for reportlab's Paragraph: escaped, signs of the second font marked.

    Raises:
        PersonProblem: ``printing.letter_missing``, as ``clean``.
    """
    shapes = load()
    parts = (
        escape(letter) if ord(letter) in shapes[REGULAR] else f'<font name="{SIGNS}">{escape(letter)}</font>'
        for letter in clean(text)
    )
    return "".join(parts)
