"""Drafts as they are typed; kept until their dossier is received or the clerk throws them away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from app.models.mapping import Repository, from_row
from app.models.rows import DraftRow
from app.models.tables import drafts


class Drafts(Repository):
    """What is being typed."""

    def save(self, draft_id: UUID, owner: str, json: str, at: datetime) -> None:
        """Keep the draft, replacing its earlier state."""
        values = {"owner": owner, "json": json, "saved_at": at}
        statement = insert(drafts).values(id=draft_id, **values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def get(self, draft_id: UUID) -> DraftRow | None:
        """Return the draft."""
        row = self._connection.execute(select(drafts).where(drafts.c.id == draft_id)).mappings().first()
        return None if row is None else from_row(DraftRow, row)

    def all_of(self, owner: str) -> tuple[DraftRow, ...]:
        """Return the owner's drafts, latest first."""
        query = select(drafts).where(drafts.c.owner == owner).order_by(drafts.c.saved_at.desc(), drafts.c.id.desc())
        return tuple(from_row(DraftRow, row) for row in self._connection.execute(query).mappings())

    def delete(self, draft_id: UUID) -> None:
        """Forget the draft."""
        self._connection.execute(drafts.delete().where(drafts.c.id == draft_id))
