"""A dossier's time as a list of intervals: when the clock ran, when it stood and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.dossier_clock.events import ClockEvent, Corrected, Extended, PauseReason
from app.domain.dossier_clock.sequence import Phase, Position, accepted, after


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, to the second as the events say.

    Attributes:
        start, end: end is None while it lasts.
        waiting_for: why the clock stood; None: it ran.
    """

    start: datetime
    end: datetime | None
    waiting_for: PauseReason | None = None

    @property
    def running(self) -> bool:
        """Whether the clock ran."""
        return self.waiting_for is None

    @property
    def length(self) -> timedelta:
        """How long it lasted by the wall clock; nothing while it lasts."""
        return self.end - self.start if self.end else timedelta()


def timeline(events: Iterable[ClockEvent]) -> tuple[Interval, ...]:
    """Return the intervals in order and without a gap, from the first event to the end of the work."""
    intervals: list[Interval] = []
    position = Position()
    for event in accepted(events):
        position = after(position, event)
        if isinstance(event, Extended | Corrected):
            continue
        if intervals and intervals[-1].end is None:
            intervals[-1] = replace(intervals[-1], end=event.moment)
        if position.phase not in {Phase.FINISHED, Phase.RETURNED}:
            intervals.append(Interval(event.moment, None, position.waiting_for))
    return tuple(intervals)
