"""Files that citizens bring – on a phone, a USB stick, from a chat program – made into pages or an accepted PDF.

The name says nothing: what counts is the content. Whatever cannot be kept whole is refused with its reason.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pikepdf
from PIL import Image, ImageOps

from app.core.problems import OutsideProblem, PersonProblem
from app.scanning.images import (
    NotAnImageError,
    TooManyPixelsError,
    check_pixels,
    compact,
    damage_told,
    flat,
    load,
    open_image,
    resolution,
    with_resolution,
)
from app.scanning.pdfium import NotAPdfError, page_count

MAX_BYTES = 50 << 20
MAX_PAGES = 500
LONG_SIDE = 3508
"""Pixels of A4's long side at 300 dpi: a phone's photograph of a sheet holds no more than this."""

_A4_LONG_INCH = 297 / 25.4
_MIN_DPI = 200
Kind = Literal["jpeg", "png", "tiff", "bmp", "webp", "heic", "pdf", "office", "empty", "unknown"]
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"PK\x03\x04", "office"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "office"),
)


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """One thing to put into the spool: a page image, or a whole PDF kept byte for byte with ``pages`` pages."""

    data: bytes
    is_pdf: bool = False
    pages: int = 1


def sniff(data: bytes) -> Kind:
    """Return what the content is, whatever the file is called."""
    if not data:
        return "empty"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "heic"
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "unknown")


def read_file(path: Path) -> tuple[IncomingPage, ...]:
    """Read a file chosen in a dialog or dropped on a paper.

    Raises:
        OutsideProblem: ``scanning.file_unreadable``.
        PersonProblem: as accept.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise PersonProblem("scanning.file_too_large", name=path.name, limit=MAX_BYTES >> 20)
        data = path.read_bytes()
    except OSError as error:
        raise OutsideProblem("scanning.file_unreadable", name=path.name) from error
    return accept(data, path.name)


def accept(data: bytes, name: str) -> tuple[IncomingPage, ...]:
    """Return the pages in a file's bytes (dragged, pasted or read).

    Raises:
        PersonProblem: ``scanning.file_empty``, ``scanning.file_too_large``, ``scanning.file_office``,
            ``scanning.file_unknown``, ``scanning.file_damaged``, ``scanning.file_too_many_pixels``,
            ``scanning.file_too_many_pages``, ``scanning.pdf_locked``, ``scanning.pdf_empty``.
    """
    if len(data) > MAX_BYTES:
        raise PersonProblem("scanning.file_too_large", name=name, limit=MAX_BYTES >> 20)
    kind = sniff(data)
    if kind in {"empty", "office", "unknown"}:
        raise PersonProblem(f"scanning.file_{kind}", name=name)
    if kind == "pdf":
        return (_accept_pdf(data, name),)
    try:
        return _accept_image(data, name)
    except NotAnImageError as error:
        raise PersonProblem("scanning.file_damaged", name=name) from error
    except TooManyPixelsError as error:
        raise PersonProblem("scanning.file_too_many_pixels", name=name) from error


def _accept_pdf(data: bytes, name: str) -> IncomingPage:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise PersonProblem("scanning.pdf_locked", name=name)
            announced = len(pdf.pages)
        pages = page_count(data) if announced else 0
    except pikepdf.PasswordError as error:
        raise PersonProblem("scanning.pdf_locked", name=name) from error
    except (pikepdf.PdfError, NotAPdfError, ValueError, RecursionError) as error:
        raise PersonProblem("scanning.file_damaged", name=name) from error
    if pages != announced:
        raise PersonProblem("scanning.file_damaged", name=name)
    if not pages:
        raise PersonProblem("scanning.pdf_empty", name=name)
    if pages > MAX_PAGES:
        raise PersonProblem("scanning.file_too_many_pages", name=name, limit=MAX_PAGES)
    return IncomingPage(data, is_pdf=True, pages=pages)


def _accept_image(data: bytes, name: str) -> tuple[IncomingPage, ...]:
    image = open_image(data)
    with damage_told():
        frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if frames > MAX_PAGES:
        raise PersonProblem("scanning.file_too_many_pages", name=name, limit=MAX_PAGES)
    pages = []
    for frame in range(frames):
        with damage_told():
            if frames > 1:
                image.seek(frame)
            check_pixels(image)
            load(image)
            pages.append(IncomingPage(_page(image, data)))
    return tuple(pages)


def _page(image: Image.Image, data: bytes) -> bytes:
    """Return one decoded image as a page: upright, flat, at most LONG_SIDE unless it says its own resolution."""
    plain = not image.getexif().get(0x0112, 1) > 1
    dpi = resolution(image)
    scanned = dpi >= _MIN_DPI
    small = max(image.size) <= LONG_SIDE
    if image.format == "JPEG" and image.mode in {"L", "RGB"} and plain and (scanned or small) and not _has_place(image):
        return data if scanned else with_resolution(data, _fitting_dpi(image))
    upright = flat(ImageOps.exif_transpose(_square(image)))
    if not scanned and not small:
        upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return _encoded(upright, image.format or "", round(dpi) if scanned else _fitting_dpi(upright))


def _square(image: Image.Image) -> Image.Image:
    """Return image with dots as high as wide; fax machines write twice as many across as down."""
    across, down = map(float, image.info.get("dpi", (1, 1)))
    if not (across > 0 and down > 0 and 1.1 < max(across, down) / min(across, down) < 4):
        return image
    wider = (round(image.width * max(1, down / across)), round(image.height * max(1, across / down)))
    stretched = image.resize(wider, Image.Resampling.NEAREST)
    check_pixels(stretched)
    return stretched


def _encoded(image: Image.Image, origin: str, dpi: int) -> bytes:
    if origin in {"PNG", "BMP"} and image.mode != "1":
        # Screenshots and drawings: lossless is smaller than JPEG when there are few colours, and sharper always.
        buffer = io.BytesIO()
        image.save(buffer, "PNG", dpi=(dpi, dpi), optimize=False)
        if buffer.tell() <= image.width * image.height // 4:
            return buffer.getvalue()
    return compact(image, dpi)


def _fitting_dpi(image: Image.Image) -> int:
    """Return the resolution at which the image fills A4's long side, but never less than the law's 200 dpi."""
    return max(_MIN_DPI, round(max(image.size) / _A4_LONG_INCH))


def _has_place(image: Image.Image) -> bool:
    """Whether the photograph says where it was taken; that is nobody's business here and is left out."""
    return 0x8825 in image.getexif()
