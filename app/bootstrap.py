"""Wires the rooms together; decides nothing.

Heavy rooms are imported inside functions here, on the database lane, after the window takes keys (docs/decisions/0096).
"""

import gc
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.core.clock import SystemClock
from app.core.log import start_log
from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem, Problem
from app.core.settings import Settings, load_settings
from app.core.words import _, use_language
from app.services.sentences import describe
from app.ui.application.dressing import make_application
from app.ui.application.front import FrontWindow
from app.ui.application.instance import Instance
from app.ui.application.pages import BusyPage, ProblemPage
from app.ui.application.start import Start, StartUp
from app.ui.background import Background
from app.ui.first_start.choice import ChoicePage
from app.ui.notices import Notice, notice_of, tell_bugs
from app.ui.theme.active import apply_theme

if TYPE_CHECKING:
    # The start must not wait for the store's libraries; see above.
    from app.services.desk import Desk
    from app.services.security import Session
    from app.ui.application.desk_window import DeskWindow
    from app.ui.application.practice import PracticeReceiver, PracticeSurroundings
    from app.ui.first_start.flow import FirstStart, Founded

READY = "motcua-ready"
_PRACTICE_LOGIN = ("tap", "luyen-tap-2026")
"""As app.services.practice has them; a test holds the two together: importing that room would cost a second."""
RECEIVER_FOLDER = "receiver"
_DAILY_BACKUP_MS = 15_000


@dataclass(frozen=True, slots=True)
class Target:
    """Which store to open, and whether it is a practice office."""

    folder: StoreFolder
    practice: bool


def run_window(folder: StoreFolder, *, practice: bool) -> int:
    """Open the window on a store and return the exit code when it is closed.

    Raises:
        OutsideProblem: ``ui.font_missing``: without its typefaces there is no window that could say so.
    """
    # Nothing is thrown away before the window stands; sweeping through fresh modules only delays it.
    gc.disable()
    target: Target | None = Target(folder, practice)
    application: QApplication | None = None
    code = 0
    while target is not None:
        settings, trouble = _settings(target)
        use_language(settings.language)
        if application is None:
            application = make_application(sys.argv[:1], settings)
        else:
            apply_theme(application, settings.appearance, settings.scale_percent)
        program = Program(application, target, settings)
        code = program.run(trouble)
        target = program.next_target
    return code


def _practice_receiver(desk: "Desk", port: int) -> "PracticeReceiver":
    """Return a receiver on this machine for a practice office, serving; on port where that is free."""
    from app.hub.enrolling import create_enrolment, put_office
    from app.hub.receiver import open_receiver
    from app.hub.serving import RunningHub, default_database_url
    from app.ui.application.practice import PracticeReceiver

    data = desk.folder.root / RECEIVER_FOLDER
    data.mkdir(exist_ok=True, mode=0o700)
    receiver = open_receiver(default_database_url(data), data, desk.clock, practice=True)
    try:
        hub = RunningHub(receiver, port=port)
    except OutsideProblem:
        # Somebody else has the port of last time: any other will do, the desk is told.
        hub = RunningHub(receiver)
    hub.__enter__()
    put_office(receiver, desk.office.code, desk.office.name)

    def stop() -> None:
        hub.__exit__()
        receiver.close()

    return PracticeReceiver(hub.url, lambda: create_enrolment(receiver, desk.office.code, desk.counter.ordinal), stop)


def _load_desk() -> None:
    """Import the desk's window and its workspaces here, on the lane, so that the main thread finds them made."""
    from app.ui.application import desk_window, workspaces  # noqa: F401


def _settings(target: Target) -> tuple[Settings, Problem | None]:
    try:
        settings = load_settings(target.folder.settings)
    except OutsideProblem as problem:
        return Settings(practice=target.practice), problem
    if not target.folder.settings.exists():
        settings = Settings(practice=target.practice)
    return settings, None


class Program:
    """One store from start to end.

    Attributes:
        next_target: what to open afterwards; None: the program ends.
    """

    def __init__(self, application: QApplication, target: Target, settings: Settings) -> None:
        self.next_target: Target | None = None
        self._application, self._target = application, target
        self._practice = settings.practice or target.practice
        self._instance = Instance(target.folder)
        self._front = FrontWindow(practice=self._practice)
        self._background = Background(describe, self._tell, self._front)
        self._desk: Desk | None = None
        self._window: DeskWindow | None = None
        self._surroundings: PracticeSurroundings | None = None
        self._language = settings.language
        login = _PRACTICE_LOGIN if self._practice else None
        self._start = Start(
            self._front, self._background.database, StartUp(self._open_desk, self._sign_in, self._names, login)
        )

    def run(self, trouble: Problem | None) -> int:
        """Show the window until it is closed."""
        restore_hooks = tell_bugs(describe, self._tell)
        try:
            if self._instance.acquire():
                self._begin(trouble)
            elif self._instance.call_first():
                return 0
            else:
                self._say(OutsideProblem("start.already_open"))
            self._front.closed.connect(self._application.quit)
            self._front.show()
            self._front.activateWindow()
            return self._application.exec()
        finally:
            self._close()
            restore_hooks()

    def _begin(self, trouble: Problem | None) -> None:
        self._start.opened.connect(self._on_opened)
        self._start.signed_in.connect(self._on_signed_in)
        self._start.quit_wanted.connect(self._leave)
        self._start.restore_wanted.connect(self._restore)
        self._instance.called.connect(self._to_front)
        if trouble is not None:
            self._say(trouble)
        elif self._practice or self._target.folder.database.exists():
            self._start.ask_who()
            self._front.painted.connect(self._start.open_store)
        else:
            self._set_up()
        self._front.painted.connect(self._on_painted)

    def _on_painted(self) -> None:
        if os.environ.get("MOTCUA_SAY_READY"):
            print(READY, flush=True)  # noqa: T201 - the benchmark waits for it
        gc.enable()
        gc.freeze()
        self._instance.listen()

    # -- on the database lane ---------------------------------------------------------------------------------

    def _open_desk(self, phrase: str) -> "Desk":
        from app.services.opening import open_desk
        from app.services.practice import open_practice

        _load_desk()
        clock = SystemClock()
        if self._practice and not phrase:
            self._desk = open_practice(self._target.folder, clock)
        else:
            self._desk = open_desk(self._target.folder, clock, phrase=phrase)
        return self._desk

    def _sign_in(self, login: str, password: str) -> "Session":
        from app.services.security import sign_in

        if self._desk is None:
            raise OutsideProblem("start.not_open")
        return sign_in(self._desk, login, password)

    def _names(self) -> tuple[str, str]:
        return (self._desk.office.name, self._desk.counter.name) if self._desk else ("", "")

    # -- on the main thread -----------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        # Not before: the folder is put in place whole when a store is made or restored.
        start_log(self._target.folder.logs)
        QTimer.singleShot(_DAILY_BACKUP_MS, self._front, self._back_up)

    def _back_up(self) -> None:
        from app.services.safekeeping import back_up_daily

        desk = self._desk
        if desk is not None:
            self._background.pool.submit(lambda: back_up_daily(desk), owner=self._front)

    def _on_signed_in(self, session: "Session") -> None:
        from app.ui.application.desk_window import DeskWindow
        from app.ui.application.workspaces import make_features

        if self._desk is None:
            return
        before = self._window
        place = before.window if before else self._front
        window = DeskWindow(self._desk, session, self._background, self._application, make_features)
        window.shown.connect(lambda: self._on_shown(before, session))
        window.other_session.connect(self._on_signed_in)
        window.language_changed.connect(self._on_language)
        window.closed.connect(self._application.quit)
        window.show(place.geometry(), maximised=place.isMaximized())
        self._window = window

    def _on_shown(self, before: "DeskWindow | None", session: "Session") -> None:
        if before is not None:
            before.close()
        self._front.hide()
        if self._practice and self._surroundings is None:
            self._surround(session)

    def _surround(self, session: "Session") -> None:
        from app.ui.application.practice import PracticeSurroundings

        if self._desk is None or self._window is None:
            return
        self._surroundings = PracticeSurroundings(self._desk, self._background, _practice_receiver)
        self._surroundings.begin(session, self._window.room.changes)

    def _on_language(self) -> None:
        if self._desk is not None and self._window is not None and self._desk.settings.language != self._language:
            self._language = self._desk.settings.language
            use_language(self._language)
            # The catalogue is read where a text is made: the window is made again, drafts are kept as typed.
            self._on_signed_in(self._window.session)

    def _set_up(self) -> None:
        page = ChoicePage()
        page.office_wanted.connect(lambda: self._first_start(page, restoring=False))
        page.restore_wanted.connect(lambda: self._first_start(page, restoring=True))
        page.practice_wanted.connect(self._open_practice)
        self._front.show_page(page)

    def _restore(self) -> None:
        page = BusyPage(_("Khôi phục"), _("Đang chuẩn bị…"))
        self._front.show_page(page)
        self._first_start(page, restoring=True)

    def _first_start(self, page: ChoicePage | BusyPage, *, restoring: bool) -> None:
        def load() -> type["FirstStart"]:
            from app.ui.first_start.flow import FirstStart

            return FirstStart

        def begin(make: type["FirstStart"]) -> None:
            flow = make(self._front, self._background, SystemClock(), self._target.folder)
            flow.founded.connect(self._on_founded)
            flow.back.connect(self._back)
            flow.begin_restore() if restoring else flow.begin()

        if isinstance(page, ChoicePage):
            page.show_busy()
        self._background.database.submit(load, begin, owner=page)

    def _back(self) -> None:
        if self._target.folder.database.exists():
            self._start.ask_who()
            self._start.open_store()
        else:
            self._set_up()

    def _on_founded(self, founded: "Founded") -> None:
        self._desk = founded.desk
        self._background.database.submit(_load_desk, lambda _done: self._enter(founded), owner=self._front)

    def _enter(self, founded: "Founded") -> None:
        self._start.take_open()
        if founded.session is None:
            self._start.ask_who()
        else:
            self._on_signed_in(founded.session)
        if founded.notice is not None:
            self._tell(founded.notice)
        self._on_opened()

    def _open_practice(self) -> None:
        root = self._target.folder.root
        self.next_target = Target(StoreFolder(root.with_name("practice")), practice=True)
        self._front.close()

    def _leave(self) -> None:
        self._front.close()

    def _say(self, problem: Problem) -> None:
        notice = notice_of(problem, describe)
        self._front.show_page(ProblemPage(notice, ("quit", _("Thoát"), self._leave)))

    def _tell(self, notice: Notice) -> None:
        (self._window or self._front).tell(notice)

    def _to_front(self) -> None:
        if self._window is not None:
            self._window.bring_to_front()
        else:
            self._front.raise_()
            self._front.activateWindow()

    def _close(self) -> None:
        if self._window is not None:
            self._window.close()
        self._background.wait_idle(30.0)
        if self._surroundings is not None:
            self._surroundings.close()
        self._background.pool.close()
        desk = self._desk
        if desk is not None:
            self._background.database.submit(desk.close, owner=self._front)
            self._background.database.wait_idle(30.0)
        self._background.close()
        self._front.hide()
        self._front.deleteLater()
        self._instance.release()
