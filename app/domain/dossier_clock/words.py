"""The explanations of the clock in words, line by line, for the screen and the command line."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from app.core.vietnamese import tidy
from app.core.words import _, _n, mark, mark_n
from app.domain import deadline_words
from app.domain.deadline_words import limit_said, moment_said, value_said
from app.domain.deadlines import ExplanationStep
from app.domain.dossier_clock.amounts import hours_of
from app.domain.dossier_clock.changes import Cause
from app.domain.dossier_clock.events import FinishReason, PauseReason, ReturnReason, StartReason
from app.domain.procedures import TimeLimit, TimeUnit

WAITING_FOR = {
    PauseReason.SUPPLEMENT: mark("chờ bổ sung hồ sơ"),
    PauseReason.OBLIGATION: mark("chờ thực hiện nghĩa vụ tài chính"),
    PauseReason.WITHDRAWAL: mark("người nộp xin rút hồ sơ"),
    PauseReason.STOPPED: mark("dừng giải quyết"),
}
_STARTS = {
    StartReason.ONLINE: mark("Tính từ lúc chấp nhận hồ sơ trực tuyến"),
    StartReason.POSTAL: mark("Tính từ lúc ký biên bản giao nhận với bưu chính"),
    StartReason.SUPPLEMENT: mark("Tính từ lúc hồ sơ được bổ sung đủ"),
}
_ENDS = {
    FinishReason.RESULT: mark("Có kết quả {moment}"),
    FinishReason.REFUSED: mark("Từ chối giải quyết {moment}"),
    FinishReason.CLOSED: mark("Đóng hồ sơ {moment} vì không bổ sung"),
}
_RETURNS = {
    ReturnReason.RESULT: mark("Trả kết quả {moment}"),
    ReturnReason.PAPERS: mark("Trả lại giấy tờ {moment}"),
}
_MOVES = {
    Cause.SUPPLEMENT: mark("đã bổ sung hồ sơ"),
    Cause.OBLIGATION: mark("đã thực hiện nghĩa vụ tài chính"),
    Cause.WITHDRAWAL: mark("không rút hồ sơ nữa"),
    Cause.STOPPED: mark("tiếp tục giải quyết"),
}


_COUNTED = {TimeUnit.WORKING_DAY: mark_n("{value} ngày làm việc"), TimeUnit.DAY: mark_n("{value} ngày")}


def explain(steps: Iterable[ExplanationStep]) -> tuple[str, ...]:
    """Return one line a step of any of the clock's views, in the language in use."""
    return tuple(_line(step) for step in steps)


def amount_said(amount: TimeLimit) -> str:
    """Return an amount in its unit: ``"2,5 ngày làm việc"``, ``"3 giờ 20 phút"``."""
    if amount.unit in _COUNTED:
        return _n(_COUNTED[amount.unit], float(amount.value)).format(value=value_said(amount))
    if amount.unit is TimeUnit.MONTH:
        return limit_said(amount)
    length = hours_of(amount)
    return worked_said(0, length) if amount.unit is TimeUnit.WORKING_HOUR else length_said(length)


def length_said(length: timedelta) -> str:
    """Return a length by the wall clock: ``"3 giờ 20 phút"``."""
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    parts = [_n("{value} giờ", hours).format(value=hours)] if hours else []
    if minutes or not hours:
        parts.append(_n("{value} phút", minutes).format(value=minutes))
    return " ".join(parts)


def worked_said(days: int, rest: timedelta) -> str:
    """Return working time: ``"1 ngày 3 giờ làm việc"``."""
    parts = [_n("{value} ngày", days).format(value=days)] if days else []
    if rest or not days:
        parts.append(length_said(rest))
    return _("{length} làm việc").format(length=" ".join(parts))


def _line(step: ExplanationStep) -> str:
    if step.code in LINES:
        return tidy(LINES[step.code](step.params))
    return deadline_words.explain((step,))[0]


def _named(text: str, *names: str) -> Callable[[Mapping[str, Any]], str]:
    """Return what fills moments and amounts into a marked text."""

    def said(params: Mapping[str, Any]) -> str:
        return _(text).format(**{name: _said(params[name]) for name in names})

    return said


def _said(value: object) -> str:
    match value:
        case datetime():
            return moment_said(value)
        case TimeLimit():
            return amount_said(value)
        case timedelta():
            return length_said(value)
        case PauseReason():
            return _(WAITING_FOR[value])
        case Cause():
            return _(_MOVES[value])
        case _:
            return str(value)


def _started(params: Mapping[str, Any]) -> str:
    reason: StartReason = params["reason"]
    return _(_STARTS[reason])


def _resumed(params: Mapping[str, Any]) -> str:
    answered, start = params["moment"], params["start"]
    if answered == start:
        return _("Tính tiếp từ {start}").format(start=moment_said(start))
    return _("Xong {answered} – tính tiếp từ {start}").format(answered=moment_said(answered), start=moment_said(start))


def _subtracted(params: Mapping[str, Any]) -> str:
    waited: TimeLimit = params["waited"]
    if not waited.value:
        return _("Thời gian chờ chưa đủ để tính: hạn không đổi")
    return _("Không tính {waited} đã chờ").format(waited=amount_said(waited))


def _shifted(params: Mapping[str, Any]) -> str:
    waited: TimeLimit = params["waited"]
    if not waited.value:
        return _("Thời gian chờ chưa đủ để tính: hạn không đổi")
    return _("Lùi hạn thêm {waited} đã chờ").format(waited=amount_said(waited))


def _ended(params: Mapping[str, Any]) -> str:
    reason = params["reason"]
    text = _ENDS[reason] if isinstance(reason, FinishReason) else _RETURNS[reason]
    return _(text).format(moment=moment_said(params["moment"]))


def _overdue(params: Mapping[str, Any]) -> str:
    if not params["days"] and not params["rest"]:
        return _("Quá hạn {since}").format(since=moment_said(params["since"]))
    amount = worked_said(params["days"], params["rest"])
    return _("Quá hạn {since}, trễ {amount}").format(since=moment_said(params["since"]), amount=amount)


def _used(params: Mapping[str, Any]) -> str:
    limit: TimeLimit = params["limit"]
    return _("Đã dùng {used} trong thời hạn {limit}").format(used=amount_said(params["used"]), limit=limit_said(limit))


def _counts_on_time(params: Mapping[str, Any]) -> str:
    border = moment_said(params["border"])
    if params["promised"]:
        return _("Tính là đúng hạn: không sau ngày hẹn {border}").format(border=border)
    return _("Tính là đúng hạn: không sau thời hạn dài nhất {border}").format(border=border)


def _counts_overdue(params: Mapping[str, Any]) -> str:
    if params["border"] is None:
        return _("Tính là quá hạn")
    border = moment_said(params["border"])
    if params["promised"]:
        return _("Tính là quá hạn; ngày hẹn {border}").format(border=border)
    return _("Tính là quá hạn; thời hạn dài nhất {border}").format(border=border)


LINES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    # The legal deadline.
    "started": _started,
    "paused": _named(mark("Tạm dừng {moment}: {reason}"), "moment", "reason"),
    "resumed": _resumed,
    "subtracted": _subtracted,
    "used_up": _named(mark("Hạn {deadline} đã qua trước khi tạm dừng: không đổi"), "deadline"),
    "at_most_whole": _named(
        mark("Không quá {limit} tính từ lúc xong"),
        "limit",
    ),
    "restarted": _named(mark("Tính lại từ đầu")),
    "late_before": _named(mark("Trước đó đã quá hạn {deadline}"), "deadline"),
    "granted_stays": _named(mark("Giữ hạn đã gia hạn: {deadline}"), "deadline"),
    "shifted": _shifted,
    "extended": _named(mark("Gia hạn đến {deadline}: {ground} ({approver} duyệt)"), "deadline", "ground", "approver"),
    "deadline_stood": _named(mark("Hạn khi tạm dừng: {deadline}"), "deadline"),
    "deadline": _named(mark("Hạn theo quy định: {deadline}"), "deadline"),
    "not_started": _named(mark("Chưa bắt đầu tính thời gian")),
    # The appointment.
    "promised": _named(mark("Giấy hẹn ghi {after}"), "after"),
    "promise_moved": _named(mark("Hẹn lại {before} → {after}: {cause}"), "before", "after", "cause"),
    "promise_put_off": _named(
        mark("Xin lỗi, hẹn lại {before} → {after}: {ground} ({approver} duyệt)"),
        "before",
        "after",
        "ground",
        "approver",
    ),
    "promise_corrected": _named(
        mark("Sửa ngày hẹn {before} → {after}: {ground} ({approver} duyệt)"), "before", "after", "ground", "approver"
    ),
    "promise_outdated": _named(mark("Hạn đã lùi sau khi hẹn: cần hẹn lại, đề nghị {proposal}"), "proposal"),
    "appointment": _named(mark("Ngày hẹn hiện nay: {appointment}"), "appointment"),
    "no_appointment": _named(mark("Không có ngày hẹn trả")),
    # How far the work is.
    "waiting_to_start": _named(mark("Chưa tính thời gian: {reason} từ {since}"), "reason", "since"),
    "running": _named(mark("Đang tính thời gian từ {since}"), "since"),
    "standing": _named(mark("Tạm dừng từ {since}: {reason}"), "since", "reason"),
    "if_resumed": _named(mark("Nếu xong bây giờ thì hạn là {deadline}"), "deadline"),
    "finished": _ended,
    "returned": _ended,
    "used": _used,
    "remaining": _named(mark("Còn {remaining}"), "remaining"),
    "last_day": _named(mark("Hạn hôm nay: {deadline}"), "deadline"),
    "overdue": _overdue,
    "before_time": _named(mark("Trước hạn {deadline}"), "deadline"),
    "in_time": _named(mark("Đúng hạn {deadline}"), "deadline"),
    "promise_missed": _named(mark("Đã qua ngày hẹn {appointment}"), "appointment"),
    # The service-quality index.
    "ended_result": _named(mark("Xử lý xong {moment}"), "moment"),
    "ended_returned": _named(mark("Trả kết quả {moment}"), "moment"),
    "ended_without": _named(mark("Dừng, rút hoặc từ chối {moment}"), "moment"),
    "ended_asked": _named(mark("Đang chờ bổ sung: tính đến lúc yêu cầu {moment}"), "moment"),
    "ended_period": _named(mark("Chưa xong: tính đến cuối kỳ {moment}"), "moment"),
    "deducted": _named(mark("Trừ {deducted} chờ bổ sung: tính như xong {end}"), "deducted", "end"),
    "several_supplements": lambda p: _n("Đã yêu cầu bổ sung {count} lần", p["count"]).format(count=p["count"]),
    "counts_on_time": _counts_on_time,
    "counts_overdue": _counts_overdue,
    "counts_unknown": _named(mark("Không có ngày hẹn và thời hạn để so")),
}
