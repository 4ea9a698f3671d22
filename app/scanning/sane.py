"""Scanners of Linux through SANE's own program, ``scanimage``, as a child process.

A driver that crashes takes the child with it and at most the page in flight. The child asks before every page (it waits
for a line), so that a page is safe on disk before the next one is drawn in; when this program dies, its end of the pipe
closes and the child stops by itself.
"""

import contextlib
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from app.core.problems import OutsideProblem
from app.scanning.device import Capabilities, DeviceInfo, Ended, PageSink, ScanOutcome, ScanRequest, problem_of
from app.scanning.images import NotAnImageError, TooManyPixelsError, scanned_page
from app.scanning.lines import LineReader
from app.scanning.sane_options import SaneOptions, parse_options
from app.scanning.workplace import private_folder

# SANE_Status, the exit code of scanimage.
_STATUS = {
    2: Ended.CANCELLED,
    3: Ended.BUSY,
    4: Ended.FAILED,
    6: Ended.JAM,
    7: Ended.EMPTY_FEEDER,
    8: Ended.COVER_OPEN,
    9: Ended.OFFLINE,
}
_END_OF_PAGE = 5
_TICK = 0.1
_GRACE = 5.0


class SaneScanner:
    """One device of SANE.

    Args:
        name: SANE's device name, e.g. ``"airscan:e0:Canon"``.
        environment: variables added to the child's, e.g. ``SANE_CONFIG_DIR``.
        extra: further options passed to the driver as they are.
        stall_seconds: how long one page may take before the device counts as gone.
    """

    def __init__(
        self,
        name: str,
        environment: Mapping[str, str] | None = None,
        *,
        extra: tuple[str, ...] = (),
        stall_seconds: float = 120.0,
    ) -> None:
        self._name = name
        self._environment = _environment(environment)
        self._extra = extra
        self._stall = stall_seconds
        self._options: SaneOptions | None = None

    def capabilities(self) -> Capabilities:
        """Ask the driver; see ScannerDevice."""
        return self._ask().capabilities()

    def scan(self, request: ScanRequest, sink: PageSink, cancel: threading.Event) -> ScanOutcome:
        """Scan; see ScannerDevice."""
        try:
            options = self._ask()
        except OutsideProblem as problem:
            return ScanOutcome(0, _ENDED_OF[problem.code], str(problem.params.get("detail", "")))
        with private_folder() as folder:
            command = [*self._command(), *options.arguments(request), *self._extra, "--format=tiff"]
            command += [f"--batch={folder}/%d.tif", "--batch-print", "--batch-prompt"]
            if request.page_limit:
                command.append(f"--batch-count={request.page_limit}")
            with _start(command, self._environment) as child:
                run = _Run(child, request, sink, cancel, self._stall)
                try:
                    return run.to_the_end()
                finally:
                    run.release()

    def _command(self) -> list[str]:
        return ["scanimage", f"--device-name={self._name}"]

    def _ask(self) -> SaneOptions:
        if self._options is None:
            listing = _output([*self._command(), "--all-options"], self._environment, self._stall)
            self._options = parse_options(listing)
        return self._options


class _Run:
    """One running child: answers its question before every page and carries the pages to the sink."""

    def __init__(
        self,
        child: subprocess.Popen[bytes],
        request: ScanRequest,
        sink: PageSink,
        cancel: threading.Event,
        stall: float,
    ) -> None:
        self._child = child
        self._request = request
        self._sink = sink
        self._cancel = cancel
        self._stall = stall
        self._pages = 0
        self._said = _Tail()
        self._ears = threading.Thread(target=self._said.listen, args=(_pipe(child.stderr),), daemon=True)

    def to_the_end(self) -> ScanOutcome:
        """Carry pages until the child ends, is cancelled or stalls."""
        self._ears.start()
        deadline = time.monotonic() + self._stall
        lines = LineReader(_pipe(self._child.stdout))
        self._next()
        while (line := lines.next(_TICK)) is not None:
            if line and not self._carried(Path(line)):
                return self._stopped(Ended.FAILED)
            if self._cancel.is_set():
                return self._stopped(Ended.CANCELLED)
            if line:
                deadline = time.monotonic() + self._stall
                self._next()
            elif time.monotonic() > deadline:
                return self._stopped(Ended.OFFLINE if self._said.last is None else self._ended(self._said.last))
            elif self._said.last is not None:
                # All is said; a driver that cannot close its device shall not be waited for as long as for a page.
                deadline = min(deadline, time.monotonic() + _GRACE)
        status = self._child.wait(_GRACE)
        self._ears.join(_GRACE)
        return self._outcome(self._ended(status))

    def release(self) -> None:
        """Make sure that the child is gone and the device free."""
        if self._child.poll() is None:
            _interrupt(self._child)
        # The pipe is closed next: nobody may still be reading it.
        self._ears.join(_GRACE)

    def _next(self) -> None:
        # The child may have ended meanwhile; its exit code tells why. Unbuffered, so that nothing is left to flush.
        with contextlib.suppress(BrokenPipeError):
            os.write(_pipe(self._child.stdin).fileno(), b"\n")

    def _carried(self, path: Path) -> bool:
        try:
            page = scanned_page(path.read_bytes(), self._request.dpi, self._request.colour)
            path.unlink()
        except (NotAnImageError, TooManyPixelsError, OSError) as error:
            self._said.add(repr(error))
            return False
        self._sink(page)
        self._pages += 1
        return True

    def _stopped(self, ended: Ended) -> ScanOutcome:
        _interrupt(self._child)
        return self._outcome(ended)

    def _ended(self, status: int) -> Ended:
        if self._cancel.is_set() and status != 0:
            return Ended.CANCELLED
        if status == 0 or (status == 7 and self._pages):
            return Ended.DONE
        return _STATUS.get(status) or _ended_of_words(self._said.text)

    def _outcome(self, ended: Ended) -> ScanOutcome:
        return ScanOutcome(self._pages, ended, "" if ended is Ended.DONE else self._said.text)


class _Tail:
    """The last words of the child, without its prompts.

    Attributes:
        last: the exit code the child is about to end with; None while it has not said that it ends.
    """

    def __init__(self) -> None:
        self._words: list[str] = []
        self._status = 0
        self.last: int | None = None

    def listen(self, pipe: IO[bytes]) -> None:
        """Take in all lines until the pipe is closed."""
        for line in pipe:
            text = line.decode(errors="replace").strip()
            if text.startswith("scanimage:"):
                self.add(text)
            elif page := re.search(r"\(scanner status = (\d+)\)", text):
                self._status = int(page[1])
            elif text.startswith("Batch terminated"):
                self.last = 0 if self._status == _END_OF_PAGE else self._status

    def add(self, text: str) -> None:
        """Remember one line."""
        self._words.append(text)
        del self._words[:-5]

    @property
    def text(self) -> str:
        """What was remembered, on one line."""
        return " · ".join(self._words)


def list_sane(environment: Mapping[str, str] | None = None, seconds: float = 30.0) -> tuple[DeviceInfo, ...]:
    """Return the scanners SANE finds; none where SANE is not installed."""
    try:
        listing = _output(["scanimage", "--formatted-device-list=%d|%v %m%n"], _environment(environment), seconds)
    except OutsideProblem:
        return ()
    pairs = (line.partition("|") for line in listing.splitlines() if "|" in line)
    return tuple(DeviceInfo(name, label.strip()) for name, _, label in pairs)


def _environment(added: Mapping[str, str] | None) -> dict[str, str]:
    # The driver's words are parsed, so they must be the English ones.
    return {**os.environ, "LC_ALL": "C.UTF-8", **(added or {})}


def _start(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=True)
    except OSError as error:
        raise OutsideProblem("scanning.sane_missing") from error


def _output(command: list[str], environment: Mapping[str, str], seconds: float) -> str:
    with _start(command, environment) as child:
        try:
            out, err = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            child.kill()
            raise OutsideProblem("scanning.offline", pages=0, detail="no answer") from error
    said = err.decode(errors="replace").strip()
    if child.returncode:
        ended = _STATUS.get(child.returncode) or _ended_of_words(said)
        problem = problem_of(ScanOutcome(0, ended, said))
        raise problem or OutsideProblem("scanning.failed", pages=0, detail=said)
    return out.decode(errors="replace")


def _ended_of_words(said: str) -> Ended:
    """Tell a device that could not be opened (exit code 1 whatever the cause) from another failure."""
    return Ended.OFFLINE if re.search(r"open of device|no SANE devices|Invalid argument", said) else Ended.FAILED


def _interrupt(child: subprocess.Popen[bytes]) -> None:
    """Stop the scan the way SANE wants it (SIGINT: cancel and park), by force only when that does not help."""
    with contextlib.suppress(ProcessLookupError):
        child.send_signal(signal.SIGINT)
    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()
    try:
        child.wait(_GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the child was started without this pipe")
    return pipe


_ENDED_OF = {
    "scanning.jam": Ended.JAM,
    "scanning.empty_feeder": Ended.EMPTY_FEEDER,
    "scanning.cover_open": Ended.COVER_OPEN,
    "scanning.busy": Ended.BUSY,
    "scanning.offline": Ended.OFFLINE,
    "scanning.failed": Ended.FAILED,
    "scanning.sane_missing": Ended.OFFLINE,
}
