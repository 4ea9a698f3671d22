"""What happened to a dossier in words: the timeline shows them, the print of the history carries them.

Every function takes ``say``: ``_`` for the screen, ``str`` for paper, which is Vietnamese in every language.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from app.core.clock import VIETNAM
from app.core.money import Dong, show
from app.core.words import _, mark
from app.domain.custody import HERE, is_missing
from app.domain.guidance import KIND_NAMES, GuidanceKind
from app.domain.lifecycle import NAMES, Act
from app.domain.signatures import Integrity, Seal
from app.models.rows import HistoryEvent
from app.services.by_post import FAILED
from app.services.cash import AMOUNT, PAID, REFUNDED
from app.services.certified_undo import CANCELLED
from app.services.dossier_times import APPOINTMENT, APPROVER, CLOSED, CORRECTED, GROUND, OVERRIDE_APPROVER
from app.services.guiding import FORM, GUIDED, WITHDRAWN
from app.services.life import DEMANDS, RECEIPT
from app.services.moves import MOVED
from app.services.payment_undo import PAYMENT_UNDONE
from app.services.postal import CONSIGNMENT
from app.services.pulled_back import PULLED_BACK
from app.services.results import RECORDED
from app.services.seal_words import seal_said
from app.services.slips import REPRINTED
from app.services.undone import UNDONE

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: what, and the particulars; neither says who."""

    what: str
    detail: str = ""


_DONE: Final[Mapping[str, str]] = MappingProxyType(
    {
        Act.TRANSFER: mark("Chuyển cho nơi giải quyết"),
        Act.BEGIN: mark("Bắt đầu xử lý"),
        Act.ASK_SUPPLEMENT: mark("Yêu cầu bổ sung"),
        Act.COMPLETE_SUPPLEMENT: mark("Nhận bổ sung"),
        Act.ASK_PAYMENT: mark("Báo nghĩa vụ tài chính"),
        Act.CONFIRM_PAYMENT: mark("Xác nhận đã nộp tiền"),
        Act.EXTEND: mark("Xin lỗi và hẹn lại"),
        Act.REFUSE: mark("Từ chối"),
        Act.WITHDRAW: mark("Người nộp rút hồ sơ"),
        Act.STOP: mark("Dừng giải quyết"),
        Act.FINISH: mark("Có kết quả"),
        Act.RETURN: mark("Trả kết quả"),
        Act.GIVE_BACK: mark("Trả lại giấy tờ"),
        "dossier.received": mark("Tiếp nhận"),
        MOVED: mark("Hồ sơ giấy đổi nơi giữ"),
        REPRINTED: mark("In lại giấy hẹn"),
        PULLED_BACK: mark("Được lấy lại từ tỉnh"),
        CORRECTED: mark("Đính chính"),
        UNDONE: mark("Hoàn tác"),
        PAID: mark("Thu tiền"),
        REFUNDED: mark("Hoàn tiền"),
        RECORDED: mark("Ghi thêm kết quả"),
        GUIDED: mark("Hướng dẫn trước khi tiếp nhận"),
        WITHDRAWN: mark("Rút lại hướng dẫn"),
        FAILED: mark("Bưu chính không phát được"),
        PAYMENT_UNDONE: mark("Hoàn tác thu, chi tiền"),
        CANCELLED: mark("Hủy số chứng thực"),
    }
)
_PARTY = MappingProxyType(
    {
        "full_name": mark("họ tên"),
        "identity": mark("số định danh"),
        "birth_date": mark("ngày sinh"),
        "birth_year": mark("năm sinh"),
        "phone": mark("điện thoại"),
        "address": mark("địa chỉ"),
        "representative": mark("người đại diện"),
    }
)
_FIELDS = MappingProxyType(
    {
        "procedure_code": mark("mã thủ tục"),
        "case_code": mark("trường hợp"),
        "content": mark("nội dung"),
        "sets": mark("số bộ"),
        "return_place": mark("nơi trả"),
        "return_detail": mark("nơi trả"),
        "resolving_unit": mark("nơi giải quyết"),
        "note": mark("ghi chú"),
        "payment": mark("cách nộp phí"),
        "fees": mark("phí, lệ phí"),
        "appointment": mark("hẹn trả"),
        "legal_deadline": mark("hạn theo luật"),
        "channel": mark("cách nộp"),
        CONSIGNMENT: mark("số hiệu phiếu gửi"),
        "authorisation": mark("ủy quyền"),
    }
)


def happened(event: HistoryEvent, say: Say = _) -> Happened:
    """Return an event in words; a kind that a newer version made keeps its own name."""
    known = _DONE.get(event.kind)
    place = place_said(event, say) if event.kind in _PLACED else ""
    what = place or (say(known) if known else event.text or event.kind)
    more = _MORE.get(event.kind)
    parts = [*(more(event, say) if more else _usual(event, say)), event.text if known else ""]
    return Happened(what, " · ".join(part for part in parts if part))


def news(old: Sequence[HistoryEvent], new: Sequence[HistoryEvent], say: Say = _) -> list[str]:
    """Return what happened between two looks at a dossier, a line each: when, what, by whom, the particulars."""
    known = {event.id for event in old}
    return [_told(event, say) for event in new if event.id not in known]


def _told(event: HistoryEvent, say: Say) -> str:
    told = happened(event, say)
    by = f"{event.actor} ({event.acts_for})" if event.acts_for else event.actor
    line = f"{event.at.astimezone(VIETNAM):%d/%m %H:%M} {told.what} – {by}"
    return f"{line}: {told.detail}" if told.detail else line


def field_name(path: str, say: Say = _) -> str:
    """Return what a corrected field is called."""
    part, _dot, name = path.partition(".")
    if part in {"submitter", "owner"}:
        whose = say(mark("người nộp")) if part == "submitter" else say(mark("chủ hồ sơ"))
        return f"{say(_PARTY[name])} {whose}" if name in _PARTY else whose
    if part == "papers":
        return say(mark("giấy tờ số {ordinal}")).format(ordinal=name.partition(".")[0])
    return say(_FIELDS[path]) if path in _FIELDS else path


def _received(event: HistoryEvent, say: Say) -> list[str]:
    known: dict[str, object] = {"papers": 0, "pages": 0, "counter": "?"} | dict(event.detail)
    came_with = event.detail.get(CONSIGNMENT)
    note = [say(mark("bưu chính, phiếu gửi {note}")).format(note=came_with)] if came_with else []
    return [say(mark("{papers} giấy tờ · {pages} trang · quầy {counter}")).format_map(known), *note]


def _reprinted(event: HistoryEvent, say: Say) -> list[str]:
    return [say(mark("lần {count}")).format(count=event.detail.get("count", "?"))]


def _pulled_back(event: HistoryEvent, say: Say) -> list[str]:
    gone = event.detail.get("files_gone")
    return [say(mark("{count} tệp không còn trên máy này")).format(count=gone)] if gone else []


def _undone(event: HistoryEvent, say: Say) -> list[str]:
    act = str(event.detail.get("act", ""))
    return [say(NAMES[Act(act)])] if act in set(Act) else []


def _guided(event: HistoryEvent, say: Say) -> list[str]:
    kind, demands = str(event.detail.get(FORM, "")), str(event.detail.get(DEMANDS) or "")
    name = [say(KIND_NAMES[GuidanceKind(kind)])] if kind in set(GuidanceKind) else []
    return [*name, demands.replace("\n", "; ")]


def _corrected(event: HistoryEvent, say: Say) -> list[str]:
    old = {key.removeprefix("old."): value for key, value in event.detail.items() if key.startswith("old.")}
    empty = say(mark("trống"))
    # Codes of the machine say nothing to a person: what they stand for is said by the other fields.
    return [
        f"{field_name(path, say)}: {before or empty} → {event.detail.get(f'new.{path}') or empty}"
        for path, before in old.items()
        if path not in {"procedure_version", "legal_deadline"}
    ]


def _cancelled(event: HistoryEvent, say: Say) -> list[str]:
    detail = event.detail
    parts = [say(mark("số {serial}, quyển {volume}")).format(serial=detail.get("serial"), volume=detail.get("volume"))]
    refund = int(detail.get("refund") or 0)
    return [*parts, say(mark("hoàn {amount}")).format(amount=show(Dong(refund)))] if refund else parts


def place_said(event: HistoryEvent, say: Say) -> str:
    """Return where a folder went, and into whose hands; empty where the event does not tell."""
    detail = event.detail
    holder, shelf, unit = str(detail.get("holder") or ""), detail.get("shelf"), detail.get("unit")
    if "taker" in detail and holder != HERE:
        return say(mark("{unit} – {taker} đã nhận")).format(unit=unit or "?", taker=detail["taker"])
    if "taker" in detail:
        return say(mark("Về quầy – {taker} nhận")).format(taker=detail["taker"])
    if is_missing(holder):
        return say(mark("Chưa tìm thấy hồ sơ giấy"))
    if shelf:
        return say(mark("Xếp lên kệ {shelf}")).format(shelf=shelf)
    if event.kind == MOVED and holder == HERE:
        return say(mark("Hồ sơ giấy lại ở quầy"))
    to = unit or holder
    return say(mark("Giao cho {unit}")).format(unit=to) if to else ""


def _bag(event: HistoryEvent, say: Say) -> list[str]:
    """Return the bag a folder travelled in, and who gave it where that is somebody else than who wrote it down."""
    detail = event.detail
    parts = [say(mark("lô {number}")).format(number=detail["batch"])] if detail.get("batch") else []
    if detail.get("seal"):
        parts.append(say(mark("niêm phong {seal}")).format(seal=detail["seal"]))
    giver = detail.get("giver")
    if giver and giver != event.actor:
        parts.append(say(mark("người giao {giver}")).format(giver=giver))
    return parts


def _usual(event: HistoryEvent, say: Say) -> list[str]:
    detail = event.detail
    parts = [str(detail[DEMANDS]).replace("\n", "; ")] if detail.get(DEMANDS) else []
    parts += [str(detail[name]) for name in ("title", "number", "name", "tracking") if detail.get(name)]
    parts += _bag(event, say)
    if detail.get("file_kind"):
        parts.append(seal_said(_seal(detail), say))
    if detail.get(AMOUNT):
        # A sign would be read as a mistake: what the money did is the title's word.
        parts.append(show(Dong(abs(int(detail[AMOUNT] or 0)))))
    if detail.get(RECEIPT):
        parts.append(say(mark("chứng từ {receipt}")).format(receipt=detail[RECEIPT]))
    if detail.get(APPOINTMENT):
        at = datetime.fromisoformat(str(detail[APPOINTMENT])).astimezone(VIETNAM)
        parts.append(say(mark("hẹn trả {at:%H:%M %d/%m/%Y}")).format(at=at))
    if detail.get(APPROVER):
        parts.append(say(mark("{name} ký")).format(name=detail[APPROVER]))
    if detail.get(CLOSED):
        parts.append(say(mark("quá hạn bổ sung mà không bổ sung")))
    if detail.get(GROUND):
        ground = say(mark("căn cứ {ground}, {name} duyệt"))
        parts.append(ground.format(ground=detail[GROUND], name=detail.get(OVERRIDE_APPROVER, "")))
    return parts


def _seal(detail: Mapping[str, object]) -> Seal:
    at = detail.get("signed_at")
    signed_at = datetime.fromisoformat(str(at)) if at else None
    return Seal(Integrity(str(detail["integrity"])), str(detail.get("signed_by") or ""), signed_at)


_MORE: Final[Mapping[str, Callable[[HistoryEvent, Say], list[str]]]] = MappingProxyType(
    {
        "dossier.received": _received,
        REPRINTED: _reprinted,
        PULLED_BACK: _pulled_back,
        UNDONE: _undone,
        CORRECTED: _corrected,
        CANCELLED: _cancelled,
        GUIDED: _guided,
        WITHDRAWN: _guided,
        Act.TRANSFER: _bag,
        MOVED: _bag,
    }
)
_PLACED: Final = frozenset({Act.TRANSFER.value, MOVED})
"""Kinds that are told by where the folder went."""
