"""Opening a handover, what is typed about it as a whole, and giving it up."""

from dataclasses import dataclass, replace
from uuid import UUID

from app.core.problems import PersonProblem
from app.core.vietnamese import tidy
from app.domain.handover import PARTNERS, Batch, BatchKind, BatchState
from app.domain.permissions import Permission, require
from app.services.batch_numbers import next_batch_number
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.handover_state import CHANGES, in_state
from app.services.handover_views import BatchView
from app.services.security import Session


@dataclass(frozen=True, slots=True)
class Heading:
    """What is typed about a handover as a whole.

    Attributes:
        seal: number of the bag's seal.
        giver, taker: who signs.
        declared: how many folders the giver says there are, in what comes to the counter; 0: not said.
    """

    seal: str = ""
    giver: str = ""
    taker: str = ""
    note: str = ""
    declared: int = 0

    def of(self, batch: Batch) -> Batch:
        """Return batch with this heading."""
        return replace(
            batch,
            seal=tidy(self.seal),
            giver=tidy(self.giver),
            taker=tidy(self.taker),
            note=tidy(self.note),
            declared=max(0, self.declared),
        )


def open_batch(desk: Desk, session: Session, kind: BatchKind, unit_id: UUID) -> BatchView:
    """Open a handover and give it its number.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_unit`` where the unit is none or not in use,
            ``handover.wrong_unit`` where this kind does not go to or come from such a unit.
    """
    require(session.account, Permission.HAND_OVER)
    name, today = session.account.full_name, desk.now().date()
    with desk.store.work() as work:
        unit = work.units.get(unit_id)
        if unit is None or not unit.in_use(today):
            raise PersonProblem("handover.no_unit")
        if unit.kind not in PARTNERS[kind]:
            raise PersonProblem("handover.wrong_unit", unit=unit.name)
        batch = Batch(
            id=desk.ids.new(),
            number=next_batch_number(desk, work, desk.now()),
            kind=kind,
            unit_id=unit.id,
            unit_name=unit.name,
            state=BatchState.OPEN,
            opened_at=desk.now(),
            opened_by=name,
            giver=name if kind.leaves else "",
            taker="" if kind.leaves else name,
        )
        work.batches.put(batch)
        desk.audit(work, session.account, "handover.opened", batch.number, kind=kind.value, unit=unit.name)
        work.commit()
    return BatchView(batch, ())


def write_heading(desk: Desk, session: Session, batch_id: UUID, heading: Heading) -> Changes:
    """Keep what is typed about a handover before it is signed.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.wrong_step``.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, BatchState.OPEN, BatchState.SEALED)
        if batch.state is BatchState.SEALED:
            # What the giver has signed stays as it was signed.
            heading = replace(heading, seal=batch.seal, giver=batch.giver, declared=batch.declared)
        work.batches.put(heading.of(batch))
        work.commit()
    return CHANGES


def cancel(desk: Desk, session: Session, batch_id: UUID) -> Changes:
    """Give up a handover that nobody has signed; ``handover_signing.reopen`` brings it back with its folders.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.wrong_step``.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, BatchState.OPEN)
        work.batches.put(replace(batch, state=BatchState.CANCELLED))
        desk.audit(work, session.account, "handover.cancelled", batch.number)
        work.commit()
    return CHANGES
