"""The numbers of handovers: one after the other on each day, and never one twice, whatever is killed or restored."""

from datetime import datetime

from app.core.clock import VIETNAM
from app.models.store import Work
from app.services import number_witness
from app.services.desk import Desk
from app.services.numbering import RESTORED_ON

_SERIES = "BG"
_AFTER_RESTORE = 1000
_SECONDS = 10
"""Nobody opens two handovers within so many seconds, hour after hour."""


def next_batch_number(desk: Desk, work: Work, at: datetime) -> str:
    """Take the next number within the transaction of work.

    The side file has it before the transaction is committed: whatever happens then, the number is used up. Gaps are
    nobody's concern here, a number that is on two bags would be.
    """
    local = at.astimezone(VIETNAM)
    day = local.date()
    name = f"handover.{day:%y%m%d}"
    least, witnessed = 1, number_witness.known(desk, _SERIES, day)
    if witnessed is not None:
        least = witnessed + 1
    elif (work.offices.get(RESTORED_ON) or b"").decode() == day.isoformat():
        # Nobody knows which numbers of this day are on paper. By the clock, no restore of the day gives one again.
        least = _AFTER_RESTORE + (local.hour * 3600 + local.minute * 60 + local.second) // _SECONDS
    serial = work.forms.next_serial(name, least)
    number_witness.keep(desk, _SERIES, day, serial)
    return f"BG-{day:%y%m%d}-{desk.counter.ordinal}-{serial:02}"
