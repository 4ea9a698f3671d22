"""Provinces, districts and communes as the table states them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Province:
    """A province since 1 July 2025.

    Attributes:
        code: two digits (QĐ 19/2025/QĐ-TTg).
        word: ``"Tỉnh"`` or ``"Thành phố"``.
        basis: the resolution about its communes.
    """

    code: str
    word: str
    name: str
    basis: str

    @property
    def full_name(self) -> str:
        """The name with the word of its level, ``"Tỉnh Lào Cai"``."""
        return f"{self.word} {self.name}"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune since 1 July 2025; word is ``"Xã"``, ``"Phường"`` or ``"Đặc khu"``."""

    code: str
    word: str
    name: str
    province: Province

    @property
    def full_name(self) -> str:
        """The name with the word of its level, ``"Phường Ba Đình"``."""
        return f"{self.word} {self.name}"

    @property
    def written(self) -> str:
        """How an address ends in it: ``"Phường Ba Đình, Thành phố Hà Nội"``."""
        return f"{self.full_name}, {self.province.full_name}"


@dataclass(frozen=True, slots=True)
class EarlierName:
    """A name a unit, or a unit merged into it, had before; known without accents and not checked against a decision.

    Attributes:
        word: of its level, in small letters: ``"xã"``, ``"quận"``.
        key: of the name, as ``spelling.key`` makes it.
    """

    word: str
    key: str


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A commune as it was on 30 June 2025.

    Attributes:
        successors: present communes its ground went to, by code; more than one where it was split.
        earlier: names from before other mergers.
    """

    code: str
    word: str
    name: str
    successors: tuple[Commune, ...]
    earlier: tuple[EarlierName, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerDistrict:
    """A district, town or city of the level that ended on 1 July 2025.

    Attributes:
        communes: empty for the islands that had none.
        successors: present communes of such an island; empty everywhere else.
    """

    code: str
    word: str
    name: str
    communes: tuple[FormerCommune, ...]
    successors: tuple[Commune, ...] = ()
    earlier: tuple[EarlierName, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerProvince:
    """One of the 63 provinces until 30 June 2025.

    Attributes:
        successor: the present province it belongs to.
        other_keys: what people write beside the name, as keys: ``("hcm", "tphcm")``.
    """

    code: str
    word: str
    name: str
    successor: Province
    districts: tuple[FormerDistrict, ...]
    other_keys: tuple[str, ...] = field(default=())
