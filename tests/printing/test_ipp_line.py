"""The IPP client on a bad line, and its messages byte by byte."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.problems import OutsideProblem
from app.printing.forms.slip import SlipData, render_slip
from app.printing.ipp import IppQueue
from app.printing.ipp_wire import Attribute, Operation, Tag, WireError, decode, encode
from app.printing.queue import JobStatus, PrintJob, PrintQueue, PrintState
from tests.rigs.doors import closed_door


class Rig(Protocol):
    uri: str

    def printed(self) -> list[Path]: ...


Wait = Callable[[PrintQueue, PrintJob, PrintState], JobStatus]


def _is_print_job(request: bytes) -> bool:
    _, found, message = request.partition(b"\r\n\r\n")
    return bool(found) and message[2:4] == struct.pack(">H", Operation.PRINT_JOB)


def _read_request(side: socket.socket) -> bytes:
    data = b""
    while chunk := side.recv(65536):
        data += chunk
        head, found, body = data.partition(b"\r\n\r\n")
        if found:
            length = next(
                int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
            )
            if len(body) >= length:
                break
    return data


@contextmanager
def _line_that_loses_answers(target: str, lost: int) -> Iterator[str]:
    """Yield the target's URI over a line that delivers every request but loses the answers to the first prints."""
    parts = urlsplit(target)
    left = [lost]

    def carry(client: socket.socket) -> None:
        with client, socket.create_connection((parts.hostname, parts.port)) as server:
            request = _read_request(client)
            server.sendall(request.replace(b"Connection: keep-alive", b"Connection: close"))
            server.settimeout(2)
            answer = server.recv(65536)
            if _is_print_job(request) and left[0]:
                left[0] -= 1
                return
            client.sendall(answer)
            while True:
                try:
                    more = server.recv(65536)
                except TimeoutError:
                    return
                if not more:
                    return
                client.sendall(more)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        workers: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                workers.append(threading.Thread(target=carry, args=(client,)))
                workers[-1].start()

        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield f"ipp://127.0.0.1:{listener.getsockname()[1]}{parts.path}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            acceptor.join()
            for worker in workers:
                worker.join()


@pytest.mark.cups
def test_a_lost_answer_does_not_print_twice(
    ipp_printer: Rig, ipp_queue: IppQueue, slip_data: SlipData, wait_for_state: Wait
) -> None:
    pdf = render_slip(slip_data, "tt03-2025", "A4")
    with _line_that_loses_answers(ipp_printer.uri, lost=1) as uri:
        job = ipp_queue.submit(uri, pdf, "Giấy tiếp nhận")
    wait_for_state(ipp_queue, PrintJob(ipp_printer.uri, job.id), PrintState.DONE)
    assert [path.read_bytes() for path in ipp_printer.printed()] == [pdf]


def test_nobody_there_is_unreachable() -> None:
    with closed_door() as address, pytest.raises(OutsideProblem) as told:
        IppQueue(f"ipp://{address}/", timeout=2).printers()
    assert told.value.code == "printing.unreachable"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html>Sign in<>", "printing.unreachable"),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "printing.refused"),
        (b"garbage\r\n\r\n", "printing.unreachable"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x02\x00\x05\x00\x00\x00\x00\x01\x03", "printing.refused"),
    ],
)
def test_a_server_that_is_no_printer_is_told_plainly(answer: bytes, code: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            client, _ = listener.accept()
            with client:
                _read_request(client)
                client.sendall(answer)

        server = threading.Thread(target=serve)
        server.start()
        with pytest.raises(OutsideProblem) as told:
            IppQueue(f"ipp://127.0.0.1:{listener.getsockname()[1]}/", timeout=3).printers()
        server.join()
    assert told.value.code == code


def test_a_request_byte_by_byte() -> None:
    message = encode(Operation.CANCEL_JOB, [Attribute(Tag.INTEGER, "job-id", (258,))])
    assert message == (
        b"\x02\x00\x00\x08\x00\x00\x00\x01\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x02en"
        b"\x21\x00\x06job-id\x00\x04\x00\x00\x01\x02"
        b"\x03"
    )


@given(name=st.text(max_size=300), keywords=st.lists(st.text("abc-", min_size=1, max_size=9), min_size=1, max_size=4))
def test_what_is_written_is_read(name: str, keywords: list[str]) -> None:
    attributes = [Attribute(Tag.NAME, "job-name", (name,)), Attribute(Tag.KEYWORD, "k", tuple(keywords))]
    group = decode(encode(Operation.GET_JOBS, attributes)).of(Tag.OPERATION)[0]
    (read,) = group["job-name"]
    assert isinstance(read, str)
    assert name.startswith(read)
    assert read == name or len(name.encode()) > 255
    assert group["k"] == keywords


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_raise_one_error_only(data: bytes) -> None:
    try:
        answer = decode(data)
    except WireError:
        return
    assert isinstance(answer.status, int)


@given(st.integers(0, 120))
def test_a_cut_message_is_never_taken_for_a_whole_one(cut: int) -> None:
    message = encode(Operation.GET_JOBS, [Attribute(Tag.NAME, "job-name", ("Giấy tiếp nhận",))])
    with pytest.raises(WireError):
        decode(message[: min(cut, len(message) - 1)])
