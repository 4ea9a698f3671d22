"""The course of the legal deadline: from the start through every wait to where it stands, with the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.deadlines import ExplanationStep, whole_minutes
from app.domain.dossier_clock.amounts import less, passed
from app.domain.dossier_clock.changes import Cause, DateChange
from app.domain.dossier_clock.events import ClockEvent, Extended, Paused, Resumed, Started, StartReason
from app.domain.dossier_clock.law import PauseModel, PauseModels
from app.domain.dossier_clock.pausing import Deadline, Steps, Terms, Wait, begin, resumed, wait_of
from app.domain.procedures import TimeLimit


@dataclass(frozen=True, slots=True)
class Course:
    """How the legal deadline came to stand where it stands.

    Attributes:
        original: the first deadline.
        counted_until: until when the last wait counted; the next one begins after it.
        waits: those since the limit last began to count.
        open: the request that is not answered yet.
        steps: the lines so far.
    """

    deadline: Deadline
    original: datetime
    counted_until: datetime
    steps: Steps
    changes: tuple[DateChange, ...] = ()
    waits: tuple[Wait, ...] = ()
    open: Paused | None = None


def course_of(events: Sequence[ClockEvent], terms: Terms, models: PauseModels) -> Course | None:
    """Return the course after events, in order and each able to follow; None where no clock started."""
    course: Course | None = None
    for event in events:
        match event:
            case Started() if course is None:
                course = _first(event, terms)
            case Started() if course is not None:
                course = _answered(course, event.moment, terms, PauseModel.RESTART)
            case Resumed() if course is not None and course.open is not None:
                course = _answered(course, event.moment, terms, models[course.open.reason])
            case Paused() if course is not None:
                course = _paused(course, event, terms, models)
            case Extended() if course is not None and event.deadline is not None:
                course = _extended(course, event, event.deadline)
            case _:
                pass
    return course


def if_answered(course: Course, moment: datetime, terms: Terms, models: PauseModels) -> datetime | None:
    """Return the deadline there would be if the clock went on at moment; None where it does not stand."""
    if course.open is None:
        return None
    answered = max(moment, course.open.moment)
    return _answered(course, answered, terms, models[course.open.reason]).deadline.moment


def used(course: Course, terms: Terms, at: datetime) -> TimeLimit:
    """Return how much of the limit is used up at a moment, waits not counted."""
    calendar = terms.calendar
    amount = passed(terms.limit, course.deadline.start, at, calendar)
    for wait in course.waits:
        amount = less(amount, passed(terms.limit, wait.start, min(wait.end, at), calendar))
    return amount


def _first(event: Started, terms: Terms) -> Course:
    deadline, steps = begin(terms, whole_minutes(event.moment))
    if event.reason is not StartReason.COUNTER:
        steps = (ExplanationStep("started", {"reason": event.reason}), *steps)
    return Course(deadline, deadline.moment, whole_minutes(event.moment), steps)


def _paused(course: Course, event: Paused, terms: Terms, models: PauseModels) -> Course:
    if course.open is not None:
        # Another reason takes over: the first wait ends where the second begins.
        course = _answered(course, event.moment, terms, models[course.open.reason])
    step = ExplanationStep("paused", {"moment": whole_minutes(event.moment), "reason": event.reason})
    return replace(course, open=event, steps=(*course.steps, step))


def _answered(course: Course, moment: datetime, terms: Terms, model: PauseModel) -> Course:
    if course.open is None:
        raise AssertionError("nothing is waited for")
    answered = whole_minutes(moment)
    asked = max(whole_minutes(course.open.moment), course.counted_until)
    wait = wait_of(terms, course.deadline, asked, answered)
    deadline, more = resumed(terms, course.deadline, wait, model)
    went_on = ExplanationStep("resumed", {"moment": answered, "start": wait.end})
    restarted = deadline.start != course.deadline.start
    return replace(
        course,
        deadline=deadline,
        counted_until=wait.end,
        steps=(*course.steps, went_on, *more),
        changes=_changed(course, deadline, moment, Cause(course.open.reason.value)),
        waits=() if restarted else (*course.waits, wait),
        open=None,
    )


def _extended(course: Course, event: Extended, until: datetime) -> Course:
    until = whole_minutes(until)
    deadline = replace(course.deadline, day=until.date(), moment=until, granted=True)
    params = {"deadline": until, "ground": event.ground, "approver": event.approver}
    changes = _changed(course, deadline, event.moment, Cause.EXTENDED, event.ground, event.approver)
    return replace(
        course, deadline=deadline, changes=changes, steps=(*course.steps, ExplanationStep("extended", params))
    )


def _changed(
    course: Course, deadline: Deadline, moment: datetime, cause: Cause, ground: str = "", approver: str = ""
) -> tuple[DateChange, ...]:
    if deadline.moment == course.deadline.moment:
        return course.changes
    change = DateChange(moment, course.deadline.moment, deadline.moment, cause, ground, approver)
    return (*course.changes, change)
