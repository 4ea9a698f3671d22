"""What a line of a spreadsheet becomes: a draft as if it had been typed, and what is to be said about its cells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from uuid import UUID

from app.domain.checks import Finding, Severity
from app.domain.dossiers import PaymentWay, ReturnPlace
from app.domain.drafts import Draft, PartyText, all_handed_in, choose, handed_in, with_paper
from app.domain.importing.columns import OWNER, SUBMITTER, Columns, normal
from app.domain.importing.table import SheetLine
from app.domain.people import Gender, PartyKind
from app.domain.procedures import ProcedureCase, ProcedureVersion

_GENDERS: Final[Mapping[str, Gender]] = MappingProxyType({"nam": Gender.MALE, "nu": Gender.FEMALE, "": Gender.UNKNOWN})
_WAYS: Final[Mapping[str, PaymentWay]] = MappingProxyType(
    {
        "": PaymentWay.LATER,
        "sau": PaymentWay.LATER,
        "nop sau": PaymentWay.LATER,
        "thu sau": PaymentWay.LATER,
        "khi nhan ket qua": PaymentWay.LATER,
        "tien mat": PaymentWay.CASH,
        "vietqr": PaymentWay.VIETQR,
        "chuyen khoan": PaymentWay.VIETQR,
    }
)
_ALL_PAPERS = frozenset({"du", "day du", "da du", "co", "x"})
_ORDINALS = re.compile(r"\d{1,2}(?:\s*[,;+ ]\s*\d{1,2})*")
_PLACES: Final[Mapping[str, str]] = MappingProxyType(
    {"birth_date": "birth", "card_issued": "address", "card_address": "address", "old_id": "personal_id"}
)
_DOSSIER: Final[Mapping[str, str]] = MappingProxyType({"return_detail": "post", "sets": "sets", "papers": "papers"})
_ID_DIGITS, _PHONE_DIGITS = 12, 10


@dataclass(frozen=True, slots=True)
class Read:
    """A line as a draft, and what is to be said of its cells; the field of a finding is a column's meaning."""

    draft: Draft
    findings: tuple[Finding, ...]


def read_line(line: SheetLine, columns: Columns, draft_id: UUID, version: ProcedureVersion) -> Read:
    """Return what a line says; what is not understood is left out and said."""
    findings: list[Finding] = []

    def text(meaning: str) -> str:
        place = columns.places.get(meaning)
        return "" if place is None else line.cell(place).text

    case, found = _case(text("case"), version)
    findings += found
    people = {part: _party(part, line, columns, findings) for part in (SUBMITTER, OWNER)}
    submitter, owner = people[SUBMITTER], people[OWNER]
    if not submitter.full_name:
        submitter, owner = owner, PartyText()
    # A title of the owner that nobody filled in means that the submitter is the owner, whatever his gender column says.
    same = owner == submitter or not any((owner.full_name, owner.personal_id, owner.birth, owner.tax_code))
    draft = choose(Draft(id=draft_id, submitter=submitter, owner=None if same else owner), version, case)
    draft, found = _papers(draft, text("papers"), case)
    findings += found
    way = _WAYS.get(normal(text("payment")))
    if way is None:
        findings.append(_error("payment", "imports.payment_not_understood", text("payment")))
    sets = text("sets") or "1"
    if not sets.isdecimal() or not 0 < int(sets) < 100:
        findings.append(_error("sets", "imports.sets_not_understood", sets))
        sets = "1"
    post = text("post")
    draft = replace(
        draft,
        authorisation=text("authorisation"),
        content=text("content"),
        sets=int(sets),
        payment=way or PaymentWay.LATER,
        return_place=ReturnPlace.POST if post else ReturnPlace.COUNTER,
        return_detail=post,
        note=text("note"),
    )
    return Read(draft, tuple(findings))


def meaning_of(field: str) -> str:
    """Return the column that a finding about a draft is about; empty where it is about the line as a whole."""
    owner, _dot, name = field.rpartition(".")
    if owner == "paper":
        return "papers"
    if owner in {"", OWNER} and name in PartyText.__dataclass_fields__.keys() | _PLACES.keys():
        return f"{owner or SUBMITTER}.{_PLACES.get(name, name)}"
    return _DOSSIER.get(name, "")


def _party(part: str, line: SheetLine, columns: Columns, findings: list[Finding]) -> PartyText:
    typed: dict[str, str] = {}
    for name in ("full_name", "personal_id", "birth", "phone", "address", "email", "tax_code", "gender"):
        place = columns.places.get(f"{part}.{name}")
        cell = line.cell(place) if place is not None else None
        text = cell.text if cell else ""
        if cell is not None and cell.number:
            whole = _with_zeros(name, text)
            if whole != text:
                findings.append(_zeros(f"{part}.{name}", text, whole))
                text = whole
        typed[name] = text
    gender = _GENDERS.get(normal(typed.pop("gender")))
    if gender is None:
        place = columns.places[f"{part}.gender"]
        findings.append(_error(f"{part}.gender", "imports.gender_not_understood", line.cell(place).text))
    kind = PartyKind.ENTERPRISE if typed["tax_code"] and not typed["personal_id"] else PartyKind.CITIZEN
    return PartyText(
        full_name=typed["full_name"],
        kind=kind,
        personal_id=typed["personal_id"],
        tax_code=typed["tax_code"],
        birth=typed["birth"],
        gender=gender or Gender.UNKNOWN,
        address=typed["address"],
        phone=typed["phone"],
        email=typed["email"],
    )


def _with_zeros(name: str, text: str) -> str:
    """Return a number as it is written: spreadsheets take the zeros in front of it away."""
    if name == "personal_id" and _ID_DIGITS - 2 <= len(text) < _ID_DIGITS:
        return text.zfill(_ID_DIGITS)
    if name == "phone" and len(text) == _PHONE_DIGITS - 1:
        return text.zfill(_PHONE_DIGITS)
    return text


def _zeros(meaning: str, text: str, whole: str) -> Finding:
    return Finding(meaning, "imports.zero_restored", Severity.WARNING, {"text": text, "whole": whole})


def _case(text: str, version: ProcedureVersion) -> tuple[ProcedureCase, list[Finding]]:
    wanted = normal(text)
    for case in version.cases:
        if wanted in {normal(case.name), normal(case.code)}:
            return case, []
    fault = [_error("case", "imports.no_such_case", text)] if wanted else []
    return version.cases[0], fault


def _papers(draft: Draft, text: str, case: ProcedureCase) -> tuple[Draft, list[Finding]]:
    answer = normal(text)
    if not answer:
        return draft, []
    if answer in _ALL_PAPERS:
        return all_handed_in(draft, case), []
    ordinals = {int(each) for each in re.findall(r"\d+", text)} if _ORDINALS.fullmatch(text.strip()) else set()
    known = {entry.ordinal: entry for entry in draft.papers}
    if not ordinals or ordinals - known.keys():
        return draft, [_error("papers", "imports.papers_not_understood", text)]
    required = {paper.code: paper for paper in case.papers}
    for ordinal in sorted(ordinals):
        entry = known[ordinal]
        draft = with_paper(draft, handed_in(entry, required.get(entry.required_code)))
    return draft, []


def _error(meaning: str, code: str, text: str) -> Finding:
    return Finding(meaning, code, Severity.ERROR, {"text": text})


def repeated(keys: Iterable[frozenset[object]]) -> dict[int, int]:
    """Return for each place whose keys were met before the place where they were met first."""
    first: dict[object, int] = {}
    found: dict[int, int] = {}
    for place, mine in enumerate(keys):
        earlier = min((first[key] for key in mine if key in first), default=None)
        if earlier is not None:
            found[place] = earlier
        for key in mine:
            first.setdefault(key, place)
    return found
