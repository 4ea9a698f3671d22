"""What a look at a page can tell while the citizen is still there. Nothing is ever dropped: pages are only flagged."""

from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageStat

from app.core.problems import OutsideProblem
from app.scanning.images import NotAnImageError, TooManyPixelsError, flat, load, open_image

# A4 at 100 dpi: small enough to be quick, large enough for 8-point print.
_LOOK = (827, 1169)
_MARGIN = 0.04
_DARKER = 40
_BLANK_INK = 0.00012
_SHARP = 0.10
_NOISE = 4


@dataclass(frozen=True, slots=True)
class PageQuality:
    """Measures and flags of one page.

    Attributes:
        ink: share of dots clearly darker than the paper, margins left out.
        sharpness: steepest usual edge in parts of the page's contrast, 0–1.
        blank: probably an empty side.
        blurred: probably out of focus or shaken; never said of a blank page.
    """

    ink: float
    sharpness: float
    blank: bool
    blurred: bool


def examine(data: bytes) -> PageQuality:
    """Measure a page image.

    Raises:
        OutsideProblem: ``scanning.page_damaged``.
    """
    try:
        image = open_image(data)
        image.draft("L", _LOOK)
        load(image)
        grey = flat(image).convert("L")
    except (NotAnImageError, TooManyPixelsError) as error:
        raise OutsideProblem("scanning.page_damaged", number=1) from error
    grey.thumbnail(_LOOK, Image.Resampling.BOX)
    inner = _without_margins(grey)
    ink = _ink(inner)
    sharpness = _sharpness(inner)
    blank = ink < _BLANK_INK
    return PageQuality(ink, sharpness, blank, not blank and sharpness < _SHARP)


def _without_margins(grey: Image.Image) -> Image.Image:
    """Cut off the rim: shadows of the lid and punched holes are not writing."""
    x, y = round(grey.width * _MARGIN), round(grey.height * _MARGIN)
    return grey.crop((x, y, max(x + 1, grey.width - x), max(y + 1, grey.height - y)))


def _ink(grey: Image.Image) -> float:
    median = int(ImageStat.Stat(grey).median[0])
    counts = grey.histogram()
    return sum(counts[: max(0, median - _DARKER)]) / max(1, sum(counts))


def _sharpness(grey: Image.Image) -> float:
    """Compare the steepest steps between neighbours with the contrast of what is written, however little it is."""
    counts = grey.histogram()
    contrast = _percentile(counts, 0.5) - _percentile(counts, _BLANK_INK)
    steps = ImageChops.difference(grey, grey.filter(ImageFilter.BoxBlur(1))).histogram()
    steps[:_NOISE] = [0] * _NOISE
    return min(1.0, _percentile(steps, 0.9) / max(16, contrast))


def _percentile(counts: list[int], share: float) -> int:
    wanted, seen = share * sum(counts), 0
    for tone, count in enumerate(counts):
        seen += count
        if seen >= wanted:
            return tone
    return len(counts) - 1
