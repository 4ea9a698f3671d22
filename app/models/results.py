"""Results, their returning, and the money of each dossier."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.money import Dong
from app.domain.results import Payment, Result, ResultReturn
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import payments, result_returns, results


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
