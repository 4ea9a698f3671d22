"""F8 and the sending in the background as one value: what the window registers, connects and closes."""

from PySide6.QtCore import QObject

from app.core.words import mark
from app.services.syncing import SyncService, SyncStatus
from app.ui.actions import Action
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.sync.presenter import SyncPresenter
from app.ui.sync.pulse import SyncPulse
from app.ui.sync.view import SyncView
from app.ui.sync.words import PILLS
from app.ui.workroom import Workroom

KEY = "sync"


class Sync(QObject):
    """Make it with the window's surroundings; register ``spec()``, then ``connect_window``; ``close()`` at the end.

    Attributes:
        pulse: holds contacts by itself once the window is connected.
    """

    def __init__(self, room: Workroom, parent: QObject | None = None, *, by_itself: bool = True) -> None:
        """Make the workspace; by_itself False sends only when a person asks for it."""
        super().__init__(parent)
        self._room = room
        self._by_itself = by_itself
        self.pulse = SyncPulse(room, SyncService(room.desk, room.background.database.run), self)
        self._presenter: SyncPresenter | None = None

    def spec(self) -> WorkspaceSpec:
        """Return how F8 registers itself."""
        return WorkspaceSpec(KEY, mark("Đồng bộ"), "refresh-cw", "F8", self._make)

    @property
    def presenter(self) -> SyncPresenter | None:
        """The presenter, once the page has been opened."""
        return self._presenter

    def connect_window(self, window: MainWindow) -> None:
        """Keep the pill and the badge up to date, let a click on the pill open F8, and begin to send."""
        room = self._room

        def show(status: SyncStatus) -> None:
            count = status.unsent + status.problem
            window.top.sync.show_state(PILLS[status.state], count, room.desk.now() if not count else None)
            window.rail.set_count(KEY, status.problem)

        self.pulse.told.connect(show)
        window.top.sync.clicked.connect(lambda: window.open(KEY))
        if self._by_itself:
            self.pulse.start()

    def on_scanned(self, text: str) -> bool:  # noqa: ARG002 - every workspace is asked
        """Leave every scan to the others."""
        return False

    def close(self) -> None:
        """Begin no contact any more."""
        self.pulse.stop()

    def _make(self) -> SyncView:
        view = SyncView()
        self._presenter = SyncPresenter(self._room, view, self.pulse)
        self._room.registry.add(*_actions(self._presenter))
        view.offer(self._room.registry)
        return view


def _actions(presenter: SyncPresenter) -> list[Action]:
    return [
        Action("sync.send", mark("Gửi ngay"), presenter.send_now, ("Ctrl+Return",), KEY, lambda: presenter.can_send),
        Action(
            "sync.compare", mark("Đối chiếu hôm nay"), presenter.compare_today, ("Alt+D",), KEY,
            lambda: presenter.can_compare,
        ),
        Action("sync.again", mark("Gửi lại hồ sơ này"), presenter.push_again, ("Alt+G",), KEY,
               lambda: presenter.can_push),
    ]  # fmt: skip
