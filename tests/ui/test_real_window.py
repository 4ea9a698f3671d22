"""The input router on a real X window, with keys that pass through the server: what no synthetic event can prove."""

import os
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.paths import RESOURCES

pytestmark = pytest.mark.xvfb

PROGRAM = textwrap.dedent(
    """
    import sys
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit
    from app.ui.input_router import InputRouter

    application = QApplication(sys.argv)
    field = QLineEdit("0905")
    field.resize(600, 40)
    router = InputRouter(application)
    router.scanned.connect(lambda text: print("scanned", text, sep="=", flush=True))
    field.returnPressed.connect(lambda: print("entered", field.text(), sep="=", flush=True))
    field.show()
    print("window", int(field.winId()), sep="=", flush=True)

    def ready():
        if field.isActiveWindow() and field.hasFocus():
            field.end(False)
            print("ready", flush=True)
        else:
            QTimer.singleShot(20, ready)

    ready()
    application.exec()
    """
)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    server = shutil.which("Xvfb")
    if server is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb or xdotool is not installed")
    read, write = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "800x200x24", "-nolisten", "tcp"],
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
    done = subprocess.run(
        ["xdotool", *arguments], env={**os.environ, "DISPLAY": display}, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_a_wedge_scanner_on_a_real_window(display: str) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(RESOURCES.parent)}
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    )
    assert program.stdout is not None
    try:
        window = program.stdout.readline().strip().removeprefix("window=")
        # Without a window manager nobody maps and focuses by itself; xdotool waits for the first and does the second.
        xdotool(display, "windowmap", "--sync", window)
        xdotool(display, "windowfocus", "--sync", window)
        assert program.stdout.readline().strip() == "ready"
        card = "049199012345|049123456|NGUYEN THI HANG|15031999|Nu|Thon Hoa|20112021"
        # In one go: a busy machine must not make the scanner hesitate.
        xdotool(display, "type", "--delay", "0", "--args", "1", card, "key", "Return")
        assert program.stdout.readline().strip() == f"scanned={card}"
        time.sleep(0.4)
        xdotool(display, "type", "--delay", "90", "123456")
        xdotool(display, "key", "Return")
        assert program.stdout.readline().strip() == "entered=0905123456"
    finally:
        program.terminate()
        program.wait(10)
        program.stdout.close()
