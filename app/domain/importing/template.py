"""The columns of the template, and how each is filled in. A data file is Vietnamese in every language of the screen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.domain.procedures import ProcedureVersion

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "submitter.full_name": "Họ và tên người nộp",
        "submitter.personal_id": "Số định danh người nộp",
        "submitter.birth": "Ngày sinh người nộp",
        "submitter.gender": "Giới tính người nộp",
        "submitter.phone": "Điện thoại người nộp",
        "submitter.address": "Địa chỉ người nộp",
        "owner.full_name": "Họ và tên chủ hồ sơ",
        "owner.personal_id": "Số định danh chủ hồ sơ",
        "owner.birth": "Ngày sinh chủ hồ sơ",
        "owner.gender": "Giới tính chủ hồ sơ",
        "owner.phone": "Điện thoại chủ hồ sơ",
        "owner.address": "Địa chỉ chủ hồ sơ",
        "authorisation": "Giấy ủy quyền",
        "case": "Trường hợp",
        "content": "Nội dung",
        "papers": "Giấy tờ đã nộp",
        "sets": "Số bộ",
        "payment": "Cách nộp phí",
        "post": "Địa chỉ trả qua bưu chính",
        "note": "Ghi chú",
    }
)
"""Titles in their order, by what they mean."""
TO_MEND: Final = "Cần sửa"
"""Title of the column that says what is wrong with a line."""
HOW: Final = "Cách ghi"
_ANSWERS = (
    ("Ngày sinh", "15/03/1999, hoặc chỉ năm: 1999"),
    ("Giới tính", "Nam hoặc Nữ"),
    ("Chủ hồ sơ", "để trống khi người nộp là chủ hồ sơ"),
    ("Giấy tờ đã nộp", "đủ, hoặc số thứ tự các giấy tờ: 1, 2, 4"),
    ("Cách nộp phí", "tiền mặt, VietQR hoặc sau; để trống là sau"),
    ("Địa chỉ trả qua bưu chính", "để trống khi nhận tại quầy"),
)


def how_to_fill(version: ProcedureVersion) -> tuple[tuple[str, str], ...]:
    """Return (what, how) for a procedure: the answers that are understood, its cases, its papers by their number."""
    cases = [("Trường hợp", case.name) for case in version.cases] if len(version.cases) > 1 else []
    papers = [(f"Giấy tờ {place}", paper.name) for place, paper in enumerate(version.cases[0].papers, 1)]
    return ((version.code, version.name), *_ANSWERS, *cases, *papers)
