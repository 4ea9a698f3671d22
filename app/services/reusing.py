"""Papers the office holds already, offered again to whom they belong; and what a database says instead of a paper."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from app.core.clock import VIETNAM
from app.core.paths import RESOURCES
from app.core.problems import PersonProblem
from app.domain.drafts import Draft, PaperEntry
from app.domain.life import PaperOrigin, PaperSource
from app.domain.paper_words import LOOKED_UP, RESULT_AGAIN, USED_AGAIN
from app.domain.permissions import Permission, require
from app.domain.reuse import ACCEPTED, Database, Held, Offer, ReuseTerms, looked_up, offers, owner_identity, taken
from app.domain.reuse_data import reuse_from_json
from app.models.store import Work
from app.services.desk import Desk
from app.services.security import Session

_TERMS = RESOURCES / "papers" / "reuse.json"
_MOST: Final = 300
"""So many of a person's newest papers, and results, are looked through."""


@lru_cache(maxsize=1)
def reuse_terms() -> ReuseTerms:
    """Return what is shipped about using papers again and looking them up."""
    return reuse_from_json(_TERMS.read_text(encoding="utf-8"))


def offered(desk: Desk, session: Session, draft: Draft) -> Mapping[int, Offer]:
    """Return what the office holds for the places of a draft's checklist.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.RECEIVE)
    if not draft.papers:
        return {}
    with desk.store.read() as work:
        held = _held(work, draft)
    return offers(draft, held, reuse_terms(), desk.now().date())


def databases(desk: Desk) -> tuple[Database, ...]:
    """Return the databases that may be asked today."""
    return reuse_terms().databases_on(desk.now().date())


def look_up(desk: Desk, session: Session, draft: Draft, entry: PaperEntry, code: str, result: str) -> PaperEntry:
    """Return a paper as looked up now, by this person.

    Raises:
        PersonProblem: ``permissions.refused``, ``reuse.no_database``, ``reuse.result_missing``.
    """
    require(session.account, Permission.RECEIVE)
    database = next((one for one in databases(desk) if one.code == code), None)
    if database is None:
        raise PersonProblem("reuse.no_database")
    if not result.strip():
        raise PersonProblem("reuse.result_missing")
    return looked_up(entry, database, result, desk.now(), session.account.full_name, owner_identity(draft))


def origin_words(origin: PaperOrigin | None) -> str:
    """Return where a paper comes from, as the slip says it; empty for one that was handed in."""
    if origin is None or origin.source is None:
        return ""
    at = origin.looked_at.astimezone(VIETNAM)
    if origin.source is PaperSource.DATABASE:
        known = reuse_terms().database(origin.reference)
        return LOOKED_UP.format(database=known.name if known else origin.reference, at=at, result=origin.result)
    words = RESULT_AGAIN if origin.result else USED_AGAIN
    return words.format(day=at, reference=origin.reference)


def check_taken(work: Work, draft: Draft) -> None:
    """Do nothing where every paper taken from what the office holds is there, and is this person's.

    A correction keeps what was taken when it was received, whatever became of the earlier dossier since.

    Raises:
        PersonProblem: ``reuse.not_held``.
    """
    wanted = taken(draft.papers)
    if not wanted:
        return
    known = {(one.reference, one.file_digest) for one in _held(work, draft)} | _taken_before(work, draft)
    for paper in wanted:
        basis = paper.basis
        if basis is None or (basis.reference, basis.file_digest) not in known:
            raise PersonProblem("reuse.not_held", name=paper.name)


def _taken_before(work: Work, draft: Draft) -> set[tuple[str, str]]:
    dossier = work.dossiers.get(draft.corrects) if draft.corrects is not None else None
    if dossier is None or dossier.parties.effective_owner.identity != owner_identity(draft):
        return set()
    digests = {paper.ordinal: paper.file_digest for paper in dossier.papers}
    return {(one.reference, digests.get(one.ordinal, "")) for one in work.lives.origins(dossier.id)}


def _held(work: Work, draft: Draft) -> tuple[Held, ...]:
    person = owner_identity(draft)
    if not person:
        return ()
    without = [one for one in (draft.id, draft.corrects) if one is not None]
    return work.held_papers.of(person, ACCEPTED, without, _MOST)
