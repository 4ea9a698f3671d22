"""Single folders of a handover: taken out and put back, counted or found missing, details amended."""

from dataclasses import replace
from uuid import UUID

from app.core.problems import PersonProblem
from app.core.vietnamese import tidy
from app.domain.custody import objection
from app.domain.handover import Batch, BatchItem, BatchKind, BatchState
from app.domain.numbers import consignment_in
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.services.desk import Desk
from app.services.handover_state import in_state, standing_of
from app.services.handover_views import BatchView, view_of
from app.services.security import Session

_OPEN = (BatchState.OPEN, BatchState.SEALED)


def take_out(desk: Desk, session: Session, batch_id: UUID, ordinal: int) -> BatchView:
    """Take a folder out of an open handover; in a sealed one, where the giver counted it, only its count is taken back.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.wrong_step``, ``handover.no_folder``.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch, item = _folder(work, batch_id, ordinal)
        if batch.state is BatchState.SEALED and item.given:
            work.batches.put_item(replace(item, taken=False))
        else:
            work.batches.remove_item(batch.id, ordinal)
        answer = view_of(work, batch)
        work.commit()
    return answer


def put_back(desk: Desk, session: Session, batch_id: UUID, item: BatchItem) -> BatchView:
    """Put a folder back as it was before it was taken out.

    Raises:
        PersonProblem: as take_out; what stands against it by now, as ``handover_beeps.beep`` says it.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, *_OPEN)
        items = work.batches.items(batch.id)
        if all(each.number != item.number for each in items):
            dossier = work.dossiers.get(item.dossier_id) if item.dossier_id else None
            problem = objection(batch.kind, standing_of(work, batch, item.number, dossier)) if dossier else None
            if problem is not None and batch.state is BatchState.OPEN:
                raise problem
            if any(each.ordinal == item.ordinal for each in items):
                item = replace(item, ordinal=max(each.ordinal for each in items) + 1)
            work.batches.put_item(replace(item, batch_id=batch.id))
        elif batch.state is BatchState.SEALED:
            work.batches.put_item(item)
        answer = view_of(work, batch)
        work.commit()
    return answer


def set_taken(desk: Desk, session: Session, batch_id: UUID, ordinal: int, *, taken: bool) -> BatchView:
    """Say that the taker found a folder, or did not; only where the taker counts.

    Raises:
        PersonProblem: as take_out.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch, item = _folder(work, batch_id, ordinal)
        _counting(batch)
        if not taken and not item.given:
            work.batches.remove_item(batch.id, ordinal)
        else:
            work.batches.put_item(replace(item, taken=taken))
        answer = view_of(work, batch)
        work.commit()
    return answer


def count_all(desk: Desk, session: Session, batch_id: UUID) -> BatchView:
    """Say that the taker counted every folder of the giver: n of n.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.wrong_step``.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, *_OPEN)
        _counting(batch)
        for item in work.batches.items(batch.id):
            if not item.taken:
                work.batches.put_item(replace(item, taken=True))
        answer = view_of(work, batch)
        work.commit()
    return answer


def amend(desk: Desk, session: Session, batch_id: UUID, item: BatchItem) -> BatchView:
    """Write what is known of a folder: papers, money, consignment, result, note. Who counted it is not touched.

    Raises:
        PersonProblem: as take_out; ``handover.bad_consignment``, ``handover.consignment_taken`` where another folder
            of this handover bears it.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch, old = _folder(work, batch_id, item.ordinal)
        wanted = consignment_in(item.consignment)
        if item.consignment.strip() and not wanted:
            raise PersonProblem("handover.bad_consignment", typed=item.consignment[:40])
        others = [each for each in work.batches.items(batch.id) if each.ordinal != item.ordinal]
        if wanted and any(wanted in {each.consignment, each.number} for each in others):
            raise PersonProblem("handover.consignment_taken", consignment=wanted)
        # What the post brings is known by its consignment note alone.
        by_note = batch.kind is BatchKind.POST_IN and old.dossier_id is None and bool(wanted)
        work.batches.put_item(
            replace(
                old,
                number=wanted if by_note else old.number,
                consignment=wanted or (old.consignment if by_note else ""),
                originals=max(0, item.originals),
                copies=max(0, item.copies),
                pages=max(0, item.pages),
                complete=item.complete,
                money=item.money,
                note=tidy(item.note),
                result_number=tidy(item.result_number),
                without_result=item.without_result,
            )
        )
        answer = view_of(work, batch)
        work.commit()
    return answer


def _folder(work: Work, batch_id: UUID, ordinal: int) -> tuple[Batch, BatchItem]:
    batch = in_state(work, batch_id, *_OPEN)
    for item in work.batches.items(batch.id):
        if item.ordinal == ordinal:
            return batch, item
    raise PersonProblem("handover.no_folder", number=batch.number)


def _counting(batch: Batch) -> None:
    if batch.kind.leaves and batch.state is not BatchState.SEALED:
        raise PersonProblem("handover.not_sealed", number=batch.number)
