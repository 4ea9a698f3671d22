"""The IPP client against a real IPP printer that runs out of paper, jams, hangs and is switched off."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from app.core.clock import FixedClock
from app.core.problems import OutsideProblem
from app.printing.forms.slip import SlipData, render_slip
from app.printing.ipp import IppQueue
from app.printing.queue import JobStatus, JobWatch, PrintJob, PrintQueue, PrintState, settle

pytestmark = pytest.mark.cups


class Rig(Protocol):
    uri: str
    folder: Path

    def behave(self, mode: str) -> None: ...
    def printed(self) -> list[Path]: ...


Wait = Callable[[PrintQueue, PrintJob, PrintState], JobStatus]


@pytest.fixture
def pdf(slip_data: SlipData) -> bytes:
    return render_slip(slip_data, "tt03-2025", "A4")


def test_the_printer_tells_its_name(ipp_printer: Rig, ipp_queue: IppQueue) -> None:
    printer = ipp_queue.printer(ipp_printer.uri)
    assert (printer.uri, printer.name, printer.ready, printer.reasons) == (ipp_printer.uri, "Slips", True, ())


def test_a_slip_comes_out_as_it_was_sent(
    ipp_printer: Rig, ipp_queue: IppQueue, pdf: bytes, wait_for_state: Wait
) -> None:
    job = ipp_queue.submit(ipp_printer.uri, pdf, "Giấy tiếp nhận H17.32-261122-100017")
    wait_for_state(ipp_queue, job, PrintState.DONE)
    assert [path.read_bytes() for path in ipp_printer.printed()] == [pdf]


@pytest.mark.parametrize(("mode", "state"), [("paper", PrintState.OUT_OF_PAPER), ("jam", PrintState.JAM)])
def test_trouble_is_named_and_passes(
    ipp_printer: Rig, ipp_queue: IppQueue, pdf: bytes, wait_for_state: Wait, mode: str, state: PrintState
) -> None:
    ipp_printer.behave(mode)
    job = ipp_queue.submit(ipp_printer.uri, pdf, "Slip")
    status = wait_for_state(ipp_queue, job, state)
    assert "media" in status.detail
    assert ipp_printer.printed() == []
    ipp_printer.behave("ok")
    wait_for_state(ipp_queue, job, PrintState.DONE)
    assert len(ipp_printer.printed()) == 1


def test_a_failed_job_is_failed(ipp_printer: Rig, ipp_queue: IppQueue, pdf: bytes, wait_for_state: Wait) -> None:
    ipp_printer.behave("fail")
    job = ipp_queue.submit(ipp_printer.uri, pdf, "Slip")
    assert wait_for_state(ipp_queue, job, PrintState.FAILED).state is PrintState.FAILED
    assert ipp_printer.printed() == []


def test_a_printer_that_hangs_becomes_offline_and_comes_back(
    ipp_printer: Rig, ipp_queue: IppQueue, pdf: bytes, wait_for_state: Wait
) -> None:
    ipp_printer.behave("hang")
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    job = ipp_queue.submit(ipp_printer.uri, pdf, "Slip")
    wait_for_state(ipp_queue, job, PrintState.PRINTING)
    watch = JobWatch(ipp_queue, job, clock, patience=30)
    assert watch.look().state is PrintState.PRINTING
    clock.advance(timedelta(seconds=29))
    assert watch.look().state is PrintState.PRINTING
    clock.advance(timedelta(seconds=1))
    assert watch.look().state is PrintState.OFFLINE
    ipp_printer.behave("ok")
    wait_for_state(ipp_queue, job, PrintState.DONE)
    assert watch.look().state is PrintState.DONE


def test_a_job_that_cannot_be_stopped_forbids_a_reprint(
    ipp_printer: Rig, ipp_queue: IppQueue, pdf: bytes, wait_for_state: Wait
) -> None:
    ipp_printer.behave("hang")
    job = ipp_queue.submit(ipp_printer.uri, pdf, "Slip")
    wait_for_state(ipp_queue, job, PrintState.PRINTING)
    with pytest.raises(OutsideProblem) as told:
        settle(ipp_queue, job, wait=0.4)
    assert told.value.code == "printing.not_cancelled"
    ipp_printer.behave("ok")
    wait_for_state(ipp_queue, job, PrintState.CANCELLED)
    assert settle(ipp_queue, job) is PrintState.CANCELLED


def test_settling_a_printed_job_says_that_the_paper_is_out(
    ipp_printer: Rig, ipp_queue: IppQueue, pdf: bytes, wait_for_state: Wait
) -> None:
    job = ipp_queue.submit(ipp_printer.uri, pdf, "Slip")
    wait_for_state(ipp_queue, job, PrintState.DONE)
    ipp_queue.cancel(job)
    assert settle(ipp_queue, job) is PrintState.DONE


def test_a_job_the_printer_does_not_know(ipp_printer: Rig, ipp_queue: IppQueue) -> None:
    job = PrintJob(ipp_printer.uri, "99999")
    for act in (ipp_queue.status, ipp_queue.cancel):
        with pytest.raises(OutsideProblem) as told:
            act(job)
        assert told.value.code == "printing.job_unknown"
