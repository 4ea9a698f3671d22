"""Layouts of forms as versioned data: which lines, in which order, in which type. Laws change, the code does not."""

from functools import lru_cache
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.paths import RESOURCES
from app.core.problems import OutsideProblem, PersonProblem

_FOLDER = RESOURCES / "forms"

PaperSize = Literal["A4", "A5"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sheet(_Frozen):
    """Margins and type of one paper size. Lengths in millimetres, type in points."""

    size: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float
    indent: float
    sign_room: float
    bar_modules: tuple[float, ...]
    bar_height: float
    qr: float = Field(ge=12)
    head_type: float
    motto_type: float
    title_type: float
    body_type: float
    page_type: float
    note_type: float
    gap: float
    """Space between two lines of the form, points."""


class House(_Frozen):
    """The house style of a decree: what stands above every form, and the sheets it is set on."""

    name: str
    legal_basis: str
    country: str
    motto: str
    sheets: dict[PaperSize, Sheet]


class Line(_Frozen):
    """One line of a form; ``{names}`` stand for values.

    Attributes:
        when: print it only if the value of this name is not empty; empty: always.
    """

    text: str = ""
    when: str = ""
    table: Literal["", "papers"] = ""


class Signature(_Frozen):
    """One column of the signatures."""

    title: str
    hint: str
    name: str
    below: str = ""


class SlipLayout(_Frozen):
    """A reception slip (form 01) as one set of forms has it.

    Attributes:
        name: the set, e.g. ``"tt03-2025"``; also the file's name.
        legal_basis: the instrument the lines come from.
        house: name of the house style.
        copies: labels of the copies, in the order they are printed.
        papers_head: heads of the five columns of the list of papers; count_head spans the last three.
        with_closing: how many lines of the body stay on the page of the signatures.
    """

    name: str
    legal_basis: str
    house: str
    title: str
    copies: tuple[str, ...]
    number_line: str
    code_label: str
    provisional_label: str
    provisional_note: str
    body: tuple[Line, ...]
    papers_head: tuple[str, str, str, str, str]
    count_head: str
    no_papers: str
    with_closing: int
    signatures: tuple[Signature, Signature]
    notes: tuple[Line, ...]


_Layout = TypeVar("_Layout", SlipLayout, House)


@lru_cache(maxsize=8)
def slip_layout(name: str) -> SlipLayout:
    """Return the slip of the set called name.

    Raises:
        PersonProblem: ``printing.layout_unknown`` when the program has no such set.
        OutsideProblem: ``printing.layout_damaged`` when the file cannot be understood.
    """
    if name not in slip_layouts():
        raise PersonProblem("printing.layout_unknown", name=name)
    return _read(SlipLayout, f"slip-{name}.json")


@lru_cache(maxsize=8)
def house(name: str = "nd30-2020") -> House:
    """Return the house style called name.

    Raises:
        OutsideProblem: ``printing.layout_damaged`` when there is no such file or it cannot be understood.
    """
    return _read(House, f"house-{name}.json")


def slip_layouts() -> tuple[str, ...]:
    """Return the names of the sets that have a slip, newest first."""
    prefix = "slip-"
    names = [path.stem.removeprefix(prefix) for path in _FOLDER.glob(f"{prefix}*.json")]
    return tuple(sorted(names, key=lambda name: name.rpartition("-")[2], reverse=True))


def _read(kind: type[_Layout], file: str) -> _Layout:
    path = _FOLDER / file
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise OutsideProblem("printing.layout_damaged", path=str(path)) from error
