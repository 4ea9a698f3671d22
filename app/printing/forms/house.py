"""The house style of state papers (NĐ 30/2020, Phụ lục I): head, lines, stamps, signatures."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from string import Formatter

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Table

from app.printing import fonts
from app.printing.forms.layout import House, Line, Sheet, Signature
from app.printing.forms.pages import Block, Drawn
from app.printing.pen import Pen

_LEADING = 1.15
"""Single line spacing of Times, as a multiple of the type's size."""
_DOTS = "." * 24
"""An empty value inside a line: room to write by hand."""
_TIGHT = [(edge, (0, 0), (-1, -1), 0) for edge in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]
_TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")


def _style(font: str, size: float, alignment: int = TA_CENTER, **more: float | str) -> ParagraphStyle:
    return ParagraphStyle("", fontName=font, fontSize=size, leading=size * _LEADING, alignment=alignment, **more)


class Type:
    """The kinds of type of one sheet; get it from ``type_of``."""

    def __init__(self, sheet: Sheet) -> None:
        fonts.load()
        body, indent = sheet.body_type, sheet.indent * mm
        self.body_owner = _style(fonts.REGULAR, sheet.head_type)
        self.office = _style(fonts.BOLD, sheet.head_type)
        self.motto = _style(fonts.BOLD, sheet.motto_type)
        self.number = _style(fonts.REGULAR, sheet.motto_type)
        self.place = _style(fonts.ITALIC, sheet.motto_type)
        self.title = _style(fonts.BOLD, sheet.title_type, spaceBefore=sheet.gap * 3)
        self.under_title = _style(fonts.ITALIC, body, spaceAfter=sheet.gap * 2)
        self.line = _style(fonts.REGULAR, body, TA_JUSTIFY, firstLineIndent=indent, spaceBefore=sheet.gap)
        self.open_line = _style(
            fonts.REGULAR, body, TA_LEFT, firstLineIndent=indent, spaceBefore=sheet.gap, endDots="."
        )
        self.cell = _style(fonts.REGULAR, body - 1, TA_LEFT)
        self.count = _style(fonts.REGULAR, body - 1)
        self.column_head = _style(fonts.BOLD, body - 1)
        self.signature_title = _style(fonts.BOLD, body)
        self.signature_hint = _style(fonts.ITALIC, body)
        self.note = _style(fonts.ITALIC, sheet.note_type, TA_LEFT, spaceBefore=sheet.gap)
        self.remark = _style(fonts.ITALIC, sheet.note_type)


@lru_cache(maxsize=8)
def type_of(sheet: Sheet) -> Type:
    """Return the kinds of type of sheet; made once, because reportlab is slow at it."""
    return Type(sheet)


def two_digits(number: int) -> str:
    """Return number with the leading 0 that the decree asks for below 10."""
    return f"{number:02}"


def day_in_words(day: date) -> str:
    """Return ``"ngày 05 tháng 02 năm 2026"``: leading 0 for days below 10 and for months 1 and 2 only."""
    month = two_digits(day.month) if day.month < 3 else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"


def moment_in_words(moment: datetime) -> str:
    """Return ``"08 giờ 05 phút, ngày 05 tháng 02 năm 2026"``, in the moment's own offset."""
    return f"{two_digits(moment.hour)} giờ {two_digits(moment.minute)} phút, {day_in_words(moment)}"


def head(
    house: House, sheet: Sheet, column: float, *, owner: str, office: str, number: str, place_and_date: str
) -> Block:
    """Return the head: governing body and office on the left, the country's name and motto on the right.

    Args:
        house: words and sheets of the decree.
        sheet: margins and type.
        column: width between the margins, points.
        owner: the governing body; may be empty.
        office: the issuing body.
        number: the line under the office; may be empty.
        place_and_date: the line under the motto.
    """
    kind = type_of(sheet)
    right = fonts.width(house.country, fonts.BOLD, sheet.head_type) + 2
    left = column - right - 3 * mm
    # The line under the office's name is a third to a half as long as the name.
    name_width = min(fonts.width(fonts.clean(office).upper(), fonts.BOLD, sheet.head_type), left)
    motto_width = fonts.width(house.motto, fonts.BOLD, sheet.motto_type)
    gap = Drawn(sheet.gap * 2, lambda _canvas, _width: None)
    left_cell = [
        *([Paragraph(fonts.markup(owner.upper()), kind.body_owner)] if owner else []),
        Paragraph(fonts.markup(office.upper()), kind.office),
        _rule(0.4 * name_width),
        gap,
        *([Paragraph(number, kind.number)] if number else []),
    ]
    right_cell = [
        Paragraph(house.country, kind.office),
        Paragraph(house.motto, kind.motto),
        _rule(motto_width),
        gap,
        Paragraph(fonts.markup(place_and_date), kind.place),
    ]
    widths = [left, 3 * mm, right]
    return Table([[left_cell, "", right_cell]], colWidths=widths, style=[*_TIGHT, _TOP])


def _rule(length: float) -> Block:
    def draw(canvas: Pen, width: float) -> None:
        canvas.setLineWidth(0.6)
        canvas.line((width - length) / 2, 0.5, (width + length) / 2, 0.5)

    return Drawn(3.5, draw)


def lines(
    layout: Sequence[Line], values: Mapping[str, str], kind: ParagraphStyle, open_kind: ParagraphStyle
) -> list[Block]:
    """Return the lines that apply, values filled in; an empty value becomes dots to be written on by hand.

    Args:
        layout: the lines.
        values: by name, already markup; every name of the layout must be there.
        kind: type of a full line.
        open_kind: type of a line that ends in an empty value.
    """
    return [_line(line.text, values, kind, open_kind) for line in layout if not line.when or values[line.when]]


def _line(text: str, values: Mapping[str, str], kind: ParagraphStyle, open_kind: ParagraphStyle) -> Block:
    parts = list(Formatter().parse(text))
    tail, last = parts[-1][0], parts[-1][1]
    # ``parse`` gives (text before, name); a line that ends in a name has nothing after it.
    ends_open = last is not None and not values[last] and tail is not None
    filled = {name: value or _DOTS for name, value in values.items()}
    if ends_open and last is not None:
        filled[last] = ""
    return Paragraph(text.format_map(filled), open_kind if ends_open else kind)


def stamp(text: str, sheet: Sheet) -> Block:
    """Return text in a box, centred: what nobody may overlook."""
    size = sheet.body_type

    def draw(canvas: Pen, width: float) -> None:
        box = fonts.width(text, fonts.BOLD, size) + 4 * mm
        canvas.setLineWidth(1)
        canvas.rect((width - box) / 2, 1, box, size * 1.4)
        canvas.setFont(fonts.BOLD, size)
        canvas.drawCentredString(width / 2, size * 0.42, text)

    return Drawn(size * 1.4 + 4, draw)


def signatures(columns: Sequence[Signature], values: Mapping[str, str], sheet: Sheet, column: float) -> Block:
    """Return the signatures side by side, with room to sign."""
    kind = type_of(sheet)
    room = Drawn(sheet.sign_room * mm, lambda _canvas, _width: None)
    cells = []
    for signature in columns:
        below = signature.below.format_map(values)
        cells.append(
            [
                Paragraph(signature.title, kind.signature_title),
                Paragraph(signature.hint, kind.signature_hint),
                room,
                Paragraph(signature.name.format_map(values), kind.signature_title),
                *([Paragraph(below, kind.under_title)] if below else []),
            ]
        )
    widths = [column / len(cells)] * len(cells)
    table = Table([cells], colWidths=widths, style=[*_TIGHT, _TOP])
    table.spaceBefore = sheet.gap * 3 + 2
    return table
