"""Adding an event: what may follow, how often, and who may allow more.

A supplement may be asked for once, a return time put off once (NĐ 118/2025/NĐ-CP, art. 11; the regulations of the
provinces). More needs a legal ground and an approver, and both are kept in the event.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.dossier_clock.events import (
    ClockEvent,
    Corrected,
    Extended,
    Override,
    Paused,
    PauseReason,
    Resumed,
    Started,
    extensions,
    ordered,
    supplements,
)
from app.domain.dossier_clock.law import ClockRules, LawValue
from app.domain.dossier_clock.promises import promises
from app.domain.dossier_clock.sequence import Position, accepted, after, objection, position_of


class Answer(StrEnum):
    """Whether something may be done."""

    ALLOWED = "allowed"
    NEEDS_OVERRIDE = "needs_override"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer; code and params name the sentence of why not, empty where it is allowed."""

    answer: Answer
    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


_ALLOWED = Verdict(Answer.ALLOWED)
_WHENEVER = datetime.min.replace(tzinfo=VIETNAM)
"""Whether something may follow does not depend on the time."""


def may_ask_supplement(events: Iterable[ClockEvent], rules: ClockRules, override: Override | None = None) -> Verdict:
    """Return whether the applicant may be asked for a supplement now."""
    return _may(accepted(events), Paused(_WHENEVER, PauseReason.SUPPLEMENT, override), rules)


def may_extend(events: Iterable[ClockEvent], rules: ClockRules, override: Override | None = None) -> Verdict:
    """Return whether the return time may be put off now, with an apology (form 04)."""
    return _may(accepted(events), Extended(_WHENEVER, _WHENEVER, "", "", override=override), rules)


def append(events: Sequence[ClockEvent], event: ClockEvent, rules: ClockRules, now: datetime) -> tuple[ClockEvent, ...]:
    """Return the events with one more, by time. A fact noted late is put where it belongs.

    Raises:
        PersonProblem: ``clock.…``: the event cannot follow what was before it, leaves no sense in what came after it,
            lies in the future, goes beyond what is allowed without an override, or lacks its ground.
    """
    if event.moment > now:
        raise PersonProblem("clock.in_future", moment=event.moment)
    facts = accepted(events)
    _check_order(facts, event)
    _check_words(facts, event)
    verdict = _verdict(facts, event, rules)
    if verdict.answer is not Answer.ALLOWED:
        raise PersonProblem(verdict.code, **verdict.params)
    return ordered((*events, event))


def _may(facts: Sequence[ClockEvent], event: ClockEvent, rules: ClockRules) -> Verdict:
    code = objection(position_of(facts), event)
    return Verdict(Answer.REFUSED, code) if code else _verdict(facts, event, rules)


def _counted(done: Sequence[datetime], most: LawValue[int], code: str, override: Override | None) -> Verdict:
    if len(done) < most.value:
        return _ALLOWED
    params = {"maximum": most.value, "dates": tuple(moment.date() for moment in done), "basis": most.legal_basis}
    if not most.overridable:
        return Verdict(Answer.REFUSED, code, params)
    if override is None:
        return Verdict(Answer.NEEDS_OVERRIDE, code, params)
    return _ALLOWED if override.complete else Verdict(Answer.NEEDS_OVERRIDE, "clock.override_incomplete")


def _verdict(facts: Sequence[ClockEvent], event: ClockEvent, rules: ClockRules) -> Verdict:
    # Counted over all events: one that is noted late counts as one recorded at once.
    match event:
        case Paused(reason=PauseReason.SUPPLEMENT):
            asked = [one.moment for one in supplements(facts)]
            return _counted(asked, rules.max_supplements, "clock.second_supplement", event.override)
        case Extended():
            put_off = [one.moment for one in extensions(facts)]
            return _counted(put_off, rules.max_extensions, "clock.second_extension", event.override)
        case _:
            return _ALLOWED


def _check_order(facts: Sequence[ClockEvent], added: ClockEvent) -> None:
    position = Position()
    for event in ordered((*facts, added)):
        code = objection(position, event)
        if code and event is not added:
            raise PersonProblem("clock.breaks_later", moment=added.moment, later=event.moment)
        if code:
            raise PersonProblem(code, moment=added.moment)
        position = after(position, event)


def _check_words(facts: Sequence[ClockEvent], event: ClockEvent) -> None:
    if isinstance(event, Extended | Corrected) and not (event.ground.strip() and event.approver.strip()):
        raise PersonProblem("clock.ground_missing")
    told = event.appointment if isinstance(event, Extended | Corrected | Resumed | Started) else None
    if told is not None and told < event.moment:
        raise PersonProblem("clock.appointment_past", appointment=told)
    if isinstance(event, Extended):
        made = promises(facts)
        if made and event.appointment <= made[-1].after:
            raise PersonProblem("clock.extension_not_later", appointment=event.appointment, before=made[-1].after)
