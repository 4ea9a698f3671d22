"""What figures, remainders and periods are called on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.core.money import Dong, show
from app.core.words import _, mark
from app.domain.dossiers import PaymentWay, ReturnPlace
from app.domain.indicators import DEFINITIONS, Better, Definition, Indicator, Unit
from app.domain.periods import Period, PeriodKind
from app.models.report_rows import WaySum
from app.models.rows import Queue
from app.services.day_end import Left
from app.ui.theme.tokens import Tone
from app.ui.widgets.tables import Cell


@dataclass(frozen=True, slots=True)
class Way:
    """What a remainder is called and where it is put right.

    Attributes:
        name, step: marked: what is left, what to do about it.
        place: marked: where Enter leads, as a person names it.
        workspace: its key; empty: it is done right here.
        queue: the list of dossiers that is opened there.
        action: what is pressed there, so that the keyboard is where the work begins.
        tone: how a count that is not 0 is dressed.
    """

    name: str
    step: str
    place: str
    workspace: str = ""
    queue: Queue | None = None
    action: str = ""
    tone: Tone = Tone.ATTENTION


WAYS: Final[Mapping[Left, Way]] = MappingProxyType(
    {
        Left.DRAFTS: Way(mark("Hồ sơ nhập dở"), mark("Nhận cho xong hoặc bỏ"), mark("F2 Tiếp nhận"), "reception"),
        Left.SLIPS: Way(
            mark("Chưa in giấy hẹn"), mark("In giấy hẹn"), mark("F3 Chưa in giấy hẹn"), "dossiers", Queue.UNPRINTED
        ),
        Left.PAPERS: Way(mark("Giấy tờ khác chưa in"), mark("In ngay bây giờ"), mark("In tại đây")),
        Left.RECEIVED: Way(
            mark("Chưa chuyển nơi giải quyết"), mark("Bàn giao hồ sơ giấy trong ngày"), mark("F6 Bàn giao"), "handover"
        ),
        Left.BAGS: Way(mark("Lô bàn giao chưa xong"), mark("Niêm phong, hai bên ký"), mark("F6 Bàn giao"), "handover"),
        Left.MISSING: Way(
            mark("Hồ sơ giấy chưa tìm thấy"),
            mark("Tìm theo lô bàn giao"),
            mark("F6 Bàn giao"),
            "handover",
            tone=Tone.LATE,
        ),
        Left.LATE: Way(
            mark("Quá hạn, chưa có phiếu xin lỗi"),
            mark("Xin lỗi và hẹn lại"),
            mark("F3 Quá hạn"),
            "dossiers",
            Queue.OVERDUE,
            tone=Tone.LATE,
        ),
        Left.LETTERS: Way(
            mark("Sắp đến hạn, chưa có phiếu xin lỗi"), mark("Soạn và in để trình ký"), mark("Soạn tại đây")
        ),
        Left.HANGING: Way(
            mark("Hồ sơ treo"), mark("Hỏi nơi đang giữ"), mark("F3 Hồ sơ treo"), "dossiers", Queue.HANGING
        ),
        Left.UNCOLLECTED: Way(
            mark("Kết quả chưa ai tới nhận"),
            mark("Gọi người nộp"),
            mark("F3 Chưa ai tới nhận"),
            "dossiers",
            Queue.UNCOLLECTED,
        ),
        Left.REFUSED: Way(mark("Tỉnh không nhận"), mark("Xem nguyên nhân"), mark("F8 Đồng bộ"), "sync", tone=Tone.LATE),
        # Offline is an ordinary state: what waits for the line is no alarm.
        Left.UNSENT: Way(mark("Chưa gửi tỉnh"), mark("Tự gửi khi có mạng"), mark("F8 Đồng bộ"), "sync", tone=Tone.INFO),
        Left.CASH: Way(
            mark("Tiền mặt chưa đếm"),
            mark("Đếm ngăn kéo, in bảng kê"),
            mark("F5 Đếm tiền"),
            "returns",
            action="returns.count",
        ),
    }
)
"""Every remainder, in the order of Left."""

_RETURN_NAMES: Final = {
    ReturnPlace.COUNTER: mark("Trực tiếp"),
    ReturnPlace.OTHER_OFFICE: mark("Tại nơi khác"),
    ReturnPlace.POST: mark("Bưu chính"),
}
_WAY_NAMES: Final = {
    PaymentWay.CASH: mark("Tiền mặt"),
    PaymentWay.VIETQR: mark("VietQR"),
    PaymentWay.LATER: mark("Trả sau"),
    PaymentWay.NONE: mark("Cách khác"),
}
_PURPOSE_NAMES: Final = {
    "fee": mark("phí, lệ phí"),
    "obligation": mark("nghĩa vụ tài chính"),
    "refund": mark("trả lại"),
}
_FINEST: Final = 0.0005
"""Shares that differ by less look the same on the screen."""


def money_name(one: WaySum) -> str:
    """Return what a sum of money is called: ``"Tiền mặt · phí, lệ phí"``."""
    purpose = _PURPOSE_NAMES.get(one.purpose)
    return " · ".join(part for part in (_(_WAY_NAMES[one.way]), _(purpose) if purpose else one.purpose) if part)


def money_value(one: WaySum) -> str:
    """Return a sum with how many payments it is."""
    return _("{amount} ({count})").format(amount=show(one.amount), count=one.count)


def return_words(place: ReturnPlace) -> str:
    """Return how a result is collected."""
    return _(_RETURN_NAMES[place])


def total_of(sums: tuple[WaySum, ...]) -> str:
    """Return what all money comes to."""
    return show(Dong(sum(one.amount for one in sums)))


def count_text(count: int) -> str:
    """Return a count with dots between the thousands."""
    return f"{count:,}".replace(",", ".")


def period_words(period: Period) -> str:
    """Return a period as a title says it."""
    first, last = period.first, period.last
    if period.kind is PeriodKind.MONTH:
        return _("tháng {month:%m/%Y}").format(month=first)
    if first == last:
        return _("ngày {day:%d/%m/%Y}").format(day=first)
    return f"{first:%d/%m} – {last:%d/%m/%Y}"


def value_words(indicator: Indicator, value: float | None) -> str:
    """Return a figure as it is read: ``"24"``, ``"98,2 %"``, ``"3 giờ 05"``; a dash where there is none."""
    if value is None:
        return "–"
    unit = DEFINITIONS[indicator].unit
    if unit is Unit.COUNT:
        return count_text(round(value))
    if unit is Unit.SHARE:
        return f"{100 * value:.1f}".replace(".", ",") + " %"
    hours, minutes = divmod(round(value), 60)
    return (
        _("{hours} giờ {minutes:02}").format(hours=hours, minutes=minutes) if hours else _("{n} phút").format(n=minutes)
    )


def change_cell(indicator: Indicator, now: float | None, before: float | None) -> Cell:
    """Return how a figure moved, toned by which way is better; the sign says it too."""
    definition = DEFINITIONS[indicator]
    if now is None or before is None or definition.as_of_now:
        return Cell("", quiet=True)
    moved = now - before
    if abs(moved) < (_FINEST if definition.unit is Unit.SHARE else 0.5):
        return Cell("=", quiet=True, spoken=_("như kỳ trước"))
    text = f"{'▲' if moved > 0 else '▼'} {_amount(definition, indicator, abs(moved))}"
    spoken = _("tăng {by}") if moved > 0 else _("giảm {by}")
    return Cell(text, _tone(definition, up=moved > 0), spoken=spoken.format(by=text[2:]))


def _amount(definition: Definition, indicator: Indicator, moved: float) -> str:
    if definition.unit is Unit.SHARE:
        return _("{points} điểm").format(points=f"{100 * moved:.1f}".replace(".", ","))
    return value_words(indicator, moved)


def _tone(definition: Definition, *, up: bool) -> Tone | None:
    if definition.better is Better.NEITHER:
        return None
    return Tone.DONE if up == (definition.better is Better.MORE) else Tone.ATTENTION
