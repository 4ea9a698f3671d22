"""``state_of``: the clock of a dossier at one moment, computed from its events."""

from collections.abc import Iterable
from datetime import datetime

from app.domain.deadlines import ExplanationStep, compute
from app.domain.dossier_clock.case import Case, case_of
from app.domain.dossier_clock.course import if_answered
from app.domain.dossier_clock.events import ClockEvent, Finished, Returned, Started, extensions, supplements
from app.domain.dossier_clock.law import PauseModels
from app.domain.dossier_clock.promises import outdated, promise_steps, promises
from app.domain.dossier_clock.standing import standing_of
from app.domain.dossier_clock.views import ClockState, DeadlineView, PromiseView
from app.domain.procedures import CutOff, TimeLimit
from app.domain.working_calendar import WorkingCalendar


def state_of(
    events: Iterable[ClockEvent],
    limit: TimeLimit | None,
    cut_off: CutOff,
    calendar: WorkingCalendar,
    now: datetime,
    *,
    models: PauseModels,
) -> ClockState:
    """Return what the clock says.

    Events may come in any order; one that cannot follow what was before it is left out (``append`` refuses it). A
    desk whose own clock is behind forgets no event: the state is taken at the last event at the earliest.

    limit and cut_off are those the dossier was received under (limit None: the source states none), models what each
    kind of wait does, as ``ClockRules.models`` has it or the case needs it.

    Raises:
        PersonProblem: ``deadlines.bad_limit``, ``deadlines.bad_cut_off``.
        ValueError: a moment has no offset.
    """
    case = case_of(events, limit, cut_off, calendar, now, models)
    deadline = _deadline(case)
    promise = _promise(case, deadline)
    return ClockState(
        deadline=deadline,
        promise=promise,
        standing=standing_of(case, deadline, promise),
        intervals=case.intervals,
        supplements=len(supplements(case.events)),
        extensions=len(extensions(case.events)),
        finished_at=case.first(Finished),
        returned_at=case.first(Returned),
    )


def _deadline(case: Case) -> DeadlineView:
    course, terms = case.course, case.terms
    if course is None or terms is None:
        return _no_deadline(case)
    moment = course.deadline.moment
    code = "deadline" if course.open is None else "deadline_stood"
    why = (*course.steps, ExplanationStep(code, {"deadline": moment}))
    later = if_answered(course, case.now, terms, case.models) if case.open else None
    return DeadlineView(course.deadline.start, moment, course.original, later, course.changes, why)


def _no_deadline(case: Case) -> DeadlineView:
    started = [event for event in case.events if isinstance(event, Started)]
    if not started:
        return DeadlineView(None, None, None, None, (), (ExplanationStep("not_started"),))
    result = compute(None, case.cut_off, started[-1].moment, case.calendar)
    return DeadlineView(result.clock_start, None, None, None, (), result.explanation)


def _promise(case: Case, deadline: DeadlineView) -> PromiseView:
    made = promises(case.events)
    target = deadline.if_resumed or deadline.legal
    proposed = case.calendar.next_working_moment(target) if target else None
    late = deadline.legal is not None and outdated(made, deadline.changes, deadline.legal)
    # While the clock stands nobody can say a new date yet.
    owed = late and case.open and deadline.if_resumed is None
    first, last = (made[0].after, made[-1].after) if made else (None, None)
    why = promise_steps(made, owed=proposed if owed else None)
    return PromiseView(last, first, proposed, late, made, why)
