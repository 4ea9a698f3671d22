"""Print queues: what a job is, how far it has come, and how a paper is never printed twice by mistake."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.core.clock import Clock
from app.core.paths import write_durably
from app.core.problems import OutsideProblem


class PrintState(StrEnum):
    """How far a job has come, in the words a clerk needs."""

    QUEUED = "queued"
    PRINTING = "printing"
    OUT_OF_PAPER = "out_of_paper"
    JAM = "jam"
    OFFLINE = "offline"
    CANCELLED = "cancelled"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The queue no longer knows the job, or its answer was lost: only a person can say whether paper came."""


FINAL = frozenset({PrintState.CANCELLED, PrintState.DONE, PrintState.FAILED})
"""States that a job never leaves."""


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as its queue lists it.

    Attributes:
        uri: what ``submit`` takes and the settings keep.
        ready: takes jobs now.
        reasons: the printer's own keywords (``media-empty-error``); empty: nothing wrong.
    """

    uri: str
    name: str
    location: str = ""
    ready: bool = True
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A job that a queue has taken; ``id`` means something to that queue only."""

    printer: str
    id: str


@dataclass(frozen=True, slots=True)
class JobStatus:
    """One look at a job.

    Attributes:
        detail: the printer's own words or keywords; may be empty.
        progress: changes whenever anything has moved; compared, never read.
    """

    state: PrintState
    detail: str = ""
    progress: str = field(default="", compare=False)


class PrintQueue(Protocol):
    """Where paper comes out. Every call may block for seconds: never on the window's thread."""

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers known here.

        Raises:
            OutsideProblem: ``printing.unreachable``.
        """
        ...

    def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:
        """Hand one document to a printer; after an error other than ``answer_lost`` nothing was handed over.

        Args:
            printer: Printer.uri.
            pdf: the document.
            title: name of the job, as people at the printer see it; no personal data.

        Raises:
            OutsideProblem: ``printing.unreachable``, ``printing.refused``, ``printing.format_unsupported``;
                ``printing.answer_lost`` when it is not known whether the paper will come.
        """
        ...

    def status(self, job: PrintJob) -> JobStatus:
        """Return how far job has come.

        Raises:
            OutsideProblem: ``printing.unreachable``, ``printing.job_unknown``, ``printing.refused``.
        """
        ...

    def cancel(self, job: PrintJob) -> None:
        """Ask for job to be cancelled; a job that has ended stays as it is.

        Raises:
            OutsideProblem: ``printing.unreachable``, ``printing.job_unknown``, ``printing.refused``.
        """
        ...


class JobWatch:
    """Follows one job with a patience of its own: a switched-off printer would stay "printing" for ever."""

    def __init__(self, queue: PrintQueue, job: PrintJob, clock: Clock, patience: float = 45.0) -> None:
        """Begin to watch.

        Args:
            queue: where the job is.
            job: which one.
            clock: only its monotonic seconds are used.
            patience: seconds without any progress after which the printer is called offline.
        """
        self._queue, self._job, self._clock, self._patience = queue, job, clock, patience
        self._progress: tuple[PrintState, str] | None = None
        self._moved_at = clock.monotonic()

    def look(self) -> JobStatus:
        """Return the state now; OFFLINE where nothing moves or nobody answers. A later look may bring better news.

        Raises:
            OutsideProblem: ``printing.job_unknown``, ``printing.refused``.
        """
        try:
            status = self._queue.status(self._job)
        except OutsideProblem as problem:
            if problem.code != "printing.unreachable":
                raise
            return JobStatus(PrintState.OFFLINE, str(problem))
        now = self._clock.monotonic()
        if (status.state, status.progress) != self._progress:
            self._progress, self._moved_at = (status.state, status.progress), now
        waiting = status.state in {PrintState.QUEUED, PrintState.PRINTING}
        if waiting and now - self._moved_at >= self._patience:
            return JobStatus(PrintState.OFFLINE, status.detail, status.progress)
        return status


def settle(
    queue: PrintQueue, job: PrintJob, wait: float = 5.0, pause: Callable[[float], None] = time.sleep
) -> PrintState:
    """Cancel job and return the state it ended in, so that printing again cannot double it.

    DONE means that the paper has come out after all; ask the person before printing it again.

    Args:
        queue: where the job is.
        job: which one; one that has ended already is left as it is.
        wait: seconds to wait for the end.
        pause: how to sleep.

    Raises:
        OutsideProblem: ``printing.not_cancelled`` when it has not ended after wait: do not print again;
            ``printing.unreachable``, ``printing.job_unknown``, ``printing.refused``.
    """
    state = queue.status(job).state
    if state in FINAL:
        return state
    queue.cancel(job)
    for _ in range(max(1, round(wait / 0.2))):
        state = queue.status(job).state
        if state in FINAL:
            return state
        pause(0.2)
    raise OutsideProblem("printing.not_cancelled")


class FileQueue:
    """Saves every document as a PDF in a folder: a queue of its own, honest about not being a printer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def uri(self) -> str:
        """The one printer of this queue."""
        return self._folder.resolve().as_uri()

    def printers(self) -> tuple[Printer, ...]:
        """Return the one printer, called "PDF"."""
        return (Printer(self.uri, "PDF", str(self._folder), ready=True),)

    def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:
        """Save pdf durably under a name made from title; an earlier file of that name is kept.

        Raises:
            OutsideProblem: ``printing.refused`` for another printer, ``printing.not_saved`` when the disk refuses.
        """
        if printer != self.uri:
            raise OutsideProblem("printing.refused", printer=printer, status="unknown")
        name = re.sub(r"[^\w.-]+", "-", title).strip("-.") or "slip"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._free(name)
            write_durably(path, pdf)
        except OSError as error:
            raise OutsideProblem("printing.not_saved", folder=str(self._folder)) from error
        return PrintJob(printer, path.name)

    def _free(self, name: str) -> Path:
        count = 1
        while True:
            path = self._folder / (f"{name}.pdf" if count == 1 else f"{name}-{count}.pdf")
            try:
                # Taken exclusively: two threads saving the same title get two files.
                os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                count += 1
            else:
                return path

    def status(self, job: PrintJob) -> JobStatus:
        """Return DONE while the file is there.

        Raises:
            OutsideProblem: ``printing.job_unknown`` when it is not.
        """
        path = self.path(job)
        if not path.is_file():
            raise OutsideProblem("printing.job_unknown", job=job.id)
        return JobStatus(PrintState.DONE, str(path))

    def cancel(self, job: PrintJob) -> None:
        """Do nothing: a saved file has ended."""
        self.status(job)

    def path(self, job: PrintJob) -> Path:
        """Return the file that job was saved as."""
        return self._folder / Path(job.id).name
