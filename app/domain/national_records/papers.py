"""One row of the papers (GIAYTO): a paper, a paper with a condition, or a note that only stands there."""

import re
from decimal import Decimal

from app.core.vietnamese import fold
from app.domain.national_records.source import Json, Notes, number, stable_code, text, unnumbered
from app.domain.procedures import Doubt, PaperForm, RequiredPaper

MOST_OF_ONE = 10
"""More of one paper nobody asks for: a digit of the name ran into the quantity (``ngày 28/8/2020|1``)."""

_GLUED = re.compile(r"(?:\.|;)\s?\d+\.(?:Mu\w+(?: \(\d+\))?)?$")
_NOTE_STARTS = ("luu y", "ghi chu", "trong do", "hoac", "va ", "co chung thuc")
_CONDITION_STARTS = ("truong hop", "doi voi", "neu ")
_CONDITION = re.compile(
    r"[^.;]*?\b((?:trong trường hợp|đối với (?:các )?(?:trường hợp|người|trẻ)|nếu) [^.;)]+)", re.IGNORECASE
)
_STILL_NEEDED = re.compile(r"\b(?:hoặc|trừ|trường hợp|kèm|trong đó)\b", re.IGNORECASE)
"""Before the condition these words mean that it limits only a part, and that the paper itself is always needed."""
_PAPER = re.compile(
    r"^(?:bản|giấy|tờ|đơn|phiếu|văn bản|hợp đồng|quyết định|biên bản|hộ chiếu|thẻ|sổ|danh sách|báo cáo|chứng từ|hóa đơn"
    r"|mẫu|bảng|ảnh|công văn|điều lệ|nghị quyết|dự thảo|thông báo|hồ sơ|sơ yếu|trích|bằng|xác nhận|lý lịch|phương án)"
    r"\b",
    re.IGNORECASE,
)


def _name(row: Json) -> str:
    return _GLUED.sub("", unnumbered(text(row.get("TENGIAYTO")))).strip(" ;(,")


def _template(row: Json) -> str:
    name = text(row.get("TENMAUDON"))
    return name if len(name.rpartition(".")[0]) >= 3 else ""


def _is_note(name: str) -> bool:
    # A lower-case start that is no paper's is the rest of a sentence the source cut in two.
    fragment = len(name) < 4 or not name[0].isalnum() or name[0].islower()
    return (fragment and not _PAPER.match(name)) or fold(name).startswith(_NOTE_STARTS)


def _condition(name: str) -> str:
    """Return the words that say when the paper is needed; empty: always.

    In doubt a paper is needed: a clerk can set aside what is shown, but does not miss what is hidden.
    """
    if fold(name).startswith(_CONDITION_STARTS):
        return re.split(r" thì | phải có |: ", name, maxsplit=1)[0][:300]
    found = _CONDITION.match(name)
    if found is None or _STILL_NEEDED.search(name[: found.start(1)]):
        return ""
    return found[1].strip(" ,:")[:300]


def _counts(row: Json, name: str, heading: str, notes: Notes) -> tuple[int, int] | None:
    """Return originals and copies; None: the row asks for nothing."""
    originals, copies = (number(row.get(key)) or Decimal(0) for key in ("SOBANCHINH", "SOBANSAO"))
    if originals > MOST_OF_ONE or copies > MOST_OF_ONE:
        notes.add(Doubt.QUANTITY_RUN_TOGETHER, "Giấy tờ", heading, f"{name}: {originals:f}/{copies:f}")
        return 1, 0
    if originals == copies == 0:
        looks_like_paper = _PAPER.match(name) and not name.endswith(":") and len(name) <= 250
        notes.add(Doubt.QUANTITY_ZERO if looks_like_paper else Doubt.NOTE_NOT_PAPER, "Giấy tờ", heading, name)
        return (0, 0) if looks_like_paper else None
    return int(originals), int(copies)


def read_paper(row: Json, heading: str, notes: Notes, *, shown: bool, condition: str = "") -> RequiredPaper | None:
    """Return the paper of a row; None when the row is only a note (it is kept among the doubts).

    Args:
        row: the row.
        heading: under which it stands, for the doubts.
        notes: takes the doubts.
        shown: the heading says the papers are only shown.
        condition: the heading's condition; it goes before the row's own.
    """
    name = _name(row)
    if not name:
        return None
    if _is_note(name):
        notes.add(Doubt.NOTE_NOT_PAPER, "Giấy tờ", heading, name)
        return None
    counts = _counts(row, name, heading, notes)
    if counts is None:
        return None
    originals, copies = counts
    if counts == (0, 0):
        # The paper may be needed: the clerk sees it and decides, but it starts as not applicable.
        originals, condition = 1, condition or "Nguồn không ghi số lượng"
    return RequiredPaper(
        code=text(row.get("MAGIAYTO")) or stable_code("G", name),
        name=name,
        form=_form(name, originals, shown=shown or fold(name).startswith("xuat trinh")),
        originals=originals,
        copies=copies,
        condition=condition or _condition(name),
        template=_template(row),
    )


def _form(name: str, originals: int, *, shown: bool) -> PaperForm:
    if shown:
        return PaperForm.SHOWN
    if originals:
        return PaperForm.ORIGINAL
    certified = re.search(r"(?<!khong )(?<!khong can )(?<!khong phai )chung thuc", fold(name))
    return PaperForm.CERTIFIED_COPY if certified else PaperForm.PHOTOCOPY
