"""Dossiers: a record goes in whole and comes out equal; lists and searches give rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.exc import IntegrityError

from app.core.problems import OutsideProblem
from app.domain.alikeness import ReceivedToday
from app.domain.dossiers import Appointment, Dossier, DossierPaper, FeeLine, Status
from app.domain.life import Life
from app.domain.people import Parties, Party
from app.domain.phones import normal_phone
from app.models.dossier_lists import day_of, list_rows
from app.models.dossier_queues import counts, ids_of_queue, queued, rows_of_queue, waiting_longest
from app.models.dossier_search import of_person, search
from app.models.mapping import Repository, from_row, to_row
from app.models.rows import DossierRow, PartyPart, Queue, QueueCounts, QueueTimes
from app.models.tables import DOSSIER_WORDS, dossier_numbers, dossiers, fees, lives, papers, parties
from app.models.text_index import TextIndex

# Appointment and parties are spread over columns and a table of their own.
_APART = ("parties", "papers", "fees", "appointment")


class Dossiers(Repository):
    """All dossiers of this desk."""

    def add(self, dossier: Dossier) -> None:
        """Store a dossier that was just received.

        Raises:
            OutsideProblem: ``store.number_taken``; the transaction must not be committed.
        """
        try:
            added = self._connection.execute(dossiers.insert().returning(dossiers.c.row), dossier_values(dossier))
            row: int = added.scalar_one()
            self._add_number(dossier.number, row)
        except IntegrityError as error:
            raise OutsideProblem("store.number_taken", number=dossier.number) from error
        self._insert(lives, life_values(row, dossier))
        self._add_parts(row, dossier)

    def replace(self, dossier: Dossier) -> Dossier:
        """Write a corrected record in the place of the one with its id, as its next revision; return it.

        Raises:
            KeyError: there is no such dossier.
        """
        found = self._connection.execute(
            dossiers.update()
            .where(dossiers.c.id == dossier.id)
            .values(**dossier_values(dossier) | {"revision": dossiers.c.revision + 1})
            .returning(dossiers.c.row)
        )
        row: int | None = found.scalar_one_or_none()
        if row is None:
            raise KeyError(dossier.id)
        for table in (parties, papers, fees):
            self._connection.execute(table.delete().where(table.c.dossier == row))
        self._add_parts(row, dossier)
        return replace(dossier, revision=dossier.revision + 1)

    def get(self, dossier_id: UUID) -> Dossier | None:
        """Return the dossier with this id."""
        row = self._connection.execute(select(dossiers).where(dossiers.c.id == dossier_id)).mappings().first()
        return None if row is None else self._dossier(row)

    def row(self, dossier_id: UUID) -> DossierRow | None:
        """Return the dossier with this id as a list shows it."""
        found = list_rows(self._connection, [dossiers.c.id == dossier_id], limit=1)
        return found[0] if found else None

    def rows(self, dossier_ids: Sequence[UUID]) -> tuple[DossierRow, ...]:
        """Return these dossiers as a list shows them, in this order; a few hundred at once."""
        found = {row.id: row for row in list_rows(self._connection, [dossiers.c.id.in_(dossier_ids)])}
        return tuple(found[one] for one in dossier_ids if one in found)

    def by_number(self, number: str) -> Dossier | None:
        """Return the dossier that has, or ever had, this number."""
        query = (
            select(dossiers)
            .join(dossier_numbers, dossier_numbers.c.dossier == dossiers.c.row)
            .where(dossier_numbers.c.number == number.strip().upper())
        )
        row = self._connection.execute(query).mappings().first()
        return None if row is None else self._dossier(row)

    def numbers_of(self, dossier_id: UUID) -> tuple[str, ...]:
        """Return every number the dossier is known by, the present one first."""
        query = (
            select(dossier_numbers.c.number)
            .join(dossiers, dossier_numbers.c.dossier == dossiers.c.row)
            .where(dossiers.c.id == dossier_id)
            .order_by((dossier_numbers.c.number == dossiers.c.number).desc(), dossier_numbers.c.number)
        )
        return tuple(self._connection.scalars(query))

    def bind_number(self, dossier_id: UUID, official: str) -> None:
        """Give the dossier its official number; the provisional one keeps finding it.

        Raises:
            KeyError: there is no such dossier.
            OutsideProblem: ``store.number_taken``; the transaction must not be committed.
        """
        row = self._connection.scalar(select(dossiers.c.row).where(dossiers.c.id == dossier_id))
        if row is None:
            raise KeyError(dossier_id)
        try:
            self._add_number(official, row)
        except IntegrityError as error:
            raise OutsideProblem("store.number_taken", number=official) from error
        self._connection.execute(
            dossiers.update()
            .where(dossiers.c.row == row)
            .values(number=official, provisional=False, revision=dossiers.c.revision + 1)
        )

    def set_status(self, dossier_id: UUID, status: Status) -> Dossier:
        """Write the state, which makes a new revision; return the dossier as it is now.

        Raises:
            KeyError: there is no such dossier.
        """
        self._connection.execute(
            dossiers.update().where(dossiers.c.id == dossier_id).values(status=status, revision=dossiers.c.revision + 1)
        )
        changed = self.get(dossier_id)
        if changed is None:
            raise KeyError(dossier_id)
        return changed

    def set_slip_copies(self, dossier_id: UUID, copies: int) -> None:
        """Record how many copies of the slip are on paper; not a change of the dossier, so the revision stays."""
        self._connection.execute(dossiers.update().where(dossiers.c.id == dossier_id).values(slip_copies=copies))

    def search(
        self,
        text: str,
        limit: int = 50,
        *,
        queue: Queue | str = Queue.ALL,
        at: QueueTimes | None = None,
        procedure_code: str = "",
    ) -> tuple[DossierRow, ...]:
        """Return dossiers for what was typed: number (any tail), identity, phone, names, procedure, content.

        Only those of queue (most need the moments) and of procedure_code, where one is given.
        """
        narrow = queued(Queue(queue), at)
        if procedure_code:
            narrow.append(dossiers.c.procedure_code == procedure_code)
        return search(self._connection, text, limit, narrow)

    def of_person(
        self, *, identity: str = "", phone: str = "", name: str = "", limit: int = 20
    ) -> tuple[DossierRow, ...]:
        """Return the dossiers of a person by the first of identity, phone and name that is given, newest first."""
        return of_person(self._connection, identity, phone, name, limit)

    def same_day_alike(self, identity: str, procedure_code: str, day: date) -> tuple[DossierRow, ...]:
        """Return the dossiers of this procedure received on this day in which this identity has a part."""
        if not identity:
            return ()
        start, end = day_of(day)
        mine = select(parties.c.dossier).where((parties.c.identity == identity) | (parties.c.old_id == identity))
        return list_rows(
            self._connection,
            [
                dossiers.c.received_at >= start,
                dossiers.c.received_at < end,
                dossiers.c.procedure_code == procedure_code,
                dossiers.c.row.in_(mine),
            ],
        )

    def received_on(self, day: date, procedure_code: str) -> tuple[ReceivedToday, ...]:
        """Return what the near-duplicate rule compares, of every dossier of this procedure received on this day."""
        start, end = day_of(day)
        query = select(dossiers).where(
            dossiers.c.received_at >= start,
            dossiers.c.received_at < end,
            dossiers.c.procedure_code == procedure_code,
        )
        found = self._connection.execute(query.order_by(dossiers.c.row)).mappings().all()
        return tuple(
            ReceivedToday(row["id"], row["number"], row["procedure_code"], self._parties(row)) for row in found
        )

    def open_with_appointment_between(self, first: datetime, last: datetime) -> tuple[DossierRow, ...]:
        """Return unfinished dossiers with first ≤ due ≤ last, earliest first: those a new calendar touches."""
        return list_rows(
            self._connection,
            [dossiers.c.row.in_(select(lives.c.dossier).where(lives.c.due.between(first, last)))],
            order=(dossiers.c.appointment, dossiers.c.row),
        )

    def counts(self, at: QueueTimes) -> QueueCounts:
        """Return how many dossiers stand in each queue at this moment."""
        return counts(self._connection, at)

    def waiting_longest(self, queue: Queue, at: QueueTimes) -> datetime | None:
        """Return since when the dossier waits that waits longest in queue; None where none does."""
        return waiting_longest(self._connection, queue, at)

    def queue(
        self, name: Queue | str, at: QueueTimes | None, limit: int = 200, offset: int = 0
    ) -> tuple[DossierRow, ...]:
        """Return one queue: by due date where it is about that, what waits longest first, else newest first."""
        return rows_of_queue(self._connection, Queue(name), at, limit, offset)

    def queue_ids(self, name: Queue, at: QueueTimes | None, limit: int) -> tuple[UUID, ...]:
        """Return which dossiers stand in a queue at one moment, in its order."""
        return ids_of_queue(self._connection, name, at, limit)

    def _add_parts(self, row: int, dossier: Dossier) -> None:
        self._insert(parties, [party_values(row, part, party) for part, party in _parts(dossier.parties)])
        self._insert(papers, [{"dossier": row, "place": n, **to_row(p)} for n, p in enumerate(dossier.papers)])
        self._insert(fees, [{"dossier": row, "place": n, **to_row(f)} for n, f in enumerate(dossier.fees)])
        TextIndex(self._connection, DOSSIER_WORDS).put(
            row, _searched_names(dossier.parties), (dossier.procedure_name, dossier.content)
        )

    def _add_number(self, number: str, row: int) -> None:
        key = number.strip().upper()
        self._insert(dossier_numbers, {"number": key, "tail": key[::-1], "dossier": row})

    def _dossier(self, row: RowMapping) -> Dossier:
        return from_row(
            Dossier,
            row,
            parties=self._parties(row),
            papers=tuple(from_row(DossierPaper, r) for r in self._children(papers, row["row"])),
            fees=tuple(from_row(FeeLine, r) for r in self._children(fees, row["row"])),
            appointment=from_row(Appointment, row, explanation=tuple(row["explanation"])),
        )

    def _parties(self, row: RowMapping) -> Parties:
        query = select(parties).where(parties.c.dossier == row["row"])
        found = {r["part"]: from_row(Party, r) for r in self._connection.execute(query).mappings()}
        return Parties(found[PartyPart.SUBMITTER], found.get(PartyPart.OWNER), row["authorisation"])

    def _children(self, table: Any, row: int) -> list[RowMapping]:  # noqa: ANN401 - papers or fees
        query = select(table).where(table.c.dossier == row).order_by(table.c.place)
        return list(self._connection.execute(query).mappings())


def dossier_values(dossier: Dossier) -> dict[str, Any]:
    """Return the dossier's own columns."""
    appointment = dossier.appointment
    return {
        **to_row(dossier, without=_APART),
        **to_row(appointment),
        "explanation": list(appointment.explanation),
        "authorisation": dossier.parties.authorisation,
    }


def life_values(row: int, dossier: Dossier) -> dict[str, Any]:
    """Return the columns with which the life of a dossier begins: due as promised, at this counter."""
    begun = Life(dossier.id, due=dossier.appointment.appointment, moved_at=dossier.received_at)
    return {"dossier": row, **to_row(begun, without=("dossier_id",))}


def _parts(found: Parties) -> list[tuple[PartyPart, Party]]:
    both = [(PartyPart.SUBMITTER, found.submitter)]
    return both if found.owner is None else [*both, (PartyPart.OWNER, found.owner)]


def party_values(row: int, part: PartyPart, party: Party) -> dict[str, Any]:
    """Return the columns of one party of the dossier with this row."""
    return {
        "dossier": row,
        "part": part,
        "identity": party.identity,
        "phone_key": normal_phone(party.phone),
        **to_row(party),
    }


def _searched_names(found: Parties) -> tuple[str, ...]:
    everybody = [party for _, party in _parts(found)]
    return tuple(name for party in everybody for name in (party.full_name, party.representative) if name)
