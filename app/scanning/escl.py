"""Network scanners without a driver: the eSCL protocol over HTTP.

No driver is loaded, nothing but sockets and checked XML, so it needs no child process of its own; every wait has an end
and cancelling cuts the socket.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.core.problems import OutsideProblem
from app.scanning.device import Capabilities, Ended, PageSink, ScanOutcome, ScanRequest, Source
from app.scanning.escl_xml import MAX_XML, BadXmlError, EsclStatus, parse_capabilities, parse_status, scan_settings
from app.scanning.images import NotAnImageError, TooManyPixelsError, scanned_page

_MAX_PAGE = 200 << 20
_TICK = 0.05
_PAUSE = 0.5
_LINE_ERRORS = (OSError, http.client.HTTPException)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    location: str


class EsclScanner:
    """One network scanner.

    Args:
        url: address of its eSCL root, e.g. ``"http://192.168.1.20/eSCL"``.
        stall_seconds: how long one page may take, and how long a busy device is asked again.
    """

    def __init__(self, url: str, *, stall_seconds: float = 60.0) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("an eSCL scanner has an http or https address")
        self._secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port
        self._root = parts.path.rstrip("/")
        self.stall_seconds = stall_seconds

    def capabilities(self) -> Capabilities:
        """Ask the device; see ScannerDevice."""
        try:
            answer = self._ask("GET", f"{self._root}/ScannerCapabilities", threading.Event(), limit=MAX_XML)
            if answer.status == http.client.OK:
                return parse_capabilities(answer.body)
        except (*_LINE_ERRORS, BadXmlError) as error:
            raise OutsideProblem("scanning.offline", pages=0, detail=repr(error)) from error
        raise OutsideProblem("scanning.offline", pages=0, detail=f"HTTP {answer.status}")

    def scan(self, request: ScanRequest, sink: PageSink, cancel: threading.Event) -> ScanOutcome:
        """Scan; see ScannerDevice."""
        job = _Job(self, request, cancel)
        try:
            ended, detail = job.run(sink)
        except _LINE_ERRORS as error:
            ended, detail = (Ended.CANCELLED if cancel.is_set() else Ended.OFFLINE), repr(error)
        except (BadXmlError, NotAnImageError, TooManyPixelsError) as error:
            ended, detail = Ended.FAILED, repr(error)
        finally:
            job.close()
        return ScanOutcome(job.pages, ended, detail)

    def status(self, cancel: threading.Event) -> EsclStatus:
        """Return the state of the device; errors of the line and BadXmlError pass through."""
        answer = self._ask("GET", f"{self._root}/ScannerStatus", cancel, limit=MAX_XML)
        if answer.status != http.client.OK:
            raise http.client.HTTPException(f"ScannerStatus: HTTP {answer.status}")
        return parse_status(answer.body)

    def create(self, request: ScanRequest, cancel: threading.Event) -> _Answer:
        """Ask for a new job."""
        return self._ask("POST", f"{self._root}/ScanJobs", cancel, body=scan_settings(request), limit=MAX_XML)

    def next_page(self, job: str, cancel: threading.Event) -> _Answer:
        """Ask for the next page of a job; waits until it is drawn in."""
        return self._ask("GET", f"{job}/NextDocument", cancel, limit=_MAX_PAGE)

    def delete(self, job: str) -> None:
        """Give a job up, so that the device is free for the next one."""
        with contextlib.suppress(*_LINE_ERRORS):
            self._ask("DELETE", job, threading.Event(), limit=MAX_XML, seconds=5.0)

    def _ask(
        self,
        method: str,
        path: str,
        cancel: threading.Event,
        *,
        body: bytes | None = None,
        limit: int,
        seconds: float | None = None,
    ) -> _Answer:
        allowed = self.stall_seconds if seconds is None else seconds
        connection = self._connection(allowed)
        try:
            connection.connect()
            connection.sock.settimeout(allowed)
            with _cut(connection.sock, cancel, allowed):
                headers = {"Content-Type": "text/xml"} if body else {}
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                data = response.read(limit + 1)
                if len(data) > limit:
                    raise http.client.HTTPException("answer too large")
                if response.length:
                    raise http.client.IncompleteRead(data, response.length)
                return _Answer(response.status, data, response.getheader("Location", ""))
        finally:
            connection.close()

    def _connection(self, seconds: float) -> http.client.HTTPConnection:
        # A wrong address must not hold the clerk for a whole page's time.
        patience = min(seconds, 10.0)
        if not self._secure:
            return http.client.HTTPConnection(self._host, self._port, timeout=patience)
        # Scanners sign their own certificates; the alternative they offer is no encryption at all.
        context = ssl._create_unverified_context()  # noqa: S323, SLF001 - as said above
        return http.client.HTTPSConnection(self._host, self._port, timeout=patience, context=context)


class _Job:
    """One scan on the device, from the first question to its release."""

    def __init__(self, scanner: EsclScanner, request: ScanRequest, cancel: threading.Event) -> None:
        self._scanner = scanner
        self._request = request
        self._cancel = cancel
        self._path = ""
        self.pages = 0

    def run(self, sink: PageSink) -> tuple[Ended, str]:
        """Carry pages to the sink until the job ends; return why it did."""
        if (trouble := self._feeder_trouble()) is not None:
            return trouble, ""
        refused = self._start()
        if refused is not None:
            return refused
        limit = self._request.page_limit
        while not limit or self.pages < limit:
            answer = self._patiently(lambda: self._scanner.next_page(self._path, self._cancel))
            if self._cancel.is_set():
                return Ended.CANCELLED, ""
            if answer.status != http.client.OK:
                return self._after_the_last(answer.status)
            sink(scanned_page(answer.body, self._request.dpi, self._request.colour))
            self.pages += 1
        return Ended.DONE, ""

    def close(self) -> None:
        """Release the device, whatever happened."""
        if self._path:
            self._scanner.delete(self._path)
            self._path = ""

    def _start(self) -> tuple[Ended, str] | None:
        answer = self._patiently(lambda: self._scanner.create(self._request, self._cancel))
        if self._cancel.is_set():
            return Ended.CANCELLED, ""
        self._path = urlsplit(answer.location).path.rstrip("/")
        if answer.status == http.client.CREATED and self._path:
            return None
        busy = answer.status == http.client.SERVICE_UNAVAILABLE
        return (Ended.BUSY if busy else self._feeder_trouble() or Ended.FAILED), f"ScanJobs: HTTP {answer.status}"

    def _after_the_last(self, status: int) -> tuple[Ended, str]:
        detail = f"NextDocument: HTTP {status}"
        trouble = self._feeder_trouble()
        gone = status in {http.client.NOT_FOUND, http.client.GONE}
        if gone and self.pages and trouble in {None, Ended.EMPTY_FEEDER}:
            return Ended.DONE, ""
        return trouble or Ended.FAILED, detail

    def _feeder_trouble(self) -> Ended | None:
        """Ask for jams, covers and paper; a flatbed scan does not care about the feeder."""
        if self._request.source is Source.FLATBED:
            return None
        return self._scanner.status(self._cancel).adf

    def _patiently(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask again while the device says 503: it warms up, or another desk is scanning."""
        end = time.monotonic() + self._scanner.stall_seconds
        while True:
            answer = ask()
            late = time.monotonic() > end
            if answer.status != http.client.SERVICE_UNAVAILABLE or late or self._cancel.wait(_PAUSE):
                return answer


@contextmanager
def _cut(connected: socket.socket, cancel: threading.Event, seconds: float) -> Iterator[None]:
    """Cut the socket from under a blocked read when cancel is set or the time is over, however slowly bytes drip."""
    over = threading.Event()

    def watch() -> None:
        end = time.monotonic() + seconds
        while not over.wait(_TICK):
            if cancel.is_set() or time.monotonic() > end:
                with contextlib.suppress(OSError):
                    connected.shutdown(socket.SHUT_RDWR)
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
