"""``slip NUMBER --out FILE``."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.parser import add_command, opened_desk, show, signed_in


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``slip``."""
    slip = add_command(commands, "slip", "save the reception slip of a dossier as PDF", run_slip)
    slip.add_argument("number")
    slip.add_argument("--out", type=Path, required=True, metavar="FILE")


def run_slip(arguments: argparse.Namespace) -> int:
    """Save the slip."""
    from app.services.slips import save_slip

    desk = opened_desk(arguments)
    try:
        dossier = save_slip(desk, signed_in(arguments, desk), arguments.number, arguments.out)
    finally:
        desk.close()
    show(arguments, {"number": dossier.number, "file": str(arguments.out)}, [f"{dossier.number} → {arguments.out}"])
    return 0
