"""``demo``: the main job end to end, with a real receiver, a cut line and a killed counter."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.parser import add_command


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``demo`` and the step its child process runs."""
    demo = add_command(commands, "demo", "receive made-up dossiers, cut the line, kill, send, compare", run_demo)
    demo.add_argument("--headless", action="store_true", help="without a window")
    demo.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR")
    demo.add_argument("--dossiers", type=int, default=20, metavar="N")
    demo.add_argument("--no-pictures", action="store_true", help="without screenshots: half the time")
    step = add_command(commands, "demo-counter", "", run_counter)
    step.add_argument("first", type=int)
    step.add_argument("last", type=int)


def run_demo(arguments: argparse.Namespace) -> int:
    """Run the demonstration; with a display the practice office is opened on its data afterwards."""
    from app.cli.demo.play import play

    code = play(
        arguments.out.absolute(), max(2, arguments.dossiers), as_json=arguments.json, pictures=not arguments.no_pictures
    )
    if code == 0 and not arguments.headless:
        from app.cli.windows import open_window

        return open_window(arguments.out.absolute() / "store")
    return code


def run_counter(arguments: argparse.Namespace) -> int:
    """Be the counter of the demonstration: a process of its own, so that it can be killed."""
    from app.cli.demo.counter import receive_range

    receive_range(arguments)
    return 0
