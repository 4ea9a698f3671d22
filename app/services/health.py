"""What ``doctor`` and the Admin workspace look at: is everything here sound, and if not, what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from app.core.clock import VIETNAM
from app.core.problems import Problem
from app.core.words import _
from app.services.desk import Desk
from app.services.numbering import NUMBERS_STOPPED, expected_number
from app.services.printing_jobs import printers
from app.services.sentences import describe

_LEAST_FREE = 2 << 30
# A long weekend has no backups; Tết has more days than that, and then a reminder does no harm.
_OLDEST_BACKUP = timedelta(days=4)


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
    return (*_store(desk), _disk(desk), _backup(desk), _numbers(desk), _printer(desk), _outbox(desk))


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
    try:
        free = shutil.disk_usage(desk.folder.root).free
    except OSError as error:
        return Check(_("Ổ đĩa"), Verdict.BAD, _("Không đọc được ổ đĩa: {reason}").format(reason=error.strerror or ""))
    text = _("Còn {gib} GiB trống.").format(gib=round(free / (1 << 30), 1))
    return Check(_("Ổ đĩa"), Verdict.GOOD if free >= _LEAST_FREE else Verdict.ATTENTION, text)


def _backup(desk: Desk) -> Check:
    made = [day for path in desk.folder.backups.glob("motcua-*.zip") if (day := _day_of(path)) is not None]
    if not made:
        return Check(_("Sao lưu"), Verdict.ATTENTION, _("Chưa có bản sao lưu tự động nào."))
    newest, today = max(made), desk.now().date()
    old = today - newest > _OLDEST_BACKUP
    text = _("Bản mới nhất: ngày {day}.").format(day=f"{newest:%d/%m/%Y}")
    return Check(_("Sao lưu"), Verdict.ATTENTION if old else Verdict.GOOD, text)


def _day_of(backup: Path) -> date | None:
    try:
        return datetime.strptime(backup.stem, "motcua-%Y%m%d").replace(tzinfo=VIETNAM).date()
    except ValueError:
        return None


def _numbers(desk: Desk) -> Check:
    name = _("Số hồ sơ")
    try:
        with desk.store.read() as work:
            stopped = work.offices.get(NUMBERS_STOPPED) is not None
            number = expected_number(desk, work)
    except Problem as problem:
        return Check(name, Verdict.BAD, str(describe(problem)))
    if stopped:
        return Check(name, Verdict.BAD, _("Đang ngừng cấp số: dữ liệu của quầy này có hai bản. Báo người phụ trách."))
    if number or desk.office.provincial_numbers:
        return Check(name, Verdict.GOOD, number or _("Tỉnh cấp số; giấy hẹn mang mã tạm."))
    return Check(name, Verdict.ATTENTION, _("Hôm nay giấy hẹn mang mã tạm; mã chính thức được gắn sau."))


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
    try:
        with desk.store.read() as work:
            counts = work.outbox.counts()
    except Problem as problem:
        return Check(_("Đồng bộ"), Verdict.BAD, str(describe(problem)))
    text = _("{unsent} chưa gửi, {problem} có vấn đề, {stored} tỉnh đã lưu.").format(
        unsent=counts.unsent, problem=counts.problem, stored=counts.stored
    )
    return Check(_("Đồng bộ"), Verdict.ATTENTION if counts.problem else Verdict.GOOD, text)
