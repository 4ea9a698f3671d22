"""A desk on a screen of its own: a real process, keys that pass through the X server, the store read afterwards."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image, ImageGrab

from app.core.clock import SystemClock
from app.core.paths import RESOURCES, StoreFolder
from app.core.settings import load_settings, save_settings
from app.domain.dossiers import Dossier
from app.domain.drafts import Draft
from app.models.rows import OutboxRow, PrintRecord
from app.services import dossiers
from app.services.desk import Desk
from app.services.drafts import load_drafts
from app.services.opening import open_desk
from app.services.practice import LOGIN, PASSWORD, open_practice
from app.services.security import Session

T = TypeVar("T")

_APART = ("receiver", "backups", "spool", "slips", "logs", "*-shm", "*.lock", "*.part")
"""What is not read here, and may come and go while the store is copied."""
_VIETNAMESE = "ăâđêôơưễịượằốụộđăữẠàáãèéìíòóùúĐếệọỹ"
DESK = (440, 70, 1040, 720)
"""The middle of the desk, without cursor and clock."""
HAND_MS = 50
"""Between two letters of a quick typist; what comes faster than 35 is a scanner to the program."""


def wait_for(look: Callable[[], T | None], what: str, seconds: float = 40, pause: float = 0.2) -> T:
    """Look again and again until there is something, and return it."""
    end = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        assert time.monotonic() < end, f"{what}: not within {seconds:g} s"
        time.sleep(pause)


class Screen:
    """An X server without a window manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        read, write = os.pipe()
        self._server = subprocess.Popen(
            # A server that resets when its last client leaves forgets the layout that it was given before.
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as number:
            self.name = f":{number.readline().strip()}"

        self._add_letters("".join(dict.fromkeys(_VIETNAMESE)))

    def _add_letters(self, letters: str) -> None:
        """Put letters on keys that no keyboard has: so they come as a layout sends them."""
        layout = self.folder / "layout.xkb"
        subprocess.run(["xkbcomp", "-xkb", self.name, str(layout)], check=True, capture_output=True)
        text = layout.read_text()
        spare = re.findall(r"^\s*(<I\d+>) = \d+;", text, re.MULTILINE)
        added = "".join(f"    key {key} {{ [ U{ord(one):04X} ] }};\n" for key, one in zip(spare, letters, strict=False))
        assert len(spare) >= len(letters), f"{len(spare)} spare keys"
        start = text.index("{", text.index("xkb_symbols")) + 1
        end = text.index("\n};", start)
        layout.write_text(f"{text[:end]}\n{added}{text[end:]}")
        subprocess.run(["xkbcomp", "-w", "0", str(layout), self.name], check=True, capture_output=True)

    def __enter__(self) -> "Screen":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.terminate()
        self._server.wait(10)

    def xdotool(self, *arguments: str, check: bool = True) -> str:
        """Run xdotool on this screen and return what it printed."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.name, "LC_ALL": "C.UTF-8"},
            check=check,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def windows(self) -> dict[str, str]:
        """Return the program's visible windows with their titles."""
        found = self.xdotool("search", "--onlyvisible", "--name", "Một Cửa", check=False).split()
        return {one: self.xdotool("getwindowname", one, check=False) for one in found}

    def picture(self, name: str = "") -> Image.Image:
        """Return what is on the screen; with a name it is kept."""
        image = ImageGrab.grab(xdisplay=self.name)
        if name:
            image.save(self.folder / f"{name}.png")
        return image


class Counter:
    """One counter: its store, its screen and the program, which may be killed and started again.

    Attributes:
        keys: how many keys a hand has pressed; a chord is one, what the scanner types is none.
    """

    def __init__(self, root: Path, screen: Screen) -> None:
        self.root, self.screen = root, screen
        self.keys = 0
        self.process: subprocess.Popen[str] | None = None
        self._copies = 0

    # The program.

    @property
    def environment(self) -> dict[str, str]:
        """What programs on this screen are started with; the keys of whoever runs the suite are left alone."""
        return {
            **os.environ,
            "DISPLAY": self.screen.name,
            "QT_QPA_PLATFORM": "xcb",
            "MOTCUA_SAY_READY": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }

    def spawn(self) -> "subprocess.Popen[str]":
        """Start the program and leave it alone."""
        with (self.root.parent / "program.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "app", "--data", str(self.root), "open", "--practice"],
                cwd=RESOURCES.parent,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def start(self) -> None:
        """Start the program and sign in."""
        self.process = self.spawn()
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == "motcua-ready"
        self.focus("Một Cửa")
        self.type(PASSWORD)
        self.press("Return")
        self.focus("Quầy 3")
        # A person looks before typing: the desk is there when its fields are drawn and nothing changes any more.
        wait_for(self._settled, "the desk")
        self.keys = 0

    def _settled(self) -> bool:
        before = self.screen.picture().crop(DESK)
        time.sleep(0.5)
        now = self.screen.picture().crop(DESK)
        return len(now.convert("RGB").getcolors(1 << 24) or ()) > 1 and now.tobytes() == before.tobytes()

    def focus(self, title: str) -> None:
        """Give the keyboard to the window: without a window manager nobody else does."""

        def look() -> str:
            return next((one for one, name in self.screen.windows().items() if title in name), "")

        window = wait_for(look, f"a window {title!r}")
        self.screen.xdotool("windowfocus", "--sync", window)

    def kill(self) -> None:
        """Pull the plug."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(20)
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process = None

    def leave(self) -> None:
        """End everything that runs here."""
        self.kill()
        self.screen.__exit__()

    # The keyboard.

    def type(self, text: str, gap: int = HAND_MS) -> None:
        """Type as a person does."""
        # It waits half as long as it is told.
        self.screen.xdotool("type", "--delay", str(2 * gap), text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        """Press keys or chords one after the other."""
        self.screen.xdotool("key", "--delay", str(HAND_MS), *keys)
        self.keys += len(keys)

    def scan(self, text: str) -> None:
        """Let the scanner type, its Enter included; in one go, so that a busy machine does not make it hesitate."""
        # A line's end would be typed as the line feed of old keyboards, which is no Enter.
        self.screen.xdotool("type", "--delay", "0", "--args", "1", text, "key", "Return")

    # The store.

    def read(self, read: Callable[[Desk, Session], T]) -> T:
        """Read a copy of the store as it is now, or as it was a moment ago."""
        self._copies += 1
        place = self.root.parent / f"copy-{self._copies}"
        wait_for(lambda: self._copied(place), "a store between two writes", pause=0.1)
        desk = open_desk(StoreFolder(place), SystemClock())
        try:
            with desk.store.read() as work:
                account = work.accounts.by_login(LOGIN)
            assert account is not None
            return read(desk, Session(account, desk.now()))
        finally:
            desk.close()
            shutil.rmtree(place)

    def _copied(self, place: Path) -> bool:
        """Copy the store; return whether nothing was written meanwhile."""
        shutil.rmtree(place, ignore_errors=True)
        before = self._stamps()
        # What is gone before it could be copied was written over.
        with contextlib.suppress(shutil.Error):
            shutil.copytree(self.root, place, ignore=shutil.ignore_patterns(*_APART))
            return self._stamps() == before
        return False

    def _stamps(self) -> list[tuple[str, int, int]]:
        found = []
        for path in sorted(self.root.glob("*")):
            if path.is_file() and not path.name.endswith("-shm"):
                stat = path.stat()
                found.append((path.name, stat.st_size, stat.st_mtime_ns))
        return found

    @staticmethod
    def wait_until(look: Callable[[], bool], what: str, seconds: float = 40, pause: float = 0.2) -> None:
        """Wait until look says so."""
        wait_for(look, what, seconds, pause)

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts that are kept."""
        return self.read(load_drafts)

    def wait_for_draft(self, holds: Callable[[Draft], bool], what: str) -> Draft:
        """Wait until the draft saved last is as wanted."""
        seen: list[Draft] = []

        def look() -> Draft | None:
            seen[:] = self.drafts()[:1]
            return next((one for one in seen if holds(one)), None)

        try:
            return wait_for(look, what)
        except AssertionError as error:
            raise AssertionError(f"{error}; kept: {seen}") from error

    def received(self) -> tuple[Dossier, ...]:
        """The dossiers, in the order of their numbers."""

        def look(desk: Desk, session: Session) -> tuple[Dossier, ...]:
            rows = dossiers.search(desk, session, "", limit=100)
            return tuple(sorted((dossiers.view(desk, session, row.id).dossier for row in rows), key=_number))

        return self.read(look)

    def wait_for_received(self, count: int) -> tuple[Dossier, ...]:
        """Wait until so many dossiers were received."""

        def look() -> tuple[Dossier, ...]:
            found = self.received()
            return found if len(found) >= count else ()

        found = wait_for(look, f"{count} dossiers")
        assert len(found) == count
        return found

    def prints(self) -> tuple[PrintRecord, ...]:
        """Every print of every dossier."""

        def look(desk: Desk, session: Session) -> tuple[PrintRecord, ...]:
            rows = dossiers.search(desk, session, "", limit=100)
            return tuple(record for row in rows for record in dossiers.view(desk, session, row.id).prints)

        return self.read(look)

    def outbox(self) -> tuple[OutboxRow, ...]:
        """Every operation that is sent or to be sent."""
        return self.read(lambda desk, _session: _outbox(desk))


def _number(dossier: Dossier) -> str:
    return dossier.number


def _outbox(desk: Desk) -> tuple[OutboxRow, ...]:
    with desk.store.read() as work:
        return work.outbox.states(500)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office, made once: founding spends its time on deriving keys."""
    folder = StoreFolder(tmp_path_factory.mktemp("founded") / "store")
    open_practice(folder, SystemClock()).close()
    return folder.root


MakeCounter = Callable[..., Counter]


@pytest.fixture(scope="session")
def founding(founded: Path) -> Iterator[Callable[[Path, dict[str, object]], Counter]]:
    """Make counters in a folder, with settings of their own; all of them end with the session."""
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    with ExitStack() as stack:

        def make(folder: Path, changed: dict[str, object]) -> Counter:
            root = folder / "store"
            shutil.copytree(founded, root)
            settings = StoreFolder(root).settings
            save_settings(settings, load_settings(settings).with_changes(**changed))
            counter = Counter(root, stack.enter_context(Screen(folder)))
            stack.callback(counter.kill)
            return counter

        yield make


@pytest.fixture
def counter(
    founding: Callable[[Path, dict[str, object]], Counter], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Counter]:
    """A counter that is not started yet; ``settings`` in its marker change those of the desk."""
    made = founding(tmp_path, {})
    yield made
    made.leave()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep the picture of the screen on which a journey failed."""
    report = yield
    counter = getattr(item, "funcargs", {}).get("counter")
    if report.failed and isinstance(counter, Counter):
        counter.screen.picture("failed")
        report.sections.append(("picture of the screen", str(counter.screen.folder / "failed.png")))
    return report
