"""The parser, and what every command shares: where the store is, who acts, how results and problems are printed."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import __version__
from app.core.clock import SystemClock
from app.core.paths import StoreFolder, default_root
from app.core.problems import OutsideProblem, PersonProblem
from app.core.settings import load_settings
from app.core.words import LANGUAGES, use_language

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.security import Session

Command = Callable[[argparse.Namespace], int]
OFFICE, PRACTICE = "office", "practice"


def make_parser() -> argparse.ArgumentParser:
    """Return the parser without commands."""
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa: the desk of the one-stop shop.")
    parser.add_argument("--version", action="version", version=f"motcua {__version__}")
    parser.set_defaults(data=None, login=os.environ.get("MOTCUA_LOGIN", ""), json=False)
    _add_common(parser)
    return parser


def add_command(commands: Any, name: str, help_text: str, run: Command | None = None) -> argparse.ArgumentParser:  # noqa: ANN401 - argparse's own type is private
    """Add a command that understands the common options too, so that they may stand before or behind its name."""
    # Without a help text argparse leaves the command out of the list.
    command: argparse.ArgumentParser = commands.add_parser(name, **({"help": help_text} if help_text else {}))
    _add_common(command)
    if run is not None:
        command.set_defaults(run=run)
    return command


def add_group(commands: Any, name: str, help_text: str, words: str) -> Any:  # noqa: ANN401 - as above
    """Add a command that only holds others, and return where those are added."""
    return commands.add_parser(name, help=help_text).add_subparsers(dest="subcommand", metavar=words, required=True)


def _add_common(parser: argparse.ArgumentParser) -> None:
    # SUPPRESS: an option that is absent behind the name must not take back what stood before it.
    absent = argparse.SUPPRESS
    parser.add_argument(
        "--data", type=Path, metavar="DIR", default=absent, help="the folder of the store (default: MOTCUA_HOME)"
    )
    parser.add_argument("--login", default=absent, help="who acts (default: MOTCUA_LOGIN)")
    parser.add_argument("--json", action="store_true", default=absent, help="print the result as JSON")


def store_folder(arguments: argparse.Namespace) -> StoreFolder:
    """Return the store the command works on: ``--data``, else the office's, else the practice office's."""
    if arguments.data is not None:
        return StoreFolder(Path(arguments.data).absolute())
    root = default_root()
    if (root / "store.db").exists():
        return StoreFolder(root)
    office = StoreFolder(root / OFFICE)
    return office if office.database.exists() else StoreFolder(root / PRACTICE)


def speak(arguments: argparse.Namespace) -> None:
    """Use the language of ``MOTCUA_LANGUAGE``, else of the desk's settings; where neither can be read, Vietnamese."""
    wanted = os.environ.get("MOTCUA_LANGUAGE", "")
    if wanted not in LANGUAGES:
        try:
            wanted = load_settings(store_folder(arguments).settings).language
        except OutsideProblem:
            # The command that needs the settings will say what is wrong with them.
            wanted = "vi"
    use_language(wanted)


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
