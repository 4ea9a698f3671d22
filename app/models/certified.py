"""The book of certified copies."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core.money import Dong
from app.domain.certified import CertifiedCopy
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import certified_copies


class Certified(Repository):
    """Lines are added and cancelled, never removed."""

    def add(self, line: CertifiedCopy) -> None:
        """Write a line."""
        self._insert(certified_copies, to_row(line))

    def cancel(self, line_id: UUID, reason: str) -> None:
        """Say why a line counts no more; its number is never given again."""
        self._connection.execute(
            certified_copies.update().where(certified_copies.c.id == line_id).values(cancelled=reason)
        )

    def last_serial(self, volume: str) -> int:
        """Return the highest number of a volume; 0 for an empty one."""
        query = select(func.max(certified_copies.c.serial)).where(certified_copies.c.volume == volume)
        return self._connection.scalar(query) or 0

    def get(self, line_id: UUID) -> CertifiedCopy | None:
        """Return one line."""
        return next(iter(self._where(certified_copies.c.id == line_id)), None)

    def newest(self) -> CertifiedCopy | None:
        """Return the line that was written last at this desk."""
        return next(iter(self._read(select(certified_copies).order_by(certified_copies.c.row.desc()).limit(1))), None)

    def of_dossier(self, dossier_id: UUID) -> tuple[CertifiedCopy, ...]:
        """Return the lines that were written for a dossier."""
        return self._where(certified_copies.c.dossier_id == dossier_id)

    def of_person(self, identity: str, limit: int = 10) -> tuple[CertifiedCopy, ...]:
        """Return what a returning customer had certified, newest first; nothing for somebody without a number."""
        if not identity:
            return ()
        query = (
            select(certified_copies)
            .where(certified_copies.c.identity == identity)
            .order_by(certified_copies.c.row.desc())
            .limit(limit)
        )
        return self._read(query)

    def between(self, first: datetime, last: datetime) -> tuple[CertifiedCopy, ...]:
        """Return the lines of first ≤ moment < last, in order: the book."""
        return self._where(certified_copies.c.at >= first, certified_copies.c.at < last)

    def _where(self, *conditions: object) -> tuple[CertifiedCopy, ...]:
        query = select(certified_copies).where(*conditions)  # type: ignore[arg-type] # conditions on its columns
        return self._read(query.order_by(certified_copies.c.row))

    def _read(self, query: object) -> tuple[CertifiedCopy, ...]:
        found = self._connection.execute(query).mappings()  # type: ignore[call-overload] # a select of the book
        return tuple(from_row(CertifiedCopy, row, fee=Dong(row["fee"])) for row in found)
