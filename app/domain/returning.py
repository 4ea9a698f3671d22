"""Who may collect a result, what has to be handed in for it, and what the citizen gets back: pure rules.

The collector brings the slip; who has lost it shows an identity document and gives information; whoever is sent brings
the paper of authorisation (NĐ 118/2025, article 6.2). Results that the post could not deliver come back after two
tries, two working days apart (TT 17/2017/TT-BTTTT, article 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, DossierPaper, PaperState
from app.domain.lifecycle import WITHOUT_RESULT
from app.domain.people import Party
from app.domain.procedures import Channel
from app.domain.results import Collector, Proof, ResultReturn, ReturnOutcome
from app.domain.working_calendar import WorkingCalendar

NOTIFY_WITHIN_DAYS = 3
"""A result, or word that it is there, is given within so many days of it."""
MOST_TRIES = 2
DAYS_BETWEEN_TRIES = 2
"""Working days."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who stands at the counter for a result.

    Attributes:
        identity: number of the document that was shown; empty: none was.
        authorisation: the paper by which somebody acts for the owner.
    """

    role: Collector
    name: str
    identity: str = ""
    phone: str = ""
    authorisation: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """What happens at the counter when a result is collected.

    Attributes:
        originals: all originals owed were handed in.
        back: places of the papers that are given back; None: those that the rules propose.
    """

    taker: Taker
    proof: Proof = Proof.SLIP
    originals: bool = False
    back: tuple[int, ...] | None = None
    note: str = ""


def people_of(dossier: Dossier) -> tuple[Taker, ...]:
    """Return who may collect without a further paper: the submitter, who holds the slip, first; then the owner."""
    parties = dossier.parties
    if parties.owner is None:
        return (_taker(Collector.OWNER, parties.submitter),)
    submitter = _taker(Collector.SUBMITTER, parties.submitter, parties.authorisation)
    return submitter, _taker(Collector.OWNER, parties.owner)


def role_in(dossier: Dossier, taker: Taker) -> Taker:
    """Return the same person with the part he has in this dossier: for results that are collected together."""
    if taker.identity and taker.role is not Collector.POST and not _speaks_for(dossier, taker):
        known = next((one for one in people_of(dossier) if _is(dossier, one.role, taker.identity)), None)
        if known is not None:
            paper = known.authorisation or taker.authorisation
            return Taker(known.role, known.name, taker.identity, taker.phone or known.phone, paper)
        if taker.role is not Collector.AUTHORISED:
            return Taker(Collector.AUTHORISED, taker.name, taker.identity, taker.phone, taker.authorisation)
    return taker


def originals_owed(dossier: Dossier, *, collects: bool) -> tuple[str, ...]:
    """Return the papers accepted as copies whose originals are to be handed in with the collecting.

    Args:
        dossier: as received.
        collects: the procedure asks for it (land procedures above all).
    """
    if not collects or dossier.status in WITHOUT_RESULT:
        return ()
    return tuple(paper.name for paper in dossier.papers if _only_a_copy(paper))


def may_go_back(dossier: Dossier) -> tuple[DossierPaper, ...]:
    """Return the originals of the citizen that lie in the dossier."""
    return tuple(p for p in dossier.papers if p.state is PaperState.HANDED_IN and p.originals > 0)


def proposed_back(dossier: Dossier) -> tuple[int, ...]:
    """Return the places of the papers that go back unless the clerk says otherwise.

    Without a result everything does; originals sent by post come back with the result (QĐ 45/2016, article 8).
    """
    if dossier.status in WITHOUT_RESULT or dossier.channel is Channel.POST:
        return tuple(paper.ordinal for paper in may_go_back(dossier))
    return ()


def objections(dossier: Dossier, collection: Collection, owed: Sequence[str]) -> tuple[PersonProblem, ...]:
    """Return everything that stands against this collection, in the order of the screen; empty: it may be done."""
    found = (_who(collection.taker), _identity(dossier, collection), _proof(collection), _originals(collection, owed))
    return tuple(problem for problem in found if problem is not None)


def failed_tries(tries: Sequence[ResultReturn]) -> tuple[ResultReturn, ...]:
    """Return the post's failed tries with the present consignment; empty where nothing is with the post."""
    last = next((at for at, one in reversed(tuple(enumerate(tries))) if one.outcome is ReturnOutcome.SENT), None)
    if last is None or any(one.outcome is ReturnOutcome.HANDED_OVER for one in tries[last:]):
        return ()
    return tuple(one for one in tries[last:] if one.outcome is ReturnOutcome.FAILED)


def with_post(tries: Sequence[ResultReturn]) -> ResultReturn | None:
    """Return the consignment that is still on its way; None where there is none."""
    last = next((one for one in reversed(tries) if one.outcome is not ReturnOutcome.FAILED), None)
    if last is None or last.outcome is not ReturnOutcome.SENT:
        return None
    return last if len(failed_tries(tries)) < MOST_TRIES else None


def next_try_from(failed: datetime, calendar: WorkingCalendar) -> date:
    """Return the first day on which the post may try again after a failed try."""
    return calendar.add_working_days(failed.astimezone(VIETNAM).date(), DAYS_BETWEEN_TRIES)


def _taker(role: Collector, party: Party, authorisation: str = "") -> Taker:
    return Taker(role, party.representative or party.full_name, party.identity, party.phone, authorisation)


def _is(dossier: Dossier, role: Collector, identity: str) -> bool:
    owner = dossier.parties.effective_owner
    party = owner if role is Collector.OWNER else dossier.parties.submitter
    return identity in {party.personal_id, party.old_id, party.tax_code}


def _only_a_copy(paper: DossierPaper) -> bool:
    copies = paper.certified_copies or paper.photocopies or paper.file_digest
    return paper.state is PaperState.HANDED_IN and not paper.originals and bool(copies)


def _who(taker: Taker) -> PersonProblem | None:
    if not taker.name.strip():
        return PersonProblem("returning.name_missing")
    if taker.role is Collector.AUTHORISED and not taker.authorisation.strip():
        return PersonProblem("returning.authorisation_missing", name=taker.name)
    return None


def _identity(dossier: Dossier, collection: Collection) -> PersonProblem | None:
    taker, identity = collection.taker, collection.taker.identity.strip()
    if collection.proof is Proof.IDENTITY and not identity:
        return PersonProblem("returning.identity_missing", name=taker.name)
    if not identity or taker.role not in {Collector.OWNER, Collector.SUBMITTER}:
        return None
    known = next((one for one in people_of(dossier) if one.role is taker.role), None)
    if known is None or (known.identity and not _is(dossier, taker.role, identity) and not _speaks_for(dossier, taker)):
        return PersonProblem("returning.identity_other", name=taker.name)
    return None


def _speaks_for(dossier: Dossier, taker: Taker) -> bool:
    # An organisation is known by its tax code; whoever speaks for it shows a card of his own.
    if taker.role is Collector.AUTHORISED:
        return False
    party = dossier.parties.effective_owner if taker.role is Collector.OWNER else dossier.parties.submitter
    return bool(party.tax_code) and not party.personal_id


def _proof(collection: Collection) -> PersonProblem | None:
    by_post = collection.taker.role is Collector.POST
    return PersonProblem("returning.post_proof") if by_post != (collection.proof is Proof.CONSIGNMENT) else None


def _originals(collection: Collection, owed: Sequence[str]) -> PersonProblem | None:
    if not owed or collection.originals:
        return None
    return PersonProblem("returning.originals_owed", papers=", ".join(owed))
