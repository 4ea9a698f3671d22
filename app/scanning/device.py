"""What every scanner is to the rest of the program: capabilities, one scan at a time, pages as they become whole."""

import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.core.problems import OutsideProblem

MM_PER_INCH = 25.4


class Mode(StrEnum):
    """What a page is scanned as. Colour where there is a stamp, a photo or handwriting."""

    COLOUR = "colour"
    GREY = "grey"
    BILEVEL = "bilevel"


class Source(StrEnum):
    """Where the paper lies."""

    FLATBED = "flatbed"
    ADF = "adf"
    DUPLEX = "duplex"


class Ended(StrEnum):
    """Why a scan ended. Whatever the reason, the pages handed over before it stay."""

    DONE = "done"
    CANCELLED = "cancelled"
    JAM = "jam"
    EMPTY_FEEDER = "empty_feeder"
    COVER_OPEN = "cover_open"
    BUSY = "busy"
    OFFLINE = "offline"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What to scan and how.

    Attributes:
        dpi: dots per inch; NĐ 30/2020 asks for at least 200.
        max_pages: stop after so many pages; 0: until the feeder is empty. A flatbed always gives one page.
        width_mm: width of the scanned area from the upper left corner (A4 unless told otherwise).
        height_mm: height of the scanned area.
    """

    dpi: int = 300
    colour: Mode = Mode.COLOUR
    source: Source = Source.FLATBED
    max_pages: int = 0
    width_mm: float = 210.0
    height_mm: float = 297.0

    def __post_init__(self) -> None:
        if not 50 <= self.dpi <= 1200 or self.max_pages < 0 or self.width_mm <= 0 or self.height_mm <= 0:
            raise ValueError("a scan needs 50–1200 dpi, a positive area and no negative page limit")

    @property
    def page_limit(self) -> int:
        """How many pages at most; 0: no limit."""
        return 1 if self.source is Source.FLATBED else self.max_pages


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a device says it can do; resolutions are the useful ones between 100 and 600 dpi, ascending."""

    modes: tuple[Mode, ...]
    sources: tuple[Source, ...]
    resolutions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """One scanner in the list a person chooses from; ``name`` is what the settings keep, ``label`` what is shown."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """How a scan ended.

    Attributes:
        pages: how many pages were handed over.
        detail: what the driver or device said, for the log and the curious; not translated.
    """

    pages: int
    ended: Ended
    detail: str = ""


class PageSink(Protocol):
    """Takes one whole page; when the call returns, the page is safe on disk and the next may be asked for."""

    def __call__(self, data: bytes, /) -> object:
        """Keep the page."""
        ...


class ScannerDevice(Protocol):
    """A scanner. Calls block; they belong in a background thread."""

    def capabilities(self) -> Capabilities:
        """Ask the device what it can do.

        Raises:
            OutsideProblem: ``scanning.offline`` or another ``scanning.*`` code when the device does not answer.
        """
        ...

    def scan(self, request: ScanRequest, sink: PageSink, cancel: threading.Event) -> ScanOutcome:
        """Scan until the request is fulfilled, the paper ends, something fails or cancel is set.

        Each page is an image file (JPEG, PNG or TIFF) that knows its resolution. Failures of the device are outcomes,
        not exceptions; only what the sink raises passes through, after the device was released.
        """
        ...


_CODES = {
    Ended.JAM: "scanning.jam",
    Ended.EMPTY_FEEDER: "scanning.empty_feeder",
    Ended.COVER_OPEN: "scanning.cover_open",
    Ended.BUSY: "scanning.busy",
    Ended.OFFLINE: "scanning.offline",
    Ended.FAILED: "scanning.failed",
}


def problem_of(outcome: ScanOutcome) -> OutsideProblem | None:
    """Return what the clerk has to be told of an outcome; None where all went as asked (cancelling is asking)."""
    code = _CODES.get(outcome.ended)
    return OutsideProblem(code, pages=outcome.pages, detail=outcome.detail) if code else None
