"""Spreadsheets that others made: read as text whoever wrote them, refused with a reason where they are none."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.core.problems import OutsideProblem, PersonProblem
from app.domain.importing.table import Sheet
from app.sheets.reading import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, read_sheet
from app.sheets.writing import xlsx

NAME = "Nguyễn Thị Phượng Hằng"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in sheet.lines]


def workbook(path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def refused(path: Path) -> str:
    with pytest.raises((PersonProblem, OutsideProblem)) as caught:
        read_sheet(path)
    return caught.value.code


def test_a_workbook_is_read_as_people_see_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Họ và tên", "Ngày sinh", "CCCD", "Số bộ", "Có"],
        [],
        [f"  {NAME}\n", date(1999, 3, 15), 49199012345, 2.0, True],
        [
            unicodedata.normalize("NFD", NAME),
            datetime(1980, 9, 2, 8),  # noqa: DTZ001 - as a spreadsheet has it
            "049199012345",
            1.5,
            None,
        ],
    ]
    sheet = read_sheet(workbook(tmp_path / "a.xlsx", *rows))
    assert texts(sheet)[1] == [NAME, "15/03/1999", "49199012345", "2", "x"]
    assert texts(sheet)[2][:4] == [NAME, "02/09/1980", "049199012345", "1.5"]
    assert [line.place for line in sheet.lines] == [1, 3, 4]
    assert [cell.number for cell in sheet.lines[1].cells] == [False, False, True, True, False]
    assert len(sheet.lines[2].cells) == 4
    assert sheet.name == "a.xlsx"


def as_old_windows(text: str) -> str:
    """Return text as code page 1258 writes it: the tone is a sign of its own behind the letter with its hat."""
    written = ""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in marks if mark in _TONES)
        written += unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) + tones
    return written


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_every_coding_of_a_vietnamese_office(tmp_path: Path, coding: str, separator: str) -> None:
    text = separator.join(["Họ và tên", "Địa chỉ"]) + "\r\n" + separator.join([NAME, '"Thôn 3, xã Thạnh Mỹ"']) + "\r\n"
    if coding == "cp1258":
        text = as_old_windows(text)
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(coding))
    assert texts(read_sheet(path)) == [["Họ và tên", "Địa chỉ"], [NAME, "Thôn 3, xã Thạnh Mỹ"]]


def test_the_same_bytes_are_known_again(tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (one, other):
        path.write_text("a,b\n1,2\n", "utf-8")
    assert read_sheet(one).digest == read_sheet(other).digest
    other.write_text("a,b\n1,3\n", "utf-8")
    assert read_sheet(one).digest != read_sheet(other).digest


def test_what_is_no_spreadsheet_is_refused_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert refused(path) == "sheets.unreadable"
    path.write_bytes(b"")
    assert refused(path) == "sheets.empty"
    path.write_bytes(b"PK\x03\x04 broken")
    assert refused(path) == "sheets.damaged"
    path.write_bytes(b"\xd0\xcf\x11\xe0old office")
    assert refused(path) == "sheets.old_format"
    path.write_bytes(b"\x7fELF\0\0\0")
    assert refused(path) == "sheets.damaged"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refused(path) == "sheets.damaged"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["a", "b"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * 70_000_000)
    assert path.stat().st_size < MOST_BYTES
    assert refused(path) == "sheets.too_large"
    path.write_bytes(b"PK\x03\x04" + b"\0" * MOST_BYTES)
    assert refused(path) == "sheets.too_large"


def test_xml_that_expands_is_refused(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", ["a", "b"])
    bomb = tmp_path / "b.xlsx"
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(bomb, "w") as new:
        for part in old.namelist():
            data = old.read(part).decode()
            if part == "xl/worksheets/sheet1.xml":
                data = laughs + data.replace("<v>0</v>", "<v>&b;</v>")
            new.writestr(part, data)
    assert refused(bomb) == "sheets.damaged"


def test_rows_and_columns_have_an_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "1,2\n" * MOST_ROWS, "utf-8")
    assert len(read_sheet(path).lines) == MOST_ROWS + 1
    path.write_text("a,b\n" + "1,2\n" * (MOST_ROWS + 1), "utf-8")
    assert refused(path) == "sheets.too_many_rows"
    path.write_text(",".join("x" * (MOST_COLUMNS + 1)) + "\n", "utf-8")
    assert refused(path) == "sheets.too_many_columns"
    wide = workbook(tmp_path / "b.xlsx", ["x"] * (MOST_COLUMNS + 1))
    assert refused(wide) == "sheets.too_many_columns"
    high = workbook(tmp_path / "c.xlsx", *(["x", "y"] for _row in range(MOST_ROWS + 2)))
    assert refused(high) == "sheets.too_many_rows"


def test_what_is_written_is_text_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    lines = [["=1+1", "049199012345"], ["@SUM(A1)", "\x01" + NAME]]
    path.write_bytes(
        xlsx("1.001193", ["Họ và tên", "CCCD"], lines, marked={(0, 1)}, spare=3, beside=("Cách/ghi", [["a"]]))
    )
    book = load_workbook(path)
    assert book.sheetnames == ["1.001193", "Cách ghi"]
    assert {cell.data_type for row in book.worksheets[0].iter_rows(max_row=3) for cell in row} == {"s"}
    assert {cell.number_format for cell in book.worksheets[0][2]} == {"@"}
    assert texts(read_sheet(path)) == [["Họ và tên", "CCCD"], ["=1+1", "049199012345"], ["@SUM(A1)", NAME]]


CELLS = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12).map(lambda text: text.replace("\ufeff", ""))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_is_written_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    told = [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]
    wanted = [[*row, *[""] * (4 - len(row))] for row in told if any(row)]
    (folder / "a.xlsx").write_bytes(xlsx("x", ["t1", "t2", "t3", "t4"], rows))
    read = [row + [""] * (4 - len(row)) for row in texts(read_sheet(folder / "a.xlsx"))]
    assert read[1:] == wanted
    out = io.StringIO()
    csv.writer(out).writerows([["t1", "t2", "t3", "t4"], *rows])
    (folder / "a.csv").write_bytes(out.getvalue().encode("utf-8-sig"))
    read = [row + [""] * (4 - len(row)) for row in texts(read_sheet(folder / "a.csv"))]
    assert read[1:] == wanted


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_no_file_is_anything_but_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, begin: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(begin + data)
    try:
        code = "sheets." * bool(read_sheet(path).lines)
    except PersonProblem as problem:
        code = problem.code
    assert code.startswith("sheets.")
