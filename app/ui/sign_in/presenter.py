"""What happens when somebody signs in or unlocks. The use cases are handed in; both run on the database lane."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from app.ui.background import Lane
from app.ui.notices import Notice
from app.ui.sign_in.view import LockView, SignInView

Session = TypeVar("Session")


def _refuse(view: SignInView | LockView, notice: Notice) -> None:
    view.show_busy(busy=False)
    if notice.seconds:
        view.show_wait(notice.seconds)
    else:
        view.show_refusal(f"{notice.text} {notice.next_step}".strip())


class SignInPresenter(QObject, Generic[Session]):
    """Lets one person in."""

    def __init__(
        self,
        view: SignInView,
        sign_in: Callable[[str, str], Session],
        lane: Lane,
        on_signed_in: Callable[[Session], None],
    ) -> None:
        """Connect the view.

        Args:
            view: owns this presenter.
            sign_in: (login, password) → session; raises a Problem that says why not.
            lane: where sign_in runs.
            on_signed_in: gets the session.
        """
        super().__init__(view)
        self._view, self._sign_in, self._lane, self._on_signed_in = view, sign_in, lane, on_signed_in
        view.submitted.connect(self._submit)

    def _submit(self, login: str, password: str) -> None:
        self._view.show_busy(busy=True)
        self._lane.submit(lambda: self._sign_in(login, password), self._done, self._refused, owner=self._view)

    def _done(self, session: Session) -> None:
        self._view.show_busy(busy=False)
        self._on_signed_in(session)

    def _refused(self, notice: Notice) -> None:
        _refuse(self._view, notice)


class LockPresenter(QObject):
    """Opens the lock again."""

    def __init__(
        self, view: LockView, unlock: Callable[[str], object], lane: Lane, on_unlocked: Callable[[], None]
    ) -> None:
        """Connect the view.

        Args:
            view: owns this presenter.
            unlock: (password) → anything; raises a Problem that says why not.
            lane: where unlock runs.
            on_unlocked: uncovers the desk.
        """
        super().__init__(view)
        self._view, self._unlock, self._lane, self._on_unlocked = view, unlock, lane, on_unlocked
        view.submitted.connect(self._submit)

    def _submit(self, password: str) -> None:
        self._view.show_busy(busy=True)
        self._lane.submit(lambda: self._unlock(password), self._done, self._refused, owner=self._view)

    def _done(self, _session: object) -> None:
        self._view.show_busy(busy=False)
        self._on_unlocked()

    def _refused(self, notice: Notice) -> None:
        _refuse(self._view, notice)
