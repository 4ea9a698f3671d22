"""What happened to a dossier in words: the timeline shows them, the print of the history carries them.

Every function takes ``say``: ``_`` for the screen, ``str`` for paper, which is Vietnamese in every language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from app.core.clock import VIETNAM
from app.core.money import Dong, show
from app.core.words import _, mark
from app.domain.custody import HERE, is_missing
from app.domain.lifecycle import NAMES, Act
from app.models.rows import HistoryEvent
from app.services.by_post import FAILED
from app.services.cash import PAID, REFUNDED
from app.services.correcting import CORRECTED
from app.services.dossier_times import APPOINTMENT, APPROVER, GROUND, OVERRIDE_APPROVER
from app.services.life import AMOUNT, DEMANDS, RECEIPT
from app.services.moves import MOVED
from app.services.pulled_back import PULLED_BACK
from app.services.results import RECORDED
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
        FAILED: mark("Bưu chính không phát được"),
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
    return [say(mark("{papers} giấy tờ · {pages} trang · quầy {counter}")).format_map(known)]


def _reprinted(event: HistoryEvent, say: Say) -> list[str]:
    return [say(mark("lần {count}")).format(count=event.detail.get("count", "?"))]


def _pulled_back(event: HistoryEvent, say: Say) -> list[str]:
    gone = event.detail.get("files_gone")
    return [say(mark("{count} tệp không còn trên máy này")).format(count=gone)] if gone else []


def _undone(event: HistoryEvent, say: Say) -> list[str]:
    act = str(event.detail.get("act", ""))
    return [say(NAMES[Act(act)])] if act in set(Act) else []


def _corrected(event: HistoryEvent, say: Say) -> list[str]:
    old = {key.removeprefix("old."): value for key, value in event.detail.items() if key.startswith("old.")}
    empty = say(mark("trống"))
    # Codes of the machine say nothing to a person: what they stand for is said by the other fields.
    return [
        f"{field_name(path, say)}: {before or empty} → {event.detail.get(f'new.{path}') or empty}"
        for path, before in old.items()
        if path not in {"procedure_version", "legal_deadline"}
    ]


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
    if detail.get(AMOUNT):
        parts.append(show(Dong(int(detail[AMOUNT] or 0))))
    if detail.get(RECEIPT):
        parts.append(say(mark("chứng từ {receipt}")).format(receipt=detail[RECEIPT]))
    if detail.get(APPOINTMENT):
        at = datetime.fromisoformat(str(detail[APPOINTMENT])).astimezone(VIETNAM)
        parts.append(say(mark("hẹn trả {at:%H:%M %d/%m/%Y}")).format(at=at))
    if detail.get(APPROVER):
        parts.append(say(mark("{name} ký")).format(name=detail[APPROVER]))
    if detail.get(GROUND):
        ground = say(mark("căn cứ {ground}, {name} duyệt"))
        parts.append(ground.format(ground=detail[GROUND], name=detail.get(OVERRIDE_APPROVER, "")))
    return parts


_MORE: Final[Mapping[str, Callable[[HistoryEvent, Say], list[str]]]] = MappingProxyType(
    {
        "dossier.received": _received,
        REPRINTED: _reprinted,
        PULLED_BACK: _pulled_back,
        UNDONE: _undone,
        CORRECTED: _corrected,
        Act.TRANSFER: _bag,
        MOVED: _bag,
    }
)
_PLACED: Final = frozenset({Act.TRANSFER.value, MOVED})
"""Kinds that are told by where the folder went."""
