"""A handover: folders in a bag, counted and signed for by both sides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.core.money import ZERO, Dong


class BatchKind(StrEnum):
    """What travels, and which way."""

    DOSSIERS = "dossiers"
    """Folders from the counter to whoever resolves them."""
    RESULTS = "results"
    """Results from whoever resolved them to the counter."""
    POST_IN = "post_in"
    """Dossiers that the post brings: the signature is the moment of legal submission (QĐ 45/2016, article 7.4)."""
    POST_OUT = "post_out"
    """Results that the post takes (QĐ 45/2016, article 9)."""


class BatchState(StrEnum):
    """How far a handover has come."""

    OPEN = "open"
    """Folders are beeped in."""
    SEALED = "sealed"
    """Counted and signed by the giver; on the way."""
    RECEIVED = "received"
    """Counted and signed by the taker too; final."""
    CANCELLED = "cancelled"
    """Given up before anybody signed for it; its folders stayed where they were."""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One folder of a handover.

    Attributes:
        ordinal: 1-based, in the order of beeping.
        number: as printed on the folder; also where nobody here knows the dossier.
        dossier_id: None for a folder of another office, or one that is not known here.
        given, taken: whether the giver and the taker counted it.
        originals, copies: papers in it, as the postal record tells them apart (TT 17/2017, article 5).
        consignment: number of the postal consignment note; empty where there is none.
        money: fee money that travels with it.
    """

    batch_id: UUID
    ordinal: int
    number: str
    dossier_id: UUID | None = None
    given: bool = True
    taken: bool = False
    originals: int = 0
    copies: int = 0
    pages: int = 0
    consignment: str = ""
    complete: bool = True
    money: Dong = ZERO
    note: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """One handover (chuyến giao nhận).

    Attributes:
        number: ``BG-261120-3-01``: day, counter, ordinal of the day; printed as Code128.
        unit_id: who stands on the other side; unit_name as it was then.
        giver, taker: names of those who signed; empty until they have.
        seal: number of the bag's seal; empty without one.
    """

    id: UUID
    number: str
    kind: BatchKind
    unit_id: UUID
    unit_name: str
    state: BatchState
    opened_at: datetime
    opened_by: str
    seal: str = ""
    giver: str = ""
    taker: str = ""
    sealed_at: datetime | None = None
    received_at: datetime | None = None
    note: str = ""
