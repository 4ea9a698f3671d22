"""An address as text: where its free part ends and its units begin.

Since 1 July 2025 an address is free text, commune and province; cards mostly still print the three levels from before.
The card's text is kept as it is and nothing is put in its place: this module only says how a text is cut, so that
fields that want units apart (province, commune, detail) can be filled for the clerk to look at. Units are known by
their words (xã, phường, tỉnh …); a text without them stays whole, because there is no table of units here to ask.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.core.vietnamese import fold, nfc


class UnitLevel(StrEnum):
    """Level of a unit as its word tells it; UNKNOWN where the text gives a name without one."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit named in an address.

    Attributes:
        text: as the address writes it, e.g. ``"TP. Huế"``.
        name: without the word of its level, e.g. ``"Huế"``; text itself where there is no such word.
    """

    text: str
    level: UnitLevel
    name: str


@dataclass(frozen=True, slots=True)
class SplitAddress:
    """An address cut in two; ``free`` and the units' texts in order give every part of it again.

    Attributes:
        free: house, street, hamlet, as written; empty where there is none.
        units: from small to large; empty where nothing in the text is told to be a unit.
    """

    free: str
    units: tuple[Unit, ...]

    def unit(self, level: UnitLevel) -> Unit | None:
        """Return the unit of level, where the text names exactly one."""
        found = [unit for unit in self.units if unit.level is level]
        return found[0] if len(found) == 1 else None


_PROVINCE_WORDS = ("tinh",)
_DISTRICT_WORDS = ("huyen", "quan", "thi xa", "h.", "q.", "tx.", "tx")
_COMMUNE_WORDS = ("dac khu", "phuong", "thi tran", "xa", "p.", "x.", "tt.")
_CITY_WORDS = ("thanh pho", "tp.", "tp")
_ORDER = (UnitLevel.COMMUNE, UnitLevel.DISTRICT, UnitLevel.PROVINCE)
_LEVEL_OF = {
    **dict.fromkeys(_PROVINCE_WORDS, UnitLevel.PROVINCE),
    **dict.fromkeys(_DISTRICT_WORDS, UnitLevel.DISTRICT),
    **dict.fromkeys(_COMMUNE_WORDS, UnitLevel.COMMUNE),
    **dict.fromkeys(_CITY_WORDS, UnitLevel.UNKNOWN),  # of the province or, until 2025, of the district: by its place
}
_WORDS = "|".join(re.escape(word) for word in sorted(_LEVEL_OF, key=len, reverse=True))
_UNIT = re.compile(rf"(?P<word>{_WORDS})(?:(?<=\.)\s*|\s+)(?P<name>\S.*)")
_SHORT_WARD = re.compile(r"(?P<word>[pq])\.?\s?(?P<name>[0-9]{1,2})")  # "P3", "Q.1"
_PARTS = re.compile(r"\s*,\s*|\s+-\s+")


def split_address(text: str) -> SplitAddress:
    """Return how text is cut. Any text is accepted; what is not told to be a unit stays in the free part.

    Units are looked for from the end. The last part is the province also without a word of its level, when the part
    before it is a unit ("…, Phường Ví Dụ, Hà Nội"), as cards print it. Nothing is completed, corrected or replaced.
    """
    whole = nfc(text).strip()
    cuts = [(match.start(), match.end()) for match in _PARTS.finditer(whole)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(whole)]
    parts = [whole[start:end] for start, end in zip(starts, ends, strict=True)]
    first, units = _units(parts)
    return SplitAddress(whole[: ends[first - 1]] if first else "", units)


def _units(parts: list[str]) -> tuple[int, tuple[Unit, ...]]:
    """Return at which part the units begin, and the units."""
    units: list[Unit] = []
    first = len(parts)
    highest = len(_ORDER)
    for at in range(len(parts) - 1, -1, -1):
        unit = _read(parts[at], last=at == len(parts) - 1, before=parts[at - 1] if at else "")
        if unit is None or _ORDER.index(unit.level) >= highest:
            break
        highest = _ORDER.index(unit.level)
        units.insert(0, unit)
        first = at
    return first, tuple(units)


def _read(part: str, *, last: bool, before: str) -> Unit | None:
    level, name = _level(part)
    if level is UnitLevel.UNKNOWN and name != part:
        # A city: of the province's rank at the end, of the district's before a province.
        level = UnitLevel.PROVINCE if last else UnitLevel.DISTRICT
    elif level is UnitLevel.UNKNOWN and last and _is_name(part) and _level(before)[1] != before:
        level = UnitLevel.PROVINCE
    return None if level is UnitLevel.UNKNOWN else Unit(part, level, name)


def _is_name(part: str) -> bool:
    return part != "" and not any(letter.isdigit() for letter in part)


def _level(part: str) -> tuple[UnitLevel, str]:
    """Return the level a part's first word tells and the name after it; UNKNOWN and part itself where it tells none."""
    folded = fold(part)
    if len(folded) != len(part):  # letters outside Vietnamese that fold to more or less than one: no place to cut
        return UnitLevel.UNKNOWN, part
    short = _SHORT_WARD.fullmatch(folded)
    if short:
        level = UnitLevel.COMMUNE if short["word"] == "p" else UnitLevel.DISTRICT
        return level, part[short.start("name") :]
    match = _UNIT.fullmatch(folded)
    if match is None:
        return UnitLevel.UNKNOWN, part
    return _LEVEL_OF[match["word"]], part[match.start("name") :]
