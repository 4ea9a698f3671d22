"""``bench startup``: from process start to a usable window, against a bare window of Qt with SQLAlchemy imported."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.cli.bench.figures import machine, summary
from app.cli.bench.office import bench_office
from app.core.problems import OutsideProblem

READY = "motcua-ready"
"""Written to the standard output by a window that was told to (MOTCUA_SAY_READY) when it takes keys."""

_BARE = f"""
import sqlalchemy
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("x"))
window.show()
app.processEvents()
print("{READY}", flush=True)
"""


def measure(size: int) -> dict[str, object]:
    """Start both ``size`` times (10) in turn, after one of each that is not counted."""
    runs = (size or 10) + 1
    with tempfile.TemporaryDirectory() as folder:
        with bench_office(Path(folder)):
            pass
        ours, bare = [], []
        for _ in range(runs):
            bare.append(_until_ready([sys.executable, "-c", _BARE]))
            ours.append(_until_ready([sys.executable, "-m", "app", "--data", f"{folder}/store", "open", "--practice"]))
    ratio = statistics.median(ours[1:]) / statistics.median(bare[1:])
    return {
        "name": "startup",
        "machine": machine(),
        "platform": os.environ.get("QT_QPA_PLATFORM", "default"),
        "usable_window": summary(ours[1:]),
        "floor_bare_window": summary(bare[1:]),
        "times_the_floor": round(ratio, 2),
    }


def _until_ready(command: list[str]) -> float:
    environment = {**os.environ, "MOTCUA_SAY_READY": "1"}
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        for line in process.stdout or ():
            if line.strip() == READY:
                taken = time.perf_counter() - began
                process.kill()
                return taken
    raise OutsideProblem("cli.window_not_ready")
