"""By which moments dossiers stand in queues: this office's thresholds, counted by its working calendar."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from app.core.clock import VIETNAM
from app.domain.dossier_clock.amounts import working_days_between
from app.domain.dossier_clock.backwards import latest_before
from app.domain.procedures import TimeLimit, TimeUnit
from app.domain.working_calendar import WorkingCalendar
from app.models.rows import Queue, QueueTimes
from app.models.store import Work
from app.services.desk import Desk
from app.services.reference import rules

AGED: Final = (Queue.OVERDUE, Queue.HANGING, Queue.SUPPLEMENT, Queue.UNCOLLECTED)
"""The queues in which it matters who waits longest."""


def queue_times(desk: Desk, work: Work) -> QueueTimes:
    """Return the moments as of now."""
    now, calendar, settings = desk.now(), rules(desk, work).calendar, desk.settings
    hours = TimeLimit(Decimal(settings.hanging_after_hours), TimeUnit.WORKING_HOUR)
    days = TimeLimit(Decimal(settings.uncollected_after_days), TimeUnit.WORKING_DAY)
    return QueueTimes(now, latest_before(now, hours, calendar), latest_before(now, days, calendar))


def ages(desk: Desk, work: Work, at: QueueTimes) -> Mapping[Queue, int]:
    """Return for how many working days the one that waits longest has waited, by queue; empty queues left out."""
    calendar = rules(desk, work).calendar
    since = {queue: work.dossiers.waiting_longest(queue, at) for queue in AGED}
    return {queue: _days(moment, at.now, calendar) for queue, moment in since.items() if moment is not None}


def _days(since: datetime, now: datetime, calendar: WorkingCalendar) -> int:
    return working_days_between(since.astimezone(VIETNAM).date(), now.astimezone(VIETNAM).date(), calendar)
