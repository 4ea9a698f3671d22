"""Cutting addresses: the text stays whole, nothing is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.vietnamese import nfc
from app.domain.addresses import UnitLevel, split_address

C, D, P = UnitLevel.COMMUNE, UnitLevel.DISTRICT, UnitLevel.PROVINCE


@pytest.mark.parametrize(
    ("text", "free", "units"),
    [
        ("Số 1, Phố Ví Dụ, Phường Ba Đình, Hà Nội", "Số 1, Phố Ví Dụ", [(C, "Ba Đình"), (P, "Hà Nội")]),
        (
            "Thôn 2, Xã Thạnh Mỹ, Huyện Đơn Dương, Tỉnh Lâm Đồng",
            "Thôn 2",
            [(C, "Thạnh Mỹ"), (D, "Đơn Dương"), (P, "Lâm Đồng")],
        ),
        (
            "12 Đường Mẫu, P.3, Q.1, TP. Hồ Chí Minh",
            "12 Đường Mẫu",
            [(C, "3"), (D, "1"), (P, "Hồ Chí Minh")],
        ),
        ("12 Đường Mẫu, P3, Q1, TP Hồ Chí Minh", "12 Đường Mẫu", [(C, "3"), (D, "1"), (P, "Hồ Chí Minh")]),
        (
            "Tổ 5, Phường 3, Thành phố Đà Lạt, Lâm Đồng",
            "Tổ 5",
            [(C, "3"), (D, "Đà Lạt"), (P, "Lâm Đồng")],
        ),
        ("Xóm Đoài, Xã Ví Dụ - Huyện Mẫu - Tỉnh Nghệ An", "Xóm Đoài", [(C, "Ví Dụ"), (D, "Mẫu"), (P, "Nghệ An")]),
        ("Đặc khu Phú Quốc, Tỉnh An Giang", "", [(C, "Phú Quốc"), (P, "An Giang")]),
        ("XÃ VÍ DỤ, TỈNH CÀ MAU", "", [(C, "VÍ DỤ"), (P, "CÀ MAU")]),
        ("xa Vi Du, tinh Ca Mau", "", [(C, "Vi Du"), (P, "Ca Mau")]),
        ("Thị trấn Mẫu, Thị xã Ví Dụ, Tỉnh Cà Mau", "", [(C, "Mẫu"), (D, "Ví Dụ"), (P, "Cà Mau")]),
        ("Số 1, Phố Ví Dụ, Hà Nội", "Số 1, Phố Ví Dụ, Hà Nội", []),
        ("Xã Đàn 2, Số 5", "Xã Đàn 2, Số 5", []),
        ("Quận 1", "", [(D, "1")]),
        ("Phường Ví Dụ, Phường Mẫu, Hà Nội", "Phường Ví Dụ", [(C, "Mẫu"), (P, "Hà Nội")]),
        ("", "", []),
        (" , ", ",", []),
    ],
)
def test_cuts(text: str, free: str, units: list[tuple[UnitLevel, str]]) -> None:
    split = split_address(text)
    assert split.free == free
    assert [(unit.level, unit.name) for unit in split.units] == units


def test_a_level_is_answered_only_where_it_is_named() -> None:
    split = split_address("Thôn 2, Xã Thạnh Mỹ, Tỉnh Lâm Đồng")
    commune = split.unit(C)
    assert commune is not None
    assert commune.text == "Xã Thạnh Mỹ"
    assert split.unit(D) is None


PARTS = st.lists(
    st.sampled_from(
        [
            "Số 1",
            "Phố Mẫu",
            "Phường Ba Đình",
            "P. 3",
            "Q.1",
            "Xã Ví Dụ",
            "TP. Huế",
            "Tỉnh Cà Mau",
            "Hà Nội",
            "",
            "Đội 4",
        ]
    ),
    max_size=7,
)


@given(st.one_of(st.text(max_size=80), PARTS.map(", ".join), PARTS.map(" - ".join)))
def test_no_letter_of_any_text_is_lost_or_added(text: str) -> None:
    split = split_address(text)
    again = "".join((split.free, *(unit.text for unit in split.units)))
    assert [c for c in again if c.isalnum()] == [c for c in nfc(text) if c.isalnum()]
    levels = [unit.level for unit in split.units]
    assert levels == [level for level in (C, D, P) if level in levels]
    assert all(unit.text.endswith(unit.name) for unit in split.units)
