"""How much of each counter's history is held without a gap, kept beside the book in the same transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, true, union_all, update

from app.domain.operations import CHAIN_START, link_after
from app.hub.tables import incarnations, operations, rejected
from app.sync.arrivals import Arrival
from app.sync.comparing import Held, Own, to_ranges

OTHER_BODY = "other_body"
"""Reason of evidence whose op_id is in the book with another body: the place in the chain is the book's."""


class Link(NamedTuple):
    """One operation as a link: its place, and what the next link is made of."""

    cseq: int
    op_id: bytes
    dseq: int
    body_sha: bytes
    chain: bytes


@dataclass(frozen=True, slots=True)
class Prefix:
    """1 … contiguous are held, their chain ends in head; forked: it does not go on from there."""

    contiguous: int = 0
    head: bytes = CHAIN_START
    forked: bool = False

    def extended(self, links: Iterable[Link | Arrival]) -> "Prefix":
        """Return the prefix after links, which come in the order of their cseq and may leave gaps."""
        contiguous, head = self.contiguous, self.head
        for link in links:
            if link.cseq > contiguous + 1:
                break
            follows = link_after(head, link.op_id, link.dseq, link.body_sha) == link.chain
            if link.cseq <= contiguous or not follows:
                return Prefix(contiguous, head, forked=True)
            contiguous, head = link.cseq, link.chain
        return replace(self, contiguous=contiguous, head=head)


def note_arrivals(connection: Connection, counter: bytes, arrivals: Sequence[Arrival], at: str) -> None:
    """Bring the prefixes up to date with operations that have just been kept for the first time."""
    for incarnation in {arrival.incarnation for arrival in arrivals}:
        new = sorted((one for one in arrivals if one.incarnation == incarnation), key=attrgetter("cseq"))
        _extend(connection, counter, incarnation, new, at)


def _extend(connection: Connection, counter: bytes, incarnation: bytes, new: list[Arrival], at: str) -> None:
    row = connection.execute(
        select(incarnations).where(incarnations.c.incarnation == incarnation).with_for_update()
    ).one_or_none()
    before = Prefix(row.contiguous, row.head, row.forked) if row else Prefix()
    after = before if before.forked else before.extended(new)
    top = max(row.top if row else 0, new[-1].cseq)
    if not after.forked and before.contiguous < after.contiguous < top:
        # A gap was filled, so what was kept before may follow on.
        after = before.extended(_kept(connection, incarnation, before.contiguous))
    values = {"contiguous": after.contiguous, "head": after.head, "forked": after.forked, "top": top}
    if row is None:
        connection.execute(
            insert(incarnations).values(incarnation=incarnation, counter_id=counter, first_seen=at, **values)
        )
    else:
        connection.execute(update(incarnations).where(incarnations.c.incarnation == incarnation).values(**values))


def _kept(connection: Connection, incarnation: bytes, after: int) -> list[Link]:
    """Return everything kept after a place, evidence included; an operation that is both is one link."""
    both = union_all(
        *(
            select(table.c.cseq, table.c.op_id, table.c.dseq, table.c.body_sha, table.c.chain).where(
                table.c.incarnation == incarnation, table.c.cseq > after, condition
            )
            for table, condition in ((operations, true()), (rejected, rejected.c.reason != OTHER_BODY))
        )
    )
    links = {Link(*row) for row in connection.execute(both)}
    return sorted(links, key=lambda link: link.cseq)


def held(connection: Connection, own: Own) -> Held:
    """Return what is held of the incarnation that a counter speaks of."""
    row = connection.execute(select(incarnations).where(incarnations.c.incarnation == own.incarnation)).one_or_none()
    if row is None:
        return Held(own.incarnation, 0, CHAIN_START)
    ours = select(operations.c.cseq).where(operations.c.incarnation == own.incarnation)
    beyond = connection.execute(ours.where(operations.c.cseq > row.contiguous)).scalars().all()
    at_made = _link_at(connection, own, row.contiguous, row.head)
    return Held(own.incarnation, row.contiguous, row.head, to_ranges(list(beyond)), row.forked, at_made)


def _link_at(connection: Connection, own: Own, contiguous: int, head: bytes) -> bytes | None:
    if own.made in {contiguous, 0}:
        return head if own.made else None
    links = (
        connection.execute(
            select(operations.c.chain).where(operations.c.incarnation == own.incarnation, operations.c.cseq == own.made)
        )
        .scalars()
        .all()
    )
    return own.head if own.head in links else (links[0] if links else None)


def restores_on(connection: Connection, counter: bytes, own: Sequence[Own], at: str) -> int:
    """Note the incarnation under which a counter works now; return how often it was restored on the day of at.

    The counter itself may have forgotten restores, so only the receiver can count them.
    """
    for one in own:
        known = select(incarnations.c.top).where(incarnations.c.incarnation == one.incarnation)
        if one.current and connection.execute(known).first() is None:
            connection.execute(
                insert(incarnations).values(
                    incarnation=one.incarnation,
                    counter_id=counter,
                    contiguous=0,
                    head=CHAIN_START,
                    forked=False,
                    first_seen=at,
                    top=0,
                )
            )
    days = connection.execute(select(incarnations.c.first_seen).where(incarnations.c.counter_id == counter)).scalars()
    seen = sorted(day[:10] for day in days)
    return sum(day == at[:10] for day in seen[1:])


def rebuild(connection: Connection) -> None:
    """Work every prefix out anew from the book: after a restore nothing that was derived is believed."""
    seen = {row.incarnation: row.first_seen for row in connection.execute(select(incarnations))}
    known = connection.execute(
        select(operations.c.incarnation, operations.c.counter_id, func.min(operations.c.received_at)).group_by(
            operations.c.incarnation, operations.c.counter_id
        )
    ).all()
    connection.execute(delete(incarnations))
    for incarnation, counter, first in known:
        kept = _kept(connection, incarnation, 0)
        prefix = Prefix().extended(kept)
        connection.execute(
            insert(incarnations).values(
                incarnation=incarnation,
                counter_id=counter,
                contiguous=prefix.contiguous,
                head=prefix.head,
                forked=prefix.forked,
                first_seen=seen.get(incarnation, first),
                top=kept[-1].cseq,
            )
        )
