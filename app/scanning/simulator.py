"""A network scanner that is not there: eSCL over real HTTP on this machine, with sample pages and every usual mishap.

For the practice office and the tests.
"""

import io
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from app.scanning.device import Mode, ScanRequest, Source
from app.scanning.escl_xml import BadXmlError, parse_settings
from app.scanning.sample import sample_page

Paper = Callable[[int, Mode], bytes]
"""Draws one side of paper as a JPEG, given dots per inch and mode."""

_NAMESPACES = (
    'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
)
_PROFILE = """<scan:SettingProfiles><scan:SettingProfile>
<scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:SupportedResolutions><scan:DiscreteResolutions>
<scan:DiscreteResolution><scan:XResolution>100</scan:XResolution><scan:YResolution>100</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>200</scan:XResolution><scan:YResolution>200</scan:YResolution></scan:DiscreteResolution>
<scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution>
</scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles>"""
_CAPABILITIES = f"""<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities {_NAMESPACES}><pwg:Version>2.63</pwg:Version>
<pwg:MakeAndModel>Practice scanner</pwg:MakeAndModel>
<scan:Platen><scan:PlatenInputCaps>{_PROFILE}</scan:PlatenInputCaps></scan:Platen>
<scan:Adf><scan:AdfSimplexInputCaps>{_PROFILE}</scan:AdfSimplexInputCaps>
<scan:AdfDuplexInputCaps>{_PROFILE}</scan:AdfDuplexInputCaps></scan:Adf>
</scan:ScannerCapabilities>""".encode()
_JOB = re.compile(r"/eSCL/ScanJobs/(\d+)(/NextDocument)?")


@dataclass
class Mishaps:
    """What goes wrong; −1 or 0: nothing. Pages are counted from 0 over the simulator's life since the last load.

    Attributes:
        jam_at: this page jams.
        drop_at: the line is cut in the middle of this page.
        stall_at: this page never comes.
        damage_at: this page arrives with its second half missing, announced as whole.
        cover_open: the cover of the feeder is open.
        busy: so many new jobs are refused with 503.
        warming: so many times the first page is "not yet" (503).
    """

    jam_at: int = -1
    drop_at: int = -1
    stall_at: int = -1
    damage_at: int = -1
    cover_open: bool = False
    busy: int = 0
    warming: int = 0


@dataclass
class _State:
    feeder: list[Paper] = field(default_factory=list)
    glass: Paper | None = None
    taken: int = 0
    jammed: bool = False
    jobs: dict[int, ScanRequest] = field(default_factory=dict)
    job_pages: dict[int, int] = field(default_factory=dict)
    last_job: int = 0


class EsclSimulator:
    """The device; a context manager that serves while it is open.

    Args:
        mishaps: may be changed while it runs.
        refill: what the feeder is loaded with again whenever a new job finds it empty (practice office).
    """

    def __init__(self, mishaps: Mishaps | None = None, refill: Sequence[Paper] = ()) -> None:
        self.mishaps = mishaps or Mishaps()
        self.deleted: list[int] = []
        self._refill = tuple(refill)
        self._state = _State(glass=drawn(("BẢN SAO",), 1))
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="escl-simulator")

    @property
    def url(self) -> str:
        """The address to give to EsclScanner."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/eSCL"

    def load(self, papers: Sequence[Paper]) -> None:
        """Put papers into the feeder, the first one on top; the jam is cleared and pages count from 0."""
        with self._lock:
            self._state.feeder = list(papers)
            self._state.taken = 0
            self._state.jammed = False

    def lay(self, paper: Paper) -> None:
        """Put a paper on the glass."""
        self._state.glass = paper

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; stalled pages are let go."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def status(self) -> bytes:
        """Return the ScannerStatus document."""
        state = self._state
        adf = "ScannerAdfLoaded" if state.feeder or self._refill else "ScannerAdfEmpty"
        if state.jammed:
            adf = "ScannerAdfJam"
        if self.mishaps.cover_open:
            adf = "ScannerAdfHatchOpen"
        return (
            f'<?xml version="1.0"?><scan:ScannerStatus {_NAMESPACES}><pwg:Version>2.63</pwg:Version>'
            f"<pwg:State>Idle</pwg:State><scan:AdfState>{adf}</scan:AdfState></scan:ScannerStatus>"
        ).encode()

    def create(self, settings: bytes) -> tuple[HTTPStatus, int]:
        """Start a job; return the status and its number."""
        with self._lock:
            if self.mishaps.busy > 0:
                self.mishaps.busy -= 1
                return HTTPStatus.SERVICE_UNAVAILABLE, 0
            try:
                request = parse_settings(settings)
            except BadXmlError:
                return HTTPStatus.CONFLICT, 0
            state = self._state
            if request.source is not Source.FLATBED and not state.feeder:
                state.feeder = list(self._refill)
            state.last_job += 1
            state.jobs[state.last_job] = request
            state.job_pages[state.last_job] = 0
            return HTTPStatus.CREATED, state.last_job

    def delete(self, job: int) -> None:
        """Give a job up."""
        with self._lock:
            self._state.jobs.pop(job, None)
            self.deleted.append(job)

    def take(self, job: int) -> tuple[HTTPStatus, bytes, int]:
        """Draw in the next page of a job; return the status, the image and which page it was."""
        with self._lock:
            state, request = self._state, self._state.jobs.get(job)
            if request is None:
                return HTTPStatus.NOT_FOUND, b"", -1
            if self.mishaps.warming > 0:
                self.mishaps.warming -= 1
                return HTTPStatus.SERVICE_UNAVAILABLE, b"", -1
            paper = self._next_paper(request, state.job_pages[job])
            number = state.taken
            if paper is not None and number == self.mishaps.jam_at:
                state.jammed = True
            if paper is None or state.jammed or self.mishaps.cover_open:
                return HTTPStatus.NOT_FOUND, b"", -1
            state.taken += 1
            state.job_pages[job] += 1
            if request.source is not Source.FLATBED:
                state.feeder.pop(0)
        return HTTPStatus.OK, paper(request.dpi, request.colour), number

    def stall(self) -> None:
        """Wait until the simulator closes."""
        self._closing.wait()

    def _next_paper(self, request: ScanRequest, done: int) -> Paper | None:
        if request.source is Source.FLATBED:
            return self._state.glass if done == 0 else None
        return self._state.feeder[0] if self._state.feeder else None


def drawn(lines: Sequence[str], seed: int) -> Paper:
    """Return a paper with a sample page on it."""

    def draw(dpi: int, mode: Mode) -> bytes:
        buffer = io.BytesIO()
        sample_page(lines, seed, dpi=dpi, mode=mode).save(buffer, "JPEG", quality=80, dpi=(dpi, dpi))
        return buffer.getvalue()

    return draw


class _Server(ThreadingHTTPServer):
    # Requests end before the simulator is closed: no thread outlives a test.
    daemon_threads = False

    def __init__(self, simulator: EsclSimulator) -> None:
        self.simulator = simulator
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def _simulator(self) -> EsclSimulator:
        if not isinstance(self.server, _Server):
            raise TypeError("served by another server")
        return self.server.simulator

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing on stderr."""

    def do_GET(self) -> None:
        job = _JOB.fullmatch(self.path)
        if self.path == "/eSCL/ScannerCapabilities":
            self._answer(HTTPStatus.OK, _CAPABILITIES)
        elif self.path == "/eSCL/ScannerStatus":
            self._answer(HTTPStatus.OK, self._simulator.status())
        elif job and job[2]:
            self._page(int(job[1]))
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        settings = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 1 << 16))
        status, job = self._simulator.create(settings)
        self._answer(status, location=f"/eSCL/ScanJobs/{job}" if job else "")

    def do_DELETE(self) -> None:
        if job := _JOB.fullmatch(self.path):
            self._simulator.delete(int(job[1]))
        self._answer(HTTPStatus.OK)

    def _page(self, job: int) -> None:
        status, page, number = self._simulator.take(job)
        mishaps = self._simulator.mishaps
        if number >= 0 and number == mishaps.stall_at:
            self._simulator.stall()
            self.close_connection = True
        elif number >= 0 and number == mishaps.drop_at:
            self._answer(status, page[: len(page) // 2], announced=len(page))
            self.close_connection = True
        elif number >= 0 and number == mishaps.damage_at:
            self._answer(status, page[: len(page) // 2])
        else:
            self._answer(status, page)

    def _answer(
        self, status: HTTPStatus, body: bytes = b"", *, location: str = "", announced: int | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if announced is None else announced))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)
