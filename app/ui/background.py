"""Work that must not hold the main thread: one lane owns the store, a pool does the rest.

The result is delivered on the main thread and dropped when its owner (a window, a workspace) is gone.
"""

import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.ui.notices import Describe, Notice, notice_of

T = TypeVar("T")


def _events_while(busy: Callable[[], bool], seconds: float) -> bool:
    """Process events, asleep between them, until busy says no or the time is over; return whether it says no."""
    deadline = QDeadlineTimer(round(seconds * 1000))
    alarm = QTimer(singleShot=True)
    alarm.start(deadline.remainingTime())
    while busy() and not deadline.hasExpired():
        # Each result that is delivered is an event and wakes the loop; so does the alarm.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return not busy()


@dataclass(eq=False)
class Job(Generic[T]):
    """A submitted piece of work; keep it only to cancel it."""

    owner: "weakref.ref[QObject]"
    on_done: Callable[[T], None] | None
    on_problem: Callable[[Notice], None] | None
    cancelled: bool = field(default=False)

    def cancel(self) -> None:
        """Forget the result. Work that has begun runs to its end; work on the store is never cut in half."""
        self.cancelled = True

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the result."""
        owner = self.owner()
        return not self.cancelled and owner is not None and isValid(owner)


class Lane(QObject):
    """A queue of work with its own threads, begun in the order of submission."""

    _finished = Signal(object, object)

    def __init__(
        self, name: str, workers: int, describe: Describe, tell: Callable[[Notice], None], parent: QObject | None = None
    ) -> None:
        """Make a lane.

        Args:
            name: of its threads.
            workers: how many pieces of work may run at once; 1 keeps them strictly one after the other.
            describe: makes sentences of problems.
            tell: shows a notice that the submitter does not handle himself.
            parent: the Qt parent.
        """
        super().__init__(parent)
        self._inside = threading.local()
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix=name, initializer=self._enter)
        self._describe = describe
        self._tell = tell
        self._pending: set[Job[object]] = set()
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_problem: Callable[[Notice], None] | None = None,
        *,
        owner: QObject,
    ) -> Job[T]:
        """Run work on this lane, then on_done(result) or on_problem(notice) on the main thread.

        Args:
            work: must not touch any widget.
            on_done: gets what work returned.
            on_problem: gets what to tell; without it the notice is shown to the person. Bugs are always shown.
            owner: when it is deleted before the work ends, nothing is delivered.
        """
        job: Job[T] = Job(weakref.ref(owner), on_done, on_problem)
        if self._closed:
            # A timer or a change that comes while the window goes: nobody is left to see the answer.
            return job
        self._pending.add(job)  # type: ignore[arg-type]  # the set only counts them
        future = self._executor.submit(work)
        future.add_done_callback(lambda done: self._finished.emit(job, done))
        return job

    def run(self, act: Callable[[], T]) -> T:
        """Run act on this lane and wait for what it returns: for work of the pool that needs the store in between.

        From a thread of this lane itself it runs at once. Never from the main thread.
        """
        if getattr(self._inside, "here", False):
            return act()
        return self._executor.submit(act).result()

    def _enter(self) -> None:
        self._inside.here = True

    def _deliver(self, job: Job[object], future: Future[object]) -> None:
        self._pending.discard(job)
        if future.cancelled():
            return
        error = future.exception()
        if error is not None:
            # A bug is told and logged even when nobody waits any more.
            notice = notice_of(error, self._describe)
            handled = job.on_problem is not None and job.wanted
            if handled and job.on_problem is not None:
                job.on_problem(notice)
            if notice.is_bug or (not handled and job.wanted):
                self._tell(notice)
        elif job.wanted and job.on_done is not None:
            job.on_done(future.result())

    @property
    def busy(self) -> bool:
        """Whether work waits, runs or has a result not yet delivered."""
        return bool(self._pending)

    def wait_idle(self, seconds: float = 10.0) -> bool:
        """Process events until nothing is pending (for tests and for closing); return whether that was reached."""
        return _events_while(lambda: self.busy, seconds)

    def close(self) -> None:
        """Let the running work end, drop what has not begun, and stop the threads; what is asked later is dropped."""
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._pending.clear()


class Background(QObject):
    """The lanes of the program.

    Attributes:
        database: one worker, the only thread that touches the store.
        pool: workers for scanning, printing, sending and drawing; some wait long (a printer without paper keeps one).
    """

    def __init__(self, describe: Describe, tell: Callable[[Notice], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.database = Lane("database", 1, describe, tell, self)
        self.pool = Lane("pool", 6, describe, tell, self)

    def wait_idle(self, seconds: float = 10.0) -> bool:
        """Process events until both lanes are idle; work of one may hand work to the other."""
        return _events_while(lambda: self.database.busy or self.pool.busy, seconds)

    def close(self) -> None:
        """Stop all threads; the window calls it last."""
        self.pool.close()
        self.database.close()


class Progress(QObject):
    """How far a piece of work is, told from its thread, shown on the main thread; and the wish to stop it."""

    changed = Signal(int, int, str)
    """(done, total, text); total 0 means unknown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = False

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        """Tell how far the work is; callable from any thread."""
        self.changed.emit(done, total, text)

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._cancelled = True

    def cancelled(self) -> bool:
        """Return whether the work should stop; the work asks between its steps."""
        return self._cancelled
