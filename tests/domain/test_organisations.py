"""Codes of organisations: chains from old to present, and what a table may not say."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.paths import RESOURCES
from app.core.problems import PersonProblem
from app.domain.organisations import Organisation, OrganisationHistory, organisations_from_json

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2026, 11, 2)


def history(*organisations: Organisation) -> OrganisationHistory:
    return OrganisationHistory(organisations)


DIVIDED = history(
    Organisation("H47.14", "UBND huyện Mẫu", valid_to=LAST, successors=("H47.51", "H47.52")),
    Organisation("H47.51", "UBND xã Ví Dụ", FIRST, date(2026, 6, 30), ("H47.60",)),
    Organisation("H47.52", "UBND xã Mẫu", FIRST),
    Organisation("H47.60", "UBND phường Ví Dụ", date(2026, 7, 1)),
)


def codes(found: tuple[Organisation, ...]) -> list[str]:
    return [one.code for one in found]


def test_a_chain_is_followed_to_those_of_today() -> None:
    assert codes(DIVIDED.present("H47.14", date(2024, 3, 1), TODAY)) == ["H47.52", "H47.60"]
    assert codes(DIVIDED.present("H47.14", date(2024, 3, 1), date(2025, 12, 1))) == ["H47.51", "H47.52"]
    assert codes(DIVIDED.present("H47.14", date(2024, 3, 1), date(2024, 3, 1))) == ["H47.14"]
    assert codes(DIVIDED.present("H47.52", FIRST, TODAY)) == ["H47.52"]


def test_a_code_means_what_it_meant_on_its_day() -> None:
    twice = history(
        Organisation("H47.14", "UBND huyện Mẫu", valid_to=LAST, successors=("H47.14",)),
        Organisation("H47.14", "UBND phường Mẫu", FIRST),
    )
    old, new = twice.on("H47.14", LAST), twice.on("H47.14", FIRST)
    assert (old and old.name, new and new.name) == ("UBND huyện Mẫu", "UBND phường Mẫu")
    assert [one.name for one in twice.present("H47.14", LAST, TODAY)] == ["UBND phường Mẫu"]


def test_what_nobody_entered_or_what_just_ended_has_no_present() -> None:
    ended = history(Organisation("H47.14", "Ban Mẫu", valid_to=LAST))
    assert ended.present("H47.14", LAST, TODAY) == ()
    assert ended.present("H47.14", FIRST, TODAY) == ()
    assert ended.on("H47.15", LAST) is None
    assert ended.present("H47.15", LAST, TODAY) == ()


@pytest.mark.parametrize(
    ("organisations", "place"),
    [
        ([Organisation("47.14", "Mẫu")], "47.14.code"),
        ([Organisation("H47" + ".001" * 6 + ".001.001.001", "Mẫu")], "code"),
        ([Organisation("H47.1", "Mẫu", FIRST, LAST)], "H47.1.valid_to"),
        ([Organisation("H47.1", "Mẫu", successors=("H47.1",))], "H47.1.valid_to"),
        ([Organisation("H47.1", "Mẫu", valid_to=LAST, successors=("H47.2",))], "H47.1.successors"),
        ([Organisation("H47.1", "Mẫu"), Organisation("H47.1", "Mẫu khác", FIRST)], "H47.1.valid_from"),
        (
            [Organisation("H47.1", "Mẫu", valid_to=FIRST), Organisation("H47.1", "Mẫu khác", FIRST)],
            "H47.1.valid_from",
        ),
        # Circles: of one, of two, of three.
        ([Organisation("H47.1", "Mẫu", valid_to=LAST, successors=("H47.1",))], "H47.1.successors"),
        (
            [
                Organisation("H47.1", "Một", valid_to=LAST, successors=("H47.2",)),
                Organisation("H47.2", "Hai", FIRST, TODAY, ("H47.1",)),
            ],
            "H47.2.successors",
        ),
        (
            [
                Organisation("H47.1", "Một", valid_to=LAST, successors=("H47.2",)),
                Organisation("H47.2", "Hai", valid_to=FIRST, successors=("H47.3",)),
                Organisation("H47.3", "Ba", valid_to=TODAY, successors=("H47.1",)),
            ],
            "H47.3.successors",
        ),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_its_place(organisations: list[Organisation], place: str) -> None:
    with pytest.raises(PersonProblem) as refused:
        history(*organisations)
    assert refused.value.code == "organisations.bad_record"
    assert str(refused.value.params["place"]).endswith(place)


@st.composite
def tables(draw: st.DrawFn) -> list[Organisation]:
    count = draw(st.integers(1, 6))
    names = [f"H47.{number}" for number in range(1, count + 1)]
    found = []
    for name in names:
        end = draw(st.none() | st.integers(0, 5).map(lambda years: date(2020 + years, 12, 31)))
        successors = tuple(draw(st.lists(st.sampled_from(names), max_size=3, unique=True))) if end else ()
        found.append(Organisation(name, name, None, end, successors))
    return found


@given(tables(), st.integers(0, 3000))
def test_whatever_is_taken_ends_and_names_only_those_of_the_day(table: list[Organisation], days: int) -> None:
    today = date(2020, 1, 1) + timedelta(days)
    try:
        taken = history(*table)
    except PersonProblem:
        return
    for one in table:
        for found in taken.present(one.code, date(2020, 1, 1), today):
            assert found.valid_on(today)


def test_a_file_is_read() -> None:
    entry = {"code": "H47.1", "name": "Mẫu", "valid_to": "2025-06-30", "successors": ["000.00.06.H47"]}
    text = json.dumps(
        {"format": 1, "organisations": [entry, {"code": "000.00.06.H47", "name": "Cũ", "verified": False}]}
    )
    (found,) = organisations_from_json(text).present("H47.1", LAST, TODAY)
    assert (found.name, found.verified) == ("Cũ", False)


def entries(text: str) -> str:
    return f'{{"format": 1, "organisations": [{text}]}}'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "/"),
        ("{", "/"),
        ('{"format": 2, "organisations": []}', "format"),
        ('{"format": 1}', "organisations"),
        (entries('{"code": "H47", "name": "A"}, {"code": "H48"}'), "organisations.2.name"),
        (entries('{"code": "H47", "name": "A", "sucessors": []}'), "organisations.1.sucessors"),
        (entries('{"code": "H47", "name": "A", "valid_to": "31/2"}'), "organisations.1.valid_to"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(PersonProblem) as refused:
        organisations_from_json(text)
    assert refused.value.params["place"] == place


def test_the_shipped_file_is_read_and_so_is_the_example_of_its_description() -> None:
    folder = RESOURCES / "organisations"
    organisations_from_json((folder / "history.json").read_text(encoding="utf-8"))
    example = (folder / "README.md").read_text(encoding="utf-8").partition("```json")[2].partition("```")[0]
    found = organisations_from_json(example).present("H00.14", LAST, TODAY)
    assert codes(found) == ["H00.51", "H00.52"]
