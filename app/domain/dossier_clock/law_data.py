"""Reads the rules of the clock from their versioned JSON. The shape is described in resources/deadlines/README.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.core.problems import PersonProblem
from app.core.words import mark
from app.domain.deadlines import check_limit
from app.domain.dossier_clock.events import NATIONAL_PAUSE, PauseReason
from app.domain.dossier_clock.law import ClockRules, Compared, LawValue, PauseModel
from app.domain.procedures import Channel, TimeLimit, TimeUnit

T = TypeVar("T")
_REASONS = {status: reason for reason, status in NATIONAL_PAUSE.items()}
_WRONG = mark("giá trị không có trong mẫu")
_WHY = {
    "json_invalid": mark("không phải JSON hợp lệ"),
    "missing": mark("thiếu hoặc để trống"),
    "extra_forbidden": mark("tên trường không có trong mẫu"),
}


def _limit(value: object) -> TimeLimit:
    number, _space, unit = value.partition(" ") if isinstance(value, str) else ("", "", "")
    if not number.replace(".", "", 1).isdecimal():
        raise ValueError("a time is a number and a unit")
    limit = TimeLimit(Decimal(number), TimeUnit(unit))
    try:
        check_limit(limit)
    except PersonProblem as problem:
        raise ValueError(problem.code) from problem
    return limit


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Said(_Strict):
    legal_basis: str = Field(min_length=1)
    verified: bool = True
    overridable: bool = True


class _Value(_Said, Generic[T]):
    value: T

    def read(self) -> LawValue[T]:
        return LawValue(self.value, self.legal_basis, self.verified, self.overridable)


class _Pause(_Said):
    status: Annotated[int, Field(ge=5, le=8)]
    model: PauseModel

    @property
    def reason(self) -> PauseReason:
        return _REASONS[self.status]

    def read(self) -> LawValue[PauseModel]:
        return LawValue(self.model, self.legal_basis, self.verified, self.overridable)


_Count = Annotated[int, Field(ge=0, le=99)]
_Time = Annotated[TimeLimit, BeforeValidator(_limit)]


class _Entry(_Strict):
    name: str = Field(min_length=1)
    procedures: frozenset[str] | None = None
    fields: frozenset[str] | None = None
    channels: frozenset[Channel] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    max_supplements: _Value[_Count] | None = None
    max_extensions: _Value[_Count] | None = None
    letter_lead: _Value[_Time] | None = None
    notice: _Value[_Time] | None = None
    supplement_closing: _Value[_Time] | None = None
    compared: _Value[Compared] | None = None
    pauses: tuple[_Pause, ...] = ()

    def rank(self) -> tuple[bool, bool, bool, date]:
        """Return how special the entry is; of equals the later one counts more."""
        chosen = (self.procedures is not None, self.fields is not None, self.channels is not None)
        return (*chosen, self.valid_from or date.min)

    def fits(self, day: date, procedure: str, field: str, channel: Channel) -> bool:
        """Return whether the entry is about such a dossier on that day."""
        return (
            (self.valid_from or date.min) <= day <= (self.valid_to or date.max)
            and (self.procedures is None or procedure in self.procedures)
            and (self.fields is None or field in self.fields)
            and (self.channels is None or channel in self.channels)
        )


class _File(_Strict):
    format: int = Field(ge=1, le=1)
    name: str
    version: int = Field(ge=1)
    sources: tuple[str, ...] = ()
    rules: tuple[_Entry, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class ClockLaw:
    """The rules of all dossiers.

    Attributes:
        version: counts up with every change of the file.
    """

    name: str
    version: int
    _entries: tuple[_Entry, ...]

    def rules_for(self, day: date, *, procedure: str = "", field: str = "", channel: Channel) -> ClockRules:
        """Return the rules for a dossier handed in on day: what changes later leaves it alone.

        Raises:
            PersonProblem: ``clock.law_missing`` where no entry in force sets a value that every dossier needs.
        """
        # From the general to the special, so that the special has the last word.
        entries = sorted((e for e in self._entries if e.fits(day, procedure, field, channel)), key=_Entry.rank)
        rules = ClockRules(
            max_supplements=_needed(entries, "max_supplements", lambda entry: entry.max_supplements, day),
            max_extensions=_needed(entries, "max_extensions", lambda entry: entry.max_extensions, day),
            letter_lead=_needed(entries, "letter_lead", lambda entry: entry.letter_lead, day),
            notice=_needed(entries, "notice", lambda entry: entry.notice, day),
            supplement_closing=_last(entries, lambda entry: entry.supplement_closing),
            pauses={pause.reason: pause.read() for entry in entries for pause in entry.pauses},
            compared=_needed(entries, "compared", lambda entry: entry.compared, day),
        )
        silent = [str(NATIONAL_PAUSE[reason]) for reason in PauseReason if reason not in rules.pauses]
        if silent:
            raise PersonProblem("clock.law_missing", value=f"pauses: {', '.join(silent)}", day=day)
        return rules


def clock_law_from_json(text: str) -> ClockLaw:
    """Return the rules that text holds.

    Raises:
        PersonProblem: ``clock.law_unreadable``, ``clock.law_dates`` where an entry ends before it begins.
    """
    try:
        data = _File.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PersonProblem("clock.law_unreadable", place=place, why=_WHY.get(first["type"], _WRONG)) from error
    for entry in data.rules:
        if (entry.valid_from or date.min) > (entry.valid_to or date.max):
            raise PersonProblem("clock.law_dates", name=entry.name)
    return ClockLaw(data.name, data.version, data.rules)


def _last(entries: Sequence[_Entry], value_of: Callable[[_Entry], _Value[T] | None]) -> LawValue[T] | None:
    said = [value for entry in entries if (value := value_of(entry)) is not None]
    return said[-1].read() if said else None


def _needed(
    entries: Sequence[_Entry], name: str, value_of: Callable[[_Entry], _Value[T] | None], day: date
) -> LawValue[T]:
    value = _last(entries, value_of)
    if value is None:
        raise PersonProblem("clock.law_missing", value=name, day=day)
    return value
