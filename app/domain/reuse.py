"""Papers that need not be handed in: accepted before and still good, or looked up in a national database.

NĐ 224/2026/NĐ-CP, article 18.4: what the office holds or a database says is not asked for again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.core.vietnamese import fold, tidy
from app.domain.deadlines import add_months
from app.domain.dossiers import PaperState, Status
from app.domain.drafts import Basis, Draft, PaperEntry, parse_date, party_of
from app.domain.life import PaperOrigin, PaperSource

_ASIDE = re.compile(r"\([^)]*\)")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_LEAST_WORDS = 2
ACCEPTED = frozenset(Status) - {Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.SUPPLEMENT_REQUESTED}
"""States of a dossier whose papers count as accepted; while a supplement is asked for nobody knows which of them do."""


@dataclass(frozen=True, slots=True)
class Database:
    """A national database; replaces: words of the papers that need not be asked for."""

    code: str
    name: str
    replaces: tuple[str, ...] = ()
    legal_basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Validity:
    """How many months, from its issue, papers with these words in their name are good for."""

    words: str
    months: int
    legal_basis: str
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class ReuseTerms:
    """What may be used again and looked up.

    Attributes:
        of_one_matter: how the names of papers begin that are made for one matter only.
    """

    name: str
    legal_basis: str
    of_one_matter: tuple[str, ...]
    validity: tuple[Validity, ...]
    databases: tuple[Database, ...]

    def databases_on(self, day: date) -> tuple[Database, ...]:
        """Return the databases that may be asked on a day."""
        return tuple(one for one in self.databases if _in_force(one, day))

    def database(self, code: str) -> Database | None:
        """Return the database with this code, whether it may still be asked or not."""
        return next((one for one in self.databases if one.code == code), None)

    def usual_database(self, name: str, day: date) -> Database | None:
        """Return the database that is asked instead of a paper of this name."""
        return next((one for one in self.databases_on(day) if any(_says(name, word) for word in one.replaces)), None)


@dataclass(frozen=True, slots=True)
class Held:
    """A paper, or a result, that the office accepted or issued before and holds as a file.

    Attributes:
        person: identity of whose dossier it is in.
        reference: number of that dossier.
        on: when it was accepted or, as a result, issued.
        by: who accepted or recorded it.
        valid_until: last day it is good for, where that was written down.
        procedure, code: by which a paper of the same procedure is known again; empty for a result.
        number: of a result.
    """

    person: str
    dossier_id: UUID
    reference: str
    name: str
    on: date
    at: datetime
    by: str
    valid_until: date | None = None
    procedure: str = ""
    code: str = ""
    result: bool = False
    number: str = ""
    file_digest: str = ""
    file_size: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A held paper for a place of the checklist.

    Attributes:
        until: last day it is good for, written down or by the rule of its kind; None: without end.
        rule: the rule that until, or a doubt about it, comes from.
        expired: it is not good any more; said, never taken.
    """

    held: Held
    until: date | None = None
    rule: Validity | None = None
    expired: bool = False

    @property
    def unsure(self) -> bool:
        """Whether only the day of its issue, which nobody wrote down, tells how long it is good for."""
        return self.rule is not None and self.held.valid_until is None and not self.held.result


def owner_identity(draft: Draft) -> str:
    """Return the identity of whose dossier it is going to be; empty while nobody is known by one."""
    return party_of(draft.owner if draft.owner is not None else draft.submitter).identity


def offers(draft: Draft, held: Iterable[Held], terms: ReuseTerms, today: date) -> Mapping[int, Offer]:
    """Return the best held paper for each place of the checklist: good before expired, newest first.

    Never a paper of somebody else's, whatever held holds.
    """
    person = owner_identity(draft)
    own = sorted((one for one in held if person and one.person == person), key=lambda one: one.at, reverse=True)
    found: dict[int, Offer] = {}
    for entry in draft.papers:
        if any(_begins(entry.name, word) for word in terms.of_one_matter):
            continue
        same = [_offer(one, terms, today) for one in own if _same(entry, draft.procedure_code, one)]
        best = next((one for one in same if not one.expired), same[0] if same else None)
        if best is not None:
            found[entry.ordinal] = best
    return found


def reused(entry: PaperEntry, offer: Offer) -> PaperEntry:
    """Return a paper that is taken from what the office holds."""
    held = offer.held
    basis = Basis(
        source=PaperSource.EARLIER,
        reference=held.reference,
        at=held.at,
        by=held.by,
        person=held.person,
        result=held.number,
        valid_until=offer.until,
        file_digest=held.file_digest,
        file_size=held.file_size,
        pages=held.pages,
    )
    return replace(_not_handed_in(entry), state=PaperState.REUSED, basis=basis)


def looked_up(entry: PaperEntry, database: Database, result: str, at: datetime, by: str, person: str) -> PaperEntry:
    """Return a paper that a database was asked instead of; result: what it said."""
    basis = Basis(PaperSource.DATABASE, database.code, at, by, person, tidy(result))
    return replace(_not_handed_in(entry), state=PaperState.LOOKED_UP, basis=basis)


def origins_of(draft: Draft, dossier_id: UUID, at: datetime, by: str) -> tuple[PaperOrigin, ...]:
    """Return where the papers of a draft come from, and until when those handed in are good, as far as was typed."""
    return tuple(one for entry in draft.papers if (one := _origin(entry, dossier_id, at, by)) is not None)


def basis_of(origin: PaperOrigin, person: str, file: tuple[str, int, int]) -> Basis | None:
    """Return what a draft keeps of an origin, to be corrected; None for a paper that was handed in."""
    if origin.source is None:
        return None
    digest, size, pages = file if origin.source is PaperSource.EARLIER else ("", 0, 0)
    return Basis(
        origin.source, origin.reference, origin.looked_at, origin.by, person, origin.result, origin.valid_until,
        digest, size, pages,
    )  # fmt: skip


def _not_handed_in(entry: PaperEntry) -> PaperEntry:
    return replace(entry, originals=0, certified_copies=0, photocopies=0, note="", valid_until="")


def _origin(entry: PaperEntry, dossier_id: UUID, at: datetime, by: str) -> PaperOrigin | None:
    basis = entry.basis
    if basis is not None:
        return PaperOrigin(
            dossier_id, entry.ordinal, basis.source, basis.reference, basis.at, basis.by, basis.result,
            basis.valid_until,
        )  # fmt: skip
    until = parse_date(entry.valid_until)
    handed_in = entry.state in {PaperState.HANDED_IN, PaperState.SHOWN}
    return PaperOrigin(dossier_id, entry.ordinal, None, "", at, by, "", until) if until and handed_in else None


def _offer(held: Held, terms: ReuseTerms, today: date) -> Offer:
    rule = next((one for one in terms.validity if _in_force(one, today) and _says(held.name, one.words)), None)
    # Where only the day of acceptance is known it is good until then at the latest: it was issued before.
    until = held.valid_until or (add_months(held.on, rule.months) if rule else None)
    return Offer(held, until, rule, expired=until is not None and until < today)


def _same(entry: PaperEntry, procedure: str, held: Held) -> bool:
    wanted, name = _plain(entry.name), _plain(held.name)
    if not held.result:
        same_code = bool(entry.required_code) and (procedure, entry.required_code) == (held.procedure, held.code)
        return wanted == name or same_code
    title = name.removeprefix("ket qua ")
    short, long = sorted((title, wanted), key=len)
    return len(short.split()) >= _LEAST_WORDS and f" {short} " in f" {long} "


def _plain(name: str) -> str:
    return _NO_WORD.sub(" ", fold(_ASIDE.sub(" ", name))).strip()


def _says(name: str, words: str) -> bool:
    return f" {_plain(words)} " in f" {_plain(name)} "


def _begins(name: str, words: str) -> bool:
    return f"{_plain(name)} ".startswith(f"{_plain(words)} ")


def _in_force(one: Database | Validity, day: date) -> bool:
    return (one.valid_from is None or one.valid_from <= day) and (one.valid_to is None or day <= one.valid_to)


def taken(papers: Sequence[PaperEntry]) -> tuple[PaperEntry, ...]:
    """Return the papers that come from what the office holds."""
    return tuple(paper for paper in papers if paper.state is PaperState.REUSED)
