"""The national record shape as procedures, each accepted or rejected with a reason."""

import json
import re
from dataclasses import dataclass

from app.core.words import mark
from app.domain.national_records.cases import read_cases
from app.domain.national_records.fees import read_fees
from app.domain.national_records.limits import read_limits
from app.domain.national_records.source import Json, Notes, items, text, texts
from app.domain.procedures import ProcedureCase, ProcedureVersion

SOURCE = "dichvucong.gov.vn"

_CODE = re.compile(r"[0-9A-Z][0-9A-Za-z._-]{1,39}")
_RESULT = re.compile(r"KQ\.[0-9A-Z]{1,6}\.\d{6}")
_LEVELS = (("Cấp xã", "commune"), ("Cấp huyện", "district"), ("Cấp tỉnh", "province"))


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that cannot be used.

    Attributes:
        code: its code as far as it has one.
        reason: a marked sentence.
    """

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of each record, in the source's order."""

    accepted: tuple[ProcedureVersion, ...]
    rejected: tuple[Rejected, ...]


def _records(source: str) -> list[object] | None:
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        value = value.get("result", [value])
    return value if isinstance(value, list) else None


def _refusal(record: Json, known: set[str]) -> str:
    code = text(record.get("MATTHC"))
    if not _CODE.fullmatch(code):
        return mark("Không có mã thủ tục hợp lệ")
    if not text(record.get("TENTTHC")):
        return mark("Không có tên thủ tục")
    if text(record.get("TRANGTHAI")) not in ("", "1"):
        return mark("Thủ tục không còn công khai")
    if code in known:
        return mark("Mã thủ tục đã có trong cùng tệp")
    return ""


def _name(record: Json) -> str:
    name = re.sub(r"^Thủ tục (?!hải quan)(?=\w)", "", text(record.get("TENTTHC")))
    return name[0].upper() + name[1:]


def _version(record: Json) -> ProcedureVersion:
    notes = Notes()
    field = "; ".join(name for entry in items(record, "LINHVUCTHUCHIEN") if (name := text(entry.get("TENLINHVUC"))))
    limits, limit_texts = read_limits(record, notes)
    fees = read_fees(record, field, notes)
    cases = tuple(
        ProcedureCase(code, name, papers, limits, limit_texts, fees) for code, name, papers in read_cases(record, notes)
    )
    levels = texts(record, "CAPTHUCHIEN")
    # A letter of the result's name runs into its code in the source: only the code's own shape is taken.
    results = (_RESULT.match(text(entry.get("MAKETQUA"))) for entry in items(record, "KETQUATHUCHIEN"))
    return ProcedureVersion(
        code=text(record.get("MATTHC")),
        version=1,
        name=_name(record),
        field=field,
        legal_basis=text(record.get("QUYETDINH")),
        cases=cases,
        levels=tuple(level for name, level in _LEVELS if name in levels) or ("commune",),
        result_codes=tuple(dict.fromkeys(found[0] for found in results if found)),
        source=SOURCE,
        review=notes.merged(),
    )


def read_records(source: str) -> ImportReport:
    """Return every record of a national export as a procedure or as rejected; whatever the text holds, never raises.

    The text is a ``LayThuTuc`` answer (``{"result": [...]}``), a bare list of records, or one record.
    """
    records = _records(source)
    if records is None:
        return ImportReport((), (Rejected("", mark("Tệp không phải danh sách thủ tục dạng JSON")),))
    accepted, rejected, known = [], [], set[str]()
    for record in records:
        if not isinstance(record, dict):
            rejected.append(Rejected("", mark("Không phải một bản ghi thủ tục")))
            continue
        code = text(record.get("MATTHC"))
        if reason := _refusal(record, known):
            rejected.append(Rejected(code, reason))
            continue
        known.add(code)
        accepted.append(_version(record))
    return ImportReport(tuple(accepted), tuple(rejected))
