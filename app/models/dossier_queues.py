"""The queues of the dossier workspace: what was received today, what is due, what has not been sent or printed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, select

from app.core.clock import VIETNAM
from app.domain.operations import Delivery
from app.models.dossier_lists import day_of, list_rows
from app.models.rows import MOST_COUNTED, DossierRow, Queue, QueueCounts
from app.models.tables import dossiers, lives, operations

DUE_SOON = timedelta(days=2)
"""How many days beyond today still count as soon."""

_NOT_ARRIVED = (Delivery.UNSENT, Delivery.PARKED, Delivery.CONFLICT, Delivery.REFUSED)
_BY_DUE = frozenset({Queue.DUE_TODAY, Queue.DUE_SOON, Queue.OVERDUE})


def queued(queue: Queue, now: datetime | None) -> list[ColumnElement[bool]]:
    """Return the conditions on a dossier that make it stand in queue.

    Raises:
        ValueError: the queue depends on the present moment and none was given.
    """
    match queue:
        case Queue.ALL:
            return []
        case Queue.UNPRINTED:
            return [dossiers.c.slip_copies == 0]
        case Queue.UNSENT:
            waiting = select(operations.c.dossier_id).where(operations.c.delivery.in_(_NOT_ARRIVED))
            return [dossiers.c.id.in_(waiting)]
        case _ if now is None:
            raise ValueError(f"{queue} depends on the present moment")
        case Queue.TODAY:
            start, end = day_of(now.astimezone(VIETNAM).date())
            return [dossiers.c.received_at >= start, dossiers.c.received_at < end]
        case _:
            return [exists().where(lives.c.dossier == dossiers.c.row, *_due(queue, now))]


def counts(connection: Connection, now: datetime) -> QueueCounts:
    """Return the size of each queue, counted no further than MOST_COUNTED + 1."""
    return QueueCounts(
        today=_count(connection, Queue.TODAY, now),
        due_today=_count(connection, Queue.DUE_TODAY, now),
        due_soon=_count(connection, Queue.DUE_SOON, now),
        overdue=_count(connection, Queue.OVERDUE, now),
        unsent=_count(connection, Queue.UNSENT, now),
        unprinted=_count(connection, Queue.UNPRINTED, now),
        today_printed=_count(connection, Queue.TODAY, now, dossiers.c.slip_copies > 0),
    )


def rows_of_queue(
    connection: Connection, queue: Queue, now: datetime, limit: int, offset: int
) -> tuple[DossierRow, ...]:
    """Return one page of a queue."""
    if queue in _BY_DUE:
        # Lists join the lives: what is due comes out of their index in order, however much is overdue.
        due = _due(queue, now)
        return list_rows(connection, due, order=(lives.c.due, lives.c.dossier), limit=limit, offset=offset)
    return list_rows(connection, queued(queue, now), limit=limit, offset=offset)


def _due(queue: Queue, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions on a life: nothing is due while the limit does not run, nor once the result is known."""
    due: Any = lives.c.due
    tomorrow = day_of(now.astimezone(VIETNAM).date())[1]
    if queue is Queue.OVERDUE:
        return [due < now]
    if queue is Queue.DUE_TODAY:
        return [due >= now, due < tomorrow]
    return [due >= tomorrow, due < tomorrow + DUE_SOON]


def _count(connection: Connection, queue: Queue, now: datetime, *further: ColumnElement[bool]) -> int:
    # Everybody needs to know that a queue is too long, nobody how many hundred thousand stand in it.
    row, conditions = (lives.c.dossier, _due(queue, now)) if queue in _BY_DUE else (dossiers.c.row, queued(queue, now))
    some = select(row).where(*conditions, *further).limit(MOST_COUNTED + 1).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0
