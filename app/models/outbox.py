"""The outbox: operations in the order they were made, and what the receiver's receipts say of each."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from app.domain.operations import CHAIN_START, Delivery, Operation
from app.models.mapping import Repository, from_row, names, to_row
from app.models.rows import OutboxCounts, OutboxRow, PartyPart
from app.models.tables import dossiers, operations, parties

_STOPPED = (Delivery.CONFLICT, Delivery.REFUSED)
_OPERATION = tuple(operations.c[name] for name in names(Operation))


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

    def unsent(self, limit: int) -> tuple[Operation, ...]:
        """Return unsent operations in the order they were made, without dossiers that a refusal or conflict stopped."""
        stopped = select(operations.c.dossier_id).where(operations.c.delivery.in_(_STOPPED))
        query = (
            select(*_OPERATION)
            .where(operations.c.delivery == Delivery.UNSENT, operations.c.dossier_id.not_in(stopped))
            .order_by(operations.c.row)
            .limit(limit)
        )
        return self._operations(query)

    def to_send(self, limit: int) -> tuple[Operation, ...]:
        """Return what has to be sent, in order: as unsent(), and what the receiver parked, until it is released."""
        stopped = select(operations.c.dossier_id).where(operations.c.delivery.in_(_STOPPED))
        query = (
            select(*_OPERATION)
            .where(
                operations.c.delivery.in_((Delivery.UNSENT, Delivery.PARKED)),
                operations.c.dossier_id.not_in(stopped),
            )
            .order_by(operations.c.row)
            .limit(limit)
        )
        return self._operations(query)

    def acknowledged(self, incarnation: UUID) -> tuple[int, ...]:
        """Return the cseq of the operations of incarnation that a receipt says are stored, in order."""
        query = (
            select(operations.c.cseq)
            .where(operations.c.incarnation == incarnation, operations.c.delivery == Delivery.STORED)
            .order_by(operations.c.cseq)
        )
        return tuple(self._connection.scalars(query))

    def link(self, incarnation: UUID, cseq: int) -> bytes | None:
        """Return the chain link at cseq; None where incarnation never made that many."""
        query = select(operations.c.chain).where(operations.c.incarnation == incarnation, operations.c.cseq == cseq)
        found: bytes | None = self._connection.scalar(query)
        return found

    def send_again(self, op_ids: Collection[UUID], cause: str, at: datetime) -> None:
        """Mark operations as unsent: the receiver has lost them. Their receipts stay, as proof that it had them."""
        for op_id in op_ids:
            self._connection.execute(
                operations.update()
                .where(operations.c.op_id == op_id)
                .values(delivery=Delivery.UNSENT, cause=cause, tried_at=at)
            )

    def record(self, op_id: UUID, delivery: Delivery, receipt: bytes, cause: str, at: datetime) -> None:
        """Record what the latest valid receipt says, or why there was none; every state may follow every other.

        A receiver that was restored from an old backup makes a stored operation unsent again.

        Raises:
            KeyError: there is no such operation.
        """
        changed = self._connection.execute(
            operations.update()
            .where(operations.c.op_id == op_id)
            .values(delivery=delivery, receipt=receipt, cause=cause, attempts=operations.c.attempts + 1, tried_at=at)
        )
        if changed.rowcount == 0:
            raise KeyError(op_id)

    def get(self, op_id: UUID) -> Operation | None:
        """Return the operation with this id."""
        found = self._operations(select(*_OPERATION).where(operations.c.op_id == op_id))
        return found[0] if found else None

    def states(self, limit: int, *, delivery: Delivery | None = None, offset: int = 0) -> tuple[OutboxRow, ...]:
        """Return rows for the sync screen: problems first, then unsent, parked, stored; newest first in each."""
        rank = case(
            (operations.c.delivery.in_(_STOPPED), 0),
            (operations.c.delivery == Delivery.UNSENT, 1),
            (operations.c.delivery == Delivery.PARKED, 2),
            else_=3,
        )
        query = _outbox_rows().order_by(rank, operations.c.row.desc()).limit(limit).offset(offset)
        if delivery is not None:
            query = query.where(operations.c.delivery == delivery)
        return self._rows(query)

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
        return tuple(from_row(Operation, row) for row in self._connection.execute(query).mappings())

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
