"""Sets of forms: an office names one set, the set names the layout of each form it has."""

from datetime import date
from functools import lru_cache
from typing import TypeVar

from pydantic import ValidationError

from app.core.paths import RESOURCES
from app.core.problems import OutsideProblem, PersonProblem
from app.printing.forms.layout import FormLayout
from app.printing.forms.sheets import Frozen, House

_FOLDER = RESOURCES / "forms"


class FormSet(Frozen):
    """The forms an office prints: for each kind the file of its layout.

    Attributes:
        name: e.g. ``"tt03-2025"``; also in the file's name.
        title: as it is called in a list to choose from.
        unverified: what of it no source text confirmed.
        valid_from, valid_until: the days the instrument is in force, both included; None: open or not known.
    """

    name: str
    title: str
    legal_basis: str
    unverified: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    forms: dict[str, str]

    def in_force(self, day: date) -> bool:
        """Say whether the set's instrument is in force on day; a date that is not known is taken as open."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


_Layout = TypeVar("_Layout", FormLayout, FormSet, House)


@lru_cache(maxsize=128)
def form_layout(kind: str, set_name: str) -> FormLayout:
    """Return the form of kind as the set called set_name has it.

    Raises:
        PersonProblem: ``printing.layout_unknown`` when there is no such set, or the set has no such form.
        OutsideProblem: ``printing.layout_damaged`` when a file cannot be understood.
    """
    if set_name not in set_names():
        raise PersonProblem("printing.layout_unknown", name=set_name)
    file = form_set(set_name).forms.get(kind)
    if file is None:
        raise PersonProblem("printing.layout_unknown", name=f"{kind} ({set_name})")
    return _read(FormLayout, f"{file}.json")


@lru_cache(maxsize=16)
def form_set(name: str) -> FormSet:
    """Return the set called name.

    Raises:
        OutsideProblem: ``printing.layout_damaged`` when there is no such file or it cannot be understood.
    """
    return _read(FormSet, f"set-{name}.json")


def set_names() -> tuple[str, ...]:
    """Return the names of the sets of forms, newest first."""
    names = [path.stem.removeprefix("set-") for path in _FOLDER.glob("set-*.json")]
    return tuple(sorted(names, key=lambda name: name.rpartition("-")[2], reverse=True))


@lru_cache(maxsize=8)
def house(name: str = "nd30-2020") -> House:
    """Return the house style called name.

    Raises:
        OutsideProblem: ``printing.layout_damaged`` when there is no such file or it cannot be understood.
    """
    return _read(House, f"house-{name}.json")


def _read(kind: type[_Layout], file: str) -> _Layout:
    path = _FOLDER / file
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise OutsideProblem("printing.layout_damaged", path=str(path)) from error
