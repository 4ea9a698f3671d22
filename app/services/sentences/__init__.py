"""The sentence for every code: what happened and what to do next, in the language in use.

Each room keeps its codes in a file of its own, as ``code: (what happened, next step)``. A code that is not here still
becomes a plain sentence with the code in it, so that a person is never shown nothing and never a traceback.
"""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from types import ModuleType
from typing import Final

from app.core.problems import Problem
from app.core.words import _, mark
from app.services.sentences import (
    admin,
    catalogue,
    certifying,
    cli,
    clock,
    deadlines,
    fees,
    guidance,
    handover,
    imports,
    life,
    models,
    numbers,
    opening,
    organisations,
    people,
    permissions,
    printing,
    procedures,
    reception,
    reports,
    results,
    returning,
    reuse,
    scanning,
    security,
    settings,
    slips,
    start,
    sync,
    ui,
)

ROOMS: Final[tuple[ModuleType, ...]] = (
    admin,
    catalogue,
    certifying,
    cli,
    clock,
    deadlines,
    fees,
    guidance,
    handover,
    imports,
    life,
    models,
    numbers,
    opening,
    organisations,
    people,
    permissions,
    printing,
    procedures,
    reception,
    reports,
    results,
    returning,
    reuse,
    scanning,
    security,
    settings,
    slips,
    start,
    sync,
    ui,
)

_UNKNOWN = (mark("Chưa làm được việc này (mã {code})."), mark("Ghi lại mã này và báo người quản trị."))
_MISSING = "…"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person reads.

    Attributes:
        text: what happened.
        next_step: what to do; empty where there is nothing to do.
    """

    text: str
    next_step: str = ""

    def __str__(self) -> str:
        """Return both in one line, as the command line says them."""
        return f"{self.text} {self.next_step}".rstrip()


def _merged(rooms: Iterable[ModuleType]) -> dict[str, tuple[str, str]]:
    merged: dict[str, tuple[str, str]] = {}
    for room in rooms:
        twice = merged.keys() & room.SENTENCES.keys()
        if twice:
            raise ValueError(f"{room.__name__} says again: {', '.join(sorted(twice))}")
        merged.update(room.SENTENCES)
    return merged


SENTENCES: Final[Mapping[str, tuple[str, str]]] = _merged(ROOMS)
"""All sentences by code."""


class _SafeFormatter(string.Formatter):
    """Fills in plain names only: no attributes, no items, no format of a parameter can fail or show more than meant."""

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:  # noqa: ARG002 - the base class asks for it
        """Return the parameter; an ellipsis where it was not given."""
        return kwargs.get(field_name, _MISSING), field_name

    def convert_field(self, value: object, conversion: str | None) -> object:
        """Translate where the sentence says ``{why!t}``: for parameters that are themselves marked texts."""
        return _(str(value)) if conversion == "t" else value

    def format_field(self, value: object, format_spec: str) -> str:  # noqa: ARG002 - sentences need no formats
        """Return value as people write it."""
        return show(value)


_FORMATTER = _SafeFormatter()


def show(value: object) -> str:
    """Return a parameter as people write it: days as 15/03/1999, lists with commas, long texts cut."""
    match value:
        case None:
            text = _MISSING
        case Enum():
            text = show(value.value)
        case datetime():
            text = f"{value:%H:%M %d/%m/%Y}"
        case date():
            text = f"{value:%d/%m/%Y}"
        case tuple() | list():
            text = ", ".join(show(one) for one in value)
        case set() | frozenset():
            text = ", ".join(sorted(show(one) for one in value))
        case _:
            text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + _MISSING


def sentence(code: str, params: Mapping[str, object] | None = None) -> Sentence:
    """Return the sentence for code: of a problem, a finding (``finding.code``) or a card's doubt."""
    text, next_step = SENTENCES.get(code, _UNKNOWN)
    values = {"code": code, **(params or {})}
    return Sentence(_FORMATTER.vformat(_(text), (), values), _FORMATTER.vformat(_(next_step), (), values))


def describe(problem: Problem) -> Sentence:
    """Return what to tell a person about problem, in the language in use."""
    return sentence(problem.code, problem.params)
