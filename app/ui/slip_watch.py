"""Slips on their way to paper, for every window that prints: prepared, sent, looked at now and then."""

from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.changes import Changes, Subject
from app.services.printing_jobs import POLL_SECONDS
from app.services.slip_jobs import Queues, SlipJob, queues_of, send
from app.services.slips import PaperToDraw, SlipToPrint, drawn, find
from app.ui.notices import Notice
from app.ui.workroom import Workroom


class SlipWatch(QObject):
    """Follows any number of slips without keeping a thread: a printer without paper must not stop a scanner."""

    said = Signal(object)
    """PrintProgress of a slip, written down already."""
    silent = Signal(object, object)
    """(print id, Notice): its queue does not answer; it is asked again."""
    refused = Signal(object, object)
    """(print id, Notice): it was not handed over, and nobody looks any more."""

    def __init__(self, room: Workroom, parent: QObject, queues: Queues | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._queues = queues or queues_of(room.desk)
        self._jobs: dict[UUID, SlipJob] = {}
        self._looking: set[UUID] = set()
        self._timer = QTimer(self, interval=round(POLL_SECONDS * 1000))
        self._timer.timeout.connect(self._look)

    def send(self, print_id: UUID, *, sure: bool = False) -> None:
        """Print a slip that is recorded; sure: a person saw that no paper of an earlier try came."""
        room = self._room
        self._jobs.pop(print_id, None)
        room.background.database.submit(
            lambda: find(room.desk, room.session(), print_id),
            lambda paper: self._draw(paper, sure=sure),
            lambda notice: self.refused.emit(print_id, notice),
            owner=self,
        )

    def forget(self, print_id: UUID) -> None:
        """Look at a slip no longer: a person decided what becomes of it."""
        self._jobs.pop(print_id, None)

    def stop(self) -> None:
        """Look at nothing any more; what was handed over is printed all the same."""
        self._timer.stop()
        self._jobs.clear()

    def _draw(self, paper: PaperToDraw, *, sure: bool) -> None:
        room = self._room
        room.background.pool.submit(
            lambda: drawn(room.desk, paper),
            lambda slip: self._hand_over(slip, sure=sure),
            lambda notice: self.refused.emit(paper.record.id, notice),
            owner=self,
        )

    def _hand_over(self, slip: SlipToPrint, *, sure: bool) -> None:
        room, queues = self._room, self._queues
        room.background.pool.submit(
            lambda: send(room.desk, slip, room.background.database.run, queues, sure=sure),
            lambda job: self._follow(slip, job),
            lambda notice: self._refused(slip, notice),
            owner=self,
        )

    def _refused(self, slip: SlipToPrint, notice: Notice) -> None:
        # What the store says of it has changed as well.
        self._publish(slip.dossier_id)
        self.refused.emit(slip.print_id, notice)

    def _follow(self, slip: SlipToPrint, job: SlipJob) -> None:
        self._publish(slip.dossier_id)
        self.said.emit(job.said)
        if not job.ended:
            self._jobs[job.said.print_id] = job
            self._timer.start()
            self._look()

    def _look(self) -> None:
        if not self._jobs:
            self._timer.stop()
        for print_id, job in self._jobs.items():
            if print_id not in self._looking:
                self._looking.add(print_id)
                self._submit(print_id, job)

    def _submit(self, print_id: UUID, job: SlipJob) -> None:
        self._room.background.pool.submit(
            job.look,
            lambda changes: self._looked(print_id, job, changes),
            lambda notice: self._not_answered(print_id, notice),
            owner=self,
        )

    def _looked(self, print_id: UUID, job: SlipJob, changes: Changes) -> None:
        self._looking.discard(print_id)
        if changes:
            self._room.changes.publish(changes)
        if self._jobs.get(print_id) is not job:
            return
        if job.ended:
            del self._jobs[print_id]
        self.said.emit(job.said)

    def _not_answered(self, print_id: UUID, notice: Notice) -> None:
        self._looking.discard(print_id)
        self.silent.emit(print_id, notice)

    def _publish(self, dossier_id: UUID) -> None:
        self._room.changes.publish(Changes(frozenset({Subject.PRINTS}), frozenset({dossier_id})))
