"""What the law lets be watched of a one-stop shop, each figure defined once: in words and as a rule on one dossier.

A figure is made of what the rule says of each dossier that was received in the period; the list behind it is the very
dossiers the rule did not leave out. The measures follow the service-quality index (QĐ 766/QĐ-TTg), on-time as
``dossier_clock.indicator`` counts it; what is not in the index says so by an empty basis.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from app.core.clock import VIETNAM
from app.core.words import mark
from app.domain.dossier_clock.indicator import Indication
from app.domain.dossiers import Status
from app.domain.procedures import Channel


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of one dossier received in the period.

    Attributes:
        day: when it was received.
        counted: on time or not, at the end of the period or now, whichever comes first.
        to_scan: papers handed in on paper that have to become electronic copies.
        scanned: how many of them did.
        reused, looked_up: papers taken from earlier dossiers, or read in a database, instead of asked for.
        paid, by_transfer: money was taken for it; all of it without cash.
        electronic: its result exists as a signed file.
        stored: the province has confirmed everything this counter made of it.
        hanging: nobody moved it for longer than the office lets pass.
        supplements: how often more was asked for.
        at_counter: from the reception until the folder left the counter; None: it has not left.
    """

    id: UUID
    channel: Channel
    status: Status
    counted: Indication
    day: date
    to_scan: int = 0
    scanned: int = 0
    reused: int = 0
    looked_up: int = 0
    paid: bool = False
    by_transfer: bool = False
    electronic: bool = False
    stored: bool = False
    hanging: bool = False
    supplements: int = 0
    at_counter: timedelta | None = None


class Indicator(StrEnum):
    """Every figure; the value is stable."""

    RECEIVED = "received"
    ON_TIME = "on_time"
    EARLY = "early"
    OVERDUE = "overdue"
    LATE_OPEN = "late_open"
    HANGING = "hanging"
    AT_COUNTER = "at_counter"
    SUPPLEMENTED = "supplemented"
    ONLINE = "online"
    POSTAL = "postal"
    CASHLESS = "cashless"
    SCANNED = "scanned"
    REUSED = "reused"
    LOOKED_UP = "looked_up"
    ELECTRONIC = "electronic"
    STORED = "stored"


class Unit(StrEnum):
    """What the figure is."""

    COUNT = "count"
    SHARE = "share"
    MINUTES = "minutes"
    """The mean of minutes."""


class Better(StrEnum):
    """Which way is an improvement."""

    MORE = "more"
    LESS = "less"
    NEITHER = ""


Rule = Callable[[Facts], int | None]
"""What a dossier adds to the figure: 1 or 0 for counts and shares, minutes for a mean; None: it is not counted."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure.

    Attributes:
        name, words: marked; what it is called, and what exactly is counted among what.
        basis: where the law asks for it; empty: the office's own.
        one, other: marked; what a dossier with 1 and one with 0 is called in the list behind the figure.
        as_of_now: it tells the present whatever the period; there is nothing to compare it with.
    """

    name: str
    words: str
    rule: Rule
    unit: Unit = Unit.SHARE
    better: Better = Better.MORE
    basis: str = ""
    one: str = mark("đạt")
    other: str = mark("không đạt")
    as_of_now: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one period.

    Attributes:
        total: the sum of what the rule said.
        among: of how many dossiers it said something.
    """

    total: int = 0
    among: int = 0

    def value(self, unit: Unit) -> float | None:
        """Return the count, the share from 0 to 1, or the mean; None where there is nothing to divide by."""
        if unit is Unit.COUNT:
            return self.total
        return self.total / self.among if self.among else None


def _is(*channels: Channel) -> Rule:
    return lambda facts: int(facts.channel in channels)


def _on_time(facts: Facts) -> int | None:
    return None if facts.counted.on_time is None else int(facts.counted.on_time)


def _overdue(facts: Facts) -> int | None:
    return None if facts.counted.on_time is None else int(not facts.counted.on_time)


def _early(facts: Facts) -> int | None:
    counted = facts.counted
    if not counted.finished or counted.on_time is None or counted.end is None or counted.border is None:
        return None
    ended = (counted.end - counted.deducted).astimezone(VIETNAM).date()
    return int(counted.on_time and ended < counted.border.astimezone(VIETNAM).date())


def _late_open(facts: Facts) -> int | None:
    return int(facts.counted.on_time is False and not facts.counted.finished)


def _scanned(facts: Facts) -> int | None:
    # What came electronically is no paper to be scanned (TT 03/2025/TT-VPCP, article 5.2).
    if facts.channel is Channel.ONLINE or not facts.to_scan:
        return None
    return int(facts.scanned >= facts.to_scan)


def _cashless(facts: Facts) -> int | None:
    return int(facts.by_transfer) if facts.paid else None


def _electronic(facts: Facts) -> int | None:
    return int(facts.electronic) if facts.status in {Status.DONE, Status.RETURNED} else None


def _at_counter(facts: Facts) -> int | None:
    return None if facts.at_counter is None else round(facts.at_counter / timedelta(minutes=1))


_INDEX = "QĐ 766/QĐ-TTg"

DEFINITIONS: Final = MappingProxyType(
    {
        Indicator.RECEIVED: Definition(
            mark("Hồ sơ tiếp nhận"),
            mark("Mọi hồ sơ tiếp nhận trong kỳ tại quầy này."),
            lambda _facts: 1,
            Unit.COUNT,
            Better.NEITHER,
            one=mark("tiếp nhận"),
        ),
        Indicator.ON_TIME: Definition(
            mark("Đúng hạn"),
            mark(
                "Trong hồ sơ tiếp nhận trong kỳ: ngày có kết quả (hoặc ngày yêu cầu bổ sung; chưa xong thì cuối kỳ), "
                "trừ thời gian chờ bổ sung, không sau ngày hẹn trả. Yêu cầu bổ sung quá một lần tính là quá hạn."
            ),
            _on_time,
            basis=_INDEX,
            one=mark("đúng hạn"),
            other=mark("quá hạn"),
        ),
        Indicator.EARLY: Definition(
            mark("Trước hạn"),
            mark("Trong hồ sơ đã xong: có kết quả trước ngày hẹn trả ít nhất một ngày."),
            _early,
            one=mark("trước hạn"),
            other=mark("không trước hạn"),
        ),
        Indicator.OVERDUE: Definition(
            mark("Quá hạn"),
            mark("Phần còn lại của “Đúng hạn”, kể cả hồ sơ chưa xong mà ngày hẹn đã qua."),
            _overdue,
            better=Better.LESS,
            basis=_INDEX,
            one=mark("quá hạn"),
            other=mark("đúng hạn"),
        ),
        Indicator.LATE_OPEN: Definition(
            mark("Quá hạn chưa xong"),
            mark("Hồ sơ tiếp nhận trong kỳ, đến cuối kỳ đã quá ngày hẹn mà chưa có kết quả."),
            _late_open,
            Unit.COUNT,
            Better.LESS,
            one=mark("quá hạn, chưa xong"),
            other=mark("không"),
        ),
        Indicator.HANGING: Definition(
            mark("Hồ sơ treo"),
            mark("Hồ sơ tiếp nhận trong kỳ, đến lúc này chưa xong mà lâu không có việc gì mới."),
            lambda facts: int(facts.hanging),
            Unit.COUNT,
            Better.LESS,
            one=mark("treo"),
            other=mark("không"),
            as_of_now=True,
        ),
        Indicator.AT_COUNTER: Definition(
            mark("Hồ sơ nằm tại quầy"),
            mark("Trung bình từ lúc tiếp nhận đến lúc chuyển hồ sơ cho nơi giải quyết, tính cả đêm và ngày nghỉ."),
            _at_counter,
            Unit.MINUTES,
            Better.LESS,
        ),
        Indicator.SUPPLEMENTED: Definition(
            mark("Phải yêu cầu bổ sung"),
            mark("Hồ sơ đã có phiếu yêu cầu bổ sung, trong hồ sơ tiếp nhận trong kỳ."),
            lambda facts: int(facts.supplements > 0),
            better=Better.LESS,
            one=mark("có yêu cầu bổ sung"),
            other=mark("không"),
        ),
        Indicator.ONLINE: Definition(
            mark("Nộp trực tuyến"),
            mark("Hồ sơ nộp trực tuyến, trong hồ sơ tiếp nhận trong kỳ."),
            _is(Channel.ONLINE),
            basis=_INDEX,
            one=mark("trực tuyến"),
            other=mark("cách khác"),
        ),
        Indicator.POSTAL: Definition(
            mark("Nộp qua bưu chính"),
            mark("Hồ sơ bưu chính mang đến, trong hồ sơ tiếp nhận trong kỳ."),
            _is(Channel.POST),
            better=Better.NEITHER,
            one=mark("bưu chính"),
            other=mark("cách khác"),
        ),
        Indicator.CASHLESS: Definition(
            mark("Thanh toán không tiền mặt"),
            mark("Trong hồ sơ đã thu tiền: mọi khoản đều chuyển khoản, không có tiền mặt."),
            _cashless,
            basis=_INDEX,
            one=mark("chuyển khoản"),
            other=mark("có tiền mặt"),
        ),
        Indicator.SCANNED: Definition(
            mark("Số hóa khi tiếp nhận"),
            mark(
                "Trong hồ sơ giấy có giấy tờ nộp: mọi giấy tờ nộp đều có bản quét. Giấy chỉ xuất trình và hồ sơ trực "
                "tuyến không tính."
            ),
            _scanned,
            basis=f"{_INDEX}, TT 03/2025/TT-VPCP",
            one=mark("quét đủ"),
            other=mark("chưa quét đủ"),
        ),
        Indicator.REUSED: Definition(
            mark("Dùng lại giấy tờ đã số hóa"),
            mark("Hồ sơ có ít nhất một giấy tờ lấy từ hồ sơ trước, trong hồ sơ tiếp nhận trong kỳ."),
            lambda facts: int(facts.reused > 0),
            basis=_INDEX,
            one=mark("có dùng lại"),
            other=mark("không"),
        ),
        Indicator.LOOKED_UP: Definition(
            mark("Tra cứu thay giấy tờ"),
            mark("Hồ sơ có ít nhất một giấy tờ được thay bằng tra cứu cơ sở dữ liệu."),
            lambda facts: int(facts.looked_up > 0),
            basis="NĐ 224/2026/NĐ-CP",
            one=mark("có tra cứu"),
            other=mark("không"),
        ),
        Indicator.ELECTRONIC: Definition(
            mark("Kết quả điện tử"),
            mark("Trong hồ sơ có kết quả: kết quả có tệp điện tử đã ký."),
            _electronic,
            basis=_INDEX,
            one=mark("có tệp điện tử"),
            other=mark("chưa có"),
        ),
        Indicator.STORED: Definition(
            mark("Tỉnh đã lưu"),
            mark("Hồ sơ mà tỉnh đã có biên nhận cho mọi việc của quầy này, trong hồ sơ tiếp nhận trong kỳ."),
            lambda facts: int(facts.stored),
            basis=_INDEX,
            one=mark("tỉnh đã lưu"),
            other=mark("chưa"),
            as_of_now=True,
        ),
    }
)
"""All figures, in the order they are shown."""


def figures(facts: Iterable[Facts]) -> dict[Indicator, Figure]:
    """Return every figure of these dossiers, read once."""
    totals = dict.fromkeys(DEFINITIONS, 0)
    among = dict.fromkeys(DEFINITIONS, 0)
    for one in facts:
        for indicator, definition in DEFINITIONS.items():
            said = definition.rule(one)
            if said is not None:
                totals[indicator] += said
                among[indicator] += 1
    return {indicator: Figure(totals[indicator], among[indicator]) for indicator in DEFINITIONS}


def by_day(facts: Iterable[Facts]) -> dict[date, tuple[int, int]]:
    """Return for each day on which something was received how many dossiers, and how many of them count as late."""
    days: dict[date, tuple[int, int]] = {}
    for one in facts:
        count, late = days.get(one.day, (0, 0))
        days[one.day] = (count + 1, late + (one.counted.on_time is False))
    return days


def behind(indicator: Indicator, facts: Iterable[Facts]) -> tuple[tuple[UUID, int], ...]:
    """Return the dossiers that a figure is made of with what each adds: what needs a person first."""
    definition = DEFINITIONS[indicator]
    found = [(one.id, said) for one in facts if (said := definition.rule(one)) is not None]
    if definition.unit is Unit.COUNT:
        return tuple(pair for pair in found if pair[1])
    # The list is opened to put something right: those that spoil the figure stand at the top, the order else stays.
    return tuple(sorted(found, key=lambda pair: pair[1], reverse=definition.better is Better.LESS))
