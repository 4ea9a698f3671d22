"""The one way of a slip to paper, on a real printer and a real CUPS: tried again and again, never doubled."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from app.core.problems import OutsideProblem, PersonProblem
from app.domain.drafts import Draft
from app.models.rows import PrintRecord, PrintState
from app.printing.ipp import IppQueue
from app.printing.queue import FileQueue, JobStatus, PrintJob, PrintQueue
from app.printing.queue import PrintState as JobState
from app.services import slips
from app.services.desk import Desk
from app.services.dossiers import view
from app.services.printing_jobs import job_key, job_of, queue_holding
from app.services.reception import Received, receive
from app.services.reprints import slip_is_owed, want_print
from app.services.security import Session
from app.services.slip_jobs import Queues, SlipJob, queues_of, send
from app.services.slips import SlipToPrint
from app.services.sync_desk import here

Filled = Callable[..., Draft]


class Rig(Protocol):
    uri: str

    def behave(self, mode: str) -> None: ...
    def printed(self) -> list[Path]: ...


class Cups(Protocol):
    uri: str
    queue_uri: str
    printer: Rig


class LostAnswer(IppQueue):
    """A line on which the answer is lost: after the printer took the job, or before."""

    def __init__(self, *, taken: bool) -> None:
        super().__init__(timeout=5)
        self._taken = taken

    def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:
        if self._taken:
            super().submit(printer, pdf, title)
        raise OutsideProblem("printing.answer_lost", printer=printer)


class Forgetful(FileQueue):
    """A queue that remembers no job, as a printer does after it was switched off."""

    def status(self, job: PrintJob) -> JobStatus:
        raise OutsideProblem("printing.job_unknown", job=job.id)


@pytest.fixture
def received(desk: Desk, session: Session, filled: Filled) -> Received:
    return receive(desk, session, filled())


@pytest.fixture
def slip(desk: Desk, session: Session, received: Received) -> SlipToPrint:
    return slips.prepare(desk, session, received.print_id)


def record(desk: Desk, slip: SlipToPrint) -> PrintRecord:
    return slips.print_record(desk, slip.print_id)


def queues(queue: PrintQueue, printer: str) -> Queues:
    return Queues(lambda: (queue, printer), lambda _job: queue)


def real(desk: Desk, printer: str) -> Queues:
    """The desk's own queues with printer chosen."""
    desk.settings = desk.settings.with_changes(printer=printer)
    return queues_of(desk)


def to_the_end(job: SlipJob) -> JobState:
    for _ in range(200):
        job.look()
        if job.ended:
            return job.said.state
        time.sleep(0.05)
    raise AssertionError(job.said)


def out(rig: Rig, count: int) -> None:
    for _ in range(200):
        if len(rig.printed()) == count:
            return
        time.sleep(0.05)
    raise AssertionError(rig.printed())


@pytest.mark.cups
def test_a_slip_is_noted_with_its_printer_and_sent_once(desk: Desk, slip: SlipToPrint, ipp_printer: Rig) -> None:
    chosen = real(desk, ipp_printer.uri)
    assert to_the_end(send(desk, slip, here, chosen)) is JobState.DONE
    assert record(desk, slip).state is PrintState.PRINTED
    assert record(desk, slip).job.startswith(f"{ipp_printer.uri} ")
    # Sending what is on paper says so and prints nothing.
    assert send(desk, slip, here, chosen, sure=True).said.state is JobState.DONE
    assert len(ipp_printer.printed()) == 1


@pytest.mark.cups
def test_the_queue_that_holds_the_earlier_job_is_asked_and_not_the_one_chosen_now(
    desk: Desk, slip: SlipToPrint, cups: Cups
) -> None:
    queue = IppQueue(cups.uri)
    cups.printer.behave("paper")
    blocker = queue.submit(cups.queue_uri, slip.pdf, "blocker")
    first = send(desk, slip, here, real(desk, cups.queue_uri))
    # Another "printer" is chosen: files. The waiting paper must be taken back where it waits.
    assert to_the_end(send(desk, slip, here, real(desk, ""))) is JobState.DONE
    assert queue.status(job_of(first.said.job, "")).state is JobState.CANCELLED
    assert record(desk, slip).state is PrintState.SAVED
    cups.printer.behave("ok")
    out(cups.printer, 1)
    assert queue.status(blocker).state is not JobState.CANCELLED
    assert len(list(desk.folder.slips.iterdir())) == 1


@pytest.mark.cups
def test_paper_that_came_meanwhile_is_counted_and_not_printed_again(
    desk: Desk, session: Session, received: Received, slip: SlipToPrint, ipp_printer: Rig
) -> None:
    job = send(desk, slip, here, real(desk, ipp_printer.uri))
    out(ipp_printer, 1)
    queue = IppQueue()
    while queue.status(job_of(job.said.job, "")).state is not JobState.DONE:
        time.sleep(0.05)
    # Nobody looked: the program was closed. The next try goes to another printer and asks the first one.
    again = send(desk, slip, here, real(desk, ""))
    assert again.said.state is JobState.DONE
    assert again.ended
    assert record(desk, slip).state is PrintState.PRINTED
    assert view(desk, session, received.dossier.id).dossier.slip_copies == slips.COPIES
    assert not desk.folder.slips.exists() or list(desk.folder.slips.iterdir()) == []
    assert len(ipp_printer.printed()) == 1


@pytest.mark.cups
def test_a_lost_answer_is_remembered_until_a_person_says(
    desk: Desk, session: Session, slip: SlipToPrint, ipp_printer: Rig
) -> None:
    with pytest.raises(OutsideProblem) as lost:
        send(desk, slip, here, queues(LostAnswer(taken=True), ipp_printer.uri))
    assert lost.value.code == "printing.answer_lost"
    assert record(desk, slip).state is PrintState.UNCERTAIN
    out(ipp_printer, 1)
    # After a restart, at another printer: nothing is sent before somebody looked.
    with pytest.raises(PersonProblem) as asked:
        send(desk, slip, here, real(desk, ipp_printer.uri))
    assert asked.value.code == "slips.maybe_printed"
    assert [owed.number for owed in slips.unprinted(desk, session)] == [slip.number]
    assert slips.confirm_paper(desk, session, slip.print_id)
    assert record(desk, slip).state is PrintState.PRINTED
    assert slips.unprinted(desk, session) == ()
    assert len(ipp_printer.printed()) == 1


@pytest.mark.cups
def test_a_person_who_saw_no_paper_prints_it_once(desk: Desk, slip: SlipToPrint, ipp_printer: Rig) -> None:
    with pytest.raises(OutsideProblem):
        send(desk, slip, here, queues(LostAnswer(taken=False), ipp_printer.uri))
    assert to_the_end(send(desk, slip, here, real(desk, ipp_printer.uri), sure=True)) is JobState.DONE
    assert record(desk, slip).state is PrintState.PRINTED
    assert len(ipp_printer.printed()) == 1


@pytest.mark.cups
def test_a_refused_slip_is_owed_and_printed_without_a_question(desk: Desk, slip: SlipToPrint, ipp_printer: Rig) -> None:
    with pytest.raises(OutsideProblem) as told:
        send(desk, slip, here, queues(IppQueue(timeout=1), "ipp://127.0.0.1:9/ipp/print"))
    assert told.value.code == "printing.unreachable"
    assert record(desk, slip).state is PrintState.FAILED
    assert to_the_end(send(desk, slip, here, real(desk, ipp_printer.uri))) is JobState.DONE
    assert len(ipp_printer.printed()) == 1


@pytest.mark.cups
def test_after_a_withdrawn_job_the_second_try_is_the_only_paper(
    desk: Desk, session: Session, received: Received, slip: SlipToPrint, cups: Cups
) -> None:
    queue = IppQueue(cups.uri)
    cups.printer.behave("paper")
    blocker = queue.submit(cups.queue_uri, slip.pdf, "blocker")
    chosen = real(desk, cups.queue_uri)
    first = send(desk, slip, here, chosen)
    queue.cancel(job_of(first.said.job, ""))
    assert to_the_end(first) is JobState.CANCELLED
    assert record(desk, slip).state is PrintState.FAILED
    # The list prints the same slip, not a marked one: no paper ever came.
    assert want_print(desk, session, received.dossier.id, "") == slip.print_id
    again = send(desk, slip, here, chosen)
    cups.printer.behave("ok")
    assert to_the_end(again) is JobState.DONE
    assert queue.status(blocker).state is JobState.DONE
    assert len(cups.printer.printed()) == 2
    assert view(desk, session, received.dossier.id).dossier.slip_copies == slips.COPIES


def test_a_queue_that_forgot_the_job_leaves_it_to_a_person(desk: Desk, slip: SlipToPrint) -> None:
    files = Forgetful(desk.folder.slips)
    job = send(desk, slip, here, queues(files, files.uri))
    job.look()
    assert job.ended
    assert job.said.state is JobState.UNKNOWN
    assert record(desk, slip).state is PrintState.UNCERTAIN
    with pytest.raises(PersonProblem) as asked:
        send(desk, slip, here, queues(files, files.uri))
    assert asked.value.code == "slips.maybe_printed"
    assert len(list(desk.folder.slips.iterdir())) == 1


def test_a_kill_between_the_queue_and_the_note_asks_a_person(desk: Desk, slip: SlipToPrint) -> None:
    class Killed(BaseException):
        """The power went."""

    class Dying(FileQueue):
        def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:
            super().submit(printer, pdf, title)
            raise Killed

    files = Dying(desk.folder.slips)
    with pytest.raises(Killed):
        send(desk, slip, here, queues(files, files.uri))
    assert record(desk, slip).state is PrintState.UNCERTAIN
    with pytest.raises(PersonProblem):
        send(desk, slip, here, queues_of(desk))
    assert len(list(desk.folder.slips.iterdir())) == 1


def test_two_windows_at_once_hand_over_one_paper(desk: Desk, slip: SlipToPrint) -> None:
    seen = record(desk, slip)
    slips.claim_print(desk, slip, seen)
    with pytest.raises(PersonProblem) as asked:
        slips.claim_print(desk, slip, seen)
    assert asked.value.code == "slips.maybe_printed"


def test_what_may_have_been_printed_is_printed_again_only_with_a_mark(
    desk: Desk, session: Session, received: Received, slip: SlipToPrint
) -> None:
    slips.record_print(desk, slip.print_id, PrintState.UNCERTAIN, job="")
    assert not slip_is_owed((PrintState.UNCERTAIN,))
    again = want_print(desk, session, received.dossier.id, "Chưa rõ giấy đã ra")
    first, second = view(desk, session, received.dossier.id).prints
    assert (first.state, second.id, second.reprint) == (PrintState.CANCELLED, again, 1)
    assert [owed.record.id for owed in slips.unprinted(desk, session)] == [again]


@pytest.mark.parametrize("printer", ["ipp://localhost:631/printers/Slips", "HP LaserJet 400 (tầng 2)", "file:///x/y"])
def test_a_job_is_found_where_it_was_handed_over(desk: Desk, printer: str) -> None:
    job = PrintJob(printer, "17")
    assert job_of(job_key(job), "other") == job
    assert isinstance(queue_holding(job, desk.folder.slips), FileQueue) == printer.startswith("file:")
    # Notes of earlier versions named the job alone.
    assert job_of("17", printer) == job
