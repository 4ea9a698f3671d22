"""What F5 says: rows, people, results and money in words."""

from collections.abc import Sequence
from datetime import datetime

from app.core.clock import VIETNAM
from app.core.money import show
from app.core.words import _, _n, mark
from app.domain.dossiers import PaymentWay, Status
from app.domain.lifecycle import STATUS_NAMES, WITHOUT_RESULT
from app.domain.results import Collector, Result
from app.domain.returning import NOTIFY_WITHIN_DAYS, Taker
from app.domain.urgency import days_until
from app.services.cash import Difference, Takings
from app.services.happenings import news
from app.services.returning import Given, ReturnCase, Waiting
from app.ui.theme.tokens import Tone
from app.ui.widgets.tables import Cell

ROLES = {
    Collector.OWNER: mark("chủ hồ sơ"),
    Collector.SUBMITTER: mark("người nộp"),
    Collector.AUTHORISED: mark("người được ủy quyền"),
    Collector.POST: mark("bưu chính"),
}
WAYS = {PaymentWay.CASH: mark("tiền mặt"), PaymentWay.VIETQR: mark("VietQR")}


def waits_cell(found: Waiting, now: datetime) -> Cell:
    """Return how long a result has been waiting, or where it is, or how far the dossier has come."""
    if found.row.status is not Status.DONE:
        return Cell(_(STATUS_NAMES[found.row.status]), quiet=True)
    if found.row.holder:
        return Cell(_("ở {holder}").format(holder=found.row.holder), quiet=True)
    days = days_waiting(found.since, now)
    tone = Tone.ATTENTION if days > NOTIFY_WITHIN_DAYS else None
    return Cell(_n("{days} ngày", days).format(days=days) if days else _("hôm nay"), tone)


def beside_words(count: int, *, grouped: bool) -> str:
    """Return that other results can go along; nothing where none can."""
    if not count:
        return ""
    if grouped:
        said = _n("Nộp cùng lúc còn {count} kết quả đang chờ ở đây – Alt+G để trả cùng lúc.", count)
    else:
        said = _n("Người này còn {count} kết quả khác đang chờ ở đây – Alt+G để trả cùng lúc.", count)
    return said.format(count=count)


def days_waiting(since: datetime | None, now: datetime) -> int:
    """Return how many days ago the result was known."""
    return -days_until(since, now) if since is not None else 0


def state_of(case: ReturnCase, now: datetime) -> tuple[str, Tone]:
    """Return what the pill of a case says."""
    status = case.dossier.status
    if status is Status.DONE and case.obstacle is None:
        days = days_waiting(case.since, now)
        words = _n("chờ {days} ngày", days).format(days=days) if days else _("có hôm nay")
        return words, Tone.ATTENTION if days > NOTIFY_WITHIN_DAYS else Tone.INFO
    return _(STATUS_NAMES[status]), Tone.DONE if status is Status.RETURNED else Tone.NEUTRAL


def taker_words(taker: Taker) -> str:
    """Return a person with the part he has."""
    return f"{taker.name} – {_(ROLES[taker.role])}"


def results_words(results: Sequence[Result]) -> str:
    """Return what is handed over, in one line."""
    return "; ".join(_result(one) for one in results) or _("Kết quả bằng giấy, chưa ghi số")


def _result(one: Result) -> str:
    day = _("ngày {day:%d/%m/%Y}").format(day=one.issued_on) if one.issued_on else ""
    kind = _("tệp ký số") if one.electronic else ""
    return " · ".join(part for part in (f"{one.title} {one.number}".strip(), day, one.signer, kind) if part)


def done_words(given: Sequence[Given]) -> str:
    """Return what the strip says after a return."""
    first = given[0]
    at = first.done.at.astimezone(VIETNAM)
    if first.dossier.status in WITHOUT_RESULT:
        return _("Đã trả lại giấy tờ {at:%H:%M} – {name}").format(at=at, name=first.done.name)
    if len(given) > 1:
        return _("Đã trả {count} kết quả lúc {at:%H:%M} – {name}").format(count=len(given), at=at, name=first.done.name)
    return _("Đã trả {at:%H:%M} – {name}").format(at=at, name=first.done.name)


def changed_words(before: Sequence[ReturnCase], now: Sequence[ReturnCase]) -> str:
    """Return what happened to dossiers in hand since they were taken up, and each state before and after."""
    known = {case.dossier.id: case for case in before}
    lines = []
    for case in now:
        old = known.get(case.dossier.id)
        if old is None:
            continue
        said = news(old.history, case.history)
        if old.dossier.status is not case.dossier.status:
            was, is_now = _(STATUS_NAMES[old.dossier.status]), _(STATUS_NAMES[case.dossier.status])
            said.append(f"{case.dossier.number}: {was} → {is_now}")
        if old.owed != case.owed:
            said.append(_("Còn phải thu: {before} → {now}").format(before=show(old.owed), now=show(case.owed)))
        lines += said
    return "\n".join([_("Hồ sơ vừa được cập nhật; xem lại rồi trả."), *lines]) if lines else ""


def takings_words(found: Takings) -> str:
    """Return what this counter took today."""
    return _("Tiền mặt {cash} · VietQR {transfers}").format(
        cash=show(found.by_way[PaymentWay.CASH]), transfers=show(found.by_way[PaymentWay.VIETQR])
    )


def difference_words(difference: Difference) -> str:
    """Return how the counted cash differs, and which payments are of that size."""
    amount = show(type(difference.amount)(abs(difference.amount)))
    text = _("Thiếu {amount}.") if difference.amount < 0 else _("Thừa {amount}.")
    names = ", ".join(f"{line.number} ({line.payer})" for line in difference.suspects)
    rest = _(" Khoản cùng số tiền: {names}.").format(names=names) if names else ""
    return text.format(amount=amount) + rest
