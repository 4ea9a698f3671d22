"""A dossier's events with what they are counted with: what every view of the clock is made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.deadlines import whole_minutes
from app.domain.dossier_clock.course import Course, course_of
from app.domain.dossier_clock.events import ClockEvent, Finished, Returned
from app.domain.dossier_clock.law import PauseModels
from app.domain.dossier_clock.pausing import Terms
from app.domain.dossier_clock.sequence import Phase, Position, accepted, position_of
from app.domain.dossier_clock.timeline import Interval, timeline
from app.domain.procedures import CutOff, TimeLimit
from app.domain.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Case:
    """Events that can follow each other, in order, and the course of the deadline they give.

    Attributes:
        terms, course: None where the procedure states no limit; course also where no clock started.
        now: not before the last event, in whole minutes.
    """

    events: tuple[ClockEvent, ...]
    cut_off: CutOff
    calendar: WorkingCalendar
    models: PauseModels
    now: datetime
    position: Position
    intervals: tuple[Interval, ...]
    terms: Terms | None
    course: Course | None

    @property
    def open(self) -> bool:
        """Whether the work is not ended."""
        return self.position.phase not in {Phase.FINISHED, Phase.RETURNED}

    def first(self, kind: type[Finished | Returned]) -> datetime | None:
        """Return when the first event of kind was, in whole minutes; None where there is none."""
        for event in self.events:
            if isinstance(event, kind):
                return whole_minutes(event.moment)
        return None


def case_of(
    events: Iterable[ClockEvent],
    limit: TimeLimit | None,
    cut_off: CutOff,
    calendar: WorkingCalendar,
    now: datetime,
    models: PauseModels,
) -> Case:
    """Return the case; what cannot follow is left out, and a desk whose clock is behind forgets no event."""
    facts = accepted(events)
    latest = max([whole_minutes(now), *(whole_minutes(event.moment) for event in facts)])
    terms = Terms(limit, cut_off, calendar) if limit is not None else None
    course = course_of(facts, terms, models) if terms else None
    return Case(facts, cut_off, calendar, models, latest, position_of(facts), timeline(facts), terms, course)
