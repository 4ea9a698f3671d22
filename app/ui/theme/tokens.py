"""Every colour, distance and type size of the product. Sizes are pixels at 100 %; ``px`` scales them.

Measured contrast of every pair in PAIRS is at least 4.5:1 in each appearance (WCAG 2.2, 1.4.3), held by a test.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Appearance = Literal["light", "dark", "contrast"]
APPEARANCES: tuple[Appearance, ...] = ("light", "dark", "contrast")
SCALES = (100, 125, 150, 175, 200)


class Tone(StrEnum):
    """What a colour says; always beside a word or a sign, never alone."""

    NEUTRAL = "neutral"
    INFO = "info"
    DONE = "done"
    ATTENTION = "attention"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Colours:
    """One appearance. ``on_x`` is text on ``x``; ``x_tint`` is the quiet background of tone x."""

    window: str
    surface: str
    header: str
    selected: str
    line: str
    field_line: str
    text: str
    muted: str
    disabled: str
    primary: str
    fill: str
    fill_hover: str
    on_fill: str
    rail: str
    rail_selected: str
    on_rail: str
    rail_muted: str
    focus: str
    hit: str
    on_hit: str
    neutral: str
    neutral_tint: str
    info: str
    info_tint: str
    done: str
    done_tint: str
    attention: str
    attention_tint: str
    late: str
    late_tint: str
    alarm: str
    on_alarm: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Return text colour and background of tone."""
        return getattr(self, tone.value), getattr(self, f"{tone.value}_tint")


LIGHT = Colours(
    window="#EEF1F4",
    surface="#FFFFFF",
    header="#F6F8FA",
    selected="#FFF8EA",
    line="#D6DCE3",
    field_line="#B9C3CD",
    text="#17212B",
    muted="#566573",
    disabled="#65727E",
    primary="#0B5C7A",
    fill="#0B5C7A",
    fill_hover="#094A63",
    on_fill="#FFFFFF",
    rail="#0C3F55",
    rail_selected="#0B5C7A",
    on_rail="#FFFFFF",
    rail_muted="#BFD5DF",
    focus="#F2B200",
    hit="#FFE39A",
    on_hit="#17212B",
    neutral="#4A5967",
    neutral_tint="#E6EAEF",
    info="#0B4F69",
    info_tint="#E0EFF6",
    done="#186A3D",
    done_tint="#E1F3E8",
    attention="#7A4F00",
    attention_tint="#FFF3DA",
    late="#B3261E",
    late_tint="#FCE8E6",
    alarm="#B3261E",
    on_alarm="#FFFFFF",
)

DARK = Colours(
    window="#10171D",
    surface="#18222B",
    header="#1B2731",
    selected="#26333D",
    line="#2B3945",
    field_line="#43535F",
    text="#E6EDF2",
    muted="#9FB0BD",
    disabled="#8595A2",
    primary="#4FB3D3",
    fill="#17698A",
    fill_hover="#1D7CA2",
    on_fill="#FFFFFF",
    rail="#0A1117",
    rail_selected="#17303C",
    on_rail="#FFFFFF",
    rail_muted="#9FB0BD",
    focus="#F2B200",
    hit="#5C4708",
    on_hit="#FFE9AE",
    neutral="#B8C6D1",
    neutral_tint="#26333E",
    info="#8FD0E6",
    info_tint="#15323F",
    done="#5CC98A",
    done_tint="#16301F",
    attention="#F5B94A",
    attention_tint="#3B2C0B",
    late="#FF8A80",
    late_tint="#431B1A",
    alarm="#C62F26",
    on_alarm="#FFFFFF",
)

CONTRAST = Colours(
    window="#000000",
    surface="#000000",
    header="#000000",
    selected="#1A1A40",
    line="#FFFFFF",
    field_line="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    disabled="#BDBDBD",
    primary="#FFEB3B",
    fill="#FFEB3B",
    fill_hover="#FFF59D",
    on_fill="#000000",
    rail="#000000",
    rail_selected="#1A1A60",
    on_rail="#FFFFFF",
    rail_muted="#FFFFFF",
    focus="#00E5FF",
    hit="#FFEB3B",
    on_hit="#000000",
    neutral="#FFFFFF",
    neutral_tint="#262626",
    info="#80E5FF",
    info_tint="#00202B",
    done="#7CFF9B",
    done_tint="#002B0D",
    attention="#FFD54F",
    attention_tint="#2B2100",
    late="#FFA199",
    late_tint="#330500",
    alarm="#FFEB3B",
    on_alarm="#000000",
)

COLOURS: dict[Appearance, Colours] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

PAIRS = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "header"),
    ("text", "selected"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "header"),
    ("muted", "selected"),
    ("disabled", "surface"),
    ("disabled", "header"),
    ("primary", "surface"),
    ("primary", "window"),
    ("primary", "header"),
    ("primary", "selected"),
    ("on_fill", "fill"),
    ("on_fill", "fill_hover"),
    ("on_rail", "rail"),
    ("on_rail", "rail_selected"),
    ("rail_muted", "rail"),
    ("rail_muted", "rail_selected"),
    ("on_hit", "hit"),
    ("on_alarm", "alarm"),
    *((tone.value, f"{tone.value}_tint") for tone in Tone),
    *((tone.value, ground) for tone in Tone for ground in ("surface", "selected")),
)
"""(text, background) pairs that occur on the screen, as attribute names of Colours."""

# Type sizes.
TINY = 11
SMALL = 12
BODY = 13
TITLE = 15
DISPLAY = 20
HUGE = 38

# Distances: between things that belong together, between neighbours, inside a card, between cards.
CLOSE = 4
NEAR = 8
INSET = 12
APART = 10

RADIUS = 6
TARGET = 24
"""Smallest width and height of anything that can be clicked (WCAG 2.2, 2.5.8)."""
FIELD = 28
PILL = 24
HEAD = 36
"""Height of a card's head and of a table's: neighbours begin their contents on one line."""


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two ``#RRGGBB`` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
