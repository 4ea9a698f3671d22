"""The dossier as it is received, and the frozen record that reception makes of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.core.money import Dong
from app.domain.people import Parties
from app.domain.procedures import Channel, PaperForm


class PaperState(StrEnum):
    """What the clerk says of one paper of the checklist."""

    MISSING = "missing"
    HANDED_IN = "handed_in"
    SHOWN = "shown"
    NOT_APPLICABLE = "not_applicable"
    REUSED = "reused"
    """Taken from a paper the office accepted before and holds; see PaperOrigin."""
    LOOKED_UP = "looked_up"
    """Read in a national database instead of asked for (NĐ 224/2026, article 18.4); see PaperOrigin."""


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """One paper of a dossier.

    Attributes:
        ordinal: 1-based place in the checklist; the key that scans it.
        required_code: RequiredPaper.code; empty for a paper the clerk added.
        pages: how many page images are attached.
        file_digest: SHA-256 (hex) of the attached PDF; empty where nothing is attached.
    """

    ordinal: int
    name: str
    state: PaperState = PaperState.MISSING
    form: PaperForm = PaperForm.ORIGINAL
    originals: int = 0
    certified_copies: int = 0
    photocopies: int = 0
    required_code: str = ""
    file_digest: str = ""
    file_size: int = 0
    pages: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what is to be paid; ``exemption`` names the reason where amount is 0 because of one."""

    code: str
    name: str
    quantity: int
    amount: Dong
    exemption: str = ""
    legal_basis: str = ""


class PaymentWay(StrEnum):
    """How the fee is paid at the counter."""

    NONE = "none"
    CASH = "cash"
    VIETQR = "vietqr"
    LATER = "later"


PAID_NOW = frozenset({PaymentWay.CASH, PaymentWay.VIETQR})
"""Ways that mean the money changed hands at the reception."""


class ReturnPlace(StrEnum):
    """Where the result will be collected; HinhThuc of the national payload is 1 for post, else 0."""

    COUNTER = "counter"
    OTHER_OFFICE = "other_office"
    POST = "post"


class Status(StrEnum):
    """Business state. Money, delivery and synchronisation are separate values, never folded into this one."""

    RECEIVED = "received"
    TRANSFERRED = "transferred"
    IN_PROCESS = "in_process"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    FINANCIAL_OBLIGATION = "financial_obligation"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REFUSED = "refused"
    DONE = "done"
    RETURNED = "returned"


NATIONAL_STATUS = {
    Status.RECEIVED: 2,
    Status.TRANSFERRED: 4,
    Status.IN_PROCESS: 4,
    Status.SUPPLEMENT_REQUESTED: 5,
    Status.FINANCIAL_OBLIGATION: 6,
    Status.WITHDRAWN: 7,
    Status.STOPPED: 8,
    Status.REFUSED: 3,
    Status.DONE: 9,
    Status.RETURNED: 10,
}
"""TrangThaiHoSo, codes 1–10; 1 (newly registered) is the portal's own, before a counter has received anything."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """The promise on the slip and the limit of the law: two values.

    Attributes:
        clock_start: the moment the law's clock starts.
        legal_deadline: None where the procedure states no limit.
        appointment: what is printed.
        limit_text: the limit in words for the slip (``"7 ngày làm việc"``).
        explanation: one line a step, in Vietnamese, as shown on the screen and by the command line.
        reason: why the clerk set another appointment than the one proposed; empty where he did not.
    """

    clock_start: datetime
    legal_deadline: datetime | None
    appointment: datetime
    limit_text: str
    explanation: tuple[str, ...]
    reason: str = ""


NO_SLIP = -1
"""Slip copies of a reception that owes none: copies that are certified while the person waits."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A received dossier as every floor above the rules sees it. Frozen: a change is a new record with history."""

    id: UUID
    number: str
    provisional: bool
    office_id: UUID
    counter_id: UUID
    received_by: UUID
    received_for: str
    channel: Channel
    procedure_code: str
    procedure_version: int
    procedure_name: str
    case_code: str
    case_name: str
    content: str
    parties: Parties
    papers: tuple[DossierPaper, ...]
    sets: int
    fees: tuple[FeeLine, ...]
    payment: PaymentWay
    received_at: datetime
    appointment: Appointment
    return_place: ReturnPlace
    return_detail: str
    resolving_unit: str
    note: str
    status: Status = Status.RECEIVED
    slip_copies: int = 0
    revision: int = 1

    @property
    def total(self) -> Dong:
        """What is to be paid in all."""
        return Dong(sum(line.amount for line in self.fees))

    @property
    def submitted_at(self) -> datetime:
        """When it was legally submitted: at its reception, or before it with the signature under the post's record."""
        return submission(self.appointment.clock_start, self.received_at)


def submission(clock_start: datetime, received_at: datetime) -> datetime:
    """Return when a dossier was legally submitted, by the start of its clock and its reception."""
    # The clock counts whole minutes: the minute of the reception itself is no earlier one.
    return clock_start if clock_start < received_at.replace(second=0, microsecond=0) else received_at
