"""Thresholds of the queues, counted by the office's calendar, and how long the first of each has waited."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.core.clock import VIETNAM, FixedClock
from app.domain.drafts import Draft
from app.models.rows import Queue
from app.services import life
from app.services.desk import Desk
from app.services.dossiers import search, standings
from app.services.moves import Seen
from app.services.queue_times import queue_times
from app.services.reception import receive
from app.services.security import Session

Filled = Callable[..., Draft]


def test_thresholds_are_working_time(desk: Desk, clock: FixedClock) -> None:
    # Monday: the week-end before it is no time.
    clock.advance(datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM) - clock.now())
    desk.settings = desk.settings.with_changes(hanging_after_hours=8, uncollected_after_days=1)
    with desk.store.read() as work:
        at = queue_times(desk, work)
    assert at.now == clock.now()
    assert at.hanging_before == datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
    assert at.uncollected_before == datetime(2026, 11, 20, 17, 0, tzinfo=VIETNAM)


def test_a_dossier_hangs_until_somebody_does_something(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock
) -> None:
    dossier = receive(desk, session, filled()).dossier
    assert standings(desk, session).counts.hanging == 0
    clock.advance(timedelta(days=6))
    found = standings(desk, session)
    assert (found.counts.hanging, found.oldest[Queue.HANGING]) == (1, 4)
    assert [row.id for row in search(desk, session, "phuong hang", queue=Queue.HANGING)] == [dossier.id]
    life.begin(desk, session, Seen(dossier.id))
    found = standings(desk, session)
    assert (found.counts.hanging, Queue.HANGING in found.oldest) == (0, False)
