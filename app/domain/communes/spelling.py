"""When two spellings are the same name of a unit.

A name is compared in two ways. Its **key** forgives what people leave out: accents, spaces, hyphens, capitals, i for y,
``Đắk`` or ``Đắc``, ``IV`` or ``4`` or ``04``. Its **sound** keeps the accents and forgives only where the tone stands
(``Hòa`` or ``Hoà``); it tells apart names that have one key (``Hương Vân`` and ``Hương Văn``).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from app.core.vietnamese import fold, nfc

WORD = re.compile(r"[^\W\d_]+|\d+")
"""A word or a number of a name: ``P3`` is two, as ``P.3`` is."""

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ROMAN = {
    "I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9", "X": "10",
    "XI": "11", "XII": "12",
}  # fmt: skip
_ONE_NAME = {"dac": "dak"}


def words_of(name: str) -> list[str]:
    """Return the words of a name as the table writes it; a Roman numeral at its end becomes a number."""
    words = WORD.findall(nfc(name))
    return [*words[:-1], numeral(words[-1]) or words[-1]] if words else words


def key_of_word(word: str) -> str:
    """Return the key of one word or number."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    folded = fold(word).replace("y", "i")
    return _ONE_NAME.get(folded, folded)


def numeral(word: str) -> str:
    """Return the number a Roman numeral is, as last word of a name (``Phường IV``, ``Tam Xuân II``); empty for none."""
    return _ROMAN.get(word, "")


def key(words: Sequence[str]) -> str:
    """Return the key of a name's words."""
    return "".join(map(key_of_word, words))


def sound(words: Sequence[str]) -> str:
    """Return the words as they sound: with accents, each tone at the end of its syllable."""
    return " ".join(map(_sound_of_word, words))


def _sound_of_word(word: str) -> str:
    plain = key_of_word(word)
    if plain == "dak" or word.isascii():
        return plain
    letters = unicodedata.normalize("NFD", word.lower())
    tone = "".join(letter for letter in letters if letter in _TONES)
    rest = "".join(letter for letter in letters if letter not in _TONES)
    return rest.replace("y", "i") + tone


def has_accents(words: Iterable[str]) -> bool:
    """Return whether any word carries an accent: only then accents can contradict another spelling."""
    return not all(word.isascii() for word in words)
