"""Requests that overtake each other: while one runs, only the newest of the others is kept."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from app.ui.background import Lane
from app.ui.notices import Notice

T = TypeVar("T")
_Request = tuple[Callable[[], T], Callable[[T], None], Callable[[Notice], None] | None]


class Latest(QObject, Generic[T]):
    """One kind of question, for example "what does the search find": a fast typist never builds up a queue."""

    def __init__(self, lane: Lane, owner: QObject) -> None:
        super().__init__(owner)
        self._lane = lane
        self._running = False
        self._next: _Request[T] | None = None

    def ask(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_problem: Callable[[Notice], None] | None = None,
    ) -> None:
        """Run work on the lane; its answer is dropped when a newer question was asked meanwhile."""
        if self._running:
            self._next = (work, on_done, on_problem)
            return
        self._start((work, on_done, on_problem))

    def _start(self, request: _Request[T]) -> None:
        work, on_done, on_problem = request
        self._running = True

        def done(answer: T) -> None:
            if not self._go_on():
                on_done(answer)

        def failed(notice: Notice) -> None:
            if not self._go_on() and on_problem is not None:
                on_problem(notice)

        self._lane.submit(work, done, failed, owner=self)

    def _go_on(self) -> bool:
        self._running = False
        following, self._next = self._next, None
        if following is None:
            return False
        self._start(following)
        return True
