"""Results by post: handed over against a consignment note, delivered, or brought back after two tries.

The clerk hands a sealed result to the public post (QĐ 45/2016/QĐ-TTg, article 9); the post tries twice, two working
days apart, and brings back what it could not deliver (TT 17/2017/TT-BTTTT, article 5).
"""

from dataclasses import dataclass, replace
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.custody import HERE
from app.domain.dossiers import Dossier, Status
from app.domain.lifecycle import WITHOUT_RESULT, Act
from app.domain.permissions import Permission, require
from app.domain.results import Collector, Proof, ResultReturn, ReturnOutcome
from app.domain.returning import MOST_TRIES, Taker, failed_tries, next_try_from, with_post
from app.models.store import Work
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.issuing import About, issue
from app.services.moves import Detail, Happening, Move, Place, Seen, load, owed, perform, put, tell
from app.services.reference import rules
from app.services.return_papers import note_of
from app.services.returning import TOUCHED, Payer, back_of, pay_with
from app.services.security import Session
from app.services.undoing import RETURN

FAILED = "dossier.result_undelivered"
_DELIVERED = WITHOUT_RESULT | {Status.DONE}


@dataclass(frozen=True, slots=True)
class Parcel:
    """A result as it is given to the post.

    Attributes:
        carrier: post office, or the postal worker.
        tracking: number of the consignment note.
        seal: of the envelope.
        back: places of the papers that go along; None: as proposed.
    """

    carrier: str
    tracking: str
    seal: str = ""
    back: tuple[int, ...] | None = None


def send(desk: Desk, session: Session, seen: Seen, parcel: Parcel) -> tuple[UUID, Changes]:
    """Hand a result to the post; return the consignment note's form, which owes its print.

    What is still to be paid stands on the note: the post collects it.

    Raises:
        PersonProblem: ``permissions.refused``, ``life.…``, ``returning.elsewhere``, ``returning.tracking_missing``,
            ``returning.post_missing``.
    """
    require(session.account, Permission.RETURN_RESULT)
    if not parcel.tracking.strip():
        raise PersonProblem("returning.tracking_missing")
    if not parcel.carrier.strip():
        raise PersonProblem("returning.post_missing")
    with desk.store.work() as work:
        dossier = _in_hand(work, seen)
        back = back_of(dossier, parcel.back)
        sent = _try(desk, session, dossier, ReturnOutcome.SENT, parcel.carrier)
        sent = replace(sent, tracking=parcel.tracking.strip(), papers_back="; ".join(back))
        work.results.add_return(sent)
        told: Detail = {RETURN: str(sent.id), "tracking": sent.tracking, "unit": sent.name}
        put(desk, work, session, dossier, Place(sent.name), told)
        note = note_of(
            desk, dossier, sent, work.results.of(dossier.id),
            seal=parcel.seal.strip(), back=back, owed=owed(work, dossier), account=session.account,
        )  # fmt: skip
        form = issue(desk, work, session, note, About(dossier.id)).form
        work.commit()
    return form.id, Changes(TOUCHED, frozenset({dossier.id}))


def delivered(
    desk: Desk, session: Session, seen: Seen, taker: Taker | None = None, payer: Payer | None = None
) -> Changes:
    """Write down that the post gave the result to somebody. That returns the dossier, or its papers without a result.

    Args:
        desk: the open desk.
        session: who writes it down.
        seen: the dossier.
        taker: who took it; None: the submitter.
        payer: how the money that the post collected was handed in; None: nothing was owed.

    Raises:
        PersonProblem: ``permissions.refused``, ``returning.not_with_post``, ``cash.way_missing`` while money is owed,
            ``life.…``.
    """
    require(session.account, Permission.RETURN_RESULT)
    with desk.store.work() as work:
        dossier = load(work, seen)
        sent = _on_its_way(work, dossier)
        done = _try(desk, session, dossier, ReturnOutcome.HANDED_OVER, dossier.parties.submitter.full_name)
        done = replace(done, tracking=sent.tracking, papers_back=sent.papers_back)
        if taker is not None:
            paper = taker.authorisation.strip()
            done = replace(done, name=taker.name, identity=taker.identity, authorisation=paper)
        pay_with(desk, work, session, dossier, payer)
        detail = {RETURN: str(done.id), "collector": done.collector.value, "name": done.name, "tracking": done.tracking}
        act = Act.GIVE_BACK if dossier.status in WITHOUT_RESULT else Act.RETURN
        perform(desk, work, session, Seen(dossier.id), Move(act, detail=detail, holder=""))
        work.results.add_return(done)
        work.commit()
    return Changes(TOUCHED, frozenset({dossier.id}))


def not_delivered(desk: Desk, session: Session, seen: Seen, note: str = "") -> Changes:
    """Write down that the post found nobody; after the second time the result is at the counter again.

    Raises:
        PersonProblem: ``permissions.refused``, ``returning.not_with_post``, ``returning.too_soon``.
    """
    require(session.account, Permission.RETURN_RESULT)
    with desk.store.work() as work:
        dossier = load(work, seen)
        sent = _on_its_way(work, dossier)
        before = failed_tries(work.results.returns(dossier.id))
        if before:
            first_day = next_try_from(before[-1].at, rules(desk, work).calendar)
            if desk.now().date() < first_day:
                raise PersonProblem("returning.too_soon", day=first_day)
        failed = _try(desk, session, dossier, ReturnOutcome.FAILED, sent.name)
        failed = replace(failed, tracking=sent.tracking, note=note.strip())
        work.results.add_return(failed)
        tries = len(before) + 1
        told: Detail = {RETURN: str(failed.id), "tries": tries, "tracking": failed.tracking}
        tell(desk, work, session, dossier, Happening(FAILED, dossier.status, failed.at, note, told))
        if tries >= MOST_TRIES:
            put(desk, work, session, dossier, Place(HERE), {}, note)
        work.commit()
    return Changes(TOUCHED, frozenset({dossier.id}))


def _in_hand(work: Work, seen: Seen) -> Dossier:
    dossier = load(work, seen)
    holder = work.lives.of(dossier.id).holder
    if dossier.status is not Status.DONE:
        raise PersonProblem("returning.no_result_yet", number=dossier.number)
    if holder:
        raise PersonProblem("returning.elsewhere", number=dossier.number, holder=holder)
    return dossier


def _on_its_way(work: Work, dossier: Dossier) -> ResultReturn:
    sent = with_post(work.results.returns(dossier.id))
    if sent is None or dossier.status not in _DELIVERED or not work.lives.of(dossier.id).holder:
        raise PersonProblem("returning.not_with_post")
    return sent


def _try(desk: Desk, session: Session, dossier: Dossier, outcome: ReturnOutcome, name: str) -> ResultReturn:
    return ResultReturn(
        id=desk.ids.new(),
        dossier_id=dossier.id,
        at=desk.now(),
        by=session.account.full_name,
        acts_for=session.account.acts_for,
        collector=Collector.POST,
        name=name.strip(),
        proof=Proof.CONSIGNMENT,
        outcome=outcome,
    )
