"""The explanation of a deadline in words, line by line, for the screen and the command line."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from app.core.vietnamese import tidy
from app.core.words import _, _n, mark, mark_n
from app.domain.deadlines import ExplanationStep
from app.domain.procedures import TimeLimit, TimeUnit

WEEKDAYS = (
    mark("thứ Hai"),
    mark("thứ Ba"),
    mark("thứ Tư"),
    mark("thứ Năm"),
    mark("thứ Sáu"),
    mark("thứ Bảy"),
    mark("Chủ nhật"),
)
_LIMITS = {
    TimeUnit.HOUR: mark_n("{value} giờ"),
    TimeUnit.WORKING_HOUR: mark_n("{value} giờ làm việc"),
    TimeUnit.DAY: mark_n("{value} ngày"),
    TimeUnit.WORKING_DAY: mark_n("{value} ngày làm việc"),
    TimeUnit.MONTH: mark_n("{value} tháng"),
}
_SAME_DAY = mark("trong ngày")
_NAMED_AT_MOST = 4
"""More days of rest than this are counted, not named: the line has to fit beside the appointment."""


def limit_text(limit: TimeLimit | None) -> str:
    """Return a limit in Vietnamese (``"7 ngày làm việc"``, ``"trong ngày"``), empty for None.

    The slip is a statutory form, whatever the language of the screen.
    """
    if limit is None:
        return ""
    return _SAME_DAY if limit.value == 0 else _LIMITS[limit.unit].format(value=value_said(limit))


def limit_said(limit: TimeLimit | None) -> str:
    """Return a limit as ``limit_text`` does, in the language in use: for screens."""
    if limit is None:
        return ""
    if limit.value == 0:
        return _(_SAME_DAY)
    return _n(_LIMITS[limit.unit], float(limit.value)).format(value=value_said(limit))


def stored_limit_said(text: str) -> str:
    """Return the Vietnamese limit that a dossier keeps in the language in use; other words stay as they are."""
    if text == _SAME_DAY:
        return _(text)
    for words in _LIMITS.values():
        figure = text.removesuffix(words.removeprefix("{value}"))
        if figure != text and figure.replace(",", "", 1).isdigit():
            return _n(words, float(figure.replace(",", "."))).format(value=figure)
    return text


def value_said(limit: TimeLimit) -> str:
    """Return the value alone, as it is written: ``"0,5"``."""
    return f"{limit.value.normalize():f}".replace(".", ",")


def explain(steps: Iterable[ExplanationStep]) -> tuple[str, ...]:
    """Return one line a step, in the language in use."""
    return tuple(tidy(_LINES[step.code](step.params)) for step in steps)


def weekday_date(day: date, seen_from: date | None = None) -> str:
    """Return a day as it is said: ``"thứ Bảy 21/11"``; the year only where it differs from that of seen_from."""
    year = "/%Y" if seen_from and day.year != seen_from.year else ""
    return f"{_(WEEKDAYS[day.weekday()])} {day.day}/{day.month}{day.strftime(year) if year else ''}"


def moment_said(moment: datetime) -> str:
    """Return a moment as it is said: ``"09:00 thứ Sáu 20/11"``."""
    return f"{moment:%H:%M} {weekday_date(moment.date())}"


def _limit(params: Mapping[str, Any]) -> str:
    limit: TimeLimit = params["limit"]
    if limit.value == 0:
        return _("Trả trong ngày làm việc tiếp theo") if params["moved"] else _("Trả trong ngày làm việc")
    if limit.unit in {TimeUnit.HOUR, TimeUnit.WORKING_HOUR}:
        return _("Thời hạn {limit} kể từ lúc nhận").format(limit=limit_said(limit))
    if params["as_if"]:
        day = weekday_date(params["as_if"])
        return _("Tính như nhận {day}: thời hạn {limit} kể từ sau ngày đó").format(day=day, limit=limit_said(limit))
    if limit.value % 1:
        return _("Thời hạn {limit}, không tính buổi nhận").format(limit=limit_said(limit))
    return _("Thời hạn {limit}, không tính ngày nhận").format(limit=limit_said(limit))


def _skipped(params: Mapping[str, Any]) -> str:
    days: tuple[tuple[date, str], ...] = params["days"]
    seen_from: date = params["seen_from"]
    weekends = [day for day, name in days if not name]
    parts = [f"{weekday_date(day, seen_from)} ({name})" for day, name in days if name]
    if len(weekends) > _NAMED_AT_MOST:
        parts.insert(0, _n("{count} ngày nghỉ hằng tuần", len(weekends)).format(count=len(weekends)))
    else:
        parts = [_plain(day, seen_from) for day in weekends] + parts
    if len(parts) > _NAMED_AT_MOST + 1:
        names = ", ".join(dict.fromkeys(name for _day, name in days if name))
        count = sum(1 for _day, name in days if name)
        parts = [
            _n("{count} ngày nghỉ hằng tuần", len(weekends)).format(count=len(weekends)),
            _n("{count} ngày nghỉ lễ ({names})", count).format(count=count, names=names),
        ]
    return _("Bỏ qua {days}").format(days=", ".join(parts))


def _plain(day: date, seen_from: date) -> str:
    if (day.year, day.month) == (seen_from.year, seen_from.month):
        return f"{_(WEEKDAYS[day.weekday()])} {day.day}"
    return weekday_date(day, seen_from)


def _listed(days: Iterable[date]) -> str:
    return ", ".join(f"{day:%d/%m/%Y}" for day in days)


def _late(params: Mapping[str, Any]) -> str:
    at = params["at"]
    hour = f"{at.hour}" if at.minute == 0 else f"{at:%H:%M}"
    return _("Nhận {received} – sau {hour} giờ").format(received=moment_said(params["received"]), hour=hour)


def _roll(params: Mapping[str, Any]) -> str:
    day, to = weekday_date(params["day"]), weekday_date(params["to"])
    return _("Ngày cuối {day} là ngày nghỉ – chuyển sang {to}").format(day=day, to=to)


_LINES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "received": lambda p: _("Nhận {received}").format(received=moment_said(p["received"])),
    "received_late": _late,
    "received_last_hour": lambda p: _("Nhận {received} – trong giờ làm việc cuối cùng").format(
        received=moment_said(p["received"])
    ),
    "received_outside": lambda p: _("Nhận {received} – ngoài giờ làm việc, tính từ {start}").format(
        received=moment_said(p["received"]), start=moment_said(p["start"])
    ),
    "no_limit": lambda _p: _("Thủ tục không ghi thời hạn: cán bộ nhập ngày hẹn và lý do"),
    "limit": _limit,
    "rolled": _roll,
    "next_session": lambda p: _("Hạn {deadline} ngoài giờ làm việc – hẹn {appointment}").format(
        deadline=moment_said(p["deadline"]), appointment=moment_said(p["appointment"])
    ),
    "skipped": _skipped,
    "worked": lambda p: _("Ngày làm bù: {days}").format(days=_listed(p["days"])),
    "unverified": lambda p: _("Ngày nghỉ dự kiến, chưa có quyết định: {days}").format(days=_listed(p["days"])),
    "beyond": lambda p: _("Lịch nghỉ lễ chỉ có đến {day}: cần cập nhật lịch").format(day=f"{p['valid_to']:%d/%m/%Y}"),
}
