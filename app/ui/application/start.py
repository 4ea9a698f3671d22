"""From the first picture to the open desk: which page is shown before it, and what if the store does not open.

Nothing heavy is imported here: the window takes keys before the store's libraries are loaded (docs/decisions/0096).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.ui.application.front import FrontWindow
from app.ui.application.pages import PhrasePage, ProblemPage
from app.ui.background import Lane
from app.ui.notices import Notice
from app.ui.sign_in.presenter import SignInPresenter
from app.ui.sign_in.view import SignInView

NEEDS_PHRASE = frozenset({"keys.not_remembered", "store.wrong_key", "keys.wrong_phrase", "keys.phrase_mistyped"})
"""Problems that the recovery phrase may solve."""


@dataclass(frozen=True, slots=True)
class StartUp:
    """What the start is given; the use cases run on the database lane.

    Attributes:
        open_desk: opens the store with what the system remembers, or with a recovery phrase.
        sign_in: (login, password) → session, on the desk opened before.
        names: office and counter of the open desk.
        practice_login: login and password of a practice office; None for a real one.
    """

    open_desk: Callable[[str], Any]
    sign_in: Callable[[str, str], Any]
    names: Callable[[], tuple[str, str]]
    practice_login: tuple[str, str] | None = None


class Start(QObject):
    """Shows sign-in at once, opens the store behind it, and says plainly why it does not open."""

    opened = Signal()
    signed_in = Signal(object)
    quit_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, front: FrontWindow, lane: Lane, use: StartUp) -> None:
        super().__init__(front)
        self._front, self._lane, self._use = front, lane, use
        self._view: SignInView | None = None
        self._phrase: PhrasePage | None = None
        self._open = False

    def ask_who(self) -> None:
        """Show the sign-in page; what is typed before the store is open waits for it."""
        login, hint = "", ""
        if self._use.practice_login is not None:
            login, password = self._use.practice_login
            hint = _("Đơn vị tập: ai cũng vào được bằng mật khẩu {password}").format(password=password)
        office, counter = self._use.names() if self._open else ("", "")
        view = SignInView(office, counter, login, hint)
        SignInPresenter(view, self._use.sign_in, self._lane, self.signed_in.emit)
        self._view = view
        self._front.show_page(view)

    def take_open(self) -> None:
        """Know that the store was opened by somebody else: it has just been made or restored."""
        self._open = True

    def open_store(self, phrase: str = "") -> None:
        """Open the store on its lane."""
        owner: QWidget = self._phrase or self._front
        self._lane.submit(lambda: self._use.open_desk(phrase), self._on_open, self._on_closed, owner=owner)

    def _on_open(self, _desk: object) -> None:
        self._open = True
        if self._phrase is not None:
            self._phrase = None
            self.ask_who()
        elif self._view is not None:
            self._view.show_desk(*self._use.names())
        self.opened.emit()

    def _on_closed(self, notice: Notice) -> None:
        if notice.code in NEEDS_PHRASE:
            self._ask_phrase(notice)
            return
        self._phrase = None
        self._view = None
        self._front.show_page(ProblemPage(notice, self._again(), self._restore(), self._quit()))

    def _ask_phrase(self, notice: Notice) -> None:
        if self._phrase is not None:
            self._phrase.show_refusal(f"{notice.text} {notice.next_step}".strip())
            return
        self._view = None
        self._phrase = PhrasePage(self._restore(), self._quit())
        self._phrase.submitted.connect(self._try_phrase)
        if notice.code == "store.wrong_key":
            self._phrase.phrase.say_warning(notice.text)
        self._front.show_page(self._phrase)

    def _try_phrase(self, phrase: str) -> None:
        if self._phrase is not None:
            self._phrase.show_busy(busy=True)
        self.open_store(phrase)

    def _try_again(self) -> None:
        self.ask_who()
        self.open_store()

    def _again(self) -> tuple[str, str, Callable[[], None]]:
        return "again", _("Thử lại"), self._try_again

    def _restore(self) -> tuple[str, str, Callable[[], None]]:
        return "restore", _("Khôi phục từ bản sao lưu"), self.restore_wanted.emit

    def _quit(self) -> tuple[str, str, Callable[[], None]]:
        return "quit", _("Thoát"), self.quit_wanted.emit
