"""Texts cut into folded words that remember their characters, and the ways in which a typed word can mean one."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.vietnamese import fold, nfc

Span = tuple[int, int]

EXACT, PREFIX, INITIALS, JOINED, TYPO = 1.0, 0.9, 0.85, 0.9, 0.6
"""How much a match of each way is worth."""
OTHER_ACCENTS = 0.7
"""Part of that worth left where accents were typed and the word has others ("tử" and "từ")."""

_SHORTEST_TYPO = 3
SHORTEST_JOINED = 5
"""Letters from which a token may be words run together."""
INITIALS_LENGTHS = range(2, 8)
"""Letters of a token that may be initials."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text to be found.

    Attributes:
        weight: what a match in it is worth, 1 at most.
        words: folded words in order.
        written: the same words as they are written, in lower case and NFC.
        spans: characters [start, end) of each word in text as it is written.
        initials: first letters of the words.
        joined: the words without spaces.
    """

    text: str
    weight: float
    words: tuple[str, ...]
    written: tuple[str, ...]
    spans: tuple[Span, ...]
    initials: str
    joined: str

    @classmethod
    def of(cls, text: str, weight: float) -> "Phrase":
        """Cut text."""
        cut = tuple(_cut(text))
        words = tuple(word for word, _ in cut)
        spans = tuple(span for _, span in cut)
        written = tuple(nfc(text[start:end]).lower() for start, end in spans)
        return cls(text, weight, words, written, spans, "".join(word[0] for word in words), "".join(words))


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a query.

    Attributes:
        word: folded.
        written: as typed in lower case; equal to word where no accents were typed.
    """

    word: str
    written: str

    @property
    def accented(self) -> bool:
        """Whether accents were typed, so that they say something."""
        return self.word != self.written


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a query."""
    typed = nfc(text)
    return tuple(Token(word, typed[start:end].lower()) for word, (start, end) in _cut(typed))


@dataclass(frozen=True, slots=True)
class Match:
    """A typed word found in a phrase: on the words [first, last), these characters of the text."""

    token: int
    quality: float
    first: int
    last: int
    spans: tuple[Span, ...]


def _cut(text: str) -> Iterator[tuple[str, Span]]:
    word, start = "", 0
    for at, letter in enumerate(text):
        folded = fold(letter)
        if folded and folded.isascii() and folded.isalnum():
            start = start if word else at
            word += folded
        elif folded and word:  # a bare accent folds to nothing and belongs to the word before it
            yield word, (start, at)
            word = ""
    if word:
        yield word, (start, len(text))


def likeness(token: str, word: str) -> float:
    """Return how well a typed token means word: equal, its beginning, one typo away; 0 where it does not."""
    if token == word:
        return EXACT
    if word.startswith(token):
        return PREFIX
    if len(token) < _SHORTEST_TYPO or abs(len(token) - len(word)) > 1 or token.isdigit():
        return 0.0
    if len(token) == _SHORTEST_TYPO and token[0] != word[0]:
        return 0.0  # three letters leave too little: "hai" is not "khai"
    return TYPO if one_typo(token, word) else 0.0


def one_typo(one: str, other: str) -> bool:
    """Return whether one letter more, less, other, or two neighbours swapped make one into other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[same:], other[same:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )


def match_word(phrase: Phrase, at: int, number: int, token: Token, quality: float) -> Match:
    """Return the match of a token on one word; of a prefix only the typed characters are marked."""
    start, end = phrase.spans[at]
    if quality == PREFIX:
        end = _end_of(phrase.text, start, end, len(token.word))
    if token.accented and not phrase.written[at].startswith(token.written):
        quality *= OTHER_ACCENTS
    return Match(number, quality, at, at + 1, ((start, end),))


def match_run(phrase: Phrase, number: int, token: str) -> Match | None:
    """Return the match of a token with several words: their initials (``ks``) or the words run together."""
    if len(token) in INITIALS_LENGTHS and token in phrase.initials:
        first = phrase.initials.index(token)
        spans = tuple((start, start + 1) for start, _ in phrase.spans[first : first + len(token)])
        return Match(number, INITIALS, first, first + len(token), spans)
    if len(token) >= SHORTEST_JOINED and token in phrase.joined:
        return _match_joined(phrase, number, token)
    return None


def _match_joined(phrase: Phrase, number: int, token: str) -> Match | None:
    for first in range(len(phrase.words)):
        run = ""
        for last in range(first, len(phrase.words)):
            run += phrase.words[last]
            if run.startswith(token):
                return Match(number, JOINED, first, last + 1, ((phrase.spans[first][0], phrase.spans[last][1]),))
            if not token.startswith(run):
                break
    return None


def _end_of(text: str, start: int, end: int, letters: int) -> int:
    """Return where the first letters of the word at [start, end) end, their bare accents included."""
    for at in range(start, end):
        letters -= len(fold(text[at]))
        if letters < 0:
            return at
    return end


def merge(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans in order, overlapping and touching ones made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
