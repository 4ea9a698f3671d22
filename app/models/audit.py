"""The audit chain on disk: only appended to, each entry linked to the one before."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import select

from app.core.clock import VIETNAM
from app.domain.audit import AuditEntry, entry_bytes, entry_from_bytes, link, verify
from app.domain.operations import CHAIN_START
from app.models.mapping import Repository
from app.models.tables import audit

_PAGE = 2_000


class Audit(Repository):
    """Who did what."""

    def append(self, entry: AuditEntry) -> bytes:
        """Append entry, whose seq is next_seq(); return its link.

        Raises:
            ValueError: seq is not the next one.
        """
        last, head = self._last()
        if entry.seq != last + 1:
            raise ValueError(f"audit entry {entry.seq} does not follow {last}")
        data = entry_bytes(entry)
        linked = link(head, data)
        self._insert(
            audit,
            {
                "seq": entry.seq,
                "at": entry.at,
                "day": entry.at.astimezone(VIETNAM).date(),
                "actor": entry.actor,
                "action": entry.action,
                "subject": entry.subject,
                "entry": data,
                "link": linked,
            },
        )
        return linked

    def write(
        self,
        at: datetime,
        actor: str,
        action: str,
        *,
        subject: str = "",
        acts_for: str = "",
        detail: Mapping[str, object] | None = None,
    ) -> AuditEntry:
        """Append the next entry and return it."""
        entry = AuditEntry(
            seq=self.next_seq(),
            at=at,
            actor=actor,
            acts_for=acts_for,
            action=action,
            subject=subject,
            detail=detail or {},
        )
        self.append(entry)
        return entry

    def next_seq(self) -> int:
        """Return the seq of the entry that comes next."""
        return self._last()[0] + 1

    def head(self) -> bytes:
        """Return the last link; 32 zero bytes where nothing was written yet."""
        return self._last()[1]

    def latest(self, limit: int, *, subject: str = "") -> tuple[AuditEntry, ...]:
        """Return the latest entries, newest first; of one subject where it is named."""
        query = select(audit.c.entry).order_by(audit.c.seq.desc()).limit(limit)
        if subject:
            query = query.where(audit.c.subject == subject)
        return tuple(entry_from_bytes(data) for data in self._connection.scalars(query))

    def subjects_on(self, day: date, actions: Collection[str]) -> tuple[str, ...]:
        """Return what was acted on in one of these ways on a day in Viet Nam, each once, in no order."""
        query = select(audit.c.subject).where(audit.c.day == day, audit.c.action.in_(tuple(actions))).distinct()
        return tuple(self._connection.scalars(query))

    def verify(self, head: bytes | None = None) -> int | None:
        """Return the seq of the first broken row, None where the whole chain holds.

        Args:
            head: the last link as known from elsewhere; shows that rows were cut off at the end.
        """
        try:
            broken = verify(self._chain(), head)
        except _UnreadableEntryError as error:
            return error.seq
        return None if broken is None else broken + 1

    def _last(self) -> tuple[int, bytes]:
        row = self._connection.execute(select(audit.c.seq, audit.c.link).order_by(audit.c.seq.desc()).limit(1)).first()
        return (0, CHAIN_START) if row is None else (row[0], row[1])

    def _chain(self) -> Iterator[tuple[AuditEntry, bytes]]:
        after = 0
        while True:
            query = select(audit.c.seq, audit.c.entry, audit.c.link).where(audit.c.seq > after)
            page = self._connection.execute(query.order_by(audit.c.seq).limit(_PAGE)).all()
            if not page:
                return
            for seq, data, linked in page:
                yield _read(seq, data), linked
            after = page[-1][0]


class _UnreadableEntryError(Exception):
    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


def _read(seq: int, data: bytes) -> AuditEntry:
    try:
        entry = entry_from_bytes(data)
    except ValueError as error:
        raise _UnreadableEntryError(seq) from error
    # Bytes that only mean the same are a change too.
    if entry_bytes(entry) != data or entry.seq != seq:
        raise _UnreadableEntryError(seq)
    return entry
