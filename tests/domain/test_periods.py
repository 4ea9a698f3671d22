"""Days of registers and reports: every day lies in exactly one period of a kind, and the one before touches it."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.domain.periods import Period, PeriodKind, between, holding

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CALENDAR = st.sampled_from([PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH])
ONE_DAY = timedelta(days=1)


def test_examples() -> None:
    friday = date(2026, 11, 20)
    assert holding(PeriodKind.DAY, friday) == Period(PeriodKind.DAY, friday, friday)
    assert holding(PeriodKind.WEEK, friday) == Period(PeriodKind.WEEK, date(2026, 11, 16), date(2026, 11, 22))
    month = holding(PeriodKind.MONTH, friday)
    assert (month.first, month.last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (month.before.first, month.before.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert (month.after.first, month.after.last) == (date(2026, 12, 1), date(2026, 12, 31))
    assert holding(PeriodKind.MONTH, date(2028, 2, 3)).last == date(2028, 2, 29)
    assert month.begin == datetime(2026, 11, 1, tzinfo=VIETNAM)
    assert month.end == datetime(2026, 12, 1, tzinfo=VIETNAM)
    assert between(date(2026, 11, 20), date(2026, 11, 11)) == Period(
        PeriodKind.RANGE, date(2026, 11, 11), date(2026, 11, 20)
    )
    assert between(date(2026, 11, 11), date(2026, 11, 20)).before.first == date(2026, 11, 1)


@given(CALENDAR, DAYS)
def test_a_day_lies_in_its_period_and_the_neighbours_touch_it(kind: PeriodKind, day: date) -> None:
    period = holding(kind, day)
    assert period.first <= day <= period.last
    assert holding(kind, period.first) == period == holding(kind, period.last)
    assert period.before.last == period.first - ONE_DAY
    assert period.after.first == period.last + ONE_DAY
    assert period.before.after == period == period.after.before


@given(DAYS, DAYS)
def test_any_days_are_compared_with_as_many_before(one: date, other: date) -> None:
    period = between(one, other)
    assert period == between(other, one)
    assert period.before.last - period.before.first == period.last - period.first
    assert period.before.last == period.first - ONE_DAY
    assert period.before.after == period
