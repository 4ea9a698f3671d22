"""The demonstration itself: who is started, cut off, killed and compared, in which order."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.cli.demo.compare import Comparison, compare
from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.core.ports import free_port
from app.core.problems import OutsideProblem
from app.core.words import _
from app.hub.enrolling import create_enrolment, put_office
from app.hub.receiver import open_receiver
from app.hub.serving import default_database_url
from app.services.office import change_settings
from app.services.practice import LOGIN, PASSWORD, open_practice
from app.services.security import sign_in
from app.services.syncing import SyncService

PRACTICE_SCANNER = "sane:test"


@dataclass(slots=True)
class Story:
    """What happened, for the summary."""

    received: int = 0
    slips: int = 0
    pages: int = 0
    sent: int = 0
    stored: int = 0
    missing: int = 0
    doubled: int = 0
    procedures: int = 0
    kills: int = 0
    screenshots: int = 0
    offline_cause: str = ""
    scanner: str = ""
    differences: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def agrees(self) -> bool:
        """Whether both sides hold the same and every slip says what was stored."""
        return not self.differences and self.received == self.stored == self.slips


def play(out: Path, dossiers: int, *, as_json: bool, pictures: bool = True) -> int:
    """Play the demonstration into the folder out; return 0 only where desk and province agree."""
    began = time.monotonic()
    if out.exists() and any(out.iterdir()) and not (out / "summary.json").exists() and not (out / "store").exists():
        raise OutsideProblem("cli.folder_in_use", path=str(out))
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    story, half = Story(), dossiers // 2

    def say(text: str) -> None:
        if not as_json:
            print(text, flush=True)

    port = free_port()
    environment = _environment(out, story)
    with _hub(out, port) as hub:
        _found_and_enrol(out, port, story)
        say(_("① Có mạng: tiếp nhận {count} hồ sơ.").format(count=half))
        _receive(out, environment, 0, half - 1, kill_after=None, story=story)
        _sync(out)
        hub.send_signal(signal.SIGKILL)
    offline = _("② Mất mạng (máy nhận bị tắt đột ngột): tiếp nhận {count} hồ sơ, tắt đột ngột máy quầy một lần.")
    say(offline.format(count=dossiers - half))
    _receive(out, environment, half, dossiers - 1, kill_after=max(1, (dossiers - half) // 2), story=story)
    story.offline_cause = str(_sync(out)["cause"])
    say(_("③ Có mạng lại: gửi, rồi đối chiếu hai bên."))
    with _hub(out, port):
        story.sent = int(str(_sync(out)["stored"]))
    found = compare(out)
    _fill(story, found)
    shutil.copytree(out / "store" / "slips", out / "slips")
    if pictures:
        say(_("④ Chụp màn hình các phần việc."))
        story.screenshots = _photograph(out)
    story.seconds = round(time.monotonic() - began, 1)
    (out / "summary.json").write_text(
        json.dumps({**asdict(story), "agrees": story.agrees, "dossiers": found.rows}, ensure_ascii=False, indent=2),
        encoding="utf-8",
    )
    _tell(story, out, as_json=as_json)
    return 0 if story.agrees and story.received == dossiers else 1


def _fill(story: Story, found: Comparison) -> None:
    story.received, story.stored, story.slips = found.received, found.stored, found.slips
    story.pages, story.procedures = found.pages, found.procedures
    story.missing, story.doubled = found.missing, found.doubled
    story.differences = found.differences


def _tell(story: Story, out: Path, *, as_json: bool) -> None:
    if as_json:
        print((out / "summary.json").read_text(encoding="utf-8"))
        return
    told = _(
        "Tiếp nhận {received} · giấy hẹn {slips} · trang quét {pages} · gửi {sent} · "
        "tỉnh đã lưu {stored} · thiếu {missing} · trùng {doubled}"
    )
    print(told.format(**asdict(story)))
    for difference in story.differences:
        print(f"  ✘ {difference}")
    places = {"slips": out / "slips", "summary": out / "summary.json", "seconds": story.seconds}
    print(_("Giấy hẹn ở {slips}; tóm tắt ở {summary} ({seconds} giây).").format(**places))


def _found_and_enrol(out: Path, port: int, story: Story) -> None:
    desk = open_practice(StoreFolder(out / "store"), SystemClock())
    try:
        session = sign_in(desk, LOGIN, PASSWORD)
        change_settings(desk, session, scanner=story.scanner, scan_dpi=200, receiver_url=f"http://127.0.0.1:{port}")
        data = out / "hub"
        receiver = open_receiver(default_database_url(data), data, SystemClock(), practice=True)
        try:
            put_office(receiver, desk.office.code, desk.office.name)
            code = create_enrolment(receiver, desk.office.code, desk.counter.ordinal)
        finally:
            receiver.close()
        SyncService(desk).enrol(session, f"http://127.0.0.1:{port}", code)
    finally:
        desk.close()


def _receive(
    out: Path, environment: dict[str, str], first: int, last: int, *, kill_after: int | None, story: Story
) -> None:
    """Let a counter process receive first…last; kill it without warning after so many answers, and start it again."""
    command = [*_command(out / "store"), "demo-counter", str(first), str(last)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as counter:
        for heard, _line in enumerate(counter.stdout or (), 1):
            if heard == kill_after:
                counter.kill()
                story.kills += 1
    if kill_after is not None:
        _receive(out, environment, first, last, kill_after=None, story=story)
    elif counter.returncode != 0:
        raise OutsideProblem("cli.demo_counter_failed", code=counter.returncode)


def _sync(out: Path) -> dict[str, object]:
    answer = subprocess.run(
        [*_command(out / "store"), "--json", "sync", "once"], capture_output=True, text=True, check=False
    )
    result: dict[str, object] = json.loads(answer.stdout)
    return result


def _photograph(out: Path) -> int:
    """Photograph the workspaces, and return how many pictures there are; without a display nothing is shown."""
    pictures = out / "screenshots"
    for room in ("reception", "dossiers"):
        command = [*_command(out / "store"), "screenshots", str(pictures), "--only", room, "--looks", "light"]
        subprocess.run([*command, "--scales", "100"], capture_output=True, check=True)
    return len(list(pictures.glob("*.png")))


@contextmanager
def _hub(out: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [*_command(out / "hub"), "hub", "serve", "--practice", "--port", str(port)]
    (out / "hub").mkdir(exist_ok=True)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as hub:
        try:
            _wait_for(port, hub)
            yield hub
        finally:
            if hub.poll() is None:
                hub.terminate()


def _wait_for(port: int, hub: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and hub.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise OutsideProblem("cli.demo_hub_failed")


def _command(data: Path) -> list[str]:
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    return [*start, "--data", str(data)]


def _environment(out: Path, story: Story) -> dict[str, str]:
    """Return the counter's environment, with SANE's own test device where SANE is installed."""
    environment = dict(os.environ)
    if shutil.which("scanimage"):
        config = out / "sane"
        config.mkdir()
        (config / "dll.conf").write_text("test\n")
        (config / "test.conf").write_text("geometry_max 300\n")
        environment["SANE_CONFIG_DIR"] = str(config)
        story.scanner = PRACTICE_SCANNER
    return environment
