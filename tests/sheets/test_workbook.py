"""Lists as workbooks, read back by a reader of our own: nothing becomes a formula, nothing loses a zero."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.sheets.workbook import MOST_ROWS, Kind, SheetColumn, SheetData, workbook
from tests.rigs.workbooks import read

COLUMNS = (
    SheetColumn("STT", Kind.NUMBER),
    SheetColumn("Mã hồ sơ"),
    SheetColumn("Nhận hồ sơ", Kind.MOMENT),
    SheetColumn("Ngày", Kind.DAY),
    SheetColumn("Phí", Kind.MONEY),
)
MOMENT = datetime(2026, 11, 20, 15, 20, tzinfo=VIETNAM)


def sheet(*rows: tuple[str | int | float | date | datetime | None, ...]) -> SheetData:
    return SheetData("Danh sách", ("SỔ THEO DÕI HỒ SƠ", "Ngày 20/11/2026"), COLUMNS, rows)


def test_each_value_is_what_it_is() -> None:
    found = read(workbook(sheet((1, "H17.32-261120-3001", MOMENT, date(2026, 11, 20), 16_000), (2, "", None, None, 0))))
    assert found.name == "Danh sách"
    assert found.texts(1) == ["SỔ THEO DÕI HỒ SƠ"]
    assert found.texts(4) == ["STT", "Mã hồ sơ", "Nhận hồ sơ", "Ngày", "Phí"]
    serial, number, received, day, fee = found.row(5)
    assert (serial.kind, serial.value) == ("number", "1")
    assert (number.kind, number.value, number.number_format) == ("text", "H17.32-261120-3001", "@")
    assert received.moment == MOMENT.replace(tzinfo=None)
    assert received.number_format == "dd/mm/yyyy hh:mm"
    assert day.moment == datetime(2026, 11, 20)  # noqa: DTZ001 - Excel has no zones
    assert (fee.value, fee.number_format) == ("16000", '#,##0 "đ"')
    assert [cell.kind for cell in found.row(6)] == ["number", "blank", "blank", "blank", "number"]


def test_a_moment_is_the_clock_in_viet_nam() -> None:
    found = read(workbook(sheet((1, "x", datetime(2026, 11, 20, 23, 30, tzinfo=UTC), None, 0))))
    assert found.row(5)[2].moment == datetime(2026, 11, 21, 6, 30)  # noqa: DTZ001 - as above


def test_the_head_stays_and_filters() -> None:
    found = read(workbook(sheet((1, "a", MOMENT, None, 1), (2, "b", MOMENT, None, 2))))
    assert found.frozen_rows == 4
    assert found.filtered == "A4:E6"
    assert len(found.widths) == 5
    assert all(6 <= width <= 60 for width in found.widths)


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x","y")', "+84905123456", "-5", "@SUM(A1)", "  =cmd|' /C calc'!A0", "\t=1", "|x"],
)
def test_what_looks_like_a_formula_is_text_and_marked_so(text: str) -> None:
    cell = read(workbook(sheet((1, text, None, None, 0)))).row(5)[1]
    assert (cell.kind, cell.value, cell.quoted) == ("text", text, True)


@pytest.mark.parametrize("text", ["001099012345", "0905123456", "1E5", "3/4", "TRUE", "http://vi.du", "1.001193"])
def test_what_looks_like_a_number_stays_text(text: str) -> None:
    cell = read(workbook(sheet((1, text, None, None, 0)))).row(5)[1]
    assert (cell.kind, cell.value, cell.number_format) == ("text", text, "@")


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_becomes_a_formula_or_breaks_the_file(text: str) -> None:
    cell = read(workbook(sheet((1, text, None, None, 0)))).row(5)[1]
    assert cell.kind in {"text", "blank"}
    if text and text.isprintable():
        assert cell.value == text


def test_a_long_text_is_cut_where_excel_would_refuse_the_file() -> None:
    cell = read(workbook(sheet((1, "ố" * 40_000, None, None, 0)))).row(5)[1]
    assert len(cell.value) == 32_001
    assert cell.value.endswith("…")


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        workbook(SheetData("x", (), (SheetColumn("a"),), (("b",),) * (MOST_ROWS + 1)))


def test_no_titles_no_gap() -> None:
    found = read(workbook(SheetData("Trống", (), (SheetColumn("a"),), ())))
    assert (found.texts(1), found.frozen_rows, found.filtered) == (["a"], 1, "A1")
