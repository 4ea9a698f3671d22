"""Holds a contact whenever one is due, never two at once, and tells the window how the sending stands."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from app.services.changes import Changes, Subject
from app.services.security import Session
from app.services.syncing import SyncReport, SyncService, SyncStatus
from app.ui.background import Progress
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.workroom import Workroom

LEAST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
SOON_MS = 300
"""How long after a reception the sending begins: dossiers received close together travel together."""


class SyncPulse(QObject):
    """The driver. Work is done in the pool; the store is used on its lane.

    Attributes:
        service: the sending of this desk.
    """

    told = Signal(object)
    """The SyncStatus, whenever it may have changed."""
    began = Signal()
    ended = Signal(object)
    """The SyncReport of a contact that was held; None where it could not be."""

    def __init__(self, room: Workroom, service: SyncService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self._room = room
        self._running = False
        self._stopped = False
        self._by_itself = False
        self._news = False
        self._status: SyncStatus | None = None
        self._progress: Progress | None = None
        self._looks: Latest[SyncStatus] = Latest(room.background.pool, self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._hold)
        room.changes.watch(self, frozenset({Subject.OUTBOX, Subject.DOSSIERS, Subject.OFFICE}), self._on_changed)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    @property
    def running(self) -> bool:
        """Whether a contact is being held."""
        return self._running

    @property
    def status(self) -> SyncStatus | None:
        """How the sending stood last; None before the first look."""
        return self._status

    def start(self) -> None:
        """Look how the sending stands and send by itself from now on."""
        self._by_itself = True
        self.look()
        self._timer.start(SOON_MS)

    def stop(self) -> None:
        """Begin no contact any more; the one that runs ends at its next step."""
        self._stopped = True
        self._timer.stop()
        if self._progress is not None:
            self._progress.cancel()

    def look(self) -> None:
        """Ask how the sending stands."""
        if not self._stopped:
            self._looks.ask(self.service.status, self._show_status, self._room.tell)

    def send_now(self, session: Session, progress: Progress, problem: Callable[[Notice], None]) -> None:
        """Hold a contact because a person asked for it; does nothing while one is being held."""
        if not self._running and not self._stopped:
            self._start(session, progress, problem)

    def _hold(self) -> None:
        if self._running or self._stopped:
            return
        if self._news or self.service.seconds_until_due() <= 0:
            self._start(None, Progress(self), self._not_held)
        else:
            self._timer.start(self._pause_ms())

    def _start(self, session: Session | None, progress: Progress, problem: Callable[[Notice], None]) -> None:
        self._running, self._progress = True, progress
        self._news = False
        self._timer.stop()
        unsent = self._status.unsent if self._status else 0
        service = self.service

        def failed(notice: Notice) -> None:
            self._after(None)
            problem(notice)

        def answered(count: int) -> None:
            progress.report(count, max(unsent, count))

        self._room.background.pool.submit(
            lambda: service.run_once(session, answered, progress.cancelled), self._after, failed, owner=self
        )
        self.began.emit()

    def _after(self, report: SyncReport | None) -> None:
        self._running, self._progress = False, None
        if report is not None and report.changes:
            self._room.changes.publish(report.changes)
        self.look()
        self.ended.emit(report)
        if self._by_itself and not self._stopped:
            self._timer.start(SOON_MS if self._news else self._pause_ms())

    def _pause_ms(self) -> int:
        due = self.service.seconds_until_due()
        if due <= 0 and self._status is not None and self._status.cause:
            due = LONGEST_PAUSE_S
        return round(1000 * min(LONGEST_PAUSE_S, max(LEAST_PAUSE_S, due)))

    def _on_changed(self, changes: Changes) -> None:
        self.look()
        # What was just received is sent at once where the line is good; a line that failed is not hammered.
        waits = self._status is not None and self._status.cause and not changes.touches(Subject.OFFICE)
        news = changes.touches(Subject.OFFICE) or (changes.touches(Subject.OUTBOX) and bool(changes.dossiers))
        if news and not waits and not self._stopped:
            self._news = True
            if not self._running and self._by_itself:
                self._timer.start(SOON_MS)

    def _show_status(self, status: SyncStatus) -> None:
        self._status = status
        self.told.emit(status)

    def _not_held(self, notice: Notice) -> None:
        if notice.code != "sync.running":
            self._room.tell(notice)
