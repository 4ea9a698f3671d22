"""Printing a slip from its dossier: the first one while it is owed, afterwards only with the mark of a reprint."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from app.core.problems import OutsideProblem
from app.domain.permissions import Permission, require
from app.models.rows import PrintState
from app.printing.queue import PrintJob
from app.printing.queue import PrintState as JobState
from app.services import slips
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.printing_jobs import PrintProgress, follow, hand_over, queue_for, take_back
from app.services.security import Session
from app.services.sync_desk import Lane

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


def bring_out(
    desk: Desk,
    wanted: WantedPrint,
    slip: slips.SlipToPrint,
    store: Lane,
    tell: Callable[[PrintProgress, Changes], None],
    stop: threading.Event,
) -> None:
    """Bring a slip onto paper and write down everything the queue says. Blocks: for a background thread.

    Args:
        desk: for its printer; its store is used through store only.
        wanted: which print.
        slip: the same, rendered.
        store: runs something where the store may be used.
        tell: told every change of the print, from this thread.
        stop: set when the program closes; the job goes on without being watched.

    Raises:
        OutsideProblem: ``printing.…`` where the queue did not take it, or an earlier try could not be taken back.
    """
    queue, printer = queue_for(desk.settings, desk.folder.slips)

    def write_down(said: PrintProgress) -> None:
        changes = store(
            lambda: slips.record_print(desk, said.print_id, said.recorded, job=said.job, reason=said.reason)
        )
        tell(said, changes)

    if wanted.old_job and take_back(queue, PrintJob(printer, wanted.old_job)) is JobState.DONE:
        write_down(PrintProgress(wanted.print_id, JobState.DONE, PrintState.PRINTED, wanted.old_job))
        return
    try:
        job = hand_over(queue, printer, slip)
    except OutsideProblem as problem:
        reason = problem.code
        store(lambda: slips.record_print(desk, wanted.print_id, PrintState.FAILED, reason=reason))
        raise
    follow(queue, job, wanted.print_id, desk.clock, write_down, stop)
