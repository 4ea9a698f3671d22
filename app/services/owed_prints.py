"""Prints that are owed: recorded before a queue is spoken to, asked about until paper is there."""

from uuid import UUID

from app.models.rows import PrintRecord, PrintState
from app.models.store import Work
from app.services.desk import Desk

MAYBE_PAPER = frozenset({PrintState.PRINTED, PrintState.SAVED, PrintState.UNCERTAIN})
"""States of a print after which there may be paper: the next one carries the mark of a reprint."""


def owe_print(desk: Desk, work: Work, subject: UUID, form: str, *, reprint: int = 0, reason: str = "") -> UUID:
    """Record, within the transaction of work, that a print is owed; return its id.

    Args:
        desk: the open desk.
        work: the caller's transaction.
        subject: the dossier or the handover that the paper is about.
        form: kind and set of the form, e.g. ``"01-tt03-2025"``.
        reprint: how often it was printed before.
        reason: why it is printed again.
    """
    print_id, now = desk.ids.new(), desk.now()
    record = PrintRecord(
        id=print_id,
        dossier_id=subject,
        form=form,
        copy_no=1,
        reprint=reprint,
        state=PrintState.QUEUED,
        job="",
        at=now,
        changed_at=now,
        reason=reason,
    )
    work.prints.add(record)
    return print_id
