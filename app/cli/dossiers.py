"""``dossiers import`` and ``dossiers template``."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.parser import add_command, add_group, complain, opened_desk, show, signed_in
from app.core.words import _

if TYPE_CHECKING:
    from app.services.importing import Preview


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``dossiers``."""
    dossiers = add_group(commands, "dossiers", "dossiers from a spreadsheet", "import|template")
    importing = add_command(dossiers, "import", "receive the lines of a spreadsheet, all or none", run_import)
    importing.add_argument("file", type=Path)
    importing.add_argument("--procedure", required=True, metavar="CODE", help="the procedure of all lines")
    importing.add_argument("--drafts", action="store_true", help="keep the lines as drafts instead")
    importing.add_argument("--twice", action="store_true", help="take what seems to be there already, too")
    importing.add_argument("--dry-run", action="store_true", help="say what each line would become, change nothing")
    writing = add_command(dossiers, "template", "save an empty spreadsheet with the columns", run_template)
    writing.add_argument("out", type=Path, metavar="FILE")
    writing.add_argument("--procedure", required=True, metavar="CODE", help="the procedure it is for")


def run_import(arguments: argparse.Namespace) -> int:
    """Import a file; exit code 1 where a line stands against it, and then nothing is written."""
    from app.services.importing import carry_out, preview, read_file

    sheet = read_file(arguments.file)
    desk = opened_desk(arguments)
    try:
        session = signed_in(arguments, desk)
        seen = preview(desk, session, sheet, arguments.procedure)
        refused = _against(arguments, seen)
        count = 0
        if not refused and not arguments.dry_run:
            places = [line.place for line in seen.lines]
            count = carry_out(desk, session, seen, places, as_drafts=arguments.drafts, progress=_tell).count
        _show(arguments, seen, count)
    finally:
        desk.close()
    if refused:
        complain(_("Chưa nhập: {count} dòng cần xem lại.").format(count=refused), _("Sửa tệp rồi chạy lại."))
    return 1 if refused else 0


def run_template(arguments: argparse.Namespace) -> int:
    """Save the template of a procedure."""
    from app.core.problems import PersonProblem
    from app.services.importing import save_workbook, template
    from app.services.reference import current_procedures

    desk = opened_desk(arguments)
    try:
        version = next((one for one in current_procedures(desk) if one.code == arguments.procedure), None)
    finally:
        desk.close()
    if version is None:
        raise PersonProblem("imports.no_procedure", code=arguments.procedure)
    save_workbook(template(version), arguments.out)
    show(arguments, {"file": str(arguments.out)}, [_("Đã lưu {path}.").format(path=arguments.out)])
    return 0


def _against(arguments: argparse.Namespace, seen: "Preview") -> int:
    """Return how many lines stand against importing the file."""
    wrong = [] if arguments.drafts else [line for line in seen.lines if line.wrong]
    doubtful = [] if arguments.twice else [line for line in seen.lines if line.doubtful and line not in wrong]
    return len(wrong) + len(doubtful)


def _show(arguments: argparse.Namespace, seen: "Preview", count: int) -> None:
    lines = [_("Dòng: {count}").format(count=len(seen.lines))]
    if seen.seen_at is not None:
        lines.append(_("Tệp này đã nhập lúc {at:%H:%M %d/%m/%Y}.").format(at=seen.seen_at))
    if seen.columns.unused:
        lines.append(_("Cột không dùng đến: {titles}.").format(titles=", ".join(seen.columns.unused)))
    told = {line.place: [": ".join(filter(None, one)) for one in seen.sentences(line)] for line in seen.lines}
    lines += [f"  {place}: {text}" for place, texts in told.items() for text in texts]
    lines.append(_("Đã nhập: {count}").format(count=count))
    show(
        arguments,
        {
            "procedure": seen.version.code,
            "lines": [
                {
                    "place": line.place,
                    "name": line.draft.submitter.full_name,
                    "wrong": line.wrong,
                    "received_today": line.number,
                    "repeats": line.repeats,
                    "said": told[line.place],
                }
                for line in seen.lines
            ],
            "unused": list(seen.columns.unused),
            "seen_at": seen.seen_at,
            "imported": count,
            "dry_run": arguments.dry_run,
        },
        lines,
    )


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="" if done < total else "\n", file=sys.stderr)
