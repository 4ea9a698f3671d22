"""The four states and the outbox in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from app.core.clock import VIETNAM
from app.core.words import _, mark
from app.domain.operations import Delivery, OperationKind
from app.models.rows import OutboxRow
from app.services.sentences import Sentence, sentence
from app.services.syncing import Reconciliation, SyncState, SyncStatus
from app.ui.shell.top_bar import SyncState as Pill
from app.ui.theme.tokens import Tone

PILLS: Mapping[SyncState, Pill] = MappingProxyType(
    {
        SyncState.ALL_STORED: Pill.STORED,
        SyncState.OFFLINE: Pill.OFFLINE,
        SyncState.SENDING: Pill.SENDING,
        SyncState.PROBLEM: Pill.PROBLEM,
    }
)
ICONS: Mapping[SyncState, tuple[str, Tone]] = MappingProxyType(
    {
        SyncState.ALL_STORED: ("cloud-check", Tone.DONE),
        SyncState.OFFLINE: ("cloud-off", Tone.NEUTRAL),
        SyncState.SENDING: ("cloud-upload", Tone.INFO),
        SyncState.PROBLEM: ("cloud-alert", Tone.ATTENTION),
    }
)
_STATES: Mapping[SyncState, str] = MappingProxyType(
    {
        SyncState.ALL_STORED: mark("Tỉnh đã lưu đủ"),
        SyncState.OFFLINE: mark("Ngoại tuyến"),
        SyncState.SENDING: mark("Đang gửi"),
        SyncState.PROBLEM: mark("Có việc cần xem"),
    }
)
_CALM: Mapping[SyncState, str] = MappingProxyType(
    {
        SyncState.ALL_STORED: mark("Mọi hồ sơ của quầy đều có biên nhận của tỉnh."),
        SyncState.OFFLINE: mark("Cứ tiếp nhận như thường; hồ sơ nằm an toàn tại quầy và tự gửi khi có mạng."),
        SyncState.SENDING: mark("Có thể làm việc khác trong lúc gửi."),
        SyncState.PROBLEM: mark("Có hồ sơ tỉnh chưa nhận. Xem nguyên nhân và việc cần làm ở bảng dưới."),
    }
)
_DELIVERY: Mapping[Delivery, tuple[str, Tone]] = MappingProxyType(
    {
        Delivery.UNSENT: (mark("chờ gửi"), Tone.NEUTRAL),
        Delivery.PARKED: (mark("tỉnh đang giữ"), Tone.INFO),
        Delivery.STORED: (mark("✓ tỉnh đã lưu"), Tone.DONE),
        Delivery.CONFLICT: (mark("! có bản khác"), Tone.LATE),
        Delivery.REFUSED: (mark("! không nhận"), Tone.LATE),
    }
)
_KINDS: Mapping[OperationKind, str] = MappingProxyType(
    {OperationKind.DOSSIER_RECEIVED: mark("Tiếp nhận"), OperationKind.DOSSIER_ACT: mark("Cập nhật")}
)


@dataclass(frozen=True, slots=True)
class Banner:
    """The state in large letters, what it means, and what to do."""

    state: str
    meaning: str
    icon: str
    tone: Tone


def banner(status: SyncStatus) -> Banner:
    """Return what stands at the top of the screen."""
    icon, tone = ICONS[status.state]
    meaning = _(_CALM[status.state])
    if status.cause and status.state is not SyncState.SENDING:
        cause = sentence(status.cause)
        # Offline the calm line comes first: the cause is for whoever wants to mend it.
        meaning = f"{meaning} {cause}" if status.state is SyncState.OFFLINE else str(cause)
    return Banner(_(_STATES[status.state]), meaning, icon, tone)


def delivery_words(row: OutboxRow) -> tuple[str, Tone]:
    """Return how far an operation has come."""
    text, tone = _DELIVERY[row.delivery]
    return _(text), tone


def kind_words(row: OutboxRow) -> str:
    """Return what an operation tells of."""
    return _(_KINDS[row.kind])


def cause_of(row: OutboxRow) -> Sentence:
    """Return why an operation stands where it stands, and what to do; empty where all is well."""
    if row.cause:
        return sentence(row.cause)
    if row.delivery is Delivery.UNSENT:
        return Sentence(_("Đang chờ gửi."), _("Không phải làm gì; chương trình tự gửi khi có mạng."))
    return Sentence("")


def last_heard_words(heard: datetime | None, now: datetime) -> str:
    """Return when the receiver answered last."""
    if heard is None:
        return _("chưa lần nào")
    local = heard.astimezone(VIETNAM)
    return f"{local:%H:%M}" if local.date() == now.astimezone(VIETNAM).date() else f"{local:%H:%M %d/%m/%Y}"


def comparison_words(found: Reconciliation) -> tuple[str, Tone]:
    """Return what the comparison of a day says: records on both sides, what is missing, and the files."""
    desk, province = found.desk, found.province
    missing = max(0, desk.records - province.records)
    text = _("{day:%d/%m}: quầy đã nhận {desk} · tỉnh đã lưu {province} · thiếu {missing}").format(
        day=found.day, desk=desk.records, province=province.records, missing=missing
    )
    if found.equal:
        return _("{text}. Hai bên khớp nhau.").format(text=text), Tone.DONE
    files = max(0, desk.files - province.files)
    if missing or files:
        return _("{text}, thiếu {files} tệp. Bấm gửi ngay để gửi phần thiếu.").format(text=text, files=files), (
            Tone.ATTENTION
        )
    return _("{text}, nhưng nội dung khác nhau. Nhờ phụ trách bộ phận đối chiếu.").format(text=text), Tone.LATE
