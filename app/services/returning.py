"""Returning results: who may collect, what is owed both ways, and the return itself in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.money import ZERO, Dong
from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.custody import HERE
from app.domain.dossiers import Dossier, PaymentWay, Status
from app.domain.life import Life
from app.domain.lifecycle import PAUSED, STATUS_NAMES, WITHOUT_RESULT, Act
from app.domain.permissions import Permission, require
from app.domain.result_rules import Demanded
from app.domain.results import Payment, Result, ResultReturn, ReturnOutcome
from app.domain.returning import (
    Collection,
    Taker,
    failed_tries,
    may_go_back,
    objections,
    originals_owed,
    people_of,
    proposed_back,
    role_in,
    with_post,
)
from app.models.rows import DossierRow, HistoryEvent
from app.models.store import Work
from app.services.cash import FEE, Money, paid_for, take
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.groups import siblings
from app.services.issuing import About, issue
from app.services.moves import Move, Place, Seen, load, owed, perform, put
from app.services.results import ResultText, keep_file, lacking, record
from app.services.return_papers import receipt_of
from app.services.security import Session
from app.services.sentences import describe
from app.services.undoing import RETURN
from app.services.undone import standing_acts

TOUCHED = frozenset({Subject.DOSSIERS, Subject.OUTBOX, Subject.PRINTS})
_MOST = 400


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the list; since: when its result was known, None while there is none."""

    row: DossierRow
    since: datetime | None


@dataclass(frozen=True, slots=True)
class GoesBack:
    """A paper of the citizen that may be given back; proposed: it is unless the clerk says otherwise."""

    ordinal: int
    name: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class ReturnCase:
    """Everything the counter must know of one dossier that somebody comes for.

    Attributes:
        since: when the result was known.
        originals: what has to be handed in, because copies were accepted (D9).
        back: what may be given back.
        people: who may collect without a further paper, the likeliest first.
        beside: other results of the same person, or brought together with this one, that wait here.
        grouped: it was received together with others.
        obstacle: why nothing can be given out now; None where it can.
        sent: the consignment on its way; None where the post has nothing.
        returned: the return that stands; None where it was not returned.
        paid: the fee that was taken and not given back.
        lacks: the demand for a signed file that no result meets; None where all is well.
        history: what has happened to it, as far as it was seen.
    """

    dossier: Dossier
    life: Life
    since: datetime | None
    results: tuple[Result, ...]
    returns: tuple[ResultReturn, ...]
    owed: Dong
    originals: tuple[str, ...]
    back: tuple[GoesBack, ...]
    people: tuple[Taker, ...]
    beside: tuple[DossierRow, ...] = ()
    obstacle: PersonProblem | None = None
    sent: ResultReturn | None = None
    returned: ResultReturn | None = None
    paid: Dong = ZERO
    lacks: Demanded | None = None
    history: tuple[HistoryEvent, ...] = ()
    grouped: bool = False

    @property
    def gives_back(self) -> bool:
        """Whether there is no result and only papers go back."""
        return self.dossier.status in WITHOUT_RESULT

    @property
    def working(self) -> bool:
        """Whether it is still in work, so that a result that is here finishes it."""
        return self.dossier.status in {Status.RECEIVED, Status.TRANSFERRED, Status.IN_PROCESS}


@dataclass(frozen=True, slots=True)
class Payer:
    """How what is still owed is paid with the return; receipt as its provider told it."""

    way: PaymentWay
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One dossier to be returned, as it was seen; result: finishes it first (returned on the spot)."""

    seen: Seen
    result: ResultText | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One return that was done; form_id: its receipt."""

    dossier: Dossier
    done: ResultReturn
    form_id: UUID


@dataclass(frozen=True, slots=True)
class Returned:
    """What a return did."""

    given: tuple[Given, ...]

    @property
    def changes(self) -> Changes:
        """What every table is told."""
        return Changes(TOUCHED, frozenset(one.dossier.id for one in self.given))


def waiting(desk: Desk, session: Session, text: str = "") -> tuple[Waiting, ...]:
    """Return the results that wait to be collected, the longest first; or what a search finds in any state."""
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        rows = work.dossiers.search(text.strip(), _MOST // 4) if text.strip() else work.results.uncollected(_MOST)
        since = work.results.known_since([row.id for row in rows])
    return tuple(Waiting(row, since.get(row.id)) for row in rows)


def find(desk: Desk, session: Session, number: str) -> ReturnCase:
    """Return the case of a beeped slip.

    Raises:
        PersonProblem: ``permissions.refused``, ``returning.no_such_number``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        dossier = work.dossiers.by_number(number)
        if dossier is None:
            raise PersonProblem("returning.no_such_number", number=number)
        return _case(work, dossier)


def look(desk: Desk, session: Session, dossier_id: UUID) -> ReturnCase:
    """Return the case of one dossier.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        return _case(work, load(work, Seen(dossier_id)))


def of_identity(desk: Desk, session: Session, identity: str) -> tuple[DossierRow, ...]:
    """Return what waits here for the person of a card."""
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        return tuple(row for row in work.dossiers.of_person(identity=identity) if row.status is Status.DONE)


def return_results(
    desk: Desk, session: Session, wanted: Sequence[Wanted], collection: Collection, payer: Payer | None = None
) -> Returned:
    """Return results to one collector, all of them or none: money, originals, papers, receipts in one transaction.

    A dossier that ended without a result gives its papers back instead.

    Raises:
        PersonProblem: ``permissions.refused``, ``life.…`` (stale screen, wrong state), ``cash.way_missing``,
            ``returning.…``: what stands against it; where there are several dossiers ``returning.in_hand`` names one.
    """
    require(session.account, Permission.RETURN_RESULT)
    if not wanted:
        raise PersonProblem("returning.nothing_chosen")
    files = [keep_file(desk, one.result) if one.result else None for one in wanted]
    with desk.store.work() as work:
        given = []
        for one, file in zip(wanted, files, strict=True):
            seen = one.seen
            if one.result is not None:
                moved = record(desk, work, session, seen, one.result, file)
                seen = Seen(seen.dossier_id, moved.dossier.revision) if moved else seen
            try:
                given.append(_return_one(desk, work, session, seen, collection, payer))
            except PersonProblem as problem:
                raise _of_several(work, seen, problem) if len(wanted) > 1 else problem from None
        work.commit()
    return Returned(tuple(given))


def bring_here(desk: Desk, session: Session, seen: Seen) -> Changes:
    """Write down that a folder lies at this counter, whatever was written of its place before.

    Raises:
        PersonProblem: ``permissions.refused``, ``slips.no_dossier``, ``life.changed_meanwhile``.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        dossier = load(work, seen)
        put(desk, work, session, dossier, Place(HERE, work.lives.of(dossier.id).shelf), {})
        work.commit()
    return Changes(TOUCHED, frozenset({seen.dossier_id}))


def back_of(dossier: Dossier, chosen: tuple[int, ...] | None) -> tuple[str, ...]:
    """Return the names of the papers that go back."""
    places = proposed_back(dossier) if chosen is None else chosen
    return tuple(paper.name for paper in may_go_back(dossier) if paper.ordinal in places)


def originals_of(work: Work, dossier: Dossier) -> tuple[str, ...]:
    """Return the papers whose originals are owed."""
    version = work.procedures.version(dossier.procedure_code, dossier.procedure_version)
    return originals_owed(dossier, collects=version is not None and version.collects_originals)


def _return_one(
    desk: Desk, work: Work, session: Session, seen: Seen, collection: Collection, payer: Payer | None
) -> Given:
    dossier = load(work, seen)
    asked = originals_of(work, dossier)
    collection = replace(collection, taker=role_in(dossier, collection.taker))
    obstacle = _obstacle(work, dossier, work.lives.of(dossier.id))
    for problem in (obstacle, *objections(dossier, collection, asked)):
        if problem is not None:
            raise problem
    payment = pay_with(desk, work, session, dossier, payer)
    back = back_of(dossier, collection.back)
    done = _row(desk, session, dossier, collection, asked, back)
    act = Act.GIVE_BACK if dossier.status in WITHOUT_RESULT else Act.RETURN
    detail = {RETURN: str(done.id), "collector": done.collector.value, "name": done.name, "proof": done.proof.value}
    moved = perform(desk, work, session, seen, Move(act, reason=done.note, detail=detail))
    work.results.add_return(done)
    paper = receipt_of(
        desk, dossier, done, work.results.of(dossier.id),
        back=back, taken=asked, payment=payment, account=session.account,
    )  # fmt: skip
    form = issue(desk, work, session, paper, About(dossier.id, event_id=moved.event_id), owes_print=False).form
    return Given(moved.dossier, done, form.id)


def _of_several(work: Work, seen: Seen, problem: PersonProblem) -> PersonProblem:
    dossier = work.dossiers.get(seen.dossier_id)
    number = dossier.number if dossier else ""
    return PersonProblem("returning.in_hand", number=number, text=describe(problem).text)


def pay_with(desk: Desk, work: Work, session: Session, dossier: Dossier, payer: Payer | None) -> Payment | None:
    """Take what is owed within a transaction; None where nothing is.

    Raises:
        PersonProblem: ``cash.way_missing`` where something is owed and nobody says how it is paid.
    """
    due = owed(work, dossier)
    if not due:
        return None
    way, receipt = (payer.way, payer.receipt) if payer else (PaymentWay.NONE, "")
    return take(desk, work, session, dossier, Money(way, receipt=receipt))


def _row(
    desk: Desk, session: Session, dossier: Dossier, collection: Collection, taken: Sequence[str], back: Sequence[str]
) -> ResultReturn:
    taker = collection.taker
    return ResultReturn(
        id=desk.ids.new(),
        dossier_id=dossier.id,
        at=desk.now(),
        by=session.account.full_name,
        acts_for=session.account.acts_for,
        collector=taker.role,
        name=taker.name.strip(),
        proof=collection.proof,
        outcome=ReturnOutcome.HANDED_OVER,
        identity=taker.identity.strip(),
        phone=taker.phone.strip(),
        authorisation=taker.authorisation.strip(),
        originals_taken="; ".join(taken),
        papers_back="; ".join(back),
        note=collection.note.strip(),
    )


def _case(work: Work, dossier: Dossier) -> ReturnCase:
    life, tries = work.lives.of(dossier.id), work.results.returns(dossier.id)
    proposed = proposed_back(dossier)
    return ReturnCase(
        dossier=dossier,
        life=life,
        since=life.ended_at,
        results=work.results.of(dossier.id),
        returns=tries,
        owed=owed(work, dossier),
        originals=originals_of(work, dossier),
        back=tuple(GoesBack(p.ordinal, p.name, p.ordinal in proposed) for p in may_go_back(dossier)),
        people=people_of(dossier),
        beside=_beside(work, dossier),
        grouped=life.group is not None,
        obstacle=_obstacle(work, dossier, life),
        sent=with_post(tries) if life.holder else None,
        returned=_standing_return(work, dossier),
        paid=paid_for(work.payments.of(dossier.id), FEE),
        history=work.history.of(dossier.id),
        lacks=lacking(dossier, work.results.of(dossier.id)),
    )


def _beside(work: Work, dossier: Dossier) -> tuple[DossierRow, ...]:
    """Return the other results that can go with this one: those it was brought with first, then the same person's."""
    identity = dossier.parties.submitter.identity
    rows = [*siblings(work, dossier.id), *(work.dossiers.of_person(identity=identity) if identity else ())]
    known = {row.id: row for row in rows if row.id != dossier.id}
    return tuple(row for row in known.values() if row.status is Status.DONE and not row.holder)


def _obstacle(work: Work, dossier: Dossier, life: Life) -> PersonProblem | None:
    number = dossier.number
    done = _standing_return(work, dossier)
    if done is not None:
        at = f"{done.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        if dossier.status is Status.RETURNED:
            return PersonProblem("returning.returned", number=number, at=at, name=done.name)
        return PersonProblem("returning.given_back", number=number, at=at, name=done.name)
    if dossier.status in PAUSED:
        return PersonProblem("returning.waits", number=number, status=_(STATUS_NAMES[dossier.status]))
    if dossier.status not in WITHOUT_RESULT | {Status.DONE, Status.RETURNED}:
        due = (life.due or dossier.appointment.appointment).astimezone(VIETNAM)
        where = _(STATUS_NAMES[dossier.status]) + (f" – {life.holder}" if life.holder else "")
        return PersonProblem("returning.not_finished", number=number, status=where, due=f"{due:%H:%M %d/%m/%Y}")
    if life.holder and dossier.status is not Status.RETURNED:
        return _elsewhere(work, dossier, life.holder)
    return None


def _elsewhere(work: Work, dossier: Dossier, holder: str) -> PersonProblem:
    tries = work.results.returns(dossier.id)
    sent = with_post(tries)
    if sent is None:
        return PersonProblem("returning.elsewhere", number=dossier.number, holder=holder)
    at = f"{sent.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    failed = len(failed_tries(tries))
    code = "returning.with_post_again" if failed else "returning.with_post"
    return PersonProblem(code, number=dossier.number, holder=holder, at=at, tracking=sent.tracking, failed=failed)


def _standing_return(work: Work, dossier: Dossier) -> ResultReturn | None:
    """Return the row of the return or giving back that was not taken back."""
    acts = [a for a in standing_acts(work.history.of(dossier.id)) if a.kind in {Act.RETURN, Act.GIVE_BACK}]
    named = str(acts[-1].detail.get(RETURN)) if acts else ""
    return next((one for one in work.results.returns(dossier.id) if str(one.id) == named), None)
