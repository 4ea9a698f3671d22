"""A scanner whose driver runs inside our own worker process, so that a crash of the driver is not ours.

The worker (``app.scanning.worker``) speaks JSON lines and waits after every page until it is told to go on.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.core.problems import OutsideProblem
from app.scanning.device import Capabilities, DeviceInfo, Ended, Mode, PageSink, ScanOutcome, ScanRequest, Source
from app.scanning.lines import LineReader
from app.scanning.workplace import private_folder

WORKER_OPTION = "--scan-worker"
"""The packaged program has no ``-m``: started with this option it has to call app.scanning.worker.main."""

_TICK = 0.1
_GRACE = 10.0
_ROOT = Path(__file__).resolve().parents[2]


class ChildScanner:
    """A device behind the worker.

    Args:
        name: as the settings keep it, e.g. ``"wia:{6BDD1FC6-…}"``.
        environment: variables added to the worker's.
        stall_seconds: how long one page may take before the device counts as gone.
    """

    def __init__(
        self, name: str, environment: Mapping[str, str] | None = None, *, stall_seconds: float = 120.0
    ) -> None:
        self._name = name
        self._environment = environment or {}
        self._stall = stall_seconds

    def capabilities(self) -> Capabilities:
        """Ask the driver; see ScannerDevice."""
        answer = _single({"do": "capabilities", "device": self._name}, self._environment, self._stall)
        return Capabilities(
            tuple(Mode(word) for word in answer["modes"]),
            tuple(Source(word) for word in answer["sources"]),
            tuple(int(dpi) for dpi in answer["resolutions"]),
        )

    def scan(self, request: ScanRequest, sink: PageSink, cancel: threading.Event) -> ScanOutcome:
        """Scan; see ScannerDevice."""
        with private_folder() as folder:
            order = {"do": "scan", "device": self._name, "request": asdict(request), "folder": folder}
            child = _start(order, self._environment)
            try:
                return self._carry(child, Path(folder), sink, cancel)
            finally:
                _stop(child)

    def _carry(
        self, child: "subprocess.Popen[bytes]", folder: Path, sink: PageSink, cancel: threading.Event
    ) -> ScanOutcome:
        lines = LineReader(_pipe(child.stdout))
        pages = 0
        cancelled = False
        deadline = time.monotonic() + self._stall
        while (line := lines.next(_TICK)) is not None:
            if line:
                answer = json.loads(line)
                if "page" not in answer:
                    return ScanOutcome(pages, Ended(answer.get("ended", Ended.OFFLINE)), answer["detail"])
                path = folder / str(answer["page"])
                sink(path.read_bytes())
                path.unlink()
                pages += 1
                deadline = time.monotonic() + self._stall
                _say(child, "cancel" if cancel.is_set() else "next")
            elif cancel.is_set() and not cancelled:
                cancelled = True
                _say(child, "cancel")
                deadline = min(deadline, time.monotonic() + _GRACE)
            elif time.monotonic() > deadline:
                return ScanOutcome(pages, Ended.CANCELLED if cancelled else Ended.OFFLINE, "no answer")
        return ScanOutcome(pages, Ended.FAILED, f"worker ended: {child.wait(_GRACE)}")


def list_through_worker(environment: Mapping[str, str] | None = None, seconds: float = 30.0) -> tuple[DeviceInfo, ...]:
    """Return the devices whose drivers need the worker (WIA); none where there are none or the driver crashed."""
    try:
        answer = _single({"do": "list"}, environment or {}, seconds)
    except OutsideProblem:
        return ()
    return tuple(DeviceInfo(str(entry["name"]), str(entry["label"])) for entry in answer["devices"])


def _single(order: dict[str, Any], environment: Mapping[str, str], seconds: float) -> dict[str, Any]:
    child = _start(order, environment)
    try:
        line = LineReader(_pipe(child.stdout)).next(seconds)
    finally:
        _stop(child)
    answer: dict[str, Any] = json.loads(line) if line else {"problem": "scanning.offline", "detail": "no answer"}
    if "problem" in answer:
        raise OutsideProblem(str(answer["problem"]), pages=0, detail=str(answer["detail"]))
    return answer


def _start(order: dict[str, Any], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, WORKER_OPTION] if frozen else [sys.executable, "-m", "app.scanning.worker"]
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, **environment},
        # On Windows the worker would open a console window of its own.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    _say(child, json.dumps(order))
    return child


def _say(child: "subprocess.Popen[bytes]", line: str) -> None:
    # A worker that has ended meanwhile has said why, or its exit code does.
    with contextlib.suppress(BrokenPipeError):
        os.write(_pipe(child.stdin).fileno(), line.encode() + b"\n")


def _stop(child: "subprocess.Popen[bytes]") -> None:
    """Close the worker's ear, which tells it to release the device and go; by force only when it does not."""
    _pipe(child.stdin).close()
    try:
        child.wait(_GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    _pipe(child.stdout).close()


def _pipe(pipe: Any) -> Any:  # noqa: ANN401 - Popen declares pipes that were asked for as optional
    if pipe is None:
        raise ValueError("the child was started without this pipe")
    return pipe
