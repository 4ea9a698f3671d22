"""By when something has to be written or said, what another calendar does, and the steps inside an office."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.calendar_data import calendar_from_json
from app.domain.dossier_clock import (
    CalendarEffect,
    LawValue,
    PauseModel,
    Punctuality,
    calendar_effect,
    letter_due,
    notice_due,
    punctuality,
    state_of,
    step_deadlines,
    supplement_closes,
)
from app.domain.dossier_clock.amounts import passed
from app.domain.dossier_clock.backwards import latest_before
from app.domain.procedures import Channel, CutOff, TimeLimit, TimeUnit
from app.domain.working_calendar import WorkingCalendar
from tests.domain.clock_rig import CALENDAR, CALENDAR_TEXT, LAW, at, cut_off, events, every, limit

RULES = LAW.rules_for(date(2026, 11, 2), channel=Channel.COUNTER)
SUBTRACT = every(PauseModel.SUBTRACT)
FIVE = limit("5 working_day")
START = "started 2026-11-02T09:00 counter appointment=2026-11-09T17:00"


@pytest.mark.parametrize(
    ("moment", "lead", "latest"),
    [
        ("2026-11-10T17:00", "1 day", "2026-11-09T17:00"),
        ("2026-11-09T17:00", "1 day", "2026-11-06T17:00"),
        ("2026-11-09T11:30", "2 working_day", "2026-11-05T17:00"),
        ("2026-02-23T17:00", "1 working_day", "2026-02-13T17:00"),
        ("2026-08-24T17:00", "1 working_day", "2026-08-22T17:00"),
        ("2026-11-09T17:00", "0.5 working_day", "2026-11-09T11:30"),
        ("2026-11-09T11:30", "0.5 working_day", "2026-11-06T17:00"),
        ("2026-11-09T11:30", "1.5 working_day", "2026-11-05T17:00"),
        ("2026-11-08T02:00", "0.5 working_day", "2026-11-06T11:30"),
        ("2026-11-09T09:00", "4 working_hour", "2026-11-06T15:00"),
        ("2026-11-09T15:00", "4 working_hour", "2026-11-09T09:00"),
        ("2026-11-09T07:00", "8 working_hour", "2026-11-06T07:00"),
        ("2026-11-09T09:00", "24 hour", "2026-11-06T17:00"),
        ("2026-11-10T12:00", "24 hour", "2026-11-09T11:30"),
        ("2026-11-10T15:00", "24 hour", "2026-11-09T15:00"),
        ("2026-03-31T17:00", "1 month", "2026-02-27T17:00"),
    ],
)
def test_a_while_before(moment: str, lead: str, latest: str) -> None:
    assert latest_before(at(moment), limit(lead), CALENDAR) == at(latest)


@given(
    st.datetimes(datetime(2025, 3, 1), datetime(2027, 6, 30), timezones=st.just(VIETNAM)),  # noqa: DTZ001 - zone beside it
    st.sampled_from(
        ["1 day", "3 day", "1 working_day", "0.5 working_day", "2.5 working_day", "4 working_hour", "30 hour"]
    ),
)
def test_what_is_owed_a_while_before_is_a_working_moment_at_least_that_long_before(moment: datetime, lead: str) -> None:
    moment = moment.replace(second=0, microsecond=0)
    latest = latest_before(moment, limit(lead), CALENDAR)
    assert CALENDAR.is_working(latest)
    assert latest < moment
    assert passed(limit(lead), latest, moment, CALENDAR).value >= limit(lead).value


def test_the_letter_is_owed_while_the_clock_runs_only() -> None:
    def owed(*texts: str, now: str) -> datetime | None:
        return letter_due(state_of(events(*texts), FIVE, CutOff(), CALENDAR, at(now), models=SUBTRACT), RULES, CALENDAR)

    asked = "paused 2026-11-04T10:00 supplement"
    assert owed(START, now="2026-11-03T09:00") == at("2026-11-06T17:00")
    assert owed(START, asked, now="2026-11-05T09:00") is None
    assert owed(START, asked, "resumed 2026-11-06T14:00 supplemented", now="2026-11-06T15:00") == at("2026-11-10T17:00")
    assert owed(START, "finished 2026-11-05T09:00 result", now="2026-11-05T09:00") is None
    assert owed("paused 2026-11-02T09:00 supplement", now="2026-11-05T09:00") is None


def test_the_lead_of_the_letter_is_data() -> None:
    state = state_of(events(START), FIVE, CutOff(), CALENDAR, at("2026-11-03T09:00"), models=SUBTRACT)
    sooner = replace(RULES, letter_lead=LawValue(limit("2 working_day")))
    assert letter_due(state, sooner, CALENDAR) == at("2026-11-05T17:00")


def test_the_result_is_told_within_three_days_or_after_the_proof_of_payment() -> None:
    facts = events(START, "finished 2026-11-09T10:00 result")
    state = state_of(facts, FIVE, CutOff(), CALENDAR, at("2026-11-09T10:00"), models=SUBTRACT)
    assert notice_due(state, RULES, CALENDAR) == at("2026-11-12T17:00")
    assert notice_due(state, RULES, CALENDAR, obligation_open=True) is None
    paid = notice_due(state, RULES, CALENDAR, obligation_open=True, obligation_met=at("2026-11-17T09:00"))
    assert paid == at("2026-11-20T17:00")
    before = notice_due(state, RULES, CALENDAR, obligation_open=True, obligation_met=at("2026-11-05T09:00"))
    assert before == at("2026-11-12T17:00")
    running = state_of(facts[:1], FIVE, CutOff(), CALENDAR, at("2026-11-09T10:00"), models=SUBTRACT)
    assert notice_due(running, RULES, CALENDAR) is None


def test_a_supplement_is_waited_for_as_long_as_the_procedure_says() -> None:
    closing = replace(RULES, supplement_closing=LawValue(limit("15 working_day")))
    asked = events(START, "paused 2026-11-04T10:00 supplement")
    assert supplement_closes(asked, RULES, CALENDAR) is None
    assert supplement_closes(asked, closing, CALENDAR) == at("2026-11-25T17:00")
    assert supplement_closes(events(START), closing, CALENDAR) is None
    paying = events(START, "paused 2026-11-04T10:00 financial_obligation")
    assert supplement_closes(paying, closing, CALENDAR) is None
    never_begun = events("paused 2026-11-04T10:00 supplement")
    assert supplement_closes(never_begun, closing, CALENDAR) == at("2026-11-25T17:00")


# Another calendar ---------------------------------------------------------------------------------------------------


def calendar(edit: Callable[[dict[str, Any]], object]) -> WorkingCalendar:
    data = json.loads(CALENDAR_TEXT)
    edit(data)
    return calendar_from_json(json.dumps(data))


def culture_day(data: dict[str, Any]) -> None:
    next(day for day in data["holidays"] if day["day"] == "2026-11-24")["in_force"] = True


CULTURE = calendar(culture_day)


def effect(*texts: str, limit_text: str = "5 working_day", new: WorkingCalendar = CULTURE) -> CalendarEffect | None:
    stated = limit(limit_text) if limit_text else None
    now = at("2026-11-20T17:00")
    return calendar_effect(events(*texts), stated, CutOff(), CALENDAR, new, now, models=SUBTRACT)


def test_a_new_holiday_touches_whose_time_runs_over_it_and_nobody_else() -> None:
    over = effect("started 2026-11-20T09:00 counter appointment=2026-11-27T17:00")
    assert over == CalendarEffect(
        at("2026-11-27T17:00"), at("2026-11-30T17:00"), at("2026-11-27T17:00"), False, at("2026-11-30T17:00")
    )
    on_it = effect("started 2026-11-17T09:00 counter appointment=2026-11-24T17:00")
    assert on_it == CalendarEffect(
        at("2026-11-24T17:00"), at("2026-11-25T17:00"), at("2026-11-24T17:00"), True, at("2026-11-25T17:00")
    )
    assert effect("started 2026-11-12T09:00 counter appointment=2026-11-19T17:00") is None
    assert effect("started 2026-11-24T09:00 counter", new=CALENDAR) is None


def test_what_is_finished_is_touched_no_more() -> None:
    assert (
        effect("started 2026-11-17T09:00 counter appointment=2026-11-24T17:00", "finished 2026-11-19T09:00 result")
        is None
    )


def test_a_date_a_person_set_moves_only_where_the_doors_are_closed() -> None:
    own = effect("started 2026-11-20T09:00 counter appointment=2026-12-04T17:00")
    assert own is not None
    assert (own.proposal, own.deadline_after) == (None, at("2026-11-30T17:00"))
    closed = effect("started 2026-11-10T09:00 counter appointment=2026-11-24T10:00")
    assert closed is not None
    assert (closed.deadline_before, closed.closed, closed.proposal) == (
        at("2026-11-17T17:00"), True, at("2026-11-25T07:00")
    )  # fmt: skip
    # Set for a Saturday on purpose: the new calendar changes nothing about it.
    assert effect("started 2026-11-10T09:00 counter appointment=2026-11-21T09:00") is None
    without_limit = effect("started 2026-11-10T09:00 counter appointment=2026-11-24T10:00", limit_text="")
    assert without_limit == CalendarEffect(None, None, at("2026-11-24T10:00"), True, at("2026-11-25T07:00"))


def test_nobody_is_told_to_come_sooner_for_a_day_that_became_free() -> None:
    shorter = calendar_effect(
        events("started 2026-11-20T09:00 counter appointment=2026-11-30T17:00"),
        FIVE, CutOff(), CULTURE, CALENDAR, at("2026-11-20T17:00"), models=SUBTRACT,
    )  # fmt: skip
    assert shorter is not None
    assert (shorter.deadline_after, shorter.proposal) == (at("2026-11-27T17:00"), None)


def test_a_wait_is_counted_anew_as_well() -> None:
    texts = (
        "started 2026-11-16T09:00 counter appointment=2026-11-23T17:00",
        "paused 2026-11-19T10:00 supplement",
        "resumed 2026-11-20T09:00 supplemented appointment=2026-11-24T17:00",
    )
    moved = effect(*texts)
    assert moved is not None
    assert (moved.deadline_before, moved.deadline_after) == (at("2026-11-24T17:00"), at("2026-11-25T17:00"))


# Steps ----------------------------------------------------------------------------------------------------------------


def test_the_last_step_is_due_when_the_dossier_is() -> None:
    shares = [limit(text) for text in ("3 working_day", "3 working_day", "10 working_day")]
    due = step_deadlines(shares, cut_off("last_hour"), at("2026-11-20T16:00"), CALENDAR)
    assert due == (at("2026-11-26T17:00"), at("2026-12-01T17:00"), at("2026-12-15T17:00"))


def test_half_days_are_shares_too() -> None:
    shares = [limit(text) for text in ("0.5 working_day", "1.5 working_day", "0.5 working_day", "0.5 working_day")]
    due = step_deadlines(shares, CutOff(), at("2026-11-20T09:00"), CALENDAR)
    assert due == tuple(map(at, ("2026-11-20T17:00", "2026-11-24T17:00", "2026-11-24T17:00", "2026-11-25T17:00")))
    after_noon = step_deadlines(shares[:1], CutOff(), at("2026-11-20T14:00"), CALENDAR)
    assert after_noon == (at("2026-11-23T11:30"),)


def test_steps_in_different_units_have_no_sum() -> None:
    with pytest.raises(PersonProblem, match="steps_units"):
        step_deadlines([limit("1 working_day"), limit("4 working_hour")], CutOff(), at("2026-11-20T09:00"), CALENDAR)
    assert step_deadlines([], CutOff(), at("2026-11-20T09:00"), CALENDAR) == ()


@given(
    st.datetimes(datetime(2025, 1, 2), datetime(2027, 6, 30), timezones=st.just(VIETNAM)),  # noqa: DTZ001 - zone beside it
    st.lists(st.integers(1, 6), min_size=1, max_size=6),
)
def test_no_step_is_due_before_the_one_before_it(received: datetime, halves: list[int]) -> None:
    shares = [TimeLimit(Decimal(count) / 2, TimeUnit.WORKING_DAY) for count in halves]
    due = step_deadlines(shares, CutOff(), received, CALENDAR)
    assert list(due) == sorted(due)
    total = TimeLimit(sum((share.value for share in shares), Decimal(0)), TimeUnit.WORKING_DAY)
    assert due[-1] == step_deadlines([total], CutOff(), received, CALENDAR)[0]


@pytest.mark.parametrize(
    ("done", "word"),
    [
        ("2026-11-06T17:00", Punctuality.EARLY),
        ("2026-11-09T08:00", Punctuality.ON_TIME),
        ("2026-11-09T17:00", Punctuality.ON_TIME),
        ("2026-11-09T17:01", Punctuality.LATE),
    ],
)
def test_the_receiver_writes_early_on_time_or_late(done: str, word: Punctuality) -> None:
    assert punctuality(at("2026-11-09T17:00"), at(done)) is word
