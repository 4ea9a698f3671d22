"""The XML of eSCL ("AirScan", the driverless protocol of network scanners): read with care, written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from app.scanning.device import MM_PER_INCH, Capabilities, Ended, Mode, ScanRequest, Source

MAX_XML = 1 << 20
_UNITS_PER_MM = 300 / MM_PER_INCH
_USUAL_DPI = (100, 150, 200, 300, 400, 600)
_COLOUR_MODES = {"RGB24": Mode.COLOUR, "Grayscale8": Mode.GREY}
_INPUTS = {"PlatenInputCaps": Source.FLATBED, "AdfSimplexInputCaps": Source.ADF, "AdfDuplexInputCaps": Source.DUPLEX}
_ADF_STATES = {
    "ScannerAdfJam": Ended.JAM,
    "ScannerAdfMispick": Ended.JAM,
    "ScannerAdfMultipickDetected": Ended.JAM,
    "ScannerAdfEmpty": Ended.EMPTY_FEEDER,
    "ScannerAdfHatchOpen": Ended.COVER_OPEN,
    "ScannerAdfInputTrayFailed": Ended.FAILED,
}


class BadXmlError(ValueError):
    """Not well formed, too large, or with a document type: no scanner has a reason for one."""


@dataclass(frozen=True, slots=True)
class EsclStatus:
    """State of the device; ``adf`` is None where the feeder is ready or there is none."""

    busy: bool
    adf: Ended | None


def parse_capabilities(data: bytes) -> Capabilities:
    """Read a ScannerCapabilities document.

    Raises:
        BadXmlError: it is none.
    """
    root = _parse(data, "ScannerCapabilities")
    sources = tuple(source for tag, source in _INPUTS.items() if next(_named(root, tag), None) is not None)
    words = {element.text for element in _named(root, "ColorMode")}
    modes = [mode for word, mode in _COLOUR_MODES.items() if word in words]
    if Mode.GREY in modes:
        # Black and white is made from grey here: the JPEG every device has cannot hold it.
        modes.append(Mode.BILEVEL)
    return Capabilities(tuple(modes) or (Mode.COLOUR,), sources or (Source.FLATBED,), _resolutions(root))


def parse_status(data: bytes) -> EsclStatus:
    """Read a ScannerStatus document.

    Raises:
        BadXmlError: it is none.
    """
    root = _parse(data, "ScannerStatus")
    state = next((element.text for element in _named(root, "State")), "Idle")
    adf = next((element.text for element in _named(root, "AdfState")), "")
    return EsclStatus(state in {"Processing", "Testing"}, _ADF_STATES.get(adf or ""))


def scan_settings(request: ScanRequest) -> bytes:
    """Return the ScanSettings document of a request; extents are in 1/300 inch."""
    colour = "RGB24" if request.colour is Mode.COLOUR else "Grayscale8"
    glass = request.source is Source.FLATBED
    duplex = "" if glass else f"<scan:Duplex>{str(request.source is Source.DUPLEX).lower()}</scan:Duplex>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"
 xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.0</pwg:Version><scan:Intent>Document</scan:Intent>
<pwg:ScanRegions pwg:MustHonor="false"><pwg:ScanRegion>
<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>
<pwg:Width>{round(request.width_mm * _UNITS_PER_MM)}</pwg:Width>
<pwg:Height>{round(request.height_mm * _UNITS_PER_MM)}</pwg:Height>
</pwg:ScanRegion></pwg:ScanRegions>
<pwg:InputSource>{"Platen" if glass else "Feeder"}</pwg:InputSource>{duplex}
<pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
<scan:ColorMode>{colour}</scan:ColorMode>
<scan:XResolution>{request.dpi}</scan:XResolution><scan:YResolution>{request.dpi}</scan:YResolution>
</scan:ScanSettings>""".encode()


def parse_settings(data: bytes) -> ScanRequest:
    """Read a ScanSettings document back: the other side of scan_settings, for the simulator.

    Raises:
        BadXmlError: it is none, or asks for the impossible.
    """
    root = _parse(data, "ScanSettings")

    def text(tag: str, default: str) -> str:
        return next((element.text or "" for element in _named(root, tag)), default)

    source = Source.FLATBED
    if text("InputSource", "Platen") == "Feeder":
        source = Source.DUPLEX if text("Duplex", "false") == "true" else Source.ADF
    try:
        return ScanRequest(
            dpi=int(text("XResolution", "300")),
            colour=_COLOUR_MODES.get(text("ColorMode", "RGB24"), Mode.COLOUR),
            source=source,
            width_mm=float(text("Width", "2480")) / _UNITS_PER_MM,
            height_mm=float(text("Height", "3508")) / _UNITS_PER_MM,
        )
    except ValueError as error:
        raise BadXmlError from error


def _resolutions(root: ET.Element) -> tuple[int, ...]:
    found = {_number(element) for element in _named(root, "XResolution")}
    for span in _named(root, "XResolutionRange"):
        low, high = (next((_number(element) for element in _named(span, tag)), 0) for tag in ("Min", "Max"))
        found.update(dpi for dpi in _USUAL_DPI if low <= dpi <= high)
    return tuple(sorted(dpi for dpi in found if 100 <= dpi <= 600)) or (300,)


def _number(element: ET.Element) -> int:
    text = (element.text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """Yield elements by local name: devices disagree about namespaces."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _parse(data: bytes, expected: str) -> ET.Element:
    # Entities need a document type; without one the standard parser has nothing to expand. A UTF-16 document could
    # hide the word, so only encodings that keep ASCII bytes are read.
    if len(data) > MAX_XML or b"<!" in data.replace(b"<!--", b"") or b"\x00" in data:
        raise BadXmlError
    try:
        root = ET.fromstring(data)  # noqa: S314 - document types and entities were refused above
    except ET.ParseError as error:
        raise BadXmlError from error
    if root.tag.rpartition("}")[2] != expected:
        raise BadXmlError
    return root
