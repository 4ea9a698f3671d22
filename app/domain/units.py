"""Where folders go and come from: departments, other offices, the post. Data with history, never a branch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from app.core.words import mark


class UnitKind(StrEnum):
    """What a unit is to this office."""

    DEPARTMENT = "department"
    """Resolves dossiers received here."""
    OFFICE = "office"
    """Another office: receives, resolves or returns; there are no territorial limits (NĐ 118/2025, article 14.2)."""
    POST = "post"
    """Public post (bưu chính công ích, QĐ 45/2016/QĐ-TTg)."""
    COURIER = "courier"


KIND_NAMES: Mapping[UnitKind, str] = MappingProxyType(
    {
        UnitKind.DEPARTMENT: mark("Nơi giải quyết"),
        UnitKind.OFFICE: mark("Cơ quan khác"),
        UnitKind.POST: mark("Bưu chính công ích"),
        UnitKind.COURIER: mark("Dịch vụ chuyển phát"),
    }
)
"""What each kind is called, in Vietnamese; translate with ``_``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One place folders go to or come from.

    Attributes:
        code: organisation code (QĐ 20/2020/QĐ-TTg) where it has one.
        level: as OfficeLevel; empty where it says nothing.
        head_title, head_name: who signs for it, e.g. the apology (form 04) for a late dossier.
        valid_from, valid_to: both inclusive; None: open.
        successor: code of the unit that took its place; empty while it exists.
    """

    id: UUID
    name: str
    kind: UnitKind
    code: str = ""
    level: str = ""
    head_title: str = ""
    head_name: str = ""
    phone: str = ""
    address: str = ""
    active: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    def in_use(self, day: date) -> bool:
        """Return whether folders may go there on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.active and begun and (self.valid_to is None or day <= self.valid_to)
