"""Lines of a form with their values: an empty value becomes dots to be written on by hand."""

import re
from collections.abc import Callable, Sequence
from string import Formatter

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from app.printing import fonts
from app.printing.forms.blocks import Block, Drawn
from app.printing.forms.filling import Said
from app.printing.forms.kinds import cell_kind, kinds_of
from app.printing.forms.layout import Align, Line, Style
from app.printing.forms.sheets import Sheet
from app.printing.pen import Pen

_DOTS = "." * 24
"""An empty value inside a line: room to write by hand."""
_CENTRED: tuple[Style, ...] = ("center", "subtitle", "big_title", "remark")
_TAG = re.compile(r"<[^>]+>")

KindOf = Callable[[Style, bool], ParagraphStyle]
"""The type of a line of this style; True: it ends in dots."""


def body_kind(sheet: Sheet) -> KindOf:
    """Return the type of lines between the margins."""
    kinds = kinds_of(sheet)
    return lambda style, open_end: (kinds.open_of if open_end else kinds.of)[style]


def inner_kind(sheet: Sheet, scale: float) -> KindOf:
    """Return the type of lines inside a cell: left, or in the middle; a subtitle stands apart from what is above it."""

    def kind(style: Style, open_end: bool) -> ParagraphStyle:
        middle = style in _CENTRED
        align: Align = "center" if middle else "left"
        return cell_kind(sheet, scale, align, open_end=open_end, apart=style == "subtitle")

    return kind


def lines(layout: Sequence[Line], told: Said, kind_of: KindOf) -> list[Block]:
    """Return the lines that apply, values filled in; tables and codes are not lines and are left out."""
    return [block for line in layout if line.text for block in one_line(line, told, kind_of)]


def one_line(line: Line, told: Said, kind_of: KindOf) -> list[Block]:
    """Return what one line prints: nothing where it does not apply, several blocks where it stands for each row."""
    if line.when and not told.values[line.when]:
        return []
    if not line.each:
        return _line(line, told, kind_of, line.blanks)
    rows = told.rows[line.each]
    if not rows:
        return [block for no in range(line.blanks) for block in _line(line, _blank_row(line, told, no + 1), kind_of, 0)]
    return [block for row in rows for block in _line(line, told.within(row), kind_of, 0)]


def names(text: str) -> list[str]:
    """Return the names of the values in text, in order."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def _blank_row(line: Line, told: Said, no: int) -> Said:
    return told.within({**{name: "" for name in names(line.text) if name not in told.values}, "no": str(no)})


def _line(line: Line, told: Said, kind_of: KindOf, blanks: int) -> list[Block]:
    named = names(line.text)
    empty = [name for name in named if not told.values[name] and name not in line.optional]
    ends_open = bool(empty) and line.style not in _CENTRED and _ends_with(line, empty[-1], told)
    filled = {name: _DOTS if name in empty else told.values[name] for name in named}
    if ends_open:
        filled[empty[-1]] = ""
    kind = kind_of(line.style, ends_open)
    text = line.text.format_map(filled)
    # The library draws no dots after nothing.
    written = Paragraph(text, kind) if _TAG.sub("", text).strip() or not ends_open else _dotted(kind)
    return [written, *([_dotted(kind) for _ in range(blanks)] if ends_open else [])]


def _ends_with(line: Line, name: str, told: Said) -> bool:
    """Say whether nothing is printed after the value of this name."""
    rest = line.text.rpartition(f"{{{name}}}")[2]
    return not _TAG.sub("", rest.format_map(told.values)).strip()


def _dotted(kind: ParagraphStyle) -> Block:
    """Return a line of dots from margin to margin."""

    def draw(canvas: Pen, width: float) -> None:
        dot = fonts.width(".", kind.fontName, kind.fontSize)
        count = int(width / dot)
        canvas.setFont(kind.fontName, kind.fontSize)
        canvas.drawString(width - count * dot, kind.leading - kind.fontSize, "." * count)

    block = Drawn(kind.leading, draw)
    block.spaceBefore = kind.spaceBefore
    return block
