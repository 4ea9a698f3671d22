"""What both sides say of themselves at the start of a contact, and what the comparison means.

Nothing that was acknowledged is believed for ever: a receiver may have been put back to an old backup, a counter may
have been restored or cloned, and neither need know it. The comparison finds out, and says what to do.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Ranges = tuple[tuple[int, int], ...]
"""Sorted, disjoint, inclusive ranges of cseq."""


def to_ranges(numbers: Iterable[int]) -> Ranges:
    """Return numbers as ranges."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def without(these: Ranges, those: Ranges) -> Ranges:
    """Return the part of these that is not in those."""
    left: list[tuple[int, int]] = []
    for first, last in these:
        start = first
        for low, high in those:
            if high < start or low > last:
                continue
            if low > start:
                left.append((start, low - 1))
            start = high + 1
        if start <= last:
            left.append((start, last))
    return tuple(left)


@dataclass(frozen=True, slots=True)
class Own:
    """What a counter knows of one of its incarnations.

    Attributes:
        made: how many operations it made; its highest cseq.
        head: the chain's link at made.
        acknowledged: cseq for which a valid receipt says that the receiver has it.
        current: new operations are made under this incarnation.
    """

    incarnation: bytes
    made: int
    head: bytes
    acknowledged: Ranges
    current: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """What a receiver holds of one incarnation.

    Attributes:
        contiguous: it holds 1 … contiguous, and their chain is unbroken.
        head: the chain's link at contiguous.
        beyond: what it holds after contiguous.
        forked: two operations claimed one place, or a link did not follow from the one before.
        at_made: its own link at the counter's made; None where it holds nothing there.
    """

    incarnation: bytes
    contiguous: int
    head: bytes
    beyond: Ranges = ()
    forked: bool = False
    at_made: bytes | None = None

    @property
    def top(self) -> int:
        """The highest cseq it holds."""
        return self.beyond[-1][1] if self.beyond else self.contiguous

    @property
    def ranges(self) -> Ranges:
        """Everything it holds."""
        return ((1, self.contiguous), *self.beyond) if self.contiguous else self.beyond


@dataclass(frozen=True, slots=True)
class Finding:
    """What the comparison of one incarnation means.

    Attributes:
        lost: acknowledged, and the receiver lacks it: send again.
        doubtful: acknowledged, and the chain cannot vouch for it: ask operation by operation.
        unknown: the receiver has more than this counter ever made: it was rolled back, pull.
        diverged: two histories under one incarnation: a clone, or a rollback that went on working.
    """

    lost: Ranges = ()
    doubtful: Ranges = ()
    unknown: bool = False
    diverged: bool = False


def compare(own: Own, held: Held, link_here: bytes | None, *, strict: bool = False) -> Finding:
    """Return what the difference between both sides means.

    Args:
        own: this counter's side.
        held: the receiver's side.
        link_here: this counter's own link at ``held.contiguous``; None where it never made that many.
        strict: nothing is believed that the chain does not prove; for a receiver that is new.
    """
    proven = held.contiguous > 0 and link_here == held.head
    other_past = held.contiguous > 0 and link_here is not None and not proven
    other_end = held.at_made is not None and held.at_made != own.head
    diverged = other_past or other_end or held.forked
    vouched: Ranges = ((1, held.contiguous),) if proven else ()
    return Finding(
        lost=without(own.acknowledged, held.ranges),
        doubtful=without(own.acknowledged, vouched) if diverged or strict else (),
        unknown=held.top > own.made,
        diverged=diverged,
    )
