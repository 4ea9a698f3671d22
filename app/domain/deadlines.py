"""When a dossier is due, and why: reception, cut-off, time limit and calendar give the legal deadline.

Law: Bộ luật Dân sự 2015, articles 147–148 (the first day is not counted; the end rolls off days of rest; months end on
the same day or the last of the month). There is no general 15:00 rule: the cut-off belongs to the procedure.
The steps of the explanation carry no language; ``app.domain.deadline_words`` says them.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.procedures import CutOff, CutOffKind, TimeLimit, TimeUnit
from app.domain.working_calendar import ONE_DAY, WorkingCalendar

LONGEST = {
    TimeUnit.HOUR: 24 * 366,
    TimeUnit.WORKING_HOUR: 8 * 366,
    TimeUnit.DAY: 366 * 5,
    TimeUnit.WORKING_DAY: 366 * 2,
    TimeUnit.MONTH: 60,
}
"""The largest value taken for a real limit, by unit; more is a slip of the data."""


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One line of the explanation, as a code and its values."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeadlineResult:
    """What the rules say.

    Attributes:
        clock_start: when the law's clock starts; a working moment.
        legal_deadline: None where the procedure states no limit.
        appointment: the proposal for the slip, a working moment; None where a person has to say it.
        explanation: the steps in order.
    """

    clock_start: datetime
    legal_deadline: datetime | None
    appointment: datetime | None
    explanation: tuple[ExplanationStep, ...]


def compute(limit: TimeLimit | None, cut_off: CutOff, received: datetime, calendar: WorkingCalendar) -> DeadlineResult:
    """Return clock start, legal deadline and proposed appointment of a dossier received at that moment.

    A limit in days ends with the last session of its last day. Reception outside the sessions, or too late for the
    procedure's cut-off, is taken as reception at the next session, or on the next working day. Half a working day
    counts from the half-day after reception.

    Raises:
        PersonProblem: ``deadlines.bad_limit`` for a value the unit cannot have, ``deadlines.bad_cut_off`` for a
            cut-off without its time.
        ValueError: the moment has no offset.
    """
    received = whole_minutes(received)
    start, steps = clock_start(cut_off, received, calendar)
    if limit is None:
        return DeadlineResult(start, None, None, (*steps, ExplanationStep("no_limit")))
    check_limit(limit)
    steps.append(_limit_step(limit, received, start, steps[0].code))
    deadline, more = _end(limit, start, calendar)
    steps += more
    appointment = calendar.next_working_moment(deadline)
    if appointment != deadline:
        steps.append(ExplanationStep("next_session", {"deadline": deadline, "appointment": appointment}))
    counted = limit.unit in {TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR} or limit.value == 0
    steps += calendar_steps(received.date(), appointment.date(), calendar, name_skipped=counted)
    return DeadlineResult(start, deadline, appointment, tuple(steps))


def whole_minutes(moment: datetime) -> datetime:
    """Return moment in Vietnamese time without its seconds.

    The slip shows minutes: what is printed as 15:00 was not received after 15:00.

    Raises:
        ValueError: the moment has no offset.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs an offset")
    return moment.astimezone(VIETNAM).replace(second=0, microsecond=0)


def clock_start(
    cut_off: CutOff, received: datetime, calendar: WorkingCalendar
) -> tuple[datetime, list[ExplanationStep]]:
    """Return from which working moment something received then, in whole minutes, counts; and the line that says so.

    Raises:
        PersonProblem: ``deadlines.bad_cut_off``.
    """
    start = calendar.next_working_moment(received)
    if _too_late(cut_off, start, calendar):
        start = calendar.start_of_day(calendar.next_working_day(start.date()))
        code = "received_late" if cut_off.kind is CutOffKind.AT else "received_last_hour"
        return start, [ExplanationStep(code, {"received": received, "at": cut_off.at})]
    if start != received:
        return start, [ExplanationStep("received_outside", {"received": received, "start": start})]
    return start, [ExplanationStep("received", {"received": received})]


def _too_late(cut_off: CutOff, start: datetime, calendar: WorkingCalendar) -> bool:
    match cut_off.kind:
        case CutOffKind.NONE:
            return False
        case CutOffKind.AT:
            if cut_off.at is None:
                raise PersonProblem("deadlines.bad_cut_off")
            return start.time() > cut_off.at
        case CutOffKind.LAST_HOUR:
            return start >= calendar.end_of_day(start.date()) - timedelta(hours=1)


def _limit_step(limit: TimeLimit, received: datetime, start: datetime, reception: str) -> ExplanationStep:
    too_late = reception in {"received_late", "received_last_hour"}
    # Received outside hours, the line before has named the day already.
    moved = too_late and start.date() != received.date()
    params = {"limit": limit, "moved": moved, "as_if": start.date() if too_late else None}
    return ExplanationStep("limit", params)


def check_limit(limit: TimeLimit) -> None:
    """Refuse a value that the unit cannot have.

    Raises:
        PersonProblem: ``deadlines.bad_limit``.
    """
    value, unit = limit.value, limit.unit
    if not value.is_finite() or not 0 <= value <= LONGEST[unit]:
        raise PersonProblem("deadlines.bad_limit", value=str(value), unit=unit.value)
    divisor = {TimeUnit.WORKING_DAY: Decimal("0.5"), TimeUnit.DAY: Decimal(1), TimeUnit.MONTH: Decimal(1)}
    zero_means_same_day = unit in {TimeUnit.WORKING_DAY, TimeUnit.DAY}
    if value % divisor.get(unit, Decimal("0.25")) or (value == 0 and not zero_means_same_day):
        raise PersonProblem("deadlines.bad_limit", value=str(value), unit=unit.value)


def _end(limit: TimeLimit, start: datetime, calendar: WorkingCalendar) -> tuple[datetime, list[ExplanationStep]]:
    match limit.unit:
        case TimeUnit.HOUR:
            return start + _hours(limit.value), []
        case TimeUnit.WORKING_HOUR:
            return calendar.add_working_time(start, _hours(limit.value)), []
        case TimeUnit.WORKING_DAY:
            if limit.value % 1:
                return _after_half_days(start, int(limit.value * 2), calendar), []
            return calendar.end_of_day(calendar.add_working_days(start.date(), int(limit.value))), []
        case TimeUnit.DAY:
            return _rolled(start.date() + timedelta(days=int(limit.value)), calendar)
        case TimeUnit.MONTH:
            return _rolled(add_months(start.date(), int(limit.value)), calendar)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month that many months later, or its last day (Bộ luật Dân sự, art. 148.3)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _hours(value: Decimal) -> timedelta:
    return timedelta(minutes=int(value * 60))


def _rolled(day: date, calendar: WorkingCalendar) -> tuple[datetime, list[ExplanationStep]]:
    last = calendar.on_or_after(day)
    steps = [ExplanationStep("rolled", {"day": day, "to": last})] if last != day else []
    return calendar.end_of_day(last), steps


def _after_half_days(start: datetime, count: int, calendar: WorkingCalendar) -> datetime:
    day = start.date()
    first, end = calendar.half_days(day)
    # The half-day of reception is not counted, as the day of reception is not.
    past = 1 if start <= first else 2
    days, half = divmod(past + count - 1, 2)
    return calendar.half_days(calendar.add_working_days(day, days))[half] if days or half else end


def calendar_steps(first: date, last: date, calendar: WorkingCalendar, *, name_skipped: bool) -> list[ExplanationStep]:
    """Return what the calendar adds: days skipped, rest days worked, and where its data are not certain."""
    days = [first + ONE_DAY * n for n in range((last - first).days + 1)]
    skipped = tuple((day, _reason(calendar, day)) for day in days[1:] if not calendar.is_working_day(day))
    worked = tuple(day for day in days[1:] if calendar.make_up(day))
    unsure = tuple(day for day in days if (off := calendar.holiday(day)) and not off.verified)
    steps = []
    if skipped and name_skipped:
        steps.append(ExplanationStep("skipped", {"days": skipped, "seen_from": first}))
    if worked and name_skipped:
        steps.append(ExplanationStep("worked", {"days": worked}))
    if unsure:
        steps.append(ExplanationStep("unverified", {"days": unsure}))
    if not calendar.covers(last):
        steps.append(ExplanationStep("beyond", {"valid_to": calendar.valid_to}))
    return steps


def _reason(calendar: WorkingCalendar, day: date) -> str:
    off = calendar.holiday(day)
    return off.name if off else ""
