"""``procedures import`` and ``procedures search``."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.parser import add_command, add_group, opened_desk, show, signed_in, store_folder
from app.core.problems import OutsideProblem
from app.core.words import _


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``procedures``."""
    procedures = add_group(commands, "procedures", "the catalogue of procedures", "import|search")
    importing = add_command(procedures, "import", "import records in the national shape", run_import)
    importing.add_argument("file", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    searching = add_command(procedures, "search", "find a procedure by code, words or nickname", run_search)
    searching.add_argument("text")


def run_import(arguments: argparse.Namespace) -> int:
    """Import a file; every record is taken or listed with its reason."""
    from app.services.procedures import import_procedures

    try:
        text = arguments.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OutsideProblem("cli.file_unreadable", path=str(arguments.file)) from error
    desk = opened_desk(arguments)
    try:
        result = import_procedures(desk, signed_in(arguments, desk), text, dry_run=arguments.dry_run)
    finally:
        desk.close()
    rejected = [(one.code or "?", _(one.reason)) for one in result.rejected]
    show(
        arguments,
        {
            "read": result.read,
            "added": result.added,
            "renewed": result.renewed,
            "unchanged": result.unchanged,
            "kept": result.kept,
            "in_doubt": result.in_doubt,
            "rejected": [{"code": code, "reason": reason} for code, reason in rejected],
            "dry_run": arguments.dry_run,
        },
        [
            _("Đã đọc thủ tục: {count}").format(count=result.read),
            *([_("  chỉ xem trước, chưa ghi")] if arguments.dry_run else []),
            _("  mới {added} · bản mới {renewed} · không đổi {unchanged}").format(
                added=len(result.added), renewed=len(result.renewed), unchanged=len(result.unchanged)
            ),
            _("  giữ bản đang dùng vì bản nhập chưa rõ: {count}").format(count=len(result.kept)),
            _("  cần xem lại: {count}").format(count=len(result.in_doubt)),
            _("  không nhận: {count}").format(count=len(rejected)),
            *(f"    {code}: {reason}" for code, reason in rejected),
            *(f"  {code}: {line}" for code, changed in result.renewed.items() for line in changed),
        ],
    )
    return 0


def run_search(arguments: argparse.Namespace) -> int:
    """Search the store's catalogue, or the shipped one where there is no store; exit code 1 where nothing is found."""
    from app.domain.procedure_search import ProcedureIndex
    from app.services.reference import current_procedures, shipped_procedures

    if store_folder(arguments).database.exists():
        desk = opened_desk(arguments)
        try:
            versions = current_procedures(desk)
        finally:
            desk.close()
    else:
        versions = shipped_procedures()
    hits = ProcedureIndex(versions).search(arguments.text)
    show(
        arguments,
        [{"code": hit.procedure.code, "name": hit.procedure.name, "field": hit.procedure.field} for hit in hits],
        [f"{hit.procedure.code}  {hit.procedure.name}  · {hit.procedure.field}" for hit in hits],
    )
    return 0 if hits else 1
