"""What rows and queues are called: values become short texts with a tone."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from app.core.clock import VIETNAM
from app.core.words import _, _n, mark
from app.domain.dossiers import Status
from app.domain.lifecycle import PAUSED, STATUS_NAMES
from app.domain.operations import Delivery
from app.domain.search_words import Match, Phrase, Span, Token, likeness, match_run, match_word, merge, tokens_of
from app.domain.urgency import Urgency, days_until, urgency
from app.models.rows import MOST_COUNTED, DossierRow, Queue, QueueCounts
from app.models.rows import Match as Found
from app.ui.theme.tokens import Tone
from app.ui.widgets.tables import Cell

Hits = tuple[tuple[int, int], ...]

QUEUE_NAMES: Mapping[Queue, str] = MappingProxyType(
    {
        Queue.ALL: mark("Tất cả hồ sơ"),
        Queue.TODAY: mark("Nhận hôm nay"),
        Queue.DUE_TODAY: mark("Hẹn trả hôm nay"),
        Queue.DUE_SOON: mark("Sắp đến hạn"),
        Queue.OVERDUE: mark("Quá hạn"),
        Queue.HANGING: mark("Hồ sơ treo"),
        Queue.SUPPLEMENT: mark("Chờ bổ sung"),
        Queue.PAYMENT: mark("Chờ nộp tiền"),
        Queue.READY: mark("Có kết quả, chờ trả"),
        Queue.UNCOLLECTED: mark("Chưa ai tới nhận"),
        Queue.REFUSED: mark("Tỉnh không nhận"),
        Queue.UNSENT: mark("Tỉnh chưa nhận"),
        Queue.UNPRINTED: mark("Chưa in giấy hẹn"),
    }
)
QUEUE_TONES: Mapping[Queue, Tone] = MappingProxyType(
    {
        Queue.DUE_SOON: Tone.ATTENTION,
        Queue.OVERDUE: Tone.LATE,
        Queue.HANGING: Tone.ATTENTION,
        Queue.UNCOLLECTED: Tone.ATTENTION,
        Queue.REFUSED: Tone.LATE,
        Queue.UNPRINTED: Tone.ATTENTION,
    }
)
"""How a count that is not zero is dressed. Unsent is calm: offline is an ordinary state."""

EMPTY: Mapping[Queue, tuple[str, str]] = MappingProxyType(
    {
        Queue.ALL: (
            mark("Chưa có hồ sơ nào trong máy"),
            mark("Bấm F2 để tiếp nhận hồ sơ đầu tiên; hồ sơ hiện ở đây ngay sau khi lưu."),
        ),
        Queue.TODAY: (mark("Hôm nay chưa nhận hồ sơ nào"), mark("Bấm F2 để tiếp nhận.")),
        Queue.DUE_TODAY: (mark("Hôm nay không có hẹn trả nào nữa"), mark("Xem “Sắp đến hạn” để chuẩn bị trước.")),
        Queue.DUE_SOON: (mark("Không có hồ sơ nào sắp đến hạn"), mark("Hồ sơ còn hai ngày trở xuống hiện ở đây.")),
        Queue.OVERDUE: (mark("Không có hồ sơ quá hạn"), mark("Mọi lời hẹn đều còn trong hạn.")),
        Queue.HANGING: (mark("Không có hồ sơ nào bị treo"), mark("Hồ sơ lâu không có việc gì mới hiện ở đây.")),
        Queue.SUPPLEMENT: (mark("Không chờ ai bổ sung"), mark("Hồ sơ đã yêu cầu bổ sung hiện ở đây.")),
        Queue.PAYMENT: (mark("Không chờ ai nộp tiền"), mark("Hồ sơ chờ nghĩa vụ tài chính hiện ở đây.")),
        Queue.READY: (mark("Không có kết quả nào chờ trả"), mark("Hồ sơ vừa có kết quả hiện ở đây.")),
        Queue.UNCOLLECTED: (mark("Kết quả đều được nhận sớm"), mark("Kết quả để lâu không ai nhận hiện ở đây.")),
        Queue.REFUSED: (mark("Tỉnh không từ chối gì"), mark("Việc bị tỉnh trả về hoặc trùng bản hiện ở đây.")),
        Queue.UNSENT: (mark("Tỉnh đã nhận đủ"), mark("Không có hồ sơ nào chờ gửi.")),
        Queue.UNPRINTED: (mark("Giấy hẹn đã in đủ"), mark("Không có hồ sơ nào chưa in giấy hẹn.")),
    }
)

_TONES = MappingProxyType(
    {
        Status.SUPPLEMENT_REQUESTED: Tone.ATTENTION,
        Status.FINANCIAL_OBLIGATION: Tone.ATTENTION,
        Status.DONE: Tone.INFO,
        Status.RETURNED: Tone.DONE,
    }
)
_URGENT = MappingProxyType(
    {
        Urgency.OVERDUE: (mark("Quá hạn"), Tone.LATE),
        Urgency.TODAY: (mark("Trả hôm nay"), Tone.ATTENTION),
        Urgency.SOON: (mark("Sắp đến hạn"), Tone.ATTENTION),
    }
)
_DELIVERY = MappingProxyType(
    {
        None: ("✓", Tone.NEUTRAL, mark("mới lưu tại quầy")),
        Delivery.UNSENT: ("✓ ○", Tone.NEUTRAL, mark("chờ gửi tỉnh")),
        Delivery.PARKED: ("✓ ○", Tone.NEUTRAL, mark("tỉnh đang giữ, chờ phần trước")),
        Delivery.STORED: ("✓✓", Tone.DONE, mark("tỉnh đã lưu")),
        Delivery.CONFLICT: ("✓ !", Tone.LATE, mark("tỉnh có bản khác")),
        Delivery.REFUSED: ("✓ !", Tone.LATE, mark("tỉnh không nhận")),
    }
)


NEXT: Mapping[Queue, str] = MappingProxyType(
    {
        Queue.DUE_TODAY: mark("Hỏi nơi giải quyết hôm nay"),
        Queue.DUE_SOON: mark("Nhắc nơi giải quyết"),
        Queue.OVERDUE: mark("Xin lỗi, hẹn lại"),
        Queue.HANGING: mark("Hỏi {holder}"),
        Queue.SUPPLEMENT: mark("Gọi {phone}"),
        Queue.PAYMENT: mark("Chờ chứng từ nộp tiền"),
        Queue.READY: mark("Báo tới nhận: {phone}"),
        Queue.UNCOLLECTED: mark("Gọi lại {phone}"),
        Queue.REFUSED: mark("Xem lý do ở khung bên"),
        Queue.UNSENT: mark("Tự gửi khi có mạng"),
        Queue.UNPRINTED: mark("In giấy hẹn"),
    }
)
"""What is done next with a dossier of each queue; in the others the state says more."""


def next_words(queue: Queue, row: DossierRow) -> str:
    """Return what is done next with the dossier of a row that stands in queue; empty where nothing presses."""
    words = NEXT.get(queue)
    if words is None:
        return ""
    return _(words).format(phone=row.phone or _("người nộp"), holder=row.holder or _("nơi giải quyết"))


def count_of(counts: QueueCounts, queue: Queue) -> int | None:
    """Return how many dossiers stand in queue; None for the queue of all, which is not counted."""
    return None if queue is Queue.ALL else int(getattr(counts, queue.value))


def count_words(count: int) -> str:
    """Return a count as it is shown: ``"24"``, ``"9.999"``; ``"10.000+"`` where counting stopped."""
    more = "+" if count > MOST_COUNTED else ""
    return f"{min(count, MOST_COUNTED):,}".replace(",", ".") + more


def age_words(days: int | None) -> str:
    """Return for how long the one that waits longest has waited; empty for an empty queue."""
    if days is None:
        return ""
    return _n("lâu nhất {days} ngày làm việc", days).format(days=days) if days else _("từ hôm nay")


def state_words(status: Status, due: datetime | None, now: datetime) -> tuple[str, Tone]:
    """Return what the pill says: the status, or what presses more than it."""
    pressing = _URGENT.get(urgency(due, now)) if due is not None else None
    if pressing:
        return _(pressing[0]), pressing[1]
    return _(STATUS_NAMES[status]), _TONES.get(status, Tone.NEUTRAL)


def due_words(appointment: datetime, now: datetime) -> str:
    """Return an appointment with its distance: ``"27/11 · còn 4 ngày"``."""
    local = appointment.astimezone(VIETNAM)
    days = days_until(appointment, now)
    if days == 0:
        return _("hôm nay {time:%H:%M}").format(time=local)
    far = f"{local:%d/%m}" if local.year == now.astimezone(VIETNAM).year else f"{local:%d/%m/%Y}"
    distance = _n("còn {days} ngày", days) if days > 0 else _n("quá {days} ngày", -days)
    return f"{far} · {distance.format(days=abs(days))}"


def delivery_words(delivery: Delivery | None) -> tuple[str, Tone, str]:
    """Return signs, tone and words for how far a dossier has come on its way to the province."""
    signs, tone, words = _DELIVERY[delivery]
    return signs, tone, _(words)


def short_number(number: str, office_code: str) -> str:
    """Return a number without this office's own code, which every row would repeat."""
    return number.replace(f"{office_code}-", "…", 1) if number.startswith(f"{office_code}-") else number


def waiting_words(status: Status, since: datetime) -> str:
    """Return for what a dossier waits whose clock stands still: ``"Chờ bổ sung từ 27/11/2026"``."""
    return _("{status} từ {since:%d/%m/%Y}").format(status=_(STATUS_NAMES[status]), since=since.astimezone(VIETNAM))


def due_cell(row: DossierRow, now: datetime) -> Cell:
    """Return the cell of the due date, coloured when it presses; quiet where nothing runs any more."""
    if row.due is None:
        since = row.moved_at.astimezone(VIETNAM)
        if row.status in PAUSED:
            return Cell(_("chờ từ {since:%d/%m}").format(since=since))
        return Cell(f"{row.appointment.astimezone(VIETNAM):%d/%m}", quiet=True)
    late = urgency(row.due, now) is Urgency.OVERDUE
    return Cell(due_words(row.due, now), Tone.LATE if late else None)


def state_cell(row: DossierRow, now: datetime) -> Cell:
    """Return the pill of a row."""
    text, tone = state_words(row.status, row.due, now)
    return Cell(text, tone, pill=True)


def delivery_cell(row: DossierRow) -> Cell:
    """Return the ticks of a row."""
    signs, tone, words = delivery_words(row.delivery)
    return Cell(signs, tone, spoken=words)


def name_cell(row: DossierRow, typed: str) -> Cell:
    """Return the owner's name with what was found marked; found by a number, that number stands beside it."""
    name = row.owner_name
    found = {Found.IDENTITY: row.owner_identity, Found.PHONE: row.phone}.get(row.match, "")
    if found:
        text = f"{found} · {name}"
        return Cell(text, hits=number_hits(text, typed))
    if row.submitter_name != name and not hits(name, typed) and hits(row.submitter_name, typed):
        text = _("{owner} (nộp: {submitter})").format(owner=name, submitter=row.submitter_name)
        return Cell(text, hits=hits(text, typed))
    return Cell(name, hits=hits(name, typed))


def number_hits(text: str, typed: str) -> Hits:
    """Return where typed stands in text letter by letter; spaces and dots of a typed number are forgiven."""
    for wanted in (typed.strip(), "".join(typed.split()).replace(".", "")):
        at = text.upper().find(wanted.upper()) if wanted else -1
        if at >= 0:
            return ((at, len(wanted)),)
    return ()


def hits(text: str, typed: str) -> Hits:
    """Return (start, length) of the letters of text that the words of typed mean."""
    return _hits(text, typed) if typed else ()


@lru_cache(maxsize=2048)
def _hits(text: str, typed: str) -> Hits:
    phrase = Phrase.of(text, 1.0)
    spans: list[Span] = []
    for number, token in enumerate(tokens_of(typed)):
        best = _best(phrase, number, token)
        spans += best.spans if best else ()
    return tuple((start, end - start) for start, end in merge(spans))


def _best(phrase: Phrase, number: int, token: Token) -> Match | None:
    ways = [
        match_word(phrase, at, number, token, quality)
        for at, word in enumerate(phrase.words)
        if (quality := likeness(token.word, word))
    ]
    if ways:
        return max(ways, key=lambda match: match.quality)
    return match_run(phrase, number, token.word)


def today_words(counts: QueueCounts) -> str:
    """Return the day so far: what was received, and whether a slip is still owed."""
    received = _("Hôm nay {received} hồ sơ").format(received=count_words(counts.today))
    if not counts.today:
        return received
    if not counts.today_unprinted:
        slips = _("giấy hẹn đã in đủ")
    else:
        slips = _("{count} chưa in giấy hẹn").format(count=count_words(counts.today_unprinted))
    return f"{received} · {slips}"
