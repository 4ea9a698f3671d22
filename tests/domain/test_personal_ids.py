"""Personal numbers: the form is law, everything inside the number is only a hint."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.paths import RESOURCES
from app.domain.people import Gender
from app.domain.personal_ids import (
    BirthPlaces,
    birth_places_from_json,
    born_century,
    gender_of,
    is_old_id,
    is_personal_id,
    mismatches,
)


@pytest.fixture(scope="module")
def places() -> BirthPlaces:
    return birth_places_from_json(Path(RESOURCES / "identity" / "birth_places.json").read_bytes())


def test_form() -> None:
    assert is_personal_id("001099012345")
    assert is_old_id("023456789")
    assert not any(
        is_personal_id(text) for text in ("", "00109901234", "0010990123456", "00109901234a", "٠٠١٠٩٩٠١٢٣٤٥")
    )
    assert not is_old_id("001099012345")


@pytest.mark.parametrize(
    ("digit", "century", "gender"),
    [
        ("0", 1900, Gender.MALE),
        ("1", 1900, Gender.FEMALE),
        ("2", 2000, Gender.MALE),
        ("3", 2000, Gender.FEMALE),
        ("4", 2100, Gender.MALE),
        ("9", 2300, Gender.FEMALE),
    ],
)
def test_fourth_digit(digit: str, century: int, gender: Gender) -> None:
    number = f"001{digit}99012345"
    assert (born_century(number), gender_of(number)) == (century, gender)


def test_a_number_that_is_none_has_no_century() -> None:
    with pytest.raises(ValueError, match="twelve digits"):
        born_century("123")


def test_places_of_all_63_provinces(places: BirthPlaces) -> None:
    assert len(places.names) == 63
    assert places.names["079"] == "Thành phố Hồ Chí Minh"
    assert all(places.knows(code) for code in ("001", "096", "100", "299"))
    assert not any(places.knows(code) for code in ("000", "003", "097", "300", "999"))


def test_without_a_list_every_place_is_possible() -> None:
    assert BirthPlaces().knows("003")


@pytest.mark.parametrize("text", ['{"lists": 3}', "[]", "{}", "nothing", '{"lists": [{}]}'])
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the JSON reader has its own words
        birth_places_from_json(text)


@pytest.mark.parametrize(
    ("number", "birth", "gender", "expected"),
    [
        ("001099012345", date(1999, 3, 15), Gender.MALE, ()),
        ("001199012345", date(1999, 3, 15), Gender.MALE, ("gender",)),
        ("001299012345", date(1999, 3, 15), Gender.MALE, ("century",)),
        ("001098012345", 1999, Gender.UNKNOWN, ("year",)),
        ("999399012345", date(1998, 1, 1), Gender.MALE, ("prefix", "gender", "century", "year")),
        ("001099012345", None, Gender.UNKNOWN, ()),
    ],
)
def test_mismatches(
    places: BirthPlaces, number: str, birth: date | int | None, gender: Gender, expected: tuple[str, ...]
) -> None:
    assert mismatches(number, birth, gender, places) == expected


@given(st.dates(date(1900, 1, 1), date(2399, 12, 31)), st.sampled_from([Gender.MALE, Gender.FEMALE]))
def test_a_number_made_for_a_person_fits_him(birth: date, gender: Gender) -> None:
    digit = (birth.year // 100 - 19) * 2 + (gender is Gender.FEMALE)
    assert mismatches(f"001{digit}{birth.year % 100:02}000001", birth, gender) == ()
