"""Barcodes and QR codes on a page: slips, stickers, citizen cards."""

from dataclasses import dataclass
from enum import StrEnum

import zxingcpp

from app.core.problems import OutsideProblem
from app.core.vietnamese import nfc
from app.scanning.images import NotAnImageError, TooManyPixelsError, flat, load, open_image


class CodeKind(StrEnum):
    """The symbologies that occur at a counter."""

    QR = "qr"
    CODE128 = "code128"
    DATA_MATRIX = "data_matrix"


_FORMATS = {
    CodeKind.QR: zxingcpp.BarcodeFormat.QRCode,
    CodeKind.CODE128: zxingcpp.BarcodeFormat.Code128,
    CodeKind.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read.

    Attributes:
        text: content in NFC.
        centre: where its middle lies, in parts of width and height (0–1) from the upper left.
    """

    kind: CodeKind
    text: str
    centre: tuple[float, float]


def read_codes(data: bytes, kinds: tuple[CodeKind, ...] = (CodeKind.QR, CodeKind.CODE128)) -> tuple[Code, ...]:
    """Return the codes on a page image, from top to bottom, in any orientation; unreadable ones are not guessed.

    Raises:
        OutsideProblem: ``scanning.page_damaged``.
    """
    try:
        image = open_image(data)
        load(image)
        grey = flat(image).convert("L")
    except (NotAnImageError, TooManyPixelsError) as error:
        raise OutsideProblem("scanning.page_damaged", number=1) from error
    by_format = {_FORMATS[kind]: kind for kind in kinds}
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(list(by_format)))
    codes = []
    for barcode in found:
        corners = (barcode.position.top_left, barcode.position.bottom_right)
        x, y = (sum(getattr(corner, axis) for corner in corners) / 2 for axis in "xy")
        codes.append(Code(by_format[barcode.format], nfc(barcode.text), (x / grey.width, y / grey.height)))
    return tuple(sorted(codes, key=lambda code: (code.centre[1], code.centre[0])))
