"""Settling what an imported procedure leaves in doubt: pure changes of a version, put in force by ``settle``."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from app.core.money import Dong
from app.domain.fees import free_rule
from app.domain.procedures import (
    Channel,
    CutOff,
    FeeKind,
    FeeRule,
    FeeTier,
    ProcedureCase,
    ProcedureVersion,
    ReviewNote,
    TimeLimit,
    TimeUnit,
)

SETTLED_FEE = "settled"


def with_limit(
    version: ProcedureVersion, case: str, channel: Channel, value: Decimal, unit: TimeUnit
) -> ProcedureVersion:
    """Return the version with a time limit for one case and channel."""

    def change(old: ProcedureCase) -> ProcedureCase:
        limits = dict(old.time_limits)
        limits[channel] = TimeLimit(value, unit)
        return replace(old, time_limits=tuple(sorted(limits.items())))

    return _with_case(version, case, change)


def with_fee(version: ProcedureVersion, case: str, amount: Dong, name: str, legal_basis: str) -> ProcedureVersion:
    """Return the version with one flat charge for a case in place of its fees; 0: free of charge."""
    if amount == 0:
        return _with_case(version, case, lambda old: replace(old, fees=(free_rule(legal_basis),)))
    rule = FeeRule(
        code=SETTLED_FEE,
        name=name,
        kind=FeeKind.CHARGE,
        unit="trường hợp",
        tiers=(FeeTier(1, amount),),
        legal_basis=legal_basis,
    )
    return _with_case(version, case, lambda old: replace(old, fees=(rule,)))


def with_cut_off(version: ProcedureVersion, cut_off: CutOff) -> ProcedureVersion:
    """Return the version with another cut-off."""
    return replace(version, cut_off=cut_off)


def without_note(version: ProcedureVersion, note: ReviewNote) -> ProcedureVersion:
    """Return the version without one doubt: a person has looked at it."""
    return replace(version, review=tuple(each for each in version.review if each != note))


def _with_case(
    version: ProcedureVersion, code: str, change: Callable[[ProcedureCase], ProcedureCase]
) -> ProcedureVersion:
    return replace(version, cases=tuple(change(case) if case.code == code else case for case in version.cases))
