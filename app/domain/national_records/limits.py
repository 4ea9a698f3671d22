"""Time limits of a record: taken when a channel states exactly one number with its unit, else left open."""

from decimal import Decimal

from app.domain.national_records.source import CHANNEL_NAMES, Json, Notes, items, number, text
from app.domain.procedures import Channel, Doubt, TimeLimit, TimeUnit

_UNITS = {
    "giờ": TimeUnit.HOUR,
    "giờ làm việc": TimeUnit.WORKING_HOUR,
    "ngày": TimeUnit.DAY,
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "tháng": TimeUnit.MONTH,
}
_MOST = {
    TimeUnit.HOUR: Decimal(72),
    TimeUnit.WORKING_HOUR: Decimal(80),
    TimeUnit.DAY: Decimal(180),
    TimeUnit.WORKING_DAY: Decimal(130),
    TimeUnit.MONTH: Decimal(24),
}
"""Above this a number was run together from several (``275 Ngày`` stands for 2, 7 and 5)."""

Limits = tuple[tuple[Channel, TimeLimit | None], ...]
Texts = tuple[tuple[Channel, str], ...]


def channel_rows(record: Json) -> dict[Channel, list[Json]]:
    """Return the time rows of each channel the record offers, in the channels' order."""
    rows: dict[Channel, list[Json]] = {}
    for way in items(record, "CACHTHUCTHUCHIEN"):
        code = text(way.get("KENH"))
        if code in ("1", "2", "3"):
            rows.setdefault(Channel(int(code)), []).extend(items(way, "THOIGIAN"))
    return dict(sorted(rows.items()))


def _words(row: Json) -> str:
    parts = (text(row.get(key)) for key in ("THOIGIANGIAIQUYET", "DONVITINH", "MOTA"))
    return " ".join(part for part in parts if part)


def _limit(rows: list[Json], channel: str, notes: Notes) -> TimeLimit | None:
    stated = {(number(row.get("THOIGIANGIAIQUYET")), text(row.get("DONVITINH")).lower()) for row in rows}
    words = "; ".join(dict.fromkeys(_words(row) for row in rows)).strip("; ")
    if len(stated) > 1:
        notes.add(Doubt.SEVERAL_LIMITS, channel, "thời hạn", words)
        return None
    value, unit_name = next(iter(stated), (None, ""))
    if not value:
        # 0 days stands where the source means "see the text"; only a person may make it "the same day".
        notes.add(Doubt.NO_LIMIT, channel, "thời hạn", words)
        return None
    unit = _UNITS.get(unit_name)
    if unit is None:
        notes.add(Doubt.UNIT_MISSING, channel, "thời hạn", words)
        return None
    if value > _MOST[unit]:
        notes.add(Doubt.SEVERAL_LIMITS, channel, "thời hạn", words)
        return None
    return TimeLimit(value, unit)


def read_limits(record: Json, notes: Notes) -> tuple[Limits, Texts]:
    """Return the limits and the source's words, both by channel; a doubtful limit is None and noted."""
    limits, shown = [], []
    for channel, rows in channel_rows(record).items():
        limits.append((channel, _limit(rows, CHANNEL_NAMES[channel], notes)))
        if words := "; ".join(dict.fromkeys(found for row in rows if (found := _words(row)))):
            shown.append((channel, words))
    if not limits:
        notes.add(Doubt.NO_LIMIT, "Cách thức thực hiện", "", "")
    return tuple(limits), tuple(shown)
