"""The entry point: parse, run one command, turn a problem into a sentence and an exit code."""

import logging
import sys
from collections.abc import Sequence

from app.cli import bench, demo, desk, dossiers, hub, procedures, rules, safekeeping, screenshots, slips, sync, windows
from app.cli.parser import complain, make_parser, speak
from app.core.log import start_log
from app.core.paths import default_root
from app.core.problems import Problem
from app.core.words import _

_LOG = logging.getLogger(__name__)
_ROOMS = (windows, demo, rules, procedures, dossiers, slips, hub, sync, safekeeping, desk, screenshots, bench)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0, 1 for a problem, 2 for words that are not understood."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console with an old code page must not turn a sentence into a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = make_parser()
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for room in _ROOMS:
        room.add_commands(commands)
    arguments = parser.parse_args(argv)
    _start_log()
    speak(arguments)
    try:
        return int(arguments.run(arguments))
    except Problem as problem:
        from app.services.sentences import describe

        sentence = describe(problem)
        complain(sentence.text, sentence.next_step)
    except KeyboardInterrupt:
        complain(_("Đã dừng."))
    except BrokenPipeError:
        # The reader of our output went away: nobody is left to be told.
        sys.stderr.close()
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is reported in a sentence, never as a traceback
        _LOG.exception("a bug")
        complain(
            _("Chương trình gặp lỗi ngoài dự kiến ({kind}).").format(kind=type(error).__name__),
            _("Xem tệp nhật ký và báo cho nhóm phát triển."),
        )
    return 1


def _start_log() -> None:
    """Log into the folder of the stores; where that cannot be written, log nothing rather than print tracebacks."""
    try:
        start_log(default_root() / "logs")
    except OSError:
        logging.getLogger().addHandler(logging.NullHandler())
