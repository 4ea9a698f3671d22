"""A date that became another one, with the reason: nothing the clock promised or owed changes without its pair."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Cause(StrEnum):
    """Why a date changed, or was set for the first time."""

    STARTED = "started"
    SUPPLEMENT = "supplement"
    OBLIGATION = "financial_obligation"
    WITHDRAWAL = "withdrawal"
    STOPPED = "stopped"
    EXTENDED = "extended"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class DateChange:
    """An old and a new date (NgayHenTraTruoc, NgayHenTraMoi).

    Attributes:
        moment: when it was changed.
        before: None where it was set for the first time.
        ground, approver: for what a person decided; empty for what the rules gave.
    """

    moment: datetime
    before: datetime | None
    after: datetime
    cause: Cause
    ground: str = ""
    approver: str = ""
