"""Pages of a PDF as pictures, for the preview on the screen and for printers without PDF."""

import io
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs

from app.core.pdfium_lock import PDFIUM
from app.core.problems import OutsideProblem


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as raw pixels: 3 bytes a pixel (red, green, blue), rows from the top, no padding."""

    width: int
    height: int
    rgb: bytes


def pages_as_pictures(pdf: bytes, dpi: int) -> list[Picture]:
    """Return every page as raw pixels at dpi dots per inch.

    Raises:
        OutsideProblem: ``printing.pdf_unreadable`` when the bytes are not a PDF.
    """
    pictures = []
    with PDFIUM, _open(pdf) as document:
        for page in document:
            bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
            image = bitmap.to_pil().convert("RGB")
            pictures.append(Picture(image.width, image.height, image.tobytes()))
    return pictures


def pages_as_png(pdf: bytes, dpi: int) -> list[bytes]:
    """Return every page as a PNG at dpi dots per inch.

    Raises:
        OutsideProblem: ``printing.pdf_unreadable`` when the bytes are not a PDF.
    """
    pictures = []
    with PDFIUM, _open(pdf) as document:
        for page in document:
            out = io.BytesIO()
            page.render(scale=dpi / 72).to_pil().save(out, "PNG", dpi=(dpi, dpi), compress_level=1)
            pictures.append(out.getvalue())
    return pictures


def page_count(pdf: bytes) -> int:
    """Return how many pages the PDF has.

    Raises:
        OutsideProblem: ``printing.pdf_unreadable`` when the bytes are not a PDF.
    """
    with PDFIUM, _open(pdf) as document:
        return len(document)


def first_page_mm(pdf: bytes) -> tuple[int, int]:
    """Return width and height of the first page in whole millimetres.

    Raises:
        OutsideProblem: ``printing.pdf_unreadable`` when the bytes are not a PDF.
    """
    with PDFIUM, _open(pdf) as document:
        width, height = document.get_page_size(0)
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def _open(pdf: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise OutsideProblem("printing.pdf_unreadable") from error
