"""The official forms of a dossier's number.

``H17.32-261120-3007``: organisation code (QĐ 20/2020/QĐ-TTg), day of reception, serial of the day with at least four
digits. Also read: the older organisation code (``000.00.06.H56-231027-0361``, TT 01/2018), the code of centralised
services (``G15.01.02-261120-150001``, TT 03/2025 art. 13.3: two digits of the owner, then the serial) and the
Treasury's ``T.`` for entries made by hand. The text tells a centralised code from a local one only by its length.
"""

import re
from dataclasses import dataclass
from datetime import date

from app.core.problems import PersonProblem
from app.core.vietnamese import tidy

_ORGANISATION = r"[A-Y]\d{2}(?:\.\d{1,3}){0,6}|\d{3}(?:\.\d{2}){2}\.[A-Y]\d{2}"
_NUMBER = re.compile(rf"(T\.)?({_ORGANISATION})-(\d{{6}})-(\d{{4,10}})", re.ASCII)
_ORGANISATION_ONLY = re.compile(_ORGANISATION, re.ASCII)


@dataclass(frozen=True, slots=True)
class DossierNumber:
    """A number in its parts.

    Attributes:
        organisation: code of the organisation, as written.
        day: the day of reception.
        serial: digits as written, leading zeros kept.
        by_hand: whether ``T.`` stands before it.
    """

    organisation: str
    day: date
    serial: str
    by_hand: bool = False

    def __str__(self) -> str:
        """Return the one form that is stored, printed and compared."""
        return f"{'T.' if self.by_hand else ''}{self.organisation}-{self.day:%y%m%d}-{self.serial}"


def parse_number(text: str) -> DossierNumber:
    """Return the number that text is; case and white space are forgiven, nothing else is.

    Raises:
        PersonProblem: ``numbers.malformed``.
    """
    found = _NUMBER.fullmatch(tidy(text).upper())
    if found is None:
        raise PersonProblem("numbers.malformed", text=text[:60])
    by_hand, organisation, day, serial = found.groups()
    try:
        parsed = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError as error:
        raise PersonProblem("numbers.malformed", text=text[:60]) from error
    return DossierNumber(organisation, parsed, serial, bool(by_hand))


def is_number(text: str) -> bool:
    """Return whether text is an official number."""
    try:
        parse_number(text)
    except PersonProblem:
        return False
    return True


def is_organisation(code: str) -> bool:
    """Return whether code is an organisation code a number can begin with."""
    return _ORGANISATION_ONLY.fullmatch(code) is not None


def format_number(organisation: str, day: date, serial: int) -> str:
    """Return the number for a serial of that day.

    Raises:
        PersonProblem: ``numbers.bad_organisation`` when the code is none under QĐ 20/2020/QĐ-TTg.
    """
    if not is_organisation(organisation):
        raise PersonProblem("numbers.bad_organisation", organisation=organisation)
    return str(DossierNumber(organisation, day, f"{serial:04}"))
