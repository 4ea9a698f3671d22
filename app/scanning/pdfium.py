"""Looking into PDF files: one caller at a time, because pdfium is not safe in threads."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2  # type: ignore[import-untyped]  # it ships neither types nor stubs
from PIL import Image

from app.core.pdfium_lock import PDFIUM

_POINTS_PER_INCH = 72


class NotAPdfError(ValueError):
    """pdfium cannot open it or one of its pages."""


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise NotAPdfError from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise NotAPdfError from error
        finally:
            document.close()


def page_count(data: bytes) -> int:
    """Return the number of pages, each of which was opened.

    Raises:
        NotAPdfError: the document or one of its pages does not open.
    """
    with _opened(data) as document:
        for index in range(len(document)):
            document[index].close()
        return len(document)


def render_page(data: bytes, index: int, box: tuple[int, int]) -> Image.Image:
    """Draw page index (0-based) of a PDF as large as fits into box (pixels).

    Raises:
        NotAPdfError: it does not open.
    """
    with _opened(data) as document:
        page = document[index]
        width, height = page.get_size()
        scale = min(box[0] / max(width, 1), box[1] / max(height, 1), 600 / _POINTS_PER_INCH)
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
        return image
