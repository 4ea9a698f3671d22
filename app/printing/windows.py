# ruff: noqa: E402 - the imports exist on Windows only and stand behind the check
"""The Windows spooler as a print queue. Importable on Windows only; pages go to the driver as pictures.

Windows drivers do not take PDF, so PDFium draws each page at the printer's own resolution and the driver gets the
pixels at their true size.
"""

import sys

assert sys.platform == "win32"  # noqa: S101 - the form by which mypy leaves the rest alone elsewhere

import pywintypes
import win32con
import win32gui
import win32print
from PIL import Image, ImageWin

from app.core.problems import OutsideProblem
from app.printing import windows_states
from app.printing.preview import Picture, first_page_mm, pages_as_pictures
from app.printing.queue import JobStatus, Printer, PrintJob, PrintState

_PAPER = {(210, 297): win32con.DMPAPER_A4, (148, 210): win32con.DMPAPER_A5}
_MAX_DPI = 300
"""Enough for a form; a 1200 dpi page would take 300 MB."""
_LOCAL_AND_CONNECTED = win32print.PRINTER_ENUM_LOCAL | win32print.PRINTER_ENUM_CONNECTIONS
_NO_SUCH_JOB = 87
"""ERROR_INVALID_PARAMETER: the spooler forgets a job when it has ended."""


class WindowsQueue:
    """The printers of this computer; a printer's URI is its Windows name."""

    def __init__(self) -> None:
        self._cancelled: set[PrintJob] = set()

    def printers(self) -> tuple[Printer, ...]:
        """Return the local and the connected printers.

        Raises:
            OutsideProblem: ``printing.unreachable`` when the spooler service does not run.
        """
        try:
            found = win32print.EnumPrinters(_LOCAL_AND_CONNECTED, None, 2)
        except pywintypes.error as error:
            raise OutsideProblem("printing.unreachable", printer="Windows") from error
        return tuple(
            Printer(
                uri=one["pPrinterName"],
                name=one["pPrinterName"],
                location=one["pLocation"] or "",
                ready=not one["Status"] and not one["Attributes"] & win32print.PRINTER_ATTRIBUTE_WORK_OFFLINE,
                reasons=_names(one["Status"]),
            )
            for one in found
        )

    def submit(self, printer: str, pdf: bytes, title: str) -> PrintJob:
        """Hand pdf to the printer of this name; see PrintQueue.submit."""
        size = first_page_mm(pdf)
        try:
            context = win32gui.CreateDC("WINSPOOL", printer, _mode(printer, size))
        except pywintypes.error as error:
            raise OutsideProblem("printing.unreachable", printer=printer) from error
        try:
            return PrintJob(printer, str(_print(context, pdf, title)))
        except pywintypes.error as error:
            # The document was aborted: what is spooled is thrown away by Windows and no paper comes.
            raise OutsideProblem("printing.refused", printer=printer, status=str(error.winerror)) from error
        finally:
            win32gui.DeleteDC(context)

    def status(self, job: PrintJob) -> JobStatus:
        """Return how far job has come; see PrintQueue.status."""
        try:
            handle = win32print.OpenPrinter(job.printer)
        except pywintypes.error as error:
            raise OutsideProblem("printing.unreachable", printer=job.printer) from error
        try:
            told = win32print.GetJob(handle, int(job.id), 1)
            flags = win32print.GetPrinter(handle, 2)["Status"]
        except pywintypes.error as error:
            if error.winerror != _NO_SUCH_JOB:
                raise OutsideProblem("printing.unreachable", printer=job.printer) from error
            return JobStatus(PrintState.CANCELLED if job in self._cancelled else PrintState.DONE)
        finally:
            win32print.ClosePrinter(handle)
        progress = repr((told["Status"], told["PagesPrinted"], told["Position"]))
        return JobStatus(windows_states.judge(told["Status"], flags), told["pStatus"] or "", progress)

    def cancel(self, job: PrintJob) -> None:
        """Ask for job to be cancelled; see PrintQueue.cancel."""
        try:
            handle = win32print.OpenPrinter(job.printer)
        except pywintypes.error as error:
            raise OutsideProblem("printing.unreachable", printer=job.printer) from error
        try:
            win32print.SetJob(handle, int(job.id), 0, None, win32print.JOB_CONTROL_DELETE)
            self._cancelled.add(job)
        except pywintypes.error as error:
            if error.winerror != _NO_SUCH_JOB:
                raise OutsideProblem("printing.refused", printer=job.printer, status=str(error.winerror)) from error
        finally:
            win32print.ClosePrinter(handle)


def _names(status: int) -> tuple[str, ...]:
    return tuple(flag.name.lower() for flag in windows_states.PrinterFlag if status & flag and flag.name)


def _mode(printer: str, size: tuple[int, int]) -> "pywintypes.PyDEVMODEType":
    """Return the driver's own settings with the paper of the form."""
    handle = win32print.OpenPrinter(printer)
    try:
        mode = win32print.GetPrinter(handle, 2)["pDevMode"]
    finally:
        win32print.ClosePrinter(handle)
    if mode is not None and size in _PAPER:
        mode.PaperSize = _PAPER[size]
        mode.Fields |= win32con.DM_PAPERSIZE
    return mode


def _print(context: int, pdf: bytes, title: str) -> int:
    dpi = min(_MAX_DPI, win32print.GetDeviceCaps(context, win32con.LOGPIXELSX))
    pages = pages_as_pictures(pdf, dpi)
    job = win32print.StartDoc(context, (title, None, None, 0))
    try:
        for page in pages:
            win32print.StartPage(context)
            _draw(context, page, dpi)
            win32print.EndPage(context)
        win32print.EndDoc(context)
    except pywintypes.error:
        win32print.AbortDoc(context)
        raise
    return int(job)


def _draw(context: int, page: Picture, dpi: int) -> None:
    # The driver counts from the first printable dot; the form counts from the edge of the paper.
    left = -win32print.GetDeviceCaps(context, win32con.PHYSICALOFFSETX)
    top = -win32print.GetDeviceCaps(context, win32con.PHYSICALOFFSETY)
    width = page.width * win32print.GetDeviceCaps(context, win32con.LOGPIXELSX) // dpi
    height = page.height * win32print.GetDeviceCaps(context, win32con.LOGPIXELSY) // dpi
    picture = Image.frombytes("RGB", (page.width, page.height), page.rgb)
    ImageWin.Dib(picture).draw(int(context), (left, top, left + width, top + height))
