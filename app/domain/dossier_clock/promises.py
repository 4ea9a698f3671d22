"""What the citizen was promised: the appointment on the slip and every later one, each as an old and a new date."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.deadlines import ExplanationStep, whole_minutes
from app.domain.dossier_clock.changes import Cause, DateChange
from app.domain.dossier_clock.events import ClockEvent, Corrected, Extended, Paused, Resumed, Started
from app.domain.dossier_clock.pausing import Steps

_DECIDED = {Cause.EXTENDED: "promise_put_off", Cause.CORRECTED: "promise_corrected"}


def promises(events: Sequence[ClockEvent]) -> tuple[DateChange, ...]:
    """Return the appointments in order; events are in order and each able to follow."""
    made: list[DateChange] = []
    cause = Cause.STARTED
    for event in events:
        before = made[-1].after if made else None
        match event:
            case Paused():
                cause = Cause(event.reason.value)
            case Started() | Resumed() if event.appointment is not None:
                made.append(DateChange(event.moment, before, whole_minutes(event.appointment), cause))
            case Extended() | Corrected():
                decided = Cause.EXTENDED if isinstance(event, Extended) else Cause.CORRECTED
                after = whole_minutes(event.appointment)
                made.append(DateChange(event.moment, before, after, decided, event.ground, event.approver))
            case _:
                pass
    return tuple(made)


def outdated(made: Sequence[DateChange], deadline_changes: Sequence[DateChange], proposal: datetime | None) -> bool:
    """Return whether the deadline moved after the last appointment was made, so that a new one is owed.

    An appointment that is late enough for the new deadline anyway still stands.
    """
    if not made or not deadline_changes or proposal is None:
        return False
    return deadline_changes[-1].moment > made[-1].moment and made[-1].after < proposal


def promise_steps(made: Sequence[DateChange], *, owed: datetime | None) -> Steps:
    """Return the lines that explain the appointment made last, and at the end the one that is owed instead, if any."""
    steps = [_step(change) for change in made] or [ExplanationStep("no_appointment")]
    if len(made) > 1:
        steps.append(ExplanationStep("appointment", {"appointment": made[-1].after}))
    if owed is not None:
        steps.append(ExplanationStep("promise_outdated", {"proposal": owed}))
    return tuple(steps)


def _step(change: DateChange) -> ExplanationStep:
    code = "promised" if change.before is None else _DECIDED.get(change.cause, "promise_moved")
    return ExplanationStep(
        code,
        {
            "moment": whole_minutes(change.moment),
            "before": change.before,
            "after": change.after,
            "cause": change.cause,
            "ground": change.ground,
            "approver": change.approver,
        },
    )
