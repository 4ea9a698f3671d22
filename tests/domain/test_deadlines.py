from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.calendar_data import calendar_from_json
from app.domain.deadline_words import explain, limit_text
from app.domain.deadlines import DeadlineResult, add_months, compute
from app.domain.procedures import CutOff, CutOffKind, TimeLimit, TimeUnit
from app.domain.working_calendar import Holiday, WorkingCalendar

SHIPPED = Path(__file__).parents[2] / "resources" / "calendars" / "vietnam-2025-2027.json"
CALENDAR = calendar_from_json(SHIPPED.read_text(encoding="utf-8"))
NONE, THREE, LAST = CutOff(), CutOff(CutOffKind.AT, time(15)), CutOff(CutOffKind.LAST_HOUR)
HOUR, WORKING_HOUR, DAYS, WORKING_DAYS, MONTHS = TimeUnit


def limit(value: str | int, unit: TimeUnit) -> TimeLimit:
    return TimeLimit(Decimal(value), unit)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+07:00")


def due(value: str | int, unit: TimeUnit, received: str, cut_off: CutOff = NONE) -> DeadlineResult:
    return compute(limit(value, unit), cut_off, at(received), CALENDAR)


@pytest.mark.parametrize(
    ("value", "unit", "cut_off", "received", "expected"),
    [
        # Same day, and the 15:00 rule of civil status and certified copies.
        (0, WORKING_DAYS, THREE, "2026-11-20T08:00", "2026-11-20T17:00"),
        (0, WORKING_DAYS, THREE, "2026-11-20T15:00:59", "2026-11-20T17:00"),
        (0, WORKING_DAYS, THREE, "2026-11-20T15:01", "2026-11-23T17:00"),
        (0, WORKING_DAYS, NONE, "2026-11-20T15:20", "2026-11-20T17:00"),
        (0, WORKING_DAYS, THREE, "2026-11-20T18:00", "2026-11-23T17:00"),
        # Accepted in the last hour of office time (NĐ 297/2025).
        (0, WORKING_DAYS, LAST, "2026-11-20T15:59", "2026-11-20T17:00"),
        (0, WORKING_DAYS, LAST, "2026-11-20T16:00", "2026-11-23T17:00"),
        (16, WORKING_DAYS, LAST, "2026-11-20T16:00", "2026-12-15T17:00"),
        # Working days: the day of reception is not counted.
        (1, WORKING_DAYS, NONE, "2026-11-20T09:00", "2026-11-23T17:00"),
        (3, WORKING_DAYS, THREE, "2026-11-19T15:01", "2026-11-25T17:00"),
        (7, WORKING_DAYS, NONE, "2026-08-28T09:00", "2026-09-11T17:00"),
        (5, WORKING_DAYS, NONE, "2026-08-17T09:00", "2026-08-22T17:00"),  # ends on the make-up Saturday
        (1, WORKING_DAYS, NONE, "2026-02-13T09:00", "2026-02-23T17:00"),  # over Tết
        (1, WORKING_DAYS, NONE, "2026-04-24T09:00", "2026-04-28T17:00"),  # over the compensated Sunday
        # Half days count from the half-day after reception.
        ("0.5", WORKING_DAYS, NONE, "2026-11-20T09:00", "2026-11-20T17:00"),
        ("0.5", WORKING_DAYS, NONE, "2026-11-20T14:00", "2026-11-23T11:30"),
        ("1.5", WORKING_DAYS, NONE, "2026-11-19T09:00", "2026-11-20T17:00"),
        ("2.5", WORKING_DAYS, NONE, "2026-11-20T14:00", "2026-11-25T11:30"),
        # Calendar days roll off days of rest at the end only.
        (15, DAYS, NONE, "2026-11-06T09:00", "2026-11-23T17:00"),
        (15, DAYS, NONE, "2026-11-10T09:00", "2026-11-25T17:00"),
        (20, DAYS, NONE, "2026-01-28T09:00", "2026-02-23T17:00"),
        (0, DAYS, NONE, "2026-11-20T09:00", "2026-11-20T17:00"),
        # Hours.
        (4, WORKING_HOUR, NONE, "2026-11-20T15:00", "2026-11-23T09:00"),
        (8, WORKING_HOUR, NONE, "2026-11-20T07:00", "2026-11-20T17:00"),
        (1, HOUR, NONE, "2026-11-20T09:10", "2026-11-20T10:10"),
        # Months.
        (1, MONTHS, NONE, "2026-01-31T09:00", "2026-03-02T17:00"),  # a Saturday: taken as Monday 2 February
        (1, MONTHS, NONE, "2026-01-30T09:00", "2026-03-02T17:00"),  # 28 February is a Saturday
        (1, MONTHS, NONE, "2026-05-29T09:00", "2026-06-29T17:00"),
        (3, MONTHS, NONE, "2026-11-30T09:00", "2027-03-01T17:00"),  # 28 February 2027 is a Sunday
    ],
)  # fmt: skip
def test_by_example(value: str | int, unit: TimeUnit, cut_off: CutOff, received: str, expected: str) -> None:
    result = due(value, unit, received, cut_off)
    assert result.legal_deadline == result.appointment == at(expected)


def test_an_hour_that_ends_at_noon_is_promised_for_the_next_session() -> None:
    result = due(1, HOUR, "2026-11-20T11:00")
    assert (result.legal_deadline, result.appointment) == (at("2026-11-20T12:00"), at("2026-11-20T13:30"))


def test_reception_outside_the_hours_starts_the_clock_with_the_next_session() -> None:
    assert due(1, WORKING_DAYS, "2026-11-20T12:10").clock_start == at("2026-11-20T13:30")
    assert due(1, WORKING_DAYS, "2026-11-21T09:00").clock_start == at("2026-11-23T07:00")


def test_without_a_limit_nothing_is_promised() -> None:
    result = compute(None, THREE, at("2026-11-20T15:20"), CALENDAR)
    assert (result.legal_deadline, result.appointment) == (None, None)
    assert explain(result.explanation)[-1].startswith("Thủ tục không ghi thời hạn")


@pytest.mark.parametrize(
    ("value", "unit"),
    [("-1", WORKING_DAYS), ("0.3", WORKING_DAYS), ("0.5", DAYS), ("1.5", MONTHS), ("0", HOUR), ("0", MONTHS),
     ("0", WORKING_HOUR), ("0.1", HOUR), ("20201", DAYS), ("NaN", DAYS), ("Infinity", DAYS)],
)  # fmt: skip
def test_values_no_law_states_are_refused(value: str, unit: TimeUnit) -> None:
    with pytest.raises(PersonProblem, match="bad_limit"):
        due(value, unit, "2026-11-20T09:00")


def test_a_cut_off_needs_its_time_and_a_moment_its_offset() -> None:
    with pytest.raises(PersonProblem, match="bad_cut_off"):
        due(0, WORKING_DAYS, "2026-11-20T09:00", CutOff(CutOffKind.AT))
    with pytest.raises(ValueError, match="offset"):
        compute(limit(1, DAYS), NONE, at("2026-11-20T09:00").replace(tzinfo=None), CALENDAR)


def test_the_time_zone_of_the_caller_does_not_matter() -> None:
    there = at("2026-11-20T15:20").astimezone(UTC)
    assert compute(limit(0, WORKING_DAYS), THREE, there, CALENDAR) == due(0, WORKING_DAYS, "2026-11-20T15:20", THREE)


LINES = [
    ((0, WORKING_DAYS, "2026-11-20T15:20", THREE),
     ("Nhận 15:20 thứ Sáu 20/11 – sau 15 giờ", "Trả trong ngày làm việc tiếp theo", "Bỏ qua thứ Bảy 21, Chủ nhật 22")),
    ((0, WORKING_DAYS, "2026-11-20T09:00", THREE), ("Nhận 09:00 thứ Sáu 20/11", "Trả trong ngày làm việc")),
    ((3, WORKING_DAYS, "2026-11-19T16:10", LAST),
     ("Nhận 16:10 thứ Năm 19/11 – trong giờ làm việc cuối cùng",
      "Tính như nhận thứ Sáu 20/11: thời hạn 3 ngày làm việc kể từ sau ngày đó", "Bỏ qua thứ Bảy 21, Chủ nhật 22")),
    ((1, WORKING_DAYS, "2026-08-31T09:00", NONE),
     ("Nhận 09:00 thứ Hai 31/8 – ngoài giờ làm việc, tính từ 07:00 thứ Năm 3/9",
      "Thời hạn 1 ngày làm việc, không tính ngày nhận", "Bỏ qua thứ Ba 1/9 (Quốc khánh), thứ Tư 2/9 (Quốc khánh)")),
    ((5, WORKING_DAYS, "2026-08-17T09:00", NONE),
     ("Nhận 09:00 thứ Hai 17/8", "Thời hạn 5 ngày làm việc, không tính ngày nhận", "Ngày làm bù: 22/08/2026")),
    ((15, DAYS, "2026-11-06T09:00", NONE),
     ("Nhận 09:00 thứ Sáu 6/11", "Thời hạn 15 ngày, không tính ngày nhận",
      "Ngày cuối thứ Bảy 21/11 là ngày nghỉ – chuyển sang thứ Hai 23/11")),
    ((1, HOUR, "2026-11-20T11:00", NONE),
     ("Nhận 11:00 thứ Sáu 20/11", "Thời hạn 1 giờ kể từ lúc nhận",
      "Hạn 12:00 thứ Sáu 20/11 ngoài giờ làm việc – hẹn 13:30 thứ Sáu 20/11")),
    (("0.5", WORKING_DAYS, "2026-11-20T09:00", NONE),
     ("Nhận 09:00 thứ Sáu 20/11", "Thời hạn 0,5 ngày làm việc, không tính buổi nhận")),
    ((20, WORKING_DAYS, "2026-02-02T09:00", NONE),
     ("Nhận 09:00 thứ Hai 2/2", "Thời hạn 20 ngày làm việc, không tính ngày nhận",
      "Bỏ qua 10 ngày nghỉ hằng tuần, 5 ngày nghỉ lễ (Tết Nguyên đán)")),
    ((12, DAYS, "2027-12-24T09:00", NONE),
     ("Nhận 09:00 thứ Sáu 24/12", "Thời hạn 12 ngày, không tính ngày nhận",
      "Lịch nghỉ lễ chỉ có đến 31/12/2027: cần cập nhật lịch")),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "lines"), LINES)
def test_the_explanation_line_by_line(asked: tuple[int | str, TimeUnit, str, CutOff], lines: tuple[str, ...]) -> None:
    assert explain(due(*asked).explanation) == lines


def test_a_promise_over_days_not_yet_decided_says_so() -> None:
    lines = explain(due(10, WORKING_DAYS, "2027-02-01T09:00").explanation)
    assert lines[-1].startswith("Ngày nghỉ dự kiến, chưa có quyết định: 05/02/2027")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("7", WORKING_DAYS, "7 ngày làm việc"), ("0", WORKING_DAYS, "trong ngày"),
     ("1.50", WORKING_DAYS, "1,5 ngày làm việc"),
     ("20", DAYS, "20 ngày"), ("100", DAYS, "100 ngày"), ("4", WORKING_HOUR, "4 giờ làm việc"), ("1", HOUR, "1 giờ"),
     ("1", MONTHS, "1 tháng")],
)  # fmt: skip
def test_the_limit_in_words(value: str, unit: TimeUnit, text: str) -> None:
    assert limit_text(limit(value, unit)) == text


def test_no_limit_has_no_words() -> None:
    assert limit_text(None) == ""


# Properties -----------------------------------------------------------------------------------------------------------

moments = st.datetimes(datetime(2025, 1, 2), datetime(2027, 6, 30), timezones=st.just(VIETNAM))  # noqa: DTZ001 - zone beside it
cut_offs = st.sampled_from([NONE, THREE, LAST, CutOff(CutOffKind.AT, time(11)), CutOff(CutOffKind.AT, time(16, 30))])
limits = st.one_of(
    st.integers(0, 60).map(lambda n: TimeLimit(Decimal(n) / 2, WORKING_DAYS)),
    st.integers(0, 60).map(lambda n: limit(n, DAYS)),
    st.integers(1, 100).map(lambda n: limit(n, WORKING_HOUR)),
    st.integers(1, 100).map(lambda n: limit(n, HOUR)),
    st.integers(1, 7).map(lambda n: limit(n, MONTHS)),
)


def calendar_without(day: date) -> WorkingCalendar:
    return replace(CALENDAR, holidays=tuple(h for h in CALENDAR.holidays if h.day != day))


@settings(max_examples=300, deadline=None)
@given(limits, cut_offs, moments, moments)
def test_who_comes_later_never_has_an_earlier_date(
    asked: TimeLimit, cut_off: CutOff, one: datetime, other: datetime
) -> None:
    early, late = sorted((one, other))
    first, second = compute(asked, cut_off, early, CALENDAR), compute(asked, cut_off, late, CALENDAR)
    assert first.legal_deadline is not None
    assert second.legal_deadline is not None
    assert first.appointment is not None
    assert second.appointment is not None
    assert first.clock_start <= second.clock_start
    assert first.legal_deadline <= second.legal_deadline
    assert first.appointment <= second.appointment


@settings(max_examples=300, deadline=None)
@given(limits, cut_offs, moments)
def test_what_is_promised_is_a_working_moment_after_reception(
    asked: TimeLimit, cut_off: CutOff, received: datetime
) -> None:
    result = compute(asked, cut_off, received, CALENDAR)
    assert result.legal_deadline is not None
    assert result.appointment is not None
    assert CALENDAR.is_working(result.clock_start)
    assert CALENDAR.is_working(result.appointment)
    assert result.appointment >= result.legal_deadline >= result.clock_start
    assert result.clock_start > received - timedelta(minutes=1)
    assert (result.appointment == result.legal_deadline) or asked.unit is HOUR
    assert all(explain(result.explanation))


@settings(max_examples=300, deadline=None)
@given(limits, cut_offs, moments)
def test_counted_again_from_its_own_start_nothing_changes(
    limit_: TimeLimit, cut_off: CutOff, received: datetime
) -> None:
    first = compute(limit_, cut_off, received, CALENDAR)
    again = compute(limit_, cut_off, first.clock_start, CALENDAR)
    assert (again.clock_start, again.legal_deadline, again.appointment) == (
        first.clock_start,
        first.legal_deadline,
        first.appointment,
    )


@settings(max_examples=300, deadline=None)
@given(limits, cut_offs, moments, st.integers(0, 90))
def test_one_more_holiday_never_makes_it_earlier(
    asked: TimeLimit, cut_off: CutOff, received: datetime, after: int
) -> None:
    day = received.date() + timedelta(days=after)
    assume(CALENDAR.is_working_day(day) and CALENDAR.make_up(day) is None)
    more = replace(CALENDAR, holidays=(*CALENDAR.holidays, Holiday(day, "Ngày nghỉ thêm")))
    before, now = compute(asked, cut_off, received, CALENDAR), compute(asked, cut_off, received, more)
    assert before.appointment is not None
    assert now.appointment is not None
    assert now.clock_start >= before.clock_start
    assert now.appointment >= before.appointment


@settings(max_examples=200, deadline=None)
@given(limits, cut_offs, moments, st.sampled_from(CALENDAR.holidays))
def test_a_holiday_outside_the_time_changes_nothing(
    asked: TimeLimit, cut_off: CutOff, received: datetime, holiday: Holiday
) -> None:
    result = compute(asked, cut_off, received, CALENDAR)
    assert result.appointment is not None
    assume(not received.date() <= holiday.day <= result.appointment.date())
    assert compute(asked, cut_off, received, calendar_without(holiday.day)) == result


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
