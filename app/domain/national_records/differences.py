"""What a new version of a procedure changes, said to a person before it is taken over."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from app.core.words import _, _n, mark
from app.domain.deadline_words import limit_said
from app.domain.national_records.source import CHANNEL_NAMES
from app.domain.procedures import FeeRule, ProcedureCase, ProcedureVersion, RequiredPaper

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_HEAD = (
    ("name", mark("Tên: {old} → {new}")),
    ("field", mark("Lĩnh vực: {old} → {new}")),
    ("legal_basis", mark("Quyết định công bố: {old} → {new}")),
    ("levels", mark("Cấp thực hiện: {old} → {new}")),
    ("result_codes", mark("Mã kết quả: {old} → {new}")),
)


def _shown(value: object) -> str:
    return (", ".join(value) if isinstance(value, tuple) else str(value)) or "–"


def _pairs(old: Mapping[K, V], new: Mapping[K, V]) -> Iterable[tuple[V | None, V | None]]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield old.get(key), new.get(key)


def _fee_words(fee: FeeRule) -> str:
    prices = ", ".join(str(tier.price) for tier in fee.tiers)
    return f"{fee.name} {prices}/{fee.unit}"


def _paper_lines(old: ProcedureCase, new: ProcedureCase) -> Iterable[str]:
    by_code: tuple[dict[str, RequiredPaper], ...] = tuple({p.code: p for p in case.papers} for case in (old, new))
    for before, after in _pairs(*by_code):
        if before is None and after is not None:
            yield _("{case}: thêm giấy tờ “{name}”").format(case=new.name, name=after.name)
        elif after is None and before is not None:
            yield _("{case}: bỏ giấy tờ “{name}”").format(case=new.name, name=before.name)
        elif after is not None:
            yield _("{case}: đổi yêu cầu đối với giấy tờ “{name}”").format(case=new.name, name=after.name)


def _case_lines(old: ProcedureCase, new: ProcedureCase) -> Iterable[str]:
    before, after = dict(old.time_limits), dict(new.time_limits)
    for channel in dict.fromkeys((*before, *after)):
        shown = [
            _("không thực hiện") if channel not in limits else limit_said(found) if found else _("chưa rõ")
            for limits, found in ((before, before.get(channel)), (after, after.get(channel)))
        ]
        if shown[0] != shown[1]:
            yield _("{case}, {channel}: thời hạn {old} → {new}").format(
                case=new.name, channel=_(CHANNEL_NAMES[channel]), old=shown[0], new=shown[1]
            )
    yield from _paper_lines(old, new)
    fees: tuple[dict[str, FeeRule], ...] = tuple({fee.code: fee for fee in case.fees} for case in (old, new))
    for was, now in _pairs(*fees):
        yield _("{case}: phí, lệ phí {old} → {new}").format(
            case=new.name, old=_fee_words(was) if was else "–", new=_fee_words(now) if now else "–"
        )


def diff(old: ProcedureVersion, new: ProcedureVersion) -> tuple[str, ...]:
    """Return one sentence per thing the new version changes, in the language in use; empty: nothing a clerk sees."""
    lines = [
        _(sentence).format(old=_shown(getattr(old, name)), new=_shown(getattr(new, name)))
        for name, sentence in _HEAD
        if getattr(old, name) != getattr(new, name)
    ]
    if old.cut_off != new.cut_off:
        lines.append(_("Giờ chốt nhận hồ sơ trong ngày thay đổi"))
    cases = {case.code: case for case in old.cases}, {case.code: case for case in new.cases}
    for before, after in _pairs(*cases):
        if before is None and after is not None:
            lines.append(_("Thêm trường hợp “{name}”").format(name=after.name))
        elif after is None and before is not None:
            lines.append(_("Bỏ trường hợp “{name}”").format(name=before.name))
        elif before is not None and after is not None:
            lines.extend(_case_lines(before, after))
    fresh = [note for note in new.review if note not in old.review]
    if fresh:
        lines.append(_n("{count} chỗ chưa rõ cần người quản trị xem", len(fresh)).format(count=len(fresh)))
    return tuple(lines)
