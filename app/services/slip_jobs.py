"""The one way of a slip to paper: handed over, looked at, tried again, never doubled. For the desk and for the list.

Before a queue is spoken to, the store says that paper may come; what the queue answers takes the place of that. So a
kill or a lost answer at any moment leaves the note that a person has to look at the printer first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.problems import OutsideProblem, PersonProblem
from app.models.rows import PrintRecord, PrintState
from app.printing.queue import FINAL, JobWatch, PrintJob, PrintQueue
from app.printing.queue import PrintState as JobState
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.printing_jobs import (
    PrintProgress,
    hand_over,
    job_of,
    look_at,
    progress_of,
    queue_for,
    queue_holding,
    take_back,
)
from app.services.slips import SlipToPrint, claim_print, print_record, record_print
from app.services.sync_desk import Lane

ENDED = FINAL | {JobState.UNKNOWN}
"""States after which nobody looks any more."""
_ON_PAPER = frozenset({PrintState.PRINTED, PrintState.SAVED})


@dataclass(frozen=True, slots=True)
class Queues:
    """Where slips are printed.

    Attributes:
        chosen: returns the queue of this desk and the printer in it.
        holding: returns the queue that was given a job, whatever is chosen now.
    """

    chosen: Callable[[], tuple[PrintQueue, str]]
    holding: Callable[[PrintJob], PrintQueue]


def queues_of(desk: Desk) -> Queues:
    """Return the queues as the desk is set up."""
    return Queues(
        lambda: queue_for(desk.settings, desk.folder.slips), lambda job: queue_holding(job, desk.folder.slips)
    )


class SlipJob:
    """A slip that a queue has taken. Blocks for seconds: for background threads, one at a time.

    Attributes:
        said: what was said of it last, written down already.
    """

    def __init__(self, desk: Desk, store: Lane, said: PrintProgress, watched: tuple[PrintQueue, PrintJob]) -> None:
        self._desk, self._store = desk, store
        self._queue, self._job = watched
        self._watch = JobWatch(*watched, desk.clock)
        self.said = said

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to look at."""
        return self.said.state in ENDED

    def look(self) -> Changes:
        """Look once; what is new is written down first and then stands in ``said``.

        Raises:
            OutsideProblem: ``printing.refused`` where the queue does not talk about the job; a later look may.
        """
        try:
            new = look_at(self._queue, self._watch, self._job, self.said.print_id)
        except OutsideProblem as problem:
            if problem.code != "printing.job_unknown":
                raise
            new = progress_of(self._queue, self._job, self.said.print_id, JobState.UNKNOWN, problem.code)
        if new.state is self.said.state:
            return Changes()
        changes = self._store(lambda: _write(self._desk, new))
        self.said = new
        return changes


def send(desk: Desk, slip: SlipToPrint, store: Lane, queues: Queues, *, sure: bool = False) -> SlipJob:
    """Give a slip to the desk's printer, after an earlier try of it was taken back from the queue that holds it.

    Where the earlier paper came out after all, nothing is printed and that is what is said.

    Args:
        desk: its store is used through store only.
        slip: the print, rendered.
        store: runs something where the store may be used.
        queues: where to print, and where an earlier try is asked for.
        sure: a person looked at the printer: no paper of an earlier try is there or will come.

    Raises:
        PersonProblem: ``slips.maybe_printed`` where only a person can say whether paper came; ``slips.no_print``.
        OutsideProblem: ``printing.…`` where the queue did not take it or an earlier try could not be taken back. After
            ``printing.answer_lost`` the print is noted as uncertain.
    """
    record = store(lambda: print_record(desk, slip.print_id))
    if record.state in _ON_PAPER:
        queue, printer = queues.chosen()
        said = PrintProgress(slip.print_id, JobState.DONE, record.state, record.job)
        return SlipJob(desk, store, said, (queue, job_of(record.job, printer)))
    if record.job:
        earlier = _earlier(desk, slip, store, record, queues, sure=sure)
        if earlier is not None and earlier.said.state is JobState.DONE:
            return earlier
    elif record.state is PrintState.UNCERTAIN and not sure:
        raise PersonProblem("slips.maybe_printed", number=slip.number)
    return _hand_over(desk, slip, store, queues, record)


def _hand_over(desk: Desk, slip: SlipToPrint, store: Lane, queues: Queues, seen: PrintRecord) -> SlipJob:
    queue, printer = queues.chosen()
    store(lambda: claim_print(desk, slip, seen))
    try:
        job = hand_over(queue, printer, slip)
    except OutsideProblem as problem:
        reason = problem.code
        if reason != "printing.answer_lost":
            store(lambda: record_print(desk, slip.print_id, PrintState.FAILED, job="", reason=reason))
        raise
    said = progress_of(queue, job, slip.print_id, JobState.QUEUED)
    store(lambda: _write(desk, said))
    return SlipJob(desk, store, said, (queue, job))


def _earlier(
    desk: Desk, slip: SlipToPrint, store: Lane, record: PrintRecord, queues: Queues, *, sure: bool
) -> SlipJob | None:
    """Take the earlier try back where its queue can be asked; None where a person answers for it."""
    job = job_of(record.job, desk.settings.printer)
    queue = queues.holding(job)
    try:
        state = take_back(queue, job)
    except OutsideProblem as problem:
        if sure:
            return None
        if problem.code not in {"printing.job_unknown", "printing.unreachable"}:
            raise
        # A queue that is only silent may be asked again later: its job stays noted.
        lost, reason = None if problem.code == "printing.unreachable" else "", problem.code
        store(lambda: record_print(desk, slip.print_id, PrintState.UNCERTAIN, job=lost, reason=reason))
        raise PersonProblem("slips.maybe_printed", number=slip.number) from problem
    said = progress_of(queue, job, record.id, state)
    if state is JobState.DONE:
        store(lambda: _write(desk, said))
    return SlipJob(desk, store, said, (queue, job))


def _write(desk: Desk, said: PrintProgress) -> Changes:
    return record_print(desk, said.print_id, said.recorded, job=said.job, reason=said.reason)
