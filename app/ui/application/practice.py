"""What stands around a practice office on the same machine: a receiver to send to and a scanner that is not there."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QObject

from app.core.problems import PersonProblem
from app.scanning.simulator import EsclSimulator, drawn
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.office import change_settings
from app.services.security import Session
from app.services.sync_screen import overview
from app.services.syncing import SyncService
from app.ui.background import Background
from app.ui.events import ChangesBus

_OWN_SCANNER = "escl:http://127.0.0.1:"
_SHEETS = ("GIẤY CHỨNG SINH", "GIẤY CHỨNG NHẬN KẾT HÔN", "ĐƠN ĐỀ NGHỊ")


@dataclass(frozen=True, slots=True)
class PracticeReceiver:
    """A receiver that serves: its address, how it invites a counter, how it stops."""

    url: str
    invite: Callable[[], str]
    stop: Callable[[], None]


class PracticeSurroundings(QObject):
    """Starts both in the background and tells the desk where they are; a desk that has its own is left alone."""

    def __init__(self, desk: Desk, background: Background, receiver: Callable[[Desk, int], PracticeReceiver]) -> None:
        super().__init__()
        self._desk, self._background, self._make_receiver = desk, background, receiver
        self._receiver: PracticeReceiver | None = None
        self._scanner: EsclSimulator | None = None

    def begin(self, session: Session, changes: ChangesBus) -> None:
        """Start what is missing; whoever may not change a setting practises without it."""

        def work() -> Changes:
            self._begin_scanner(session)
            self._begin_receiver(session)
            return Changes(frozenset({Subject.OUTBOX}))

        self._background.pool.submit(work, changes.publish, owner=changes)

    def close(self) -> None:
        """Stop both; waits for their threads."""
        if self._receiver is not None:
            self._receiver.stop()
        if self._scanner is not None:
            self._scanner.close()

    def _set(self, session: Session, **changed: object) -> None:
        def write() -> None:
            change_settings(self._desk, session, **changed)

        try:
            self._background.database.run(write)
        except PersonProblem:
            return  # not this person's to change; the next administrator who signs in brings it right

    def _begin_scanner(self, session: Session) -> None:
        name = self._desk.settings.scanner
        if name and not name.startswith(_OWN_SCANNER):
            return
        self._scanner = EsclSimulator(refill=[drawn((title, "BẢN TẬP"), seed) for seed, title in enumerate(_SHEETS)])
        self._scanner.__enter__()
        self._set(session, scanner=f"escl:{self._scanner.url}")

    def _begin_receiver(self, session: Session) -> None:
        lane = self._background.database.run
        known = lane(lambda: overview(self._desk, session)).receiver
        if known and not (self._desk.folder.root / "receiver").exists():
            return
        self._receiver = self._make_receiver(self._desk, urlsplit(known).port or 0)
        service = SyncService(self._desk, lane)
        if not known:
            code = self._receiver.invite()
            service.enrol(session, self._receiver.url, code)
        if known != self._receiver.url:
            self._set(session, receiver_url=self._receiver.url)
