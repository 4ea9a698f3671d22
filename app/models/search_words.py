"""What a full-text index holds for a row, as words of four kinds that no typed word can be mistaken for.

For a name: its words folded (``duc``), as written (``_đức``) and every two of them, in both orders (``dang_duc``). Two
words together are a hundred times rarer than each of them: a name is found without walking through every "Nguyễn".
For the subject: its words folded (``-khai``).
"""

from collections.abc import Iterable
from itertools import permutations

from app.core.vietnamese import nfc, syllables

EXACT = "_"
SUBJECT = "-"
BETWEEN = "_"

# Only the longest names of organisations are longer: their pairs would be hundreds.
_MOST_PAIRED = 20


def accented_words(value: str) -> tuple[str, ...]:
    """Return the words of value in lower case with their accents, cut where syllables() cuts."""
    lowered = nfc(value).lower()
    return tuple("".join(c if c.isalnum() else " " for c in lowered).split())


def indexed(names: Iterable[str], subject: Iterable[str] = ()) -> str:
    """Return what the index holds for these texts, each word once."""
    words: list[str] = []
    for name in names:
        folded = syllables(name)
        words += folded
        words += [EXACT + word for word in accented_words(name)]
        words += [first + BETWEEN + second for first, second in permutations(folded[:_MOST_PAIRED], 2)]
    words += [SUBJECT + word for text in subject for word in syllables(text)]
    return " ".join(dict.fromkeys(words))


def learned(words: str) -> frozenset[str]:
    """Return the single folded words among what indexed() made, those of subjects with their sign."""
    return frozenset(word for word in words.split() if word.removeprefix(SUBJECT).isalpha())
