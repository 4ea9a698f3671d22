"""Folders beeped into a handover, or counted on its receipt.

Every beep is a transaction of its own: a power cut costs the folder in the hand, never those in the bag. Nothing
happens to a dossier here.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.custody import Standing, comes_without_result, is_missing, objection
from app.domain.dossiers import Dossier, PaperState, Status
from app.domain.handover import Batch, BatchItem, BatchKind, BatchState
from app.domain.numbers import consignment_in
from app.domain.permissions import Permission, require
from app.models.rows import DossierRow
from app.models.store import Work
from app.services.desk import Desk
from app.services.folders import Folder, find_folder
from app.services.handover_state import in_state, standing_of
from app.services.handover_views import BatchView, view_of
from app.services.moves import owed
from app.services.security import Session

NOTABLE = frozenset({"handover.other_office", "handover.other_counter", "handover.unknown"})
"""Strangers that can be noted in a handover; the rest is no number, or not one folder's."""
ADDED_PAPERS = "giấy tờ bổ sung"
"""Note of papers that follow a folder; it stands on the list, which is Vietnamese in every language."""
_IN_FOLDER = frozenset({PaperState.HANDED_IN, PaperState.REUSED})
_BATCHES_BACK = 20
_USUAL_FROM = 3
"""So many folders of a procedure went to one unit before another one is worth a word."""


class Outcome(StrEnum):
    """What a beep did."""

    ADDED = "added"
    COUNTED = "counted"
    AGAIN = "again"
    """It was in already; nothing is doubled."""
    EXTRA = "extra"
    """The taker found it, the giver had not counted it."""
    STRANGER = "stranger"
    """Not a folder of this desk."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Beep:
    """What became of a beep.

    Attributes:
        view: the handover as it is now.
        said: why not; or, where it was done, what is worth a word.
        ordinal: of the folder in the handover; 0: it is not in it.
        dossier: of a folder of this desk, a refused one too.
    """

    outcome: Outcome
    number: str
    view: BatchView
    said: PersonProblem | None = None
    ordinal: int = 0
    dossier: DossierRow | None = None

    @property
    def notable(self) -> bool:
        """Whether this stranger can be noted in the handover."""
        return self.outcome is Outcome.STRANGER and self.said is not None and self.said.code in NOTABLE


_Done = tuple[Outcome, PersonProblem | None, int]


def beep(desk: Desk, session: Session, batch_id: UUID, text: str) -> Beep:
    """Put a folder into an open handover, or count it in a sealed one.

    What stands against it is part of the answer, with the folder named: nothing is raised for it and nothing is lost.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_batch``, ``handover.wrong_step``.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, BatchState.OPEN, BatchState.SEALED)
        found = find_folder(desk, work, text)
        if batch.kind is BatchKind.POST_IN and found.dossier is None and (note := consignment_in(text)):
            found = Folder(note)
        step = _add if batch.state is BatchState.OPEN else _count
        outcome, said, ordinal = step(work, batch, found)
        row = work.dossiers.row(found.dossier.id) if found.dossier else None
        answer = Beep(outcome, found.number, view_of(work, batch), said, ordinal, row)
        work.commit()
    return answer


def note_stranger(desk: Desk, session: Session, batch_id: UUID, number: str) -> Beep:
    """Note a folder that is not of this desk: it is counted and stands on the list, and nothing moves in the records.

    Raises:
        PersonProblem: as beep; ``handover.not_a_number`` and ``handover.several`` where it is nobody's number.
    """
    require(session.account, Permission.HAND_OVER)
    with desk.store.work() as work:
        batch = in_state(work, batch_id, BatchState.OPEN, BatchState.SEALED)
        found = find_folder(desk, work, number)
        if found.stranger is None or found.stranger.code not in NOTABLE:
            raise found.stranger or PersonProblem("handover.is_known", number=found.number)
        items = work.batches.items(batch.id)
        same = _same(items, found)
        item = replace(same or _new_item(batch, items, found.number), taken=_is_counted(batch))
        work.batches.put_item(item)
        answer = Beep(Outcome.ADDED, found.number, view_of(work, batch), ordinal=item.ordinal)
        work.commit()
    return answer


def _add(work: Work, batch: Batch, found: Folder) -> _Done:
    items = work.batches.items(batch.id)
    same = _same(items, found)
    if same is not None:
        if not batch.kind.leaves and not same.taken:
            work.batches.put_item(replace(same, taken=True))
            return Outcome.COUNTED, None, same.ordinal
        place = items.index(same) + 1
        return Outcome.AGAIN, PersonProblem("handover.already_in", number=found.number, place=place), same.ordinal
    if found.stranger is not None:
        return Outcome.STRANGER, found.stranger, 0
    if found.dossier is None:
        item = replace(_new_item(batch, items, found.number), consignment=found.number)
        work.batches.put_item(item)
        return Outcome.ADDED, None, item.ordinal
    standing = standing_of(work, batch, found.number, found.dossier)
    problem = objection(batch.kind, standing)
    if problem is not None:
        return Outcome.REFUSED, problem, 0
    item, said = _known(work, batch, _new_item(batch, items, found.number), found.dossier, standing)
    work.batches.put_item(item)
    return Outcome.ADDED, said, item.ordinal


def _count(work: Work, batch: Batch, found: Folder) -> _Done:
    items = work.batches.items(batch.id)
    same = _same(items, found)
    if same is not None and same.taken:
        return Outcome.AGAIN, PersonProblem("handover.counted_already", number=found.number), same.ordinal
    if same is not None:
        work.batches.put_item(replace(same, taken=True))
        return Outcome.COUNTED, None, same.ordinal
    if found.dossier is None:
        return Outcome.STRANGER, found.stranger, 0
    standing = standing_of(work, batch, found.number, found.dossier)
    if standing.bag or standing.status is Status.RETURNED:
        return Outcome.REFUSED, objection(BatchKind.RESULTS, standing), 0
    item = _with_papers(_new_item(batch, items, found.number), found.dossier)
    work.batches.put_item(item)
    return Outcome.EXTRA, PersonProblem("handover.not_in_batch", number=found.number), item.ordinal


def _same(items: tuple[BatchItem, ...], found: Folder) -> BatchItem | None:
    dossier_id = found.dossier.id if found.dossier else None
    return next(
        (
            item
            for item in items
            if item.number == found.number or (dossier_id is not None and item.dossier_id == dossier_id)
        ),
        None,
    )


def _is_counted(batch: Batch) -> bool:
    """Return whether a folder in the hand was counted by the taker: it is he who beeps, or both do so together."""
    return batch.state is BatchState.SEALED or not batch.kind.leaves


def _new_item(batch: Batch, items: tuple[BatchItem, ...], number: str) -> BatchItem:
    last = max((item.ordinal for item in items), default=0)
    given = batch.state is BatchState.OPEN
    return BatchItem(batch.id, last + 1, number, given=given, taken=_is_counted(batch))


def _with_papers(item: BatchItem, dossier: Dossier) -> BatchItem:
    inside = [paper for paper in dossier.papers if paper.state in _IN_FOLDER]
    return replace(
        item,
        dossier_id=dossier.id,
        originals=sum(paper.originals for paper in inside),
        copies=sum(paper.certified_copies + paper.photocopies for paper in inside),
        pages=sum(paper.pages for paper in inside),
    )


def _known(
    work: Work, batch: Batch, item: BatchItem, dossier: Dossier, standing: Standing
) -> tuple[BatchItem, PersonProblem | None]:
    if batch.kind is BatchKind.POST_IN:
        return replace(item, dossier_id=dossier.id, note=ADDED_PAPERS), None
    if batch.kind is BatchKind.DOSSIERS and standing.with_partner:
        added = PersonProblem("handover.adds_papers", number=item.number, unit=batch.unit_name)
        return replace(item, dossier_id=dossier.id, note=ADDED_PAPERS), added
    item = _with_papers(item, dossier)
    if batch.kind is BatchKind.DOSSIERS:
        return item, _unusual(work, batch, dossier)
    if batch.kind is BatchKind.POST_OUT:
        return replace(item, money=owed(work, dossier)), None
    elsewhere = standing.holder and not standing.with_partner and not is_missing(standing.holder)
    said = PersonProblem("handover.from_other", number=item.number, holder=standing.holder) if elsewhere else None
    return replace(item, without_result=comes_without_result(dossier.status)), said


def _unusual(work: Work, batch: Batch, dossier: Dossier) -> PersonProblem | None:
    usual = work.batches.usual_unit(dossier.procedure_code, _BATCHES_BACK)
    if usual is None or usual[0] == batch.unit_id or usual[1] < _USUAL_FROM:
        return None
    unit = work.units.get(usual[0])
    return PersonProblem("handover.unusual_unit", unit=unit.name) if unit is not None else None
