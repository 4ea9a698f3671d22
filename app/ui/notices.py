"""What is told to the person outside any field: one value, however it came about."""

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from app.core.problems import OutsideProblem, Problem
from app.core.words import _
from app.services.sentences import Sentence
from app.ui.theme.tokens import Tone

_log = logging.getLogger(__name__)

Describe = Callable[[Problem], Sentence]
"""Turns a problem into a sentence and a next step: app.services.sentences.describe, or a test's own."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence and a next step.

    Attributes:
        text: what happened, in plain words.
        next_step: what to do now; may be empty.
        tone: how it is dressed.
        code: the problem's code, so that a presenter can put the text beside the field it concerns; empty otherwise.
        is_bug: an error nobody foresaw; the details are in the log, never on the screen.
        seconds: how long to wait before trying again, where the problem says so; else 0.
    """

    text: str
    next_step: str = ""
    tone: Tone = Tone.INFO
    code: str = ""
    is_bug: bool = False
    seconds: int = 0


def notice_of(error: BaseException, describe: Describe) -> Notice:
    """Return what to tell about error; a bug is logged with its traceback and told without it."""
    if isinstance(error, Problem):
        said = describe(error)
        tone = Tone.ATTENTION if isinstance(error, OutsideProblem) else Tone.LATE
        seconds = error.params.get("seconds")
        return Notice(said.text, said.next_step, tone, error.code, seconds=seconds if isinstance(seconds, int) else 0)
    _log.error("bug", exc_info=error)
    return Notice(
        _("Chương trình gặp một lỗi không lường trước. Những gì đã nhập vẫn còn."),
        _("Thử lại; nếu lặp lại, báo quản trị kèm tệp nhật ký."),
        Tone.LATE,
        is_bug=True,
    )


def tell_bugs(describe: Describe, tell: Callable[[Notice], None]) -> Callable[[], None]:
    """Tell the person about exceptions that nobody caught on the main thread, and log all of them.

    Returns:
        A function that puts the interpreter's own hooks back.
    """
    old_main, old_thread = sys.excepthook, threading.excepthook

    def on_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            old_main(kind, error, trace)
            return
        tell(notice_of(error, describe))

    def on_thread(args: threading.ExceptHookArgs) -> None:
        _log.error("bug in thread", exc_info=args.exc_value)

    sys.excepthook, threading.excepthook = on_main, on_thread

    def restore() -> None:
        sys.excepthook, threading.excepthook = old_main, old_thread

    return restore
