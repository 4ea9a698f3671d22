"""``sync once`` and ``sync enrol``."""

import argparse
from typing import Any

from app.cli.parser import add_command, add_group, opened_desk, show, signed_in
from app.core.words import _


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``sync``."""
    sync = add_group(commands, "sync", "send to the receiver", "once|enrol")
    add_command(sync, "once", "hold one contact: compare, send everything unsent, then the files", run_once)
    enrol = add_command(sync, "enrol", "enrol this counter at a receiver", run_enrol)
    enrol.add_argument("url")
    enrol.add_argument("code")


def run_once(arguments: argparse.Namespace) -> int:
    """Send what is unsent; exit code 1 where something stays unsent. The desk's key sends, nobody signs in."""
    from app.services.sentences import sentence
    from app.services.syncing import SyncService

    desk = opened_desk(arguments)
    try:
        report = SyncService(desk).run_once()
    finally:
        desk.close()
    cause = str(sentence(report.cause)) if report.cause else ""
    show(
        arguments,
        {
            "answered": report.sent,
            "stored": report.stored,
            "unsent": report.unsent,
            "problem": report.problem,
            "files": report.files,
            "cause": report.cause,
        },
        [
            _("Tỉnh đã lưu {stored} · chưa gửi {unsent} · có vấn đề {problem} · tệp {files}").format(
                stored=report.stored, unsent=report.unsent, problem=report.problem, files=report.files
            ),
            *([cause] if cause else []),
        ],
    )
    return 1 if report.unsent or report.problem or report.cause else 0


def run_enrol(arguments: argparse.Namespace) -> int:
    """Enrol with the one-time code the receiver's administrator gave."""
    from app.services.office import change_settings
    from app.services.syncing import SyncService

    desk = opened_desk(arguments)
    try:
        session = signed_in(arguments, desk)
        SyncService(desk).enrol(session, arguments.url, arguments.code)
        change_settings(desk, session, receiver_url=arguments.url)
    finally:
        desk.close()
    show(arguments, {"enrolled": arguments.url}, [_("Đã đăng ký với {url}").format(url=arguments.url)])
    return 0
