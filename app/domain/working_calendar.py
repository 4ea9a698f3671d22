"""The working calendar: public holidays, make-up days and office hours as dated data of one desk.

Two questions stand apart: is a day a *working day* (the law counts it), and is a moment *within a session* of one. A
session on a weekly rest day (police desks that receive on Saturday morning) is reception only and counts for nothing.
All moments are Vietnamese time; sessions are closed at both ends (17:00 is still work).
Law: Bộ luật Lao động 2019, articles 111 and 112; the Prime Minister decides Tết and 2 September each year.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of office hours within one day."""

    start: time
    end: time

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return _span(self.end) - _span(self.start)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off by law or decision.

    Attributes:
        compensates: the weekly rest day it stands for, where a holiday fell on one (art. 111.3) or a swap decided so.
        verified: whether the decision was seen; an unverified day counts and is flagged in explanations.
    """

    day: date
    name: str
    legal_basis: str = ""
    compensates: date | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class MakeUpDay:
    """A weekly rest day that is worked in place of another day; it has that day's hours."""

    day: date
    instead_of: date
    legal_basis: str = ""


@dataclass(frozen=True)
class WorkingCalendar:
    """The calendar of one desk.

    Attributes:
        week: the sessions of Monday … Sunday, in order.
        weekly_rest: weekdays (0 = Monday) that the law does not count.
        valid_from, valid_to: the dates the data covers, both inclusive; beyond them only the week is known.

    Raises:
        PersonProblem: a ``deadlines.calendar_…`` code when the data contradicts itself.
    """

    name: str
    version: int
    valid_from: date
    valid_to: date
    week: tuple[tuple[Session, ...], ...]
    weekly_rest: frozenset[int] = frozenset({5, 6})
    holidays: tuple[Holiday, ...] = ()
    make_up_days: tuple[MakeUpDay, ...] = ()
    _off: MappingProxyType[date, Holiday] = field(init=False, repr=False, compare=False)
    _made_up: MappingProxyType[date, MakeUpDay] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_off", MappingProxyType({h.day: h for h in self.holidays}))
        object.__setattr__(self, "_made_up", MappingProxyType({m.day: m for m in self.make_up_days}))
        _check_week(self)
        _check_days(self)

    def holiday(self, day: date) -> Holiday | None:
        """Return the holiday on day, None where there is none."""
        return self._off.get(day)

    def make_up(self, day: date) -> MakeUpDay | None:
        """Return the make-up day on day, None where there is none."""
        return self._made_up.get(day)

    def covers(self, day: date) -> bool:
        """Return whether the data says anything about day beyond the ordinary week."""
        return self.valid_from <= day <= self.valid_to

    def sessions(self, day: date) -> tuple[Session, ...]:
        """Return the working sessions of day; empty on a day that is not a working day."""
        return self.open_sessions(day) if self.is_working_day(day) else ()

    def open_sessions(self, day: date) -> tuple[Session, ...]:
        """Return the sessions in which somebody receives on day, reception on a weekly rest day included."""
        if day in self._off:
            return ()
        made_up = self._made_up.get(day)
        return self.week[(made_up.instead_of if made_up else day).weekday()]

    def is_working_day(self, day: date) -> bool:
        """Return whether the law counts day as a working day."""
        counted = day in self._made_up or day.weekday() not in self.weekly_rest
        return counted and bool(self.open_sessions(day))

    def is_working(self, moment: datetime) -> bool:
        """Return whether moment lies within a working session."""
        return _within(self.sessions(_local(moment).date()), _local(moment))

    def is_open(self, moment: datetime) -> bool:
        """Return whether somebody receives at moment."""
        return _within(self.open_sessions(_local(moment).date()), _local(moment))

    def next_working_day(self, day: date) -> date:
        """Return the first working day after day."""
        return self.on_or_after(day + ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """Return day where it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the count-th working day after day, which is not counted; with 0 day itself or the next such day."""
        if count == 0:
            return self.on_or_after(day)
        for _step in range(count):
            day = self.next_working_day(day)
        return day

    def start_of_day(self, day: date) -> datetime:
        """Return when the first session of the working day begins."""
        return _at(day, self.sessions(day)[0].start)

    def end_of_day(self, day: date) -> datetime:
        """Return when the last session of the working day ends."""
        return _at(day, self.sessions(day)[-1].end)

    def half_days(self, day: date) -> tuple[datetime, datetime]:
        """Return when the first and the second half of the working day end.

        The first session is the first half; where there is only one, its middle divides the day.
        """
        sessions = self.sessions(day)
        if len(sessions) > 1:
            return _at(day, sessions[0].end), self.end_of_day(day)
        return _at(day, sessions[0].start) + sessions[0].length / 2, self.end_of_day(day)

    def next_working_moment(self, moment: datetime) -> datetime:
        """Return moment where it is within a working session, else the beginning of the next session."""
        moment = _local(moment)
        for start, end in self.sessions_from(moment.date()):
            if moment <= end:
                return max(moment, start)
        raise AssertionError("sessions never end")

    def add_working_time(self, moment: datetime, amount: timedelta) -> datetime:
        """Return the moment at which amount of working time has passed since moment."""
        moment = self.next_working_moment(moment)
        for start, end in self.sessions_from(moment.date()):
            begin = max(moment, start)
            if begin <= end:
                if begin + amount <= end:
                    return begin + amount
                amount -= end - begin
        raise AssertionError("sessions never end")

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much working time lies between two moments; zero where end is not after start."""
        start, end, total = _local(start), _local(end), timedelta()
        for begin, close in self.sessions_from(start.date()):
            if begin >= end:
                return total
            total += max(min(close, end) - max(begin, start), timedelta())
        raise AssertionError("sessions never end")

    def sessions_from(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield beginning and end of every working session from day on, without end."""
        while True:
            for session in self.sessions(day):
                yield _at(day, session.start), _at(day, session.end)
            day += ONE_DAY


def changed_days(old: WorkingCalendar, new: WorkingCalendar) -> tuple[date, ...]:
    """Return the days within both calendars' dates on which new has other working sessions than old, in order.

    An open appointment on one of these days, or whose limit runs over one, is touched by the change.
    """
    day, last = max(old.valid_from, new.valid_from), max(old.valid_to, new.valid_to)
    days: list[date] = []
    while day <= last:
        if old.sessions(day) != new.sessions(day):
            days.append(day)
        day += ONE_DAY
    return tuple(days)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs an offset")
    return moment.astimezone(VIETNAM)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, VIETNAM)


def _span(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def _within(sessions: tuple[Session, ...], moment: datetime) -> bool:
    clock = moment.time()
    return any(session.start <= clock <= session.end for session in sessions)


def _check_week(calendar: WorkingCalendar) -> None:
    if len(calendar.week) != 7:
        raise PersonProblem("deadlines.calendar_week", found=len(calendar.week))
    for weekday, sessions in enumerate(calendar.week):
        last = None
        for session in sessions:
            if session.start >= session.end or (last is not None and session.start <= last):
                shown = f"{session.start:%H:%M}–{session.end:%H:%M}"
                raise PersonProblem("deadlines.calendar_sessions", weekday=weekday + 1, session=shown)
            last = session.end
    if not any(sessions and i not in calendar.weekly_rest for i, sessions in enumerate(calendar.week)):
        raise PersonProblem("deadlines.calendar_never_open", name=calendar.name)


def _check_days(calendar: WorkingCalendar) -> None:
    if calendar.valid_from > calendar.valid_to:
        raise PersonProblem("deadlines.calendar_validity", name=calendar.name)
    seen: set[date] = set()
    for day in [h.day for h in calendar.holidays] + [m.day for m in calendar.make_up_days]:
        shown = f"{day:%d/%m/%Y}"
        if day in seen:
            raise PersonProblem("deadlines.calendar_day_twice", day=shown)
        if not calendar.covers(day):
            raise PersonProblem("deadlines.calendar_day_outside", day=shown)
        seen.add(day)
