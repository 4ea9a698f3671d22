"""Published procedures by version. A version that is here never changes; a correction is a new version."""

from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import IntegrityError

from app.core.problems import PersonProblem
from app.domain.catalogue_format import from_json
from app.domain.procedures import ProcedureVersion
from app.models.mapping import Repository
from app.models.tables import procedures

# A version never changes, so its text is read once: a reception looks its procedure up several times.
_read = lru_cache(maxsize=1024)(from_json)


class Procedures(Repository):
    """The catalogue of this desk."""

    def put(self, version: ProcedureVersion, json: str) -> None:
        """Add a version with its catalogue JSON.

        Raises:
            PersonProblem: ``store.version_taken`` where this version is already there; a dossier may rest on it.
        """
        values = {
            "code": version.code,
            "version": version.version,
            "valid_from": version.valid_from,
            "valid_to": version.valid_to,
            "doubts": len(version.review),
            "json": json,
        }
        try:
            self._insert(procedures, values)
        except IntegrityError as error:
            raise PersonProblem("store.version_taken", procedure=version.code, version=version.version) from error

    def version(self, code: str, version: int) -> ProcedureVersion | None:
        """Return this version of the procedure."""
        found: str | None = self._connection.scalar(
            select(procedures.c.json).where(procedures.c.code == code, procedures.c.version == version)
        )
        return None if found is None else _read(found)

    def current(self, code: str, on: date) -> ProcedureVersion | None:
        """Return the newest version of the procedure in force on this day."""
        query = select(procedures.c.json).where(procedures.c.code == code, *_in_force(on))
        found: str | None = self._connection.scalar(query.order_by(procedures.c.version.desc()).limit(1))
        return None if found is None else _read(found)

    def all_current(self, on: date) -> tuple[ProcedureVersion, ...]:
        """Return the newest version in force on this day of every procedure, by code."""
        newest = (
            select(procedures.c.code, func.max(procedures.c.version).label("version"))
            .where(*_in_force(on))
            .group_by(procedures.c.code)
            .subquery()
        )
        query = (
            select(procedures.c.json)
            .join(newest, (procedures.c.code == newest.c.code) & (procedures.c.version == newest.c.version))
            .order_by(procedures.c.code)
        )
        return tuple(_read(text) for text in self._connection.scalars(query))

    def latest_version(self, code: str) -> int:
        """Return the highest version number of the procedure; 0 where it is unknown."""
        return self._connection.scalar(select(func.max(procedures.c.version)).where(procedures.c.code == code)) or 0

    def in_doubt(self, on: date) -> tuple[ProcedureVersion, ...]:
        """Return the current procedures whose review list is not empty.

        A doubt is settled by putting a new version without it, so that it stays visible who received what under which.
        """
        return tuple(version for version in self.all_current(on) if version.review)


def _in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        or_(procedures.c.valid_from.is_(None), procedures.c.valid_from <= on),
        or_(procedures.c.valid_to.is_(None), procedures.c.valid_to >= on),
    )
