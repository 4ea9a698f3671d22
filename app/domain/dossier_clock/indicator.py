"""On time or overdue as the service-quality index counts it (QĐ 766/QĐ-TTg): another view of the same events.

It is not the law's view: it compares with the promise, takes only a supplement's time off, and by the wall clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.deadlines import ExplanationStep, compute, whole_minutes
from app.domain.dossier_clock.changes import DateChange
from app.domain.dossier_clock.events import (
    ClockEvent,
    Finished,
    FinishReason,
    Paused,
    PauseReason,
    Returned,
    ReturnReason,
    Started,
    supplements,
)
from app.domain.dossier_clock.law import Compared
from app.domain.dossier_clock.pausing import Steps
from app.domain.dossier_clock.promises import promises
from app.domain.dossier_clock.sequence import accepted, position_of
from app.domain.dossier_clock.timeline import timeline
from app.domain.procedures import CutOff, TimeLimit
from app.domain.working_calendar import WorkingCalendar

_ENDS = frozenset({PauseReason.STOPPED, PauseReason.WITHDRAWAL})


@dataclass(frozen=True, slots=True)
class Indication:
    """How the index counts a dossier at the end of a period.

    Attributes:
        on_time: None where it cannot be told: no promise and no legal time, or nothing started in the period.
        finished: whether the work ended within the period.
        end: what is compared: the end of the work, the request for the only supplement, or the end of the period.
        deducted: the supplement's time, taken off end.
        border: what it is compared with.
        why: the lines.
    """

    on_time: bool | None
    finished: bool
    end: datetime | None
    deducted: timedelta
    border: datetime | None
    why: Steps


def indication(
    events: Iterable[ClockEvent],
    longest: TimeLimit | None,
    cut_off: CutOff,
    calendar: WorkingCalendar,
    period_end: datetime,
    *,
    compared: Compared,
) -> Indication:
    """Return how the index counts the dossier when the period ends.

    More than one request for a supplement is overdue. The end is the result, else the return, else a refusal, a stop
    or a withdrawal; of a dossier that waits for its only supplement the request; else the end of the period.

    Without an appointment the longest legal time of the procedure is taken, counted as the law counts it. Events
    after the end of the period are not looked at.
    """
    facts = accepted(event for event in events if event.moment <= period_end)
    started = [event.moment for event in facts if isinstance(event, Started)]
    if not started:
        return Indication(None, finished=False, end=None, deducted=timedelta(), border=None, why=())
    end = _end(facts, whole_minutes(period_end))
    promise = _promise(facts, compared)
    border = promise.after if promise else compute(longest, cut_off, started[0], calendar).legal_deadline
    deducted = _deducted(facts, promise.moment if promise else started[0], end.moment)
    asked = len(supplements(facts))
    on_time = None if border is None else end.moment - deducted <= border
    if asked > 1:
        on_time = False
    why = [ExplanationStep(end.code, {"moment": end.moment})]
    if deducted:
        why.append(ExplanationStep("deducted", {"deducted": deducted, "end": end.moment - deducted}))
    if asked > 1:
        why.append(ExplanationStep("several_supplements", {"count": asked}))
    code = {True: "counts_on_time", False: "counts_overdue", None: "counts_unknown"}[on_time]
    why.append(ExplanationStep(code, {"border": border, "promised": promise is not None}))
    return Indication(on_time, end.finished, end.moment, deducted, border, tuple(why))


@dataclass(frozen=True, slots=True)
class _End:
    moment: datetime
    code: str
    finished: bool


def _end(facts: Sequence[ClockEvent], period_end: datetime) -> _End:
    open_pause = position_of(facts).waiting_for
    last = facts[-1]
    for event in facts:
        if isinstance(event, Finished) and event.reason is FinishReason.RESULT:
            return _End(whole_minutes(event.moment), "ended_result", finished=True)
    if isinstance(last, Returned) and last.reason is ReturnReason.RESULT:
        return _End(whole_minutes(last.moment), "ended_returned", finished=True)
    for event in facts:
        if isinstance(event, Finished | Returned):
            return _End(whole_minutes(event.moment), "ended_without", finished=True)
    if open_pause is not None:
        asked = whole_minutes(_last_pause(facts).moment)
        if open_pause in _ENDS:
            return _End(asked, "ended_without", finished=True)
        if open_pause is PauseReason.SUPPLEMENT:
            return _End(asked, "ended_asked", finished=False)
    return _End(period_end, "ended_period", finished=False)


def _last_pause(facts: Sequence[ClockEvent]) -> Paused:
    return [event for event in facts if isinstance(event, Paused)][-1]


def _promise(facts: Sequence[ClockEvent], compared: Compared) -> DateChange | None:
    made = promises(facts)
    if not made:
        return None
    return made[-1] if compared is Compared.CURRENT else made[0]


def _deducted(facts: Sequence[ClockEvent], since: datetime, end: datetime) -> timedelta:
    """Return the time of the supplements that came in after since: what was promised later has it in already."""
    total = timedelta()
    for interval in timeline(facts):
        if interval.waiting_for is PauseReason.SUPPLEMENT and interval.end and since < interval.end:
            total += min(whole_minutes(interval.end), end) - whole_minutes(interval.start)
    return total
