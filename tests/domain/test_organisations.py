"""Codes of organisations: chains from old to present, and what a table may not say."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.paths import RESOURCES
from app.core.problems import PersonProblem
from app.domain.importing.organisation_lines import organisations_of
from app.domain.importing.table import SheetCell, SheetLine
from app.domain.organisations import (
    Organisation,
    OrganisationHistory,
    organisations_from_json,
    organisations_to_json,
)

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


def test_what_became_of_a_code() -> None:
    divided, chained = DIVIDED.standing("H47.14", TODAY), DIVIDED.standing("H47.51", TODAY)
    assert (divided.old, divided.heir, codes(divided.present)) == (True, None, ["H47.52", "H47.60"])
    assert (chained.old, chained.heir and chained.heir.code) == (True, "H47.60")
    assert not DIVIDED.standing("H47.52", TODAY).old
    assert not DIVIDED.standing("H47.51", date(2026, 6, 30)).old
    unknown, future = DIVIDED.standing("H47.99", TODAY), DIVIDED.standing("H47.60", LAST)
    assert (unknown.last, unknown.old, future.last) == (None, False, None)


def test_a_code_that_is_given_again_is_not_old() -> None:
    twice = history(
        Organisation("H47.14", "UBND huyện Mẫu", valid_to=LAST, successors=("H47.14",)),
        Organisation("H47.14", "UBND phường Mẫu", FIRST),
    )
    assert not twice.standing("H47.14", TODAY).old
    assert twice.standing("H47.14", LAST).last == twice.on("H47.14", LAST)


def test_a_table_is_written_as_it_is_read() -> None:
    assert organisations_from_json(organisations_to_json(DIVIDED)).all() == DIVIDED.all()
    assert organisations_from_json(organisations_to_json(history())).all() == ()


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(["H47.14", "H47.51", "H47.52", "H47.60"]))
def test_whoever_does_the_work_today_is_there_today(today: date, code: str) -> None:
    standing = DIVIDED.standing(code, today)
    assert all(one.valid_on(today) for one in standing.present)
    assert standing.old == (standing.last is not None and not standing.last.valid_on(today))


def sheet_line(place: int, *texts: str) -> SheetLine:
    return SheetLine(place, tuple(map(SheetCell, texts)))


def test_a_table_comes_from_a_spreadsheet() -> None:
    lines = [
        sheet_line(1, "DANH MỤC MÃ ĐỊNH DANH"),
        sheet_line(3, "STT", "Mã định danh", "Tên đơn vị", "Từ ngày", "Đến ngày", "Mã kế thừa", "Căn cứ"),
        sheet_line(4, "1", "h47.14", "UBND huyện Mẫu", "", "30/06/2025", "H47.51; H47.52", "QĐ 12"),
        sheet_line(5, "2", "H47.51", "UBND xã Ví Dụ", "01/07/2025"),
        sheet_line(6, "3", "H47.52", "UBND xã Mẫu", "1/7/2025"),
    ]
    found = organisations_of(lines)
    assert [(one.code, one.valid_from, one.valid_to) for one in found.all()] == [
        ("H47.14", None, LAST), ("H47.51", FIRST, None), ("H47.52", FIRST, None),
    ]  # fmt: skip
    assert codes(found.present("H47.14", LAST, TODAY)) == ["H47.51", "H47.52"]
    assert found.all()[0].legal_basis == "QĐ 12"


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        ([sheet_line(1, "Mã", "Ghi chú")], "organisations.no_titles", None),
        ([sheet_line(1, "Mã", "Tên"), sheet_line(2, "H47.14", "")], "organisations.bad_record", "2"),
        (
            [sheet_line(1, "Mã", "Tên", "Từ ngày"), sheet_line(7, "H47.14", "A", "hôm qua")],
            "organisations.bad_record",
            "7",
        ),
        ([sheet_line(1, "Mã", "Tên"), sheet_line(2, "XYZ", "A")], "organisations.bad_record", "XYZ.code"),
    ],
)
def test_a_line_that_is_wrong_is_named(lines: list[SheetLine], code: str, place: str | None) -> None:
    with pytest.raises(PersonProblem) as told:
        organisations_of(lines)
    assert (told.value.code, told.value.params.get("place")) == (code, place)
