"""The moving part of each dossier, and where its papers come from."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app.domain.life import Life, PaperOrigin
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import dossiers, lives, paper_origins

_APART = ("dossier_id",)


class Lives(Repository):
    """One life a dossier; it begins when the dossier is added."""

    def of(self, dossier_id: UUID) -> Life:
        """Return the life of a dossier.

        Raises:
            KeyError: there is no such dossier.
        """
        query = select(lives).join(dossiers, dossiers.c.row == lives.c.dossier).where(dossiers.c.id == dossier_id)
        row = self._connection.execute(query).mappings().first()
        if row is None:
            raise KeyError(dossier_id)
        return from_row(Life, row, dossier_id=dossier_id)

    def set(self, life: Life) -> None:
        """Write the life as it is now."""
        self._connection.execute(
            lives.update().where(lives.c.dossier == self._row(life.dossier_id)).values(**to_row(life, without=_APART))
        )

    def group(self, group: UUID) -> tuple[UUID, ...]:
        """Return the dossiers that were received together, in the order of reception."""
        query = (
            select(dossiers.c.id)
            .join(lives, lives.c.dossier == dossiers.c.row)
            .where(lives.c.group == group)
            .order_by(dossiers.c.row)
        )
        return tuple(self._connection.scalars(query))

    def set_origins(self, dossier_id: UUID, origins: Sequence[PaperOrigin]) -> None:
        """Write where the papers of a dossier come from; what was written of them before gives way."""
        self._connection.execute(paper_origins.delete().where(paper_origins.c.dossier_id == dossier_id))
        self._insert(paper_origins, [to_row(origin) for origin in origins])

    def origins(self, dossier_id: UUID) -> tuple[PaperOrigin, ...]:
        """Return where the papers of a dossier come from, by their place in it; those handed in have no entry."""
        query = select(paper_origins).where(paper_origins.c.dossier_id == dossier_id).order_by(paper_origins.c.ordinal)
        return tuple(from_row(PaperOrigin, row) for row in self._connection.execute(query).mappings())

    def _row(self, dossier_id: UUID) -> int:
        row = self._connection.scalar(select(dossiers.c.row).where(dossiers.c.id == dossier_id))
        if row is None:
            raise KeyError(dossier_id)
        return int(row)
