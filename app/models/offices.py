"""The office and counter of this desk, the others it knows, and the desk's small values."""

from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.offices import Counter, Office
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import counters, desk_values, offices


class Offices(Repository):
    """This desk's place in the world."""

    def save_office(self, office: Office) -> None:
        """Keep office as the one this desk belongs to."""
        self._own(offices, to_row(office))

    def office(self) -> Office | None:
        """Return the office this desk belongs to; None before set-up."""
        row = self._connection.execute(select(offices).where(offices.c.own)).mappings().first()
        return None if row is None else from_row(Office, row)

    def save_counter(self, counter: Counter) -> None:
        """Keep counter as the one this desk is."""
        self._own(counters, to_row(counter))

    def counter(self) -> Counter | None:
        """Return the counter this desk is; None before set-up."""
        row = self._connection.execute(select(counters).where(counters.c.own)).mappings().first()
        return None if row is None else from_row(Counter, row)

    def get(self, key: str) -> bytes | None:
        """Return the desk value stored under key."""
        value: bytes | None = self._connection.scalar(select(desk_values.c.value).where(desk_values.c.key == key))
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep value under key, whatever was there before."""
        statement = insert(desk_values).values(key=key, value=value)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))

    def remove(self, key: str) -> None:
        """Forget the value under key."""
        self._connection.execute(desk_values.delete().where(desk_values.c.key == key))

    def _own(self, table: Table, values: dict[str, Any]) -> None:
        self._connection.execute(table.update().values(own=False))
        statement = insert(table).values(**values, own=True)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={**values, "own": True}))
