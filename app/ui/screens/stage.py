"""A stage for pictures: a practice desk in a folder of its own, made-up people, a window of the usual size.

A workspace offers ``shots(stage) -> Iterator[tuple[str, QWidget]]``: each pair is a name and a widget ready to be
grabbed. Whoever takes the pictures dresses the stage and walks through the shots:

    with Stage(folder, application) as stage:
        for look in ("light", "dark"):
            stage.dress(look, 100)
            for name, widget in shots(stage):
                stage.picture(widget).save(…)
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.core.clock import VIETNAM, FixedClock
from app.core.paths import StoreFolder
from app.core.words import _, mark
from app.domain.dossiers import PaymentWay
from app.domain.made_up import MadeUpPerson
from app.domain.offices import Role
from app.domain.people import Party
from app.printing.queue import Printer
from app.scanning.device import DeviceInfo
from app.services.desk import Desk
from app.services.practice import LOGIN, filled_draft, made_up_people, open_practice
from app.services.reception import Received, judge, receive
from app.services.reference import current_procedures
from app.services.security import Session
from app.services.sentences import describe
from app.ui.actions import ActionRegistry
from app.ui.background import Background
from app.ui.events import ChangesBus
from app.ui.interaction import ScriptedInteraction
from app.ui.notices import Notice
from app.ui.shell.window import Desk as Plate
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import Workspace, WorkspaceSpec
from app.ui.theme.active import apply_theme
from app.ui.theme.tokens import Appearance
from app.ui.workroom import Finders, Workroom

NOW = datetime(2026, 11, 20, 15, 20, 7, tzinfo=VIETNAM)
"""An ordinary Friday afternoon, after the hour when some procedures count as received the next day."""
SIZE = (1366, 768)
RAIL = (
    ("reception", mark("Tiếp nhận"), "file-plus", "F2"),
    ("dossiers", mark("Hồ sơ"), "folder-search", "F3"),
    ("returns", mark("Trả kết quả"), "package-check", "F5"),
    ("handover", mark("Bàn giao"), "hand-helping", "F6"),
    ("reports", mark("Sổ, báo cáo"), "chart-column", "F7"),
    ("sync", mark("Đồng bộ"), "refresh-cw", "F8"),
    ("certified", mark("Chứng thực"), "stamp", "F9"),
    ("admin", mark("Quản trị"), "settings", "F10"),
)
"""The workspaces as they register themselves; in a picture of one the others stand in the rail and are not made."""
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thị Bạch Tuyết Quỳnh Nghiêng"
FINDERS = Finders(
    printers=lambda: (Printer("ipp://may-in.vi-du/hp", "HP LaserJet M404"),),
    scanners=lambda: (DeviceInfo("sane:canon", "Canon DR-C225"),),
)
"""The devices of the stage: pictures do not depend on what stands beside the machine that takes them."""
_ROUNDS = 6
"""Of events until what came and went has told every layout above it: each tells the next one."""
MakeSpec = Callable[[Workroom], WorkspaceSpec]


def party(person: MadeUpPerson) -> Party:
    """Return a made-up person as a party."""
    return Party(
        full_name=person.full_name,
        personal_id=person.personal_id,
        old_id=person.old_id,
        birth_date=person.birth,
        gender=person.gender,
        card_address=person.address,
        card_issued=person.issued,
        phone=person.phone,
    )


def _practice_clerk(desk: Desk) -> Session:
    """Return the practice clerk's session without a password: checking one takes a third of a second on purpose."""
    with desk.store.read() as work:
        account = work.accounts.by_login(LOGIN)
    if account is None:
        raise LookupError(LOGIN)
    return Session(account, desk.now())


class Stage:
    """A practice desk and everything a window needs.

    Attributes:
        desk: the desk; direct use is right while no lane works (``wait``).
        session: the signed-in practice clerk.
        clock: stands still unless it is moved.
        room: the surroundings of the workspaces of the newest window.
        interaction: answers questions for files from a script.
    """

    def __init__(self, folder: Path, application: QApplication) -> None:
        self.application = application
        self.clock = FixedClock(NOW)
        self.desk: Desk = open_practice(StoreFolder(folder / "store"), self.clock)
        self.session = _practice_clerk(self.desk)
        self.interaction = ScriptedInteraction()
        self._owner = QObject()
        self._window: MainWindow | None = None
        self._background = Background(describe, self._tell, self._owner)
        self._changes = ChangesBus(self._owner)
        self.room = self._make_room(ActionRegistry(self._owner))

    def __enter__(self) -> Self:
        """Return the stage."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close everything."""
        self.close()

    def close(self) -> None:
        """Close the window, the lanes and the desk."""
        self.strike()
        self._background.close()
        self.desk.close()

    @contextmanager
    def signed_in_as(self, *roles: Role) -> Iterator[None]:
        """Let windows be made as somebody with other roles sees them."""
        before = self.session
        self.strike()
        self.session = replace(before, account=replace(before.account, roles=frozenset(roles)))
        try:
            yield
        finally:
            self.strike()
            self.session = before

    def dress(self, look: Appearance, scale: int = 100) -> None:
        """Put everything into another appearance and scale."""
        apply_theme(self.application, look, scale)

    def window(self, makers: Sequence[MakeSpec], open_key: str) -> MainWindow:
        """Return a new window of the usual size with the workspaces of makers; the one before goes."""
        self.strike()
        registry = ActionRegistry(self._owner)
        self.room = self._make_room(registry)
        desk = self.desk
        plate = Plate(desk.office.name, desk.counter.name, practice=desk.practice)
        specs = [make(self.room) for make in makers]
        for spec in specs:
            self._background.database.submit(spec.prepare, owner=self._owner)
        self._background.wait_idle()
        window = MainWindow(plate, self.clock, registry, _whole_rail(specs))
        window.top.show_clerk(self.session.account.full_name, "")
        window.status.show_printer(_("Chưa chọn máy in: giấy hẹn lưu thành PDF"))
        self._window = window
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        for _round in range(50):
            if window.isActiveWindow():
                break
            QTest.qWait(10)
        window.open(open_key)
        self.wait()
        return window

    def strike(self) -> None:
        """Take the present window away, its timers and shortcuts with it."""
        if self._window is not None:
            self.wait()
            self._window.close()
            self._window.deleteLater()
            self._window = None
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            # A window that closes may keep its draft: who uses the store next must not meet the lane in it.
            self.wait()

    def wait(self, seconds: float = 20.0) -> None:
        """Let the lanes finish and the window lay itself out."""
        for place in range(20):
            self._background.wait_idle(seconds)
            QApplication.processEvents()
            # What the events asked of the store must be done before anybody uses it directly.
            if place >= _ROUNDS and not (self._background.database.busy or self._background.pool.busy):
                return

    def picture(self, widget: QWidget) -> QPixmap:
        """Return widget as it looks now."""
        self.wait()
        return widget.grab()

    def receive(self, count: int, *, seed: int = 1, minutes_apart: int = 0, first: int = 0) -> tuple[Received, ...]:
        """Receive dossiers of made-up people and different procedures through the real services.

        Args:
            count: how many.
            seed: of the people.
            minutes_apart: how far the clock moves after each.
            first: the place of the first one among the people of seed.
        """
        if threading.current_thread() is threading.main_thread():
            # Called on the store's own lane there is nobody to wait for.
            self.wait()
        procedures = [v for v in current_procedures(self.desk) if not v.review]
        done = []
        for place, person in list(enumerate(made_up_people(seed, first + count)))[first:]:
            draft = filled_draft(self.desk, procedures[place * 7 % len(procedures)], party(person))
            if judge(self.desk, self.session, draft).errors:
                # No limit is published for it: a clerk would say the date.
                draft = replace(draft, appointment="16:00 30/11/2026", appointment_reason="Theo lịch của phòng")
            done.append(receive(self.desk, self.session, replace(draft, payment=PaymentWay.CASH)))
            self.clock.advance(timedelta(minutes=minutes_apart))
        return tuple(done)

    def _make_room(self, registry: ActionRegistry) -> Workroom:
        return Workroom(
            desk=self.desk,
            session=lambda: self.session,
            background=self._background,
            changes=self._changes,
            registry=registry,
            interaction=self.interaction,
            tell=self._tell,
            open=self._open,
            finders=FINDERS,
        )

    def _tell(self, notice: Notice) -> None:
        if self._window is not None:
            self._window.tell(notice)

    def _open(self, key: str) -> None:
        if self._window is not None:
            self._window.open(key)


def _whole_rail(made: Sequence[WorkspaceSpec]) -> list[WorkspaceSpec]:
    known = {spec.key: spec for spec in made}
    rail = [known.pop(key, WorkspaceSpec(key, title, icon, f_key, _Elsewhere)) for key, title, icon, f_key in RAIL]
    return rail + list(known.values())


class _Elsewhere(Workspace):
    """Stands for a workspace that a picture does not show."""

    def __init__(self) -> None:
        super().__init__("elsewhere")

    def take_focus(self) -> None:
        """Do nothing."""
