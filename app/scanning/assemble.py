"""Pages made into one PDF: images embedded as they are, PDFs merged as they are, PDF/A-2b where that can be promised.

NĐ 30/2020, Phụ lục I, II.I.2: PDF 1.4 or later, at least 200 dpi, 100 % scale. TT 01/2023 Điều 8: as many images as
pages.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import img2pdf
import pikepdf

from app.core.paths import RESOURCES
from app.core.problems import OutsideProblem
from app.scanning.images import NotAnImageError, TooManyPixelsError, open_image, resolution
from app.scanning.incoming import sniff
from app.scanning.xmp import packet

_PROFILE = RESOURCES / "icc" / "srgb.icc"
_POINTS_PER_INCH = 72
_LONGEST_MM = 1189
_DEFAULT_DPI = 200
_PRODUCER = "Một Cửa"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes into the PDF in one place: an image or a whole PDF, turned clockwise by 0, 90, 180 or 270 degrees."""

    data: bytes
    rotation: int = 0

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF."""
        return sniff(self.data) == "pdf"


def assemble(sheets: Sequence[Sheet], title: str, moment: datetime) -> bytes:
    """Return one PDF of the sheets in order.

    A single PDF that is not turned comes back byte for byte: a signature in it stays valid. Images alone make a
    PDF/A-2b; as soon as a foreign PDF is merged, nothing is claimed. The same input gives the same bytes.

    Args:
        sheets: at least one.
        title: for the document's metadata, e.g. the paper's name.
        moment: when it was made; aware.

    Raises:
        OutsideProblem: ``scanning.page_damaged`` with the 1-based number of the sheet that cannot be embedded.
    """
    if not sheets:
        raise ValueError("a PDF needs at least one sheet")
    if len(sheets) == 1 and sheets[0].is_pdf and not sheets[0].rotation:
        return sheets[0].data
    with pikepdf.new() as pdf:
        for number, sheet in enumerate(sheets, 1):
            try:
                _append(pdf, sheet)
            except (pikepdf.PdfError, NotAnImageError, TooManyPixelsError, *_IMAGE_ERRORS) as error:
                raise OutsideProblem("scanning.page_damaged", number=number) from error
        # Control characters have no place in XML; a pasted paper name may bring some.
        title = "".join(letter for letter in title if letter.isprintable())
        conforming = not any(sheet.is_pdf for sheet in sheets)
        if conforming:
            _promise_colours(pdf)
        _describe(pdf, title, moment, conforming=conforming)
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            min_version="1.4",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return buffer.getvalue()


def _append(pdf: pikepdf.Pdf, sheet: Sheet) -> None:
    data = sheet.data if sheet.is_pdf else _image_pdf(sheet.data)
    with pikepdf.open(io.BytesIO(data)) as source:
        for page in source.pages:
            if sheet.rotation:
                page.rotate(sheet.rotation, relative=True)
            pdf.pages.append(page)


def _image_pdf(image: bytes) -> bytes:
    converted = img2pdf.convert(image, layout_fun=_page_size(image), rotation=img2pdf.Rotation.none)
    return bytes(converted)


def _page_size(data: bytes) -> "_Layout":
    return _Layout(resolution(open_image(data)) or _DEFAULT_DPI)


@dataclass(frozen=True, slots=True)
class _Layout:
    """img2pdf's layout function: the page is the image at its own resolution, no longer than A0's side."""

    dpi: float

    def __call__(self, width: int, height: int, _dpi: tuple[float, float]) -> tuple[float, float, float, float]:
        longest = _LONGEST_MM / 25.4
        dpi = max(self.dpi, max(width, height) / longest)
        points = (width / dpi * _POINTS_PER_INCH, height / dpi * _POINTS_PER_INCH)
        return (*points, *points)


def _promise_colours(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(_PROFILE.read_bytes(), N=3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


def _describe(pdf: pikepdf.Pdf, title: str, moment: datetime, *, conforming: bool) -> None:
    metadata = pdf.make_stream(packet(title, _PRODUCER, moment, pdfa=conforming))
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.Root.Lang = "vi"
    offset = moment.strftime("%z")
    stamp = moment.strftime("D:%Y%m%d%H%M%S") + f"{offset[:3]}'{offset[3:]}'"
    for key, value in (("/Title", title), ("/Producer", _PRODUCER), ("/CreationDate", stamp), ("/ModDate", stamp)):
        pdf.docinfo[key] = value


_IMAGE_ERRORS = (
    img2pdf.ImageOpenError,
    img2pdf.AlphaChannelError,
    img2pdf.JpegColorspaceError,
    img2pdf.ExifOrientationError,
    OSError,
    ValueError,
)
