"""The small rules behind the list: distances of appointments, marked letters, numbers in scans."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.numbers import number_in
from app.domain.urgency import Urgency, urgency
from app.models.rows import MOST_COUNTED, QueueCounts
from app.ui.dossiers.words import count_words, due_words, hits, number_hits, short_number, today_words
from app.ui.screens.stage import NOW


@pytest.mark.parametrize(
    ("days", "said", "pressing"),
    [
        (7, "27/11 · còn 7 ngày", Urgency.LATER),
        (2, "22/11 · còn 2 ngày", Urgency.SOON),
        (0, "hôm nay 15:20", Urgency.TODAY),
        (-1, "19/11 · quá 1 ngày", Urgency.OVERDUE),
        (60, "19/01/2027 · còn 60 ngày", Urgency.LATER),
    ],
)
def test_an_appointment_says_how_far_it_is(days: int, said: str, pressing: Urgency) -> None:
    moment = NOW + timedelta(days=days)
    assert due_words(moment, NOW) == said
    assert urgency(moment, NOW) is pressing


def test_an_appointment_of_this_morning_is_overdue() -> None:
    assert urgency(NOW - timedelta(minutes=1), NOW) is Urgency.OVERDUE


@pytest.mark.parametrize(
    ("typed", "marked"),
    [("dang thi du", ["Đặng", "Thị", "Du"]), ("duyen", ["Duyên"]), ("đ", ["Đ"]), ("xyz", []), ("", [])],
)
def test_the_letters_a_search_means_are_marked(typed: str, marked: list[str]) -> None:
    name = "Đặng Thị Mỹ Duyên"
    assert [name[start : start + length] for start, length in hits(name, typed)] == marked


@given(st.text(max_size=40), st.text(max_size=20))
def test_marks_lie_within_the_text_in_order(text: str, typed: str) -> None:
    end = 0
    for start, length in hits(text, typed):
        assert end <= start < start + length <= len(text)
        end = start + length


@given(st.text(alphabet="0123456789", min_size=1, max_size=12), st.text(alphabet="0123456789- ", max_size=20))
def test_a_number_is_marked_where_it_stands(typed: str, rest: str) -> None:
    text = rest + typed
    ((start, length),) = number_hits(text, typed)
    assert text[start : start + length] == typed


@pytest.mark.parametrize(
    ("scan", "number"),
    [
        ("H17.32-261120-3007", "H17.32-261120-3007"),
        (" h17.32-261120-3007 ", "h17.32-261120-3007"),
        ("https://dichvucong.example.vn/tra-cuu?ma=H17.32-261120-3007&n=1", "H17.32-261120-3007"),
        ("049199012345|191234567|Nguyễn Thị Hằng|15031999|Nữ|Thôn Hoa|20052021", ""),
        ("", ""),
    ],
)
def test_a_scan_that_names_a_dossier_is_recognised(scan: str, number: str) -> None:
    assert number_in(scan) == number


def test_numbers_of_other_offices_are_never_shortened() -> None:
    assert short_number("H17.32-261120-3007", "H17.32") == "…261120-3007"
    assert short_number("H17.321-261120-3007", "H17.32") == "H17.321-261120-3007"


@pytest.mark.parametrize(
    ("received", "owed", "said"),
    [
        (0, 0, "Hôm nay 0 hồ sơ"),
        (24, 0, "Hôm nay 24 hồ sơ · giấy hẹn đã in đủ"),
        (24, 1, "Hôm nay 24 hồ sơ · 1 chưa in giấy hẹn"),
    ],
)
def test_the_day_so_far_names_only_slips_that_are_owed(received: int, owed: int, said: str) -> None:
    assert today_words(QueueCounts(received, 0, 0, 0, 0, owed, today_unprinted=owed)) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0"), (24, "24"), (9_999, "9.999"), (MOST_COUNTED, "10.000"), (MOST_COUNTED + 1, "10.000+")]
)
def test_a_count_says_where_counting_stopped(count: int, said: str) -> None:
    assert count_words(count) == said
