"""The numbers given at this desk: manifest, high-water mark, and a ledger that explains every gap."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError

from app.core.problems import OutsideProblem
from app.models.mapping import Repository, from_row
from app.models.rows import NumberRow, NumberState
from app.models.tables import high_waters, manifests, number_ledger


class Numbers(Repository):
    """The database's own witness of what was given."""

    def manifest(self) -> str | None:
        """Return the office manifest put last, as JSON."""
        found: str | None = self._connection.scalar(select(manifests.c.json).order_by(manifests.c.id.desc()).limit(1))
        return found

    def manifests(self) -> tuple[str, ...]:
        """Return every manifest, newest first: one may take effect only on a later day."""
        return tuple(self._connection.scalars(select(manifests.c.json).order_by(manifests.c.id.desc())))

    def put_manifest(self, json: str, at: datetime) -> None:
        """Add a manifest."""
        self._insert(manifests, {"json": json, "put_at": at})

    def high_water(self, office_code: str, counter_ordinal: int, day: date) -> int:
        """Return the highest serial given by the counter on this day; 0 where there is none."""
        found: int | None = self._connection.scalar(
            select(high_waters.c.serial).where(
                high_waters.c.office_code == office_code,
                high_waters.c.counter_ordinal == counter_ordinal,
                high_waters.c.day == day,
            )
        )
        return found or 0

    def raise_to(self, office_code: str, counter_ordinal: int, day: date, serial: int) -> None:
        """Raise the high-water mark; it never falls, whatever serial says."""
        statement = insert(high_waters).values(
            office_code=office_code, counter_ordinal=counter_ordinal, day=day, serial=serial
        )
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["office_code", "counter_ordinal", "day"],
                set_={"serial": serial},
                where=high_waters.c.serial < serial,
            )
        )

    def record(self, number: str, dossier_id: UUID | None, state: NumberState | str, at: datetime, reason: str) -> None:
        """Write number into the ledger; a number stands there once, for ever.

        Raises:
            OutsideProblem: ``store.number_taken``; the transaction must not be committed.
        """
        values = {
            "number": number,
            "dossier_id": dossier_id,
            "state": NumberState(state),
            "at": at,
            "reason": reason,
        }
        try:
            self._insert(number_ledger, values)
        except IntegrityError as error:
            raise OutsideProblem("store.number_taken", number=number) from error

    def of_number(self, number: str) -> NumberRow | None:
        """Return what became of number; None where it was never given here."""
        row = self._connection.execute(select(number_ledger).where(number_ledger.c.number == number)).mappings().first()
        return None if row is None else from_row(NumberRow, row)

    def starting_with(self, prefix: str) -> tuple[NumberRow, ...]:
        """Return the ledger of all numbers that start with prefix, in order: one office and day, for its gaps."""
        # Every character of a number is below U+FFFF, so this is the end of the prefix's range.
        query = select(number_ledger).where(number_ledger.c.number.between(prefix, prefix + "\uffff"))
        rows = self._connection.execute(query.order_by(number_ledger.c.number)).mappings()
        return tuple(from_row(NumberRow, row) for row in rows)
