"""What leaves this room besides the records of the domain: frozen rows for lists and screens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.dossiers import Status
from app.domain.handover import Batch
from app.domain.operations import Delivery, OperationKind
from app.domain.people import Party


class PartyPart(StrEnum):
    """Which part a party has in a dossier."""

    SUBMITTER = "submitter"
    OWNER = "owner"


class Queue(StrEnum):
    """The lists of the dossier workspace."""

    ALL = "all"
    TODAY = "today"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    HANGING = "hanging"
    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    READY = "ready"
    UNCOLLECTED = "uncollected"
    REFUSED = "refused"
    UNSENT = "unsent"
    UNPRINTED = "unprinted"


class Match(StrEnum):
    """Why a search found a row, best first."""

    NUMBER = "number"
    IDENTITY = "identity"
    PHONE = "phone"
    EXACT = "exact"
    WITHOUT_ACCENTS = "without_accents"
    SUBJECT = "subject"
    TYPO = "typo"
    NONE = ""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier in a list.

    Attributes:
        appointment: as promised on the slip.
        due: when the result is due now; None while the limit does not run or nothing is owed any more.
        holder: who has the folder; empty: this counter.
        moved_at: when something happened to it last.
        delivery: how far its slowest operation has come; None where it has none.
        match: why a search found it; NONE outside a search.
    """

    id: UUID
    number: str
    provisional: bool
    procedure_code: str
    procedure_name: str
    content: str
    owner_name: str
    owner_identity: str
    submitter_name: str
    phone: str
    received_at: datetime
    legal_deadline: datetime | None
    appointment: datetime
    due: datetime | None
    status: Status
    holder: str
    moved_at: datetime
    slip_copies: int
    delivery: Delivery | None
    match: Match = Match.NONE


@dataclass(frozen=True, slots=True)
class QueueTimes:
    """The moments by which dossiers stand in queues.

    Attributes:
        now: the present.
        hanging_before: what should be worked on and has not moved since hangs.
        uncollected_before: what has a result since before this is waiting for long.
    """

    now: datetime
    hanging_before: datetime
    uncollected_before: datetime

    @classmethod
    def at(
        cls, now: datetime, hanging: timedelta = timedelta(days=3), uncollected: timedelta = timedelta(days=7)
    ) -> "QueueTimes":
        """Return the moments counted by the calendar, without days of rest."""
        return cls(now, now - hanging, now - uncollected)


MOST_COUNTED = 10_000
"""Counting stops one beyond this: a greater QueueCounts figure means "more than this many"."""


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many dossiers stand in each queue, at most MOST_COUNTED + 1. A dossier may stand in several."""

    today: int
    due_today: int
    due_soon: int
    overdue: int
    unsent: int
    unprinted: int
    hanging: int = 0
    supplement: int = 0
    payment: int = 0
    ready: int = 0
    uncollected: int = 0
    refused: int = 0
    """The province did not accept something of it, or has another version."""
    today_unprinted: int = 0
    """Of those received today, how many still owe their slip."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A handover in a list: how many folders it holds, how many of them the taker did not find, or found besides."""

    batch: Batch
    count: int
    missing: int
    extra: int


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A party as last seen at this desk."""

    party: Party
    last_seen: datetime
    visits: int


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One thing that happened to a dossier.

    Attributes:
        kind: dotted, stable, e.g. ``"dossier.received"``; the sentence is made where it is shown.
        actor: full name of who did it, as it was then; acts_for as in Account.
        text: the person's own words (a reason, a note); empty where there are none.
        detail: further values for the sentence.
    """

    id: UUID
    dossier_id: UUID
    at: datetime
    kind: str
    actor: str
    acts_for: str = ""
    text: str = ""
    detail: Mapping[str, str | int | bool | None] = field(default_factory=dict)


class NumberState(StrEnum):
    """What became of a number."""

    USED = "used"
    CANCELLED = "cancelled"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of the ledger."""

    number: str
    dossier_id: UUID | None
    state: NumberState
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One version of the working calendar that was put into the store."""

    name: str
    json: str
    valid_from: date
    put_at: datetime


class PrintState(StrEnum):
    """State of one print, by what the queue said last; only PRINTED is paper in somebody's hand."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SAVED = "saved"
    """Saved as a PDF instead of printed."""
    UNCERTAIN = "uncertain"
    """Being handed over, or the answer was lost: paper may have come; nothing is printed before a person says so."""


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """One print of one form.

    Attributes:
        dossier_id: the dossier, or the handover, that the paper is about.
        form: versioned form, e.g. ``"01-tt03-2025"``.
        copy_no: 1-based copy within this printing.
        reprint: 0 for the first printing, then 1, 2, 3 …; shown on the paper.
        job: where the job is: the printer, a space, the queue's own name of it; empty before it was handed over.
        reason: the queue's reason for FAILED, or why it was reprinted.
    """

    id: UUID
    dossier_id: UUID
    form: str
    copy_no: int
    reprint: int
    state: PrintState
    job: str
    at: datetime
    changed_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as it was typed."""

    id: UUID
    owner: str
    json: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One operation on the sync screen: what it is about, how far it came, and why it stands."""

    op_id: UUID
    cseq: int
    dossier_id: UUID
    dseq: int
    number: str
    owner_name: str
    kind: OperationKind
    delivery: Delivery
    cause: str
    attempts: int
    made_at: datetime
    tried_at: datetime | None
    receipt: bytes


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """Operations by state: ``problem`` is refused or conflicting; ``parked`` lies at the receiver out of order."""

    unsent: int
    problem: int
    stored: int
    parked: int = 0


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file on its way to the receiver; offset: bytes the receiver has said it holds."""

    digest: str
    size: int
    url: str
    offset: int
    confirmed_at: datetime | None
    receipt: bytes
