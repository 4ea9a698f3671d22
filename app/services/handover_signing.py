"""The two signatures under a handover, and taking the first one back.

What leaves the counter is sealed by the giver, then counted and signed by the taker. What comes to it is counted by
both at the counter and signed once. Every signature is one transaction with everything it does to the dossiers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.custody import Standing, objection, tally
from app.domain.dossiers import Dossier
from app.domain.handover import Batch, BatchItem, BatchState
from app.domain.lifecycle import STATUS_NAMES
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.handover import Heading
from app.services.handover_moves import bring_back, miss, send, sign_for, take_in
from app.services.handover_papers import issue_list
from app.services.handover_state import in_state, standing_of, wrong_step
from app.services.security import Session

_SUBJECTS = frozenset({Subject.HANDOVERS, Subject.DOSSIERS, Subject.OUTBOX, Subject.PRINTS})
_FEW = 5


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature changed, and the print of the paper it owes; None where the paper of the seal says it all."""

    changes: Changes
    print_id: UUID | None


def seal(desk: Desk, session: Session, batch_id: UUID, heading: Heading) -> Signed:
    """Close the bag: the giver signs, and every known folder is on its way.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.wrong_step``, ``handover.empty``,
            ``handover.giver_missing``, ``handover.folders_changed`` where something happened to folders since they
            were beeped; then nothing has moved.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, BatchState.OPEN)
        if not batch.kind.leaves:
            raise wrong_step(batch)
        batch = replace(heading.of(batch), state=BatchState.SEALED, sealed_at=desk.now(), taker="")
        if not batch.giver:
            raise PersonProblem("handover.giver_missing")
        folders = _folders(work, batch)
        _refuse_changed(work, batch, folders)
        for _item, dossier in folders:
            send(desk, work, session, batch, dossier)
        work.batches.put(batch)
        paper = issue_list(desk, work, session, batch, {dossier.id: dossier for _item, dossier in folders})
        desk.audit(work, session.account, "handover.sealed", batch.number, seal=batch.seal, giver=batch.giver)
        work.commit()
    return Signed(_changes(dossier for _item, dossier in folders), paper.print_id)


def sign(desk: Desk, session: Session, batch_id: UUID, heading: Heading, *, shelf: str = "") -> Signed:
    """Sign for a handover as its taker: what was counted changes hands, what was not is named and looked for.

    Args:
        desk: the open desk.
        session: who works at this counter.
        batch_id: sealed where it leaves the counter, open where it comes to it.
        heading: with the taker's name; of what comes to the counter also the giver's.
        shelf: where folders that come to the counter are put.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.wrong_step``, ``handover.empty``,
            ``handover.taker_missing``, ``handover.giver_missing``, ``handover.not_counted``,
            ``handover.folders_changed`` as seal.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, BatchState.OPEN, BatchState.SEALED)
        if batch.kind.leaves is (batch.state is BatchState.OPEN):
            raise wrong_step(batch)
        signed = _signed(desk, batch, heading)
        folders = _folders(work, signed)
        if signed.kind.leaves:
            _give(desk, work, session, signed, folders)
        else:
            arrived = [(item, dossier) for item, dossier in folders if item.taken]
            _refuse_changed(work, signed, arrived)
            for item, dossier in arrived:
                take_in(desk, work, session, signed, item, dossier, shelf)
        work.batches.put(signed)
        paper = _paper(desk, work, session, signed, folders)
        desk.audit(work, session.account, "handover.signed", batch.number, giver=signed.giver, taker=signed.taker)
        work.commit()
    return Signed(_changes(dossier for _item, dossier in folders), paper)


def _paper(
    desk: Desk, work: Work, session: Session, batch: Batch, folders: list[tuple[BatchItem, Dossier]]
) -> UUID | None:
    """Issue what is signed now; where both counted the same, the taker signs the paper that the seal has printed."""
    if batch.kind.leaves and tally(batch.kind, work.batches.items(batch.id)).agreed:
        return None
    before = work.forms.of_batch(batch.id)
    dossiers = {dossier.id: dossier for _item, dossier in folders}
    replaced = before[-1].id if before else None
    return issue_list(desk, work, session, batch, dossiers, replaces=replaced).print_id


def _signed(desk: Desk, batch: Batch, heading: Heading) -> Batch:
    if batch.state is BatchState.SEALED:
        heading = replace(heading, seal=batch.seal, giver=batch.giver, declared=batch.declared)
    signed = replace(heading.of(batch), state=BatchState.RECEIVED, received_at=desk.now())
    if not signed.giver:
        raise PersonProblem("handover.giver_missing")
    if not signed.taker:
        raise PersonProblem("handover.taker_missing")
    return signed


def _give(desk: Desk, work: Work, session: Session, batch: Batch, folders: list[tuple[BatchItem, Dossier]]) -> None:
    if not any(item.taken for item in work.batches.items(batch.id)):
        raise PersonProblem("handover.not_counted", number=batch.number)
    for item, dossier in folders:
        if item.taken:
            sign_for(desk, work, session, batch, item, dossier)
        else:
            miss(desk, work, session, batch, dossier)


def _folders(work: Work, batch: Batch) -> list[tuple[BatchItem, Dossier]]:
    """Return the folders of this desk in a handover; strangers are only noted in it."""
    items = work.batches.items(batch.id)
    if not items:
        raise PersonProblem("handover.empty", number=batch.number)
    found = ((item, work.dossiers.get(item.dossier_id)) for item in items if item.dossier_id)
    return [(item, dossier) for item, dossier in found if dossier is not None]


def _refuse_changed(work: Work, batch: Batch, folders: list[tuple[BatchItem, Dossier]]) -> None:
    standings = [standing_of(work, batch, item.number, dossier) for item, dossier in folders]
    changed = [_now(standing) for standing in standings if objection(batch.kind, standing) is not None]
    if changed:
        named = (*changed[:_FEW], "…") if len(changed) > _FEW else tuple(changed)
        raise PersonProblem("handover.folders_changed", count=len(changed), numbers=named)


def _now(standing: Standing) -> str:
    """Return a folder with what it is now, beside what it was when it was beeped: free to go."""
    if standing.bag:
        now = _("đang trong lô {number}").format(number=standing.bag)
    else:
        now = standing.holder or _(STATUS_NAMES[standing.status])
    return f"{standing.number} ({now})"


def _changes(dossiers: Iterable[Dossier]) -> Changes:
    return Changes(_SUBJECTS, frozenset(dossier.id for dossier in dossiers))


def reopen(desk: Desk, session: Session, batch_id: UUID, reason: str = "") -> tuple[Changes, tuple[str, ...]]:
    """Open a handover again: the seal is broken before the taker signed, or it was given up by mistake.

    Returns:
        What changed, and the numbers of folders that are in another bag by now and stay there.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.wrong_step``,
            ``life.reason_missing`` for a broken seal.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, BatchState.SEALED, BatchState.CANCELLED)
        if batch.state is BatchState.SEALED and not reason.strip():
            raise PersonProblem("life.reason_missing")
        items = work.batches.items(batch.id)
        touched: list[Dossier] = []
        gone: tuple[str, ...] = ()
        if batch.state is BatchState.SEALED:
            touched = _break_seal(desk, work, session, batch, items, reason)
        else:
            gone = _without_the_gone(work, items)
        for form in work.forms.of_batch(batch.id):
            work.forms.void(form.id, reason.strip())
        work.batches.put(replace(batch, state=BatchState.OPEN, sealed_at=None))
        desk.audit(work, session.account, "handover.reopened", batch.number, reason=reason.strip(), seal=batch.seal)
        work.commit()
    return _changes(touched), gone


def _break_seal(
    desk: Desk, work: Work, session: Session, batch: Batch, items: tuple[BatchItem, ...], reason: str
) -> list[Dossier]:
    touched = []
    for item in items:
        if not item.given:
            work.batches.remove_item(batch.id, item.ordinal)
            continue
        work.batches.put_item(replace(item, taken=False))
        dossier = work.dossiers.get(item.dossier_id) if item.dossier_id else None
        if dossier is not None:
            bring_back(desk, work, session, batch, dossier, reason)
            touched.append(dossier)
    return touched


def _without_the_gone(work: Work, items: tuple[BatchItem, ...]) -> tuple[str, ...]:
    gone = []
    for item in items:
        if item.dossier_id and work.batches.bag_of(item.dossier_id) is not None:
            work.batches.remove_item(item.batch_id, item.ordinal)
            gone.append(item.number)
    return tuple(gone)
