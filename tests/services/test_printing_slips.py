"""Slips on a real printer and through a real CUPS: what the queue says is written down, and nothing is doubled."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID

import pytest

from app.core.clock import SystemClock
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.drafts import Draft
from app.models.rows import PrintRecord, PrintState
from app.printing.ipp import IppQueue
from app.printing.queue import FileQueue, JobStatus, PrintJob, PrintQueue
from app.printing.queue import PrintState as JobState
from app.services import printing_jobs, slips
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.printing_jobs import PrintProgress, follow, hand_over, queue_for, take_back
from app.services.reception import Received, receive
from app.services.security import Session

Filled = Callable[..., Draft]


class Rig(Protocol):
    uri: str

    def behave(self, mode: str) -> None: ...
    def printed(self) -> list[Path]: ...


class Cups(Protocol):
    uri: str
    queue_uri: str
    printer: Rig


@pytest.fixture
def received(desk: Desk, session: Session, filled: Filled) -> Received:
    return receive(desk, session, filled())


@pytest.fixture(autouse=True)
def look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing_jobs, "POLL_SECONDS", 0.05)


@dataclass
class Follower:
    """Follows a job as the window does: in the background, every word written down; may do something at a state."""

    desk: Desk
    queue: PrintQueue
    at: dict[JobState, Callable[[], object]] = field(default_factory=dict)
    said: list[JobState] = field(default_factory=list)

    def run(self, job: PrintJob, print_id: UUID, stop: threading.Event | None = None) -> JobState:
        def write_down(progress: PrintProgress) -> None:
            self.said.append(progress.state)
            slips.record_print(
                self.desk, progress.print_id, progress.recorded, job=progress.job, reason=progress.reason
            )
            self.at.get(progress.state, lambda: None)()

        return follow(self.queue, job, print_id, SystemClock(), write_down, stop or threading.Event())


def record_of(desk: Desk, session: Session, received: Received) -> PrintRecord:
    return view(desk, session, received.dossier.id).prints[-1]


@pytest.mark.cups
def test_a_slip_is_printed_counted_and_no_longer_owed(
    desk: Desk, session: Session, received: Received, ipp_printer: Rig
) -> None:
    queue = IppQueue()
    slip = slips.prepare(desk, session, received.print_id)
    follower = Follower(desk, queue)
    assert follower.run(hand_over(queue, ipp_printer.uri, slip), slip.print_id) is JobState.DONE
    assert [path.read_bytes() for path in ipp_printer.printed()] == [slip.pdf]
    record = record_of(desk, session, received)
    assert (record.state, record.reason, bool(record.job)) == (PrintState.PRINTED, "", True)
    assert slips.unprinted(desk, session) == ()
    assert view(desk, session, received.dossier.id).dossier.slip_copies == slips.COPIES


@pytest.mark.cups
def test_out_of_paper_is_said_waited_for_and_printed_once(
    desk: Desk, session: Session, received: Received, ipp_printer: Rig
) -> None:
    queue = IppQueue()
    ipp_printer.behave("paper")
    slip = slips.prepare(desk, session, received.print_id)
    reasons: list[str] = []

    def paper_is_brought() -> None:
        reasons.append(record_of(desk, session, received).reason)
        assert [owed.number for owed in slips.unprinted(desk, session)] == [received.dossier.number]
        ipp_printer.behave("ok")

    follower = Follower(desk, queue, at={JobState.OUT_OF_PAPER: paper_is_brought})
    assert follower.run(hand_over(queue, ipp_printer.uri, slip), slip.print_id) is JobState.DONE
    assert reasons[0].startswith("out_of_paper")
    assert len(ipp_printer.printed()) == 1
    assert slips.unprinted(desk, session) == ()


@pytest.mark.cups
def test_a_printer_that_fails_leaves_the_slip_owed(
    desk: Desk, session: Session, received: Received, ipp_printer: Rig
) -> None:
    queue = IppQueue()
    ipp_printer.behave("fail")
    slip = slips.prepare(desk, session, received.print_id)
    assert Follower(desk, queue).run(hand_over(queue, ipp_printer.uri, slip), slip.print_id) is JobState.FAILED
    assert record_of(desk, session, received).state is PrintState.FAILED
    assert len(slips.unprinted(desk, session)) == 1
    assert ipp_printer.printed() == []


@pytest.mark.cups
def test_a_job_cancelled_at_the_queue_is_owed_until_a_clerk_gives_it_up(
    desk: Desk, session: Session, received: Received, cups: Cups
) -> None:
    queue = IppQueue(cups.uri)
    cups.printer.behave("paper")
    blocker = queue.submit(cups.queue_uri, slips.prepare(desk, session, received.print_id).pdf, "blocker")
    slip = slips.prepare(desk, session, received.print_id)
    job = hand_over(queue, cups.queue_uri, slip)
    assert take_back(queue, job) is JobState.CANCELLED
    assert Follower(desk, queue).run(job, slip.print_id) is JobState.CANCELLED
    record = record_of(desk, session, received)
    assert (record.state, record.reason.split(":")[0]) == (PrintState.FAILED, "cancelled")
    assert len(slips.unprinted(desk, session)) == 1
    # Taken back first, so that the second try is the only one that comes out.
    again = hand_over(queue, cups.queue_uri, slip)
    cups.printer.behave("ok")
    assert Follower(desk, queue).run(again, slip.print_id) is JobState.DONE
    assert queue.status(blocker).state is JobState.DONE
    assert len(cups.printer.printed()) == 2
    assert view(desk, session, received.dossier.id).dossier.slip_copies == slips.COPIES


@pytest.mark.cups
def test_a_printed_job_that_is_taken_back_is_paper_and_not_printed_again(
    desk: Desk, session: Session, received: Received, ipp_printer: Rig
) -> None:
    """The program was killed between the paper and the note of it; the next start asks the queue first."""
    queue = IppQueue()
    slip = slips.prepare(desk, session, received.print_id)
    job = hand_over(queue, ipp_printer.uri, slip)
    slips.record_print(desk, slip.print_id, PrintState.PRINTING, job=job.id)
    while not ipp_printer.printed():
        queue.status(job)
    (owed,) = slips.unprinted(desk, session)
    while (state := take_back_or_wait(queue, PrintJob(ipp_printer.uri, owed.record.job))) is None:
        pass
    assert state is JobState.DONE
    slips.record_print(desk, owed.record.id, PrintState.PRINTED)
    assert slips.unprinted(desk, session) == ()
    assert len(ipp_printer.printed()) == 1


def take_back_or_wait(queue: PrintQueue, job: PrintJob) -> JobState | None:
    """Look until the job has ended: cancelling it while it ends is another story than this one."""
    state = queue.status(job).state
    return take_back(queue, job) if state is JobState.DONE else None


@pytest.mark.cups
def test_a_printer_that_cannot_be_reached_changes_nothing(desk: Desk, session: Session, received: Received) -> None:
    slip = slips.prepare(desk, session, received.print_id)
    with pytest.raises(OutsideProblem) as told:
        hand_over(IppQueue(timeout=1), "ipp://127.0.0.1:9/ipp/print", slip)
    assert told.value.code == "printing.unreachable"
    assert record_of(desk, session, received).state is PrintState.QUEUED


def test_without_a_printer_slips_are_saved_and_called_saved(desk: Desk, session: Session, received: Received) -> None:
    queue, printer = queue_for(desk.settings, desk.folder.slips)
    assert isinstance(queue, FileQueue)
    slip = slips.prepare(desk, session, received.print_id)
    job = hand_over(queue, printer, slip)
    Follower(desk, queue).run(job, slip.print_id)
    assert record_of(desk, session, received).state is PrintState.SAVED
    assert (desk.folder.slips / job.id).read_bytes() == slip.pdf
    assert slips.unprinted(desk, session) == ()


def test_following_ends_when_the_program_does(desk: Desk, session: Session, received: Received) -> None:
    class Slow(FileQueue):
        def status(self, job: PrintJob) -> JobStatus:
            return JobStatus(JobState.PRINTING, job.id)

    queue = Slow(desk.folder.slips)
    job = queue.submit(queue.uri, b"%PDF", "x")
    stop = threading.Event()
    stop.set()
    assert Follower(desk, queue).run(job, received.print_id, stop) is JobState.PRINTING
    assert record_of(desk, session, received).state is PrintState.PRINTING


LATE = [PrintState.QUEUED, PrintState.PRINTING, PrintState.FAILED, PrintState.CANCELLED, PrintState.PRINTED]


@pytest.mark.parametrize("paper", [PrintState.PRINTED, PrintState.SAVED])
@pytest.mark.parametrize("late", LATE)
def test_paper_stays_paper_whatever_is_said_late(
    desk: Desk, session: Session, received: Received, paper: PrintState, late: PrintState
) -> None:
    slips.record_print(desk, received.print_id, paper, job="1")
    assert not slips.record_print(desk, received.print_id, late, job="2")
    assert not slips.give_up_print(desk, session, received.print_id, "nhầm")
    record = record_of(desk, session, received)
    assert (record.state, record.job) == (paper, "1")
    assert view(desk, session, received.dossier.id).dossier.slip_copies == slips.COPIES


def test_a_slip_given_up_is_not_asked_about_and_may_still_be_printed(
    desk: Desk, session: Session, received: Received
) -> None:
    assert slips.give_up_print(desk, session, received.print_id, "Người dân không cần")
    assert slips.unprinted(desk, session) == ()
    slips.record_print(desk, received.print_id, PrintState.PRINTED)
    assert view(desk, session, received.dossier.id).dossier.slip_copies == slips.COPIES


def test_reprints_are_counted_marked_and_kept_apart(desk: Desk, session: Session, received: Received) -> None:
    first = slips.prepare(desk, session, received.print_id)
    slips.record_print(desk, received.print_id, PrintState.PRINTED)
    for number in (1, 2):
        print_id = slips.ask_for_reprint(desk, session, received.dossier.id, f"mất lần {number}")
        again = slips.prepare(desk, session, print_id)
        assert (again.number, again.pdf == first.pdf) == (first.number, False)
        assert [record.reprint for record in view(desk, session, received.dossier.id).prints] == [*range(number + 1)]
        slips.record_print(desk, print_id, PrintState.PRINTED)
    assert view(desk, session, received.dossier.id).dossier.slip_copies == 3 * slips.COPIES


def test_what_is_not_there_is_said(desk: Desk, session: Session, received: Received, tmp_path: Path) -> None:
    unknown = desk.ids.new()
    for act, code in (
        (lambda: slips.prepare(desk, session, unknown), "slips.no_print"),
        (lambda: slips.record_print(desk, unknown, PrintState.PRINTED), "slips.no_print"),
        (lambda: slips.give_up_print(desk, session, unknown, ""), "slips.no_print"),
        (lambda: slips.ask_for_reprint(desk, session, unknown, ""), "slips.no_dossier"),
        (lambda: slips.slip_pdf(desk, session, "H17.32-261120-3999"), "slips.no_such_number"),
    ):
        with pytest.raises(PersonProblem) as told:
            act()
        assert told.value.code == code
    slips.save_slip(desk, session, received.dossier.number, tmp_path / "slip.pdf")
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(OutsideProblem) as saved:
        slips.save_slip(desk, session, received.dossier.number, tmp_path / "gone" / "slip.pdf")
    assert saved.value.code == "slips.not_saved"
    # Saving a copy for the screen prints nothing: the slip is still owed.
    assert len(slips.unprinted(desk, session)) == 1
