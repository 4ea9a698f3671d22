"""Reading much from the store without holding it: a page at a time, others' work in between, stoppable."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar
from uuid import UUID

from app.core.problems import PersonProblem
from app.models.rows import DossierRow
from app.services.desk import Desk
from app.services.sync_desk import Lane

PAGE: Final = 500
"""Rows that are read at once: a few hundredths of a second, in which nobody else can use the store."""

T = TypeVar("T")
Report = Callable[[int, int], bool]
"""Told (done, total) between pages; its answer says whether to go on."""


def on_and_on(_done: int, _total: int) -> bool:
    """Go on whatever comes: for callers that show no progress."""
    return True


def rows_of(desk: Desk, dossier_ids: Sequence[UUID], lane: Lane, report: Report) -> tuple[DossierRow, ...]:
    """Return these dossiers as a list shows them, in this order; those that are gone are left out.

    Raises:
        PersonProblem: ``reports.stopped`` where the report said so.
    """

    def read(wanted: Sequence[UUID]) -> tuple[DossierRow, ...]:
        with desk.store.read() as work:
            return work.dossiers.rows(wanted)

    rows: list[DossierRow] = []
    for at in range(0, len(dossier_ids), PAGE):
        wanted = dossier_ids[at : at + PAGE]
        rows += lane(lambda wanted=wanted: read(wanted))  # type: ignore[misc] # bound now, not when the loop moved on
        if not report(at + len(wanted), len(dossier_ids)):
            raise PersonProblem("reports.stopped")
    return tuple(rows)


def all_pages(page: Callable[[T | None], Sequence[T]], total: int, lane: Lane, report: Report) -> tuple[T, ...]:
    """Return all rows.

    Args:
        page: returns the rows after the last one that was read; runs on the store's lane.
        total: how many rows there will be, as far as is known; for the report.
        lane: runs something where the store may be used.
        report: is told how far it is.

    Raises:
        PersonProblem: ``reports.stopped`` where the report said so.
    """
    rows: list[T] = []
    while True:
        last = rows[-1] if rows else None
        found = lane(lambda last=last: page(last))  # type: ignore[misc] # bound now, not when the loop has moved on
        rows += found
        if not report(len(rows), max(total, len(rows))):
            raise PersonProblem("reports.stopped")
        if len(found) < PAGE:
            return tuple(rows)
