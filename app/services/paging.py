"""Reading much from the store without holding it: a page at a time, others' work in between, stoppable."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from app.core.problems import PersonProblem
from app.services.sync_desk import Lane

PAGE: Final = 500
"""Rows that are read at once: a few hundredths of a second, in which nobody else can use the store."""

T = TypeVar("T")
Report = Callable[[int, int], bool]
"""Told (done, total) between pages; its answer says whether to go on."""


def on_and_on(_done: int, _total: int) -> bool:
    """Go on whatever comes: for callers that show no progress."""
    return True


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
