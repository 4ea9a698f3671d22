"""Code128 and QR as vectors: exact widths on paper, whatever the printer's resolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno
from barcode.codex import Code128
from barcode.errors import BarcodeError
from reportlab.lib.units import mm

from app.core.problems import PersonProblem
from app.printing.pen import Pen

QUIET_MODULES = 10
"""White modules that Code128 needs on each side (ISO/IEC 15417)."""
QR_QUIET_MODULES = 4
"""White modules that a QR needs all around (ISO/IEC 18004)."""


@lru_cache(maxsize=64)
def code128(text: str) -> str:
    """Return the modules of text as Code128, ``1`` for black, without the white margins.

    Raises:
        PersonProblem: ``printing.not_encodable`` when text is empty or holds a letter that Code128 does not know.
    """
    # The library accepts letters only by their ASCII tables, but would draw an empty code for an empty text.
    if not text or not text.isascii() or not text.isprintable():
        raise PersonProblem("printing.not_encodable", text=text)
    try:
        return str(Code128(text).build()[0])
    except BarcodeError as error:
        raise PersonProblem("printing.not_encodable", text=text) from error


@lru_cache(maxsize=64)
def qr(text: str) -> tuple[str, ...]:
    """Return the rows of text as a QR with error correction M, ``1`` for black, without the white margin.

    Raises:
        PersonProblem: ``printing.not_encodable`` when text is empty or longer than a QR can hold.
    """
    if not text:
        raise PersonProblem("printing.not_encodable", text=text)
    try:
        matrix = segno.make(text, error="m", micro=False, boost_error=False).matrix
    except segno.DataOverflowError as error:
        raise PersonProblem("printing.not_encodable", text=text[:40]) from error
    return tuple("".join("1" if cell else "0" for cell in row) for row in matrix)


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code128 of a chosen module width; all lengths in points.

    Attributes:
        module: width of the narrowest bar.
    """

    modules: str
    module: float
    height: float

    @property
    def width(self) -> float:
        """The width with both white margins."""
        return (len(self.modules) + 2 * QUIET_MODULES) * self.module

    def draw(self, canvas: Pen, x: float, y: float) -> None:
        """Draw on a white ground with the lower left corner, margin included, at x, y."""
        _white(canvas, x, y, self.width, self.height)
        canvas.saveState()
        canvas.translate(x + QUIET_MODULES * self.module, y)
        canvas.scale(self.module, self.height)
        canvas.addLiteral(_fill([self.modules]))
        canvas.restoreState()


def fit_bars(text: str, module_choices_mm: tuple[float, ...], height: float, room: float) -> Bars:
    """Return text as bars with the widest of the module widths (mm, widest first) that fits into room (points).

    Raises:
        PersonProblem: ``printing.number_too_long`` when not even the narrowest fits; ``printing.not_encodable``.
    """
    modules = code128(text)
    for module in module_choices_mm:
        bars = Bars(modules, module * mm, height)
        if bars.width <= room:
            return bars
    raise PersonProblem("printing.number_too_long", number=text)


def draw_qr(canvas: Pen, text: str, x: float, y: float, size: float) -> None:
    """Draw text as a QR whose symbol is size points wide, on a white ground with its margin around it.

    Raises:
        PersonProblem: ``printing.not_encodable``.
    """
    matrix = qr(text)
    module = size / len(matrix)
    margin = QR_QUIET_MODULES * module
    _white(canvas, x - margin, y - margin, size + 2 * margin, size + 2 * margin)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(module, module)
    canvas.addLiteral(_fill(matrix))
    canvas.restoreState()


def _fill(rows: Sequence[str]) -> str:
    """Return the PDF operators that fill the black squares of rows, one unit a square, the last row at the origin.

    Whole numbers written here instead of by the library: its number formatting was a fifth of the time of a slip.
    """
    operators = []
    for height, row in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
        at = 0
        for colour, run in groupby(row):
            length = len(list(run))
            if colour == "1":
                operators.append(f"{at} {height} {length} 1 re")
            at += length
    return " ".join([*operators, "f"])


def _white(canvas: Pen, x: float, y: float, width: float, height: float) -> None:
    # The practice watermark must not run through a code.
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.restoreState()
