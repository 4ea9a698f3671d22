"""Reading much without holding anybody: in the pool, page by page through the store's lane; it can be stopped."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from app.services.paging import Report
from app.ui.background import Progress
from app.ui.notices import Notice
from app.ui.workroom import Workroom

T = TypeVar("T")
STOPPED = "reports.stopped"


class LongRead(QObject, Generic[T]):
    """One kind of long question: a newer one stops the older one, whose answer is dropped."""

    began = Signal(object)
    """The Progress of what was just asked."""
    ended = Signal()

    def __init__(self, room: Workroom, owner: QObject) -> None:
        super().__init__(owner)
        self._room = room
        self._progress: Progress | None = None

    @property
    def running(self) -> bool:
        """Whether an answer is still to come."""
        return self._progress is not None

    def ask(
        self,
        work: Callable[[Report], T],
        on_done: Callable[[T], None],
        on_problem: Callable[[Notice], None],
    ) -> None:
        """Run work in the pool; it tells its progress to the report it is given and stops when that says no."""
        self.stop()
        progress = Progress(self)
        self._progress = progress

        def report(done: int, total: int) -> bool:
            progress.report(done, total)
            return not progress.cancelled()

        def done(answer: T) -> None:
            if self._end(progress):
                on_done(answer)

        def failed(notice: Notice) -> None:
            if self._end(progress):
                on_problem(notice)

        self._room.background.pool.submit(lambda: work(report), done, failed, owner=self)
        self.began.emit(progress)

    def stop(self) -> None:
        """Ask what runs to stop; nothing of it is shown."""
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None
            self.ended.emit()

    def halt(self) -> None:
        """Ask what runs to stop and to say so, as its button does."""
        if self._progress is not None:
            self._progress.cancel()

    def _end(self, progress: Progress) -> bool:
        """Return whether this answer is still wanted."""
        current = progress is self._progress
        if current:
            self._progress = None
            self.ended.emit()
        progress.deleteLater()
        return current
