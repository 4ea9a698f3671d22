"""``backup FILE`` and ``restore FILE``."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any

from app.cli.parser import add_command, opened_desk, show, signed_in, store_folder
from app.core.clock import SystemClock
from app.core.words import _


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``backup`` and ``restore``."""
    for name, help_text, run in (
        ("backup", "write the whole store into one file and prove it", run_backup),
        ("restore", "put a backup in the place of the store; what stood there is kept beside it", run_restore),
    ):
        add_command(commands, name, help_text, run).add_argument("file", type=Path)


def run_backup(arguments: argparse.Namespace) -> int:
    """Make a backup."""
    from app.services.safekeeping import back_up

    desk = opened_desk(arguments)
    try:
        report = back_up(desk, signed_in(arguments, desk), arguments.file.absolute(), _progress)
    finally:
        desk.close()
    show(
        arguments,
        {"file": str(report.path), "made_at": report.made_at, "files": report.files, "size": report.size},
        [
            _("Đã sao lưu vào {path} và kiểm tra: tệp đính kèm {files}, byte {size:,}.").format(
                path=report.path, files=report.files, size=report.size
            )
        ],
    )
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Restore a backup; the recovery phrase comes from MOTCUA_PHRASE or is asked for."""
    from app.services.safekeeping import restore_backup

    phrase = os.environ.get("MOTCUA_PHRASE") or getpass.getpass(_("Cụm từ khôi phục") + ": ")
    report, desk = restore_backup(arguments.file.absolute(), store_folder(arguments), phrase, SystemClock())
    desk.close()
    kept = [_("Dữ liệu trước đó được giữ ở {path}").format(path=report.kept)] if report.kept else []
    show(
        arguments,
        {"made_at": report.made_at, "files": report.files, "kept": str(report.kept or "")},
        [
            _("Đã khôi phục bản sao lưu lúc {time:%H:%M %d/%m/%Y}, tệp đính kèm {files}.").format(
                time=report.made_at, files=report.files
            ),
            *kept,
        ],
    )
    return 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
