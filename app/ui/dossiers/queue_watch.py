"""How the queues stand, counted in the background whenever something changed and once a minute."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.services import dossiers
from app.services.changes import Subject
from app.services.dossiers import Standings
from app.ui.latest import Latest
from app.ui.workroom import Workroom

_MINUTE_MS = 60_000
SUBJECTS = frozenset({Subject.DOSSIERS, Subject.OUTBOX, Subject.PRINTS, Subject.OFFICE, Subject.CALENDAR})
"""What lists of dossiers depend on."""


class QueueWatch(QObject):
    """Counts."""

    counted = Signal(object)
    """The Standings; None where the account may not see dossiers."""

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._latest: Latest[Standings] = Latest(room.background.database, self)
        self._timer = QTimer(self, interval=_MINUTE_MS)
        self._timer.timeout.connect(self.count)
        self._timer.start()
        room.changes.watch(self, SUBJECTS, lambda _changes: self.count())

    def count(self) -> None:
        """Count again."""
        desk, session = self._room.desk, self._room.session()
        self._latest.ask(
            lambda: dossiers.standings(desk, session),
            self.counted.emit,
            lambda _notice: self.counted.emit(None),
        )

    def close(self) -> None:
        """Count no longer by itself."""
        self._timer.stop()
