"""Certifying copies: what is certified, what it costs, how a volume of the book is called, what documents people bring.

Circular 226/2016/TT-BTC counts pages of the original and caps the fee of one copy; the rules stand in the catalogue.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.core.vietnamese import fold, syllables, tidy
from app.domain.dossiers import FeeLine
from app.domain.fees import FeeUnknown, copies_key, price, rules_in_force
from app.domain.procedures import Channel, FeeRule, ProcedureVersion

MOST = 999
"""Highest number of pages or of copies that is believed; above it somebody mistyped."""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One document to be certified.

    Attributes:
        document: what it is called in the book.
        pages: pages of the original.
        copies: how many copies of it.
    """

    document: str
    pages: int = 1
    copies: int = 1


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document that is brought often; pages: how many it usually has."""

    name: str
    nicknames: tuple[str, ...] = ()
    pages: int = 1


@dataclass(frozen=True, slots=True)
class CertificationTerms:
    """What the book goes by; see resources/certified.

    Attributes:
        procedure: code of the procedure in the catalogue.
        volume: pattern with ``{counter}`` and ``{year}``.
        content, result, result_number: words of the record, with ``{documents}``, ``{serials}``, ``{volume}``.
        valid_from, valid_to: both inclusive; None: open.
        unverified: what was not seen in the legal text.
    """

    name: str
    legal_basis: str
    procedure: str
    volume: str
    content: str
    result: str
    result_number: str
    signer_title: str
    documents: tuple[DocumentKind, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    unverified: tuple[str, ...] = ()

    def volume_of(self, counter: int, year: int) -> str:
        """Return what the volume of a counter and a year is called."""
        return self.volume.format(counter=counter, year=year)


def terms_on(known: Iterable[CertificationTerms], day: date) -> CertificationTerms:
    """Return what holds on day: of those in force the one that began last.

    Raises:
        PersonProblem: ``certifying.no_terms``.
    """
    held = [
        one
        for one in known
        if (one.valid_from is None or one.valid_from <= day) and (one.valid_to is None or day <= one.valid_to)
    ]
    if not held:
        raise PersonProblem("certifying.no_terms", day=day)
    return max(held, key=lambda one: one.valid_from or date.min)


def check_line(line: CopyLine) -> Iterator[tuple[str, str]]:
    """Yield (field, code of the sentence) for whatever is wrong with a line."""
    if not tidy(line.document):
        yield "document", "certifying.document_missing"
    if not 1 <= line.pages <= MOST:
        yield "pages", "certifying.pages_bad"
    if not 1 <= line.copies <= MOST:
        yield "copies", "certifying.copies_bad"


def price_lines(version: ProcedureVersion, lines: Sequence[CopyLine], on: date) -> tuple[FeeLine, ...]:
    """Return what is to be paid: one fee line a document, in order.

    Raises:
        FeeUnknown: the catalogue has no rule of this procedure in force that counts pages and copies.
    """
    held = rules_in_force(version.cases[0].fees, Channel.COUNTER, on)
    rules = tuple(rule for rule in held if rule.per_copy)
    if not rules:
        raise FeeUnknown
    return tuple(_one_line(rules, line, on) for line in lines)


def _one_line(rules: tuple[FeeRule, ...], line: CopyLine, on: date) -> FeeLine:
    quantities = {rule.code: line.pages for rule in rules} | {copies_key(rule): line.copies for rule in rules}
    found = price(rules, channel=Channel.COUNTER, on=on, quantities=quantities)
    amount = Dong(sum(one.amount for one in found))
    return replace(found[0], name=f"{found[0].name}: {tidy(line.document)}", amount=amount)


def find_documents(kinds: Iterable[DocumentKind], text: str) -> tuple[DocumentKind, ...]:
    """Return the kinds whose name or a nickname has a word beginning with each word of text; best first.

    Accents and đ/d are forgiven. A name or nickname that begins as text does stands before one that only contains it.
    """
    asked, start = syllables(text), fold(tidy(text))
    if not asked:
        return ()
    found = []
    for place, kind in enumerate(kinds):
        names = [name for name in (kind.name, *kind.nicknames) if _has_all(syllables(name), asked)]
        if names:
            best = min(0 if fold(n) == start else 1 if fold(n).startswith(start) else 2 for n in names)
            found.append((best, place, kind))
    return tuple(kind for _best, _place, kind in sorted(found, key=lambda each: each[:2]))


def serials_text(serials: Sequence[int]) -> str:
    """Return numbers of the book as people write them: ``"12–14, 17"``."""
    runs: list[list[int]] = []
    for serial in sorted(serials):
        if runs and runs[-1][-1] == serial - 1:
            runs[-1].append(serial)
        else:
            runs.append([serial])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _has_all(words: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in asked)
