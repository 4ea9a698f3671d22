"""A handover: folders in a bag, counted and signed for by both sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from app.core.money import ZERO, Dong
from app.core.words import mark
from app.domain.units import UnitKind


class BatchKind(StrEnum):
    """What travels, and which way."""

    DOSSIERS = "dossiers"
    """Folders from the counter to whoever resolves them."""
    RESULTS = "results"
    """Results from whoever resolved them to the counter."""
    POST_IN = "post_in"
    """Dossiers that the post brings: the signature is the moment of legal submission (QĐ 45/2016, article 7.4)."""
    POST_OUT = "post_out"
    """Results that leave the counter: the post takes them (QĐ 45/2016, article 9), or the office that returns them."""

    @property
    def leaves(self) -> bool:
        """Whether the counter gives; else it takes."""
        return self in {BatchKind.DOSSIERS, BatchKind.POST_OUT}


PARTNERS: Mapping[BatchKind, frozenset[UnitKind]] = MappingProxyType(
    {
        BatchKind.DOSSIERS: frozenset({UnitKind.DEPARTMENT, UnitKind.OFFICE}),
        BatchKind.RESULTS: frozenset({UnitKind.DEPARTMENT, UnitKind.OFFICE}),
        BatchKind.POST_IN: frozenset({UnitKind.POST, UnitKind.COURIER}),
        BatchKind.POST_OUT: frozenset({UnitKind.POST, UnitKind.COURIER, UnitKind.OFFICE}),
    }
)
"""Who may stand on the other side of each kind."""


class BatchState(StrEnum):
    """How far a handover has come."""

    OPEN = "open"
    """Folders are beeped in."""
    SEALED = "sealed"
    """Counted and signed by the giver; on the way. What comes to the counter is signed by both sides at once."""
    RECEIVED = "received"
    """Counted and signed by the taker too; final."""
    CANCELLED = "cancelled"
    """Given up before anybody signed for it; its folders stayed where they were."""


STATE_NAMES: Mapping[BatchState, str] = MappingProxyType(
    {
        BatchState.OPEN: mark("Đang mở"),
        BatchState.SEALED: mark("Đã niêm phong"),
        BatchState.RECEIVED: mark("Đã ký nhận"),
        BatchState.CANCELLED: mark("Đã hủy"),
    }
)
"""What each state is called, in Vietnamese; translate with ``_``."""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One folder of a handover.

    Attributes:
        ordinal: 1-based, in the order of beeping; a folder that was taken out leaves a gap.
        number: as printed on the folder; also where nobody here knows the dossier. What the post brings is known by
            its consignment note until it is received.
        dossier_id: None for a folder of another office, or one that is not known here.
        given, taken: whether the giver and the taker counted it.
        originals, copies: papers in it, as the postal record tells them apart (TT 17/2017, article 5).
        consignment: number of the postal consignment note; empty where there is none.
        money: fee money that travels with it.
        result_number: number and symbol of the result that comes with it, as far as it is known.
        without_result: it comes back to the counter although nothing has been decided.
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
    result_number: str = ""
    without_result: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """One handover (chuyến giao nhận).

    Attributes:
        number: ``BG-261120-3-01``: day, counter, ordinal of the day; printed as Code128.
        unit_id: who stands on the other side; unit_name as it was then.
        giver, taker: names of those who sign; signed are they from sealed_at and received_at on.
        seal: number of the bag's seal; empty without one.
        declared: how many folders the giver said there are, in what comes to the counter; 0: not said.
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
    declared: int = 0
