"""Talking to the print queue: handing a slip over, following it, taking it back. Blocks: for a background thread.

What is reported here is written down by ``app.services.slips.record_print`` on the thread that owns the store.
"""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.core.clock import Clock
from app.core.problems import OutsideProblem
from app.core.settings import Settings
from app.models.rows import PrintState as Recorded
from app.printing.ipp import IppQueue
from app.printing.queue import FINAL, FileQueue, JobWatch, Printer, PrintJob, PrintQueue, PrintState, settle
from app.services.slips import SlipToPrint

if sys.platform == "win32":
    from app.printing.windows import WindowsQueue

POLL_SECONDS = 0.5

_RECORDED = {
    PrintState.QUEUED: Recorded.QUEUED,
    PrintState.PRINTING: Recorded.PRINTING,
    PrintState.OUT_OF_PAPER: Recorded.PRINTING,
    PrintState.JAM: Recorded.PRINTING,
    PrintState.OFFLINE: Recorded.PRINTING,
    # Whoever cancelled at the printer did not decide that the citizen goes without: only a clerk gives a slip up.
    PrintState.CANCELLED: Recorded.FAILED,
    PrintState.DONE: Recorded.PRINTED,
    PrintState.FAILED: Recorded.FAILED,
    PrintState.UNKNOWN: Recorded.UNCERTAIN,
}
_NO_PAPER = frozenset(
    {
        PrintState.OUT_OF_PAPER,
        PrintState.JAM,
        PrintState.OFFLINE,
        PrintState.CANCELLED,
        PrintState.FAILED,
        PrintState.UNKNOWN,
    }
)


# How the keywords begin: of IPP first, of the Windows spooler after it. "media-low" is no trouble yet.
_TROUBLE = (
    (PrintState.JAM, ("media-jam", "input-media-jam", "paper-jam")),
    (PrintState.OUT_OF_PAPER, ("media-empty", "media-needed", "input-tray-missing", "paper-out", "paper-problem")),
)


@dataclass(frozen=True, slots=True)
class PrintProgress:
    """One thing the queue said.

    Attributes:
        state: in the words a clerk needs.
        recorded: what is written down for it; a slip saved as a file is not called printed.
        job: as it is written down, see job_key.
        reason: the state's name where paper does not come out, then the printer's own words.
    """

    print_id: UUID
    state: PrintState
    recorded: Recorded
    job: str
    reason: str = ""


def queue_for(settings: Settings, slips_folder: Path) -> tuple[PrintQueue, str]:
    """Return the queue and the printer this desk prints on; without a printer slips are saved as PDF files."""
    if not settings.printer:
        files = FileQueue(slips_folder)
        return files, files.uri
    return system_queue(), settings.printer


def queue_holding(job: PrintJob, slips_folder: Path) -> PrintQueue:
    """Return the queue that was given a job, whatever printer is chosen now."""
    return FileQueue(slips_folder) if job.printer.startswith("file:") else system_queue()


def job_key(job: PrintJob) -> str:
    """Return how a job is written down: with its printer, so that it is asked for where it is."""
    return f"{job.printer} {job.id}"


def job_of(key: str, printer: str) -> PrintJob:
    """Return the job that was written down; printer is for notes that named none."""
    # A printer's name may hold spaces, a queue's name of a job never does.
    where, _space, name = key.rpartition(" ")
    return PrintJob(where or printer, name)


def system_queue() -> PrintQueue:
    """Return the queue of this system: the Windows spooler, or CUPS and network printers through IPP."""
    if sys.platform == "win32":
        return WindowsQueue()
    return IppQueue()


def printers() -> tuple[Printer, ...]:
    """Return the printers this machine knows; none where there is no print server."""
    try:
        return system_queue().printers()
    except OutsideProblem as problem:
        if problem.code != "printing.unreachable":
            raise
        return ()


def state_of_printer(printer: str) -> tuple[str, PrintState]:
    """Return the name of this printer and how it is: QUEUED takes jobs, OUT_OF_PAPER, JAM, or OFFLINE for all else."""
    try:
        found = _find_printer(printer)
    except OutsideProblem:
        # Not being able to ask is an answer too: nothing will come out.
        found = None
    if found is None:
        return "", PrintState.OFFLINE
    return found.name, _condition(found)


def _condition(printer: Printer) -> PrintState:
    for state, words in _TROUBLE:
        if any(reason.replace("_", "-").startswith(words) for reason in printer.reasons):
            return state
    return PrintState.QUEUED if printer.ready else PrintState.OFFLINE


def _find_printer(printer: str) -> Printer | None:
    queue = system_queue()
    if isinstance(queue, IppQueue):
        # By its own address: no server need list it.
        return queue.printer(printer)
    return next((each for each in queue.printers() if each.uri == printer), None)


def hand_over(queue: PrintQueue, printer: str, slip: SlipToPrint) -> PrintJob:
    """Give the slip to the queue. The job's name is the dossier number: no personal data at the printer."""
    return queue.submit(printer, slip.pdf, slip.number)


def follow(
    queue: PrintQueue,
    job: PrintJob,
    print_id: UUID,
    clock: Clock,
    report: Callable[[PrintProgress], None],
    stop: threading.Event,
    *,
    patience: float = 45.0,
) -> PrintState:
    """Follow a job until it ends or stop is set, and report every change; return the last state.

    A printer that is out of paper, jammed or off is reported and waited for: the paper may still come.
    """
    watch = JobWatch(queue, job, clock, patience)
    last: PrintState | None = None
    while True:
        progress = look_at(queue, watch, job, print_id)
        if progress.state is not last:
            last = progress.state
            report(progress)
        if last in FINAL or stop.wait(POLL_SECONDS):
            return last


def look_at(queue: PrintQueue, watch: JobWatch, job: PrintJob, print_id: UUID) -> PrintProgress:
    """Look once at a job that is watched: for those who would rather ask now and then than wait in a thread."""
    status = watch.look()
    return progress_of(queue, job, print_id, status.state, status.detail)


def take_back(queue: PrintQueue, job: PrintJob) -> PrintState:
    """Cancel a job before it is printed again; DONE means that the paper came out after all.

    Raises:
        OutsideProblem: ``printing.not_cancelled``: do not print again, paper may still come.
    """
    return settle(queue, job)


def progress_of(queue: PrintQueue, job: PrintJob, print_id: UUID, state: PrintState, detail: str = "") -> PrintProgress:
    """Return a state of a job with what is written down for it."""
    recorded = _RECORDED[state]
    if recorded is Recorded.PRINTED and isinstance(queue, FileQueue):
        recorded = Recorded.SAVED
    reason = f"{state.value}: {detail}".rstrip(": ") if state in _NO_PAPER else ""
    return PrintProgress(print_id, state, recorded, job_key(job), reason)
