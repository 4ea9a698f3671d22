"""Made-up pages for the practice office, the demonstration and the tests, where no paper and no scanner are at hand."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from app.core.paths import RESOURCES
from app.scanning.device import MM_PER_INCH, Mode

_A4_MM = (210.0, 297.0)
_FONTS = (
    RESOURCES / "fonts",
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/truetype/dejavu"),
)
_NAMES = ("LiberationSerif-Regular.ttf", "NotoSans-Regular.ttf", "DejaVuSans.ttf")
_STAMP = (196, 30, 42)
_INK = (28, 28, 34)
_PROSE = (
    "Căn cứ vào hồ sơ đã nộp, người có tên nêu trên đề nghị cơ quan có thẩm quyền xem xét, giải quyết theo quy định. "
    "Tôi xin cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về lời khai."
)


def sample_page(lines: Sequence[str], seed: int = 0, *, dpi: int = 200, mode: Mode = Mode.COLOUR) -> Image.Image:
    """Draw an A4 page with a heading, body text, a round stamp and the faint noise of a scanner.

    Args:
        lines: what must be readable on it; the first is the heading.
        seed: the same seed gives the same page.
        dpi: resolution it is drawn at.
        mode: colour, grey or bilevel.
    """
    randomness = random.Random(seed)  # noqa: S311 - decoration, not secrets
    size = (round(_A4_MM[0] / MM_PER_INCH * dpi), round(_A4_MM[1] / MM_PER_INCH * dpi))
    page = Image.new("RGB", size, (250, 249, 245))
    draw = ImageDraw.Draw(page)
    top = _write(draw, lines, dpi)
    _fill(draw, randomness, top, dpi, size)
    _stamp(draw, dpi, size)
    grain = Image.frombytes("L", size, randomness.randbytes(size[0] * size[1])).point(lambda value: value >> 5)
    page = ImageChops.subtract(page, Image.merge("RGB", (grain,) * 3))
    if mode is Mode.BILEVEL:
        return page.convert("L").point(lambda value: 255 if value > 140 else 0).convert("1")
    return page.convert("L") if mode is Mode.GREY else page


def _write(draw: ImageDraw.ImageDraw, lines: Sequence[str], dpi: int) -> int:
    top, left = round(0.8 * dpi), round(1.1 * dpi)
    for index, line in enumerate(lines):
        font = _font(round((18 if index == 0 else 13) / 72 * dpi))
        draw.text((left, top), line, fill=_INK, font=font)
        top += round((0.42 if index == 0 else 0.28) * dpi)
    return top


def _fill(draw: ImageDraw.ImageDraw, randomness: random.Random, top: int, dpi: int, size: tuple[int, int]) -> None:
    font, words = _font(round(12 / 72 * dpi)), _PROSE.split()
    while top < size[1] - 3.2 * dpi:
        start = randomness.randrange(len(words))
        line = " ".join((words * 2)[start : start + randomness.randint(9, 14)])
        draw.text((round(1.1 * dpi), top), line, fill=_INK, font=font)
        top += round(0.25 * dpi)


def _stamp(draw: ImageDraw.ImageDraw, dpi: int, size: tuple[int, int]) -> None:
    centre, radius = (size[0] - 2.2 * dpi, size[1] - 2.0 * dpi), 0.7 * dpi
    box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
    draw.ellipse(box, outline=_STAMP, width=max(2, dpi // 40))
    draw.text(centre, "BẢN MẪU", fill=_STAMP, font=_font(round(0.22 * dpi)), anchor="mm")


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for folder in _FONTS:
        for name in _NAMES:
            found = next(iter(sorted(folder.rglob(name))), None) if folder.is_dir() else None
            if found is not None:
                return ImageFont.truetype(str(found), size)
    # Without any of them the words lose their accents but the page keeps its shape.
    return ImageFont.load_default(size)
