"""A text as words with what stands between them, and the words that tell a unit's level."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from app.domain.communes.spelling import WORD, key_of_word


class Gap(IntEnum):
    """What stands before a word: nothing that parts, a sign that names may contain, a sign that no name contains."""

    NONE = 0
    SOFT = 1
    HARD = 2


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of a text; ``start`` is its place there."""

    text: str
    key: str
    start: int
    gap: Gap


class Level(StrEnum):
    """Level of a unit whose word or name is looked for."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


_SOFT = frozenset("-–—.")
_HARD = frozenset(",;:/|\\()[]\n\t")

_WORDS: dict[Level, dict[str, str]] = {
    Level.PROVINCE: {"tỉnh": "tỉnh", "thành phố": "thành phố", "tp": "thành phố", "thủ đô": "thành phố"},
    Level.DISTRICT: {
        "huyện": "huyện", "h": "huyện", "quận": "quận", "q": "quận", "thị xã": "thị xã", "tx": "thị xã",
        "thành phố": "thành phố", "tp": "thành phố",
    },
    Level.COMMUNE: {
        "xã": "xã", "x": "xã", "phường": "phường", "p": "phường", "f": "phường", "thị trấn": "thị trấn",
        "tt": "thị trấn", "đặc khu": "đặc khu",
    },
}  # fmt: skip
"""Every way the word of a level is written, and what it means."""


def _keyed(words: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(map(key_of_word, written.split())): meant for written, meant in words.items()}


_KEYED = {level: _keyed(words) for level, words in _WORDS.items()}


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of text in order."""
    found: list[Token] = []
    end = 0
    for match in WORD.finditer(text):
        between = text[end : match.start()]
        gap = Gap.HARD if _HARD & set(between) else Gap.SOFT if _SOFT & set(between) else Gap.NONE
        found.append(Token(match[0], key_of_word(match[0]), match.start(), gap))
        end = match.end()
    return found


def level_word(words: Sequence[Token], end: int, level: Level) -> tuple[int, str] | None:
    """Return where the word of level that ends before ``end`` begins, and what it means; None where there is none."""
    for length in (2, 1):
        first = end - length
        if first < 0 or any(token.gap is Gap.HARD for token in words[first + 1 : end]):
            continue
        meant = _KEYED[level].get(tuple(token.key for token in words[first:end]))
        if meant is not None:
            return first, meant
    return None
