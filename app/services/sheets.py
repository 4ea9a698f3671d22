"""Lists as they go out to Excel: which columns, in which order, under which lines.

What a list says is Vietnamese in every language of the screen, as forms do.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from app.domain.certified import CertifiedCopy
from app.domain.indicators import DEFINITIONS, Indicator, Unit
from app.domain.lifecycle import STATUS_NAMES
from app.domain.operations import Delivery
from app.domain.periods import Period
from app.domain.procedures import Channel
from app.models.rows import DossierRow
from app.services.desk import Desk
from app.services.monitoring import Measured
from app.services.register import ALL_FIELDS, Register, applicant, return_way
from app.sheets.workbook import Kind, SheetColumn, SheetData, Value

_CHANNELS: Final = {Channel.COUNTER: "Trực tiếp", Channel.ONLINE: "Trực tuyến", Channel.POST: "Bưu chính"}
_DELIVERY: Final = {
    None: "mới lưu tại quầy",
    Delivery.UNSENT: "chờ gửi",
    Delivery.PARKED: "tỉnh đang giữ",
    Delivery.STORED: "tỉnh đã lưu",
    Delivery.CONFLICT: "tỉnh có bản khác",
    Delivery.REFUSED: "tỉnh không nhận",
}
_UNITS: Final = {Unit.COUNT: "hồ sơ", Unit.SHARE: "%", Unit.MINUTES: "phút"}
_DOSSIERS: Final = (
    SheetColumn("STT", Kind.NUMBER),
    SheetColumn("Mã hồ sơ"),
    SheetColumn("Mã TTHC"),
    SheetColumn("Tên thủ tục hành chính"),
    SheetColumn("Nội dung yêu cầu"),
    SheetColumn("Chủ hồ sơ"),
    SheetColumn("Số định danh"),
    SheetColumn("Người nộp"),
    SheetColumn("Điện thoại"),
    SheetColumn("Nhận hồ sơ", Kind.MOMENT),
    SheetColumn("Hẹn trả kết quả", Kind.MOMENT),
    SheetColumn("Hạn hiện nay", Kind.MOMENT),
    SheetColumn("Trạng thái"),
    SheetColumn("Hồ sơ ở"),
    SheetColumn("Gửi tỉnh"),
)
_REGISTER: Final = (
    SheetColumn("STT", Kind.NUMBER),
    SheetColumn("Mã hồ sơ"),
    SheetColumn("Mã TTHC"),
    SheetColumn("Tên thủ tục hành chính"),
    SheetColumn("Tên tổ chức, cá nhân"),
    SheetColumn("Số định danh"),
    SheetColumn("Địa chỉ"),
    SheetColumn("Điện thoại"),
    SheetColumn("Cách nộp"),
    SheetColumn("Cơ quan chủ trì giải quyết"),
    SheetColumn("Nhận hồ sơ", Kind.MOMENT),
    SheetColumn("Hẹn trả kết quả", Kind.MOMENT),
    SheetColumn("Trả kết quả", Kind.MOMENT),
    SheetColumn("Phương thức nhận kết quả"),
    SheetColumn("Người nhận"),
    SheetColumn("Trạng thái"),
    SheetColumn("Ghi chú"),
)
_BOOK: Final = (
    SheetColumn("Quyển"),
    SheetColumn("Số", Kind.NUMBER),
    SheetColumn("Ngày", Kind.MOMENT),
    SheetColumn("Người yêu cầu"),
    SheetColumn("Số định danh"),
    SheetColumn("Giấy tờ"),
    SheetColumn("Số trang", Kind.NUMBER),
    SheetColumn("Số bản", Kind.NUMBER),
    SheetColumn("Phí", Kind.MONEY),
    SheetColumn("Người ký"),
    SheetColumn("Chức danh"),
    SheetColumn("Người thực hiện"),
    SheetColumn("Hủy"),
)


def dossiers_sheet(desk: Desk, title: str, rows: Sequence[DossierRow]) -> SheetData:
    """Return a list of dossiers: a queue, what was searched for, what stands behind a figure."""
    return SheetData("Hồ sơ", _titles(desk, title, f"{len(rows)} hồ sơ"), _DOSSIERS, tuple(map(_dossier, _no(rows))))


def register_sheet(desk: Desk, found: Register) -> SheetData:
    """Return a register."""
    query, office = found.query, desk.office.name
    unit = "" if query.unit is None else f"; cơ quan giải quyết: {query.unit or office}"
    about = f"{days(query.period)}; lĩnh vực: {query.field or ALL_FIELDS.lower()}{unit}; {len(found.rows)} hồ sơ"
    rows = tuple(
        (
            no,
            row.number,
            row.procedure_code,
            row.procedure_name,
            applicant(row),
            row.identity,
            row.address or row.card_address,
            row.phone,
            _CHANNELS[row.channel],
            row.resolving_unit or office,
            row.received_at,
            row.appointment,
            row.returned_at,
            return_way(row),
            row.collector,
            STATUS_NAMES[row.status],
            row.note,
        )
        for no, row in enumerate(found.rows, 1)
    )
    return SheetData("Sổ theo dõi", _titles(desk, "SỔ THEO DÕI HỒ SƠ", about), _REGISTER, rows)


def book_sheet(desk: Desk, first: date, last: date, lines: Sequence[CertifiedCopy]) -> SheetData:
    """Return the book of certified copies; cancelled lines stay in it and count nothing."""
    about = f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}; {len(lines)} dòng"
    rows = tuple(
        (
            line.volume,
            line.serial,
            line.at,
            line.person,
            line.identity,
            line.document,
            line.pages,
            0 if line.cancelled else line.copies,
            0 if line.cancelled else line.fee,
            line.signer_name,
            line.signer_title,
            line.by,
            line.cancelled,
        )
        for line in lines
    )
    return SheetData("Sổ chứng thực", _titles(desk, "SỔ CHỨNG THỰC BẢN SAO", about), _BOOK, rows)


def indicators_sheet(desk: Desk, now: Measured, before: Measured) -> SheetData:
    """Return the figures of a period beside those of the period before, each with its definition."""
    columns = (
        SheetColumn("Chỉ tiêu"),
        SheetColumn("Đơn vị"),
        SheetColumn("Kỳ này", Kind.FIGURE),
        SheetColumn("Tử số", Kind.FIGURE),
        SheetColumn("Mẫu số", Kind.FIGURE),
        SheetColumn("Kỳ trước", Kind.FIGURE),
        SheetColumn("Cách tính"),
        SheetColumn("Căn cứ"),
    )
    rows = tuple(_figure(indicator, now, before) for indicator in DEFINITIONS)
    about = f"{days(now.period)}; kỳ trước {days(before.period)}"
    return SheetData("Chỉ tiêu", _titles(desk, "CHỈ TIÊU GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", about), columns, rows)


def days(period: Period) -> str:
    """Return a period as a title says it."""
    if period.first == period.last:
        return f"ngày {period.first:%d/%m/%Y}"
    return f"từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y}"


def _titles(desk: Desk, title: str, about: str) -> tuple[str, ...]:
    practice = ("BẢN LUYỆN TẬP – dữ liệu không có thật",) if desk.practice else ()
    made = f"{desk.office.name}; lập lúc {desk.now():%H:%M ngày %d/%m/%Y}"
    return (title, about[:1].upper() + about[1:], made, *practice)


def _no(rows: Sequence[DossierRow]) -> list[tuple[int, DossierRow]]:
    return list(enumerate(rows, 1))


def _dossier(numbered: tuple[int, DossierRow]) -> tuple[Value, ...]:
    no, row = numbered
    return (
        no,
        row.number,
        row.procedure_code,
        row.procedure_name,
        row.content,
        row.owner_name,
        row.owner_identity,
        row.submitter_name,
        row.phone,
        row.received_at,
        row.appointment,
        row.due,
        STATUS_NAMES[row.status],
        row.holder or "tại quầy",
        _DELIVERY[row.delivery],
    )


def _figure(indicator: Indicator, now: Measured, before: Measured) -> tuple[Value, ...]:
    definition = DEFINITIONS[indicator]
    figure = now.figures[indicator]
    return (
        definition.name,
        _UNITS[definition.unit],
        _value(indicator, now),
        None if definition.unit is Unit.COUNT else figure.total,
        None if definition.unit is Unit.COUNT else figure.among,
        None if definition.as_of_now else _value(indicator, before),
        definition.words,
        definition.basis,
    )


def _value(indicator: Indicator, measured: Measured) -> float | None:
    unit = DEFINITIONS[indicator].unit
    value = measured.figures[indicator].value(unit)
    if value is None:
        return None
    return round(100 * value, 2) if unit is Unit.SHARE else round(value)
