import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.core.problems import OutsideProblem, PersonProblem
from app.scanning.incoming import LONG_SIDE, MAX_BYTES, accept, read_file, sniff


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _pdf(pages: int, encryption: pikepdf.Encryption | None = None) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(buffer, encryption=encryption or False)
    return buffer.getvalue()


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


_PICTURE = Image.linear_gradient("L").resize((640, 480)).convert("RGB")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "WEBP", "HEIF", "TIFF"])
@pytest.mark.parametrize("name", ["giấy tờ.pdf", "scan"])
def test_every_kind_of_image_becomes_a_page_whatever_its_name(kind: str, name: str) -> None:
    (page,) = accept(_saved(_PICTURE, kind), name)
    image = _opened(page.data)
    assert image.size == (640, 480)
    assert not page.is_pdf
    assert round(image.info["dpi"][0]) == 200


def test_a_photograph_is_scaled_to_a_sheet_at_300_dpi() -> None:
    (page,) = accept(_saved(_PICTURE.resize((4608, 3456)), "JPEG"), "IMG_0001.jpg")
    image = _opened(page.data)
    assert max(image.size) == LONG_SIDE
    assert image.info["dpi"] == (300, 300)


def test_a_scan_stays_byte_for_byte(page: Callable[..., bytes]) -> None:
    assert accept(page(1), "scan.jpg")[0].data == page(1)


def test_a_small_photograph_keeps_its_pixels_and_gets_a_resolution() -> None:
    data = _saved(_PICTURE.resize((3000, 2000)), "JPEG", quality=90)
    (page,) = accept(data, "a.jpg")
    image = _opened(page.data)
    assert image.tobytes() == _opened(data).tobytes()
    assert image.info["dpi"] == (257, 257)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_put_upright(orientation: int) -> None:
    upright = Image.new("RGB", (300, 200), "white")
    upright.paste("red", (0, 0, 60, 60))
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    taken = upright.transpose(turns[orientation]) if orientation in turns else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    (page,) = accept(_saved(taken, "JPEG", exif=exif, quality=95), "a.jpg")
    image = _opened(page.data)
    assert image.size == (300, 200)
    corner = image.getpixel((20, 20))
    assert isinstance(corner, tuple)
    assert corner[0] > 200
    assert corner[1] < 90


def test_where_a_photograph_was_taken_is_left_out() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    data = _saved(_PICTURE, "JPEG", exif=exif)
    assert 0x8825 in Image.open(io.BytesIO(data)).getexif()
    assert 0x8825 not in _opened(accept(data, "a.jpg")[0].data).getexif()


def test_transparency_lies_on_white_paper_and_cmyk_becomes_rgb() -> None:
    glass = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert _opened(accept(_saved(glass, "PNG"), "a.png")[0].data).convert("L").getextrema() == (255, 255)
    inks = _saved(_PICTURE.convert("CMYK"), "JPEG")
    assert _opened(accept(inks, "a.jpg")[0].data).mode == "RGB"
    deep = Image.new("I;16", (300, 300), 0x8000)
    assert _opened(accept(_saved(deep, "PNG"), "a.png")[0].data).convert("L").getextrema() == (128, 128)


def test_every_frame_of_a_tiff_is_a_page_in_order(page: Callable[..., bytes]) -> None:
    frames = [Image.new("L", (400, 300), shade) for shade in (10, 120, 230)]
    data = _saved(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(300, 300))
    shades = [_opened(one.data).getpixel((50, 50)) for one in accept(data, "fax.tif")]
    assert shades == [10, 120, 230]


def test_the_dots_of_a_fax_are_made_square() -> None:
    fax = Image.new("1", (1728, 1143), 1)
    (page,) = accept(_saved(fax, "TIFF", dpi=(204, 98), compression="group4"), "fax.tif")
    image = _opened(page.data)
    assert (image.format, image.mode, image.size) == ("TIFF", "1", (1728, 2379))


def test_a_pdf_is_taken_as_it_is() -> None:
    data = _pdf(3)
    (page,) = accept(data, "đơn.pdf")
    assert (page.data, page.is_pdf, page.pages) == (data, True, 3)


@pytest.mark.parametrize(
    "encryption",
    [pikepdf.Encryption(owner="o", user="u"), pikepdf.Encryption(owner="o", user="")],
    ids=["to open", "to print"],
)
def test_a_locked_pdf_is_refused(encryption: pikepdf.Encryption) -> None:
    assert _code(_pdf(1, encryption)) == "scanning.pdf_locked"


def _huge_png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "scanning.file_empty"),
        (b"PK\x03\x04word/document.xml", "scanning.file_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "scanning.file_office"),
        (b"MZ\x90\x00 this is no paper", "scanning.file_unknown"),
        (_saved(_PICTURE, "JPEG")[:2000], "scanning.file_damaged"),
        (_saved(_PICTURE, "PNG")[:300], "scanning.file_damaged"),
        (b"\xff\xd8\xff\xe0 nothing follows", "scanning.file_damaged"),
        (_pdf(1)[:200], "scanning.file_damaged"),
        (b"%PDF-1.7\nnothing", "scanning.file_damaged"),
        (_pdf(0), "scanning.pdf_empty"),
        (_huge_png(), "scanning.file_too_many_pixels"),
        (bytes(MAX_BYTES + 1), "scanning.file_too_large"),
    ],
)
def test_what_cannot_be_kept_whole_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert _code(data) == code


def test_files_are_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "ảnh.png"
    path.write_bytes(_saved(_PICTURE, "PNG"))
    assert len(read_file(path)) == 1
    with pytest.raises(OutsideProblem, match="file_unreadable"):
        read_file(tmp_path / "gone.pdf")
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(PersonProblem, match="file_too_large"):
        read_file(large)


# Pillow warns about the damage that is then told as a problem.
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@given(
    st.binary(max_size=60), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"BM", b"%PDF-"])
)
def test_any_bytes_are_pages_or_a_told_problem(tail: bytes, head: bytes) -> None:
    assert sniff(head + tail)
    assert _told_or_taken(head + tail)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@given(st.data())
def test_a_damaged_picture_is_a_page_or_a_told_problem(data: st.DataObject) -> None:
    good = data.draw(st.sampled_from(_GOOD))
    broken = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    assert _told_or_taken(bytes(broken))


_TINY = _PICTURE.resize((32, 24))
_GOOD = [_saved(_TINY, kind) for kind in ("JPEG", "PNG", "BMP", "WEBP", "TIFF", "HEIF")] + [_pdf(1)]


def _told_or_taken(data: bytes) -> bool:
    """Whether accept gave pages or a problem of this room; anything else it raises is a bug."""
    try:
        return bool(accept(data, "x"))
    except PersonProblem as problem:
        return problem.code.startswith("scanning.")


def _code(data: bytes) -> str:
    with pytest.raises(PersonProblem) as caught:
        accept(data, "tệp")
    assert caught.value.params["name"] == "tệp"
    return caught.value.code
