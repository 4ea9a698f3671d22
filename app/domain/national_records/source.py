"""Access to values of unknown shape: nothing here raises, whatever the JSON holds."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from app.core.vietnamese import fold, tidy
from app.core.words import mark
from app.domain.procedures import Channel, Doubt, ReviewNote

Json = dict[str, object]

_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d)?")
_ENUMERATOR = re.compile(r"^(?:\(?(?:[ivx]{1,4}|\d{1,2}|[a-zđ])[.)]\.?\s*|[-+*•]\s*)+", re.IGNORECASE)
_LONGEST = 4000
"""Longer texts of the source are cut; no name and no note of the portal needs more."""

CHANNEL_NAMES = {
    Channel.COUNTER: mark("Trực tiếp"),
    Channel.ONLINE: mark("Trực tuyến"),
    Channel.POST: mark("Bưu chính"),
}


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    # Direction marks and soft hyphens stand inside words; everything else that cannot be printed separates them.
    return "" if unicodedata.category(letter) == "Cf" else " "


def text(value: object) -> str:
    """Return value as tidy NFC text; empty for what is no text. Invisible marks and half surrogates are dropped."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**18 else ""
    if not isinstance(value, str):
        return ""
    whole = value[:_LONGEST].encode("utf-8", "ignore").decode("utf-8")
    return tidy("".join(_visible(letter) for letter in whole))


def unnumbered(words: str) -> str:
    """Return words without the number or dash of a list before them: ``"(iv) Giấy đề nghị"`` → ``"Giấy đề nghị"``."""
    return _ENUMERATOR.sub("", words)


def number(value: object) -> Decimal | None:
    """Return a number ≥ 0 from a JSON number or its text, at most one decimal place; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    shown = text(value) if not isinstance(value, float) else str(value)
    return Decimal(shown.replace(",", ".")) if _NUMBER.fullmatch(shown) else None


def items(record: Json, key: str) -> list[Json]:
    """Return the objects of a list; what is no object is left out."""
    value = record.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts(record: Json, key: str) -> list[str]:
    """Return the texts of a list, empty ones left out."""
    value = record.get(key)
    return [found for item in value if (found := text(item))] if isinstance(value, list) else []


def stable_code(prefix: str, name: str) -> str:
    """Return a code that stays the same while the words stay the same, whatever accents, case or spaces do."""
    digest = hashlib.sha256(" ".join(fold(name).split()).encode()).hexdigest()
    return prefix + digest[:8]


def short(words: str, most: int = 80) -> str:
    """Return words cut to at most most letters, with an ellipsis where cut."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


@dataclass
class Notes:
    """Collects the doubts of one record, so that a person reads each once.

    The same doubt in several channels stands once and names them; notes of one heading stand together.
    """

    _heads: dict[tuple[Doubt, str, str], list[str]] = field(default_factory=dict)

    def add(self, doubt: Doubt, head: str, aspect: str, words: str) -> None:
        """Note one doubt about an aspect (``"thời hạn"``) of a head (``"Trực tiếp"``)."""
        heads = self._heads.setdefault((doubt, aspect, words), [])
        if head not in heads:
            heads.append(head)

    def merged(self) -> tuple[ReviewNote, ...]:
        """Return the doubts in the order they came up."""
        found: dict[tuple[Doubt, str], list[str]] = {}
        for (doubt, aspect, words), heads in self._heads.items():
            place = f"{', '.join(heads)} / {aspect}" if aspect else ", ".join(heads)
            found.setdefault((doubt, place), []).append(words)
        return tuple(ReviewNote(doubt, place, "\n".join(words)) for (doubt, place), words in found.items())
