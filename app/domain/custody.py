"""Who has a folder: what may be put into a bag, what was counted, and how the holder is written down."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.dossiers import Status
from app.domain.handover import BatchItem, BatchKind
from app.domain.lifecycle import MOVING, PAUSED, STATUS_NAMES, WITHOUT_RESULT, Act, next_status

HERE = ""
"""Life.holder of a folder at this counter."""
_MISSING = "chưa tìm thấy"
_TO_BE_TAKEN_AWAY = WITHOUT_RESULT | {Status.DONE}


def on_the_way(unit_name: str) -> str:
    """Return the holder of a folder that was given and not yet taken."""
    return f"trên đường đến {unit_name}"


def missing_from(batch_number: str) -> str:
    """Return the holder of a folder that the giver counted and the taker did not find."""
    return f"{_MISSING}, thiếu trong lô {batch_number}"


def is_missing(holder: str) -> bool:
    """Return whether nobody knows where the folder is: it may turn up anywhere."""
    return holder.startswith(_MISSING)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a folder stands when somebody beeps it.

    Attributes:
        holder: as in Life.
        bag: number of another handover it is in, open or on the way; empty: none.
        with_partner: the unit of this handover was the last to sign for the folder.
    """

    number: str
    status: Status
    holder: str = HERE
    bag: str = ""
    with_partner: bool = False


def objection(kind: BatchKind, standing: Standing) -> PersonProblem | None:
    """Return why the folder cannot go into a handover of this kind; None where it can."""
    if kind is BatchKind.POST_IN:
        # The post brings papers for it; the folder itself stays where it is.
        return None
    if standing.bag:
        return PersonProblem("handover.in_other_batch", number=standing.number, batch=standing.bag)
    if kind is BatchKind.RESULTS:
        returned = standing.status is Status.RETURNED
        return PersonProblem("handover.returned_already", number=standing.number) if returned else None
    problem = _state_objection(kind, standing)
    # New papers for a folder follow it to whoever has it.
    adds_papers = kind is BatchKind.DOSSIERS and standing.with_partner and problem is None
    if standing.holder and not is_missing(standing.holder) and not adds_papers:
        return PersonProblem("handover.with_other", number=standing.number, holder=standing.holder)
    return problem


def _state_objection(kind: BatchKind, standing: Standing) -> PersonProblem | None:
    if kind is BatchKind.POST_OUT:
        if standing.status in _TO_BE_TAKEN_AWAY:
            return None
        return PersonProblem("handover.no_result_yet", number=standing.number, status=_(STATUS_NAMES[standing.status]))
    try:
        next_status(Act.TRANSFER, standing.status)
    except PersonProblem as problem:
        return problem
    return None


def comes_without_result(status: Status) -> bool:
    """Return whether a folder that comes back in this state brings no result, as far as one can tell."""
    return status in PAUSED or status in WITHOUT_RESULT


def brings_result(item: BatchItem, status: Status) -> bool:
    """Return whether taking this folder ends the dossier with a result."""
    return item.taken and not item.without_result and status in MOVING


@dataclass(frozen=True, slots=True)
class Tally:
    """What both sides counted.

    Attributes:
        given: how many folders the giver counted.
        taken: how many of all folders the taker counted.
        missing: given, and not found by the taker.
        extra: found by the taker, and not given; known here.
        strange: folders of other offices and counters, and of nobody.
        declared: how many the giver said there are; 0: not said.
    """

    given: int = 0
    taken: int = 0
    missing: tuple[BatchItem, ...] = ()
    extra: tuple[BatchItem, ...] = ()
    strange: tuple[BatchItem, ...] = ()
    declared: int = 0

    @property
    def matched(self) -> int:
        """How many of the giver's folders the taker counted."""
        return self.given - len(self.missing)

    @property
    def undeclared(self) -> int:
        """How many more (or, negative, fewer) folders came than the giver said; 0 where that was not said."""
        return self.given + len(self.extra) - self.declared if self.declared else 0

    @property
    def agreed(self) -> bool:
        """Whether both sides counted the same folders."""
        unexpected = self.extra or any(not item.given for item in self.strange)
        return not (self.missing or unexpected or self.undeclared)


def tally(kind: BatchKind, items: Iterable[BatchItem], declared: int = 0) -> Tally:
    """Return what was counted so far."""
    items = tuple(items)
    # What the post brings is unknown here before its reception; that makes it no stranger.
    strange = () if kind is BatchKind.POST_IN else tuple(item for item in items if item.dossier_id is None)
    return Tally(
        given=sum(item.given for item in items),
        taken=sum(item.taken for item in items),
        missing=tuple(item for item in items if item.given and not item.taken),
        extra=tuple(item for item in items if item.taken and not item.given and item not in strange),
        strange=strange,
        declared=declared,
    )
