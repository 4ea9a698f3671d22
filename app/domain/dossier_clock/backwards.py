"""The moment by which something has to be done that is owed a while before another moment."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.core.clock import VIETNAM
from app.domain.deadlines import add_months
from app.domain.dossier_clock.amounts import half_of, hours_of, in_halves
from app.domain.procedures import TimeLimit, TimeUnit
from app.domain.working_calendar import ONE_DAY, WorkingCalendar


def latest_before(moment: datetime, lead: TimeLimit, calendar: WorkingCalendar) -> datetime:
    """Return the last working moment that lies at least lead before moment.

    A lead in days or months is met until the last session of that day ends, of the working day before it where it is
    a day of rest. A lead in hours is met until that hour, or until the session before it ends.
    """
    day = _on_or_before(moment.date(), calendar)
    match lead.unit:
        case TimeUnit.HOUR:
            return _working_moment_until(moment - hours_of(lead), calendar)
        case TimeUnit.WORKING_HOUR:
            return _working_time_before(moment, hours_of(lead), calendar)
        case TimeUnit.WORKING_DAY if in_halves(lead):
            days, half = divmod(half_of(moment, calendar) - int(lead.value * 2), 2)
            return calendar.half_days(_working_days_before(day, -days, calendar))[half]
        case TimeUnit.WORKING_DAY:
            return calendar.end_of_day(_working_days_before(day, int(lead.value), calendar))
        case TimeUnit.DAY:
            return calendar.end_of_day(_on_or_before(moment.date() - timedelta(days=int(lead.value)), calendar))
        case TimeUnit.MONTH:
            return calendar.end_of_day(_on_or_before(add_months(moment.date(), -int(lead.value)), calendar))


def _on_or_before(day: date, calendar: WorkingCalendar) -> date:
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def _working_days_before(day: date, count: int, calendar: WorkingCalendar) -> date:
    for _step in range(count):
        day = _on_or_before(day - ONE_DAY, calendar)
    return day


def _sessions_back_from(day: date, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime]]:
    while True:
        for session in reversed(calendar.sessions(day)):
            yield datetime.combine(day, session.start, VIETNAM), datetime.combine(day, session.end, VIETNAM)
        day -= ONE_DAY


def _working_moment_until(moment: datetime, calendar: WorkingCalendar) -> datetime:
    for start, end in _sessions_back_from(moment.date(), calendar):
        if start <= moment:
            return min(moment, end)
    raise AssertionError("sessions never begin")


def _working_time_before(moment: datetime, amount: timedelta, calendar: WorkingCalendar) -> datetime:
    for start, end in _sessions_back_from(moment.date(), calendar):
        until = min(moment, end)
        if until < start:
            continue
        if until - amount >= start:
            return until - amount
        amount -= until - start
    raise AssertionError("sessions never begin")
