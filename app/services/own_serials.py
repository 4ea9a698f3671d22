"""Serials of a year that this counter gives by itself: its forms, its volume of the book of certified copies."""

from app.models.store import Work
from app.services import number_witness
from app.services.desk import Desk
from app.services.numbering import RESTORED_ON

_AFTER_RESTORE = 1000
"""No counter issues so many of one kind between a backup and the next."""


def following(desk: Desk, work: Work, series: str, year: int, last: int) -> int:
    """Return the serial after last that stands on no paper yet.

    A store that was put back to an older copy has forgotten what it gave since: the side file has not. Where that is
    gone too, the serials go on far enough above; the gap is explained by the restore, which the audit names.

    Args:
        desk: the open desk.
        work: the transaction that gives the serial.
        series: what is numbered.
        year: of the numbers.
        last: the highest that the store knows; 0 where it knows none.
    """
    witnessed = number_witness.known(desk, series, year)
    if witnessed is not None:
        return max(last, witnessed) + 1
    restored = (work.offices.get(RESTORED_ON) or b"").decode()
    return last + 1 + (_AFTER_RESTORE if restored.startswith(f"{year}-") else 0)
