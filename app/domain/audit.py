"""The audit chain: who did what, linked so that a changed, removed or moved entry shows.

``linkₖ = SHA-256(linkₖ₋₁ ‖ entry_bytesₖ)``, the first on 32 zero bytes. The chain proves order and content; that
nothing was cut off at the end is proved against a head that was kept elsewhere (a receipt, a printed day sheet).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.core.clock import VIETNAM
from app.domain.operations import CHAIN_START, canonical_json


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act as it is kept for ever.

    Attributes:
        seq: 1, 2, 3 … without a gap within one store.
        at: wall time of the act; orders nothing, ``seq`` does.
        actor: the account's id as text; ``"system"`` for what the program does by itself.
        acts_for: whose work it is, for postal staff; else empty.
        action: dotted name, stable for ever (``"dossier.received"``).
        subject: what it was done to (a dossier's id, an account's login); empty where there is nothing.
        detail: JSON values only, as little personal data as the act needs.
    """

    seq: int
    at: datetime
    actor: str
    acts_for: str
    action: str
    subject: str
    detail: Mapping[str, object] = field(default_factory=dict)


def entry_bytes(entry: AuditEntry) -> bytes:
    """Return the one form of entry that is linked and may be stored: canonical JSON, the time at +07:00.

    Raises:
        ValueError: the time has no offset.
        TypeError: the detail holds something JSON cannot.
    """
    if entry.at.tzinfo is None:
        raise ValueError("an audit entry needs a time with an offset")
    return canonical_json(
        {
            "seq": entry.seq,
            "at": entry.at.astimezone(VIETNAM).isoformat(timespec="microseconds"),
            "actor": entry.actor,
            "acts_for": entry.acts_for,
            "action": entry.action,
            "subject": entry.subject,
            "detail": dict(entry.detail),
        }
    )


def entry_from_bytes(data: bytes) -> AuditEntry:
    """Return the entry that ``entry_bytes`` wrote as data.

    Raises:
        ValueError: data is not such an entry.
    """
    try:
        fields = json.loads(data)
        return AuditEntry(**{**fields, "at": datetime.fromisoformat(fields["at"])})
    except (TypeError, KeyError) as error:
        raise ValueError("not an audit entry") from error


def link(previous: bytes, entry: bytes) -> bytes:
    """Return the link that follows previous for an entry in its canonical bytes; both links are 32 bytes."""
    return hashlib.sha256(previous + entry).digest()


def verify(entries: Iterable[tuple[AuditEntry, bytes]], head: bytes | None = None) -> int | None:
    """Return the 0-based index of the first broken entry, None where the whole chain holds.

    Args:
        entries: every entry in order of storage, each with the link stored beside it.
        head: the last link as known from elsewhere; where it differs, the index after the last entry is returned,
            because something is missing there.
    """
    previous, count = CHAIN_START, 0
    for index, (entry, stored) in enumerate(entries):
        if entry.seq != index + 1 or link(previous, entry_bytes(entry)) != stored:
            return index
        previous, count = stored, index + 1
    return None if head is None or head == previous else count
