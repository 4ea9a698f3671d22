"""What happened to a dossier's time: facts with a moment and a reason, kept for ever and never computed.

Everything else the clock says (deadline, time used, overdue) is computed from these facts, so that a new calendar or
another way of counting changes a view and never a fact. An event that was recorded by mistake is voided by whoever
keeps the events; a voided event is simply not handed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class StartReason(StrEnum):
    """Why the clock starts to count."""

    COUNTER = "counter"
    ONLINE = "online"
    """The online dossier was accepted."""
    POSTAL = "postal"
    """The handover record with the post was signed (QĐ 45/2016/QĐ-TTg, art. 7.4)."""
    SUPPLEMENT = "supplement"
    """What was handed in became a complete dossier only now."""


class PauseReason(StrEnum):
    """Why the clock stands still."""

    SUPPLEMENT = "supplement"
    OBLIGATION = "financial_obligation"
    WITHDRAWAL = "withdrawal"
    STOPPED = "stopped"


NATIONAL_PAUSE = {
    PauseReason.SUPPLEMENT: 5,
    PauseReason.OBLIGATION: 6,
    PauseReason.WITHDRAWAL: 7,
    PauseReason.STOPPED: 8,
}
"""TrangThaiHoSo of a dossier that waits for this reason."""


class ResumeReason(StrEnum):
    """Why the clock goes on."""

    SUPPLEMENTED = "supplemented"
    OBLIGATION_MET = "obligation_met"


class FinishReason(StrEnum):
    """What ended the work on the dossier."""

    RESULT = "result"
    REFUSED = "refused"
    CLOSED = "closed"
    """The supplement did not come within the time the procedure sets for it."""


class ReturnReason(StrEnum):
    """What left the office."""

    RESULT = "result"
    PAPERS = "papers"
    """The papers were given back without a result."""


@dataclass(frozen=True, slots=True)
class Override:
    """The ground on which somebody allowed more than the rule does.

    Attributes:
        legal_ground: the provision, in the words of the one who names it.
        approver: who allowed it, by name and title.
    """

    legal_ground: str
    approver: str

    @property
    def complete(self) -> bool:
        """Whether both are said."""
        return bool(self.legal_ground.strip() and self.approver.strip())


@dataclass(frozen=True, slots=True)
class Started:
    """The clock starts from zero: the first time, or again with a dossier that a supplement made complete.

    Attributes:
        appointment: the return time promised on the slip; None: none was promised (KhongCoNgayHenTra).
    """

    moment: datetime
    reason: StartReason
    appointment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stands; while it stands already, only the reason changes.

    Before any ``Started`` it may only be for a supplement: what was handed in is not yet a dossier.

    Attributes:
        override: needed where the dossier was asked to be supplemented as often as the law allows.
    """

    moment: datetime
    reason: PauseReason
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock goes on; what the wait does to the deadline is the pause model's matter.

    Attributes:
        appointment: the new return time told with it (NgayHenTraMoi); None: the old one was left as it was.
    """

    moment: datetime
    reason: ResumeReason
    appointment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extended:
    """An apology with a new return time (form 04): a re-appointment.

    Attributes:
        ground: why the result is late, as written to the citizen.
        approver: the head of the resolving office who signed.
        deadline: the new legal deadline where the law lets the time itself be prolonged (certified copies of many
            pages); None where only the promise moves and the dossier stays overdue.
        override: needed where the dossier was re-appointed as often as the law allows.
    """

    moment: datetime
    appointment: datetime
    ground: str
    approver: str
    deadline: datetime | None = None
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A wrong return time was put right: a slip of the pen, or a day that became a holiday. No re-appointment."""

    moment: datetime
    appointment: datetime
    ground: str
    approver: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The result is known, or there will be none; the clock stops for good."""

    moment: datetime
    reason: FinishReason = FinishReason.RESULT


@dataclass(frozen=True, slots=True)
class Returned:
    """Result or papers left the office."""

    moment: datetime
    reason: ReturnReason = ReturnReason.RESULT


ClockEvent: TypeAlias = Started | Paused | Resumed | Extended | Corrected | Finished | Returned


def ordered(events: Iterable[ClockEvent]) -> tuple[ClockEvent, ...]:
    """Return events by time; those of the same moment keep the order in which they were recorded.

    Raises:
        ValueError: a moment has no offset.
    """
    facts = tuple(events)
    if any(event.moment.tzinfo is None for event in facts):
        raise ValueError("a moment needs an offset")
    return tuple(sorted(facts, key=lambda event: event.moment))


def supplements(events: Iterable[ClockEvent]) -> tuple[Paused, ...]:
    """Return the requests for a supplement among events."""
    return tuple(e for e in events if isinstance(e, Paused) and e.reason is PauseReason.SUPPLEMENT)


def extensions(events: Iterable[ClockEvent]) -> tuple[Extended, ...]:
    """Return the re-appointments among events; a correction is none."""
    return tuple(e for e in events if isinstance(e, Extended))
