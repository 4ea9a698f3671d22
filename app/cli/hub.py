"""``hub serve`` and ``hub invite``: the receiver."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.parser import add_command, add_group, show
from app.core.clock import SystemClock
from app.core.paths import default_root
from app.core.words import _


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``hub``."""
    hub = add_group(commands, "hub", "the receiver of an office or a province", "serve|invite")
    serving = add_command(hub, "serve", "receive records until stopped", run_serve)
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8440)
    inviting = add_command(hub, "invite", "make a one-time enrolment code for a counter", run_invite)
    inviting.add_argument("--office", required=True, metavar="CODE")
    inviting.add_argument("--name", default="", help="the office's name, the first time")
    inviting.add_argument("--counter", type=int, required=True)
    for command in (serving, inviting):
        command.add_argument("--database-url", default="", help="PostgreSQL by URL; SQLite in DIR without it")
        command.add_argument("--practice", action="store_true", help="for practice offices, and only for them")


def _places(arguments: argparse.Namespace) -> tuple[str, Path]:
    from app.hub.serving import default_database_url

    data = (arguments.data or default_root() / "hub").absolute()
    data.mkdir(parents=True, exist_ok=True)
    return arguments.database_url or default_database_url(data), data


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until the process is told to stop."""
    from app.hub.serving import serve

    url, data = _places(arguments)
    address = f"http://{arguments.host}:{arguments.port}"
    print(_("Máy nhận đang chạy ở {address} (Ctrl+C để dừng)").format(address=address), flush=True)
    serve(url, data, host=arguments.host, port=arguments.port, practice=arguments.practice)
    return 0


def run_invite(arguments: argparse.Namespace) -> int:
    """Print a one-time code."""
    from app.hub.enrolling import create_enrolment, put_office
    from app.hub.receiver import open_receiver

    url, data = _places(arguments)
    receiver = open_receiver(url, data, SystemClock(), practice=arguments.practice)
    try:
        if arguments.name:
            put_office(receiver, arguments.office, arguments.name)
        code = create_enrolment(receiver, arguments.office, arguments.counter)
    finally:
        receiver.close()
    show(arguments, {"code": code}, [code])
    return 0
