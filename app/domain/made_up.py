"""Made-up people for the practice office and the demonstration: plausible, repeatable by seed, nobody real.

Numbers start with a province code that exists, the century and gender digit fits, the rest is drawn. Hamlets and
streets do not exist; the communes did until July 2025, so that the old address can be changed to the present one as
at a real counter. One in five is no commune at all.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from app.domain.people import Gender
from app.domain.units import UnitKind

_FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
)
_MIDDLE_MALE = ("Văn", "Đức", "Minh", "Quốc", "Hữu", "Xuân", "Thanh", "Công")
_MIDDLE_FEMALE = ("Thị", "Thị Phượng", "Ngọc", "Thu", "Thị Mỹ", "Kim", "Bích")
_MALE = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Hải",
    "Hiếu",
    "Khánh",
    "Long",
    "Nghĩa",
    "Phúc",
    "Quang",
    "Sơn",
    "Thắng",
    "Tuấn",
    "Vượng",
)
_FEMALE = (
    "Ánh",
    "Châu",
    "Dung",
    "Duyên",
    "Hằng",
    "Hoa",
    "Hương",
    "Lan",
    "Liễu",
    "Mai",
    "Nguyệt",
    "Oanh",
    "Phượng",
    "Thủy",
    "Trâm",
    "Yến",
)
_HAMLETS = ("Thôn Hoa", "Thôn Đông", "Ấp Mới", "Tổ 4", "Bản Nà Mẫu", "Khu phố 2", "Số 12 đường Ví Dụ")
_COMMUNES = {
    "049": (
        "Phường Cẩm Phô, Thành phố Hội An",
        "Xã Cẩm Thanh, Thành phố Hội An",
        "Xã Duy Hải, Huyện Duy Xuyên",
        "Xã Kà Dăng, Huyện Đông Giang",
        "Xã Ví Dụ, Huyện Tập",
    ),
    "048": (
        "Phường Phước Ninh, Quận Hải Châu",
        "Xã Hòa Liên, Huyện Hòa Vang",
        "Xã Hòa Phước, Huyện Hòa Vang",
        "Phường Hòa Khánh Bắc, Quận Liên Chiểu",
        "Phường Luyện Tập, Quận Mẫu",
    ),
    "001": (
        "Phường Đại Mỗ, Quận Nam Từ Liêm",
        "Xã Đặng Xá, Huyện Gia Lâm",
        "Phường Ngọc Lâm, Quận Long Biên",
        "Xã Phùng Xá, Huyện Mỹ Đức",
        "Xã An Mẫu, Huyện Tập",
    ),
    "040": (
        "Phường Hưng Lộc, Thành phố Vinh",
        "Xã Lạng Sơn, Huyện Anh Sơn",
        "Xã Diễn Tân, Huyện Diễn Châu",
        "Xã Tăng Thành, Huyện Yên Thành",
        "Thị trấn Thử, Huyện Tập",
    ),
}
_PROVINCES = (
    ("049", "Tỉnh Quảng Nam"),
    ("048", "Thành phố Đà Nẵng"),
    ("001", "Thành phố Hà Nội"),
    ("040", "Tỉnh Nghệ An"),
)


@dataclass(frozen=True, slots=True)
class MadeUpUnit:
    """A place folders go to that does not exist; the fields are those of Unit."""

    name: str
    kind: UnitKind
    head_title: str
    head_name: str
    phone: str
    address: str
    code: str = ""


UNITS = (
    MadeUpUnit(
        "Công an xã Luyện Tập",
        UnitKind.DEPARTMENT,
        "Trưởng Công an xã",
        "Đỗ Văn Mẫu",
        "0236 000 0001",
        "Thôn Ví Dụ, xã Luyện Tập",
    ),
    MadeUpUnit(
        "Phòng Kinh tế",
        UnitKind.DEPARTMENT,
        "Trưởng phòng",
        "Hồ Thị Thử",
        "0236 000 0002",
        "UBND xã Luyện Tập",
        "Y00.99.02",
    ),
    MadeUpUnit(
        "Bưu cục Luyện Tập", UnitKind.POST, "Trưởng bưu cục", "Bùi Quốc Ví", "0236 000 0003", "Khu phố 2, xã Luyện Tập"
    ),
)
"""Where the practice office's folders go."""


class Dice(Protocol):
    """The part of random.Random that is needed; the caller owns the seed."""

    def randrange(self, start: int, stop: int) -> int:
        """Return a number in [start, stop)."""
        ...


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """A person who does not exist."""

    personal_id: str
    old_id: str
    full_name: str
    birth: date
    gender: Gender
    address: str
    issued: date
    phone: str

    def card_2021(self) -> str:
        """Return the code on the front of a chip card of 2021: seven fields."""
        gender = "Nam" if self.gender is Gender.MALE else "Nữ"
        fields = (
            self.personal_id, self.old_id, self.full_name, f"{self.birth:%d%m%Y}", gender, self.address,
            f"{self.issued:%d%m%Y}",
        )  # fmt: skip
        return "|".join(fields)

    def card_2024(self) -> str:
        """Return the code on the back of a card of 2024: seven fields and four more, mostly empty."""
        return self.card_2021() + "||||"


def make_up(dice: Dice) -> MadeUpPerson:
    """Draw one person."""

    def one_of(options: tuple[str, ...]) -> str:
        return options[dice.randrange(0, len(options))]

    female = dice.randrange(0, 2) == 1
    birth = date(1950, 1, 1) + timedelta(days=dice.randrange(0, 56 * 365))
    prefix, province = _PROVINCES[dice.randrange(0, len(_PROVINCES))]
    century = (0 if birth.year < 2000 else 2) + female
    name = " ".join(
        (one_of(_FAMILY), one_of(_MIDDLE_FEMALE if female else _MIDDLE_MALE), one_of(_FEMALE if female else _MALE))
    )
    return MadeUpPerson(
        personal_id=f"{prefix}{century}{birth.year % 100:02d}{dice.randrange(0, 10**6):06d}",
        old_id=f"{dice.randrange(10**8, 10**9)}" if birth.year < 1998 and dice.randrange(0, 2) else "",
        full_name=name,
        birth=birth,
        gender=Gender.FEMALE if female else Gender.MALE,
        address=f"{one_of(_HAMLETS)}, {one_of(_COMMUNES[prefix])}, {province}",
        issued=date(2021, 3, 1) + timedelta(days=dice.randrange(0, 1500)),
        phone=f"09{dice.randrange(0, 10**8):08d}",
    )
