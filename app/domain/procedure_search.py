"""Finding a procedure as clerks ask for it: part of the code, words without accents in any order, nicknames, initials.

The index lives in memory and is made anew when the catalogue changes; 2,500 procedures are few. A hit says which
characters to highlight, so that the clerk sees why it was found.
"""

import math
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.procedures import ProcedureVersion
from app.domain.search_words import (
    INITIALS,
    INITIALS_LENGTHS,
    SHORTEST_JOINED,
    Match,
    Phrase,
    Span,
    Token,
    likeness,
    match_run,
    match_word,
    merge,
    tokens_of,
)

_FULL_CODE = re.compile(r"([0-9])\.?([0-9]{6})(?:\.[0-9A-Za-z]+)*")  # systems append "000.00.00.H48"
_PART_OF_CODE = re.compile(r"(?:([0-9])\.)?([0-9]{3,6})|[0-9]\.[0-9]{1,2}")

_ENOUGH = 0.4
"""Share of what was asked that a procedure must answer to be shown."""
_UNKNOWN = 0.2
"""Weight of a typed word that no procedure knows ("làm", "giúp"), against one that a single procedure knows."""
_WHOLE_PHRASE, _BESIDE, _USED = 0.5, 0.5, 0.15
"""Worth of asking for a whole name or nickname, of words that stand together as they were typed, of daily use."""
_LOOKED_AT = 100
"""How many of the procedures that know the words are looked at closely."""
_REMEMBERED = 2000
"""Typed words whose meanings are remembered: while a query grows, its first words are asked for at every key."""


@dataclass(frozen=True, slots=True)
class ProcedureHit:
    """A procedure that was found.

    Attributes:
        score: higher is better; only the order means something.
        name_spans: characters [start, end) of ``procedure.name`` to highlight, in order, not overlapping.
        code_span: the same of ``procedure.code``; None where the code was not asked for.
        nickname: the nickname or short name that explains the hit better than the name does; else empty.
        nickname_spans: characters of nickname to highlight.
    """

    procedure: ProcedureVersion
    score: float
    name_spans: tuple[Span, ...] = ()
    code_span: Span | None = None
    nickname: str = ""
    nickname_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one phrase of a procedure answers: the best match of each typed word."""

    phrase: Phrase
    best: Mapping[int, Match]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One typed word: the words of the catalogue it may mean, and its share of the whole query."""

    token: Token
    meanings: Mapping[str, float]
    weight: float


class ProcedureIndex:
    """The searchable catalogue: one version a code, the one in force."""

    def __init__(self, versions: Iterable[ProcedureVersion]) -> None:
        self._procedures = tuple(versions)
        self._phrases = tuple(tuple(_phrases_of(procedure)) for procedure in self._procedures)
        self._initials = tuple("\n".join(phrase.initials for phrase in phrases) for phrases in self._phrases)
        self._joined = tuple("\n".join(phrase.joined for phrase in phrases) for phrases in self._phrases)
        known: dict[str, dict[int, float]] = defaultdict(dict)
        for number, phrases in enumerate(self._phrases):
            for phrase in phrases:
                for word in phrase.words:
                    known[word][number] = max(phrase.weight, known[word].get(number, 0.0))
        self._known = dict(known)
        self._meant: dict[str, Mapping[str, float]] = {}
        self._weights = {word: self._weight(len(found)) for word, found in known.items()}

    def __len__(self) -> int:
        """Return how many procedures can be found."""
        return len(self._procedures)

    def search(self, text: str, *, usage: Mapping[str, int] | None = None, limit: int = 20) -> tuple[ProcedureHit, ...]:
        """Return the best hits for text, best first.

        Args:
            text: as typed, with accents or without. Nothing typed: the most used procedures.
            usage: how often each code was received here; lifts what a desk really does.
            limit: at most this many.
        """
        counts = usage or {}
        tokens = tokens_of(text)
        if not tokens:
            hits = [ProcedureHit(procedure, 0.0) for procedure in self._procedures if counts.get(procedure.code)]
        else:
            hits = self._by_code(text.strip()) or self._by_words(tokens, counts)
        hits.sort(
            key=lambda hit: (
                -round(hit.score, 6),
                -counts.get(hit.procedure.code, 0),
                len(hit.procedure.name),
                hit.procedure.code,
            )
        )
        return tuple(hits[:limit])

    def _weight(self, known_by: int) -> float:
        """Return what a word is worth that known_by procedures know: the fewer, the more."""
        return math.log1p(len(self._procedures) / (1 + known_by))

    def _by_code(self, text: str) -> list[ProcedureHit]:
        full = _FULL_CODE.fullmatch(text)
        if full:
            code = f"{full[1]}.{full[2]}"
            exact = [ProcedureHit(p, 1.0, code_span=(0, len(code))) for p in self._procedures if p.code == code]
            if exact:
                return exact
        part = _PART_OF_CODE.fullmatch(text)
        if part is None:
            return []
        first, digits = part[1], part[2] or text
        hits = []
        for procedure in self._procedures:
            at = procedure.code.rfind(digits)
            if at >= 0 and (first is None or procedure.code.startswith(f"{first}.")):
                at_end = at + len(digits) == len(procedure.code)
                hits.append(ProcedureHit(procedure, 1.0 if at_end else 0.5, code_span=(at, at + len(digits))))
        return hits

    def _by_words(self, tokens: tuple[Token, ...], counts: Mapping[str, int]) -> list[ProcedureHit]:
        """Return hits in two steps: which procedures know the words at all, then how well the best of them answer."""
        asked, rough = [], defaultdict[int, float](float)
        for token in tokens:
            meanings = self._meanings(token.word)
            found = self._knowing(token.word, meanings)
            known_by = self._known.get(token.word) or found  # "ho" is one word, though it also begins many others
            sure = max(meanings.values(), default=INITIALS if found else 0.0)  # a typo should not outweigh plain words
            weight = self._weight(len(known_by)) * sure if known_by else self._weight(1) * _UNKNOWN
            asked.append(_Asked(token, meanings, weight))
            for number, quality in found.items():
                rough[number] += weight * quality
        total = sum(word.weight for word in asked)
        enough = [number for number, sum_ in rough.items() if sum_ >= _ENOUGH * total]
        enough.sort(key=lambda n: (-rough[n], -counts.get(self._procedures[n].code, 0), len(self._procedures[n].name)))
        most = math.log1p(max(counts.values(), default=0)) or 1.0
        hits = []
        for number in enough[:_LOOKED_AT]:
            used = math.log1p(counts.get(self._procedures[number].code, 0)) / most
            hits.append(self._hit(number, asked, rough[number] / total + _USED * used))
        return hits

    def _meanings(self, word: str) -> Mapping[str, float]:
        """Return the words of the catalogue that a typed word may mean, each with its quality."""
        if word not in self._meant:
            if len(self._meant) >= _REMEMBERED:
                self._meant.clear()
            self._meant[word] = {known: quality for known in self._known if (quality := likeness(word, known))}
        return self._meant[word]

    def _knowing(self, word: str, meanings: Mapping[str, float]) -> dict[int, float]:
        """Return the procedures that know a typed word in any way, each with the quality of the best."""
        found: dict[int, float] = {}
        for meaning, quality in meanings.items():
            for number, weight in self._known[meaning].items():
                found[number] = max(found.get(number, 0.0), quality * weight)
        if word not in self._known:
            for number, (initials, joined) in enumerate(zip(self._initials, self._joined, strict=True)):
                if (len(word) in INITIALS_LENGTHS and word in initials) or (
                    len(word) >= SHORTEST_JOINED and word in joined
                ):
                    found[number] = max(found.get(number, 0.0), INITIALS)
        return found

    def _hit(self, number: int, asked: list[_Asked], score: float) -> ProcedureHit:
        procedure = self._procedures[number]
        answers = [_answer(phrase, asked, runs=self._known) for phrase in self._phrases[number]]
        worth = [self._phrase_worth(answer, asked) for answer in answers]
        best = max(range(len(worth)), key=lambda which: (worth[which], -which))
        explains = 0 < best <= len(_nicknames(procedure))
        return ProcedureHit(
            procedure,
            score + worth[best],
            name_spans=_spans(answers[0]),
            nickname=answers[best].phrase.text if explains else "",
            nickname_spans=_spans(answers[best]) if explains else (),
        )

    def _phrase_worth(self, answer: _Answer, asked: list[_Asked]) -> float:
        """Return the worth of one phrase: how much of it was asked for, how much of the query it holds."""
        if not answer.best:
            return 0.0
        words = [self._weights[word] for word in answer.phrase.words]
        hit = {at for match in answer.best.values() for at in range(match.first, match.last)}
        total = sum(word.weight for word in asked)
        covered = sum(match.quality * asked[token].weight for token, match in answer.best.items()) / total
        whole = sum(words[at] for at in hit) / sum(words) * covered
        return answer.phrase.weight * (_WHOLE_PHRASE * whole + _BESIDE * _beside(answer, asked))


def _beside(answer: _Answer, asked: list[_Asked]) -> float:
    """Return the share of the query, by weight, whose words stand beside the word they were typed beside."""
    if len(asked) == 1:
        return answer.best[0].quality
    pairs = total = 0.0
    for token in range(len(asked) - 1):
        weight = asked[token].weight + asked[token + 1].weight
        total += weight
        one, next_ = answer.best.get(token), answer.best.get(token + 1)
        if one is not None and next_ is not None and one.last == next_.first:
            pairs += weight * min(one.quality, next_.quality)
    return pairs / total


def _answer(phrase: Phrase, asked: list[_Asked], runs: Container[str]) -> _Answer:
    """Return the best match of every typed word in phrase; among equals the one next to the word typed before."""
    best: dict[int, Match] = {}
    for number, word in enumerate(asked):
        before = best.get(number - 1)
        found = [
            match_word(phrase, at, number, word.token, quality)
            for at, known in enumerate(phrase.words)
            if (quality := word.meanings.get(known))
        ]
        if word.token.word not in runs:
            run = match_run(phrase, number, word.token.word)
            found += [run] if run else []
        if found:
            best[number] = max(
                found, key=lambda match: match.quality + (before is not None and before.last == match.first) * 0.2
            )
    return _Answer(phrase, best)


def _phrases_of(procedure: ProcedureVersion) -> Iterator[Phrase]:
    """Yield the name first, then short name and nicknames, then what only helps: cases and field."""
    yield Phrase.of(procedure.name, 1.0)
    yield from (Phrase.of(text, 1.0) for text in _nicknames(procedure))
    yield from (Phrase.of(case.name, 0.6) for case in procedure.cases)
    yield Phrase.of(procedure.field, 0.5)


def _nicknames(procedure: ProcedureVersion) -> tuple[str, ...]:
    return ((procedure.short_name,) if procedure.short_name else ()) + procedure.nicknames


def _spans(answer: _Answer) -> tuple[Span, ...]:
    return merge([span for match in answer.best.values() for span in match.spans])
