"""The JSON form of procedures: a true copy, and strict."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.catalogue_format import from_json, pack_from_json, to_json
from app.domain.procedures import (
    Channel,
    CutOff,
    CutOffKind,
    Doubt,
    FeeKind,
    FeeRule,
    FeeTier,
    PaperForm,
    ProcedureCase,
    ProcedureVersion,
    RequiredPaper,
    ReviewNote,
    TimeLimit,
    TimeUnit,
)
from app.services.sentences import describe

words = st.text(min_size=1, max_size=12)
days = st.none() | st.dates()
limits = st.builds(TimeLimit, st.decimals(0, 999, places=1), st.sampled_from(TimeUnit))
channel_limits = st.dictionaries(st.sampled_from(Channel), st.none() | limits).map(lambda d: tuple(d.items()))
channel_texts = st.dictionaries(st.sampled_from(Channel), words).map(lambda d: tuple(d.items()))
amounts = st.integers(0, 10**8).map(Dong)
tiers = st.lists(amounts, min_size=1, max_size=3).map(
    lambda prices: tuple(FeeTier(place, price) for place, price in enumerate(prices, 1))
)
fees = st.builds(
    FeeRule,
    code=words,
    name=words,
    kind=st.sampled_from(FeeKind),
    unit=words,
    tiers=tiers,
    cap=st.none() | amounts,
    channels=st.frozensets(st.sampled_from(Channel)),
    optional=st.booleans(),
    per_copy=st.booleans(),
    exemptions=st.lists(words, max_size=2).map(tuple),
    legal_basis=st.text(max_size=5),
    valid_from=days,
    valid_to=days,
)
papers = st.builds(
    RequiredPaper,
    code=words,
    name=words,
    form=st.sampled_from(PaperForm),
    originals=st.integers(0, 9),
    copies=st.integers(0, 9),
    condition=st.text(max_size=5),
    template=st.text(max_size=5),
)


def _by_code(values: list[Any]) -> tuple[Any, ...]:
    return tuple({value.code: value for value in values}.values())


cases = st.builds(
    ProcedureCase,
    code=words,
    name=st.text(max_size=5),
    papers=st.lists(papers, max_size=3).map(_by_code),
    time_limits=channel_limits,
    time_texts=channel_texts,
    fees=st.lists(fees, max_size=2).map(_by_code),
)
cut_offs = st.sampled_from([CutOff(), CutOff(CutOffKind.LAST_HOUR)]) | st.integers(0, 23).map(
    lambda hour: CutOff(CutOffKind.AT, time(hour, 30))
)
versions = st.builds(
    ProcedureVersion,
    code=words,
    version=st.integers(1, 99),
    name=words,
    field=st.text(max_size=5),
    legal_basis=st.text(max_size=5),
    cases=st.lists(cases, min_size=1, max_size=2).map(_by_code),
    short_name=st.text(max_size=5),
    nicknames=st.lists(words, max_size=2).map(tuple),
    levels=st.lists(words, min_size=1, max_size=2).map(tuple),
    cut_off=cut_offs,
    result_codes=st.lists(words, max_size=2).map(tuple),
    resolving_unit=st.text(max_size=5),
    collects_originals=st.booleans(),
    valid_from=days,
    valid_to=days,
    source=st.text(max_size=5),
    review=st.lists(st.builds(ReviewNote, st.sampled_from(Doubt), words, st.text(max_size=5)), max_size=2).map(tuple),
)


@given(versions)
@settings(deadline=None)
def test_what_is_written_is_read_back(version: ProcedureVersion) -> None:
    assert from_json(to_json(version)) == version


def entry(**changes: object) -> dict[str, Any]:
    base: dict[str, Any] = {
        "code": "1.001193",
        "name": "Đăng ký khai sinh",
        "cases": [
            {
                "code": "1",
                "name": "",
                "limits": {"counter": "0.5 working_day", "online": None},
                "fees": [{"code": "F", "name": "Phí", "kind": "fee", "unit": "trang", "tiers": [[1, 2000], [3, 1000]]}],
            }
        ],
    }
    return base | changes


def test_it_reads_as_people_write_it() -> None:
    version = from_json(json.dumps(entry(cut_off="15:00")))
    assert version.cut_off == CutOff(CutOffKind.AT, time(15))
    case = version.cases[0]
    assert case.time_limits == (
        (Channel.COUNTER, TimeLimit(Decimal("0.5"), TimeUnit.WORKING_DAY)),
        (Channel.ONLINE, None),
    )
    assert case.fees[0].tiers == (FeeTier(1, Dong(2000)), FeeTier(3, Dong(1000)))


def _case(**changes: object) -> dict[str, Any]:
    return entry(cases=[entry()["cases"][0] | changes])


def _fee(**changes: object) -> dict[str, Any]:
    return _case(fees=[entry()["cases"][0]["fees"][0] | changes])


BAD = [
    (entry(colour="red"), "/colour"),
    (entry(name=""), "/name"),
    (entry(name=7), "/name"),
    (entry(version=0), "/cases"),
    (entry(cases=[]), "/cases"),
    (entry(cases={}), "/cases"),
    (entry(nicknames=[1]), "/nicknames/1"),
    (entry(collects_originals="yes"), "/collects_originals"),
    (entry(valid_from="1/7/2025"), "/valid_from"),
    (entry(cut_off="noon"), "/cut_off"),
    (entry(cases=[*entry()["cases"], *entry()["cases"]]), "/cases"),
    (_case(limits={"counter": "3"}), "/cases/1/limits/counter"),
    (_case(limits={"counter": "3 weeks"}), "/cases/1/limits/counter"),
    (_case(limits={"counter": "-1 day"}), "/cases/1/limits/counter"),
    (_case(limits={"counter": "NaN day"}), "/cases/1/limits/counter"),
    (_case(limits={"fax": "3 day"}), "/cases/1/limits/fax"),
    (_case(papers=[{"code": "A", "name": "A", "originals": -1}]), "/cases/1/papers/1/originals"),
    (_case(papers=[{"code": "A", "name": "A"}, {"code": "A", "name": "B"}]), "/cases/1/papers"),
    (_case(papers=[{"code": "A", "name": "A", "form": "paper"}]), "/cases/1/papers/1/form"),
    (_fee(tiers=[[2, 1000]]), "/cases/1/fees/1/tiers"),
    (_fee(tiers=[[1, 2000], [1, 1000]]), "/cases/1/fees/1/tiers"),
    (_fee(tiers=[[1, "2000"]]), "/cases/1/fees/1/tiers/1"),
    (_fee(cap=True), "/cases/1/fees/1/cap"),
    (_fee(unit=""), "/cases/1/fees/1/unit"),
    ([], "/"),
]


@pytest.mark.parametrize(("value", "place"), BAD)
def test_a_slip_of_the_pen_is_refused_with_its_place(value: object, place: str) -> None:
    with pytest.raises(PersonProblem) as caught:
        from_json(json.dumps(value))
    assert caught.value.code == "catalogue.bad_record"
    assert caught.value.params["place"] == place
    assert place in describe(caught.value).text


@pytest.mark.parametrize("text", ["", "{", '{"code": "1", "code": "2"}', '{"code": NaN}', "[" * 100_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(PersonProblem, match=r"catalogue\.bad_record"):
        from_json(text)


def _pack(**changes: object) -> str:
    base = {"name": "Hộ tịch", "version": "2026.1", "valid_from": "2026-07-01", "legal_basis": "163/QĐ-BTP"}
    return json.dumps(base | {"procedures": [entry()]} | changes)


def test_a_pack_lends_its_field_its_basis_and_its_date() -> None:
    pack = pack_from_json(_pack())
    found = pack.procedures[0]
    assert (found.field, found.legal_basis, found.valid_from) == ("Hộ tịch", "163/QĐ-BTP", date(2026, 7, 1))
    assert pack.verified(found.code)


def test_a_procedure_keeps_what_it_says_itself() -> None:
    own = entry(field="Đường bộ", legal_basis="871/QĐ-BXD", valid_from="2026-08-01", verified=False)
    pack = pack_from_json(_pack(procedures=[own]))
    found = pack.procedures[0]
    assert (found.field, found.legal_basis, found.valid_from) == ("Đường bộ", "871/QĐ-BXD", date(2026, 8, 1))
    assert not pack.verified(found.code)


@pytest.mark.parametrize("change", [{"valid_from": ""}, {"extra": 1}, {"procedures": [entry(), entry()]}, {"name": ""}])
def test_a_bad_pack_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(PersonProblem, match=r"catalogue\.bad_record"):
        pack_from_json(_pack(**change))
