"""How much of a time limit passes between two moments, in the unit in which the limit is stated.

Days are counted as the law counts them (Bộ luật Dân sự 2015, art. 147): the day a stretch begins on is not counted,
the day it ends on is. So the stretches of one dossier add up, wherever they are cut.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from app.domain.procedures import TimeLimit, TimeUnit
from app.domain.working_calendar import ONE_DAY, WorkingCalendar

_HALF = Decimal("0.5")


def in_halves(limit: TimeLimit) -> bool:
    """Return whether limit is counted in half working days."""
    return limit.unit is TimeUnit.WORKING_DAY and limit.value % 1 != 0


def passed(limit: TimeLimit, start: datetime, end: datetime, calendar: WorkingCalendar) -> TimeLimit:
    """Return what passes of limit from start to end: nothing where end is not after start.

    Months pass in days. Hours are exact to the minute.
    """
    match limit.unit:
        case TimeUnit.HOUR:
            return TimeLimit(_in_hours(max(end - start, timedelta())), limit.unit)
        case TimeUnit.WORKING_HOUR:
            return TimeLimit(_in_hours(calendar.working_time_between(start, end)), limit.unit)
        case TimeUnit.WORKING_DAY if in_halves(limit):
            return TimeLimit(half_days_between(start, end, calendar) * _HALF, limit.unit)
        case TimeUnit.WORKING_DAY:
            return TimeLimit(Decimal(working_days_between(start.date(), end.date(), calendar)), limit.unit)
        case _:
            return TimeLimit(Decimal(max((end.date() - start.date()).days, 0)), TimeUnit.DAY)


def less(whole: TimeLimit, part: TimeLimit) -> TimeLimit:
    """Return whole without part, not less than nothing."""
    return TimeLimit(max(whole.value - part.value, Decimal(0)), whole.unit)


def hours_of(amount: TimeLimit) -> timedelta:
    """Return an amount in hours as a length, to the minute."""
    return timedelta(minutes=round(amount.value * 60))


def working_days_between(first: date, last: date, calendar: WorkingCalendar) -> int:
    """Return how many working days come after first, up to and including last."""
    return sum(calendar.is_working_day(first + ONE_DAY * n) for n in range(1, (last - first).days + 1))


def half_days_between(start: datetime, end: datetime, calendar: WorkingCalendar) -> int:
    """Return how many half working days come after the one of start, up to and including the one of end."""
    if end <= start:
        return 0
    halves = 2 * working_days_between(start.date(), end.date(), calendar)
    return halves + half_of(end, calendar) - half_of(start, calendar)


def half_of(moment: datetime, calendar: WorkingCalendar) -> int:
    """Return 0 in the first half of a working day, else 1: a day of rest goes on from the half before it."""
    day = moment.date()
    return int(not calendar.is_working_day(day) or moment > calendar.half_days(day)[0])


def in_working_days(span: timedelta, calendar: WorkingCalendar) -> tuple[int, timedelta]:
    """Return working time as whole working days and the rest; a day is as long as the longest of the week."""
    longest = max(sum((session.length for session in day), timedelta()) for day in calendar.week)
    return span // longest, span % longest


def _in_hours(span: timedelta) -> Decimal:
    return Decimal(round(span / timedelta(minutes=1))) / 60
