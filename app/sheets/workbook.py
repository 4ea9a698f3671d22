"""Lists as Excel workbooks: real dates, real numbers, everything else text that no program takes for a formula.

Numbers of dossiers and identities are text: a spreadsheet would take their zeros away. Texts that begin like a formula
are written as text and marked so (the quote prefix), so that editing the cell does not make them one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any, Final, TypeAlias

from app.core.clock import VIETNAM

Value: TypeAlias = str | int | float | date | datetime | None
MOST_ROWS: Final = 200_000
"""Rows of one workbook: it is made in memory, so that no half-written copy of citizens' data lies anywhere."""
_LONGEST: Final = 32_000
"""Letters of one cell; Excel opens no file with more than 32,767."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_FONT: Final = "Times New Roman"
_NARROWEST, _WIDEST = 6, 48
_MEASURED: Final = 400
_CUT: Final = "…"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    FIGURE = "figure"
    """A number of any kind: each shown as exactly as it is."""


_FORMATS: Final = {
    Kind.TEXT: "@",
    Kind.NUMBER: "#,##0",
    Kind.MONEY: '#,##0 "đ"',
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
    Kind.FIGURE: "General",
}
_WIDTHS: Final = {Kind.DAY: 11, Kind.MOMENT: 16, Kind.MONEY: 13, Kind.FIGURE: 10}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its title in Vietnamese, and what it holds."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class SheetData:
    """One list.

    Attributes:
        name: of the sheet, at most 31 letters.
        titles: lines above the table: whose list it is, what it is, of which days.
        columns, rows: the table; a row has a value for each column.
        landscape: how it is printed.
    """

    name: str
    titles: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    landscape: bool = True


def workbook(data: SheetData, author: str = "") -> bytes:
    """Return the list as a workbook of one sheet.

    Raises:
        ValueError: there are more than MOST_ROWS rows.
    """
    if len(data.rows) > MOST_ROWS:
        raise ValueError(f"{len(data.rows)} rows are too many for one workbook")
    # Loading it takes as long as several windows do; only who takes a list out waits for it.
    import xlsxwriter

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": _FONT, "font_size": 11},
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": data.titles[0] if data.titles else data.name, "author": author})
    _Sheet(book, data).write()
    book.close()
    return buffer.getvalue()


class _Sheet:
    """Writes one sheet."""

    def __init__(self, book: Any, data: SheetData) -> None:  # noqa: ANN401 - XlsxWriter ships no types
        self._data = data
        self._sheet = book.add_worksheet(data.name)
        plain = {"valign": "top", "border": 1, "border_color": "#B9C3CD", "text_wrap": True}
        self._cells = {kind: book.add_format({**plain, "num_format": _FORMATS[kind]}) for kind in Kind}
        self._quoted = book.add_format({**plain, "num_format": "@", "quote_prefix": True})
        self._strong = book.add_format({"bold": True, "font_size": 13})
        self._quiet = book.add_format({"italic": True})
        self._head = book.add_format({**plain, "bold": True, "align": "center", "bg_color": "#E6EAEF"})

    def write(self) -> None:
        """Write titles, head and rows, and how it is looked at and printed."""
        sheet, data = self._sheet, self._data
        for place, line in enumerate(data.titles):
            sheet.write_string(place, 0, line, self._strong if place == 0 else self._quiet)
        head = len(data.titles) + 1 if data.titles else 0
        last = head + len(data.rows)
        for place, column in enumerate(data.columns):
            sheet.write_string(head, place, column.title, self._head)
            sheet.set_column(place, place, self._width(place))
        for down, row in enumerate(data.rows, head + 1):
            for place, value in enumerate(row):
                self._write(down, place, value, data.columns[place].kind)
        if data.columns:
            sheet.autofilter(head, 0, max(last, head), len(data.columns) - 1)
            sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        sheet.freeze_panes(head + 1, 0)
        self._for_paper(head)

    def _write(self, down: int, place: int, value: Value, kind: Kind) -> None:
        sheet, dress = self._sheet, self._cells[kind]
        match value:
            case None | "":
                sheet.write_blank(down, place, None, dress)
            case datetime():
                # Excel knows no zones: it is told the clock on the wall in Viet Nam.
                sheet.write_datetime(down, place, value.astimezone(VIETNAM).replace(tzinfo=None), dress)
            case date():
                sheet.write_datetime(down, place, value, dress)
            case int() | float():
                sheet.write_number(down, place, value, dress)
            case _:
                text = value if len(value) <= _LONGEST else value[:_LONGEST] + _CUT
                risky = text.lstrip(" ").startswith(_FORMULA)
                sheet.write_string(down, place, text, self._quoted if risky else dress)

    def _width(self, place: int) -> float:
        column = self._data.columns[place]
        if column.kind in _WIDTHS:
            return max(_WIDTHS[column.kind], min(len(column.title), 16) + 3)
        longest = max((len(str(row[place] or "")) for row in self._data.rows[:_MEASURED]), default=0)
        return max(_NARROWEST, min(_WIDEST, max(longest, min(len(column.title), 20)) + 3))

    def _for_paper(self, head: int) -> None:
        sheet = self._sheet
        sheet.set_paper(9)
        if self._data.landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.set_footer("&C&P/&N")
