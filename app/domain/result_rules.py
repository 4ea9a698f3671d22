"""What the law says of results: how their type code is written, and where a signed file is required."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from app.core.problems import PersonProblem
from app.domain.file_faults import first_fault
from app.domain.procedures import Channel


class Demand(StrEnum):
    """Whether the result of a dossier has to exist as a signed file."""

    REQUIRED = "required"
    WANTED = "wanted"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Demanded:
    """The demand on one dossier, and where it stands."""

    demand: Demand
    legal_basis: str


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError("no pattern") from error
    return text


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    legal_basis: str = Field(min_length=1)
    verified: bool = True
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        """Return whether the entry counts on day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


class _Code(_Entry):
    pattern: Annotated[str, AfterValidator(_pattern)]
    example: str = Field(min_length=1)


class _Electronic(_Entry):
    name: str = Field(min_length=1)
    demand: Demand
    procedures: frozenset[str] | None = None
    channels: frozenset[Channel] | None = None

    def fits(self, day: date, procedure: str, channel: Channel) -> bool:
        """Return whether the entry is about such a dossier on that day."""
        chosen = self.procedures is None or procedure in self.procedures
        return self.in_force(day) and chosen and (self.channels is None or channel in self.channels)

    def rank(self) -> tuple[bool, bool, date]:
        """Return how special the entry is; of equals the later one counts more."""
        return self.procedures is not None, self.channels is not None, self.valid_from or date.min


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(ge=1, le=1)
    name: str
    version: int = Field(ge=1)
    codes: tuple[_Code, ...] = ()
    electronic: tuple[_Electronic, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultRules:
    """The rules of all results."""

    _codes: Sequence[_Code]
    _electronic: Sequence[_Electronic]

    def check_code(self, code: str, day: date) -> None:
        """Do nothing where code is written as a type code is on that day, or where no rule says how.

        Raises:
            PersonProblem: ``results.code_malformed`` with an example.
        """
        rules = [rule for rule in self._codes if rule.in_force(day)]
        if rules and not any(re.fullmatch(rule.pattern, code) for rule in rules):
            raise PersonProblem("results.code_malformed", code=code, example=rules[-1].example)

    def demanded(self, day: date, procedure: str, channel: Channel) -> Demanded:
        """Return what is demanded of a dossier received on that day; nothing where no entry speaks of it."""
        fitting = [rule for rule in self._electronic if rule.fits(day, procedure, channel)]
        if not fitting:
            return Demanded(Demand.NOT_NEEDED, "")
        chosen = max(fitting, key=_Electronic.rank)
        return Demanded(chosen.demand, chosen.legal_basis)


def result_rules_from_json(text: str) -> ResultRules:
    """Return the rules that text holds.

    Raises:
        PersonProblem: ``results.rules_unreadable`` with the place and why.
    """
    try:
        data = _File.model_validate_json(text)
    except ValidationError as error:
        place, why = first_fault(error)
        raise PersonProblem("results.rules_unreadable", place=place, why=why) from error
    return ResultRules(data.codes, data.electronic)
