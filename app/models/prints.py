"""What was printed: a slip is never a lie, so every print is recorded before it goes to the queue."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.models.mapping import Repository, from_row, to_row
from app.models.rows import PrintRecord, PrintState
from app.models.tables import prints

_UNFINISHED = (PrintState.QUEUED, PrintState.PRINTING, PrintState.FAILED, PrintState.UNCERTAIN)


class Prints(Repository):
    """The prints of all dossiers."""

    def add(self, record: PrintRecord) -> None:
        """Record a print."""
        self._insert(prints, to_row(record))

    def set_state(
        self, print_id: UUID, state: PrintState, at: datetime, *, job: str | None = None, reason: str = ""
    ) -> None:
        """Record what the queue says now; job None leaves the job's name as it was."""
        values: dict[str, object] = {"state": state, "changed_at": at, "reason": reason}
        if job is not None:
            values["job"] = job
        self._connection.execute(prints.update().where(prints.c.id == print_id).values(values))

    def unprinted(self) -> tuple[PrintRecord, ...]:
        """Return the prints neither on paper nor given up, oldest first: asked about at the next start."""
        query = select(prints).where(prints.c.state.in_(_UNFINISHED)).order_by(prints.c.at, prints.c.id)
        return tuple(from_row(PrintRecord, row) for row in self._connection.execute(query).mappings())

    def of_dossier(self, dossier_id: UUID) -> tuple[PrintRecord, ...]:
        """Return the dossier's prints in order."""
        query = select(prints).where(prints.c.dossier_id == dossier_id).order_by(prints.c.at, prints.c.id)
        return tuple(from_row(PrintRecord, row) for row in self._connection.execute(query).mappings())

    def get(self, print_id: UUID) -> PrintRecord | None:
        """Return the print with this id."""
        row = self._connection.execute(select(prints).where(prints.c.id == print_id)).mappings().first()
        return None if row is None else from_row(PrintRecord, row)

    def last_reprint(self, dossier_id: UUID, form: str) -> int:
        """Return the highest reprint mark of this form so far; -1 where it was never printed."""
        query = select(func.max(prints.c.reprint)).where(prints.c.dossier_id == dossier_id, prints.c.form == form)
        highest: int | None = self._connection.scalar(query)
        return -1 if highest is None else highest
