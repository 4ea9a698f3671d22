"""The kinds of type of a sheet; reportlab is slow at making them, so each sheet's are made once."""

from functools import lru_cache

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from app.printing import fonts
from app.printing.forms.layout import Align, Style
from app.printing.forms.sheets import Sheet

_LEADING = 1.15
"""Single line spacing of Times, as a multiple of the type's size."""
_BETWEEN = 2.0
"""Points from a name to the edge of its column."""
_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


def _style(font: str, size: float, alignment: int = TA_CENTER, **more: float | str) -> ParagraphStyle:
    leading = size * _LEADING
    # No line of a paragraph stands alone at the head of a page.
    return ParagraphStyle("", fontName=font, fontSize=size, leading=leading, alignment=alignment, allowWidows=0, **more)


class Kinds:
    """The kinds of type of one sheet; get it from ``kinds_of``."""

    def __init__(self, sheet: Sheet) -> None:
        fonts.load()
        body, indent, gap, big = sheet.body_type, sheet.indent * mm, sheet.gap, sheet.big_type
        self.body_owner = _style(fonts.REGULAR, sheet.head_type)
        self.office = _style(fonts.BOLD, sheet.head_type)
        self.motto = _style(fonts.BOLD, sheet.motto_type)
        self.number = _style(fonts.REGULAR, sheet.motto_type)
        self.place = _style(fonts.ITALIC, sheet.motto_type)
        self.title = _style(fonts.BOLD, sheet.title_type, spaceBefore=gap * 3)
        self.under_title = _style(fonts.ITALIC, body, spaceAfter=gap * 2)
        self.line = _style(fonts.REGULAR, body, TA_JUSTIFY, firstLineIndent=indent, spaceBefore=gap)
        self.stamp = _style(fonts.BOLD, body)
        self.signature_title = _style(fonts.BOLD, body)
        # Names that fill their columns must not touch.
        self.signature_name = _style(fonts.BOLD, body, leftIndent=_BETWEEN, rightIndent=_BETWEEN)
        self.signature_hint = _style(fonts.ITALIC, body)
        self.remark = _style(fonts.ITALIC, sheet.note_type)
        self.of: dict[Style, ParagraphStyle] = {
            "line": self.line,
            "plain": _style(fonts.REGULAR, body, TA_JUSTIFY, spaceBefore=gap),
            "center": _style(fonts.REGULAR, body, spaceBefore=gap),
            "heading": _style(fonts.BOLD, body, TA_LEFT, spaceBefore=gap * 2),
            "subtitle": _style(fonts.BOLD, body, spaceBefore=gap),
            "remark": self.remark,
            "note": _style(fonts.ITALIC, sheet.note_type, TA_LEFT, spaceBefore=gap),
            "big": _style(fonts.REGULAR, big, TA_LEFT, spaceBefore=big * 0.4),
            "big_item": _style(
                fonts.REGULAR, big, TA_LEFT, spaceBefore=big * 0.4, leftIndent=big * 1.2, firstLineIndent=-big * 1.2
            ),
            "big_heading": _style(fonts.BOLD, big, TA_LEFT, spaceBefore=big * 0.6),
            "big_title": _style(fonts.BOLD, big * 1.3, spaceBefore=big * 0.4, spaceAfter=big * 0.3),
        }
        self.open_of: dict[Style, ParagraphStyle] = {
            name: ParagraphStyle("", parent=style, alignment=TA_LEFT, endDots=".") for name, style in self.of.items()
        }


@lru_cache(maxsize=16)
def kinds_of(sheet: Sheet) -> Kinds:
    """Return the kinds of type of sheet."""
    return Kinds(sheet)


@lru_cache(maxsize=64)
def cell_kind(
    sheet: Sheet, scale: float, align: Align, *, open_end: bool = False, apart: bool = False
) -> ParagraphStyle:
    """Return the type of a table's cell.

    Args:
        sheet: margins and type.
        scale: relative to the type of cells, which is a point smaller than the body's.
        align: where a line stands.
        open_end: end a line in dots.
        apart: half a line of space above.
    """
    fonts.load()
    size = (sheet.body_type - 1) * scale
    more: dict[str, float | str] = {"endDots": "."} if open_end else {}
    return _style(fonts.REGULAR, size, _ALIGN[align], spaceBefore=size * 0.5 if apart else 0, **more)
