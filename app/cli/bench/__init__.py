"""``bench NAME``: figures as JSON, each beside a floor measured in the same run."""

import argparse
import json
from typing import Any

from app.cli.parser import add_command

NAMES = ("startup", "reception", "search", "slip", "sync")


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``bench``."""
    bench = add_command(commands, "bench", "measure, and print the figures as JSON", run_bench)
    bench.add_argument("name", choices=NAMES)
    bench.add_argument("--size", type=int, default=0, metavar="N", help="how much; 0: the size of the published figure")


def run_bench(arguments: argparse.Namespace) -> int:
    """Run one benchmark."""
    from app.cli.bench import reception, search, slip, startup, sync

    measures = {
        "startup": startup.measure,
        "reception": reception.measure,
        "search": search.measure,
        "slip": slip.measure,
        "sync": sync.measure,
    }
    print(json.dumps(measures[arguments.name](arguments.size), ensure_ascii=False, indent=2))
    return 0
