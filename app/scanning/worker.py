"""The child process that drivers run in: one order in, JSON lines out, pages as files in the order's folder.

After every page it waits for a line: ``next`` goes on, anything else and the end of the pipe cancel. A parent that dies
closes the pipe, so the device is released in any case.
"""

import json
import queue
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from app.core.problems import OutsideProblem
from app.scanning.device import DeviceInfo, Mode, ScannerDevice, ScanRequest, Source
from app.scanning.escl import EsclScanner

if sys.platform == "win32":
    from app.scanning.wia import WiaScanner, list_wia


class Parent:
    """The other end of the pipes."""

    def __init__(self, ear: IO[str], mouth: IO[str]) -> None:
        self._ear = ear
        self._mouth = mouth
        self._replies: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self.cancel = threading.Event()

    def order(self) -> dict[str, Any]:
        """Read the order, then keep listening in the background."""
        order: dict[str, Any] = json.loads(self._ear.readline())
        threading.Thread(target=self._listen, daemon=True).start()
        return order

    def say(self, **answer: object) -> None:
        """Send one line."""
        self._mouth.write(json.dumps(answer) + "\n")
        self._mouth.flush()

    def wait(self) -> None:
        """Wait until the parent has kept the page."""
        self._replies.get()

    def _listen(self) -> None:
        for line in self._ear:
            if line.strip() == "next":
                self._replies.put(True)
            else:
                break
        self.cancel.set()
        self._replies.put(False)


def main() -> int:
    """Carry out the one order that is read from standard input."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a text stream here
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # as above
    parent = Parent(sys.stdin, sys.stdout)
    order = parent.order()
    try:
        _carry_out(order, parent)
    except OutsideProblem as problem:
        parent.say(problem=problem.code, detail=str(problem.params.get("detail", "")))
    return 0


def _carry_out(order: dict[str, Any], parent: Parent) -> None:
    if order["do"] == "list":
        parent.say(devices=[asdict(device) for device in _devices()])
        return
    device = _device(str(order["device"]))
    if order["do"] == "capabilities":
        able = device.capabilities()
        parent.say(modes=able.modes, sources=able.sources, resolutions=able.resolutions)
        return
    folder = Path(order["folder"])
    count = 0

    def hand_over(data: bytes) -> None:
        nonlocal count
        count += 1
        name = f"{count}.page"
        (folder / name).write_bytes(data)
        parent.say(page=name)
        parent.wait()

    outcome = device.scan(_request(order["request"]), hand_over, parent.cancel)
    parent.say(ended=outcome.ended, detail=outcome.detail)


def _request(values: dict[str, Any]) -> ScanRequest:
    return ScanRequest(**{**values, "colour": Mode(values["colour"]), "source": Source(values["source"])})


def _device(name: str) -> ScannerDevice:
    kind, _, address = name.partition(":")
    if kind == "escl":
        return EsclScanner(address)
    if sys.platform == "win32" and kind == "wia":
        return WiaScanner(address)
    raise OutsideProblem("scanning.offline", pages=0, detail=f"no driver for {kind}")


def _devices() -> tuple[DeviceInfo, ...]:
    if sys.platform == "win32":
        return list_wia()
    return ()


if __name__ == "__main__":
    sys.exit(main())
