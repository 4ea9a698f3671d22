"""Printing a slip from its dossier: the first one while it is owed, afterwards only with the mark of a reprint."""

from uuid import UUID

from app.domain.permissions import Permission, require
from app.models.rows import PrintState
from app.services import slips
from app.services.desk import Desk
from app.services.owed_prints import MAYBE_PAPER
from app.services.security import Session


def slip_is_owed(states: tuple[PrintState, ...]) -> bool:
    """Return whether certainly no print of a dossier came out: the next one is the first, without a mark."""
    return not any(state in MAYBE_PAPER for state in states)


def want_print(desk: Desk, session: Session, dossier_id: UUID, reason: str) -> UUID:
    """Return the print to hand over: the newest that never came out, else a new one with the mark of a reprint.

    Where nobody knows whether paper came, the next paper carries the mark too: two slips that look alike would be worse
    than a mark too many. The uncertain print is closed with the reason.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.PRINT_SLIP)
    with desk.store.read() as work:
        records = [record for record in work.prints.of_dossier(dossier_id) if slips.is_slip(record)]
    newest = records[-1] if records else None
    if newest is not None and newest.state not in MAYBE_PAPER:
        return newest.id
    print_id = slips.ask_for_reprint(desk, session, dossier_id, reason.strip())
    if newest is not None and newest.state is PrintState.UNCERTAIN:
        slips.give_up_print(desk, session, newest.id, reason.strip())
    return print_id
