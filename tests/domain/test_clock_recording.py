"""Which facts can be added, how often, and on whose word."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.core.problems import PersonProblem
from app.domain.dossier_clock import (
    Answer,
    ClockEvent,
    ClockRules,
    Corrected,
    Extended,
    Override,
    Paused,
    PauseReason,
    Phase,
    Resumed,
    ResumeReason,
    Started,
    StartReason,
    append,
    may_ask_supplement,
    may_extend,
    state_of,
)
from app.domain.dossier_clock.event_record import from_record, kind_of, to_record
from app.domain.dossier_clock.sequence import Position, objection, position_of
from app.domain.procedures import Channel, CutOff
from tests.domain.clock_rig import ALLOWED, CALENDAR, GROUND, HEAD, LAW, at, event, events, limit

RULES = LAW.rules_for(date(2026, 11, 2), channel=Channel.COUNTER)
NOW = at("2026-12-31T17:00")
START = "started 2026-11-02T09:00 counter appointment=2026-11-09T17:00"
ASKED, ANSWERED = "paused 2026-11-04T10:00 supplement", "resumed 2026-11-06T14:00 supplemented"
APOLOGY = "extended 2026-11-06T16:00 appointment=2026-11-13T17:00"
DONE, RETURNED = "finished 2026-11-12T10:00 result", "returned 2026-11-12T15:00 result"


def refused(facts: tuple[ClockEvent, ...], added: ClockEvent, rules: ClockRules = RULES) -> PersonProblem:
    with pytest.raises(PersonProblem) as caught:
        append(facts, added, rules, NOW)
    return caught.value


def test_a_whole_life_can_be_recorded_fact_by_fact() -> None:
    facts: tuple[ClockEvent, ...] = ()
    for text in (START, ASKED, ANSWERED, APOLOGY, DONE, RETURNED):
        facts = append(facts, event(text), RULES, NOW)
    assert facts == events(START, ASKED, ANSWERED, APOLOGY, DONE, RETURNED)
    assert position_of(facts).phase is Phase.RETURNED


def test_a_fact_noted_late_is_put_where_it_belongs() -> None:
    facts = append(events(START, DONE), event(ASKED), RULES, NOW)
    facts = append(facts, event(ANSWERED), RULES, NOW)
    assert facts == events(START, ASKED, ANSWERED, DONE)


def test_facts_of_one_moment_keep_the_order_in_which_they_were_recorded() -> None:
    same = "2026-11-06T14:00"
    facts = events(START, ASKED, f"resumed {same} supplemented")
    facts = append(facts, event(f"paused {same} financial_obligation"), RULES, NOW)
    assert position_of(facts).waiting_for is PauseReason.OBLIGATION
    spot = events(f"started {same} counter", f"finished {same} result", f"returned {same} result")
    assert position_of(spot).phase is Phase.RETURNED


FORBIDDEN: list[tuple[tuple[str, ...], str, str]] = [
    ((), ANSWERED, "not_paused"),
    ((), APOLOGY, "not_started"),
    ((), DONE, "not_started"),
    ((), RETURNED, "not_started"),
    ((), "paused 2026-11-04T10:00 financial_obligation", "not_started"),
    ((START,), "started 2026-11-03T09:00 counter", "already_started"),
    ((START,), "started 2026-11-03T09:00 supplement", "already_started"),
    ((START, ASKED), "started 2026-11-05T09:00 counter", "already_started"),
    ((START,), ANSWERED, "not_paused"),
    ((START, ASKED), "paused 2026-11-05T10:00 supplement", "already_paused"),
    ((START, DONE), "paused 2026-11-13T10:00 stopped", "already_finished"),
    ((START, DONE), "finished 2026-11-13T10:00 refused", "already_finished"),
    ((START, DONE), "started 2026-11-13T10:00 counter", "already_finished"),
    ((START, DONE, RETURNED), "returned 2026-11-13T10:00 result", "already_returned"),
    ((START, DONE), "returned 2026-11-11T10:00 papers", "breaks_later"),
    ((START, ASKED, ANSWERED), "finished 2026-11-05T10:00 result", "breaks_later"),
    ((START,), "finished 2027-01-01T08:00 result", "in_future"),
    ((START,), "extended 2026-11-06T16:00 appointment=2026-11-09T17:00", "extension_not_later"),
    ((START,), "extended 2026-11-06T16:00 appointment=2026-11-06T15:00", "appointment_past"),
    ((START,), "corrected 2026-11-06T16:00 appointment=2026-11-06T15:59", "appointment_past"),
    ((START, ASKED), "resumed 2026-11-06T14:00 supplemented appointment=2026-11-05T17:00", "appointment_past"),
    ((), "started 2026-11-02T09:00 counter appointment=2026-11-01T17:00", "appointment_past"),
]


@pytest.mark.parametrize(("before", "added", "code"), FORBIDDEN)
def test_what_cannot_follow_is_refused_with_its_reason(before: tuple[str, ...], added: str, code: str) -> None:
    assert refused(events(*before), event(added)).code == f"clock.{code}"


OUT_OF_ORDER = [row[:2] for row in FORBIDDEN if row[2].startswith(("already_", "not_"))]


@pytest.mark.parametrize(("before", "added"), OUT_OF_ORDER)
def test_what_cannot_follow_is_left_out_of_every_view(before: tuple[str, ...], added: str) -> None:
    facts = events(*before)
    with_it, without = (
        state_of(one, limit("5 working_day"), CutOff(), CALENDAR, NOW, models=RULES.models)
        for one in ((*facts, event(added)), facts)
    )
    assert with_it == without


def test_what_never_became_a_dossier_can_be_refused_or_closed() -> None:
    asked = append((), event("paused 2026-11-02T09:00 supplement"), RULES, NOW)
    closed = append(asked, event("finished 2026-11-24T09:00 closed"), RULES, NOW)
    assert position_of(closed).phase is Phase.FINISHED


@pytest.mark.parametrize("words", [("", HEAD), (GROUND, "  ")])
def test_a_new_date_needs_its_reason_and_who_signs(words: tuple[str, str]) -> None:
    for kind in (Extended, Corrected):
        added = kind(at("2026-11-06T16:00"), at("2026-11-13T17:00"), *words)
        assert refused(events(START), added).code == "clock.ground_missing"


AGAIN = Paused(at("2026-11-10T09:00"), PauseReason.SUPPLEMENT)
ONCE_MORE = Extended(at("2026-11-12T09:00"), at("2026-11-20T17:00"), GROUND, HEAD)


def test_a_second_supplement_needs_a_legal_ground_and_an_approver() -> None:
    facts = events(START, ASKED, ANSWERED)
    verdict = may_ask_supplement(facts, RULES)
    assert (verdict.answer, verdict.code) == (Answer.NEEDS_OVERRIDE, "clock.second_supplement")
    assert verdict.params["dates"] == (date(2026, 11, 4),)
    assert verdict.params["maximum"] == 1
    problem = refused(facts, AGAIN)
    assert (problem.code, problem.params) == (verdict.code, verdict.params)
    for half in (Override("Luật X", " "), Override("", HEAD)):
        assert may_ask_supplement(facts, RULES, half).code == "clock.override_incomplete"
        assert refused(facts, replace(AGAIN, override=half)).code == "clock.override_incomplete"
    assert may_ask_supplement(facts, RULES, ALLOWED).answer is Answer.ALLOWED
    kept = append(facts, replace(AGAIN, override=ALLOWED), RULES, NOW)[-1]
    assert isinstance(kept, Paused)
    assert kept.override == ALLOWED


def test_a_second_apology_needs_a_legal_ground_and_an_approver() -> None:
    facts = events(START, APOLOGY)
    verdict = may_extend(facts, RULES)
    assert (verdict.answer, verdict.code) == (Answer.NEEDS_OVERRIDE, "clock.second_extension")
    assert refused(facts, ONCE_MORE).code == "clock.second_extension"
    assert may_extend(facts, RULES, ALLOWED).answer is Answer.ALLOWED
    assert len(append(facts, replace(ONCE_MORE, override=ALLOWED), RULES, NOW)) == 3


def test_a_second_one_noted_late_counts_as_a_second_one() -> None:
    facts = events(START, "paused 2026-11-10T09:00 financial_obligation", "resumed 2026-11-11T09:00 obligation_met")
    facts = append(facts, event("paused 2026-11-12T09:00 supplement"), RULES, NOW)
    # Before the obligation, which then only changed the reason of the wait.
    assert refused(facts, event(ASKED)).code == "clock.second_supplement"
    apology = event("extended 2026-11-05T16:00 appointment=2026-11-20T17:00")
    assert refused(events(START, APOLOGY), apology).code == "clock.second_extension"


def test_a_maximum_that_nobody_may_exceed_refuses() -> None:
    strict = replace(RULES, max_supplements=replace(RULES.max_supplements, overridable=False))
    facts = events(START, ASKED, ANSWERED)
    assert may_ask_supplement(facts, strict, ALLOWED).answer is Answer.REFUSED
    assert refused(facts, replace(AGAIN, override=ALLOWED), strict).code == "clock.second_supplement"


def test_only_a_supplement_and_an_apology_are_counted() -> None:
    facts = events(START, "paused 2026-11-04T10:00 financial_obligation", "resumed 2026-11-05T10:00 obligation_met")
    facts = append(facts, event("corrected 2026-11-05T11:00 appointment=2026-11-10T17:00"), RULES, NOW)
    assert may_ask_supplement(facts, RULES).answer is Answer.ALLOWED
    assert may_extend(facts, RULES).answer is Answer.ALLOWED


@pytest.mark.parametrize(
    ("facts", "supplement", "extension"),
    [
        ((), "", "clock.not_started"),
        ((START,), "", ""),
        ((START, ASKED), "clock.already_paused", ""),
        ((START, DONE), "clock.already_finished", "clock.already_finished"),
        ((START, DONE, RETURNED), "clock.already_returned", "clock.already_returned"),
    ],
)
def test_what_may_be_done_is_told_before_it_is_tried(facts: tuple[str, ...], supplement: str, extension: str) -> None:
    one, other = may_ask_supplement(events(*facts), RULES), may_extend(events(*facts), RULES)
    assert (one.code, other.code) == (supplement, extension)
    assert one.answer is (Answer.REFUSED if supplement else Answer.ALLOWED)
    assert other.answer is (Answer.REFUSED if extension else Answer.ALLOWED)


ALL_KINDS = (
    START, ASKED, ANSWERED, "paused 2026-11-07T10:00 stopped", APOLOGY, "finished 2026-11-08T08:00 refused", RETURNED,
    "extended 2026-11-06T16:00 appointment=2026-11-13T17:00 deadline=2026-11-13T17:00",
    "corrected 2026-11-06T16:00 appointment=2026-11-13T17:00",
)  # fmt: skip


@pytest.mark.parametrize("text", ALL_KINDS)
def test_a_fact_comes_back_from_its_record_as_it_was(text: str) -> None:
    fact = event(text)
    record = to_record(fact)
    assert record["kind"] == kind_of(fact) == text.partition(" ")[0]
    assert record["moment"] == fact.moment.isoformat()
    assert from_record(record) == fact


def test_an_override_is_part_of_the_record() -> None:
    fact = replace(AGAIN, override=ALLOWED)
    assert to_record(fact)["override"] == {"legal_ground": ALLOWED.legal_ground, "approver": HEAD}
    assert from_record(to_record(fact)) == fact


@pytest.mark.parametrize(
    "record",
    [{}, {"kind": "slept"}, {"kind": 3}, {"kind": "paused"}, {"kind": "paused", "moment": "yesterday"},
     {"kind": "paused", "moment": "2026-11-04T10:00", "reason": "supplement"},
     {"kind": "paused", "moment": "2026-11-04T10:00+07:00", "reason": "tired"},
     {"kind": "started", "moment": "2026-11-04T10:00+07:00", "reason": "counter", "appointment": "2026-11-09T17:00"}],
)  # fmt: skip
def test_what_is_no_record_of_a_fact_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(PersonProblem) as caught:
        from_record(record)
    assert caught.value.code == "clock.event_unreadable"


def test_a_moment_needs_its_offset_and_any_zone_will_do() -> None:
    naive = Started(datetime(2026, 11, 2, 9), StartReason.COUNTER)  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="offset"):
        state_of((naive,), None, CutOff(), CALENDAR, NOW, models=RULES.models)
    there = Started(at("2026-11-02T09:00").astimezone(UTC), StartReason.COUNTER)
    states = [
        state_of((one,), limit("5 working_day"), CutOff(), CALENDAR, NOW, models=RULES.models).deadline
        for one in (there, event("started 2026-11-02T09:00 counter"))
    ]
    assert states[0] == states[1]


def test_a_desk_whose_clock_is_behind_forgets_no_fact() -> None:
    state = state_of(
        events(START, ASKED), limit("5 working_day"), CutOff(), CALENDAR, at("2026-11-01T09:00"), models=RULES.models
    )
    assert state.standing.phase is Phase.PAUSED
    assert state.deadline.if_resumed == at("2026-11-09T17:00")


@pytest.mark.parametrize("phase", list(Phase))
def test_every_fact_has_an_answer_in_every_phase(phase: Phase) -> None:
    for waiting in (None, *PauseReason):
        for text in (*ALL_KINDS, DONE):
            code = objection(Position(phase, waiting), event(text))
            assert code == "" or code.startswith("clock.")
    again = Resumed(NOW, ResumeReason.OBLIGATION_MET)
    assert (objection(Position(phase), again) == "") is (phase is Phase.PAUSED)
