"""The time of a dossier as its history tells it: facts out of the history, and what the clock computes of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final, Protocol

from app.core.paths import RESOURCES
from app.domain.dossier_clock import (
    ClockEvent,
    ClockRules,
    ClockState,
    Corrected,
    Extended,
    Finished,
    FinishReason,
    Override,
    Paused,
    PauseReason,
    Phase,
    Resumed,
    ResumeReason,
    Returned,
    ReturnReason,
    Started,
    StartReason,
    letter_due,
    state_of,
)
from app.domain.dossier_clock.law_data import ClockLaw, clock_law_from_json
from app.domain.dossiers import Dossier
from app.domain.lifecycle import Act
from app.domain.procedures import Channel, CutOff, TimeLimit
from app.domain.reception import parse_appointment
from app.domain.working_calendar import WorkingCalendar
from app.models.rows import HistoryEvent
from app.models.store import Work
from app.services.desk import Desk
from app.services.reference import rules
from app.services.undone import UNDONE, standing_acts

_LAW = RESOURCES / "deadlines" / "dossier-clock.json"
_START: Final[Mapping[Channel, StartReason]] = {
    Channel.COUNTER: StartReason.COUNTER,
    Channel.ONLINE: StartReason.ONLINE,
    Channel.POST: StartReason.POSTAL,
}
APPOINTMENT, APPROVER, DEADLINE = "appointment", "approver", "deadline"
GROUND, OVERRIDE_APPROVER = "override_ground", "override_approver"
"""Names in an event's detail."""
CLOSED = "supplement_never_came"
"""Name in a refusal's detail: the time that the procedure gives for the supplement was over."""
CORRECTED = "dossier.corrected"
TIMED_KINDS: Final = frozenset({*(act.value for act in Act), UNDONE, CORRECTED})
"""Kinds of history events that tell of a dossier's time, or take something of it back."""
_OLD, _NEW = "old.appointment", "new.appointment"
"""Names in a correction's detail, with moments as people write them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a dossier's time is counted by: limit and cut-off as received, today's calendar, the law's rules."""

    limit: TimeLimit | None
    cut_off: CutOff
    calendar: WorkingCalendar
    rules: ClockRules


@dataclass(frozen=True, slots=True)
class Times:
    """The clock of one dossier at one moment, with the facts and terms it was computed from."""

    events: tuple[ClockEvent, ...]
    terms: Terms
    state: ClockState

    @property
    def due(self) -> datetime | None:
        """When the result is due; None while the limit does not run or nothing is owed any more."""
        return self.state.standing.due if self.state.standing.phase is Phase.RUNNING else None

    @property
    def letter_due(self) -> datetime | None:
        """By when the apology has to be written if the result will not be there in time."""
        return letter_due(self.state, self.terms.rules, self.terms.calendar)


@lru_cache(maxsize=1)
def clock_law() -> ClockLaw:
    """Return the rules about dossiers' time that are shipped with the program."""
    return clock_law_from_json(_LAW.read_text(encoding="utf-8"))


class Timed(Protocol):
    """What of a dossier decides by which terms its time is counted: a whole one has it, and so has a row of many."""

    @property
    def procedure_code(self) -> str:
        """The procedure."""
        ...

    @property
    def procedure_version(self) -> int:
        """The version it was received under."""
        ...

    @property
    def case_code(self) -> str:
        """The case of it."""
        ...

    @property
    def channel(self) -> Channel:
        """The way it came."""
        ...

    @property
    def received_at(self) -> datetime:
        """When it was received."""
        ...

    @property
    def submitted_at(self) -> datetime:
        """When it was legally submitted."""
        ...


def terms_of(desk: Desk, work: Work, dossier: Timed) -> Terms:
    """Return what the dossier's time is counted by."""
    version = work.procedures.version(dossier.procedure_code, dossier.procedure_version)
    case = next((one for one in version.cases if one.code == dossier.case_code), None) if version else None
    law = clock_law().rules_for(
        dossier.received_at.date(),
        procedure=dossier.procedure_code,
        field=version.field if version else "",
        channel=dossier.channel,
    )
    return Terms(
        limit=case.limit(dossier.channel) if case else None,
        cut_off=version.cut_off if version else CutOff(),
        calendar=rules(desk, work).calendar,
        rules=law,
    )


def terms_once(desk: Desk, work: Work, dossier: Timed, known: dict[tuple[object, ...], Terms]) -> Terms:
    """As terms_of for many dossiers: those of a procedure, a day and a channel share what known keeps."""
    key = (
        dossier.procedure_code,
        dossier.procedure_version,
        dossier.case_code,
        dossier.channel,
        dossier.received_at.date(),
    )
    if key not in known:
        known[key] = terms_of(desk, work, dossier)
    return known[key]


def events_of(work: Work, dossier: Dossier) -> tuple[ClockEvent, ...]:
    """Return the facts of the dossier's time, acts that were taken back left out."""
    return events_from(dossier, dossier.appointment.appointment, work.history.of(dossier.id))


def events_from(dossier: Timed, appointment: datetime, history: Sequence[HistoryEvent]) -> tuple[ClockEvent, ...]:
    """Return the facts of a dossier's time that its history tells, acts that were taken back left out.

    History orders, wall clocks do not: where a clock was put back, a fact is taken to have happened no earlier than the
    one before it.
    """
    start = Started(dossier.submitted_at, _START[dossier.channel], _promised(appointment, history))
    events: list[ClockEvent] = [start]
    standing = {event.id for event in standing_acts(history)}
    for event in history:
        if event.id in standing:
            fact = event_for(Act(event.kind), event)
        elif event.kind == CORRECTED and not _told_anew(events):
            fact = _put_right(event)
        else:
            fact = None
        if fact is not None:
            events.append(replace(fact, moment=max(fact.moment, events[-1].moment)))
    return tuple(events)


def _promised(appointment: datetime, history: Sequence[HistoryEvent]) -> datetime:
    """Return what the first slip said, whatever was corrected since."""
    olds = (parse_appointment(str(event.detail.get(_OLD) or "")) for event in history if event.kind == CORRECTED)
    return next((old for old in olds if old is not None), appointment)


def _told_anew(events: Sequence[ClockEvent]) -> bool:
    """Return whether another date than the slip's was told since: a corrected slip does not move that one back."""
    return any(isinstance(event, Extended | Resumed) and event.appointment is not None for event in events)


def _put_right(event: HistoryEvent) -> ClockEvent | None:
    """Return the fact of a correction that changed the return time; None where it changed other things."""
    new = parse_appointment(str(event.detail.get(_NEW) or ""))
    return Corrected(event.at, new, event.text, event.actor) if new is not None else None


def event_for(act: Act, event: HistoryEvent) -> ClockEvent | None:
    """Return what an act is to the clock; None where it is nothing."""
    make = _FACTS.get(act)
    return make(event) if make is not None else None


def _asked(event: HistoryEvent) -> ClockEvent:
    return Paused(event.at, PauseReason.SUPPLEMENT, _override(event.detail))


def _paused(reason: PauseReason) -> Callable[[HistoryEvent], ClockEvent]:
    return lambda event: Paused(event.at, reason)


def _resumed(reason: ResumeReason) -> Callable[[HistoryEvent], ClockEvent]:
    return lambda event: Resumed(event.at, reason, _moment(event.detail.get(APPOINTMENT)))


def _extended(event: HistoryEvent) -> ClockEvent | None:
    detail = event.detail
    told, approver = _moment(detail.get(APPOINTMENT)), str(detail.get(APPROVER) or "")
    if told is None:
        return None
    return Extended(event.at, told, event.text, approver, _moment(detail.get(DEADLINE)), _override(detail))


_FACTS: Final[Mapping[Act, Callable[[HistoryEvent], ClockEvent | None]]] = {
    Act.ASK_SUPPLEMENT: _asked,
    Act.ASK_PAYMENT: _paused(PauseReason.OBLIGATION),
    Act.WITHDRAW: _paused(PauseReason.WITHDRAWAL),
    Act.STOP: _paused(PauseReason.STOPPED),
    Act.COMPLETE_SUPPLEMENT: _resumed(ResumeReason.SUPPLEMENTED),
    Act.CONFIRM_PAYMENT: _resumed(ResumeReason.OBLIGATION_MET),
    Act.EXTEND: _extended,
    Act.FINISH: lambda event: Finished(event.at, FinishReason.RESULT),
    Act.REFUSE: lambda event: Finished(
        event.at, FinishReason.CLOSED if event.detail.get(CLOSED) else FinishReason.REFUSED
    ),
    Act.RETURN: lambda event: Returned(event.at, ReturnReason.RESULT),
    Act.GIVE_BACK: lambda event: Returned(event.at, ReturnReason.PAPERS),
}


def times_of(desk: Desk, work: Work, dossier: Dossier, now: datetime | None = None) -> Times:
    """Return the clock of a dossier now."""
    events, terms = events_of(work, dossier), terms_of(desk, work, dossier)
    return computed(events, terms, now or desk.now())


def computed(events: tuple[ClockEvent, ...], terms: Terms, now: datetime) -> Times:
    """Return what the clock says of these facts."""
    state = state_of(events, terms.limit, terms.cut_off, terms.calendar, now, models=terms.rules.models)
    return Times(events, terms, state)


def _override(detail: Mapping[str, object]) -> Override | None:
    ground = detail.get(GROUND)
    return Override(str(ground), str(detail.get(OVERRIDE_APPROVER) or "")) if ground else None


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value else None
