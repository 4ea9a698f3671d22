"""Papers given before a reception, and the drafts they wait with."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from app.domain.guidance import Guidance, GuidanceKind
from app.domain.phones import normal_phone
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import guidances

_MOST = 5


class Guidances(Repository):
    """Only ever added to; a draft is with its newest paper until it is received."""

    def add(self, guidance: Guidance) -> None:
        """Record a paper; earlier ones of the same draft give the draft to it."""
        self.let_go(guidance.draft_id)
        values = to_row(guidance)
        self._insert(guidances, {**values, "phone": normal_phone(guidance.phone)})

    def let_go(self, draft_id: UUID) -> None:
        """Keep the papers of a draft, and not what was typed any more: it is received, or open again."""
        self._connection.execute(guidances.update().where(guidances.c.draft_id == draft_id).values(draft=""))

    def keep(self, guidance_id: UUID, draft: str) -> None:
        """Let a draft wait with one of its papers again."""
        self._connection.execute(guidances.update().where(guidances.c.id == guidance_id).values(draft=draft))

    def withdraw(self, guidance_id: UUID) -> None:
        """Mark a paper as given by mistake."""
        self._connection.execute(
            guidances.update().where(guidances.c.id == guidance_id).values(withdrawn=True, draft="")
        )

    def get(self, guidance_id: UUID) -> Guidance | None:
        """Return the guidance with this id."""
        row = self._connection.execute(select(guidances).where(guidances.c.id == guidance_id)).mappings().first()
        return None if row is None else from_row(Guidance, row)

    def of_form(self, form_id: UUID) -> Guidance | None:
        """Return the guidance whose paper is this form."""
        row = self._connection.execute(select(guidances).where(guidances.c.form_id == form_id)).mappings().first()
        return None if row is None else from_row(Guidance, row)

    def waiting(self, identity: str, person: str, phone: str) -> tuple[Guidance, ...]:
        """Return the guidances whose drafts wait for this person, newest first: by identity, else by name and phone."""
        same = [guidances.c.identity == identity] if identity else []
        key = normal_phone(phone)
        if key and person:
            nobody_else = or_(guidances.c.identity == "", guidances.c.identity == identity)
            same.append(and_(guidances.c.phone == key, guidances.c.person == person, nobody_else))
        if not same:
            return ()
        query = select(guidances).where(or_(*same), guidances.c.draft != "").order_by(guidances.c.row.desc())
        return tuple(from_row(Guidance, row) for row in self._connection.execute(query.limit(_MOST)).mappings())

    def counts(self, first: datetime, last: datetime) -> Mapping[GuidanceKind, int]:
        """Return how many papers of each kind were given from first to before last, those taken back left out."""
        query = (
            select(guidances.c.kind, func.count())
            .where(guidances.c.at >= first, guidances.c.at < last, ~guidances.c.withdrawn)
            .group_by(guidances.c.kind)
        )
        return {row.kind: row[1] for row in self._connection.execute(query)}
