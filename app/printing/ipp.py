"""A print queue over IPP: a CUPS server or a printer that speaks IPP itself."""

import getpass
import http.client
import secrets
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from app.core.problems import OutsideProblem
from app.printing.ipp_wire import Attribute, Group, Operation, Response, Status, Tag, WireError, decode, encode
from app.printing.preview import first_page_mm
from app.printing.queue import JobStatus, Printer, PrintJob, PrintState

_PDF = "application/pdf"
_PRINTER_NEEDS = (
    "printer-name",
    "printer-uri-supported",
    "printer-location",
    "printer-info",
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "queued-job-count",
    "document-format-supported",
    "media-supported",
    "print-scaling-supported",
)
_JOB_NEEDS = (
    "job-state",
    "job-state-reasons",
    "job-state-message",
    "job-printer-state-message",
    "job-impressions-completed",
    "job-media-sheets-completed",
)
_COUNTS = ("job-state", "job-impressions-completed", "job-media-sheets-completed")
_MEDIA = {(210, 297): "iso_a4_210x297mm", (148, 210): "iso_a5_148x210mm"}
_JOB_STATES = {
    3: PrintState.QUEUED,
    4: PrintState.QUEUED,
    5: PrintState.PRINTING,
    6: PrintState.OFFLINE,
    7: PrintState.CANCELLED,
    8: PrintState.FAILED,
    9: PrintState.DONE,
}
_STOPPED = 5
_DENIED = frozenset({401, 403, 426})
_REASONS = (
    (PrintState.JAM, ("media-jam", "input-media-jam")),
    (PrintState.OUT_OF_PAPER, ("media-empty", "media-needed", "input-tray-missing")),
    (PrintState.OFFLINE, ("offline", "shutdown", "timed-out", "paused", "moving-to-paused", "power-off")),
)


def judge(job_state: int, printer_state: int, reasons: Iterable[str]) -> PrintState:
    """Return what IPP's job-state, printer-state and printer-state-reasons mean to a clerk.

    What stops the printer counts only while the job is under way: a job that has ended has ended.
    """
    state = _JOB_STATES.get(job_state, PrintState.QUEUED)
    if job_state >= 7:
        return state
    keywords = {_bare(reason) for reason in reasons}
    for meaning, names in _REASONS:
        if not keywords.isdisjoint(names):
            return meaning
    return PrintState.OFFLINE if printer_state == _STOPPED else state


def _bare(reason: str) -> str:
    for suffix in ("-error", "-warning", "-report"):
        reason = reason.removesuffix(suffix)
    return reason


class IppQueue:
    """Talks to one server for the list of printers, and to each printer by its own URI."""

    def __init__(self, server: str = "ipp://localhost:631/", timeout: float = 8.0, user: str = "") -> None:
        """Remember the server; nothing is sent yet.

        Args:
            server: the CUPS server that lists printers; ``ipp`` or ``ipps``.
            timeout: seconds for one answer.
            user: name that the jobs belong to; empty: the one of this session.
        """
        self._server, self._timeout = server, timeout
        self._user = user or getpass.getuser()

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers of the server.

        Raises:
            OutsideProblem: ``printing.unreachable``, ``printing.refused``.
        """
        answer = self._ask(self._server, Operation.CUPS_GET_PRINTERS, [_keywords(_PRINTER_NEEDS)])
        if answer.status == Status.NOT_FOUND:
            return ()
        _check(answer, self._server)
        return tuple(_printer(group, "") for group in answer.of(Tag.PRINTER))

    def printer(self, uri: str) -> Printer:
        """Return one printer by its URI, also one that no server lists.

        Raises:
            OutsideProblem: ``printing.unreachable``, ``printing.refused``.
        """
        return _printer(self._printer_group(uri), uri)

    def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:
        """Hand pdf to the printer at this URI; see PrintQueue.submit."""
        offers = self._printer_group(printer)
        if _PDF not in offers.get("document-format-supported", []):
            raise OutsideProblem("printing.format_unsupported", printer=printer)
        # The mark makes the job findable when the answer is lost: without it a retry could print twice.
        name = f"{title} #{secrets.token_hex(4)}"
        attributes = [Attribute(Tag.NAME, "job-name", (name,)), Attribute(Tag.MIME, "document-format", (_PDF,))]
        message = encode(Operation.PRINT_JOB, self._of(printer, attributes), _wishes(offers, pdf))
        try:
            answer = self._send(printer, message + pdf, "printing.answer_lost")
        except OutsideProblem as problem:
            if problem.code == "printing.answer_lost":
                return self._find(printer, name)
            raise
        _check(answer, printer)
        return PrintJob(printer, str(_number(answer.of(Tag.JOB), "job-id")))

    def _find(self, printer: str, name: str) -> PrintJob:
        for which in ("not-completed", "completed"):
            attributes = [Attribute(Tag.KEYWORD, "which-jobs", (which,)), _keywords(("job-id", "job-name"))]
            try:
                answer = self._ask(printer, Operation.GET_JOBS, self._of(printer, attributes))
            except OutsideProblem as problem:
                raise OutsideProblem("printing.answer_lost", printer=printer) from problem
            for job in answer.of(Tag.JOB):
                if name in job.get("job-name", []):
                    return PrintJob(printer, str(_number([job], "job-id")))
        raise OutsideProblem("printing.answer_lost", printer=printer)

    def status(self, job: PrintJob) -> JobStatus:
        """Return how far job has come; see PrintQueue.status."""
        answer = self._ask(job.printer, Operation.GET_JOB_ATTRIBUTES, self._of_job(job, [_keywords(_JOB_NEEDS)]))
        if answer.status == Status.NOT_FOUND:
            raise OutsideProblem("printing.job_unknown", job=job.id)
        _check(answer, job.printer)
        told = answer.of(Tag.JOB)
        printer = self._printer_group(job.printer)
        reasons = _texts(printer, "printer-state-reasons")
        state = judge(_number(told, "job-state"), _number([printer], "printer-state"), reasons)
        words = [*_texts(told[0] if told else {}, "job-state-message"), *_texts(printer, "printer-state-message")]
        keywords = [reason for reason in reasons if reason != "none"]
        # Messages and keywords are no progress: a dead printer's backend changes them for ever.
        counts = [_number(told, name) for name in _COUNTS]
        progress = repr((counts, printer.get("queued-job-count")))
        return JobStatus(state, "; ".join(filter(None, [*words, *keywords])), progress)

    def cancel(self, job: PrintJob) -> None:
        """Ask for job to be cancelled; see PrintQueue.cancel."""
        answer = self._ask(job.printer, Operation.CANCEL_JOB, self._of_job(job, []))
        if answer.status == Status.NOT_FOUND:
            raise OutsideProblem("printing.job_unknown", job=job.id)
        # Not possible: it has ended already, which is what was wanted.
        if answer.status != Status.NOT_POSSIBLE:
            _check(answer, job.printer)

    def _printer_group(self, uri: str) -> Group:
        answer = self._ask(uri, Operation.GET_PRINTER_ATTRIBUTES, self._of(uri, [_keywords(_PRINTER_NEEDS)]))
        _check(answer, uri)
        groups = answer.of(Tag.PRINTER)
        return groups[0] if groups else {}

    def _of(self, printer: str, more: Sequence[Attribute]) -> list[Attribute]:
        target = Attribute(Tag.URI, "printer-uri", (printer,))
        return [target, Attribute(Tag.NAME, "requesting-user-name", (self._user,)), *more]

    def _of_job(self, job: PrintJob, more: Sequence[Attribute]) -> list[Attribute]:
        target = self._of(job.printer, [])
        return [target[0], Attribute(Tag.INTEGER, "job-id", (int(job.id),)), target[1], *more]

    def _ask(self, uri: str, operation: Operation, attributes: Sequence[Attribute]) -> Response:
        return self._send(uri, encode(operation, attributes), "printing.unreachable")

    def _send(self, uri: str, message: bytes, lost: str) -> Response:
        """Send one message and return the answer, of whatever status.

        Raises:
            OutsideProblem: ``printing.unreachable`` when nothing was sent; ``printing.refused`` when the server
                wants no such caller; lost when no answer came.
        """
        parts = urlsplit(uri)
        kind = http.client.HTTPSConnection if parts.scheme == "ipps" else http.client.HTTPConnection
        connection = kind(parts.hostname or "localhost", parts.port or 631, timeout=self._timeout)
        try:
            try:
                connection.connect()
            except OSError as error:
                raise OutsideProblem("printing.unreachable", printer=uri) from error
            try:
                connection.request("POST", parts.path or "/", message, {"Content-Type": "application/ipp"})
                response = connection.getresponse()
                if response.status in _DENIED:
                    raise OutsideProblem("printing.refused", printer=uri, status=f"HTTP {response.status}")
                return decode(response.read())
            except (OSError, http.client.HTTPException, WireError) as error:
                raise OutsideProblem(lost, printer=uri) from error
        finally:
            connection.close()


def _wishes(offers: Group, pdf: bytes) -> list[Attribute]:
    """Return the paper of the form, unscaled because its margins are exact – as far as the printer knows of it.

    A wish that the printer does not know would make CUPS throw the job away.
    """
    wishes = {"media": _MEDIA.get(first_page_mm(pdf), ""), "print-scaling": "none"}
    return [
        Attribute(Tag.KEYWORD, name, (value,))
        for name, value in wishes.items()
        if value in offers.get(f"{name}-supported", [])
    ]


def _keywords(names: Sequence[str]) -> Attribute:
    return Attribute(Tag.KEYWORD, "requested-attributes", tuple(names))


def _check(answer: Response, printer: str) -> None:
    if answer.status == Status.FORMAT_NOT_SUPPORTED:
        raise OutsideProblem("printing.format_unsupported", printer=printer)
    if not answer.successful:
        raise OutsideProblem("printing.refused", printer=printer, status=f"0x{answer.status:04x}")


def _texts(group: Group, name: str) -> list[str]:
    return [value for value in group.get(name, []) if isinstance(value, str)]


def _number(groups: Sequence[Group], name: str) -> int:
    for group in groups:
        for value in group.get(name, []):
            if isinstance(value, int):
                return value
    return 0


def _printer(group: Group, uri: str) -> Printer:
    names = _texts(group, "printer-info") or _texts(group, "printer-name")
    return Printer(
        uri=uri or next(iter(_texts(group, "printer-uri-supported")), ""),
        name=next((name for name in names if name), uri),
        location=next(iter(_texts(group, "printer-location")), ""),
        ready=group.get("printer-is-accepting-jobs") == [True] and _number([group], "printer-state") != _STOPPED,
        reasons=tuple(reason for reason in _texts(group, "printer-state-reasons") if reason != "none"),
    )
