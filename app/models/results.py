"""Results, their returning, and the money of each dossier."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.money import Dong
from app.domain.dossiers import Status
from app.domain.results import Payment, Result, ResultReturn
from app.models.dossier_lists import list_rows
from app.models.mapping import Repository, from_row, to_row
from app.models.rows import DossierRow
from app.models.tables import dossiers, lives, payments, result_returns, results


class Results(Repository):
    """Results and tries to return them; only ever added to, but for results that were recorded wrongly."""

    def add(self, result: Result) -> None:
        """Record a result."""
        self._insert(results, to_row(result))

    def remove(self, result_id: UUID) -> None:
        """Take back a result that was recorded by mistake; history and audit keep that it was."""
        self._connection.execute(results.delete().where(results.c.id == result_id))

    def of(self, dossier_id: UUID) -> tuple[Result, ...]:
        """Return the results of a dossier in the order they were recorded."""
        query = select(results).where(results.c.dossier_id == dossier_id).order_by(results.c.row)
        return tuple(from_row(Result, row) for row in self._connection.execute(query).mappings())

    def add_return(self, tried: ResultReturn) -> None:
        """Record a try to return."""
        self._insert(result_returns, to_row(tried))

    def remove_return(self, return_id: UUID) -> None:
        """Take back a return that did not happen; history and audit keep that it was written."""
        self._connection.execute(result_returns.delete().where(result_returns.c.id == return_id))

    def returns(self, dossier_id: UUID) -> tuple[ResultReturn, ...]:
        """Return the tries to return a dossier's result, in order."""
        query = select(result_returns).where(result_returns.c.dossier_id == dossier_id).order_by(result_returns.c.row)
        return tuple(from_row(ResultReturn, row) for row in self._connection.execute(query).mappings())

    def uncollected(self, limit: int) -> tuple[DossierRow, ...]:
        """Return the dossiers whose result is known and not returned, longest waiting first."""
        where = [dossiers.c.status == Status.DONE]
        return list_rows(self._connection, where, order=(lives.c.ended_at, dossiers.c.row), limit=limit)

    def known_since(self, dossier_ids: Sequence[UUID]) -> Mapping[UUID, datetime]:
        """Return since when the result of each dossier is known, or that there is none; others are left out."""
        query = (
            select(dossiers.c.id, lives.c.ended_at)
            .join(lives, lives.c.dossier == dossiers.c.row)
            .where(dossiers.c.id.in_(dossier_ids), lives.c.ended_at.is_not(None))
        )
        return {row.id: row.ended_at for row in self._connection.execute(query)}


class Payments(Repository):
    """Money taken and given back; only ever added to."""

    def add(self, payment: Payment) -> None:
        """Record money that changed hands."""
        self._insert(payments, to_row(payment))

    def of(self, dossier_id: UUID) -> tuple[Payment, ...]:
        """Return what was paid for a dossier, in order."""
        query = select(payments).where(payments.c.dossier_id == dossier_id).order_by(payments.c.row)
        return self._read(query)

    def between(self, first: datetime, last: datetime) -> tuple[Payment, ...]:
        """Return what was paid at this desk in first ≤ moment < last."""
        query = select(payments).where(payments.c.at >= first, payments.c.at < last).order_by(payments.c.row)
        return self._read(query)

    def _read(self, query: object) -> tuple[Payment, ...]:
        found = self._connection.execute(query).mappings()  # type: ignore[call-overload] # a select of payments
        return tuple(from_row(Payment, row, amount=Dong(row["amount"])) for row in found)
