"""The number of a dossier or batch as bars, QR and text: what is beeped when the paper comes back."""

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Table

from app.printing import codes, fonts
from app.printing.forms.blocks import Block, Drawn
from app.printing.forms.house import TIGHT, TOP
from app.printing.forms.sheets import Sheet
from app.printing.pen import Pen

_GAP = 4 * mm
_TAILS = 2.0
_SIDE = 0.3
"""The part of the column that is left of a title, and as much right of it."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What is shown.

    Attributes:
        number: as bars, and under them in plain text.
        link: as QR.
        label: what stands before the number in the text.
    """

    number: str
    link: str
    label: str


def code_block(shown: Codes, sheet: Sheet, column: float) -> Block:
    """Return the bars in the middle and the QR at the right edge; one below the other where the column is narrow.

    Raises:
        PersonProblem: ``printing.number_too_long`` when the bars do not fit; ``printing.not_encodable``.
    """
    size = sheet.qr * mm
    beside = column - size - _GAP
    if bars_width(shown, sheet) <= beside:
        bars = codes.fit_bars(shown.number, sheet.bar_modules, sheet.bar_height * mm, beside)
        block = Drawn(size, _beside(shown, sheet, bars, size))
    else:
        bars = codes.fit_bars(shown.number, sheet.bar_modules, sheet.bar_height * mm, column)
        text = sheet.body_type * 1.5
        block = Drawn(bars.height + text + size + _quiet(shown, size), _stacked(shown, sheet, bars, size))
    # The white around the QR must not cover the line above.
    block.spaceBefore, block.spaceAfter = max(sheet.gap * 2, _quiet(shown, size)), sheet.gap * 2
    return block


def codes_around(shown: Codes, sheet: Sheet, middle: list[Block], column: float) -> Block | None:
    """Return the bars left of the blocks in the middle, the QR right of them; None where the bars do not fit."""
    side = column * _SIDE
    if bars_width(shown, sheet) > side:
        return None
    size = sheet.qr * mm
    bars = codes.fit_bars(shown.number, sheet.bar_modules, sheet.bar_height * mm, side)

    def draw_bars(canvas: Pen, _width: float) -> None:
        # The first bar stands on the margin, its white outside.
        left = -codes.QUIET_MODULES * bars.module
        bars.draw(canvas, left, size - bars.height)
        _text(canvas, shown, sheet, left + bars.width / 2, size - bars.height)

    def draw_qr(canvas: Pen, width: float) -> None:
        codes.draw_qr(canvas, shown.link, width - size, 0, size)

    cells = [[Drawn(size, draw_bars)], middle, [Drawn(size, draw_qr)]]
    table = Table([cells], colWidths=[side, column - 2 * side, side], style=[*TIGHT, TOP])
    table.spaceBefore, table.spaceAfter = max(sheet.gap * 2, _quiet(shown, size)), sheet.gap * 2
    return table


def _quiet(shown: Codes, size: float) -> float:
    """Return the white that the QR needs around it and the tails of the letters above it, points."""
    return codes.QR_QUIET_MODULES * size / len(codes.qr(shown.link)) + _TAILS


def bars_width(shown: Codes, sheet: Sheet) -> float:
    """Return the least width of the bars, points."""
    modules = codes.code128(shown.number)
    return codes.Bars(modules, min(sheet.bar_modules) * mm, 0).width


def _beside(shown: Codes, sheet: Sheet, bars: codes.Bars, size: float) -> Callable[[Pen, float], None]:
    def draw(canvas: Pen, width: float) -> None:
        codes.draw_qr(canvas, shown.link, width - size, 0, size)
        # In the middle of the page where the QR leaves room, else in the middle of what it leaves.
        left = min((width - bars.width) / 2, width - size - _GAP - bars.width)
        bars.draw(canvas, left, size - bars.height)
        _text(canvas, shown, sheet, left + bars.width / 2, size - bars.height)

    return draw


def _stacked(shown: Codes, sheet: Sheet, bars: codes.Bars, size: float) -> Callable[[Pen, float], None]:
    def draw(canvas: Pen, width: float) -> None:
        lower = size + _quiet(shown, size) + sheet.body_type * 1.5
        bars.draw(canvas, (width - bars.width) / 2, lower)
        _text(canvas, shown, sheet, width / 2, lower)
        codes.draw_qr(canvas, shown.link, (width - size) / 2, 0, size)

    return draw


def _text(canvas: Pen, shown: Codes, sheet: Sheet, middle: float, under: float) -> None:
    canvas.setFont(fonts.BOLD, sheet.body_type)
    canvas.drawCentredString(middle, under - sheet.body_type * 1.25, f"{shown.label} {shown.number}".strip())
