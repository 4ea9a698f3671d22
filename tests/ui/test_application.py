"""The program as a person starts it: one instance a store, a kill, the sign-in, the lock, other persons."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import _PRACTICE_LOGIN
from app.core.paths import RESOURCES, StoreFolder
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.drafts import PartyText
from app.domain.offices import Account, Role
from app.services.drafts import load_drafts, new_draft, save_draft
from app.services.practice import LOGIN, PASSWORD
from app.services.security import add_account
from app.services.sentences import describe
from app.ui.application.desk_window import DeskWindow
from app.ui.application.front import FrontWindow
from app.ui.application.instance import Instance
from app.ui.application.pages import PhrasePage, ProblemPage
from app.ui.application.start import Start, StartUp
from app.ui.application.workspaces import make_features
from app.ui.background import Background
from app.ui.notices import Notice
from app.ui.reception.presenter import ReceptionPresenter
from app.ui.screens.stage import Stage
from app.ui.sign_in.view import LockView, SignInView

Show = Callable[[QWidget], None]
Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]


def test_the_practice_login_is_the_one_the_services_know() -> None:
    assert _PRACTICE_LOGIN == (LOGIN, PASSWORD)


# -- one instance ---------------------------------------------------------------------------------------------


def test_a_second_instance_calls_the_first(application: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    folder = StoreFolder(tmp_path / "store")
    first, second, called = Instance(folder), Instance(folder), list[int]()
    assert first.acquire()
    first.called.connect(lambda: called.append(1))
    first.listen()
    assert not second.acquire()
    # The first one answers from its own event loop: so the second is another process.
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from app.core.paths import StoreFolder; from app.ui.application.instance import Instance;"
        "application = QCoreApplication([]); one = Instance(StoreFolder(Path(sys.argv[1])));"
        "sys.exit(0 if not one.acquire() and one.call_first() else 1)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(folder.root)], cwd=RESOURCES.parent)
    qtbot.waitUntil(lambda: process.poll() is not None)
    assert process.returncode == 0
    assert called == [1]
    first.release()
    assert second.acquire()
    second.release()


# -- the start ------------------------------------------------------------------------------------------------


class Opening:
    """A store that fails with the given problems, one after the other, then opens."""

    def __init__(self, *problems: Exception) -> None:
        self.problems = list(problems)
        self.phrases: list[str] = []

    def __call__(self, phrase: str) -> object:
        self.phrases.append(phrase)
        if self.problems:
            raise self.problems.pop(0)
        return object()


@pytest.fixture
def front(application: QApplication) -> FrontWindow:
    return FrontWindow(practice=True)


@pytest.fixture
def background(application: QApplication, told: list[Notice]) -> Iterator[Background]:
    lanes = Background(describe, told.append)
    yield lanes
    lanes.close()


def start(front: FrontWindow, background: Background, opening: Opening) -> Start:
    use = StartUp(opening, lambda login, _password: login, lambda: ("TTPVHCC", "Quầy 3"), ("tap", "luyen-tap-2026"))
    made = Start(front, background.database, use)
    made.ask_who()
    return made


def test_what_is_typed_before_the_store_is_open_waits_for_it(
    front: FrontWindow, background: Background, shown: Show, press: Press, type_text: Type
) -> None:
    begun, let_in = start(front, background, Opening()), list[object]()
    begun.signed_in.connect(let_in.append)
    view = front.page
    assert isinstance(view, SignInView)
    assert view.line.text() == "Đang mở kho hồ sơ…"
    shown(front)
    view.setFocus()
    type_text(view.password.field, "luyen")
    begun.open_store()
    press(front, "Return")
    assert background.wait_idle()
    assert let_in == ["tap"]
    assert view.line.text() == "TTPVHCC · Quầy 3"


def test_an_unknown_key_asks_for_the_phrase(front: FrontWindow, background: Background) -> None:
    opening = Opening(OutsideProblem("keys.not_remembered"), PersonProblem("keys.phrase_mistyped", groups=10))
    begun = start(front, background, opening)
    begun.open_store()
    assert background.wait_idle()
    page = front.page
    assert isinstance(page, PhrasePage)
    page.submitted.emit("1234")
    assert background.wait_idle()
    assert front.page is page
    assert page.phrase.message.text
    page.submitted.emit("1234 5678")
    assert background.wait_idle()
    assert isinstance(front.page, SignInView)
    assert opening.phrases == ["", "1234", "1234 5678"]


@pytest.mark.parametrize("code", ["store.damaged", "store.newer_schema", "store.disk_full", "keys.missing"])
def test_a_store_that_does_not_open_is_a_page_with_a_next_step(
    front: FrontWindow, background: Background, code: str
) -> None:
    begun = start(front, background, Opening(OutsideProblem(code)))
    begun.open_store()
    assert background.wait_idle()
    page = front.page
    assert isinstance(page, ProblemPage)
    assert page.accessibleName() == describe(OutsideProblem(code)).text
    assert page.text.text()


def test_a_bug_while_opening_is_a_page_too(
    front: FrontWindow, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL", "app.ui.notices")
    begun = start(front, background, Opening(ZeroDivisionError()))
    begun.open_store()
    assert background.wait_idle()
    assert isinstance(front.page, ProblemPage)


# -- the desk -------------------------------------------------------------------------------------------------


@pytest.fixture
def desk_window(stage: Stage, application: QApplication) -> Iterator[DeskWindow]:
    made = DeskWindow(stage.desk, stage.session, stage.room.background, application, make_features)
    made.show(None, maximised=False)
    stage.wait()
    yield made
    made.close()
    stage.wait()


def test_the_lock_keeps_the_draft_and_opens_for_the_same_person(
    stage: Stage, desk_window: DeskWindow, press: Press, type_text: Type, qtbot: QtBot
) -> None:
    window = desk_window.window
    qtbot.waitUntil(window.isActiveWindow)
    field = QApplication.focusWidget()
    assert field is not None
    type_text(field, "Nguyễn")
    press(window, "Ctrl+L")
    lock = window.findChild(LockView)
    assert lock is not None
    type_text(lock.password.field, PASSWORD)
    press(window, "Return")
    stage.wait()
    assert not window.covered
    assert field.hasFocus()
    assert isinstance(field, QLineEdit)
    assert "Nguyễn" in field.text()


def test_what_is_typed_as_soon_as_the_desk_is_there_goes_on_in_the_draft(
    stage: Stage, application: QApplication, qtbot: QtBot, type_text: Type
) -> None:
    kept = replace(
        new_draft(stage.desk),
        submitter=PartyText(full_name="Trần Văn Ví Dụ", phone="0905"),
        focus="submitter_phone_edit",
        cursor=4,
    )
    save_draft(stage.desk, stage.session, kept)
    go = threading.Event()
    stage.room.background.database.submit(lambda: go.wait(20), owner=stage.room.changes)
    made = DeskWindow(stage.desk, stage.session, stage.room.background, application, make_features)
    made.show(None, maximised=False)
    QTimer.singleShot(200, go.set)
    qtbot.waitUntil(made.window.isVisible)
    field = QApplication.focusWidget()
    assert field is not None
    type_text(field, "123")
    stage.wait()
    (presenter,) = made.window.findChildren(ReceptionPresenter)
    draft = presenter.sheet.draft
    made.close()
    stage.wait()
    assert (draft.id, draft.submitter.phone) == (kept.id, "0905123")
    assert len(load_drafts(stage.desk, stage.session)) == 1


def test_another_person_gets_a_window_of_their_own(stage: Stage, desk_window: DeskWindow, press: Press) -> None:
    account = Account(uuid4(), "hai", "Người Thứ Hai", frozenset({Role.CLERK}))
    add_account(stage.desk, stage.session, account, "mat khau dai")
    sessions: list[Any] = []
    desk_window.other_session.connect(sessions.append)
    desk_window.lock()
    lock = desk_window.window.findChild(LockView)
    assert lock is not None
    lock.other_person.emit()
    sign_in = desk_window.window.findChild(SignInView)
    assert sign_in is not None
    sign_in.submitted.emit("hai", "sai")
    stage.wait()
    assert sign_in.password.message.text
    sign_in.submitted.emit("hai", "mat khau dai")
    stage.wait()
    assert [session.account.login for session in sessions] == ["hai"]
    assert desk_window.window.covered


def test_wrong_tries_are_counted_down(stage: Stage, desk_window: DeskWindow) -> None:
    desk_window.lock()
    lock = desk_window.window.findChild(LockView)
    assert lock is not None
    for _attempt in range(4):
        lock.submitted.emit("sai")
        stage.wait()
    assert "giây nữa" in lock.password.message.text
    assert not lock.submit.isEnabled()


def test_a_scan_nobody_understands_is_said(stage: Stage, desk_window: DeskWindow) -> None:
    desk_window._router.scanned.emit("https://example.vn/x")
    stage.wait()
    assert "không dùng" in desk_window.window.notices.text


def test_a_card_fills_the_person_from_any_workspace(stage: Stage, desk_window: DeskWindow) -> None:
    desk_window.window.open("admin")
    desk_window._router.scanned.emit("049199012345|049123456|Nguyễn Thị Hằng|15031999|Nữ|Thôn Hoa|20112021")
    stage.wait()
    assert desk_window.window.open_key == "reception"


# -- real processes -------------------------------------------------------------------------------------------


@pytest.fixture
def display() -> Iterator[str]:
    server = shutil.which("Xvfb")
    if server is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb or xdotool is not installed")
    read, write = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as number:
        name = f":{number.readline().strip()}"
    yield name
    process.terminate()
    process.wait(10)


def xdotool(display: str, *arguments: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    return subprocess.run(["xdotool", *arguments], env=environment, check=True, capture_output=True, text=True).stdout


@contextmanager
def program(display: str, root: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "MOTCUA_SAY_READY": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--data", str(root), "open", "--practice"],
        cwd=RESOURCES.parent, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "motcua-ready"


def until(check: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)


def windows(display: str) -> list[str]:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "Một Cửa"],
        env={**os.environ, "DISPLAY": display}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    return found.stdout.split()


def titles(display: str) -> str:
    return " ".join(xdotool(display, "getwindowname", one) for one in windows(display))


@pytest.mark.xvfb
def test_a_practice_office_from_nothing_to_the_desk_and_again_after_a_kill(display: str, tmp_path: Path) -> None:
    root = tmp_path / "store"
    with program(display, root) as first:
        ready(first)
        xdotool(display, "windowfocus", "--sync", windows(display)[0])
        xdotool(display, "type", "--delay", "40", PASSWORD)
        xdotool(display, "key", "Return")
        until(lambda: "Quầy 3" in titles(display))
        # A second start ends at once and leaves the first alone.
        with program(display, root) as second:
            assert second.wait(20) == 0
        assert first.poll() is None
        first.send_signal(signal.SIGKILL)
        first.wait(20)
    with program(display, root) as again:
        ready(again)
        until(lambda: bool(windows(display)))
        xdotool(display, "windowfocus", "--sync", windows(display)[0])
        xdotool(display, "type", "--delay", "40", PASSWORD)
        xdotool(display, "key", "Return")
        until(lambda: "Quầy 3" in titles(display))
        until((root / "receiver" / "receiver.db").exists)
