"""Papers and results that the office holds of a person, in one look: no dossier is read whole for it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from app.core.clock import VIETNAM
from app.domain.dossiers import PaperState, Status
from app.domain.reuse import Held
from app.models.mapping import Repository
from app.models.rows import PartyPart
from app.models.tables import accounts, dossiers, paper_origins, papers, parties, results


class HeldPapers(Repository):
    """What was handed in and scanned, and what was issued; the person is the owner of the dossier, never its bearer."""

    def of(self, person: str, states: Collection[Status], without: Collection[UUID], limit: int) -> tuple[Held, ...]:
        """Return what is held of a person, newest first within papers and results.

        Args:
            person: identity of the owner.
            states: of the dossiers that count.
            without: dossiers left out.
            limit: so many papers, and so many results, at most.
        """
        where = and_(dossiers.c.row.in_(_owned(person)), dossiers.c.status.in_(states), dossiers.c.id.not_in(without))
        return (*self._papers(person, where, limit), *self._results(person, where, limit))

    def _papers(self, person: str, where: ColumnElement[bool], limit: int) -> tuple[Held, ...]:
        place = and_(paper_origins.c.dossier_id == dossiers.c.id, paper_origins.c.ordinal == papers.c.ordinal)
        query = (
            select(
                dossiers.c.id, dossiers.c.number, dossiers.c.received_at, dossiers.c.procedure_code,
                accounts.c.full_name, papers, paper_origins.c.valid_until,
            )
            .join(papers, papers.c.dossier == dossiers.c.row)
            .outerjoin(paper_origins, place)
            .outerjoin(accounts, accounts.c.id == dossiers.c.received_by)
            .where(where, papers.c.state == PaperState.HANDED_IN, papers.c.file_digest != "")
            .order_by(dossiers.c.row.desc(), papers.c.place)
            .limit(limit)
        )  # fmt: skip
        return tuple(
            Held(
                person=person,
                dossier_id=row["id"],
                reference=row["number"],
                name=row["name"],
                on=row["received_at"].astimezone(VIETNAM).date(),
                at=row["received_at"],
                by=row["full_name"] or "",
                valid_until=row["valid_until"],
                procedure=row["procedure_code"],
                code=row["required_code"],
                file_digest=row["file_digest"],
                file_size=row["file_size"],
                pages=row["pages"],
            )
            for row in self._connection.execute(query).mappings()
        )

    def _results(self, person: str, where: ColumnElement[bool], limit: int) -> tuple[Held, ...]:
        query = (
            select(dossiers.c.number.label("reference"), dossiers.c.received_at, results)
            .join(results, results.c.dossier_id == dossiers.c.id)
            .where(where, ~results.c.negative, or_(results.c.file_digest != "", results.c.number != ""))
            .order_by(results.c.row.desc())
            .limit(limit)
        )
        found = []
        for row in self._connection.execute(query).mappings():
            at = row["recorded_at"] or row["received_at"]
            found.append(
                Held(
                    person=person,
                    dossier_id=row["dossier_id"],
                    reference=row["reference"],
                    name=row["title"],
                    on=row["issued_on"] or at.astimezone(VIETNAM).date(),
                    at=at,
                    by=row["recorded_by"],
                    result=True,
                    number=row["number"],
                    file_digest=row["file_digest"],
                    file_size=row["file_size"],
                )
            )
        return tuple(found)


def _owned(person: str) -> Select[tuple[int]]:
    other = parties.alias()
    somebody_else = exists().where(other.c.dossier == parties.c.dossier, other.c.part == PartyPart.OWNER)
    own = or_(parties.c.part == PartyPart.OWNER, ~somebody_else)
    return select(parties.c.dossier).where(parties.c.identity == person, own)
