"""Near-duplicates of today."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.alikeness import Alike, Likeness, ReceivedToday, alike, likeness
from app.domain.people import Parties, Party

LAN = Party(full_name="Đặng Thị Lan", personal_id="001199012345", old_id="012345678", birth_date=date(1999, 3, 15))
FIRM = Party(full_name="Công ty Ví Dụ", tax_code="0100109106001")
BOTH = (Likeness.SAME_IDENTITY, Likeness.SAME_NAME_AND_BIRTH)


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (LAN, BOTH),
        (replace(LAN, full_name="DANG THI LAN"), BOTH),
        (replace(LAN, full_name="Đặng Thị Lan Anh"), (Likeness.SAME_IDENTITY,)),
        (replace(LAN, personal_id="001199012346", old_id=""), (Likeness.SAME_NAME_AND_BIRTH,)),
        (Party(full_name="Dang Thi Lan", birth_date=date(1999, 3, 15)), (Likeness.SAME_NAME_AND_BIRTH,)),
        (Party(full_name="Lan", personal_id="012345678"), (Likeness.SAME_IDENTITY,)),
        (Party(full_name="Đặng Thị Lan"), ()),
        (Party(full_name="Đặng Thị Lan", birth_date=date(1999, 3, 16)), ()),
        (Party(full_name="", birth_date=date(1999, 3, 15)), ()),
        (Party(full_name=""), ()),
    ],
)
def test_likeness(other: Party, reasons: tuple[Likeness, ...]) -> None:
    assert likeness(LAN, other) == reasons
    assert likeness(other, LAN) == reasons


def test_tax_codes_in_two_ways_of_writing() -> None:
    assert likeness(FIRM, replace(FIRM, tax_code="0100109106-001")) == (Likeness.SAME_IDENTITY,)


def test_year_of_birth_alone_is_compared_with_its_like() -> None:
    old = Party(full_name="Cụ Bảy", birth_year=1930)
    assert likeness(old, replace(old, full_name="CU BAY")) == (Likeness.SAME_NAME_AND_BIRTH,)


def test_two_nameless_parties_are_not_alike() -> None:
    nobody = Party(full_name="", birth_date=date(1999, 3, 15))
    assert likeness(nobody, nobody) == ()


def test_only_the_same_procedure_and_only_owners_count() -> None:
    neighbour = Party(full_name="Người Nộp Thay", personal_id="001099000001")
    today = [
        ReceivedToday(UUID(int=1), "H47.12-261122-3001", "1.001193", Parties(LAN)),
        ReceivedToday(UUID(int=2), "H47.12-261122-3002", "1.000894", Parties(LAN)),
        ReceivedToday(UUID(int=3), "H47.12-261122-3003", "1.001193", Parties(neighbour, owner=LAN)),
        ReceivedToday(UUID(int=4), "H47.12-261122-3004", "1.001193", Parties(LAN, owner=FIRM)),
    ]
    assert alike("1.001193", Parties(neighbour, owner=LAN), today) == (
        Alike(UUID(int=1), "H47.12-261122-3001", BOTH),
        Alike(UUID(int=3), "H47.12-261122-3003", BOTH),
    )
