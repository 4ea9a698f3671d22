"""The IPP client through a real CUPS queue to a real IPP printer."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from app.printing.forms.slip import SlipData, render_slip
from app.printing.ipp import IppQueue
from app.printing.queue import JobStatus, PrintJob, PrintQueue, PrintState, settle

pytestmark = pytest.mark.cups


class Printer(Protocol):
    def behave(self, mode: str) -> None: ...
    def printed(self) -> list[Path]: ...


class Cups(Protocol):
    uri: str

    @property
    def printer(self) -> Printer: ...
    @property
    def queue_uri(self) -> str: ...


Wait = Callable[[PrintQueue, PrintJob, PrintState], JobStatus]


def test_a_slip_goes_through_the_queue(cups: Cups, slip_data: SlipData, wait_for_state: Wait) -> None:
    queue = IppQueue(cups.uri)
    (printer,) = queue.printers()
    assert (printer.name, printer.uri, printer.ready) == ("Slips", cups.queue_uri, True)
    pdf = render_slip(slip_data, "tt03-2025", "A4")
    wait_for_state(queue, queue.submit(printer.uri, pdf, "Giấy tiếp nhận"), PrintState.DONE)
    assert [path.read_bytes() for path in cups.printer.printed()] == [pdf]


def test_out_of_paper_is_seen_through_the_queue_and_a_cancelled_job_never_prints(
    cups: Cups, slip_data: SlipData, wait_for_state: Wait
) -> None:
    queue = IppQueue(cups.uri)
    first, again = (render_slip(slip_data, "tt03-2025", paper) for paper in ("A4", "A5"))
    cups.printer.behave("paper")
    wait_for_state(queue, queue.submit(cups.queue_uri, first, "Slip 1"), PrintState.OUT_OF_PAPER)
    waiting = queue.submit(cups.queue_uri, first, "Slip 2")
    assert settle(queue, waiting) is PrintState.CANCELLED
    reprint = queue.submit(cups.queue_uri, again, "Slip 2 again")
    cups.printer.behave("ok")
    wait_for_state(queue, reprint, PrintState.DONE)
    assert [path.read_bytes() for path in cups.printer.printed()] == [first, again]
