import logging
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from app.core.problems import OutsideProblem, PersonProblem
from app.services.changes import Changes, Subject
from app.ui.background import Background, Progress
from app.ui.events import ChangesBus
from app.ui.notices import Describe, Notice, notice_of, tell_bugs
from app.ui.theme.tokens import Tone


@pytest.fixture
def background(application: QApplication, describing: Describe, told: list[Notice]) -> Iterator[Background]:
    lanes = Background(describing, told.append)
    yield lanes
    lanes.close()


def test_results_come_to_the_main_thread_in_order(background: Background, application: QApplication) -> None:
    seen: list[tuple[int, bool]] = []
    workers: set[str] = set()

    def work(number: int) -> int:
        workers.add(threading.current_thread().name)
        time.sleep(0.002 * (5 - number))
        return number

    for number in range(5):
        background.database.submit(
            partial(work, number),
            lambda n: seen.append((n, QThread.currentThread() is application.thread())),
            owner=application,
        )
    assert background.wait_idle()
    assert seen == [(n, True) for n in range(5)]
    assert len(workers) == 1


def test_the_pool_works_beside_the_database(background: Background, application: QApplication) -> None:
    gate = threading.Event()
    seen: list[bool] = []
    background.database.submit(lambda: gate.wait(5), seen.append, owner=application)
    background.pool.submit(gate.set, owner=application)
    assert background.wait_idle()
    assert seen == [True]


def test_nothing_is_delivered_to_what_is_gone(background: Background, application: QApplication) -> None:
    owner = QObject()
    seen: list[object] = []
    gate = threading.Event()
    background.database.submit(lambda: gate.wait(5), seen.append, seen.append, owner=owner)
    delete(owner)
    gate.set()
    assert background.wait_idle()
    assert seen == []


def test_a_cancelled_job_delivers_nothing(background: Background, application: QApplication) -> None:
    seen: list[int] = []
    job = background.pool.submit(lambda: 1, seen.append, owner=application)
    job.cancel()
    assert background.wait_idle()
    assert seen == []


def test_problems_become_sentences(background: Background, application: QApplication, told: list[Notice]) -> None:
    def fail() -> None:
        raise PersonProblem("numbers.range_used_up")

    own: list[Notice] = []
    background.database.submit(fail, on_problem=own.append, owner=application)
    background.database.submit(fail, owner=application)
    assert background.wait_idle()
    expected = Notice("sentence of numbers.range_used_up", "next step", Tone.LATE, "numbers.range_used_up")
    assert own == [expected]
    assert told == [expected]


@pytest.mark.logs
def test_a_bug_is_logged_with_its_traceback_and_told_without(
    background: Background, application: QApplication, told: list[Notice], caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("secret detail")

    with caplog.at_level(logging.ERROR):
        background.pool.submit(fail, owner=application)
        assert background.wait_idle()
    assert told[0].is_bug
    assert "secret" not in told[0].text + told[0].next_step
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.logs
def test_a_bug_is_told_even_when_its_owner_is_gone(
    background: Background, told: list[Notice], caplog: pytest.LogCaptureFixture
) -> None:
    owner = QObject()
    gate = threading.Event()

    def fail() -> None:
        gate.wait(5)
        raise KeyError("x")

    background.pool.submit(fail, owner=owner)
    delete(owner)
    gate.set()
    assert background.wait_idle()
    assert [notice.is_bug for notice in told] == [True]


def test_surroundings_are_not_the_persons_fault(describing: Describe) -> None:
    assert notice_of(OutsideProblem("printing.offline"), describing).tone is Tone.ATTENTION


@pytest.mark.logs
def test_uncaught_errors_reach_the_person_and_the_hooks_go_back(
    describing: Describe, caplog: pytest.LogCaptureFixture
) -> None:
    before = sys.excepthook, threading.excepthook
    told: list[Notice] = []
    restore = tell_bugs(describing, told.append)
    try:
        error = PersonProblem("a.b")
        sys.excepthook(PersonProblem, error, None)
        sys.excepthook(ValueError, ValueError("x"), None)
    finally:
        restore()
    assert [notice.is_bug for notice in told] == [False, True]
    assert (sys.excepthook, threading.excepthook) == before


def test_closing_leaves_no_thread(application: QApplication, describing: Describe) -> None:
    before = threading.active_count()
    lanes = Background(describing, lambda _notice: None)
    lanes.pool.submit(lambda: time.sleep(0.02), owner=application)
    lanes.close()
    assert threading.active_count() == before


def test_progress_crosses_threads_and_can_be_stopped(background: Background, application: QApplication) -> None:
    progress = Progress(application)
    seen: list[tuple[int, int]] = []
    progress.changed.connect(lambda done, total, _text: seen.append((done, total)))

    def work() -> int:
        progress.report(1, 2)
        while not progress.cancelled():
            time.sleep(0.001)
        return 7

    results: list[int] = []
    background.pool.submit(work, results.append, owner=application)
    progress.cancel()
    assert background.wait_idle()
    application.processEvents()
    assert results == [7]
    assert seen == [(1, 2)]


def test_changes_reach_those_they_touch(application: QApplication) -> None:
    bus, owner = ChangesBus(), QObject()
    seen: list[Changes] = []
    bus.watch(owner, frozenset({Subject.DOSSIERS}), seen.append)
    touching = Changes(frozenset({Subject.DOSSIERS, Subject.OUTBOX}))
    bus.publish(Changes())
    bus.publish(Changes(frozenset({Subject.PEOPLE})))
    bus.publish(touching)
    delete(owner)
    bus.publish(touching)
    assert seen == [touching]


def test_what_comes_while_the_window_goes_is_dropped(background: Background, application: QApplication) -> None:
    seen: list[int] = []
    background.close()
    background.database.submit(lambda: seen.append(1), lambda _none: seen.append(2), owner=application)
    assert not background.database.busy
    assert background.wait_idle()
    assert seen == []
