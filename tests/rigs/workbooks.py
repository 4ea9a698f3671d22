"""A small reader of Excel workbooks, written from the file format (ECMA-376) and not from the writer."""

import zipfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {0: "General", 3: "#,##0", 14: "mm-dd-yy", 22: "m/d/yy h:mm", 49: "@"}


@dataclass(frozen=True)
class Cell:
    """One cell: kind ``"text"``, ``"number"``, ``"formula"`` or ``"blank"``, its raw value and its number format."""

    kind: str
    value: str
    number_format: str
    quoted: bool

    @property
    def moment(self) -> datetime:
        """The day and hour that a number stands for; Excel counts days from 30 December 1899."""
        return datetime(1899, 12, 30) + timedelta(seconds=round(float(self.value) * 86_400))  # noqa: DTZ001 - Excel has no zones


@dataclass
class Sheet:
    """What stands in the first sheet."""

    name: str
    cells: dict[str, Cell] = field(default_factory=dict)
    frozen_rows: int = 0
    filtered: str = ""
    widths: list[float] = field(default_factory=list)

    def row(self, number: int) -> list[Cell]:
        """Return the cells of a row, 1-based, by column."""
        found = [(_column(ref), cell) for ref, cell in self.cells.items() if _row(ref) == number]
        return [cell for _place, cell in sorted(found, key=lambda pair: pair[0])]

    def texts(self, number: int) -> list[str]:
        """Return the values of a row as they lie in the file."""
        return [cell.value for cell in self.row(number)]


def read(data: bytes) -> Sheet:
    """Read the first sheet of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        strings = _strings(archive)
        formats = _formats(_parsed(archive, "styles"))
        book = _parsed(archive, "workbook")
        sheet = _parsed(archive, "worksheets/sheet1")
    name = book.find(f"{_MAIN}sheets/{_MAIN}sheet")
    assert name is not None
    found = Sheet(name.attrib["name"])
    for cell in sheet.iter(f"{_MAIN}c"):
        found.cells[cell.attrib["r"]] = _cell(cell, strings, formats)
    pane = sheet.find(f"{_MAIN}sheetViews/{_MAIN}sheetView/{_MAIN}pane")
    found.frozen_rows = int(pane.attrib["ySplit"]) if pane is not None and pane.attrib["state"] == "frozen" else 0
    filtered = sheet.find(f"{_MAIN}autoFilter")
    found.filtered = "" if filtered is None else filtered.attrib["ref"]
    found.widths = [float(column.attrib["width"]) for column in sheet.iter(f"{_MAIN}col")]
    return found


def _cell(cell: ET.Element, strings: list[str], formats: list[tuple[str, bool]]) -> Cell:
    number_format, quoted = formats[int(cell.attrib.get("s", "0"))]
    value = cell.findtext(f"{_MAIN}v")
    if cell.find(f"{_MAIN}f") is not None:
        return Cell("formula", value or "", number_format, quoted)
    if value is None:
        return Cell("blank", "", number_format, quoted)
    if cell.attrib.get("t") == "s":
        return Cell("text", strings[int(value)], number_format, quoted)
    return Cell("number", value, number_format, quoted)


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(archive.read(f"xl/{part}.xml"))  # noqa: S314 - this very test has made the file


def _strings(archive: zipfile.ZipFile) -> list[str]:
    root = _parsed(archive, "sharedStrings")
    return ["".join(text.text or "" for text in item.iter(f"{_MAIN}t")) for item in root.iter(f"{_MAIN}si")]


def _formats(styles: ET.Element) -> list[tuple[str, bool]]:
    own = {int(one.attrib["numFmtId"]): one.attrib["formatCode"] for one in styles.iter(f"{_MAIN}numFmt")}
    cells = styles.find(f"{_MAIN}cellXfs")
    assert cells is not None
    known = {**_BUILT_IN, **own}
    return [
        (known.get(int(one.attrib["numFmtId"]), one.attrib["numFmtId"]), one.attrib.get("quotePrefix") == "1")
        for one in cells
    ]


def _row(ref: str) -> int:
    return int(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _column(ref: str) -> int:
    place = 0
    for letter in ref.rstrip("0123456789"):
        place = place * 26 + ord(letter) - 64
    return place
