"""Which event can follow which. The one place that knows; views leave out what cannot follow, ``append`` refuses it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.dossier_clock.events import (
    ClockEvent,
    Finished,
    Paused,
    PauseReason,
    Resumed,
    Returned,
    Started,
    StartReason,
    ordered,
)


class Phase(StrEnum):
    """Where a dossier's clock is."""

    NOT_STARTED = "not_started"
    """Nothing happened yet, or what was handed in waits to become a complete dossier."""
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Position:
    """The phase, and what is waited for: in PAUSED always, in NOT_STARTED where a supplement was asked for."""

    phase: Phase = Phase.NOT_STARTED
    waiting_for: PauseReason | None = None


def objection(position: Position, event: ClockEvent) -> str:
    """Return the code of why event cannot follow; empty where it can."""
    match position.phase, event:
        case Phase.RETURNED, _:
            code = "clock.already_returned"
        case Phase.FINISHED, _:
            code = "" if isinstance(event, Returned) else "clock.already_finished"
        case _, Started():
            code = _starting(position, event)
        case _, Paused():
            code = _pausing(position, event)
        case _, Resumed():
            code = "" if position.phase is Phase.PAUSED else "clock.not_paused"
        case Phase.NOT_STARTED, _:
            # What never became a complete dossier can still be refused or closed.
            refused = isinstance(event, Finished) and position.waiting_for is not None
            code = "" if refused else "clock.not_started"
        case _:
            code = ""
    return code


def after(position: Position, event: ClockEvent) -> Position:
    """Return where the clock is after event, which has to be one that can follow."""
    match event:
        case Started() | Resumed():
            return Position(Phase.RUNNING)
        case Paused():
            waiting = Phase.NOT_STARTED if position.phase is Phase.NOT_STARTED else Phase.PAUSED
            return Position(waiting, event.reason)
        case Finished():
            return Position(Phase.FINISHED)
        case Returned():
            return Position(Phase.RETURNED)
        case _:
            return position


def accepted(events: Iterable[ClockEvent]) -> tuple[ClockEvent, ...]:
    """Return events by time, without those that cannot follow what was before them."""
    position, facts = Position(), []
    for event in ordered(events):
        if not objection(position, event):
            position = after(position, event)
            facts.append(event)
    return tuple(facts)


def position_of(events: Iterable[ClockEvent]) -> Position:
    """Return where the clock is after all events."""
    position = Position()
    for event in accepted(events):
        position = after(position, event)
    return position


def _starting(position: Position, event: Started) -> str:
    if position.phase is Phase.NOT_STARTED:
        return ""
    completed = event.reason is StartReason.SUPPLEMENT and position.waiting_for is PauseReason.SUPPLEMENT
    return "" if completed else "clock.already_started"


def _pausing(position: Position, event: Paused) -> str:
    if position.waiting_for is event.reason:
        return "clock.already_paused"
    if position.phase is Phase.NOT_STARTED and event.reason is not PauseReason.SUPPLEMENT:
        return "clock.not_started"
    return ""
