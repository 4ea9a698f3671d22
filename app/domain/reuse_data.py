"""Reads what may be used again and looked up from its JSON (resources/papers)."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.problems import PersonProblem
from app.domain.reuse import Database, ReuseTerms, Validity


class _Dated(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    legal_basis: str = Field(min_length=1)
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True


class _Validity(_Dated):
    words: str = Field(min_length=1)
    months: int = Field(ge=1, le=600)


class _Database(_Dated):
    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    replaces: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(ge=1, le=1)
    name: str = Field(min_length=1)
    legal_basis: str = Field(min_length=1)
    of_one_matter: tuple[str, ...]
    validity: tuple[_Validity, ...]
    databases: tuple[_Database, ...]


def reuse_from_json(text: str) -> ReuseTerms:
    """Return what text says.

    Raises:
        PersonProblem: ``reuse.terms_unreadable``, with the place; also where a database stands twice.
    """
    try:
        data = _File.model_validate_json(text)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PersonProblem("reuse.terms_unreadable", place=place) from error
    codes = [one.code for one in data.databases]
    if len(set(codes)) < len(codes):
        raise PersonProblem("reuse.terms_unreadable", place="databases")
    return ReuseTerms(
        data.name,
        data.legal_basis,
        data.of_one_matter,
        tuple(Validity(**dict(one)) for one in data.validity),
        tuple(Database(**dict(one)) for one in data.databases),
    )
