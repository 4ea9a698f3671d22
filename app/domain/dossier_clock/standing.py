"""How far the work is: used, remaining, overdue, and the lines that say so."""

from datetime import datetime, timedelta

from app.domain.deadlines import ExplanationStep, whole_minutes
from app.domain.dossier_clock.amounts import in_working_days, passed
from app.domain.dossier_clock.case import Case
from app.domain.dossier_clock.changes import Cause
from app.domain.dossier_clock.course import used
from app.domain.dossier_clock.events import Finished, Returned
from app.domain.dossier_clock.pausing import Steps
from app.domain.dossier_clock.sequence import Phase
from app.domain.dossier_clock.views import DeadlineView, PromiseView, Standing
from app.domain.procedures import TimeLimit


def standing_of(case: Case, deadline: DeadlineView, promise: PromiseView) -> Standing:
    """Return how far the work is, from the views of the deadline and the promise."""
    since, at = _moments(case)
    border = deadline.legal or promise.appointment
    overdue = border is not None and at > border
    overdue_by = _run_since(case, border, at) if border is not None and overdue else timedelta()
    amount = used(case.course, case.terms, at) if case.course and case.terms else None
    remaining = _remaining(case, deadline, at)
    missed = promise.appointment is not None and at > promise.appointment and not promise.outdated
    steps = [*_phase_steps(case, since, deadline)]
    if amount is not None and case.terms is not None:
        steps.append(ExplanationStep("used", {"used": amount, "limit": case.terms.limit}))
    steps += _border_steps(case, at, border, remaining, overdue_by)
    if missed and promise.appointment != border:
        steps.append(ExplanationStep("promise_missed", {"appointment": promise.appointment}))
    return Standing(
        phase=case.position.phase,
        since=since,
        waiting_for=case.position.waiting_for,
        at=at,
        due=_due(deadline, promise),
        used=amount,
        remaining=remaining,
        overdue=overdue,
        overdue_by=overdue_by,
        promise_missed=missed,
        why=tuple(steps),
    )


def _moments(case: Case) -> tuple[datetime | None, datetime]:
    """Return since when the phase lasts, and the moment the amounts are taken at."""
    finished, returned = case.first(Finished), case.first(Returned)
    if finished or returned:
        return returned or finished, finished or returned or case.now
    since = whole_minutes(case.intervals[-1].start) if case.intervals else None
    if case.position.phase is Phase.PAUSED and since is not None:
        return since, since
    return since, case.now


def _due(deadline: DeadlineView, promise: PromiseView) -> datetime | None:
    if promise.appointment is None or deadline.legal is None:
        return promise.appointment or deadline.legal
    if promise.changes[-1].cause is Cause.EXTENDED:
        return promise.appointment
    # What a person told the citizen is what the office works for, be it later than the law's date; overdue is another
    # question, and goes by the law's.
    return deadline.legal if promise.outdated else promise.appointment


def _remaining(case: Case, deadline: DeadlineView, at: datetime) -> TimeLimit | None:
    if case.terms is None or deadline.legal is None or deadline.clock_start is None:
        return None
    return passed(case.terms.limit, max(at, deadline.clock_start), deadline.legal, case.calendar)


def _run_since(case: Case, border: datetime, at: datetime) -> timedelta:
    """Return the working time after border in which the clock ran."""
    total = timedelta()
    for interval in case.intervals:
        if interval.running:
            end = whole_minutes(interval.end) if interval.end else at
            total += case.calendar.working_time_between(max(whole_minutes(interval.start), border), end)
    return total


def _phase_steps(case: Case, since: datetime | None, deadline: DeadlineView) -> Steps:
    match case.position.phase:
        case Phase.NOT_STARTED if since is not None:
            return (ExplanationStep("waiting_to_start", {"since": since, "reason": case.position.waiting_for}),)
        case Phase.NOT_STARTED:
            return ()
        case Phase.RUNNING:
            return (ExplanationStep("running", {"since": deadline.clock_start}),)
        case Phase.PAUSED:
            steps = (ExplanationStep("standing", {"since": since, "reason": case.position.waiting_for}),)
            if deadline.if_resumed is None:
                return steps
            return (*steps, ExplanationStep("if_resumed", {"deadline": deadline.if_resumed}))
        case _:
            return _end_steps(case)


def _end_steps(case: Case) -> Steps:
    steps = []
    for event in case.events:
        if isinstance(event, Finished | Returned):
            code = "finished" if isinstance(event, Finished) else "returned"
            steps.append(ExplanationStep(code, {"moment": whole_minutes(event.moment), "reason": event.reason}))
    return tuple(steps)


def _border_steps(
    case: Case, at: datetime, border: datetime | None, remaining: TimeLimit | None, overdue_by: timedelta
) -> Steps:
    if border is None:
        return ()
    if at > border:
        days, rest = in_working_days(overdue_by, case.calendar)
        return (ExplanationStep("overdue", {"since": border, "days": days, "rest": rest}),)
    if not case.open:
        return (ExplanationStep("before_time" if at.date() < border.date() else "in_time", {"deadline": border}),)
    if at.date() == border.date():
        return (ExplanationStep("last_day", {"deadline": border}),)
    return (ExplanationStep("remaining", {"remaining": remaining}),) if remaining is not None else ()
