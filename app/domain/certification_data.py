"""Reads what the book of certified copies goes by from its JSON (resources/certified)."""

from datetime import date
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from app.core.problems import PersonProblem
from app.domain.certification import MOST, CertificationTerms, DocumentKind

_COUNTER_AND_YEAR = {"counter": 1, "year": 2026}


def _with(*names: str) -> AfterValidator:
    def check(text: str) -> str:
        if {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None} != set(names):
            raise ValueError(f"has to name exactly {names}")
        return text

    return AfterValidator(check)


def _tells_apart(text: str) -> str:
    # {counter} and {year} may carry a width; what they make must differ where the counter or the year does.
    made = {text.format(**(_COUNTER_AND_YEAR | other)) for other in ({}, {"counter": 11}, {"year": 2027})}
    if len(made) < 3:
        raise ValueError("has to tell counters and years apart")
    return text


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    nicknames: tuple[str, ...] = ()
    pages: int = Field(default=1, ge=1, le=MOST)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(ge=1, le=1)
    name: str = Field(min_length=1)
    legal_basis: str = Field(min_length=1)
    valid_from: date | None = None
    valid_to: date | None = None
    unverified: tuple[str, ...] = ()
    procedure: str = Field(min_length=1)
    volume: Annotated[str, _with("counter", "year"), AfterValidator(_tells_apart)]
    content: Annotated[str, _with("documents")]
    result: str = Field(min_length=1)
    result_number: Annotated[str, _with("serials", "volume")]
    signer_title: str
    documents: tuple[_Document, ...]


def terms_from_json(text: str) -> CertificationTerms:
    """Return what text says.

    Raises:
        PersonProblem: ``certifying.terms_unreadable``, with the place; also where a document stands twice.
    """
    try:
        data = _File.model_validate_json(text)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PersonProblem("certifying.terms_unreadable", place=place) from error
    names = [one.name for one in data.documents]
    if len(set(names)) < len(names):
        raise PersonProblem("certifying.terms_unreadable", place="documents")
    return CertificationTerms(
        name=data.name,
        legal_basis=data.legal_basis,
        procedure=data.procedure,
        volume=data.volume,
        content=data.content,
        result=data.result,
        result_number=data.result_number,
        signer_title=data.signer_title,
        documents=tuple(DocumentKind(one.name, one.nicknames, one.pages) for one in data.documents),
        valid_from=data.valid_from,
        valid_to=data.valid_to,
        unverified=data.unverified,
    )
