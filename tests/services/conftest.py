"""A founded practice office in a temporary folder, with an administrator who is also a clerk."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.core.clock import VIETNAM, FixedClock
from app.core.paths import StoreFolder
from app.core.settings import Settings
from app.domain.drafts import Draft, PartyText, all_handed_in, choose
from app.domain.offices import Account, OfficeLevel, Role
from app.services.desk import Desk
from app.services.drafts import new_draft
from app.services.opening import OfficePlan, found_office, open_desk, propose_phrase
from app.services.reference import current_procedures
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


@pytest.fixture
def as_role(desk: Desk) -> Callable[..., Session]:
    """Return a session of somebody with these roles; nobody is stored, no password is hashed."""

    def make(*roles: Role, acts_for: str = "Bưu cục Thạnh Mỹ", active: bool = True) -> Session:
        name = "+".join(roles) or "none"
        account = Account(
            desk.ids.new(), login=name, full_name=name, roles=frozenset(roles), acts_for=acts_for, active=active
        )
        return Session(account, desk.now())

    return make


@pytest.fixture
def filled(desk: Desk) -> Callable[..., Draft]:
    """Make a draft that can be received: birth registration by Nguyễn Thị Phượng Hằng, all papers handed in."""
    procedures = {version.code: version for version in current_procedures(desk)}

    def make(code: str = "1.001193", name: str = "Nguyễn Thị Phượng Hằng", number: str = "049199012345") -> Draft:
        version = procedures[code]
        typed = PartyText(full_name=name, personal_id=number, birth="15/03/1999", phone="0905123456")
        draft = choose(replace(new_draft(desk), submitter=typed), version, version.cases[0])
        return all_handed_in(draft, version.cases[0])

    return make
