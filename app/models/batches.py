"""Handovers and the folders in them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from app.core.money import Dong
from app.domain.handover import Batch, BatchItem, BatchState
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import batch_items, batches


class Batches(Repository):
    """All handovers of this desk."""

    def put(self, batch: Batch) -> None:
        """Add a handover, or write it anew."""
        values = to_row(batch)
        self._connection.execute(
            insert(batches).values(**values).on_conflict_do_update(set_=values, index_elements=["id"])
        )

    def put_item(self, item: BatchItem) -> None:
        """Add a folder, or write it anew by its ordinal."""
        values = to_row(item)
        self._connection.execute(
            insert(batch_items)
            .values(**values)
            .on_conflict_do_update(set_=values, index_elements=["batch_id", "ordinal"])
        )

    def remove_item(self, batch_id: UUID, ordinal: int) -> None:
        """Take a folder out again; the others keep their ordinals."""
        self._connection.execute(
            batch_items.delete().where(batch_items.c.batch_id == batch_id, batch_items.c.ordinal == ordinal)
        )

    def get(self, batch_id: UUID) -> Batch | None:
        """Return the handover with this id."""
        row = self._connection.execute(select(batches).where(batches.c.id == batch_id)).mappings().first()
        return None if row is None else from_row(Batch, row)

    def by_number(self, number: str) -> Batch | None:
        """Return the handover that bears this number."""
        row = (
            self._connection.execute(select(batches).where(batches.c.number == number.strip().upper()))
            .mappings()
            .first()
        )
        return None if row is None else from_row(Batch, row)

    def items(self, batch_id: UUID) -> tuple[BatchItem, ...]:
        """Return the folders in the order of beeping."""
        query = select(batch_items).where(batch_items.c.batch_id == batch_id).order_by(batch_items.c.ordinal)
        return tuple(
            from_row(BatchItem, row, money=Dong(row["money"])) for row in self._connection.execute(query).mappings()
        )

    def latest(self, *states: BatchState, limit: int = 50) -> tuple[Batch, ...]:
        """Return handovers, newest first: those in one of states, or all where none is named."""
        query = select(batches).order_by(batches.c.row.desc()).limit(limit)
        if states:
            query = query.where(batches.c.state.in_(states))
        return tuple(from_row(Batch, row) for row in self._connection.execute(query).mappings())

    def of_dossier(self, dossier_id: UUID) -> tuple[Batch, ...]:
        """Return the handovers a dossier was in, oldest first: its chain of custody."""
        query = (
            select(batches)
            .join(batch_items, batch_items.c.batch_id == batches.c.id)
            .where(batch_items.c.dossier_id == dossier_id)
            .order_by(batches.c.row)
        )
        return tuple(from_row(Batch, row) for row in self._connection.execute(query).mappings())
