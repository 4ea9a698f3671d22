"""The parser, and what every command shares: where the store is, who acts, how results and problems are printed."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.core.clock import SystemClock
from app.core.paths import StoreFolder, default_root
from app.core.problems import PersonProblem

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.security import Session

Command = Callable[[argparse.Namespace], int]
Subparsers = "argparse._SubParsersAction[argparse.ArgumentParser]"
OFFICE, PRACTICE = "office", "practice"


def make_parser() -> argparse.ArgumentParser:
    """Return the parser without commands."""
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa: the desk of the one-stop shop.")
    parser.add_argument("--version", action="version", version=f"motcua {__version__}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of the store (default: MOTCUA_HOME)")
    parser.add_argument("--login", default=os.environ.get("MOTCUA_LOGIN", ""), help="who acts (or MOTCUA_LOGIN)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def store_folder(arguments: argparse.Namespace) -> StoreFolder:
    """Return the store the command works on: ``--data``, else the office's, else the practice office's."""
    if arguments.data is not None:
        return StoreFolder(Path(arguments.data).absolute())
    root = default_root()
    if (root / "store.db").exists():
        return StoreFolder(root)
    office = StoreFolder(root / OFFICE)
    return office if office.database.exists() else StoreFolder(root / PRACTICE)


def opened_desk(arguments: argparse.Namespace) -> "Desk":
    """Open the store of the command; the recovery phrase comes from MOTCUA_PHRASE where the system knows no key."""
    from app.services.opening import open_desk

    return open_desk(store_folder(arguments), SystemClock(), phrase=os.environ.get("MOTCUA_PHRASE", ""))


def signed_in(arguments: argparse.Namespace, desk: "Desk") -> "Session":
    """Sign in for a command: the practice clerk by himself, anybody else with MOTCUA_PASSWORD or a prompt."""
    from app.services.practice import LOGIN, PASSWORD
    from app.services.security import sign_in

    if desk.practice and not arguments.login:
        return sign_in(desk, LOGIN, PASSWORD)
    if not arguments.login:
        raise PersonProblem("cli.login_missing")
    password = os.environ.get("MOTCUA_PASSWORD")
    if password is None:
        password = getpass.getpass(f"{arguments.login}: ")
    return sign_in(desk, arguments.login, password)


def show(arguments: argparse.Namespace, result: object, lines: list[str]) -> None:
    """Print a result: as JSON where that was asked for, else as lines."""
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(lines))


def complain(text: str, next_step: str = "") -> None:
    """Tell the person on the error stream what went wrong and what to do."""
    print(f"{text} {next_step}".strip(), file=sys.stderr)
