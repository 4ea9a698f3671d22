"""Reads the reasons for paying less from their JSON (resources/fees)."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.problems import PersonProblem
from app.domain.fees import ExemptionReason
from app.domain.procedures import Channel


class _Reason(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    percent: int = Field(default=100, ge=1, le=100)
    legal_basis: str = ""
    channels: list[Channel] = []
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(ge=1, le=1)
    reasons: list[_Reason]


def exemptions_from_json(text: str) -> tuple[ExemptionReason, ...]:
    """Return the reasons text lists, in its order.

    Raises:
        PersonProblem: ``fees.exemptions_unreadable``, also where a code stands twice.
    """
    try:
        data = _File.model_validate_json(text)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PersonProblem("fees.exemptions_unreadable", place=place) from error
    codes = [reason.code for reason in data.reasons]
    if len(set(codes)) < len(codes):
        raise PersonProblem("fees.exemptions_unreadable", place="reasons")
    return tuple(
        ExemptionReason(
            r.code, r.name, r.percent, r.legal_basis, frozenset(r.channels), r.valid_from, r.valid_to, r.verified
        )
        for r in data.reasons
    )
