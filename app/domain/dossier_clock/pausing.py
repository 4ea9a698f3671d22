"""What the end of a wait does to the deadline: the three pause models, exactly, for every unit.

A wait lasts from the request to the moment from which the answer counts: an answer outside the sessions, or past the
procedure's cut-off, is taken at the next session or on the next working day, as a dossier is. What is subtracted
begins with the clock's own start at the earliest; what is shifted is the calendar between request and answer.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.deadlines import ExplanationStep, add_months, calendar_steps, clock_start, compute
from app.domain.dossier_clock.amounts import half_of, hours_of, in_halves, passed
from app.domain.dossier_clock.law import PauseModel
from app.domain.procedures import CutOff, TimeLimit, TimeUnit
from app.domain.working_calendar import WorkingCalendar

_HOURS = frozenset({TimeUnit.HOUR, TimeUnit.WORKING_HOUR})
Steps = tuple[ExplanationStep, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a deadline is counted with."""

    limit: TimeLimit
    cut_off: CutOff
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline and what is needed to count on from it.

    Attributes:
        start: when the limit began to count; a working moment.
        day: the last day of the limit before it rolls off days of rest.
        moment: the deadline.
        granted: it was lawfully prolonged by decision; a restart never takes that back.
    """

    start: datetime
    day: date
    moment: datetime
    granted: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait as it counts.

    Attributes:
        asked: when it was asked for, or the wait before it ended, if that was later.
        start: the same, but not before the clock's own start.
        answered: when the answer came.
        end: from when the answer counts.
    """

    asked: datetime
    start: datetime
    answered: datetime
    end: datetime


def begin(terms: Terms, received: datetime) -> tuple[Deadline, Steps]:
    """Return the deadline of a limit that counts from reception, and why."""
    result = compute(terms.limit, terms.cut_off, received, terms.calendar)
    if result.legal_deadline is None:
        raise AssertionError("a limit gives a deadline")
    day = _last_day(terms.limit, result.clock_start, result.legal_deadline)
    # When to collect is the promise's matter; here the lines lead to the deadline.
    steps = tuple(step for step in result.explanation if step.code != "next_session")
    return Deadline(result.clock_start, day, result.legal_deadline), steps


def wait_of(terms: Terms, deadline: Deadline, asked: datetime, answered: datetime) -> Wait:
    """Return the wait between two moments in whole minutes."""
    end = max(clock_start(terms.cut_off, answered, terms.calendar)[0], asked)
    return Wait(asked, max(asked, deadline.start), answered, end)


def resumed(terms: Terms, deadline: Deadline, wait: Wait, model: PauseModel) -> tuple[Deadline, Steps]:
    """Return the deadline after a wait, and why. It is never earlier than it was."""
    match model:
        case PauseModel.RESTART:
            return _restarted(terms, deadline, wait)
        case PauseModel.SUBTRACT:
            return _subtracted(terms, deadline, wait)
        case PauseModel.SHIFT:
            return _shifted(terms, deadline, wait)


def _restarted(terms: Terms, deadline: Deadline, wait: Wait) -> tuple[Deadline, Steps]:
    anew, steps = begin(terms, wait.answered)
    late = (ExplanationStep("late_before", {"deadline": deadline.moment}),) if deadline.moment < wait.start else ()
    steps = (*late, ExplanationStep("restarted"), *steps)
    if deadline.granted and deadline.moment > anew.moment:
        stays = replace(deadline, start=anew.start)
        return stays, (*steps, ExplanationStep("granted_stays", {"deadline": deadline.moment}))
    return anew, steps


def _subtracted(terms: Terms, deadline: Deadline, wait: Wait) -> tuple[Deadline, Steps]:
    if deadline.moment < wait.start:
        return deadline, (ExplanationStep("used_up", {"deadline": deadline.moment}),)
    waited = passed(terms.limit, wait.start, wait.end, terms.calendar)
    steps = [ExplanationStep("subtracted", {"waited": waited})]
    if not waited.value:
        return deadline, tuple(steps)
    moved, more = _later(terms, deadline, wait, waited)
    return moved, (*steps, *more)


def _later(terms: Terms, deadline: Deadline, wait: Wait, waited: TimeLimit) -> tuple[Deadline, Steps]:
    calendar, count = terms.calendar, int(waited.value)
    match terms.limit.unit:
        case TimeUnit.HOUR:
            moment = deadline.moment + hours_of(waited)
        case TimeUnit.WORKING_HOUR:
            moment = calendar.add_working_time(deadline.moment, hours_of(waited))
        case TimeUnit.WORKING_DAY if in_halves(terms.limit):
            moment = _halves_later(deadline.moment, int(waited.value * 2), calendar)
        case TimeUnit.WORKING_DAY:
            moment = calendar.end_of_day(calendar.add_working_days(deadline.day, count))
        case _:
            return _days_later(terms, deadline, wait, count)
    steps = calendar_steps(
        deadline.moment.date(), moment.date(), calendar, name_skipped=terms.limit.unit is not TimeUnit.HOUR
    )
    return replace(deadline, day=moment.date(), moment=moment), tuple(steps)


def _days_later(terms: Terms, deadline: Deadline, wait: Wait, count: int) -> tuple[Deadline, Steps]:
    # A last day of rest that rolled on and was still in time when the wait began has its last day then.
    day = max(deadline.day, wait.start.date()) + timedelta(days=count)
    steps = []
    if terms.limit.unit is TimeUnit.MONTH:
        # Months differ in length: what is left can never be more than the whole limit.
        whole = add_months(wait.end.date(), int(terms.limit.value))
        if day > whole and not deadline.granted:
            day, steps = whole, [ExplanationStep("at_most_whole", {"limit": terms.limit})]
    last = terms.calendar.on_or_after(day)
    if last != day:
        steps.append(ExplanationStep("rolled", {"day": day, "to": last}))
    steps += calendar_steps(deadline.moment.date(), last, terms.calendar, name_skipped=False)
    return replace(deadline, day=day, moment=terms.calendar.end_of_day(last)), tuple(steps)


def _shifted(terms: Terms, deadline: Deadline, wait: Wait) -> tuple[Deadline, Steps]:
    calendar, hours = terms.calendar, terms.limit.unit in _HOURS
    by_the_clock = TimeLimit(terms.limit.value, TimeUnit.HOUR if hours else TimeUnit.DAY)
    waited = passed(by_the_clock, wait.asked, wait.end, calendar)
    steps = [ExplanationStep("shifted", {"waited": waited})]
    if not waited.value:
        return deadline, tuple(steps)
    if hours:
        moment = calendar.next_working_moment(deadline.moment + hours_of(waited))
    else:
        day = deadline.moment.date() + timedelta(days=int(waited.value))
        last = calendar.on_or_after(day)
        # A half-day that falls on a day of rest is the first one after it.
        second = last == day or not in_halves(terms.limit)
        moment = calendar.half_days(last)[half_of(deadline.moment, calendar) if second else 0]
        if last != day:
            steps.append(ExplanationStep("rolled", {"day": day, "to": last}))
    steps += calendar_steps(deadline.moment.date(), moment.date(), calendar, name_skipped=False)
    return replace(deadline, day=moment.date(), moment=moment), tuple(steps)


def _halves_later(moment: datetime, count: int, calendar: WorkingCalendar) -> datetime:
    days, half = divmod(half_of(moment, calendar) + count, 2)
    return calendar.half_days(calendar.add_working_days(moment.date(), days))[half]


def _last_day(limit: TimeLimit, start: datetime, deadline: datetime) -> date:
    match limit.unit:
        case TimeUnit.DAY:
            return start.date() + timedelta(days=int(limit.value))
        case TimeUnit.MONTH:
            return add_months(start.date(), int(limit.value))
        case _:
            return deadline.date()
