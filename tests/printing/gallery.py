"""Every form as a picture: filled in as usual, empty, with texts of any length, with forty rows.

``python -m tests.printing.gallery DIR [KIND …]`` draws them, a picture a form with its pages side by side; look at all.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path

from PIL import Image

from app.printing.forms.sheets import PaperSize
from app.services.form_kinds import KINDS
from tests.printing.reading import first_copy, pictures, retold
from tests.printing.samples import NUMBERS, SAMPLES, Sample, with_rows

DPI = 72
MOST_PAGES = 3
"""So many pages of one form are shown: the first ones and the last."""
MANY = 40
_GAP = 12
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thị Bạch Tuyết Quỳnh Nghiêng"
_SHORT = 12
"""Texts shorter than this are numbers, symbols and days, which stay as short as they are."""


@dataclass(frozen=True)
class Shot:
    """One form in one state: name of the picture, and its pages as PDF."""

    name: str
    pdf: bytes


def lengthened(text: str) -> str:
    """Return a text as long as somebody may type it: names like the longest there are, sentences three times over."""
    if len(text) < _SHORT:
        return text
    return LONG_NAME if len(text.split()) <= 5 else " ".join([text] * 3)


def _longer(data: object, name: str = "") -> object:
    if isinstance(data, str):
        return lengthened(data) if name not in NUMBERS and not isinstance(data, Enum) else data
    if isinstance(data, tuple):
        return tuple(_longer(item, name) for item in data)
    if is_dataclass(data) and not isinstance(data, type):
        changed = {field.name: _longer(getattr(data, field.name), field.name) for field in fields(data)}
        return replace(data, **changed)
    return data


STATES: dict[str, Callable[[Sample], object]] = {
    "usual": lambda sample: sample.data,
    "empty": lambda sample: retold(with_rows(sample, 0), "", NUMBERS),
    "long": lambda sample: _longer(sample.data),
    "many": lambda sample: with_rows(sample, MANY),
}


def shots(kinds: tuple[str, ...] = ()) -> Iterator[Shot]:
    """Return every form that an office can print, in every state: A5 where it may be printed on that, both sets."""
    for kind, sample in SAMPLES.items():
        if kinds and kind not in kinds:
            continue
        papers: tuple[PaperSize, ...] = ("A4", "A5") if kind == "slip" or _is_slip(kind) else ("A4",)
        for layout_set in sample.sets:
            for paper in papers:
                for state, change in STATES.items():
                    if state == "many" and not sample.rows:
                        continue
                    data = first_copy(change(sample))
                    name = f"{kind}-{layout_set}-{paper.lower()}-{state}"
                    yield Shot(name, sample.render(data, layout_set, paper))


def _is_slip(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].slip


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Return pages in one picture: the first ones and the last."""
    shown = pages if len(pages) <= MOST_PAGES else [*pages[: MOST_PAGES - 1], pages[-1]]
    width = sum(page.width for page in shown) + _GAP * (len(shown) + 1)
    picture = Image.new("L", (width, max(page.height for page in shown) + 2 * _GAP), 160)
    left = _GAP
    for page in shown:
        picture.paste(page, (left, _GAP))
        left += page.width + _GAP
    return picture


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for shot in shots(tuple(sys.argv[2:])):
        side_by_side(pictures(shot.pdf, DPI)).save(folder / f"{shot.name}.png")
