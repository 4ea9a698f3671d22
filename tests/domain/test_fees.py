from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.exemption_data import exemptions_from_json
from app.domain.fees import ExemptionReason, FeeUnknown, claimable, fee_settled, free_rule, price, tiered
from app.domain.procedures import Channel, Doubt, FeeKind, FeeRule, FeeTier, ProcedureVersion, ReviewNote

TODAY = date(2026, 11, 20)
EXEMPTIONS = Path(__file__).parents[2] / "resources" / "fees" / "exemptions.json"


def rule(code: str = "a", amount: int = 10_000, **more: object) -> FeeRule:
    return replace(FeeRule(code, code.upper(), FeeKind.FEE, "bản", (FeeTier(1, Dong(amount)),)), **more)  # type: ignore[arg-type] # fields by name


# TT 226/2016: 2.000 a page, 1.000 from the third, at most 200.000 a copy.
CERTIFIED = FeeRule(
    "certified", "Chứng thực bản sao", FeeKind.FEE, "trang",
    (FeeTier(1, Dong(2000)), FeeTier(3, Dong(1000))), cap=Dong(200_000), per_copy=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "copies", "due"),
    [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (5, 2, 14_000), (198, 1, 200_000), (199, 1, 200_000), (500, 3, 600_000)],
)
def test_certified_copies(pages: int, copies: int, due: int) -> None:
    quantities = {"certified": pages, "certified.copies": copies}
    [line] = price((CERTIFIED,), channel=Channel.COUNTER, on=TODAY, quantities=quantities)
    assert (line.amount, line.quantity) == (due, copies)
    assert line.name == f"Chứng thực bản sao ({pages} trang × {copies} bản)"


@given(st.integers(1, 600), st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9000)), max_size=4))
def test_tiers_are_the_sum_of_single_units(units: int, steps: list[tuple[int, int]]) -> None:
    starts, tiers = 1, [FeeTier(1, Dong(700))]
    for step, amount in steps:
        starts += step
        tiers.append(FeeTier(starts, Dong(amount)))
    one_by_one = sum(
        max((t for t in tiers if t.from_unit <= n), key=lambda t: t.from_unit).price for n in range(1, units + 1)
    )
    assert tiered(tuple(tiers), units) == one_by_one
    assert tiered(tuple(tiers), units, Dong(5000)) == min(one_by_one, 5000)


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 10**6), st.integers(1, 50)), min_size=1))
def test_the_lines_sum_to_the_sum_of_the_rules(prices: dict[str, tuple[int, int]]) -> None:
    rules = tuple(rule(code, amount) for code, (amount, _n) in prices.items())
    lines = price(rules, channel=Channel.POST, on=TODAY, quantities={c: n for c, (_a, n) in prices.items()})
    assert sum(line.amount for line in lines) == sum(amount * n for amount, n in prices.values())
    assert [line.code for line in lines] == list(prices)


def test_optional_things_cost_only_when_asked_for() -> None:
    rules = (rule("birth", 0), rule("copy", 8000, optional=True))
    assert [x.code for x in price(rules, channel=Channel.COUNTER, on=TODAY, quantities={})] == ["birth"]
    lines = price(rules, channel=Channel.COUNTER, on=TODAY, quantities={"copy": 2})
    assert [(x.code, x.amount) for x in lines] == [("birth", 0), ("copy", 16_000)]


def test_channel_and_date_choose_the_rule() -> None:
    rules = (
        rule("counter", 20_000, channels=frozenset({Channel.COUNTER, Channel.POST})),
        rule("online", 10_000, channels=frozenset({Channel.ONLINE})),
    )
    assert price(rules, channel=Channel.ONLINE, on=TODAY, quantities={})[0].amount == 10_000
    assert price(rules, channel=Channel.POST, on=TODAY, quantities={})[0].amount == 20_000
    dated = (rule("old", 1, valid_to=date(2026, 11, 19)), rule("new", 2, valid_from=TODAY, valid_to=TODAY))
    assert [x.code for x in price(dated, channel=Channel.COUNTER, on=TODAY, quantities={})] == ["new"]


@pytest.mark.parametrize(
    "rules",
    [(), (rule(valid_to=date(2026, 1, 1)),), (rule(channels=frozenset({Channel.ONLINE})),), (rule(optional=True),)],
)
def test_an_unknown_fee_is_asked_for_and_never_nothing(rules: tuple[FeeRule, ...]) -> None:
    with pytest.raises(FeeUnknown) as caught:
        price(rules, channel=Channel.COUNTER, on=TODAY, quantities={"a": 1})
    assert caught.value.code == "fees.unknown"


def test_where_nothing_is_in_doubt_no_rule_means_no_fee() -> None:
    assert price((), channel=Channel.COUNTER, on=TODAY, quantities={}, settled=True) == ()
    [line] = price((free_rule("Luật Hộ tịch"),), channel=Channel.COUNTER, on=TODAY, quantities={})
    assert (line.amount, line.legal_basis) == (0, "Luật Hộ tịch")


@pytest.mark.parametrize("doubt", Doubt)
def test_a_doubt_about_the_fee_leaves_it_unsettled(doubt: Doubt) -> None:
    version = ProcedureVersion("1.001193", 1, "n", "f", "b", (), review=(ReviewNote(doubt, "p", "t"),))
    fee_doubts = {Doubt.AMOUNT_RUN_TOGETHER, Doubt.FEE_IN_TEXT, Doubt.FREE_BUT_LOCAL, Doubt.CASES_FLATTENED}
    assert fee_settled(version) is (doubt not in fee_doubts)


@pytest.mark.parametrize("quantities", [{"a": -1}, {"a": 0}])
def test_a_wrong_quantity_is_refused(quantities: dict[str, int]) -> None:
    with pytest.raises(PersonProblem, match="bad_quantity"):
        price((rule(),), channel=Channel.COUNTER, on=TODAY, quantities=quantities)


def test_an_incentive_waives_its_lines_and_says_why() -> None:
    rules = (rule("a", 20_000, exemptions=("poor",)), rule("b", 8_000))
    poor = ExemptionReason("poor", "Hộ nghèo", legal_basis="TT 75/2022")
    a, b = price(rules, channel=Channel.COUNTER, on=TODAY, quantities={}, exemption="poor", reasons=(poor,))
    assert (a.amount, a.exemption, a.legal_basis) == (0, "Hộ nghèo", "TT 75/2022")
    assert (b.amount, b.exemption) == (8_000, "")


@given(st.integers(0, 10**7), st.integers(1, 100), st.integers(1, 100))
def test_the_highest_incentive_applies_once(amount: int, one: int, other: int) -> None:
    reasons = (ExemptionReason("x", "X", one), ExemptionReason("y", "Y", other))
    rules = (rule("a", amount, exemptions=("x", "y")),)
    [line] = price(
        rules, channel=Channel.COUNTER, on=TODAY, quantities={}, exemption="x", further=("y",), reasons=reasons
    )
    assert line.amount == amount * (100 - max(one, other)) // 100


def test_an_incentive_that_fits_nothing_is_told() -> None:
    reasons = exemptions_from_json(EXEMPTIONS.read_text(encoding="utf-8"))
    rules = (rule("a", 20_000, exemptions=("digital-citizen",)),)
    for channel, day in [
        (Channel.COUNTER, TODAY),
        (Channel.ONLINE, date(2027, 3, 1)),
        (Channel.ONLINE, date(2026, 8, 14)),
    ]:
        with pytest.raises(PersonProblem, match="exemption_not_applicable"):
            price(rules, channel=channel, on=day, quantities={}, exemption="digital-citizen", reasons=reasons)
        assert claimable(rules, reasons, channel, day) == ()
    [line] = price(rules, channel=Channel.ONLINE, on=TODAY, quantities={}, exemption="digital-citizen", reasons=reasons)
    assert line.amount == 0
    assert [r.code for r in claimable(rules, reasons, Channel.ONLINE, TODAY)] == ["digital-citizen"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"format":2,"reasons":[]}', '{"format":1,"reasons":[{"code":"a","name":"A","percent":101}]}',
     '{"format":1,"reasons":[{"code":"a","name":"A"},{"code":"a","name":"B"}]}'],
)  # fmt: skip
def test_bad_exemption_data_are_refused(text: str) -> None:
    with pytest.raises(PersonProblem, match="exemptions_unreadable"):
        exemptions_from_json(text)
