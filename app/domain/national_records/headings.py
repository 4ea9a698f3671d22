"""What a heading (TRUONGHOP) of the papers means. Most headings are no cases at all."""

from enum import Enum

from app.core.vietnamese import fold
from app.domain.national_records.source import unnumbered


class Heading(Enum):
    """Meaning of a heading."""

    COMMON = "common"
    """Papers every case needs: "Mặc định", "Giấy tờ phải nộp", one of the dossier's parts."""
    SHOWN = "shown"
    """Papers that are only shown (NĐ 118/2025: no copy may be demanded)."""
    CONDITIONAL = "conditional"
    """Papers that are added when the heading's words hold: authorisation, online filing."""
    NOTE = "note"
    """No papers at all."""
    CASE = "case"


_NOTE = ("luu y", "ghi chu", "chu y")
_CONDITIONAL = ("ngoai ra", "tuy tung truong hop", "tuy truong hop")
_CONDITIONAL_IN = ("uy quyen thuc hien", "moi truong dien tu", "nop them", "nop thong bao thi can co")
_COMMON = (
    "mac dinh",
    "thanh phan ho so",
    "bao gom",
    "giay to phai nop",
    "giay to nop",
    "ho so gom",
    "chung tu phai nop",
)
_PART = ("ho so cua ",)


def meaning(heading: str) -> Heading:
    """Return what a heading means; a heading that is not recognised is a case."""
    known = fold(unnumbered(heading)).strip(" .:+-")
    if known.startswith(_NOTE):
        return Heading.NOTE
    if known.startswith(_CONDITIONAL):
        return Heading.CONDITIONAL
    if any(words in known for words in _CONDITIONAL_IN):
        return Heading.CONDITIONAL
    if "xuat trinh" in known and "truong hop" not in known:
        return Heading.SHOWN
    if not known or known.startswith(_COMMON + _PART) or known.endswith(("cac giay to sau day", "cac giay to sau")):
        return Heading.COMMON
    return Heading.CASE
