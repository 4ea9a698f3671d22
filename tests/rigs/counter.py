"""A counter as a person sits at it: a real process on a real window, its keys counted, its store read afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from app.core.clock import SystemClock
from app.core.paths import RESOURCES, StoreFolder
from app.domain.dossiers import Dossier, Status
from app.domain.drafts import Draft
from app.domain.issued_forms import IssuedForm
from app.models.rows import OutboxRow, PrintRecord, PrintState
from app.services import dossiers, handover_views
from app.services.desk import Desk
from app.services.dossiers import DossierView
from app.services.drafts import load_drafts
from app.services.handover_views import BatchView
from app.services.opening import open_desk
from app.services.practice import LOGIN, PASSWORD
from app.services.security import Session
from tests.rigs.screen import Screen, wait_for
from tests.rigs.telex import Stroke, unikey

T = TypeVar("T")
_APART = ("receiver", "backups", "spool", "slips", "logs", "*-shm", "*.lock", "*.part")
"""What is not read here, and may come and go while the store is copied."""
HAND_MS = 45
"""Between two keys of a quick typist; what comes faster is a scanner to the program."""
SCANNER_MS = 3
BEEP_S = "0.05"
"""From one code to the next."""
COVERED_MS = 5
"""Between two keys of a password: nobody takes those for a scan."""
UNIKEY_MS = 1


class Counter:
    """One counter: its store, its screen and the program, which may be killed and started again.

    Attributes:
        keys: how many keys a hand has pressed, those held down included; what the scanner types is none.
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

    def spawn(self, *code: str) -> "subprocess.Popen[str]":
        """Start the program, or other code on this screen, and leave it alone."""
        wanted = code or ("-m", "app", "--data", str(self.root), "open", "--practice")
        with (self.root.parent / "program.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *wanted],
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
        self.type(PASSWORD, COVERED_MS)
        self.press("Return")
        self.focus("Quầy 3")
        self.keys = 0

    def focus(self, title: str) -> None:
        """Give the keyboard to the window: without a window manager nobody else does."""

        def look() -> str:
            return next((one for one, name in self.screen.windows().items() if title in name), "")

        window = wait_for(look, f"a window {title!r}", 40)
        self.screen.xdotool("windowfocus", "--sync", window)

    def kill(self) -> None:
        """Pull the plug."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(20)
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process = None

    # The keyboard.

    def type(self, text: str, gap: int = HAND_MS) -> None:
        """Type as a person does."""
        # xdotool waits half of what it is told.
        self.screen.xdotool("type", "--delay", str(2 * gap), text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        """Press keys or chords one after the other."""
        self.screen.xdotool("key", "--delay", str(2 * HAND_MS), *keys)
        self.keys += sum(1 + key.count("+") for key in keys)

    def type_with_unikey(self, keys: str) -> None:
        """Type Telex while UniKey rewrites the syllables."""
        self.screen.xdotool(*_steps(unikey(keys), HAND_MS))
        self.keys += len(keys)

    def scan(self, text: str, gap: int = SCANNER_MS) -> None:
        """Let the scanner type, its Enter included."""
        self.screen.xdotool("type", "--delay", str(gap), text + "\n")

    def scan_all(self, texts: Sequence[str]) -> None:
        """Let one code after the other be read, faster than any hand; nobody waits for the program."""
        steps = (("type", "--delay", str(SCANNER_MS), "--args", "1", f"{text}\n", "sleep", BEEP_S) for text in texts)
        self.screen.xdotool(*(part for step in steps for part in step))

    def scan_over_unikey(self, keys: str, text: str) -> None:
        """Type Telex, and let the scanner begin at the last rewriting; UniKey takes what it types for syllables too."""
        strokes = unikey(keys + text)
        typed = _steps(strokes[: len(keys)], HAND_MS)
        self.screen.xdotool(*typed[:-2], *_steps(strokes[len(keys) :], 0), "key", "Return")
        self.keys += len(keys)

    # The store.

    def read(self, read: Callable[[Desk, Session], T]) -> T:
        """Read a copy of the store as it is now, or as it was a moment ago."""
        self._copies += 1
        place = self.root.parent / f"copy-{self._copies}"
        for _attempt in range(20):
            shutil.rmtree(place, ignore_errors=True)
            before = self._stamps()
            shutil.copytree(self.root, place, ignore=shutil.ignore_patterns(*_APART))
            if self._stamps() == before:
                break
            time.sleep(0.05)
        desk = open_desk(StoreFolder(place), SystemClock())
        try:
            with desk.store.read() as work:
                account = work.accounts.by_login(LOGIN)
            assert account is not None
            return read(desk, Session(account, desk.now()))
        finally:
            desk.close()
            shutil.rmtree(place)

    def _stamps(self) -> list[tuple[str, int, int]]:
        found = []
        for path in sorted(self.root.glob("*")):
            if path.is_file() and not path.name.endswith("-shm"):
                stat = path.stat()
                found.append((path.name, stat.st_size, stat.st_mtime_ns))
        return found

    @staticmethod
    def wait_until(look: Callable[[], bool], what: str, seconds: float = 40) -> None:
        """Wait until look says so."""
        wait_for(look, what, seconds)

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

    def view(self, dossier: Dossier) -> DossierView:
        """One dossier whole."""
        return self.read(lambda desk, session: dossiers.view(desk, session, dossier.id))

    def wait_for_status(self, dossier: Dossier, status: Status) -> DossierView:
        """Wait until a dossier stands where it should, and return it whole."""

        def look() -> DossierView | None:
            found = self.view(dossier)
            return found if found.dossier.status is status else None

        return wait_for(look, f"{dossier.number} {status}")

    def bags(self) -> tuple[BatchView, ...]:
        """Every handover with its folders, the newest first."""

        def look(desk: Desk, session: Session) -> tuple[BatchView, ...]:
            rows = handover_views.batches(desk, session)
            return tuple(handover_views.view(desk, session, row.batch.id) for row in rows)

        return self.read(look)

    def wait_for_bag(self, holds: Callable[[BatchView], bool], what: str) -> BatchView:
        """Wait until one of the handovers is as wanted."""
        return wait_for(lambda: next((bag for bag in self.bags() if holds(bag)), None), what)

    def wait_for_papers(self, batch_id: UUID, states: list[PrintState]) -> tuple[IssuedForm, ...]:
        """Wait until the papers of a handover have come so far, and return them, oldest first."""

        def look() -> tuple[IssuedForm, ...]:
            def papers(desk: Desk, _session: Session) -> tuple[tuple[IssuedForm, ...], list[PrintState]]:
                with desk.store.read() as work:
                    forms = work.forms.of_batch(batch_id)
                    records = [work.prints.get(one) for form in forms for one in work.forms.prints_of(form.id)]
                return forms, [record.state for record in records if record is not None]

            forms, found = self.read(papers)
            return forms if found == states else ()

        return wait_for(look, "the papers of the handover")

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


def _steps(strokes: tuple[Stroke, ...], pause: int) -> list[str]:
    """Return what xdotool is told; what UniKey sends for one key comes at once."""
    steps: list[str] = []
    for stroke in strokes:
        if stroke.taken_back:
            steps += ["key", "--delay", str(UNIKEY_MS), *["BackSpace"] * stroke.taken_back]
        if stroke.letters:
            steps += ["type", "--delay", str(UNIKEY_MS), "--args", "1", stroke.letters]
        if pause:
            steps += ["sleep", str(pause / 1000)]
    return steps
