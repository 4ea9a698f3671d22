"""Results of dossiers, and how they leave the counter."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.core.money import Dong
from app.domain.dossiers import PaymentWay
from app.domain.signatures import FileKind, Integrity


@dataclass(frozen=True, slots=True)
class Result:
    """One document that a dossier results in.

    Attributes:
        code: type code, ``KQ.G15.000031`` (TT 01/2023/TT-VPCP); empty where it is not known.
        number: number and symbol of the document.
        electronic: it exists as a signed file.
        negative: a written refusal instead of what was asked for.
        file_digest: SHA-256 (hex) of its file in the vault, signed or only a copy of the paper; empty: paper alone.
        integrity, signed_by, signed_at: what was found in the file when it was recorded.
    """

    id: UUID
    dossier_id: UUID
    title: str
    code: str = ""
    number: str = ""
    issued_on: date | None = None
    signer: str = ""
    electronic: bool = False
    negative: bool = False
    file_digest: str = ""
    file_size: int = 0
    recorded_at: datetime | None = None
    recorded_by: str = ""
    file_kind: FileKind | None = None
    integrity: Integrity = Integrity.NONE
    signed_by: str = ""
    signed_at: datetime | None = None


class Collector(StrEnum):
    """Who takes a result."""

    OWNER = "owner"
    SUBMITTER = "submitter"
    AUTHORISED = "authorised"
    """With a paper of authorisation (NĐ 118/2025, article 6.2)."""
    POST = "post"


class Proof(StrEnum):
    """What shows that the collector is entitled and took it."""

    SLIP = "slip"
    """The reception slip was handed back."""
    IDENTITY = "identity"
    """The slip is lost; an identity document was shown and information given (NĐ 118/2025, article 6.2)."""
    CONSIGNMENT = "consignment"
    """The signed consignment note of the post."""


class ReturnOutcome(StrEnum):
    """How a try to return ended."""

    HANDED_OVER = "handed_over"
    SENT = "sent"
    """With the post, on the way."""
    FAILED = "failed"
    """The post found nobody; after two tries, two working days apart, the result comes back (TT 17/2017)."""


@dataclass(frozen=True, slots=True)
class ResultReturn:
    """One try to give a result, or the papers of a dossier without one, to somebody.

    Attributes:
        originals_taken: original papers handed in now, owed since copies were accepted at reception.
        papers_back: papers of the citizen that were given back.
        tracking: the post's number; empty at the counter.
    """

    id: UUID
    dossier_id: UUID
    at: datetime
    by: str
    acts_for: str
    collector: Collector
    name: str
    proof: Proof
    outcome: ReturnOutcome
    identity: str = ""
    phone: str = ""
    authorisation: str = ""
    originals_taken: str = ""
    papers_back: str = ""
    tracking: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that changed hands for a dossier. Electronic fee receipts are numbered by their provider, never here.

    Attributes:
        amount: whole đồng; negative: given back.
        purpose: ``"fee"``, ``"obligation"`` or ``"refund"``.
        receipt: symbol and number of the provider's receipt, as told; empty where none was issued yet.
    """

    id: UUID
    dossier_id: UUID
    at: datetime
    amount: Dong
    way: PaymentWay
    purpose: str
    by: str
    receipt: str = ""
    note: str = ""
