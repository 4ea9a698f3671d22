"""What is sent to the receiver: operations, frozen when they are made, linked in a chain per incarnation.

An operation's body never changes after it is made; a later change is a new operation. The chain lets both sides
compare everything they hold by one number: ``cₖ = SHA-256(cₖ₋₁ ‖ op_id ‖ dseq ‖ body_sha)``.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

CHAIN_START = bytes(32)


class OperationKind(StrEnum):
    """Kinds of operations; a kind that was ever released is accepted for ever."""

    DOSSIER_RECEIVED = "dossier.received"
    DOSSIER_ACT = "dossier.act"
    """Anything that happened to it afterwards; the body names it."""


class Delivery(StrEnum):
    """How far an operation has come, by the latest valid receipt."""

    UNSENT = "unsent"
    STORED = "stored"
    PARKED = "parked"
    """The receiver keeps it and waits for an earlier one of the same dossier."""
    CONFLICT = "conflict"
    REFUSED = "refused"

    @property
    def stopped(self) -> bool:
        """Whether nothing more of the dossier is sent until a person has looked."""
        return self in {Delivery.CONFLICT, Delivery.REFUSED}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as it lies in the outbox and at the receiver.

    Attributes:
        incarnation: random; new at install, restore and clone of a counter.
        cseq: 1, 2, 3 … without a gap within one incarnation.
        dseq: 1, 2, 3 … within one dossier.
        schema: version of the body's shape.
        body: canonical JSON, UTF-8.
        body_sha: SHA-256 of body, 32 bytes.
        chain: the link of this operation, 32 bytes.
    """

    op_id: UUID
    office_id: UUID
    counter_id: UUID
    incarnation: UUID
    cseq: int
    dossier_id: UUID
    dseq: int
    kind: OperationKind
    schema: int
    body: bytes
    body_sha: bytes
    chain: bytes
    made_at: datetime


def canonical_json(value: object) -> bytes:
    """Return value as JSON in one form only: keys sorted, no spaces, UTF-8, no NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def next_link(previous: bytes, op_id: UUID, dseq: int, body_sha: bytes) -> bytes:
    """Return the chain link that follows previous."""
    return link_after(previous, op_id.bytes, dseq, body_sha)


def link_after(previous: bytes, op_id: bytes, dseq: int, body_sha: bytes) -> bytes:
    """As next_link, for an op_id in its 16 bytes."""
    return hashlib.sha256(previous + op_id + dseq.to_bytes(8, "big") + body_sha).digest()
