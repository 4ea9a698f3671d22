"""The procedures that ship: complete enough to work with from the first day, and nothing guessed."""

import json
import unicodedata
from collections import Counter
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.money import Dong
from app.domain.catalogue_format import CataloguePack, from_json, pack_from_json, to_json
from app.domain.fees import FeeUnknown, fee_settled, price
from app.domain.procedures import (
    Channel,
    CutOffKind,
    FeeTier,
    PaperForm,
    ProcedureCase,
    ProcedureVersion,
    TimeUnit,
)

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "resources" / "procedures").glob("*.json"))
PACKS: dict[str, CataloguePack] = {path.stem: pack_from_json(path.read_text("utf-8")) for path in FILES}
ALL: dict[str, ProcedureVersion] = {version.code: version for pack in PACKS.values() for version in pack.procedures}


def has_limit(version: ProcedureVersion) -> bool:
    return any(limit is not None for case in version.cases for _, limit in case.time_limits)


def test_it_is_large_enough_to_work_with() -> None:
    assert len(ALL) >= 60
    assert sum(map(has_limit, ALL.values())) >= 45
    fields = {"ho-tich", "chung-thuc", "cu-tru", "can-cuoc", "ho-kinh-doanh", "xay-dung", "dat-dai", "bao-tro-xa-hoi"}
    assert fields <= PACKS.keys()


def test_no_code_stands_in_two_packs() -> None:
    codes = Counter(version.code for pack in PACKS.values() for version in pack.procedures)
    assert [code for code, count in codes.items() if count > 1] == []


@pytest.mark.parametrize("version", ALL.values(), ids=ALL.keys())
def test_each_procedure_is_complete(version: ProcedureVersion) -> None:
    assert from_json(to_json(version)) == version
    assert version.short_name
    assert version.legal_basis
    assert version.valid_from is not None
    for case in version.cases:
        assert case.papers
        assert case.time_limits
        assert any(paper.needed for paper in case.papers)
    for text in (version.name, version.short_name, *version.nicknames):
        assert unicodedata.is_normalized("NFC", text)
        assert text == text.strip()


@pytest.mark.parametrize("version", ALL.values(), ids=ALL.keys())
def test_a_limit_that_is_open_is_explained(version: ProcedureVersion) -> None:
    doubts = {note.doubt.value for note in version.review}
    for case in version.cases:
        for channel, limit in case.time_limits:
            if limit is None:
                assert doubts & {"unit_missing", "several_limits", "no_limit"}, (case.name, channel)


@pytest.mark.parametrize("version", ALL.values(), ids=ALL.keys())
def test_each_fee_has_its_basis_and_a_real_channel(version: ProcedureVersion) -> None:
    reasons = {
        reason["code"]
        for reason in json.loads((ROOT / "resources" / "fees" / "exemptions.json").read_text("utf-8"))["reasons"]
    }
    for case in version.cases:
        offered = {channel for channel, _ in case.time_limits}
        for fee in case.fees:
            assert fee.legal_basis
            assert fee.channels <= offered
            assert set(fee.exemptions) <= reasons


def test_what_nobody_checked_has_neither_limit_nor_fee() -> None:
    unverified = [ALL[code] for pack in PACKS.values() for code in pack.unverified]
    assert unverified
    for version in unverified:
        assert not has_limit(version)
        assert not any(case.fees for case in version.cases)
        assert not fee_settled(version)


@pytest.mark.parametrize("code", ["1.001193", "1.000656"])
def test_births_and_deaths_are_free_in_time_and_asked_about_when_late(code: str) -> None:
    version = ALL[code]
    in_time, late = version.cases[0], version.cases[1]
    assert late.name.startswith("Quá hạn")

    def cost(case: ProcedureCase) -> int:
        settled = fee_settled(version)
        lines = price(case.fees, channel=Channel.COUNTER, on=date(2026, 11, 20), quantities={}, settled=settled)
        return sum(line.amount for line in lines)

    assert cost(in_time) == 0
    with pytest.raises(FeeUnknown):
        cost(late)


def test_a_procedure_without_a_price_is_free_or_asked_about_never_silent() -> None:
    free_by_law = {code for code, version in ALL.items() if fee_settled(version) and not version.cases[0].fees}
    assert {"1.004837", "2.000908", "1.014061"} <= free_by_law
    assert free_by_law.isdisjoint({"1.001612", "1.013225", "1.013831", "1.004873", "1.001776"})


def test_certified_copies_cost_what_the_circular_says() -> None:
    fee = ALL["2.000815"].cases[0].fees[0]
    assert fee.tiers == (FeeTier(1, Dong(2000)), FeeTier(3, Dong(1000)))
    assert (fee.cap, fee.unit, fee.per_copy) == (Dong(200_000), "trang", True)
    assert "226/2016" in fee.legal_basis


def test_residence_costs_less_online() -> None:
    prices = {
        channel: fee.tiers[0].price for fee in ALL["1.004222"].case("so-huu").fees for channel in sorted(fee.channels)
    }
    assert prices == {Channel.COUNTER: Dong(20_000), Channel.ONLINE: Dong(10_000)}


def test_births_are_same_day_with_a_cut_off_at_three() -> None:
    birth = ALL["1.001193"]
    assert (birth.cut_off.kind, birth.cut_off.at) == (CutOffKind.AT, time(15))
    limit = birth.cases[0].limit(Channel.COUNTER)
    assert limit is not None
    assert (limit.value, limit.unit) == (Decimal(0), TimeUnit.WORKING_DAY)


def test_only_procedures_known_to_have_one_have_a_cut_off() -> None:
    having = {code for code, version in ALL.items() if version.cut_off.kind is not CutOffKind.NONE}
    assert having == {
        *("1.001193", "1.000656", "2.000635", "1.004859", "1.001766", "2.000528"),
        *("2.000815", "2.000884", "2.000908", "2.000913", "2.000927", "2.000942"),
        *("1.011441", "1.011442", "1.011443"),
    }


def test_houses_take_fifteen_calendar_days() -> None:
    limit = ALL["1.013225"].case("nha-o").limit(Channel.COUNTER)
    assert limit is not None
    assert (limit.value, limit.unit) == (Decimal(15), TimeUnit.DAY)


def test_identity_papers_are_only_shown_in_civil_status() -> None:
    shown = {
        paper.form
        for version in PACKS["ho-tich"].procedures
        for case in version.cases
        for paper in case.papers
        if paper.code == "ID"
    }
    assert shown == {PaperForm.SHOWN}
