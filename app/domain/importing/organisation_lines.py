"""Organisation codes from a spreadsheet: a code, a name, from when to when, who took over, by which document."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from app.core.problems import PersonProblem
from app.core.words import mark
from app.domain.drafts import parse_date
from app.domain.importing.columns import normal
from app.domain.importing.table import SheetLine
from app.domain.organisations import Organisation, OrganisationHistory

_TITLES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "code": frozenset(
            {"ma", "ma don vi", "ma dinh danh", "ma co quan", "ma dinh danh don vi", "ma dinh danh co quan"}
        ),
        "name": frozenset({"ten", "ten don vi", "ten co quan", "don vi", "co quan"}),
        "valid_from": frozenset({"tu ngay", "ngay hieu luc", "hieu luc tu", "ngay bat dau"}),
        "valid_to": frozenset({"den ngay", "ngay het hieu luc", "hieu luc den", "ngay ket thuc"}),
        "successors": frozenset({"ma ke thua", "don vi ke thua", "ma thay the", "ma moi", "ke thua"}),
        "legal_basis": frozenset({"can cu", "van ban", "quyet dinh"}),
    }
)
_LOOKED_AT = 12
_PARTED = re.compile(r"[,;\s]+")


def organisations_of(lines: Sequence[SheetLine]) -> OrganisationHistory:
    """Return the table of a sheet.

    Raises:
        PersonProblem: ``organisations.no_titles`` where no line reads as titles, ``organisations.bad_record`` with the
            line or the code, and why.
    """
    for at, line in enumerate(lines[:_LOOKED_AT]):
        places = _places(line)
        if {"code", "name"} <= places.keys():
            return OrganisationHistory([_organisation(each, places) for each in lines[at + 1 :]])
    raise PersonProblem("organisations.no_titles")


def _places(line: SheetLine) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(line.cells):
        for name, titles in _TITLES.items():
            if normal(cell.text) in titles:
                places.setdefault(name, place)
    return places


def _organisation(line: SheetLine, places: Mapping[str, int]) -> Organisation:
    def text(name: str) -> str:
        return line.cell(places[name]).text if name in places else ""

    if not text("code") or not text("name"):
        raise _problem(line, mark("thiếu mã hoặc tên"))
    return Organisation(
        code=text("code").upper(),
        name=text("name"),
        valid_from=_day(line, text("valid_from")),
        valid_to=_day(line, text("valid_to")),
        successors=tuple(code.upper() for code in _PARTED.split(text("successors")) if code),
        legal_basis=text("legal_basis"),
    )


def _day(line: SheetLine, text: str) -> date | None:
    day = parse_date(text)
    if text and day is None:
        raise _problem(line, mark("ngày không rõ; ghi như 01/07/2025"))
    return day


def _problem(line: SheetLine, why: str) -> PersonProblem:
    return PersonProblem("organisations.bad_record", place=str(line.place), why=why)
