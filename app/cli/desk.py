"""``doctor``: is everything sound?"""

import argparse
import platform
from typing import Any

from app.cli.parser import add_command, opened_desk, show


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``doctor``."""
    add_command(commands, "doctor", "check the store, the disk, the devices and the sending", run_doctor)


def run_doctor(arguments: argparse.Namespace) -> int:
    """Print every check; exit code 1 where one of them is bad."""
    from app.services.health import Check, Verdict, examine_desk

    desk = opened_desk(arguments)
    try:
        checks = (Check("Python", Verdict.GOOD, platform.python_version()), *examine_desk(desk))
    finally:
        desk.close()
    marks = {Verdict.GOOD: "✔", Verdict.ATTENTION: "!", Verdict.BAD: "✘"}
    show(
        arguments,
        [{"name": check.name, "verdict": check.verdict.value, "text": check.text} for check in checks],
        [f"{marks[check.verdict]} {check.name}: {check.text}" for check in checks],
    )
    return 1 if any(check.verdict is Verdict.BAD for check in checks) else 0
