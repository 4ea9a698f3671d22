import pytest

from app.scanning.device import Mode, ScanRequest, Source
from app.scanning.sane_options import parse_options

_FUJITSU = """
All options specific to device `fujitsu:fi-7160:1':
  Standard:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Halftone|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --resolution 50..600dpi (in steps of 1) [600]
        Sets the resolution of the scanned image.
  Geometry:
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
        Width of scan-area.
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
        Height of scan-area.
"""
_AIRSCAN = """
    --resolution 75|100|200|300|600dpi [300]
        Sets the resolution of the scanned image.
    --mode Color|Gray [Color]
    --source Flatbed|ADF|ADF Duplex [Flatbed]
    -x 0..215.9mm [215.9]
    -y 0..297.18mm [297.18]
"""
_PLAIN = """
    --mode Color|Gray|Lineart [inactive]
    --resolution 300dpi [300]
"""


def test_a_feeder_scanner() -> None:
    options = parse_options(_FUJITSU)
    assert options.capabilities().sources == (Source.ADF, Source.DUPLEX)
    assert options.capabilities().modes == (Mode.COLOUR, Mode.GREY, Mode.BILEVEL)
    assert options.capabilities().resolutions == (100, 150, 200, 300, 400, 600)
    assert options.arguments(ScanRequest(colour=Mode.BILEVEL, source=Source.DUPLEX)) == [
        "--source=ADF Duplex",
        "--mode=Lineart",
        "--resolution=300",
        "-x",
        "210",
        "-y",
        "279.364",
    ]


def test_what_the_driver_cannot_reduce_is_scanned_richer() -> None:
    options = parse_options(_AIRSCAN)
    assert "--mode=Gray" in options.arguments(ScanRequest(colour=Mode.BILEVEL))
    assert options.capabilities().sources == tuple(Source)
    assert options.capabilities().resolutions == (100, 200, 300, 600)


def test_a_driver_that_says_little_has_one_glass() -> None:
    options = parse_options(_PLAIN)
    assert options.capabilities().sources == (Source.FLATBED,)
    assert options.capabilities().resolutions == (300,)
    assert options.arguments(ScanRequest(dpi=300)) == ["--resolution=300"]


@pytest.mark.parametrize(("dpi", "pages", "width"), [(10, 0, 210), (300, -1, 210), (300, 0, 0)])
def test_an_impossible_request_is_refused(dpi: int, pages: int, width: int) -> None:
    with pytest.raises(ValueError, match="a scan needs"):
        ScanRequest(dpi=dpi, max_pages=pages, width_mm=width)
