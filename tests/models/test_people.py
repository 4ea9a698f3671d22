from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.core.clock import VIETNAM
from app.domain.people import Gender, Party, PartyKind
from app.models.store import Store

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
DUC = Party("Đặng Văn Đức", personal_id="001099001234", old_id="012345678", gender=Gender.MALE, phone="0912 345 678")
COMPANY = Party("Công ty TNHH Hòa Bình", PartyKind.ENTERPRISE, tax_code="0101234567", representative="Lê Lan")


@pytest.fixture
def known(store: Store) -> Store:
    with store.work() as work:
        work.people.upsert(DUC, NOW)
        work.people.upsert(COMPANY, NOW)
        work.people.upsert(replace(DUC, full_name="Dang Van Duc", personal_id="001099001299", old_id=""), NOW)
        work.commit()
    return store


def test_a_person_is_found_by_every_number(known: Store) -> None:
    with known.read() as work:
        for number in ("001099001234", "012345678"):
            found = work.people.by_identity(number)
            assert found is not None
            assert (found.party, found.last_seen, found.visits) == (DUC, NOW, 1)
        company = work.people.by_identity("0101234567")
        assert company is not None
        assert company.party == COMPANY
        assert work.people.by_identity("") is None
        assert len(work.people.by_phone("+84912345678")) == 2
        assert work.people.by_phone("") == ()


def test_names_are_forgiven_and_exact_ones_first(known: Store) -> None:
    with known.read() as work:
        assert [one.party.full_name for one in work.people.by_name("đặng văn đức", 5)] == [
            "Đặng Văn Đức",
            "Dang Van Duc",
        ]
        assert [one.party.full_name for one in work.people.by_name("dang van duc", 5)] == [
            "Dang Van Duc",
            "Đặng Văn Đức",
        ]
        assert [one.party.full_name for one in work.people.by_name("cong ty hao binh", 5)] == ["Công ty TNHH Hòa Bình"]
        assert work.people.by_name("d", 5) == ()


def test_the_last_visit_is_what_is_known(known: Store) -> None:
    moved = replace(DUC, full_name="Đặng Văn Đạt", address="Xã Thạnh Mỹ", phone="")
    with known.work() as work:
        work.people.upsert(moved, NOW + timedelta(days=1))
        found = work.people.by_identity(DUC.personal_id)
        assert found is not None
        assert (found.party, found.visits) == (moved, 2)
        assert [one.party for one in work.people.by_name("văn đạt", 5)] == [moved]
        assert DUC not in [one.party for one in work.people.by_name("đặng văn đức", 5)]


def test_without_any_number_nobody_is_remembered(store: Store) -> None:
    with store.work() as work:
        assert work.people.upsert(Party("Trẻ sơ sinh"), NOW) is False
        assert work.people.upsert(Party("Bà Tám", phone="0911111111"), NOW) is True
        assert [one.party.full_name for one in work.people.by_name("ba tam", 5)] == ["Bà Tám"]
