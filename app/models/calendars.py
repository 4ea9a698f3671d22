"""Working calendars as dated data; a new one replaces the old from its first day, the old stays in the history."""

from datetime import date, datetime

from sqlalchemy import select

from app.models.mapping import Repository, from_row
from app.models.rows import CalendarRow
from app.models.tables import calendars


class Calendars(Repository):
    """The calendars that were put into this store."""

    def put(self, name: str, json: str, valid_from: date, at: datetime) -> None:
        """Add a calendar; it holds from valid_from on."""
        self._insert(calendars, {"name": name, "json": json, "valid_from": valid_from, "put_at": at})

    def current(self, on: date | None = None) -> str | None:
        """Return the calendar that was put last of those in force on this day; of all where on is None."""
        query = select(calendars.c.json).order_by(calendars.c.id.desc()).limit(1)
        if on is not None:
            query = query.where(calendars.c.valid_from <= on)
        found: str | None = self._connection.scalar(query)
        return found

    def history(self) -> tuple[CalendarRow, ...]:
        """Return every calendar, newest first."""
        rows = self._connection.execute(select(calendars).order_by(calendars.c.id.desc())).mappings()
        return tuple(from_row(CalendarRow, row) for row in rows)
