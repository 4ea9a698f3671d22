"""What a dossier costs: by the case's rules, channel, date, quantities and incentive. Whole đồng, never a guess.

An amount of 0 always has a reason on its line: the rule's own price, or an incentive. Where the rules do not settle the
main fee the caller gets ``FeeUnknown`` and a person says the amount.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.core.money import Dong
from app.core.problems import PersonProblem
from app.domain.dossiers import FeeLine
from app.domain.procedures import Channel, Doubt, FeeKind, FeeRule, FeeTier, ProcedureVersion

FEE_DOUBTS = frozenset({Doubt.AMOUNT_RUN_TOGETHER, Doubt.FEE_IN_TEXT, Doubt.FREE_BUT_LOCAL, Doubt.CASES_FLATTENED})


class FeeUnknown(PersonProblem):
    """The rules do not say what is to be paid; a person has to."""

    def __init__(self) -> None:
        super().__init__("fees.unknown")


@dataclass(frozen=True, slots=True)
class ExemptionReason:
    """Why somebody pays less: an incentive of the law or of the provincial council.

    Attributes:
        code: named by FeeRule.exemptions.
        percent: how much of the amount is waived, 1–100.
        channels: where it holds; empty: everywhere.
        valid_from, valid_to: both inclusive; None: open.
        verified: whether the legal text was seen.
    """

    code: str
    name: str
    percent: int = 100
    legal_basis: str = ""
    channels: frozenset[Channel] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True


def price(
    rules: tuple[FeeRule, ...],
    *,
    channel: Channel,
    on: date,
    quantities: Mapping[str, int],
    exemption: str = "",
    further: tuple[str, ...] = (),
    reasons: Iterable[ExemptionReason] = (),
    settled: bool = False,
) -> tuple[FeeLine, ...]:
    """Return the lines to be paid, in the order of the rules.

    Args:
        rules: the rules of the dossier's case.
        channel: how the dossier came in.
        on: the day that decides which rules are in force: the day of reception.
        quantities: units by FeeRule.code; absent: 1, or 0 for what is optional. For a rule that holds per copy,
            ``copies_key(rule)`` gives the number of copies (absent: 1).
        exemption: code of the incentive claimed; empty: none.
        further: more incentives that hold at the same time; the highest one applies to each line.
        reasons: what is known of the codes; a code that is not listed waives the whole amount.
        settled: nothing about the fee is in doubt (``fee_settled``), so that no rule means no fee.

    Raises:
        FeeUnknown: no rule for the main fee is in force and the fee is not settled.
        PersonProblem: ``fees.bad_quantity``, or ``fees.exemption_not_applicable`` when no line knows the incentive.
    """
    held = rules_in_force(rules, channel, on)
    if not settled and all(rule.optional for rule in held):
        raise FeeUnknown
    known = {reason.code: reason for reason in reasons}
    claimed = [code for code in (exemption, *further) if code]
    usable = {code: known.get(code, ExemptionReason(code, code)) for code in claimed}
    usable = {c: r for c, r in usable.items() if _holds(r.channels, r.valid_from, r.valid_to, channel, on)}
    if claimed and not any(code in rule.exemptions for rule in held for code in usable):
        raise PersonProblem("fees.exemption_not_applicable", exemption=_names(claimed, known))
    lines = (_line(rule, quantities, usable) for rule in held)
    return tuple(line for line in lines if line is not None)


def rules_in_force(rules: Iterable[FeeRule], channel: Channel, on: date) -> tuple[FeeRule, ...]:
    """Return the rules that hold for a channel on a day, in their order."""
    return tuple(rule for rule in rules if _holds(rule.channels, rule.valid_from, rule.valid_to, channel, on))


def copies_key(rule: FeeRule) -> str:
    """Return the key under which the number of copies of a per-copy rule stands among the quantities."""
    return f"{rule.code}.copies"


def fee_settled(version: ProcedureVersion) -> bool:
    """Return whether nothing about the fees of version waits in the review list."""
    return not any(note.doubt in FEE_DOUBTS for note in version.review)


def free_rule(legal_basis: str) -> FeeRule:
    """Return the rule that says, on its own line, that there is nothing to pay."""
    nothing = (FeeTier(1, Dong(0)),)
    return FeeRule("free", "Không thu phí, lệ phí", FeeKind.CHARGE, "hồ sơ", nothing, legal_basis=legal_basis)


def claimable(
    rules: Iterable[FeeRule], reasons: Iterable[ExemptionReason], channel: Channel, on: date
) -> tuple[ExemptionReason, ...]:
    """Return the incentives that would change something for these rules, in the order of reasons."""
    named = {
        code
        for rule in rules
        if _holds(rule.channels, rule.valid_from, rule.valid_to, channel, on)
        for code in rule.exemptions
    }
    return tuple(r for r in reasons if r.code in named and _holds(r.channels, r.valid_from, r.valid_to, channel, on))


def tiered(tiers: tuple[FeeTier, ...], units: int, cap: Dong | None = None) -> Dong:
    """Return what units cost: each unit at the price of its tier, at most cap."""
    bounds = [*(tier.from_unit for tier in tiers), units + 1]
    amount = sum(
        max(0, min(after, units + 1) - first) * tier.price
        for (first, after), tier in zip(pairwise(bounds), tiers, strict=True)
    )
    return Dong(amount if cap is None else min(amount, cap))


def _names(codes: Iterable[str], known: Mapping[str, ExemptionReason]) -> str:
    return ", ".join(known[code].name if code in known else code for code in codes)


def _holds(
    channels: frozenset[Channel], valid_from: date | None, valid_to: date | None, channel: Channel, on: date
) -> bool:
    begun = valid_from is None or valid_from <= on
    return begun and (valid_to is None or on <= valid_to) and (not channels or channel in channels)


def _line(rule: FeeRule, quantities: Mapping[str, int], usable: Mapping[str, ExemptionReason]) -> FeeLine | None:
    units = quantities.get(rule.code, 0 if rule.optional else 1)
    copies = quantities.get(copies_key(rule), 1) if rule.per_copy else 1
    if units < 0 or copies < 0 or (not rule.optional and not units * copies):
        raise PersonProblem("fees.bad_quantity", name=rule.name)
    if not units * copies:
        return None
    full = tiered(rule.tiers, units, rule.cap) * copies
    best = max((usable[c] for c in rule.exemptions if c in usable), key=lambda reason: reason.percent, default=None)
    # What is left is rounded down: half a đồng is nobody's.
    amount = full if best is None else full * (100 - best.percent) // 100
    name = f"{rule.name} ({units} {rule.unit} × {copies} bản)" if rule.per_copy else rule.name
    reason, basis = (best.name, best.legal_basis) if best else ("", "")
    quantity = copies if rule.per_copy else units
    return FeeLine(rule.code, name, quantity, Dong(amount), reason, basis or rule.legal_basis)
