"""A founded practice office in a temporary folder, with an administrator who is also a clerk."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.core.clock import VIETNAM, FixedClock
from app.core.paths import StoreFolder
from app.core.settings import Settings
from app.domain.offices import OfficeLevel
from app.services.desk import Desk
from app.services.opening import OfficePlan, found_office, open_desk, propose_phrase
from app.services.security import Session

PASSWORD = "mat khau dai"
MORNING = datetime(2026, 11, 20, 7, 0, tzinfo=VIETNAM)


PLAN = OfficePlan(
    code="H17.32",
    name="TTPVHCC xã Thạnh Mỹ",
    level=OfficeLevel.COMMUNE,
    counter_ordinal=3,
    admin_login="hoa",
    admin_name="Lê Thị Hoa",
    admin_password=PASSWORD,
    phrase=propose_phrase(),
    governing_body="UBND xã Thạnh Mỹ",
    place="Thạnh Mỹ",
    settings=Settings(practice=True),
)


@pytest.fixture
def plan() -> OfficePlan:
    return PLAN


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as set-up leaves it, made once: founding spends its time on deriving keys."""
    folder = StoreFolder(tmp_path_factory.mktemp("founded") / "store")
    found_office(folder, PLAN, FixedClock(MORNING)).close()
    return folder.root


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock, founded: Path) -> Iterator[Desk]:
    folder = StoreFolder(tmp_path / "store")
    shutil.copytree(founded, folder.root)
    opened = open_desk(folder, clock)
    yield opened
    opened.close()


@pytest.fixture
def session(desk: Desk) -> Session:
    with desk.store.read() as work:
        account = work.accounts.by_login("hoa")
    assert account is not None
    return Session(account, desk.now())
