"""The PDF folder as a queue, patience, and what printers' keywords mean."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.problems import OutsideProblem
from app.printing import windows_states
from app.printing.ipp import judge
from app.printing.queue import FINAL, FileQueue, JobStatus, JobWatch, Printer, PrintJob, PrintState, settle
from app.printing.windows_states import JobFlag, PrinterFlag

_JOB = PrintJob("p", "1")


class ScriptedQueue:
    """Answers what the script says, the last answer for ever; cancelling jumps to ``after_cancel``."""

    def __init__(self, script: list[JobStatus | OutsideProblem], after_cancel: list[JobStatus] | None = None) -> None:
        self.script, self.after_cancel, self.cancelled = list(script), after_cancel, 0

    def printers(self) -> tuple[Printer, ...]:
        return ()

    def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:
        return _JOB

    def status(self, job: PrintJob) -> JobStatus:
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(answer, OutsideProblem):
            raise answer
        return answer

    def cancel(self, job: PrintJob) -> None:
        self.cancelled += 1
        if self.after_cancel:
            self.script = list(self.after_cancel)


def test_a_document_is_saved_and_never_overwritten(tmp_path: Path) -> None:
    queue = FileQueue(tmp_path / "slips")
    (printer,) = queue.printers()
    assert (printer.name, printer.ready) == ("PDF", True)
    jobs = [queue.submit(printer.uri, body, "Giấy tiếp nhận H17.32/1") for body in (b"one", b"two")]
    assert [queue.path(job).read_bytes() for job in jobs] == [b"one", b"two"]
    assert [job.id for job in jobs] == ["Giấy-tiếp-nhận-H17.32-1.pdf", "Giấy-tiếp-nhận-H17.32-1-2.pdf"]
    assert [queue.status(job).state for job in jobs] == [PrintState.DONE] * 2
    assert settle(queue, jobs[0]) is PrintState.DONE


def test_a_title_cannot_leave_the_folder(tmp_path: Path) -> None:
    queue = FileQueue(tmp_path / "slips")
    job = queue.submit(queue.uri, b"x", "../../outside")
    assert queue.path(job).parent == tmp_path / "slips"
    assert list(tmp_path.iterdir()) == [tmp_path / "slips"]


def test_the_folder_tells_its_problems(tmp_path: Path) -> None:
    queue = FileQueue(tmp_path / "slips")
    with pytest.raises(OutsideProblem) as gone:
        queue.status(PrintJob(queue.uri, "gone.pdf"))
    with pytest.raises(OutsideProblem) as other:
        queue.submit("ipp://elsewhere/", b"x", "t")
    (tmp_path / "file").write_text("not a folder")
    blocked = FileQueue(tmp_path / "file")
    with pytest.raises(OutsideProblem) as refused:
        blocked.submit(blocked.uri, b"x", "t")
    assert [told.value.code for told in (gone, other, refused)] == [
        "printing.job_unknown",
        "printing.refused",
        "printing.not_saved",
    ]


def test_patience_begins_again_with_every_progress() -> None:
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    steps = [JobStatus(PrintState.PRINTING, progress=str(step)) for step in (0, 1, 2, 2, 2)]
    watch = JobWatch(ScriptedQueue([*steps]), _JOB, clock, patience=10)
    seen = []
    for _ in range(5):
        seen.append(watch.look().state)
        clock.advance(timedelta(seconds=9))
    assert seen == [PrintState.PRINTING] * 4 + [PrintState.OFFLINE]


def test_a_named_trouble_is_kept_however_long_it_lasts() -> None:
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    watch = JobWatch(ScriptedQueue([JobStatus(PrintState.OUT_OF_PAPER)]), _JOB, clock, patience=10)
    watch.look()
    clock.advance(timedelta(hours=1))
    assert watch.look().state is PrintState.OUT_OF_PAPER


def test_nobody_answering_is_offline_but_other_problems_are_told() -> None:
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    silent = JobWatch(ScriptedQueue([OutsideProblem("printing.unreachable")]), _JOB, clock)
    assert silent.look().state is PrintState.OFFLINE
    unknown = JobWatch(ScriptedQueue([OutsideProblem("printing.job_unknown")]), _JOB, clock)
    with pytest.raises(OutsideProblem):
        unknown.look()


@pytest.mark.parametrize("state", sorted(FINAL))
def test_settling_leaves_an_ended_job_alone(state: PrintState) -> None:
    queue = ScriptedQueue([JobStatus(state)])
    assert settle(queue, _JOB) is state
    assert queue.cancelled == 0


def test_settling_waits_for_the_end_and_says_if_the_paper_came_out_after_all() -> None:
    printing, done = JobStatus(PrintState.PRINTING), JobStatus(PrintState.DONE)
    pauses: list[float] = []
    queue = ScriptedQueue([printing], after_cancel=[printing, printing, done])
    assert settle(queue, _JOB, pause=pauses.append) is PrintState.DONE
    assert (queue.cancelled, len(pauses)) == (1, 2)


def test_settling_gives_up_rather_than_allow_a_double() -> None:
    queue = ScriptedQueue([JobStatus(PrintState.PRINTING)])
    with pytest.raises(OutsideProblem) as told:
        settle(queue, _JOB, wait=1, pause=lambda _seconds: None)
    assert told.value.code == "printing.not_cancelled"


@pytest.mark.parametrize(
    ("job", "printer", "reasons", "state"),
    [
        (3, 3, ["none"], PrintState.QUEUED),
        (4, 3, [], PrintState.QUEUED),
        (5, 4, ["none"], PrintState.PRINTING),
        (5, 4, ["connecting-to-device"], PrintState.PRINTING),
        (5, 4, ["media-low-warning"], PrintState.PRINTING),
        (5, 5, ["media-empty-error"], PrintState.OUT_OF_PAPER),
        (5, 4, ["media-needed"], PrintState.OUT_OF_PAPER),
        (5, 5, ["media-empty", "media-jam-error"], PrintState.JAM),
        (5, 4, ["offline-report"], PrintState.OFFLINE),
        (3, 5, ["none"], PrintState.OFFLINE),
        (6, 3, [], PrintState.OFFLINE),
        (7, 5, ["media-jam"], PrintState.CANCELLED),
        (8, 3, [], PrintState.FAILED),
        (9, 5, ["media-empty-error"], PrintState.DONE),
    ],
)
def test_ipp_states(job: int, printer: int, reasons: list[str], state: PrintState) -> None:
    assert judge(job, printer, reasons) is state


@pytest.mark.parametrize(
    ("job", "printer", "state"),
    [
        (JobFlag.SPOOLING, 0, PrintState.QUEUED),
        (0, 0, PrintState.QUEUED),
        (JobFlag.PRINTING, 0, PrintState.PRINTING),
        (JobFlag.PRINTING | JobFlag.PAPER_OUT, 0, PrintState.OUT_OF_PAPER),
        (JobFlag.PRINTING, PrinterFlag.PAPER_OUT, PrintState.OUT_OF_PAPER),
        (JobFlag.PRINTING, PrinterFlag.PAPER_JAM | PrinterFlag.ERROR, PrintState.JAM),
        (JobFlag.OFFLINE, 0, PrintState.OFFLINE),
        (0, PrinterFlag.NOT_AVAILABLE, PrintState.OFFLINE),
        (JobFlag.ERROR, 0, PrintState.OFFLINE),
        (JobFlag.PRINTED, PrinterFlag.PAPER_OUT, PrintState.DONE),
        (JobFlag.COMPLETE, 0, PrintState.DONE),
        (JobFlag.DELETING | JobFlag.PRINTING, 0, PrintState.CANCELLED),
    ],
)
def test_windows_states(job: int, printer: int, state: PrintState) -> None:
    assert windows_states.judge(job, printer) is state
