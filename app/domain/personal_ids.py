"""The 12-digit personal number: place of birth registration (3), century and gender (1), year (2), six at random.

Since 1 July 2024 the law guarantees only that there are twelve digits, and numbers can be established anew. So a wrong
form is an error, and a part that does not fit the person is no more than a hint.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.people import Gender

_PERSONAL = re.compile("[0-9]{12}")
_OLD = re.compile("[0-9]{9}")


@dataclass(frozen=True, slots=True)
class BirthPlaces:
    """The places the first three digits stand for, from all lists ever published: a number outlives its list.

    Attributes:
        names: place by code, e.g. ``"001"`` → ``"Hà Nội"``.
        foreign: first and last code of the ranges kept for births registered abroad.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[tuple[str, str], ...] = ()

    def knows(self, code: str) -> bool:
        """Return whether code is on a list; True for every code while there is no list at all."""
        if not self.names:
            return True
        return code in self.names or any(first <= code <= last for first, last in self.foreign)


def birth_places_from_json(text: str | bytes) -> BirthPlaces:
    """Return the places of resources/identity/birth_places.json.

    Raises:
        ValueError: the text is not such a file.
    """
    try:
        lists = json.loads(text)["lists"]
        names = {code: name for entry in lists for code, name in entry["provinces"].items()}
        foreign = tuple((entry["foreign_first"], entry["foreign_last"]) for entry in lists)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a list of birth places") from error
    return BirthPlaces(names, foreign)


def is_personal_id(text: str) -> bool:
    """Return whether text is twelve digits."""
    return _PERSONAL.fullmatch(text) is not None


def is_old_id(text: str) -> bool:
    """Return whether text is the nine digits of the cards before 2016."""
    return _OLD.fullmatch(text) is not None


def born_century(personal_id: str) -> int:
    """Return the first year of the century of birth the fourth digit tells: 0 and 1 → 1900, 2 and 3 → 2000.

    Raises:
        ValueError: personal_id is not twelve digits.
    """
    return 1900 + 100 * (_fourth(personal_id) // 2)


def gender_of(personal_id: str) -> Gender:
    """Return the gender the fourth digit tells: even is male.

    Raises:
        ValueError: personal_id is not twelve digits.
    """
    return Gender.FEMALE if _fourth(personal_id) % 2 else Gender.MALE


def _fourth(personal_id: str) -> int:
    if not is_personal_id(personal_id):
        raise ValueError("a personal number has twelve digits")
    return int(personal_id[3])


def mismatches(
    personal_id: str, birth: date | int | None, gender: Gender, places: BirthPlaces | None = None
) -> tuple[str, ...]:
    """Return which parts of a 12-digit number do not fit the person: of ``prefix``, ``gender``, ``century``, ``year``.

    Args:
        personal_id: twelve digits.
        birth: date or year of birth; None: not known.
        gender: as the card or the person says it.
        places: the known codes; None: the prefix is not looked at.

    Raises:
        ValueError: personal_id is not twelve digits.
    """
    found = []
    if places is not None and not places.knows(personal_id[:3]):
        found.append("prefix")
    if gender is not Gender.UNKNOWN and gender_of(personal_id) is not gender:
        found.append("gender")
    year = birth.year if isinstance(birth, date) else birth
    if year is not None:
        if year // 100 * 100 != born_century(personal_id):
            found.append("century")
        if f"{year % 100:02}" != personal_id[4:6]:
            found.append("year")
    return tuple(found)
