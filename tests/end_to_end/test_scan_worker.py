"""The packaged program has no ``-m``: it starts itself as the worker that scanner drivers run in."""

import io
import subprocess
import sys
import threading

import pytest
from PIL import Image

from app.__main__ import SCAN_WORKER
from app.scanning.child import WORKER_OPTION, ChildScanner
from app.scanning.device import Ended, ScanRequest
from app.scanning.simulator import EsclSimulator


def test_a_frozen_program_scans_through_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SCAN_WORKER == WORKER_OPTION
    started: list[list[str]] = []
    popen = subprocess.Popen

    def frozen_popen(command: list[str], **options: object) -> object:
        started.append(command)
        # What the packager's boot loader does: the program itself, with the arguments that follow.
        return popen([sys.executable, "-m", "app", *command[1:]], **options)  # type: ignore[call-overload]  # passed on

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("app.scanning.child.subprocess.Popen", frozen_popen)
    pages: list[bytes] = []
    with EsclSimulator() as simulator:
        outcome = ChildScanner(f"escl:{simulator.url}").scan(ScanRequest(dpi=100), pages.append, threading.Event())
    assert (outcome.ended, outcome.pages) == (Ended.DONE, 1)
    assert started == [[sys.executable, WORKER_OPTION]]
    assert Image.open(io.BytesIO(pages[0])).format == "JPEG"
