"""What ``doctor`` and the Admin workspace look at: is everything here sound, and if not, what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.core.problems import Problem
from app.core.words import _
from app.services.desk import Desk
from app.services.printing_jobs import printers
from app.services.sentences import describe

_LEAST_FREE = 2 << 30


class Verdict(StrEnum):
    """How a check came out."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, how it is, in a sentence."""

    name: str
    verdict: Verdict
    text: str


def examine_desk(desk: Desk) -> tuple[Check, ...]:
    """Look at everything this desk depends on; a check that fails is a line, never an exception."""
    return tuple([*_store(desk), _disk(desk), _backup(desk), _printer(desk), _outbox(desk)])


def _store(desk: Desk) -> Iterator[Check]:
    yield Check(_("Cơ sở dữ liệu"), Verdict.GOOD, f"SQLite {desk.store.sqlite_version}")
    try:
        with desk.store.read() as work:
            broken = work.audit.verify()
    except Problem as problem:
        yield Check(_("Nhật ký"), Verdict.BAD, str(describe(problem)))
        return
    if broken is None:
        yield Check(_("Nhật ký"), Verdict.GOOD, _("Chuỗi nhật ký nguyên vẹn."))
    else:
        yield Check(
            _("Nhật ký"), Verdict.BAD, _("Nhật ký bị sửa từ dòng {row}. Báo ngay cho quản trị.").format(row=broken)
        )


def _disk(desk: Desk) -> Check:
    free = shutil.disk_usage(desk.folder.root).free
    text = _("Còn {gib} GiB trống.").format(gib=round(free / (1 << 30), 1))
    return Check(_("Ổ đĩa"), Verdict.GOOD if free >= _LEAST_FREE else Verdict.ATTENTION, text)


def _backup(desk: Desk) -> Check:
    made = sorted(desk.folder.backups.glob("motcua-*.zip"))
    if not made:
        return Check(_("Sao lưu"), Verdict.ATTENTION, _("Chưa có bản sao lưu tự động nào."))
    return Check(_("Sao lưu"), Verdict.GOOD, _("Bản mới nhất: {name}").format(name=made[-1].name))


def _printer(desk: Desk) -> Check:
    name = _("Máy in")
    if not desk.settings.printer:
        return Check(name, Verdict.ATTENTION, _("Chưa chọn máy in: giấy hẹn được lưu thành tệp PDF."))
    try:
        known = {printer.uri: printer for printer in printers()}
    except Problem as problem:
        return Check(name, Verdict.BAD, str(describe(problem)))
    printer = known.get(desk.settings.printer)
    if printer is None:
        return Check(name, Verdict.ATTENTION, _("Không thấy máy in {uri}.").format(uri=desk.settings.printer))
    return Check(name, Verdict.GOOD if printer.ready else Verdict.ATTENTION, printer.name)


def _outbox(desk: Desk) -> Check:
    with desk.store.read() as work:
        counts = work.outbox.counts()
    text = _("{unsent} chưa gửi, {problem} có vấn đề, {stored} tỉnh đã lưu.").format(
        unsent=counts.unsent, problem=counts.problem, stored=counts.stored
    )
    return Check(_("Đồng bộ"), Verdict.ATTENTION if counts.problem else Verdict.GOOD, text)
