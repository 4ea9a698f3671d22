"""Running the receiver: in the foreground for administrators, or beside a practice office in a thread."""

import gc
import json
import os
import socket
import threading
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from app.core.clock import Clock, SystemClock
from app.core.problems import OutsideProblem
from app.hub.answers import Limits
from app.hub.app import create_app
from app.hub.receiver import Receiver, open_receiver

LOOPBACK = "127.0.0.1"
_START_SECONDS = 20.0
_WORKER = "MOTCUA_HUB_WORKER"


def default_database_url(data_dir: Path) -> str:
    """Return the URL of the database that needs no server."""
    return f"sqlite:///{data_dir / 'receiver.db'}"


def _config(receiver: Receiver, host: str, port: int, limits: Limits | None) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(receiver, limits),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=10,
    )


def serve(
    database_url: str,
    data_dir: Path,
    *,
    host: str = LOOPBACK,
    port: int = 8440,
    practice: bool = False,
    workers: int = 1,
) -> None:
    """Serve until the process is told to stop; requests that are being worked on are finished.

    Args:
        database_url: SQLite or PostgreSQL.
        data_dir: the receiver's key and the files.
        host: where to listen.
        port: where to listen.
        practice: takes records of practice offices only.
        workers: processes; more than one only makes sense on PostgreSQL.

    Raises:
        OutsideProblem: see open_receiver.
    """
    receiver = open_receiver(database_url, data_dir, SystemClock(), practice=practice)
    if workers == 1:
        gc.freeze()  # what the program consists of is never swept again, request after request
        uvicorn.Server(_config(receiver, host, port, None)).run()
        return
    receiver.close()  # opened once before the workers do, so that a mistake is told once and tables are made once
    os.environ[_WORKER] = json.dumps([database_url, str(data_dir), practice])
    uvicorn.run(
        "app.hub.serving:worker_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=10,
    )


def worker_app() -> Starlette:
    """Return the application of one worker process; what it needs comes through the environment."""
    database_url, data_dir, practice = json.loads(os.environ[_WORKER])
    gc.freeze()
    return create_app(open_receiver(database_url, Path(data_dir), SystemClock(), practice=practice))


class RunningHub:
    """A receiver in a thread of this process, on a free port of this machine. A context manager.

    Attributes:
        url: its address.
    """

    def __init__(self, receiver: Receiver, limits: Limits | None = None, port: int = 0) -> None:
        """Bind the port; the service begins with ``with``.

        Raises:
            OutsideProblem: ``hub.port_taken``.
        """
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((LOOPBACK, port))
        except OSError as error:
            self._socket.close()
            raise OutsideProblem("hub.port_taken", port=port) from error
        self.receiver = receiver
        self.url = f"http://{LOOPBACK}:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(_config(receiver, LOOPBACK, 0, limits))
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="hub", daemon=True)

    def __enter__(self) -> "RunningHub":
        self._thread.start()
        patience = threading.Event()
        for _ in range(int(_START_SECONDS / 0.01)):
            if self._server.started or not self._thread.is_alive():
                break
            patience.wait(0.01)
        if not self._server.started:
            raise OutsideProblem("hub.not_started")
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


def start_beside(
    data_dir: Path,
    *,
    practice: bool,
    clock: Clock | None = None,
    database_url: str = "",
    limits: Limits | None = None,
    port: int = 0,
) -> RunningHub:
    """Return a receiver on data_dir, ready to be entered; by default on SQLite.

    Raises:
        OutsideProblem: see open_receiver.
    """
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    url = database_url or default_database_url(data_dir)
    return RunningHub(open_receiver(url, data_dir, clock or SystemClock(), practice=practice), limits, port)
