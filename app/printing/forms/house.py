"""The house style of state papers (NĐ 30/2020, Phụ lục I): head, dates, stamps, signatures."""

from collections.abc import Sequence
from datetime import date, datetime

from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Table

from app.printing import fonts
from app.printing.forms.blocks import Block, Drawn, space
from app.printing.forms.kinds import kinds_of
from app.printing.forms.sheets import House, Sheet
from app.printing.pen import Pen

_DOTS = "." * 48
TIGHT = [(edge, (0, 0), (-1, -1), 0) for edge in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")


def two_digits(number: int) -> str:
    """Return number with the leading 0 that the decree asks for below 10."""
    return f"{number:02}"


def day_in_words(day: date | None) -> str:
    """Return ``"ngày 05 tháng 02 năm 2026"``: leading 0 for days below 10 and for months 1 and 2 only; None: dots."""
    if day is None:
        return "ngày ...... tháng ...... năm ............"
    month = two_digits(day.month) if day.month < 3 else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"


def moment_in_words(moment: datetime | None) -> str:
    """Return ``"08 giờ 05 phút, ngày 05 tháng 02 năm 2026"``, in the moment's own offset; None: dots."""
    if moment is None:
        return f"...... giờ ...... phút, {day_in_words(None)}"
    return f"{two_digits(moment.hour)} giờ {two_digits(moment.minute)} phút, {day_in_words(moment)}"


def short_day(day: date | None) -> str:
    """Return ``"05/02/2026"`` for a narrow column; None: nothing."""
    return f"{day:%d/%m/%Y}" if day else ""


def short_moment(moment: datetime | None) -> tuple[str, ...]:
    """Return ``("08:05", "05/02/2026")`` for a narrow column, in the moment's own offset; None: nothing."""
    return (f"{moment:%H:%M}", short_day(moment)) if moment else ()


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
    kind = kinds_of(sheet)
    # In landscape the halves are equal, so that both stand in the middle of theirs.
    right = max(fonts.width(house.country, fonts.BOLD, sheet.head_type) + 2, column * 0.48)
    left = column - right - 3 * mm
    motto_width = fonts.width(house.motto, fonts.BOLD, sheet.motto_type)
    gap = space(sheet.gap * 2)
    left_cell = [
        *_office(owner, office, sheet, left),
        gap,
        *([Paragraph(fonts.markup(number), kind.number)] if number else []),
    ]
    right_cell = [
        Paragraph(house.country, kind.office),
        Paragraph(house.motto, kind.motto),
        _rule(motto_width),
        gap,
        Paragraph(fonts.markup(place_and_date), kind.place),
    ]
    widths = [left, 3 * mm, right]
    return Table([[left_cell, "", right_cell]], colWidths=widths, style=[*TIGHT, TOP])


def office_head(sheet: Sheet, column: float, *, owner: str, office: str) -> Block:
    """Return the office alone, in the middle: for papers that are no papers of state."""
    return Table([[_office(owner, office, sheet, column)]], colWidths=[column], style=[*TIGHT, TOP])


def _office(owner: str, office: str, sheet: Sheet, width: float) -> list[Block]:
    kind = kinds_of(sheet)
    name = fonts.clean(office).upper() or _DOTS
    # The line under the office's name is a third to a half as long as the name.
    name_width = min(fonts.width(name, fonts.BOLD, sheet.head_type), width)
    return [
        *([Paragraph(fonts.markup(owner.upper()), kind.body_owner)] if owner else []),
        Paragraph(fonts.markup(name), kind.office),
        _rule(0.4 * name_width),
    ]


def _rule(length: float) -> Block:
    def draw(canvas: Pen, width: float) -> None:
        canvas.setLineWidth(0.6)
        canvas.line((width - length) / 2, 0.5, (width + length) / 2, 0.5)

    return Drawn(3.5, draw)


def stamp(texts: Sequence[str], sheet: Sheet, column: float) -> Block:
    """Return texts in a box, centred: what nobody may overlook. The texts are markup."""
    kind = kinds_of(sheet).stamp
    text = "   –   ".join(texts)
    width = min(fonts.width(text, fonts.BOLD, kind.fontSize) + 4 * mm, column)
    box = Table([[Paragraph(text, kind)]], colWidths=[width], style=[("BOX", (0, 0), (-1, -1), 1, (0, 0, 0)), *_SNUG])
    box.spaceBefore = box.spaceAfter = sheet.gap
    return box


_SNUG = [
    ("LEFTPADDING", (0, 0), (-1, -1), 2),
    ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
