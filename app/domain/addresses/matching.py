"""Names of units inside a text, looked for at the end of what is still unread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from app.domain.addresses.tokens import Gap, Level, Token, level_word
from app.domain.communes.gazetteer import Entry, NameIndex
from app.domain.communes.spelling import has_accents, numeral, sound

U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Match(Generic[U]):
    """A name found in a text.

    Attributes:
        first: the token at which the unit begins, its word included.
        word_differs: the text calls it a xã, the table a phường.
        accents_differ: the text has accents, others than the table's.
        numbered: the name is a number, as of a third of the wards of old towns.
        loose: no sign and no word tells that a name begins there.
    """

    unit: U
    first: int
    earlier: bool
    has_word: bool
    numbered: bool
    word_differs: bool
    accents_differ: bool
    loose: bool


def matches(words: Sequence[Token], end: int, index: NameIndex[U], level: Level) -> Iterator[Match[U]]:
    """Return every unit of index whose name ends before the token ``end``, the longest names first."""
    for first in range(max(0, end - index.longest), end):
        name = words[first:end]
        if any(token.gap is Gap.HARD for token in name[1:]):
            continue
        keys = [token.key for token in name]
        yield from _with_word(words, first, name, index.find("".join(keys)), level)
        number = numeral(name[-1].text)  # in capitals "MƯỜNG VI" may be either
        if number:
            as_number = [*name[:-1], replace(name[-1], text=number, key=number)]
            yield from _with_word(words, first, as_number, index.find("".join([*keys[:-1], number])), level)


def _with_word(
    words: Sequence[Token], first: int, name: Sequence[Token], entries: Sequence[Entry[U]], level: Level
) -> Iterator[Match[U]]:
    if not entries:
        return
    own = None if name[0].gap is Gap.HARD else level_word(words, first, level)
    if own is None and name[0].gap is not Gap.HARD and _of_another_level(words, first, level):
        return  # "Huyện Tân Thạnh" is no commune
    numbered = all(token.text.isdigit() for token in name)
    if own is None and numbered:
        return  # a number alone is a house, not a ward
    loose = own is None and first > 0 and name[0].gap is Gap.NONE
    # A name without accents says nothing in a text without accents, and a lot in a text that has them elsewhere.
    heard = sound([token.text for token in name]) if has_accents(token.text for token in words) else ""
    for entry in entries:
        yield Match(
            unit=entry.unit,
            first=first if own is None else own[0],
            earlier=entry.earlier,
            has_word=own is not None,
            numbered=numbered,
            word_differs=own is not None and own[1] != entry.word,
            accents_differ=bool(heard and entry.sound) and heard != entry.sound,
            loose=loose,
        )


def _of_another_level(words: Sequence[Token], first: int, level: Level) -> bool:
    return any(level_word(words, first, other) is not None for other in Level if other is not level)
