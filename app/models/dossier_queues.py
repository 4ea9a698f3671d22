"""The queues of the dossier workspace: what was received today, what is due, what waits, what did not arrive."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from app.core.clock import VIETNAM
from app.domain.dossiers import Status
from app.domain.lifecycle import PAUSED
from app.domain.operations import Delivery
from app.models.dossier_lists import day_of, list_rows
from app.models.rows import MOST_COUNTED, DossierRow, Queue, QueueCounts, QueueTimes
from app.models.tables import dossiers, lives, operations

DUE_SOON = timedelta(days=2)
"""How many days beyond today still count as soon."""

_BY_DELIVERY: Final[Mapping[Queue, tuple[Delivery, ...]]] = MappingProxyType(
    {
        Queue.UNSENT: (Delivery.UNSENT, Delivery.PARKED, Delivery.CONFLICT, Delivery.REFUSED),
        Queue.REFUSED: (Delivery.CONFLICT, Delivery.REFUSED),
    }
)
_BY_STATUS: Final[Mapping[Queue, frozenset[Status]]] = MappingProxyType(
    {
        Queue.SUPPLEMENT: frozenset({Status.SUPPLEMENT_REQUESTED}),
        Queue.PAYMENT: frozenset({Status.FINANCIAL_OBLIGATION}),
        Queue.READY: frozenset({Status.DONE}),
        Queue.UNCOLLECTED: frozenset({Status.DONE}),
    }
)
_BY_DUE = frozenset({Queue.DUE_TODAY, Queue.DUE_SOON, Queue.OVERDUE})
_LONGEST_FIRST = frozenset({*_BY_STATUS, Queue.HANGING})
_due: Any = lives.c.due
_moved: Any = lives.c.moved_at


def queued(queue: Queue, at: QueueTimes | None) -> list[ColumnElement[bool]]:
    """Return the conditions on a dossier that make it stand in queue.

    Raises:
        ValueError: the queue depends on the present moment and none was given.
    """
    own = _of_dossier(queue, at)
    moving = _of_life(queue, at)
    return [*own, exists().where(lives.c.dossier == dossiers.c.row, *moving)] if moving else own


def counts(connection: Connection, at: QueueTimes) -> QueueCounts:
    """Return the size of each queue, counted no further than MOST_COUNTED + 1."""
    sizes = {queue.value: _count(connection, queue, at) for queue in Queue if queue is not Queue.ALL}
    return QueueCounts(**sizes, today_unprinted=_count(connection, Queue.TODAY, at, dossiers.c.slip_copies == 0))


def rows_of_queue(
    connection: Connection, queue: Queue, at: QueueTimes | None, limit: int, offset: int
) -> tuple[DossierRow, ...]:
    """Return one page of a queue."""
    conditions = [*_of_dossier(queue, at), *_of_life(queue, at)]
    return list_rows(connection, conditions, order=_order(queue), limit=limit, offset=offset)


def ids_of_queue(connection: Connection, queue: Queue, at: QueueTimes | None, limit: int) -> tuple[UUID, ...]:
    """Return which dossiers stand in a queue at one moment, in its order: to be read one after the other."""
    query = select(dossiers.c.id).join(lives, lives.c.dossier == dossiers.c.row)
    query = query.where(*_of_dossier(queue, at), *_of_life(queue, at)).order_by(*_order(queue)).limit(limit)
    return tuple(connection.scalars(query))


def waiting_longest(connection: Connection, queue: Queue, at: QueueTimes) -> datetime | None:
    """Return since when the dossier waits that waits longest in queue; for late ones, since when it is late."""
    column = _due if queue in _BY_DUE else _moved
    first: datetime | None = connection.scalar(_rows(queue, at, func.min(column)))
    return first


def _order(queue: Queue) -> tuple[Any, ...]:
    if queue in _BY_DUE:
        return _due, lives.c.dossier
    return (_moved, lives.c.dossier) if queue in _LONGEST_FIRST else (dossiers.c.row.desc(),)


def _of_dossier(queue: Queue, at: QueueTimes | None) -> list[ColumnElement[bool]]:
    match queue:
        case Queue.UNPRINTED:
            return [dossiers.c.slip_copies == 0]
        case Queue.TODAY:
            start, end = day_of(_now(queue, at).now.astimezone(VIETNAM).date())
            return [dossiers.c.received_at >= start, dossiers.c.received_at < end]
        case _ if queue in _BY_DELIVERY:
            some = select(operations.c.dossier_id).where(operations.c.delivery.in_(_BY_DELIVERY[queue]))
            return [dossiers.c.id.in_(some)]
        case Queue.HANGING:
            # What is not ended and does not wait is MOVING. Said so, the index of what moved longest ago comes first.
            return [dossiers.c.status.not_in(PAUSED)]
        case _ if queue in _BY_STATUS:
            return [dossiers.c.status.in_(_BY_STATUS[queue])]
        case _:
            return []


def _of_life(queue: Queue, at: QueueTimes | None) -> list[ColumnElement[bool]]:
    match queue:
        case Queue.HANGING:
            return [_moved < _now(queue, at).hanging_before, lives.c.ended_at.is_(None)]
        case Queue.UNCOLLECTED:
            return [_moved < _now(queue, at).uncollected_before]
        case _ if queue in _BY_DUE:
            # Nothing is due while the limit does not run, and nothing any more once the result is known.
            return _due_in(queue, _now(queue, at).now)
        case _:
            return []


def _due_in(queue: Queue, now: datetime) -> list[ColumnElement[bool]]:
    tomorrow = day_of(now.astimezone(VIETNAM).date())[1]
    if queue is Queue.OVERDUE:
        return [_due < now]
    if queue is Queue.DUE_TODAY:
        return [_due >= now, _due < tomorrow]
    return [_due >= tomorrow, _due < tomorrow + DUE_SOON]


def _now(queue: Queue, at: QueueTimes | None) -> QueueTimes:
    if at is None:
        raise ValueError(f"{queue} depends on the present moment")
    return at


def _rows(queue: Queue, at: QueueTimes, column: Any) -> Select[Any]:  # noqa: ANN401 - a column or a function of one
    """Return a query over the tables that the queue and column need and no others, so that each uses its index."""
    own, moving = _of_dossier(queue, at), _of_life(queue, at)
    query = select(column).where(*own, *moving)
    if len(query.get_final_froms()) == 1:
        return query
    return query.select_from(lives.join(dossiers, dossiers.c.row == lives.c.dossier))


def _count(connection: Connection, queue: Queue, at: QueueTimes, *further: ColumnElement[bool]) -> int:
    # Everybody needs to know that a queue is too long, nobody how many hundred thousand stand in it.
    row = lives.c.dossier if _of_life(queue, at) else dossiers.c.row
    some = _rows(queue, at, row).where(*further).limit(MOST_COUNTED + 1).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0
