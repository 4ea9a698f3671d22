"""Certified copies: fees against a table made by hand, the shipped data, names found by a few letters."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.problems import PersonProblem
from app.domain.catalogue_format import pack_from_json
from app.domain.certification import (
    CopyLine,
    check_line,
    find_documents,
    price_lines,
    serials_text,
    terms_on,
)
from app.domain.certification_data import terms_from_json
from app.domain.fees import FeeUnknown
from app.domain.procedures import ProcedureVersion

RESOURCES = Path(__file__).parents[2] / "resources"
DAY = date(2026, 11, 20)
SHIPPED = (RESOURCES / "certified" / "copies-nd280-2025.json").read_text("utf-8")
TERMS = terms_from_json(SHIPPED)
BY_HAND = [
    # pages of the original, copies, đồng: worked out on paper from TT 226/2016.
    (1, 1, 2_000),
    (1, 5, 10_000),
    (2, 1, 4_000),
    (2, 3, 12_000),
    (3, 1, 5_000),
    (4, 2, 12_000),
    (10, 1, 12_000),
    (16, 2, 36_000),
    (197, 1, 199_000),
    (198, 1, 200_000),
    (199, 1, 200_000),
    (400, 1, 200_000),
    (400, 3, 600_000),
]


@pytest.fixture(scope="module")
def version() -> ProcedureVersion:
    pack = pack_from_json((RESOURCES / "procedures" / "chung-thuc.json").read_text("utf-8"))
    return next(one for one in pack.procedures if one.code == TERMS.procedure)


@pytest.mark.parametrize(("pages", "copies", "due"), BY_HAND)
def test_one_document_costs_what_was_worked_out_by_hand(
    version: ProcedureVersion, pages: int, copies: int, due: int
) -> None:
    [line] = price_lines(version, [CopyLine("Học bạ", pages, copies)], DAY)
    assert line.amount == due
    assert line.legal_basis == "TT 226/2016/TT-BTC"
    assert line.name == f"Phí chứng thực bản sao ({pages} trang × {copies} bản): Học bạ"


@given(chosen=st.lists(st.sampled_from(BY_HAND), min_size=1, max_size=8))
def test_documents_are_priced_each_by_itself(version: ProcedureVersion, chosen: list[tuple[int, int, int]]) -> None:
    lines = price_lines(version, [CopyLine("Giấy", pages, copies) for pages, copies, _due in chosen], DAY)
    assert [line.amount for line in lines] == [due for _pages, _copies, due in chosen]


def test_before_the_fee_was_in_force_nobody_guesses(version: ProcedureVersion) -> None:
    with pytest.raises(FeeUnknown):
        price_lines(version, [CopyLine("Giấy")], date(2016, 12, 31))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (CopyLine(" "), ["document"]),
        (CopyLine("A", 0), ["pages"]),
        (CopyLine("A", 1000, 0), ["pages", "copies"]),
        (CopyLine("A", 999, 999), []),
    ],
)
def test_what_is_wrong_with_a_line(line: CopyLine, wrong: list[str]) -> None:
    assert [field for field, _code in check_line(line)] == wrong


@given(st.integers(1, 99), st.integers(2026, 2099), st.integers(1, 99), st.integers(2026, 2099))
def test_no_two_counters_or_years_share_a_volume(a: int, year: int, b: int, other: int) -> None:
    same = TERMS.volume_of(a, year) == TERMS.volume_of(b, other)
    assert same == ((a, year) == (b, other))


def test_the_volume_is_called_as_the_book_is() -> None:
    assert TERMS.volume_of(3, 2026) == "03/2026-SCT/BS"
    assert TERMS.unverified
    assert "280/2025" in TERMS.legal_basis


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cccd", "Căn cước công dân"),
        ("can cuoc", "Căn cước công dân"),
        ("so do", "Giấy chứng nhận quyền sử dụng đất"),
        ("bang dai hoc", "Bằng tốt nghiệp đại học"),
        ("KHAI SINH", "Giấy khai sinh"),
        ("gks", "Giấy khai sinh"),
        ("hd", "Hợp đồng"),
        ("bang lai", "Giấy phép lái xe"),
        ("ho khau", "Xác nhận thông tin về cư trú"),
    ],
)
def test_a_document_is_found_by_what_people_call_it(typed: str, first: str) -> None:
    assert find_documents(TERMS.documents, typed)[0].name == first


@pytest.mark.parametrize("typed", ["", "  ", "tờ rơi quảng cáo", "giấy khai sinh của con trai"])
def test_what_is_no_known_document_is_not_forced_into_one(typed: str) -> None:
    assert find_documents(TERMS.documents, typed) == ()


@given(st.sets(st.integers(1, 60), min_size=1))
def test_numbers_are_written_as_runs_and_none_is_lost(serials: set[int]) -> None:
    text = serials_text(sorted(serials, reverse=True))
    runs = [[int(end) for end in part.split("–")] for part in text.split(", ")]
    assert {n for run in runs for n in range(run[0], run[-1] + 1)} == serials
    assert all(after[0] > before[-1] + 1 for before, after in pairwise(runs))


def test_of_the_terms_in_force_the_newest_holds() -> None:
    newer = replace(TERMS, name="newer", valid_from=date(2027, 1, 1))
    assert terms_on([newer, TERMS], DAY).name == TERMS.name
    assert terms_on([newer, TERMS], date(2027, 1, 1)).name == "newer"
    ended = replace(TERMS, valid_to=date(2026, 11, 19))
    with pytest.raises(PersonProblem, match="no_terms"):
        terms_on([newer, ended], DAY)


@pytest.mark.parametrize(
    "change",
    [
        {"volume": "{year}-SCT/BS"},
        {"volume": "{counter}{year"},
        {"volume": "{counter:.0}/{year}"},
        {"content": "Chứng thực"},
        {"format": 2},
        {"more": 1},
        {"documents": [{"name": "A"}, {"name": "A"}]},
        {"documents": [{"name": "A", "pages": 0}]},
    ],
)
def test_data_that_would_mix_numbers_or_say_nothing_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(PersonProblem, match="terms_unreadable"):
        terms_from_json(json.dumps(json.loads(SHIPPED) | change))
