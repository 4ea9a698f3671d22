import io
from collections.abc import Callable
from datetime import datetime

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from app.core.clock import VIETNAM
from app.core.problems import OutsideProblem
from app.scanning.assemble import Sheet, assemble
from app.scanning.codes import CodeKind, read_codes
from app.scanning.device import Mode
from app.scanning.images import compact
from app.scanning.quality import examine
from app.scanning.sample import sample_page
from app.scanning.thumbnails import LARGE, THUMBNAIL, thumbnail


def _size(png: bytes) -> tuple[int, int]:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image.size


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_thumbnail_fills_its_box_in_every_turn(page: Callable[..., bytes], mode: Mode, rotation: int) -> None:
    width, height = _size(thumbnail(page(1, mode=mode), rotation))
    assert width <= THUMBNAIL[0]
    assert height <= THUMBNAIL[1]
    assert width >= THUMBNAIL[0] - 2 or height >= THUMBNAIL[1] - 2
    assert (width > height) == (rotation % 180 == 90)


def test_turning_goes_clockwise() -> None:
    sheet = Image.new("L", (400, 600), 255)
    sheet.paste(0, (0, 0, 200, 300))
    png = Image.open(io.BytesIO(thumbnail(compact(sheet, 100), 90)))
    assert png.getpixel((png.width - 5, 5)) == pytest.approx(0, abs=20)
    assert png.getpixel((5, 5)) == pytest.approx(255, abs=20)


def test_pages_of_a_pdf_and_the_large_view(page: Callable[..., bytes]) -> None:
    pdf = assemble([Sheet(page(1)), Sheet(page(2), 90)], "x", datetime(2026, 1, 1, tzinfo=VIETNAM))
    upright, lying = _size(thumbnail(pdf)), _size(thumbnail(pdf, index=1))
    assert upright[0] < upright[1]
    assert lying[0] > lying[1]
    assert max(_size(thumbnail(page(1), box=LARGE))) == LARGE[1]


@pytest.mark.parametrize("look", [thumbnail, examine, read_codes])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"\xff\xd8\xff\xe0broken"])
def test_a_damaged_page_is_told(look: Callable[[bytes], object], data: bytes) -> None:
    with pytest.raises(OutsideProblem, match="page_damaged"):
        look(data)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_written_page_is_neither_blank_nor_blurred(page: Callable[..., bytes], mode: Mode) -> None:
    quality = examine(page(1, mode=mode))
    assert not quality.blank
    assert not quality.blurred


def _paper(words: str = "", *, shadow: bool = False) -> Image.Image:
    sheet = sample_page([], 1, dpi=200, mode=Mode.GREY)
    sheet = Image.composite(
        Image.new("L", sheet.size, 243), sheet, sheet.point(lambda value: 255 if value < 200 else 0)
    )
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((250, 180, 1600, 2300), fill=243)
    if shadow:
        draw.rectangle((0, 0, 30, sheet.height), fill=60)
    draw.text((400, 400), words, fill=40, font_size=34)
    return sheet


@pytest.mark.parametrize("shadow", [False, True])
def test_an_empty_side_is_flagged_and_one_line_is_not(shadow: bool) -> None:
    assert examine(compact(_paper(shadow=shadow), 200)).blank
    line = examine(compact(_paper("Trang 2/2", shadow=shadow), 200))
    assert not line.blank
    assert not line.blurred


def test_more_blur_is_less_sharp_and_flagged(page: Callable[..., bytes]) -> None:
    sheet = sample_page(["TỜ KHAI"], 4, dpi=200)
    measured = [examine(compact(sheet.filter(ImageFilter.GaussianBlur(radius)), 200)) for radius in (0, 1, 2, 4)]
    assert [quality.blurred for quality in measured] == [False, False, False, True]
    assert [quality.sharpness for quality in measured] == sorted((q.sharpness for q in measured), reverse=True)


_TEXTS = {CodeKind.QR: "H29.32.11-261122-0001|Đặng Thị Hữu", CodeKind.CODE128: "H29.32.11-261122-0001"}


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 4])
def test_codes_are_read_in_any_orientation(turn: int) -> None:
    sheet = sample_page(["PHIẾU"], 2, dpi=200)
    for kind, name, place in ((CodeKind.QR, "QRCode", (1200, 120)), (CodeKind.CODE128, "Code128", (250, 1900))):
        barcode = zxingcpp.create_barcode(_TEXTS[kind], getattr(zxingcpp.BarcodeFormat, name))
        drawn = Image.fromarray(barcode.to_image(scale=4)).convert("RGB")
        sheet.paste(drawn.resize((drawn.width, max(drawn.height, 80))), place)
    codes = read_codes(compact(sheet.rotate(turn, expand=True, fillcolor="white"), 200))
    assert {code.kind: code.text for code in codes} == _TEXTS
    if turn == 0:
        assert codes[0].kind is CodeKind.QR
        assert codes[0].centre[0] > 0.7
        assert codes[0].centre[1] < 0.2


def test_only_the_kinds_asked_for_are_read(page: Callable[..., bytes]) -> None:
    qr = zxingcpp.create_barcode("x", zxingcpp.BarcodeFormat.QRCode)
    data = compact(Image.fromarray(qr.to_image(scale=8)), 200)
    assert read_codes(data, (CodeKind.CODE128,)) == ()
    assert [code.text for code in read_codes(data)] == ["x"]
    assert read_codes(page(1)) == ()


def test_the_same_seed_draws_the_same_page() -> None:
    assert sample_page(["A"], 7, dpi=100).tobytes() == sample_page(["A"], 7, dpi=100).tobytes()
    assert sample_page(["A"], 7, dpi=100).tobytes() != sample_page(["A"], 8, dpi=100).tobytes()
