"""What holds for every dossier, whatever happened to it."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.domain.dossier_clock import (
    ClockEvent,
    ClockState,
    Finished,
    Interval,
    Paused,
    PauseModel,
    PauseReason,
    Resumed,
    ResumeReason,
    Started,
    StartReason,
    explain,
    state_of,
    timeline,
)
from app.domain.dossier_clock.amounts import passed
from app.domain.dossier_clock.event_record import from_record, to_record
from app.domain.procedures import CutOff, TimeLimit, TimeUnit
from app.domain.working_calendar import Holiday, WorkingCalendar
from tests.domain.clock_rig import CALENDAR, cut_off, every

moments = st.datetimes(datetime(2025, 1, 2), datetime(2027, 6, 30), timezones=st.just(VIETNAM))  # noqa: DTZ001 - zone beside it
cut_offs = st.sampled_from(["", "15:00", "last_hour"]).map(cut_off)
limits = st.one_of(
    st.integers(0, 40).map(lambda n: TimeLimit(Decimal(n) / 2, TimeUnit.WORKING_DAY)),
    st.integers(0, 45).map(lambda n: TimeLimit(Decimal(n), TimeUnit.DAY)),
    st.integers(1, 80).map(lambda n: TimeLimit(Decimal(n), TimeUnit.WORKING_HOUR)),
    st.integers(1, 80).map(lambda n: TimeLimit(Decimal(n), TimeUnit.HOUR)),
    st.integers(1, 4).map(lambda n: TimeLimit(Decimal(n), TimeUnit.MONTH)),
)
pauses = st.sampled_from(PauseModel)
gaps = st.lists(st.integers(1, 60 * 24 * 12), min_size=2, max_size=6)
"""Minutes between the start, a request, its answer, the next request …"""
WEEK = timedelta(days=7)


def facts(received: datetime, minutes: list[int]) -> tuple[ClockEvent, ...]:
    made: list[ClockEvent] = [Started(received, StartReason.COUNTER)]
    at = received
    for number, gap in enumerate(minutes):
        at += timedelta(minutes=gap)
        reason = list(PauseReason)[number // 2 % 4]
        made.append(Resumed(at, ResumeReason.SUPPLEMENTED) if number % 2 else Paused(at, reason))
    return tuple(made)


def asked(
    events: tuple[ClockEvent, ...],
    limit: TimeLimit,
    late: CutOff,
    model: PauseModel,
    *,
    now: datetime | None = None,
    calendar: WorkingCalendar = CALENDAR,
) -> ClockState:
    return state_of(events, limit, late, calendar, now or events[-1].moment, models=every(model))


def legal(state: ClockState) -> datetime:
    assert state.deadline.legal is not None
    return state.deadline.legal


@settings(max_examples=100)
@given(limits, cut_offs, pauses, moments, gaps, st.integers(0, 60 * 24 * 12))
def test_who_came_earlier_never_has_a_later_deadline(
    limit: TimeLimit, late: CutOff, model: PauseModel, received: datetime, minutes: list[int], sooner: int
) -> None:
    events = facts(received, minutes)
    earlier = (Started(received - timedelta(minutes=sooner), StartReason.COUNTER), *events[1:])
    assert legal(asked(earlier, limit, late, model)) <= legal(asked(events, limit, late, model))


@settings(max_examples=100)
@given(limits, cut_offs, pauses, moments, gaps, st.integers(0, 60 * 24 * 12))
def test_who_answers_later_never_has_an_earlier_deadline(
    limit: TimeLimit, late: CutOff, model: PauseModel, received: datetime, minutes: list[int], slower: int
) -> None:
    minutes = minutes[: len(minutes) // 2 * 2]
    slow = [*minutes[:-1], minutes[-1] + slower]
    first, second = (asked(facts(received, gaps), limit, late, model) for gaps in (minutes, slow))
    assert legal(first) <= legal(second)


@settings(max_examples=100)
@given(limits, cut_offs, pauses, moments, gaps)
def test_a_wait_never_makes_a_running_clock_earlier(
    limit: TimeLimit, late: CutOff, model: PauseModel, received: datetime, minutes: list[int]
) -> None:
    events = facts(received, minutes)
    deadlines = [legal(asked(events[:count], limit, late, model)) for count in range(1, len(events) + 1)]
    assert deadlines == sorted(deadlines)
    # Every answer gives a pair, old and new, and the pairs hang together.
    changes = asked(events, limit, late, model).deadline.changes
    dates = [deadlines[0], *(change.after for change in changes)]
    assert [change.before for change in changes] == dates[:-1]
    assert dates[-1] == deadlines[-1]


@settings(max_examples=120)
@given(limits, cut_offs, moments, gaps)
def test_subtracting_never_gives_more_than_starting_anew(
    limit: TimeLimit, late: CutOff, received: datetime, minutes: list[int]
) -> None:
    events = facts(received, minutes)
    less, more = (legal(asked(events, limit, late, model)) for model in (PauseModel.SUBTRACT, PauseModel.RESTART))
    assert less <= more


@settings(max_examples=100)
@given(limits, cut_offs, pauses, moments, st.integers(1, 600), st.integers(1, 60 * 24 * 12))
def test_who_is_in_time_when_asked_is_in_time_when_answered(
    limit: TimeLimit, late: CutOff, model: PauseModel, received: datetime, until_asked: int, until_answered: int
) -> None:
    """At the moment from which the answer counts, that is: after the last session the day is over."""
    events = facts(received, [until_asked, until_answered])
    answered = CALENDAR.next_working_moment(events[-1].moment.replace(second=0, microsecond=0))
    events = (*events[:-1], Resumed(answered, ResumeReason.SUPPLEMENTED))
    assume(not asked(events[:2], limit, late, model).standing.overdue)
    assert not asked(events, limit, late, model).standing.overdue


@settings(max_examples=100)
@given(limits, cut_offs, pauses, moments, gaps, st.integers(0, 60))
def test_one_more_holiday_never_makes_it_earlier(
    limit: TimeLimit, late: CutOff, model: PauseModel, received: datetime, minutes: list[int], after: int
) -> None:
    day = received.date() + timedelta(days=after)
    assume(CALENDAR.is_working_day(day) and CALENDAR.make_up(day) is None)
    more = replace(CALENDAR, holidays=(*CALENDAR.holidays, Holiday(day, "Ngày nghỉ thêm")))
    # Shifting goes by the calendar: how long all waits are depends on where one ends and the next begins.
    events = facts(received, minutes[:2] if model is PauseModel.SHIFT else minutes)
    assert legal(asked(events, limit, late, model)) <= legal(asked(events, limit, late, model, calendar=more))


@settings(max_examples=100)
@given(limits, cut_offs, pauses, moments, gaps, st.sampled_from(CALENDAR.holidays))
def test_a_holiday_outside_the_time_changes_nothing(
    limit: TimeLimit, late: CutOff, model: PauseModel, received: datetime, minutes: list[int], holiday: Holiday
) -> None:
    events = facts(received, minutes)
    state = asked(events, limit, late, model)
    last = max(
        legal(state), events[-1].moment, state.promise.proposed or received, state.deadline.if_resumed or received
    )
    assume(not received.date() <= holiday.day <= (last + WEEK).date())
    less = replace(CALENDAR, holidays=tuple(h for h in CALENDAR.holidays if h.day != holiday.day))
    assert asked(events, limit, late, model, calendar=less) == state


@settings(max_examples=100)
@given(limits, cut_offs, pauses, moments, gaps, st.randoms(use_true_random=False), st.integers(1, 60 * 24 * 20))
def test_the_order_in_which_facts_are_handed_in_does_not_matter(
    limit: TimeLimit, late: CutOff, model: PauseModel, received: datetime, minutes: list[int], dice: object, on: int
) -> None:
    events = facts(received, minutes)
    now = events[-1].moment + timedelta(minutes=on)
    events = (*events, Finished(now))
    mixed = list(events)
    dice.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis hands in a Random
    assert asked(tuple(mixed), limit, late, model, now=now) == asked(events, limit, late, model, now=now)


@settings(max_examples=100)
@given(limits, cut_offs, pauses, moments, gaps, st.integers(0, 60 * 24 * 20))
def test_the_explanation_ends_with_the_deadline_and_every_line_has_words(
    limit: TimeLimit, late: CutOff, model: PauseModel, received: datetime, minutes: list[int], on: int
) -> None:
    events = facts(received, minutes)
    state = asked(events, limit, late, model, now=events[-1].moment + timedelta(minutes=on))
    last = state.deadline.why[-1]
    assert last.code in {"deadline", "deadline_stood"}
    assert last.params["deadline"] == legal(state)
    lines = explain(state.lines)
    assert len(lines) == len(state.lines)
    assert all(line and "{" not in line for line in lines)


@settings(max_examples=100)
@given(limits, pauses, moments, gaps, st.integers(0, 60 * 24 * 20))
def test_the_intervals_leave_no_gap_and_amounts_are_never_below_nothing(
    limit: TimeLimit, model: PauseModel, received: datetime, minutes: list[int], on: int
) -> None:
    events = facts(received, minutes)
    state = asked(events, limit, CutOff(), model, now=events[-1].moment + timedelta(minutes=on))
    intervals: tuple[Interval, ...] = timeline(events)
    assert [one.start for one in intervals] == [event.moment for event in events]
    assert [one.end for one in intervals] == [*(event.moment for event in events[1:]), None]
    assert [one.running for one in intervals] == [not isinstance(event, Paused) for event in events]
    used, remaining = state.standing.used, state.standing.remaining
    assert used is not None
    assert remaining is not None
    assert used.value >= 0
    assert remaining.value >= 0
    assert state.standing.overdue or state.standing.overdue_by == timedelta()
    assert not (state.standing.overdue and remaining.value)


@settings(max_examples=100)
@given(limits, moments, st.lists(st.integers(0, 60 * 24 * 9), min_size=2, max_size=4))
def test_what_passes_adds_up_wherever_it_is_cut(limit: TimeLimit, start: datetime, minutes: list[int]) -> None:
    cuts = [start.replace(second=0, microsecond=0)]
    for gap in minutes:
        cuts.append(cuts[-1] + timedelta(minutes=gap))
    parts = sum(passed(limit, a, b, CALENDAR).value for a, b in pairwise(cuts))
    assert parts == pytest.approx(passed(limit, cuts[0], cuts[-1], CALENDAR).value)


@given(moments, gaps)
def test_facts_survive_being_written_down(received: datetime, minutes: list[int]) -> None:
    events = facts(received, minutes)
    assert tuple(from_record(to_record(event)) for event in events) == events
