from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.core.clock import VIETNAM
from app.domain.audit import AuditEntry
from app.domain.operations import CHAIN_START
from app.models.store import Store

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)


@pytest.fixture
def written(store: Store) -> Store:
    with store.work() as work:
        for number in range(12):
            at = NOW - timedelta(minutes=number)
            work.audit.write(at, "lan", "dossier.received", subject=f"d{number % 3}", detail={"số": number})
        work.commit()
    return store


def test_entries_are_linked_and_come_back(written: Store) -> None:
    with written.work() as work:
        assert work.audit.verify() is None
        assert work.audit.verify(work.audit.head()) is None
        latest = work.audit.latest(2, subject="d0")
        assert [entry.seq for entry in latest] == [10, 7]
        assert latest[0] == AuditEntry(10, NOW - timedelta(minutes=9), "lan", "", "dossier.received", "d0", {"số": 9})
        with pytest.raises(ValueError, match="does not follow"):
            work.audit.append(replace(latest[0], seq=12))
        assert work.audit.next_seq() == 13


def test_an_empty_chain_starts_at_its_start(store: Store) -> None:
    with store.read() as work:
        assert work.audit.head() == CHAIN_START
        assert work.audit.verify() is None


@pytest.mark.parametrize(
    ("tampering", "first_broken"),
    [
        ("UPDATE audit SET entry = replace(entry, 'lan', 'van') WHERE seq = 5", 5),
        ("UPDATE audit SET entry = x'00' WHERE seq = 5", 5),
        ("UPDATE audit SET link = x'00' WHERE seq = 7", 7),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 12", 12),
        ("UPDATE audit SET entry = entry || ' ' WHERE seq = 2", 2),
        ("UPDATE audit SET entry = (SELECT entry FROM audit WHERE seq = 1) WHERE seq = 2", 2),
    ],
)
def test_tampering_is_named(written: Store, tampering: str, first_broken: int) -> None:
    with written.work() as work:
        head = work.audit.head()
        work.connection.exec_driver_sql(tampering.replace("replace(entry", "replace(CAST(entry AS TEXT)"))
        assert work.audit.verify(head) == first_broken
