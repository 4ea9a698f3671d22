"""The desk while somebody is signed in: the main window with its workspaces, scans, the lock, switching persons."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QApplication

from app.core.words import _
from app.domain.permissions import ROLE_NAMES
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.security import Session, sign_in, unlock
from app.ui.actions import ActionRegistry
from app.ui.application.printer_watch import PrinterWatch
from app.ui.background import Background
from app.ui.events import ChangesBus
from app.ui.input_router import InputRouter
from app.ui.interaction import WindowInteraction
from app.ui.notices import Notice
from app.ui.shell.window import Desk as Plate
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.sign_in.idle import IdleWatch
from app.ui.sign_in.presenter import LockPresenter, SignInPresenter
from app.ui.sign_in.view import LockView, SignInView
from app.ui.theme.active import apply_theme
from app.ui.workroom import Workroom

_MINUTE_MS = 60_000


class Feature(Protocol):
    """One workspace with everything that belongs to it, as the window wires it."""

    def spec(self) -> WorkspaceSpec:
        """Return how the workspace registers itself."""
        ...

    def connect_window(self, window: MainWindow) -> None:
        """Serve what the window itself shows: counts, the search box, the bars."""
        ...

    def close(self) -> None:
        """Stop timers and watching; keep what was typed."""
        ...


@runtime_checkable
class TakesScans(Protocol):
    """A workspace that understands what a scanner reads."""

    def on_scanned(self, text: str) -> bool:
        """Take a scan; return False to leave it to the next workspace."""
        ...


@runtime_checkable
class Starts(Protocol):
    """A workspace that does something by itself from the moment the window stands."""

    def start(self) -> None:
        """Begin."""
        ...


MakeFeatures = Callable[[Workroom, QObject], Sequence[Feature]]


class DeskWindow(QObject):
    """One signed-in person's window. Another person gets another one; drafts stay with their owner.

    Attributes:
        window: the main window.
        session: who is signed in.
        room: what the workspaces work with.
    """

    shown = Signal()
    """It is on the screen and takes keys."""
    other_session = Signal(object)
    """Another person has signed in at this desk."""
    language_changed = Signal()
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        session: Session,
        background: Background,
        application: QApplication,
        make_features: MakeFeatures,
    ) -> None:
        super().__init__()
        self._desk, self.session = desk, session
        self._background, self._application = background, application
        self._changes = ChangesBus(self)
        self._registry = ActionRegistry(self)
        # The window is made from the specs, which come from the workspaces, which work with the room: so it asks late.
        self._interaction = _LateInteraction()
        self.room = Workroom(
            desk=desk,
            session=lambda: self.session,
            background=background,
            changes=self._changes,
            registry=self._registry,
            interaction=self._interaction,
            tell=self.tell,
            open=self._open,
        )
        self._features = make_features(self.room, self)
        plate = Plate(desk.office.name, desk.counter.name, practice=desk.practice)
        specs = [feature.spec() for feature in self._features]
        self.window = MainWindow(plate, desk.clock, self._registry, specs)
        self._interaction.serve(self.window)
        self._router = InputRouter(application, self.window.press_key, self)
        self._idle: IdleWatch | None = None
        self._printer = PrinterWatch(desk, background.pool, self.window.status.show_printer, self)
        self._connect()
        self._specs = specs

    def _connect(self) -> None:
        for feature in self._features:
            feature.connect_window(self.window)
        self._router.scanned.connect(self._on_scanned)
        self.window.lock_wanted.connect(self.lock)
        self.window.top.lock_button.clicked.connect(self.lock)
        self.window.closed.connect(self.closed)
        self._changes.watch(self, frozenset({Subject.OFFICE}), self._on_office)
        self._show_person()
        self._printer.show()
        self._watch_idleness()

    def show(self, geometry: QRect | None, *, maximised: bool) -> None:
        """Show the window where the one before it stood, as soon as what it begins with has been read."""

        def read() -> None:
            for spec in self._specs:
                spec.prepare()

        def show(_done: None = None) -> None:
            self._show(geometry, maximised=maximised)

        def show_and_tell(notice: Notice) -> None:
            show()
            self.tell(notice)

        self._background.database.submit(read, show, show_and_tell, owner=self)

    def _show(self, geometry: QRect | None, *, maximised: bool) -> None:
        if geometry is not None:
            self.window.setGeometry(geometry)
        if maximised:
            self.window.showMaximized()
        else:
            self.window.show()
        self.window.activateWindow()
        self.window.open(self._specs[0].key)
        self._printer.start()
        for feature in self._features:
            if isinstance(feature, Starts):
                feature.start()
        self.shown.emit()

    def bring_to_front(self) -> None:
        """Come to the front: somebody started the program again."""
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def tell(self, notice: Notice) -> None:
        """Say something in passing."""
        self.window.tell(notice)

    def lock(self) -> None:
        """Cover everything until the same person opens it, or another one signs in."""
        if self.window.covered:
            return
        self._router.set_active(active=False)
        view = LockView(self.session.account.full_name, others_may=True)
        view.other_person.connect(self._ask_other)
        LockPresenter(
            view, lambda password: unlock(self._desk, self.session, password), self._background.database, self._unlock
        )
        self.window.cover(view)

    def close(self) -> None:
        """Close the workspaces, then the window."""
        self._router.stop()
        self._printer.close()
        if self._idle is not None:
            self._idle.stop()
        for feature in self._features:
            feature.close()
        self.window.closed.disconnect(self.closed)
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def _open(self, key: str) -> None:
        self.window.open(key)

    def _unlock(self) -> None:
        self.window.uncover()
        self._router.set_active(active=True)

    def _ask_other(self) -> None:
        view = SignInView(self._desk.office.name, self._desk.counter.name, may_go_back=True)
        SignInPresenter(
            view,
            lambda login, password: sign_in(self._desk, login, password),
            self._background.database,
            self._on_other,
        )
        view.cancelled.connect(self._lock_again)
        self.window.cover(view)

    def _lock_again(self) -> None:
        self.window.uncover()
        self.lock()

    def _on_other(self, session: Session) -> None:
        if session.account.id == self.session.account.id:
            self.session = session
            self._unlock()
        else:
            self.other_session.emit(session)

    def _on_scanned(self, text: str) -> None:
        open_first = sorted(self._features, key=lambda feature: feature.spec().key != self.window.open_key)
        if any(feature.on_scanned(text) for feature in open_first if isinstance(feature, TakesScans)):
            return
        self.tell(Notice(_("Đã quét một mã mà màn hình này không dùng."), text[:60]))

    def _on_office(self, _changes: Changes) -> None:
        settings = self._desk.settings
        apply_theme(self._application, settings.appearance, settings.scale_percent)
        self.window.top.show_office(self._desk.office.name, self._desk.counter.name)
        self._printer.look()
        self._watch_idleness()
        self.language_changed.emit()

    def _show_person(self) -> None:
        account = self.session.account
        roles = ", ".join(_(ROLE_NAMES[role]) for role in sorted(account.roles))
        self.window.top.show_clerk(account.full_name, account.acts_for or roles)

    def _watch_idleness(self) -> None:
        if self._idle is not None:
            self._idle.stop()
            self._idle.deleteLater()
        self._idle = IdleWatch(self._desk.settings.idle_lock_minutes * _MINUTE_MS, self._application)
        self._idle.idle.connect(self.lock)


class _LateInteraction:
    """The door to file dialogs before the window it belongs to exists."""

    def __init__(self) -> None:
        self._door: WindowInteraction | None = None

    def serve(self, window: MainWindow) -> None:
        self._door = WindowInteraction(window)

    def open_files(self, title: str, kinds: str) -> list[Path]:
        return self._ready().open_files(title, kinds)

    def save_file(self, title: str, suggested: Path, kinds: str) -> Path | None:
        return self._ready().save_file(title, suggested, kinds)

    def folder(self, title: str) -> Path | None:
        return self._ready().folder(title)

    def _ready(self) -> WindowInteraction:
        if self._door is None:
            raise RuntimeError("asked before there is a window")
        return self._door
