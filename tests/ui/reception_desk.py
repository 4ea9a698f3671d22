"""A reception desk for journeys: keys, cards, a printer that says what it is told to."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core.problems import OutsideProblem
from app.models.rows import Queue
from app.printing.queue import JobStatus, Printer, PrintJob, PrintState
from app.services import dossiers
from app.services.practice import made_up_people
from app.ui.reception.presenter import ReceptionPresenter
from app.ui.reception.view import ReceptionView
from app.ui.reception.workspace import reception_spec
from app.ui.screens.stage import Stage
from app.ui.shell.window import MainWindow

Press = Callable[[QWidget, str], None]
TypeText = Callable[[QWidget, str], None]
_PAUSE_MS = 200


def wait_until(condition: Callable[[], bool], milliseconds: int = 20_000) -> bool:
    """Process events until condition holds; return whether it did in time."""
    until = QDeadlineTimer(milliseconds)
    while not condition():
        if until.hasExpired():
            return False
        QTest.qWait(5)
    return True


class ScriptedPrinter:
    """A print queue that says what the test tells it to."""

    def __init__(self, state: PrintState = PrintState.DONE) -> None:
        self.state = state
        self.jobs: list[str] = []
        self.withdrawn: list[str] = []
        self.problem: OutsideProblem | None = None

    def printers(self) -> tuple[Printer, ...]:
        return ()

    def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:
        if self.problem is not None:
            raise self.problem
        assert pdf.startswith(b"%PDF")
        self.jobs.append(title)
        return PrintJob(printer, f"{len(self.jobs)}")

    def status(self, job: PrintJob) -> JobStatus:
        return JobStatus(PrintState.CANCELLED if job.id in self.withdrawn else self.state)

    def cancel(self, job: PrintJob) -> None:
        self.withdrawn.append(job.id)


class ReceptionDesk:
    """A reception desk on a stage, with a count of the keys that were pressed."""

    def __init__(self, stage: Stage, press: Press, type_text: TypeText) -> None:
        self.stage, self._press, self._type = stage, press, type_text
        self.printer = ScriptedPrinter()
        self.keys = 0
        self.open()

    def open(self) -> None:
        spec = lambda room: reception_spec(room, make_queue=lambda: (self.printer, "ipp://may-in"))  # noqa: E731
        self.window: MainWindow = self.stage.window([spec], "reception")
        page = self.window.page("reception")
        assert isinstance(page, ReceptionView)
        self.view = page
        found = page.findChild(QObject, "reception_presenter")
        assert isinstance(found, ReceptionPresenter)
        self.presenter = found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1 + key.count("+")
            self._press(self.window, key)
        self.stage.wait()

    def quick(self, key: str) -> None:
        """Press a key and wait for nothing."""
        self.keys += 1 + key.count("+")
        self._press(self.window, key)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit), focus
        self.keys += len(text)
        self._type(focus, text)
        self.settle()

    def wait_until(self, condition: Callable[[], bool]) -> bool:
        return wait_until(condition)

    def settle(self) -> None:
        """Let the pauses after typing and what they began pass; the pause before saving is not waited for."""
        for _round in range(3):
            wait_until(lambda: not self._paused())
            self.stage.wait()
            if not self._paused():
                return

    def _paused(self) -> bool:
        timers = self.view.findChildren(QTimer)
        return any(one.isActive() and one.isSingleShot() and one.interval() <= _PAUSE_MS for one in timers)

    @property
    def focus(self) -> str:
        focus: QWidget | None = QApplication.focusWidget()
        return focus.objectName() if focus is not None else ""

    def received(self) -> list[str]:
        return [row.number for row in dossiers.search(self.stage.desk, self.stage.session, "", queue=Queue.TODAY)]

    def read_card(self, text: str, field: QLineEdit) -> None:
        """Let a reader type a card into a field, as fast as readers do, and end with Enter."""
        self._type(field, text)
        self._press(self.window, "Return")
        # The router holds the last letters back until the reader has been silent.
        wait_until(lambda: bool(self.presenter.sheet.draft.submitter.personal_id))
        self.settle()

    def scan_card(self, place: int = 0) -> None:
        self.view.take_scan(made_up_people(20, place + 1)[place].card_2021())
        self.settle()

    def choose_procedure(self, words: str) -> None:
        self.press("Alt+T")
        self.type(words)
        self.press("Return")
        self.settle()
