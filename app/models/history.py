"""What happened to each dossier, in order; only ever added to."""

from uuid import UUID

from sqlalchemy import select

from app.models.mapping import Repository, from_row, to_row
from app.models.rows import HistoryEvent
from app.models.tables import history


class History(Repository):
    """The events of all dossiers."""

    def add(self, event: HistoryEvent) -> None:
        """Add an event."""
        self._insert(history, {**to_row(event, without=("detail",)), "detail": dict(event.detail)})

    def of(self, dossier_id: UUID) -> tuple[HistoryEvent, ...]:
        """Return the dossier's events in the order they were added."""
        query = select(history).where(history.c.dossier_id == dossier_id).order_by(history.c.row)
        return tuple(from_row(HistoryEvent, row) for row in self._connection.execute(query).mappings())
