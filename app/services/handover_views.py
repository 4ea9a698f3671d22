"""Reading handovers: lists, one with its folders, the chain of custody of a dossier, where a folder is."""

from dataclasses import dataclass
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.custody import Tally, tally
from app.domain.handover import Batch, BatchItem, BatchKind, BatchState
from app.domain.permissions import Permission, require
from app.models.rows import BatchRow, DossierRow
from app.models.store import Work
from app.services.desk import Desk
from app.services.folders import find_folder
from app.services.security import Session


@dataclass(frozen=True, slots=True)
class FolderRow:
    """One folder of a handover; dossier: None for a stranger."""

    item: BatchItem
    dossier: DossierRow | None


@dataclass(frozen=True, slots=True)
class BatchView:
    """One handover with its folders in the order of beeping."""

    batch: Batch
    folders: tuple[FolderRow, ...]

    @property
    def tally(self) -> Tally:
        """What both sides counted so far."""
        return tally(self.batch.kind, (folder.item for folder in self.folders), self.batch.declared)

    def folder(self, ordinal: int) -> FolderRow | None:
        """Return the folder with this ordinal."""
        return next((folder for folder in self.folders if folder.item.ordinal == ordinal), None)


@dataclass(frozen=True, slots=True)
class Custody:
    """One handover of a dossier: who gave and took it, when, under which seal, and whether it was there."""

    batch: Batch
    item: BatchItem

    @property
    def missing(self) -> bool:
        """Whether the taker signed without it."""
        return self.batch.state is BatchState.RECEIVED and not self.item.taken


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a folder is: its row and shelf, and the last handover it was in; no row: a stranger, see said."""

    number: str
    dossier: DossierRow | None = None
    shelf: str = ""
    last: Custody | None = None
    said: PersonProblem | None = None


def batches(desk: Desk, session: Session) -> tuple[BatchRow, ...]:
    """Return the handovers still to be signed, then the newest others.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        return work.batches.rows()


def view(desk: Desk, session: Session, batch_id: UUID) -> BatchView:
    """Return one handover whole.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        batch = work.batches.get(batch_id)
        if batch is None:
            raise PersonProblem("handover.no_batch", number="")
        return view_of(work, batch)


def by_number(desk: Desk, session: Session, number: str) -> UUID:
    """Return the handover of a printed number: what a beeped list asks for.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        batch = work.batches.by_number(number)
    if batch is None:
        raise PersonProblem("handover.no_batch", number=number)
    return batch.id


def whereabouts(desk: Desk, session: Session, text: str) -> Whereabouts:
    """Return where the folder is that text means.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        found = find_folder(desk, work, text)
        if found.dossier is None:
            return Whereabouts(found.number, said=found.stranger)
        return Whereabouts(
            found.number,
            work.dossiers.row(found.dossier.id),
            work.lives.of(found.dossier.id).shelf,
            last_bag(custody_of(work, found.dossier.id)),
        )


def view_of(work: Work, batch: Batch) -> BatchView:
    """Return a handover with its folders, within a transaction."""
    known = work.batches.dossiers_in(batch.id)
    items = work.batches.items(batch.id)
    return BatchView(
        batch, tuple(FolderRow(item, known.get(item.dossier_id) if item.dossier_id else None) for item in items)
    )


def custody_of(work: Work, dossier_id: UUID) -> tuple[Custody, ...]:
    """Return the chain of custody of a dossier, oldest first; handovers that were given up are no part of it."""
    found = (Custody(batch, item) for batch, item in work.batches.of_dossier(dossier_id))
    return tuple(each for each in found if each.batch.state is not BatchState.CANCELLED)


def last_bag(chain: tuple[Custody, ...]) -> Custody | None:
    """Return the last handover the folder itself was in; papers that the post brings for it are none."""
    return next((each for each in reversed(chain) if each.batch.kind is not BatchKind.POST_IN), None)
