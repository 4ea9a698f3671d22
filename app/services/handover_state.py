"""What every step of a handover asks first: is it in the right state, and where do its folders stand?"""

from uuid import UUID

from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.custody import Standing
from app.domain.dossiers import Dossier
from app.domain.handover import STATE_NAMES, Batch, BatchState
from app.models.store import Work
from app.services.changes import Changes, Subject

CHANGES = Changes(frozenset({Subject.HANDOVERS}))
"""What a step changes that moves no dossier."""


def in_state(work: Work, batch_id: UUID, *states: BatchState) -> Batch:
    """Return a handover that is in one of states.

    Raises:
        PersonProblem: ``handover.no_batch``, ``handover.wrong_step``.
    """
    batch = work.batches.get(batch_id)
    if batch is None:
        raise PersonProblem("handover.no_batch", number="")
    if batch.state not in states:
        raise wrong_step(batch)
    return batch


def wrong_step(batch: Batch) -> PersonProblem:
    """Return what to say where a step does not follow the last one."""
    return PersonProblem("handover.wrong_step", number=batch.number, state=_(STATE_NAMES[batch.state]).lower())


def standing_of(work: Work, batch: Batch, number: str, dossier: Dossier) -> Standing:
    """Return where a folder stands, seen from batch."""
    life, bag = work.lives.of(dossier.id), work.batches.bag_of(dossier.id)
    chain = [
        each
        for each, item in work.batches.of_dossier(dossier.id)
        if each.state is BatchState.RECEIVED and item.taken and each.id != batch.id
    ]
    return Standing(
        number=number,
        status=dossier.status,
        holder=life.holder,
        bag=bag.number if bag is not None and bag.id != batch.id else "",
        with_partner=bool(chain and chain[-1].unit_id == batch.unit_id and life.holder),
    )
