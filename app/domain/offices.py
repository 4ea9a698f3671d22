"""Offices, counters and the people who work there."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class OfficeLevel(StrEnum):
    """Level of an office. Data, never a branch: the district level ended on 1 July 2025 and lives on in history."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Office:
    """A one-stop office.

    Attributes:
        code: organisation identifier under QĐ 20/2020/QĐ-TTg, e.g. ``"H17.32"``.
        governing_body: printed above the office's name on every form.
        place: the place name of the date line, e.g. ``"Thạnh Mỹ"``.
    """

    id: UUID
    code: str
    name: str
    level: OfficeLevel
    governing_body: str = ""
    address: str = ""
    phone: str = ""
    place: str = ""
    lookup_url: str = ""
    bank_bin: str = ""
    bank_account: str = ""
    bank_account_name: str = ""
    provincial_numbers: bool = False
    """The province assigns the numbers: paper carries a provisional code until it has."""


@dataclass(frozen=True, slots=True)
class Counter:
    """One desk with one computer; has its own number range and its own key."""

    id: UUID
    office_id: UUID
    ordinal: int
    name: str


class Role(StrEnum):
    """What a person at the counter is there for."""

    CLERK = "clerk"
    POSTAL = "postal"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Account:
    """A local account.

    Attributes:
        acts_for: for postal staff: the office or civil servant whose work is done; recorded with every act.
    """

    id: UUID
    login: str
    full_name: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    title: str = ""
    acts_for: str = ""
    active: bool = True
