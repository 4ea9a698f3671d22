"""The outbox: operations in the order they were made, and what the receiver's receipts say of each."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select, union_all

from app.domain.operations import CHAIN_START, Delivery, Operation
from app.models.mapping import Repository, from_row, names, to_row
from app.models.rows import OutboxCounts, OutboxRow, PartyPart
from app.models.tables import dossiers, operations, parties
from app.models.types import to_micros

_STOPPED = (Delivery.CONFLICT, Delivery.REFUSED)
_WAITING = (Delivery.UNSENT, Delivery.PARKED)
_SHOWN_IN_ORDER = (_STOPPED, (Delivery.UNSENT,), (Delivery.PARKED,), (Delivery.STORED,))
_OPERATION = tuple(operations.c[name] for name in names(Operation))
# Thousands in one contact: what SQLAlchemy does for each row would cost more than the database does.
_RECORD = "UPDATE operations SET delivery=?, receipt=?, cause=?, attempts=attempts+1, tried_at=? WHERE op_id=?"
_AGAIN = (
    operations.update()
    .where(operations.c.op_id == bindparam("id"))
    .values(delivery=Delivery.UNSENT, cause=bindparam("why"), tried_at=bindparam("now"))
)


class Said(NamedTuple):
    """What the latest valid receipt says of an operation, or why there was none."""

    id: UUID
    to: Delivery
    proof: bytes
    why: str


class Outbox(Repository):
    """What goes to the receiver."""

    def append(self, operation: Operation) -> None:
        """Add an operation, unsent; op_id and (incarnation, cseq) stand once, for ever."""
        fresh = {"delivery": Delivery.UNSENT, "receipt": b"", "cause": "", "attempts": 0}
        self._insert(operations, {**to_row(operation), **fresh})

    def head(self, incarnation: UUID) -> tuple[int, bytes]:
        """Return the last cseq and chain link of incarnation; (0, CHAIN_START) where it has none."""
        query = (
            select(operations.c.cseq, operations.c.chain)
            .where(operations.c.incarnation == incarnation)
            .order_by(operations.c.cseq.desc())
            .limit(1)
        )
        row = self._connection.execute(query).first()
        return (0, CHAIN_START) if row is None else (row[0], row[1])

    def next_dseq(self, dossier_id: UUID) -> int:
        """Return the place of the dossier's next operation, from 1."""
        query = select(func.max(operations.c.dseq)).where(operations.c.dossier_id == dossier_id)
        return (self._connection.scalar(query) or 0) + 1

    def to_send(self, limit: int) -> tuple[Operation, ...]:
        """Return what has to be sent, in the order it was made: the unsent, and what is parked until it is released.

        Nothing of a dossier that a refusal or a conflict stopped.
        """
        stopped = select(operations.c.dossier_id).where(operations.c.delivery.in_(_STOPPED))
        # Each state by itself comes out of its index in order: thousands that wait are not sorted for each batch.
        firsts = (
            select(operations.c.row)
            .where(operations.c.delivery == state, operations.c.dossier_id.not_in(stopped))
            .order_by(operations.c.row)
            .limit(limit)
            .subquery()
            for state in _WAITING
        )
        rows = union_all(*(select(first.c.row) for first in firsts))
        return self._operations(
            select(*_OPERATION).where(operations.c.row.in_(rows)).order_by(operations.c.row).limit(limit)
        )

    def places(self, incarnation: UUID) -> tuple[tuple[int, int], ...]:
        """Return which cseq of incarnation there are, as sorted ranges: (first, last), both included."""
        cseq = operations.c.cseq
        mine = operations.c.incarnation == incarnation
        low, high, count = self._connection.execute(
            select(func.min(cseq), func.max(cseq), func.count()).where(mine)
        ).one()
        if count == 0 or high - low + 1 == count:
            return ((low, high),) if count else ()
        # Rare: an answer was cut while forgotten ones were pulled. In a range, cseq and row number keep their distance.
        numbered = select(cseq, (cseq - func.row_number().over(order_by=cseq)).label("range")).where(mine).subquery()
        first = func.min(numbered.c.cseq)
        query = select(first, func.max(numbered.c.cseq)).group_by(numbered.c.range).order_by(first)
        return tuple((row[0], row[1]) for row in self._connection.execute(query))

    def unacknowledged(self, incarnation: UUID) -> tuple[int, ...]:
        """Return the cseq of the operations of incarnation that no receipt says are stored, in order."""
        others = tuple(state for state in Delivery if state is not Delivery.STORED)
        # The index by delivery leads to the few of them; by incarnation every operation ever made would be read.
        query = select(operations.c.cseq).where(
            operations.c.delivery.in_(others), func.likely(operations.c.incarnation == incarnation)
        )
        return tuple(sorted(self._connection.scalars(query)))

    def link(self, incarnation: UUID, cseq: int) -> bytes | None:
        """Return the chain link at cseq; None where incarnation never made that many."""
        query = select(operations.c.chain).where(operations.c.incarnation == incarnation, operations.c.cseq == cseq)
        found: bytes | None = self._connection.scalar(query)
        return found

    def send_again(self, op_ids: Collection[UUID], cause: str, at: datetime) -> None:
        """Mark operations as unsent: the receiver has lost them. Their receipts stay, as proof that it had them."""
        if op_ids:
            self._connection.execute(_AGAIN, [{"id": op_id, "why": cause, "now": at} for op_id in op_ids])

    def record(self, op_id: UUID, delivery: Delivery, receipt: bytes, cause: str, at: datetime) -> None:
        """As record_all, for one."""
        self.record_all([Said(op_id, delivery, receipt, cause)], at)

    def record_all(self, said: Sequence[Said], at: datetime) -> None:
        """Record how far operations have come; every state may follow every other.

        A receiver that was restored from an old backup makes a stored operation unsent again.

        Raises:
            KeyError: there is no such operation.
        """
        now = to_micros(at)
        values: list[tuple[Any, ...]] = [(str(to), proof, why, now, op_id.bytes) for op_id, to, proof, why in said]
        if values and self._connection.exec_driver_sql(_RECORD, values).rowcount != len(values):
            raise KeyError([one.id for one in said])

    def get(self, op_id: UUID) -> Operation | None:
        """Return the operation with this id."""
        found = self._operations(select(*_OPERATION).where(operations.c.op_id == op_id))
        return found[0] if found else None

    def states(self, limit: int, *, delivery: Delivery | None = None) -> tuple[OutboxRow, ...]:
        """Return rows for the sync screen: problems first, then unsent, parked, stored; newest first in each."""
        found: tuple[OutboxRow, ...] = ()
        for group in _SHOWN_IN_ORDER if delivery is None else ((delivery,),):
            # One index a group: sorting them together would read every operation there ever was.
            newest = _outbox_rows().where(operations.c.delivery.in_(group)).order_by(operations.c.row.desc())
            found += self._rows(newest.limit(limit - len(found))) if len(found) < limit else ()
        return found

    def of_dossier(self, dossier_id: UUID) -> tuple[OutboxRow, ...]:
        """Return the dossier's operations in order."""
        return self._rows(_outbox_rows().where(operations.c.dossier_id == dossier_id).order_by(operations.c.row))

    def counts(self) -> OutboxCounts:
        """Return how many operations stand in each state."""
        query = select(operations.c.delivery, func.count()).group_by(operations.c.delivery)
        found: dict[Delivery, int] = {row[0]: row[1] for row in self._connection.execute(query)}
        return OutboxCounts(
            unsent=found.get(Delivery.UNSENT, 0),
            problem=sum(found.get(state, 0) for state in _STOPPED),
            stored=found.get(Delivery.STORED, 0),
            parked=found.get(Delivery.PARKED, 0),
        )

    def operations_between(self, first: int, last: int, incarnation: UUID | None = None) -> tuple[Operation, ...]:
        """Return the operations with first ≤ cseq ≤ last of incarnation (None: the one that wrote last), in order."""
        wanted = incarnation or self._connection.scalar(
            select(operations.c.incarnation).order_by(operations.c.row.desc()).limit(1)
        )
        return self._operations(
            select(*_OPERATION)
            .where(operations.c.incarnation == wanted, operations.c.cseq.between(first, last))
            .order_by(operations.c.cseq)
        )

    def made_between(self, start: datetime, end: datetime) -> tuple[Operation, ...]:
        """Return the operations made from start until before end, in order."""
        return self._operations(
            select(*_OPERATION)
            .where(operations.c.made_at >= start, operations.c.made_at < end)
            .order_by(operations.c.row)
        )

    def incarnations(self) -> tuple[tuple[UUID, int, bytes], ...]:
        """Return (incarnation, last cseq, last link) of every incarnation of this desk, oldest first."""
        order = select(operations.c.incarnation).group_by(operations.c.incarnation).order_by(func.min(operations.c.row))
        return tuple((one, *self.head(one)) for one in self._connection.scalars(order).all())

    def _operations(self, query: Select[Any]) -> tuple[Operation, ...]:
        return tuple(Operation(*row) for row in self._connection.execute(query))  # as _OPERATION: in the fields' order

    def _rows(self, query: Select[Any]) -> tuple[OutboxRow, ...]:
        return tuple(from_row(OutboxRow, row) for row in self._connection.execute(query).mappings())


def _outbox_rows() -> Select[Any]:
    columns = (operations.c[name] for name in names(OutboxRow, without=("number", "owner_name")))
    owner, submitter = parties.alias("owner"), parties.alias("submitter")
    return (
        select(
            *columns,
            func.coalesce(dossiers.c.number, "").label("number"),
            func.coalesce(owner.c.full_name, submitter.c.full_name, "").label("owner_name"),
        )
        .outerjoin(dossiers, dossiers.c.id == operations.c.dossier_id)
        .outerjoin(owner, (owner.c.dossier == dossiers.c.row) & (owner.c.part == PartyPart.OWNER))
        .outerjoin(submitter, (submitter.c.dossier == dossiers.c.row) & (submitter.c.part == PartyPart.SUBMITTER))
    )
