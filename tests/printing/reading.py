"""Forms read back: texts, pictures, codes, and the pictures they are compared with.

``python -m tests.printing.reading`` draws the agreed pictures anew; look at every one before it is kept.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships neither types nor stubs
import zxingcpp
from PIL import Image

from app.printing.forms.filling import NO_MARKS, Marks
from app.printing.forms.sheets import PaperSize
from app.printing.forms.slip import SlipData
from app.printing.preview import pages_as_png
from tests.printing.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"
GOLDEN_DPI = 50
ALL_MARKS = Marks(practice=True, reprint=2, provisional=True, void=True, void_reason="thay bằng bản in ngày 26/11/2026")

LOOKS: dict[str, tuple[str, str, PaperSize]] = {
    **{f"{kind}-a4": (kind, "tt03-2025", "A4") for kind in SAMPLES},
    "slip-old-a4": ("slip", "tt01-2018", "A4"),
    "slip-a5": ("slip", "tt03-2025", "A5"),
    "apology-old-a4": ("apology", "tt01-2018", "A4"),
    "register-old-a4": ("register", "tt01-2018", "A4"),
    "supplement-a5": ("supplement", "tt03-2025", "A5"),
    "consignment-a5": ("consignment", "tt03-2025", "A5"),
    "result-receipt-a5": ("result-receipt", "tt03-2025", "A5"),
    "certification-label": ("certification", "tt03-2025", "label"),
}
"""Name of the picture: form, set, paper."""
MARKED_LOOKS = ("slip-a4", "handover-a4", "apology-a4")
"""Also drawn with every mark there is."""


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    with pdfium.PdfDocument(pdf) as document:
        return [str(page.get_textpage().get_text_range()) for page in document]


def bare(text: str) -> str:
    """Return text without white space; a hyphen that the reader takes for the end of a line is a hyphen again."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-").replace("\x02", "-"))


def pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages in grey."""
    return [Image.open(io.BytesIO(page)).convert("L") for page in pages_as_png(pdf, dpi)]


def codes(page: Image.Image) -> dict[str, list[str]]:
    """Return the texts of the codes on a page by kind."""
    found: dict[str, list[str]] = {"Code128": [], "QRCode": []}
    for code in zxingcpp.read_barcodes(page, formats=zxingcpp.barcode_formats_from_str("Code128,QRCode")):
        found["Code128" if code.format == zxingcpp.BarcodeFormat.Code128 else "QRCode"].append(code.text)
    return found


def strings(data: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Return every text inside a form's data, with the names of the fields that lead to it."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, tuple):
        for item in data:
            yield from strings(item, path)
    elif is_dataclass(data):
        for field in fields(data):
            yield from strings(getattr(data, field.name), f"{path}.{field.name}".lstrip("."))


def retold(data: object, text: str, kept: frozenset[str], name: str = "") -> object:
    """Return the data with every text that is not empty replaced, except that of the fields that are kept."""
    if isinstance(data, str):
        return text if data and name not in kept and not isinstance(data, Enum) else data
    if isinstance(data, tuple):
        return tuple(retold(item, text, kept, name) for item in data)
    if is_dataclass(data) and not isinstance(data, type):
        return replace(
            data, **{field.name: retold(getattr(data, field.name), text, kept, field.name) for field in fields(data)}
        )
    return data


def with_marks(data: object, marks: Marks) -> object:
    """Return the data of a form with these marks; the slip has them among its own fields."""
    if isinstance(data, SlipData):
        return replace(data, **{field.name: getattr(marks, field.name) for field in fields(marks)})
    assert is_dataclass(data)
    assert not isinstance(data, type)
    return replace(data, marks=marks)


def first_copy(data: object, marks: Marks = NO_MARKS) -> object:
    """Return the data of a form so that only its first copy is printed."""
    return with_marks(data, replace(marks, copies=(1,)))


def looks() -> Iterator[tuple[str, Image.Image]]:
    """Return the first page of every form as it looks now."""
    for name, (kind, layout_set, paper) in LOOKS.items():
        sample = SAMPLES[kind]
        yield name, pictures(sample.render(first_copy(sample.data), layout_set, paper), GOLDEN_DPI)[0]
        if name in MARKED_LOOKS:
            marked = sample.render(first_copy(sample.data, ALL_MARKS), layout_set, paper)
            yield f"{name}-marked", pictures(marked, GOLDEN_DPI)[0]


if __name__ == "__main__":
    for name, picture in looks():
        # Sixteen greys are enough to see a moved line, and a third of the size.
        picture.quantize(16).save(GOLDEN / f"{name}.png", optimize=True)
