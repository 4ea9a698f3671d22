"""What the law says about a dossier's time beyond the limit itself, as values with their basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from app.domain.dossier_clock.events import PauseReason
from app.domain.procedures import TimeLimit

T = TypeVar("T")


class PauseModel(StrEnum):
    """What a wait does to the deadline (docs/decisions/0026)."""

    RESTART = "restart"
    """The limit counts from zero when the wait is over."""
    SUBTRACT = "subtract"
    """The wait does not count."""
    SHIFT = "shift"
    """The deadline moves on by the calendar days of the wait, then off days of rest."""


PauseModels: TypeAlias = Mapping[PauseReason, PauseModel]
"""The model for every reason."""


class Compared(StrEnum):
    """With which promise the indicator compares the end of the work."""

    CURRENT = "current"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class LawValue(Generic[T]):
    """A value that the law sets.

    Attributes:
        legal_basis: the provision, for people to read.
        verified: whether its text was seen; an unverified value counts and can be corrected in the data.
        overridable: for a maximum: whether a legal ground and an approver may go beyond it.
    """

    value: T
    legal_basis: str = ""
    verified: bool = True
    overridable: bool = True


@dataclass(frozen=True, slots=True)
class ClockRules:
    """The rules for one dossier, chosen by procedure, field, channel and day.

    Attributes:
        max_supplements, max_extensions: how often a supplement may be asked for, a return time put off.
        letter_lead: how long before the deadline the apology (form 04) has to be written.
        notice: how long after the result the applicant has it or knows of it.
        supplement_closing: how long a supplement is waited for; None: the procedure sets no end.
        pauses: what each kind of wait does.
        compared: what the indicator compares with.
    """

    max_supplements: LawValue[int]
    max_extensions: LawValue[int]
    letter_lead: LawValue[TimeLimit]
    notice: LawValue[TimeLimit]
    supplement_closing: LawValue[TimeLimit] | None
    pauses: Mapping[PauseReason, LawValue[PauseModel]]
    compared: LawValue[Compared]

    @property
    def models(self) -> PauseModels:
        """The pause models alone, as ``state_of`` takes them."""
        return {reason: model.value for reason, model in self.pauses.items()}
