"""Fees of a record: taken only when the row is one plain amount per one thing, else left to a person.

A rule that is missing asks the clerk; a rule that is wrong overcharges. So an amount with conditions in its text, an
amount per page (always tiered: TT 226/2016), and an amount without a unit are not taken.
"""

import re

from app.core.money import Dong
from app.core.vietnamese import fold
from app.domain.national_records.limits import channel_rows
from app.domain.national_records.source import CHANNEL_NAMES, Json, Notes, items, number, stable_code, text
from app.domain.procedures import Channel, Doubt, FeeKind, FeeRule, FeeTier

_PLAIN_UNIT = re.compile(r"(?:đồng|đ|vnd|vnđ)?\s*/\s*(giao dịch|văn bản|trường hợp|di chúc|hồ sơ|thẻ|lần|bản|việc)")
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{3,9}(?= ?(?:đ|vn))")
_ASPECT = "phí, lệ phí"
_LOCAL_FIELDS = ("ho tich", "ho kinh doanh", "hop tac", "xay dung", "dat dai", "bien phap bao dam", "duong bo")
"""Fields whose fees the provincial council sets (TT 85/2019/TT-BTC, TT 106/2021/TT-BTC); folded."""


def _certain(row: Json, channel: str, notes: Notes) -> tuple[Dong, str] | None:
    amount, words = number(row.get("SOTIEN")), text(row.get("MOTA"))
    shown = f"{text(row.get('SOTIEN'))} {text(row.get('DONVI'))} {words}".strip()
    if amount is None:
        notes.add(Doubt.FEE_IN_TEXT, channel, _ASPECT, shown)
        return None
    named = {int(found.replace(".", "")) for found in _AMOUNT.findall(words)}
    if amount < 1000 or amount > 50_000_000 or amount % 500 or (len(named) == 1 and int(amount) not in named):
        notes.add(Doubt.AMOUNT_RUN_TOGETHER, channel, _ASPECT, shown)
        return None
    unit = _PLAIN_UNIT.fullmatch(words.lower())
    if unit is None or text(row.get("DONVI")).upper() not in ("VND", "VNĐ", "ĐỒNG"):
        notes.add(Doubt.FEE_IN_TEXT, channel, _ASPECT, shown)
        return None
    return Dong(int(amount)), unit[1]


def _is_free(row: Json) -> bool:
    return number(row.get("SOTIEN")) == 0 and fold(text(row.get("MOTA"))) in ("mien phi", "")


def _channel_fees(rows: list[Json], channel: str, notes: Notes) -> list[tuple[Dong, str]]:
    found = [_certain(row, channel, notes) for row in rows]
    plain = [fee for fee in found if fee is not None]
    if len(plain) < len(found):
        return []
    if len(set(plain)) > 1:
        words = "; ".join(f"{amount} / {unit}" for amount, unit in plain)
        notes.add(Doubt.FEE_IN_TEXT, channel, _ASPECT, words)
        return []
    return plain[:1]


def read_fees(record: Json, field: str, notes: Notes) -> tuple[FeeRule, ...]:
    """Return the fee rules that are certain; everything else is noted.

    Args:
        record: the national record.
        field: the procedure's field; some fields' fees are set locally whatever the portal shows.
        notes: takes the doubts.
    """
    rows = {
        channel: [fee for row in times for fee in items(row, "PHILEPHI")]
        for channel, times in channel_rows(record).items()
    }
    charged = any(not _is_free(fee) for fees in rows.values() for fee in fees)
    local = charged or any(name in fold(field) for name in _LOCAL_FIELDS)
    found: dict[tuple[Dong, str], set[Channel]] = {}
    for channel, fees in rows.items():
        priced = [fee for fee in fees if not _is_free(fee)]
        if local and not priced and (fees or charged):
            words = "; ".join(dict.fromkeys(text(fee.get("MOTA")) for fee in fees))
            notes.add(Doubt.FREE_BUT_LOCAL, CHANNEL_NAMES[channel], _ASPECT, words)
        for fee in _channel_fees(priced, CHANNEL_NAMES[channel], notes):
            found.setdefault(fee, set()).add(channel)
    return tuple(_rule(amount, unit, frozenset(channels), field) for (amount, unit), channels in found.items())


def _rule(amount: Dong, unit: str, channels: frozenset[Channel], field: str) -> FeeRule:
    certified = "chung thuc" in fold(field)
    return FeeRule(
        code=stable_code("F", f"{amount} {unit}"),
        name="Phí chứng thực" if certified else "Phí, lệ phí",
        kind=FeeKind.FEE,
        unit=unit,
        tiers=(FeeTier(1, amount),),
        channels=channels,
    )
