"""The one way image bytes are opened and made small here: bounded, complete, with a resolution."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import pillow_heif
from PIL import Image

from app.scanning.device import Mode

MAX_PIXELS = 100_000_000
"""An A1 drawing at 300 dpi has 70 million. Three bytes each must still fit into a desk with 4 GB."""

GREY_AIM = 300_000
"""Bytes a grey page should stay under."""

_QUALITY = 80
_GREY_STEPS = (55, 40)
_GRAIN = 12
_SOI_LENGTH = 2

_DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
)

# The header is judged against MAX_PIXELS in open_image; Pillow's own limit would only add a warning on stderr.
Image.MAX_IMAGE_PIXELS = None
pillow_heif.register_heif_opener()


class NotAnImageError(ValueError):
    """The bytes are no image this room reads, or not a whole one."""


class TooManyPixelsError(ValueError):
    """The header announces more pixels than MAX_PIXELS."""


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn what decoders raise about damaged files into NotAnImageError.

    They promise OSError and keep it badly: damaged TIFF tags and EXIF also give any of the others below.
    """
    try:
        yield
    except (NotAnImageError, TooManyPixelsError):
        raise
    except _DAMAGE as error:
        raise NotAnImageError from error


def open_image(data: bytes) -> Image.Image:
    """Open image bytes without decoding them yet.

    Raises:
        NotAnImageError: unknown or damaged header.
        TooManyPixelsError: it would not fit into memory.
    """
    with damage_told():
        image = Image.open(io.BytesIO(data))
    check_pixels(image)
    return image


def check_pixels(image: Image.Image) -> None:
    """Refuse an image, or the present frame of one, that is too large to decode.

    Raises:
        TooManyPixelsError: more than MAX_PIXELS.
    """
    if image.width * image.height > MAX_PIXELS:
        raise TooManyPixelsError


def load(image: Image.Image) -> None:
    """Decode the present frame.

    Raises:
        NotAnImageError: the file ends early or contradicts itself.
    """
    with damage_told():
        image.load()


def flat(image: Image.Image) -> Image.Image:
    """Return image as bilevel, grey or RGB: transparency on white paper, 16 bits as 8, palettes and CMYK resolved."""
    if image.mode in {"1", "L", "RGB"}:
        return image
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(rgba, mask=rgba.getchannel("A"))
        return paper
    return image.convert("RGB")


def compact(image: Image.Image, dpi: int) -> bytes:
    """Encode a page for keeping: bilevel as CCITT G4 (lossless), grey and colour as baseline JPEG.

    Colour stays at quality 80 because stamps and photographs need it. Grey that is larger than GREY_AIM loses the
    grain of its paper, then quality down to 40, which leaves print and pencil readable.
    """
    if image.mode == "1":
        # One strip, so that a PDF can take the data over as it is.
        return _encode(image, "TIFF", dpi=(dpi, dpi), compression="group4", strip_size=MAX_PIXELS)
    if image.mode == "L":
        return _compact_grey(image, dpi)
    return _encode(image, "JPEG", dpi=(dpi, dpi), quality=_QUALITY)


def _compact_grey(image: Image.Image, dpi: int) -> bytes:
    encoded = _encode(image, "JPEG", dpi=(dpi, dpi), quality=_QUALITY)
    if len(encoded) <= GREY_AIM:
        return encoded
    clean = _without_grain(image)
    for quality in _GREY_STEPS:
        encoded = _encode(clean, "JPEG", dpi=(dpi, dpi), quality=quality, progressive=True)
        if len(encoded) <= GREY_AIM:
            break
    return encoded


def _without_grain(image: Image.Image) -> Image.Image:
    """Make white what is within a few levels of the commonest light tone; pencil lies thirty levels and more below."""
    light = image.histogram()[128:]
    paper = 128 + light.index(max(light))
    floor = paper - _GRAIN
    return image.point(lambda value: 255 if value >= floor else value)


def scanned_page(raw: bytes, dpi: int, mode: Mode) -> bytes:
    """Return what is kept of a scanned page, in the mode asked for even where the device cannot do it itself.

    A JPEG that is as asked stays byte for byte and gets its resolution; anything else is made compact.

    Raises:
        NotAnImageError: the device delivered no whole image.
        TooManyPixelsError: the device delivered an absurd size.
    """
    image = open_image(raw)
    load(image)
    as_asked = image.mode == ("L" if mode is Mode.GREY else "RGB") and mode is not Mode.BILEVEL
    if image.format == "JPEG" and as_asked and (mode is Mode.COLOUR or len(raw) <= GREY_AIM):
        return with_resolution(raw, dpi)
    page = flat(image)
    if mode is Mode.GREY:
        page = page.convert("L")
    elif mode is Mode.BILEVEL and page.mode != "1":
        page = bilevel(page.convert("L"))
    return compact(page, dpi)


def bilevel(grey: Image.Image) -> Image.Image:
    """Return black and white, parted where the two groups of tones differ most (Otsu 1979)."""
    counts = grey.histogram()
    total, weighted = sum(counts), sum(tone * count for tone, count in enumerate(counts))
    dark = dark_weighted = 0
    best, threshold = 0.0, 127
    for tone, count in enumerate(counts):
        dark += count
        dark_weighted += tone * count
        light = total - dark
        if dark and light:
            distance = dark_weighted / dark - (weighted - dark_weighted) / light
            if (spread := dark * light * distance * distance) > best:
                best, threshold = spread, tone
    return grey.point(lambda value: 255 if value > threshold else 0).convert("1", dither=Image.Dither.NONE)


def with_resolution(jpeg: bytes, dpi: int) -> bytes:
    """Return a JPEG whose JFIF header says dpi; not one pixel is touched."""
    density = b"\x01\x01\x01" + dpi.to_bytes(2, "big") * 2 + b"\x00\x00"
    header = b"\xff\xe0" + (7 + len(density)).to_bytes(2, "big") + b"JFIF\x00" + density
    rest = jpeg[_SOI_LENGTH:]
    if rest[:2] == b"\xff\xe0" and rest[4:9] == b"JFIF\x00":
        rest = rest[2 + int.from_bytes(rest[2:4], "big") :]
    return jpeg[:_SOI_LENGTH] + header + rest


def resolution(image: Image.Image) -> float:
    """Return the dots per inch the image says it has; 0 where it says nothing believable (phones say 72)."""
    dpi = max(map(float, image.info.get("dpi", (0, 0))))
    return dpi if 95 < dpi <= 1300 else 0.0


def encode_png(image: Image.Image) -> bytes:
    """Return image as a quickly written PNG, for the screen."""
    return _encode(image, "PNG", compress_level=1)


def _encode(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
