"""Reading XLSX and CSV that somebody else made: nothing is run, nothing is fetched, and everything has an end.

A spreadsheet is an archive that can unpack to a thousand times its size, and XML that can do worse; both are bounded
before and while they are read. Formulas are read as what the spreadsheet computed last.
"""

import csv
import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError

from app.core.problems import OutsideProblem, PersonProblem
from app.domain.importing.table import Sheet, SheetCell, SheetLine

MOST_BYTES = 10_000_000
"""A file; a list of thousands of people has a tenth of it."""
MOST_UNPACKED = 60_000_000
"""All parts of an XLSX together, unpacked."""
MOST_ROWS = 1000
"""Lines below the titles."""
MOST_COLUMNS = 60
LONGEST_TEXT = 2000
"""Letters in a cell; longer ones are cut."""
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Begins .xls, and an .xlsx that has a password."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ",;\t"
_FAULTS = (zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError, TypeError)
"""What openpyxl and zipfile raise for a file that is none; ValueError is defusedxml's too."""


def read_sheet(path: Path) -> Sheet:
    """Return the first sheet of an XLSX, or a CSV in UTF-8, UTF-16 or Windows-1258.

    Raises:
        OutsideProblem: ``sheets.unreadable`` where the file cannot be read.
        PersonProblem: ``sheets.too_large``, ``sheets.old_format``, ``sheets.damaged``, ``sheets.too_many_rows``,
            ``sheets.too_many_columns``, ``sheets.empty``.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise OutsideProblem("sheets.unreadable", path=str(path)) from error
    if size > MOST_BYTES:
        raise PersonProblem("sheets.too_large", name=path.name, most=MOST_BYTES // 1_000_000)
    if data.startswith(_OLD_OFFICE):
        raise PersonProblem("sheets.old_format", name=path.name)
    rows = _workbook_rows(path.name, data) if data.startswith(_ZIP) else _text_rows(path.name, data)
    lines = tuple(_lines(rows))
    if not lines:
        raise PersonProblem("sheets.empty", name=path.name)
    return Sheet(path.name, hashlib.sha256(data).hexdigest(), lines)


def _lines(rows: Iterable[tuple[SheetCell, ...]]) -> Iterator[SheetLine]:
    for place, cells in enumerate(rows, start=1):
        if place > MOST_ROWS + 1:
            if any(cell.text for cell in cells):
                raise PersonProblem("sheets.too_many_rows", most=MOST_ROWS)
            continue
        if any(cell.text for cell in cells[MOST_COLUMNS:]):
            raise PersonProblem("sheets.too_many_columns", most=MOST_COLUMNS)
        filled = max((n for n, cell in enumerate(cells, start=1) if cell.text), default=0)
        if filled:
            yield SheetLine(place, cells[:filled])


def _workbook_rows(name: str, data: bytes) -> list[tuple[SheetCell, ...]]:
    # Not at the top: the window's start would wait for it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise PersonProblem("sheets.too_large", name=name, most=MOST_BYTES // 1_000_000)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        with closing(book):
            sheet = book.worksheets[0]
            # One more of each than may be: whoever brings more is told instead of losing what is beyond.
            found = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
            return [tuple(map(_cell, row)) for row in found]
    except (*_FAULTS, InvalidFileException, IndexError) as error:
        raise PersonProblem("sheets.damaged", name=name) from error


def _cell(value: object) -> SheetCell:
    match value:
        case None:
            return SheetCell()
        case bool():
            return SheetCell("x" if value else "")
        case datetime() | date():
            return SheetCell(f"{value:%d/%m/%Y}")
        case int():
            return SheetCell(str(value), number=True)
        case float():
            return SheetCell(str(int(value)) if value.is_integer() else str(value), number=True)
        case _:
            return SheetCell(_tidy(str(value)))


def _text_rows(name: str, data: bytes) -> list[tuple[SheetCell, ...]]:
    if b"\0" in data and not data.startswith(_UTF16):
        raise PersonProblem("sheets.damaged", name=name)
    text = _decoded(name, data)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [tuple(SheetCell(_tidy(cell)) for cell in row) for row in rows]
    except csv.Error as error:
        raise PersonProblem("sheets.damaged", name=name) from error


def _decoded(name: str, data: bytes) -> str:
    """Return the text; what is no UTF-8 was written by an older Vietnamese Windows, whose accents stand apart."""
    codings = ["utf-16"] if data.startswith(_UTF16) else ["utf-8-sig", "cp1258"]
    for coding in codings:
        try:
            return unicodedata.normalize("NFC", data.decode(coding))
        except UnicodeDecodeError:
            continue
    raise PersonProblem("sheets.damaged", name=name)


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))[:LONGEST_TEXT]
