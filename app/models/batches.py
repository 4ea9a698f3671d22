"""Handovers and the folders in them."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert

from app.core.money import Dong
from app.domain.handover import Batch, BatchItem, BatchKind, BatchState
from app.models.dossier_lists import list_rows
from app.models.mapping import Repository, from_row, to_row
from app.models.rows import BatchRow, DossierRow
from app.models.tables import batch_items, batches, dossiers

_LIVE = (BatchState.OPEN, BatchState.SEALED)
_SIGNED = (BatchState.SEALED, BatchState.RECEIVED)


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

    def rows(self, limit: int = 60) -> tuple[BatchRow, ...]:
        """Return handovers for a list: those still to be signed first, then the newest."""
        live = batches.c.state.in_(_LIVE)
        item = batch_items.c
        counted = {
            "count": func.count(item.ordinal),
            "missing": func.count(item.ordinal).filter(item.given, ~item.taken),
            "extra": func.count(item.ordinal).filter(item.taken, ~item.given),
        }
        query = (
            select(batches, *(value.label(name) for name, value in counted.items()))
            .outerjoin(batch_items, item.batch_id == batches.c.id)
            .group_by(batches.c.row)
            .order_by(live.desc(), batches.c.row.desc())
            .limit(limit)
        )
        return tuple(
            BatchRow(from_row(Batch, row), *(row[name] for name in counted))
            for row in self._connection.execute(query).mappings()
        )

    def dossiers_in(self, batch_id: UUID) -> dict[UUID, DossierRow]:
        """Return the known dossiers of a handover by their id."""
        inside = select(batch_items.c.dossier_id).where(batch_items.c.batch_id == batch_id)
        return {row.id: row for row in list_rows(self._connection, [dossiers.c.id.in_(inside)])}

    def bag_of(self, dossier_id: UUID) -> Batch | None:
        """Return the handover whose bag holds this folder now: open, or on the way; papers the post brings apart."""
        query = (
            select(batches)
            .join(batch_items, batch_items.c.batch_id == batches.c.id)
            .where(
                batch_items.c.dossier_id == dossier_id,
                batches.c.state.in_(_LIVE),
                batches.c.kind != BatchKind.POST_IN,
            )
        )
        row = self._connection.execute(query).mappings().first()
        return None if row is None else from_row(Batch, row)

    def open_with(self, unit_id: UUID) -> Batch | None:
        """Return a handover with this unit that is still to be signed."""
        query = select(batches).where(batches.c.unit_id == unit_id, batches.c.state.in_(_LIVE)).limit(1)
        row = self._connection.execute(query).mappings().first()
        return None if row is None else from_row(Batch, row)

    def of_dossier(self, dossier_id: UUID) -> tuple[tuple[Batch, BatchItem], ...]:
        """Return the handovers a dossier was in and its place in each, oldest first: its chain of custody."""
        mine = select(batch_items).where(batch_items.c.dossier_id == dossier_id)
        items = {
            row["batch_id"]: from_row(BatchItem, row, money=Dong(row["money"]))
            for row in self._connection.execute(mine).mappings()
        }
        query = select(batches).where(batches.c.id.in_(items)).order_by(batches.c.row)
        found = (from_row(Batch, row) for row in self._connection.execute(query).mappings())
        return tuple((batch, items[batch.id]) for batch in found)

    def with_consignment(self, consignment: str, *, signed: bool = True) -> tuple[tuple[Batch, BatchItem], ...]:
        """Return where a postal consignment note stands in records of what the post brought, oldest first.

        Args:
            consignment: its number, in the form it is kept in.
            signed: only in records that both sides signed; else also in those that are still open.
        """
        query = (
            select(batch_items)
            .join(batches, batches.c.id == batch_items.c.batch_id)
            .where(
                batch_items.c.consignment == consignment,
                batch_items.c.consignment != "",
                batches.c.kind == BatchKind.POST_IN,
                batches.c.state.in_({BatchState.RECEIVED} if signed else {BatchState.RECEIVED, *_LIVE}),
            )
            .order_by(batches.c.row)
        )
        rows = self._connection.execute(query).mappings().all()
        items = (from_row(BatchItem, row, money=Dong(row["money"])) for row in rows)
        return tuple((batch, item) for item in items if (batch := self.get(item.batch_id)) is not None)

    def usual_unit(self, procedure_code: str, batches_back: int) -> tuple[UUID, int] | None:
        """Return the one unit that took this procedure's folders in the last handovers, and how many of them.

        None where several units did, or none.
        """
        recent = (
            select(batches.c.id, batches.c.unit_id)
            .where(batches.c.kind == BatchKind.DOSSIERS, batches.c.state.in_(_SIGNED))
            .order_by(batches.c.row.desc())
            .limit(batches_back)
            .subquery()
        )
        query = (
            select(recent.c.unit_id, func.count())
            .join(batch_items, batch_items.c.batch_id == recent.c.id)
            .join(dossiers, dossiers.c.id == batch_items.c.dossier_id)
            .where(dossiers.c.procedure_code == procedure_code)
            .group_by(recent.c.unit_id)
        )
        found = self._connection.execute(query).all()
        return (found[0][0], found[0][1]) if len(found) == 1 else None
