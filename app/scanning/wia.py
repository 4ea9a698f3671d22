"""Scanners of Windows through Windows Image Acquisition.

Imported only on Windows and only inside the worker process.
"""

import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import comtypes
import comtypes.client

from app.core.problems import OutsideProblem
from app.scanning.device import (
    MM_PER_INCH,
    Capabilities,
    DeviceInfo,
    Ended,
    Mode,
    PageSink,
    ScanOutcome,
    ScanRequest,
    Source,
    problem_of,
)
from app.scanning.images import NotAnImageError, TooManyPixelsError, scanned_page

_SCANNER = 1
_BMP = "{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}"

# Property numbers of wiadef.h.
_NAME = "Name"
_HANDLING_CAPABILITIES, _HANDLING_STATUS, _HANDLING_SELECT, _PAGES = 3086, 3087, 3088, 3096
_DATA_TYPE, _X_DPI, _Y_DPI, _X, _Y, _WIDTH, _HEIGHT = 4103, 6147, 6148, 6149, 6150, 6151, 6152
_FEEDER, _GLASS, _DUPLEX = 1, 2, 4
_COVER_BITS, _JAM_BIT = 8 | 16, 32
_DATA_TYPES = {Mode.BILEVEL: 0, Mode.GREY: 2, Mode.COLOUR: 3}
_USUAL_DPI = (100, 150, 200, 300, 400, 600)
_LIST, _RANGE = 2, 1

# HRESULT 0x802100nn, the last byte.
_ERRORS = {
    0x02: Ended.JAM,
    0x03: Ended.EMPTY_FEEDER,
    0x04: Ended.JAM,
    0x05: Ended.OFFLINE,
    0x06: Ended.BUSY,
    0x08: Ended.COVER_OPEN,
    0x0A: Ended.OFFLINE,
    0x0D: Ended.BUSY,
    0x15: Ended.OFFLINE,
    0x16: Ended.COVER_OPEN,
    0x20: Ended.JAM,
}
_WARMING = 0x07
_WARM_UP_SECONDS = 60.0


class WiaScanner:
    """One device by its WIA device id."""

    def __init__(self, device_id: str) -> None:
        self._id = device_id

    def capabilities(self) -> Capabilities:
        """Ask the driver; see ScannerDevice."""
        try:
            device = self._connect()
            able = int(_value(device, _HANDLING_CAPABILITIES, _GLASS))
            resolutions = _resolutions(device.Items(1))
        except comtypes.COMError as error:
            outcome = ScanOutcome(0, _ended(error), str(error))
            raise problem_of(outcome) or OutsideProblem("scanning.failed", pages=0, detail=str(error)) from error
        bits = {Source.FLATBED: _GLASS, Source.ADF: _FEEDER, Source.DUPLEX: _DUPLEX}
        sources = tuple(source for source, bit in bits.items() if able & bit)
        return Capabilities(tuple(Mode), sources or (Source.FLATBED,), resolutions or (300,))

    def scan(self, request: ScanRequest, sink: PageSink, cancel: threading.Event) -> ScanOutcome:
        """Scan; see ScannerDevice. A page that is being drawn in is waited for: WIA cannot stop in its middle."""
        try:
            item = _set_up(self._connect(), request)
        except OutsideProblem as problem:
            return ScanOutcome(0, Ended.OFFLINE, str(problem.params.get("detail", "")))
        except comtypes.COMError as error:
            return _outcome_of(error, 0, cancelled=cancel.is_set())
        return _carry(item, request, sink, cancel)

    def _connect(self) -> Any:  # noqa: ANN401 - COM objects have no static type
        for info in _device_infos():
            if info.DeviceID == self._id:
                return info.Connect()
        raise OutsideProblem("scanning.offline", pages=0, detail="not in the list of devices")


def list_wia() -> tuple[DeviceInfo, ...]:
    """Return the scanners Windows knows."""
    return tuple(DeviceInfo(f"wia:{info.DeviceID}", str(info.Properties(_NAME).Value)) for info in _device_infos())


def _device_infos() -> list[Any]:
    manager = comtypes.client.CreateObject("WIA.DeviceManager", dynamic=True)
    infos = [manager.DeviceInfos(number) for number in range(1, int(manager.DeviceInfos.Count) + 1)]
    return [info for info in infos if int(info.Type) == _SCANNER]


def _set_up(device: Any, request: ScanRequest) -> Any:  # noqa: ANN401 - COM objects have no static type
    item = device.Items(1)
    select = {Source.FLATBED: _GLASS, Source.ADF: _FEEDER, Source.DUPLEX: _FEEDER | _DUPLEX}[request.source]
    _set(device, _HANDLING_SELECT, select)
    # One page a transfer, so that each is safe before the next; 0 would draw in the whole pile.
    _set(device, _PAGES, 1)
    _set(item, _DATA_TYPE, _DATA_TYPES[request.colour])
    for number in (_X_DPI, _Y_DPI):
        _set(item, number, request.dpi)
    for number in (_X, _Y):
        _set(item, number, 0)
    # Extents are dots at the resolution just set.
    _set(item, _WIDTH, round(request.width_mm / MM_PER_INCH * request.dpi))
    _set(item, _HEIGHT, round(request.height_mm / MM_PER_INCH * request.dpi))
    return item


def _carry(
    item: Any,  # noqa: ANN401 - COM objects have no static type
    request: ScanRequest,
    sink: PageSink,
    cancel: threading.Event,
) -> ScanOutcome:
    pages = 0
    try:
        while not request.page_limit or pages < request.page_limit:
            if cancel.is_set():
                return ScanOutcome(pages, Ended.CANCELLED)
            raw = _transfer(item, cancel)
            sink(scanned_page(raw, request.dpi, request.colour))
            pages += 1
    except comtypes.COMError as error:
        return _outcome_of(error, pages, cancelled=cancel.is_set())
    except (NotAnImageError, TooManyPixelsError) as error:
        return ScanOutcome(pages, Ended.FAILED, repr(error))
    return ScanOutcome(pages, Ended.DONE)


def _transfer(item: Any, cancel: threading.Event) -> bytes:  # noqa: ANN401 - COM objects have no static type
    """Return one page as BMP, the one format every driver must have; wait while the lamp warms up."""
    end = time.monotonic() + _WARM_UP_SECONDS
    while True:
        try:
            return _bytes_of(item.Transfer(_BMP))
        except comtypes.COMError as error:
            if _low_byte(error) != _WARMING or time.monotonic() > end or cancel.wait(1.0):
                raise


def _bytes_of(image: Any) -> bytes:  # noqa: ANN401 - COM objects have no static type
    """Return a transferred image through WIA's own file writer: 26 MB as a variant are slow and may fail."""
    with tempfile.TemporaryDirectory(prefix="motcua-wia-") as folder:
        path = Path(folder) / "page.bmp"
        image.SaveFile(str(path))
        return path.read_bytes()


def _property(owner: Any, number: int) -> Any:  # noqa: ANN401 - COM objects have no static type
    properties = owner.Properties
    for index in range(1, int(properties.Count) + 1):
        found = properties.Item(index)
        if int(found.PropertyID) == number:
            return found
    return None


def _value(owner: Any, number: int, default: int) -> Any:  # noqa: ANN401 - a variant
    found = _property(owner, number)
    return default if found is None else found.Value


def _set(owner: Any, number: int, value: int) -> None:  # noqa: ANN401 - COM objects have no static type
    """Set a property where the driver has it and lets it be set, clamped to its range."""
    found = _property(owner, number)
    if found is None or bool(found.IsReadOnly):
        return
    if int(found.SubType) == _RANGE:
        value = max(int(found.SubTypeMin), min(int(found.SubTypeMax), value))
    found.Value = value


def _resolutions(item: Any) -> tuple[int, ...]:  # noqa: ANN401 - COM objects have no static type
    found = _property(item, _X_DPI)
    if found is None:
        return ()
    if int(found.SubType) == _RANGE:
        return tuple(dpi for dpi in _USUAL_DPI if int(found.SubTypeMin) <= dpi <= int(found.SubTypeMax))
    if int(found.SubType) == _LIST:
        values = found.SubTypeValues
        listed = (int(values.Item(index)) for index in range(1, int(values.Count) + 1))
        return tuple(sorted(dpi for dpi in listed if 100 <= dpi <= 600))
    return (int(found.Value),)


def _low_byte(error: Any) -> int:  # noqa: ANN401 - comtypes has no types
    code = int(error.hresult) & 0xFFFFFFFF
    return code & 0xFF if code >> 8 == 0x802100 else -1


def _ended(error: Any) -> Ended:  # noqa: ANN401 - comtypes has no types
    return _ERRORS.get(_low_byte(error), Ended.FAILED)


def _outcome_of(error: Any, pages: int, *, cancelled: bool) -> ScanOutcome:  # noqa: ANN401 - comtypes has no types
    ended = _ended(error)
    if ended is Ended.EMPTY_FEEDER and pages:
        return ScanOutcome(pages, Ended.DONE)
    return ScanOutcome(pages, Ended.CANCELLED if cancelled else ended, str(error))
