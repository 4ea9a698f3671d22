"""What was typed, as questions to a full-text index whose words app.models.search_words makes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase

from app.models.search_words import BETWEEN, EXACT, SUBJECT

Words = tuple[str, ...]
Terms = Callable[[Words], list[str]]


def exactly(words: Words, accented: Words) -> str:
    """Return "a name has all these words, and with these accents"."""
    return _every([*_of_name(words), *_singly(EXACT, accented)])


def in_name(words: Words) -> str:
    """Return "a name has all these words, the last one perhaps not finished"."""
    return _every(_of_name(words))


def in_subject(words: Words, known: frozenset[str]) -> str:
    """Return "the subject has all these words"; empty where one was never seen in a subject."""
    return _every(_of_subject(words)) if _may_be(words, SUBJECT, known, finished=False) else ""


def two_names(words: Words, known: frozenset[str]) -> str:
    """Return "one name has some of these words, at least two, and another one the rest, at least two"."""
    cuts = range(2, len(words) - 1) if _may_be(words, "", known, finished=False) else ()
    return either(_every([*_of_name(words[:cut], ""), *_of_name(words[cut:])]) for cut in cuts)


@dataclass(frozen=True, slots=True)
class Split:
    """What was typed, as a name and words of the subject.

    Attributes:
        name: the expression for the name.
        subject: words that the subject must have; unfinished: the last one perhaps only its beginning.
    """

    name: str
    subject: Words
    unfinished: bool

    def fits(self, subject: Words) -> bool:
        """Return whether these are words of a subject that is asked for."""
        whole, start = (self.subject[:-1], self.subject[-1]) if self.unfinished else (self.subject, "")
        return set(whole) <= set(subject) and any(word.startswith(start) for word in subject)


def splits(words: Words, known: frozenset[str]) -> Iterator[Split]:
    """Yield each way to take what was typed as a name before or after words of the subject, the longest names first.

    Ways with a word that is not known there are left out: nothing could be found, and asking costs time.
    """
    for length in range(len(words) - 1, 0, -1):
        for name_first in (True, False):
            cut = length if name_first else len(words) - length
            name, subject = (words[:cut], words[cut:]) if name_first else (words[cut:], words[:cut])
            if _may_be(name, "", known, finished=name_first) and _may_be(
                subject, SUBJECT, known, finished=not name_first
            ):
                yield Split(_every(_of_name(name, "" if name_first else "*")), subject, name_first)


def mended_name(words: Words, place: int, near: Iterable[str]) -> str:
    """Return in_name(), for any word of near in this place."""
    return _mended(_of_name, words, place, near)


def mended_subject(words: Words, place: int, near: Iterable[str], known: frozenset[str]) -> str:
    """Return in_subject(), for any word of near in this place."""
    others = words[:place] + words[place + 1 :]
    return _mended(_of_subject, words, place, near) if _may_be(others, SUBJECT, known, finished=True) else ""


def with_word(words: Words, place: int, word: str) -> Words:
    """Return words with this one in that place."""
    return (*words[:place], word, *words[place + 1 :])


def one_edit_away(word: str) -> frozenset[str]:
    """Return every text one insertion, deletion, substitution or exchange of neighbours away from word."""
    if len(word) < 2:
        return frozenset()
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = {left + right[1:] for left, right in cuts if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    near |= {left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase}
    near |= {left + letter + right for left, right in cuts for letter in ascii_lowercase}
    return frozenset(near - {word, ""})


def _of_name(words: Words, star: str = "*") -> list[str]:
    pairs = [BETWEEN.join(pair) for pair in pairwise(words)]
    return _quoted(pairs or words, star)


def _of_subject(words: Words, star: str = "*") -> list[str]:
    return _singly(SUBJECT, words, star)


def _singly(kind: str, words: Words, star: str = "*") -> list[str]:
    return _quoted([kind + word for word in words], star)


def _quoted(words: Sequence[str], star: str) -> list[str]:
    return [*(f'"{word}"' for word in words[:-1]), *(f'"{word}"{star}' for word in words[-1:])]


def _may_be(words: Words, kind: str, known: frozenset[str], *, finished: bool) -> bool:
    certain = words if finished else words[:-1]
    return all(not word.isalpha() or kind + word in known for word in certain)


def _mended(terms: Terms, words: Words, place: int, near: Iterable[str]) -> str:
    variants = [terms(with_word(words, place, word)) for word in near]
    if not variants:
        return ""
    fixed = [term for term in variants[0] if all(term in variant for variant in variants)]
    own = [_every(term for term in variant if term not in fixed) for variant in variants]
    return _every([*fixed, *([either(own)] if all(own) else [])])


def _every(terms: Iterable[str]) -> str:
    return " AND ".join(terms)


def either(expressions: Iterable[str]) -> str:
    """Return "any of these"; empty where there is none."""
    found = [f"({expression})" for expression in expressions if expression]
    return f"({' OR '.join(found)})" if found else ""
