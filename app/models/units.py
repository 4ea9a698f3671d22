"""The directory of departments, other offices and posts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from app.domain.units import Unit
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import units


class Units(Repository):
    """All units, those that ended too."""

    def put(self, unit: Unit) -> None:
        """Add a unit, or write it anew."""
        values = to_row(unit)
        self._connection.execute(
            insert(units).values(**values).on_conflict_do_update(set_=values, index_elements=["id"])
        )

    def get(self, unit_id: UUID) -> Unit | None:
        """Return the unit with this id."""
        row = self._connection.execute(select(units).where(units.c.id == unit_id)).mappings().first()
        return None if row is None else from_row(Unit, row)

    def all(self) -> tuple[Unit, ...]:
        """Return every unit by name, those that are not used any more at the end."""
        query = select(units).order_by(units.c.active.desc(), units.c.name)
        return tuple(from_row(Unit, row) for row in self._connection.execute(query).mappings())
