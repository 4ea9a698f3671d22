"""Printing a slip from its dossier: the first one while it is owed, afterwards only with the mark of a reprint."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.permissions import Permission, require
from app.models.rows import PrintState
from app.services import slips
from app.services.desk import Desk
from app.services.security import Session

_ON_PAPER = frozenset({PrintState.PRINTED, PrintState.SAVED})


@dataclass(frozen=True, slots=True)
class WantedPrint:
    """What to hand to the queue.

    Attributes:
        old_job: the queue's name of an earlier try that may still come out and is taken back first; may be empty.
    """

    print_id: UUID
    old_job: str


def slip_is_owed(states: tuple[PrintState, ...]) -> bool:
    """Return whether no print of a dossier ever came out: the next one is the first, without a mark."""
    return not any(state in _ON_PAPER for state in states)


def want_print(desk: Desk, session: Session, dossier_id: UUID, reason: str) -> WantedPrint:
    """Return the print to hand over: the newest that never came out, else a new one with the mark of a reprint.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.PRINT_SLIP)
    with desk.store.read() as work:
        records = work.prints.of_dossier(dossier_id)
    if records and records[-1].state not in _ON_PAPER:
        return WantedPrint(records[-1].id, records[-1].job)
    return WantedPrint(slips.ask_for_reprint(desk, session, dossier_id, reason.strip()), "")
