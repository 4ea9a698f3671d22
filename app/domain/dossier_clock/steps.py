"""The steps inside an office: each with its own share of the limit, half days included ("0,5 ngày").

Every step ends where the limit would end that is the sum of its share and those before it; so the last step is due
when the dossier is, whatever the shares.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from app.core.problems import PersonProblem
from app.domain.deadlines import compute
from app.domain.procedures import CutOff, TimeLimit
from app.domain.working_calendar import WorkingCalendar


class Punctuality(StrEnum):
    """What the receiver writes at a handover (form 06)."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


def step_deadlines(
    shares: Sequence[TimeLimit], cut_off: CutOff, received: datetime, calendar: WorkingCalendar
) -> tuple[datetime, ...]:
    """Return when each step is due.

    Raises:
        PersonProblem: ``clock.steps_units`` where the shares differ in their unit; ``deadlines.bad_limit``.
    """
    units = {share.unit for share in shares}
    if len(units) > 1:
        raise PersonProblem("clock.steps_units")
    due, total = [], None
    for share in shares:
        total = share if total is None else TimeLimit(total.value + share.value, share.unit)
        deadline = compute(total, cut_off, received, calendar).legal_deadline
        if deadline is None:
            raise AssertionError("a limit gives a deadline")
        due.append(deadline)
    return tuple(due)


def punctuality(due: datetime, done: datetime) -> Punctuality:
    """Return how something done compares with when it was due: early on a day before, on time until that moment."""
    if done > due:
        return Punctuality.LATE
    return Punctuality.EARLY if done.date() < due.date() else Punctuality.ON_TIME
