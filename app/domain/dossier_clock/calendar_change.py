"""What another calendar does to an open dossier: its deadline is counted anew, its appointment is only questioned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.dossier_clock.events import ClockEvent
from app.domain.dossier_clock.law import PauseModels
from app.domain.dossier_clock.state import state_of
from app.domain.procedures import CutOff, TimeLimit
from app.domain.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class CalendarEffect:
    """What changes for one dossier.

    Attributes:
        deadline_before, deadline_after: the legal deadline by the old and by the new calendar.
        appointment: what the citizen was told; it stands until a ``Corrected`` event says otherwise.
        closed: nobody is at work at the appointment any more.
        proposal: the appointment to tell instead; None where the old one can stand.
    """

    deadline_before: datetime | None
    deadline_after: datetime | None
    appointment: datetime | None
    closed: bool
    proposal: datetime | None


def calendar_effect(
    events: Iterable[ClockEvent],
    limit: TimeLimit | None,
    cut_off: CutOff,
    old: WorkingCalendar,
    new: WorkingCalendar,
    now: datetime,
    *,
    models: PauseModels,
) -> CalendarEffect | None:
    """Return what new changes for a dossier counted by old; None where nothing does, or the work is ended.

    An appointment that was the counted one follows the new count where that is later; one that a person set only moves
    where it fell on closed doors. An earlier count proposes nothing: nobody comes sooner than he was told.
    """
    facts = tuple(events)
    before = state_of(facts, limit, cut_off, old, now, models=models)
    after = state_of(facts, limit, cut_off, new, now, models=models)
    if not before.open:
        return None
    told = before.promise.appointment
    closed = told is not None and old.is_working(told) and not new.is_working(told)
    proposal = None
    if told is not None:
        counted = after.promise.proposed if told == before.promise.proposed else None
        later = max(new.next_working_moment(told) if closed else told, counted or told)
        proposal = later if later != told else None
    if before.deadline.legal == after.deadline.legal and not closed and proposal is None:
        return None
    return CalendarEffect(before.deadline.legal, after.deadline.legal, told, closed, proposal)
