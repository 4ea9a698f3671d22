"""``open``: the desk's window, wired by app.bootstrap."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.parser import OFFICE, PRACTICE, add_command, store_folder
from app.core.paths import StoreFolder, default_root


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``open``."""
    opening = add_command(commands, "open", "open the window of the desk", run_open)
    opening.add_argument("--practice", action="store_true", help="a practice office with made-up people")


def run_open(arguments: argparse.Namespace) -> int:
    """Open the office's window, or the practice office's."""
    if arguments.practice and arguments.data is None:
        return open_window(default_root() / PRACTICE, practice=True)
    if arguments.data is None and not store_folder(arguments).database.exists():
        # Nothing here yet: the window asks what this machine is to be.
        return open_window(default_root() / OFFICE)
    return open_window(store_folder(arguments).root, practice=arguments.practice)


def open_window(root: Path, *, practice: bool = False) -> int:
    """Open a window on the store in root and return when it is closed."""
    from app.bootstrap import run_window

    return run_window(StoreFolder(root), practice=practice)
