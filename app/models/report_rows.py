"""What registers and reports read of many dossiers at once: frozen rows, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.money import ZERO, Dong
from app.domain.dossiers import PaymentWay, ReturnPlace, Status, submission
from app.domain.operations import Delivery
from app.domain.procedures import Channel


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the next one begins after it."""

    received_at: datetime
    row: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier in the register.

    Attributes:
        row: its place in the order of reception.
        applicant: of whom the dossier is; representative: who speaks for an organisation.
        card_address: as on the card; address: today's, empty where nobody wrote it.
        resolving_unit: as received; empty: this office itself.
        returned_at: when the result left the counter, None: it has not; collector: who took it.
    """

    row: int
    id: UUID
    number: str
    procedure_code: str
    procedure_name: str
    content: str
    applicant: str
    representative: str
    identity: str
    address: str
    card_address: str
    phone: str
    channel: Channel
    sets: int
    resolving_unit: str
    received_at: datetime
    appointment: datetime
    due: datetime | None
    status: Status
    return_place: ReturnPlace
    returned_at: datetime | None
    collector: str
    note: str

    @property
    def cursor(self) -> Cursor:
        """Where the page after this row begins."""
        return Cursor(self.received_at, self.row)


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One dossier with what is counted of it; its acts are read beside it.

    Attributes:
        to_scan: papers handed in; scanned: those with a file; reused, looked_up: by the paper's state.
        paid: how many payments were taken; paid_cash: those in cash.
        electronic: results that exist as a signed file.
        delivery: how far its slowest operation has come; None where it has none.
    """

    row: int
    id: UUID
    number: str
    channel: Channel
    procedure_code: str
    procedure_version: int
    case_code: str
    received_at: datetime
    clock_start: datetime
    appointment: datetime
    status: Status
    moved_at: datetime
    ended_at: datetime | None
    supplements: int
    to_scan: int
    scanned: int
    reused: int
    looked_up: int
    paid: int
    paid_cash: int
    electronic: int
    delivery: Delivery | None

    @property
    def submitted_at(self) -> datetime:
        """As Dossier.submitted_at."""
        return submission(self.clock_start, self.received_at)

    @property
    def cursor(self) -> Cursor:
        """Where the page after this row begins."""
        return Cursor(self.received_at, self.row)


@dataclass(frozen=True, slots=True)
class TimedRow:
    """One dossier with what its time is counted by; its acts are read beside it."""

    id: UUID
    channel: Channel
    procedure_code: str
    procedure_version: int
    case_code: str
    received_at: datetime
    clock_start: datetime
    appointment: datetime
    due: datetime

    @property
    def submitted_at(self) -> datetime:
        """As Dossier.submitted_at."""
        return submission(self.clock_start, self.received_at)


@dataclass(frozen=True, slots=True)
class WaySum:
    """Money of one kind: how many payments, what they come to, refunds counted back."""

    way: PaymentWay
    purpose: str
    count: int = 0
    amount: Dong = ZERO
