"""Organisation codes with their history: which organisation a code meant on a day, and who does its work today.

Codes follow QĐ 20/2020/QĐ-TTg (as amended by QĐ 09/2025): a letter and two digits, then groups parted by dots, at most
35 characters; the layout of before (``000.00.06.H56``) is read too. A code that ends names its successors; a code may
be given again later, so an entry is a code for a time. The table is data (``resources/organisations``).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.problems import PersonProblem
from app.core.words import mark
from app.domain.file_faults import first_fault
from app.domain.numbers.codes import is_organisation

LONGEST_CODE = 35


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation under one code for a time.

    Attributes:
        valid_from: first day; None: from before anybody asks.
        valid_to: last day; None: to this day.
        successors: codes of those that took over its work; several where it was divided, none where it just ended.
        verified: whether the deciding document was seen.
    """

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    legal_basis: str = ""
    verified: bool = True

    def valid_on(self, day: date) -> bool:
        """Return whether the code means this organisation on day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def outlives(self, other: "Organisation") -> bool:
        """Return whether this one is there after the other has ended."""
        return other.valid_to is not None and (self.valid_to is None or self.valid_to > other.valid_to)


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a code.

    Attributes:
        last: what it meant last; None where nobody entered it.
        present: who does the work today: itself, its successors, or nobody.
    """

    code: str
    last: Organisation | None
    present: tuple[Organisation, ...] = ()

    @property
    def old(self) -> bool:
        """Whether the code is known and means nothing any more."""
        return self.last is not None and self.last not in self.present

    @property
    def heir(self) -> Organisation | None:
        """The one successor of an old code; None where there are several or none."""
        return self.present[0] if self.old and len(self.present) == 1 else None


class OrganisationHistory:
    """Every organisation that was ever entered."""

    def __init__(self, organisations: Sequence[Organisation] = ()) -> None:
        """Make the history.

        Raises:
            PersonProblem: ``organisations.bad_record``: a code is none, two times of a code overlap, or a successor is
                missing or does not outlive who names it – which is how a circle of successors is refused.
        """
        self._by_code: dict[str, list[Organisation]] = defaultdict(list)
        for one in organisations:
            _check(one)
            self._by_code[one.code].append(one)
        for entries in self._by_code.values():
            entries.sort(key=lambda one: one.valid_from or date.min)
            _check_times(entries)
        for one in organisations:
            for code in one.successors:
                self._successor(one, code)

    def on(self, code: str, day: date) -> Organisation | None:
        """Return what code meant on day; None where it meant nothing, or nobody entered it."""
        return next((one for one in self._by_code.get(code, ()) if one.valid_on(day)), None)

    def present(self, code: str, known_on: date, today: date) -> tuple[Organisation, ...]:
        """Return who does today the work of the organisation that code meant on a day.

        Args:
            code: as it stands on the paper.
            known_on: the day of the paper.
            today: the day asked about, not before known_on.

        Returns:
            Nobody where the code was unknown that day or the organisation ended without a successor.
        """
        start = self.on(code, known_on)
        level = {start} if start else set()
        found: set[Organisation] = set()
        while level:
            found |= {one for one in level if one.valid_to is None or today <= one.valid_to}
            level = {self._successor(one, each) for one in level - found for each in one.successors}
        return tuple(sorted(found, key=lambda one: one.code))

    def standing(self, code: str, today: date) -> Standing:
        """Return what became of a code until today; one that only comes into force later counts as not entered."""
        begun = [one for one in self._by_code.get(code, ()) if one.valid_from is None or one.valid_from <= today]
        if not begun:
            return Standing(code, None)
        last = begun[-1]
        known_on = today if last.valid_on(today) else last.valid_to or today
        return Standing(code, last, self.present(code, known_on, today))

    def all(self) -> tuple[Organisation, ...]:
        """Return every entry, by code and then by time."""
        return tuple(one for code in sorted(self._by_code) for one in self._by_code[code])

    def _successor(self, one: Organisation, code: str) -> Organisation:
        """Return the first organisation under code that outlives one: each step goes forward in time, so it ends."""
        for each in self._by_code.get(code, ()):
            if each.outlives(one):
                return each
        why = mark("đơn vị kế thừa không có trong tệp hoặc không còn sau khi đơn vị này kết thúc")
        raise _problem(one, "successors", why)


def _problem(one: Organisation, field: str, why: str) -> PersonProblem:
    return PersonProblem("organisations.bad_record", place=f"{one.code}.{field}", why=why)


def _check(one: Organisation) -> None:
    if not is_organisation(one.code) or len(one.code) > LONGEST_CODE:
        raise _problem(one, "code", mark("không phải mã định danh đơn vị"))
    if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
        raise _problem(one, "valid_to", mark("ngày kết thúc sớm hơn ngày bắt đầu"))
    if one.successors and one.valid_to is None:
        raise _problem(one, "valid_to", mark("có đơn vị kế thừa thì phải có ngày kết thúc"))


def _check_times(entries: Sequence[Organisation]) -> None:
    for earlier, later in pairwise(entries):
        if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
            raise _problem(later, "valid_from", mark("cùng một mã có hai đơn vị trong cùng một thời gian"))


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Entry(_Strict):
    code: str = Field(min_length=1)
    name: str = Field(min_length=1)
    valid_from: date | None = None
    valid_to: date | None = None
    successors: list[str] = []
    legal_basis: str = ""
    verified: bool = True


class _File(_Strict):
    format: int = Field(ge=1, le=1)
    organisations: list[_Entry]


def organisations_from_json(text: str) -> OrganisationHistory:
    """Return the history a file states; its form is described in resources/organisations/README.md.

    Raises:
        PersonProblem: ``organisations.bad_record`` with the place and why.
    """
    try:
        data = _File.model_validate_json(text)
    except ValidationError as error:
        place, why = first_fault(error)
        raise PersonProblem("organisations.bad_record", place=place or "/", why=why) from error
    return OrganisationHistory(
        [
            Organisation(e.code, e.name, e.valid_from, e.valid_to, tuple(e.successors), e.legal_basis, e.verified)
            for e in data.organisations
        ]
    )


def organisations_to_json(history: OrganisationHistory) -> str:
    """Return the text that ``organisations_from_json`` reads."""
    entries = [
        _Entry(
            code=one.code,
            name=one.name,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            successors=list(one.successors),
            legal_basis=one.legal_basis,
            verified=one.verified,
        )
        for one in history.all()
    ]
    return _File(format=1, organisations=entries).model_dump_json(indent=1, exclude_defaults=True)
