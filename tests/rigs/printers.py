"""Real printers: IPP Everywhere's test printer, and CUPS in front of it. A plugin, because several rooms print."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.ports import free_port
from app.printing.ipp import IppQueue
from app.printing.queue import JobStatus, PrintJob, PrintQueue, PrintState

_COMMAND = """#!/bin/sh
# Prints one document as the file "mode" says, and looks again and again like a person at the printer would.
cd "{folder}" || exit 1
say() {{ echo "$1" >&2; }}
wait_while() {{ while [ "$(cat mode)" = "$1" ]; do sleep 0.05; done; }}
case "$(cat mode)" in
  paper) say "STATE: +media-empty-error"; wait_while paper; say "STATE: -media-empty-error" ;;
  jam) say "STATE: +media-jam-error"; wait_while jam; say "STATE: -media-jam-error" ;;
  hang) wait_while hang ;;
  fail) exit 1 ;;
esac
cp "$1" "printed/$(basename "$1")"
say "ATTR: job-impressions-completed=2"
"""

_CUPSD = """
LogLevel debug
Listen localhost:{port}
Browsing No
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow localhost
  </Limit>
</Policy>
"""

_CUPS_FILES = """
ServerRoot {folder}/root
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/spool
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
Printcap
{user}
"""


@dataclass
class IppPrinter:
    """IPP Everywhere's test printer; ``behave`` says how the next document fares."""

    uri: str
    folder: Path

    def behave(self, mode: str) -> None:
        """Set the mode: ok, paper, jam, hang or fail; a waiting document goes on when the mode changes."""
        part = self.folder / "mode.part"
        part.write_text(mode + "\n")
        part.replace(self.folder / "mode")

    def printed(self) -> list[Path]:
        """The documents that came out, oldest first."""
        return sorted((self.folder / "printed").iterdir(), key=lambda path: path.stat().st_mtime_ns)


@dataclass
class CupsServer:
    """A CUPS server of its own with one queue in front of the test printer."""

    uri: str
    printer: IppPrinter

    @property
    def queue_uri(self) -> str:
        """The queue's URI."""
        return f"{self.uri}printers/Slips"


def _need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
            pytest.skip(f"{program} is not installed")


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {log.read_text(errors='replace')[-800:]}")
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server does not listen: {log.read_text(errors='replace')[-800:]}")


def _stop(*processes: "subprocess.Popen[bytes]") -> None:
    for process in processes:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def _printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IppPrinter]:
    _need("ippeveprinter", "dbus-daemon")
    folder = tmp_path_factory.mktemp("printer")
    for name in ("printed", "spool"):
        (folder / name).mkdir()
    command = folder / "command.sh"
    command.write_text(_COMMAND.format(folder=folder))
    command.chmod(0o755)
    port, log = free_port(), folder / "log"
    bus = f"unix:path={folder}/bus"
    printer = IppPrinter(f"ipp://localhost:{port}/ipp/print", folder)
    printer.behave("ok")
    with log.open("wb") as out:
        # The printer insists on a system bus to announce itself on, even where it is told not to.
        daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", f"--address={bus}"], stdout=out, stderr=subprocess.STDOUT
        )
        while not (folder / "bus").exists() and daemon.poll() is None:
            time.sleep(0.02)
        server = subprocess.Popen(
            [
                *("ippeveprinter", "-r", "off", "--no-web-forms", "-n", "localhost", "-p", str(port)),
                *("-k", "-d", str(folder / "spool"), "-c", str(command), "-f", "application/pdf", "Slips"),
            ],
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus, "PATH": f"{os.environ['PATH']}:/usr/sbin"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, server, log)
        yield printer
    finally:
        printer.behave("ok")
        _stop(server, daemon)


@pytest.fixture
def ipp_printer(_printer: IppPrinter) -> Iterator[IppPrinter]:
    """A real IPP printer that behaves; whatever a test did to it is undone."""
    _printer.behave("ok")
    for path in _printer.printed():
        path.unlink()
    yield _printer
    _printer.behave("ok")


@pytest.fixture(scope="session")
def _cups(_printer: IppPrinter) -> Iterator[CupsServer]:
    _need("cupsd", "lpadmin")
    # CUPS runs its helpers as another user, who cannot enter pytest's private folders.
    folder = Path(tempfile.mkdtemp(prefix="motcua-cups-"))
    folder.chmod(0o755)
    for name in ("root", "cache", "state", "spool", "log"):
        (folder / name).mkdir()
    port = free_port()
    (folder / "cupsd.conf").write_text(_CUPSD.format(port=port))
    user = "User lp\nGroup lp\nSystemGroup root" if os.geteuid() == 0 else ""
    (folder / "cups-files.conf").write_text(_CUPS_FILES.format(folder=folder, user=user))
    path = {"PATH": f"{os.environ['PATH']}:/usr/sbin"}
    log = folder / "log" / "out"
    with log.open("wb") as out:
        server = subprocess.Popen(
            ["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")],
            env={**os.environ, **path},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, server, log)
        subprocess.run(
            ["lpadmin", "-h", f"localhost:{port}", "-p", "Slips", "-E", "-v", _printer.uri, "-m", "raw"],
            env={**os.environ, **path},
            check=True,
            capture_output=True,
        )
        yield CupsServer(f"ipp://localhost:{port}/", _printer)
    finally:
        _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cups(_cups: CupsServer, ipp_printer: IppPrinter) -> CupsServer:
    """A CUPS queue in front of a real IPP printer that behaves."""
    assert _cups.printer is ipp_printer
    return _cups


Wait = Callable[[PrintQueue, PrintJob, PrintState], JobStatus]


@pytest.fixture(scope="session")
def wait_for_state() -> Wait:
    """Look at a job until it is in a state; fails after 20 s."""

    def wait(queue: PrintQueue, job: PrintJob, state: PrintState) -> JobStatus:
        status = queue.status(job)
        for _ in range(200):
            if status.state is state:
                return status
            time.sleep(0.1)
            status = queue.status(job)
        raise AssertionError(f"still {status} instead of {state}")

    return wait


@pytest.fixture
def ipp_queue() -> IppQueue:
    """A client without a server of its own; printers are named by URI."""
    return IppQueue(timeout=5)
