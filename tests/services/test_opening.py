"""Founding an office: refused with its reason, whole or not at all, and opened again by key or by phrase."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import keyring
import keyring.backend
import pytest
from keyring.errors import PasswordDeleteError

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem, Problem
from app.core.settings import Settings
from app.domain.permissions import Permission, permissions_of
from app.models.keys import KEY_FILE
from app.services import opening
from app.services.opening import OfficePlan, found_office, is_founded, open_desk, propose_phrase
from app.services.practice import open_practice


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A system that keeps secrets, as a desktop does."""

    # The library registers every class of its kind: no other test may be given this one.
    viable = False
    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    memory = MemoryKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", memory)
    return memory


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "new" / "store")


@pytest.fixture
def real(plan: OfficePlan) -> OfficePlan:
    return replace(plan, settings=Settings(practice=False), phrase=propose_phrase())


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Problem) as told:
        act()
    return told.value.code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": "17.32"}, "numbers.bad_organisation"),
        ({"code": ""}, "numbers.bad_organisation"),
        ({"name": " "}, "opening.name_missing"),
        ({"counter_ordinal": 0}, "opening.counter_outside"),
        ({"counter_ordinal": 9}, "opening.counter_outside"),
        ({"counters": 81}, "numbers.too_many_counters"),
        ({"bank_account": "001", "bank_bin": ""}, "opening.bank_incomplete"),
        ({"bank_account": "001", "bank_bin": "97040"}, "opening.bank_incomplete"),
        ({"admin_login": " "}, "security.name_missing"),
        ({"admin_name": ""}, "security.name_missing"),
        ({"admin_password": "1234567"}, "security.password_too_short"),
    ],
)
def test_a_plan_is_judged_before_anything_is_written(
    plan: OfficePlan, folder: StoreFolder, clock: FixedClock, changed: dict[str, object], code: str
) -> None:
    wrong = replace(plan, **changed)  # type: ignore[arg-type]  # one field at a time
    assert code_of(lambda: opening.check_plan(wrong, clock)) == code
    assert code_of(lambda: found_office(folder, wrong, clock)) == code
    assert not folder.root.parent.exists()


def test_a_founded_office_is_ready_for_the_first_citizen(founded: Path, plan: OfficePlan, clock: FixedClock) -> None:
    desk = open_desk(StoreFolder(founded), clock)
    try:
        with desk.store.read() as work:
            (admin,) = work.accounts.all()
            assert len(work.procedures.all_current(clock.now().date())) >= 60
            assert work.calendars.current(clock.now().date()) is not None
            assert [entry.action for entry in work.audit.latest(9)] == ["office.founded"]
        assert (desk.office.code, desk.office.name, desk.counter.ordinal) == (plan.code, plan.name, 3)
        # Alone at first, the one person has to be able to do everything.
        assert permissions_of(admin) == frozenset(Permission)
        assert desk.practice
    finally:
        desk.close()


def test_an_existing_store_is_never_founded_again(founded: Path, plan: OfficePlan, clock: FixedClock) -> None:
    folder = StoreFolder(founded)
    before = {path.name: path.stat().st_mtime_ns for path in founded.iterdir()}
    assert code_of(lambda: found_office(folder, plan, clock)) == "store.exists"
    assert {path.name: path.stat().st_mtime_ns for path in founded.iterdir()} == before


def test_somebodys_folder_is_left_alone(plan: OfficePlan, folder: StoreFolder, clock: FixedClock) -> None:
    folder.root.mkdir(parents=True)
    (folder.root / "thesis.doc").write_text("three years of work")
    assert code_of(lambda: found_office(folder, plan, clock)) == "opening.not_written"
    assert [path.name for path in folder.root.parent.iterdir()] == ["store"]
    assert (folder.root / "thesis.doc").read_text() == "three years of work"


STEPS = [
    "app.services.opening.KeyRing.create",
    "app.services.opening.KeyRing.unlock_with_phrase",
    "app.services.opening.Store.create",
    "app.services.opening.hash_password",
    "app.services.opening.shipped_calendar_text",
    "app.services.opening.shipped_procedures",
    "app.models.store.Work.commit",
    "app.models.store.Store.close",
    "app.services.opening.save_settings",
    "pathlib.Path.rename",
]


ERRORS = [OSError("disk"), OutsideProblem("store.disk_full"), KeyboardInterrupt()]


@pytest.mark.parametrize(("step", "error"), list(zip(STEPS, itertools.cycle(ERRORS), strict=False)))
def test_an_interrupted_founding_leaves_nothing(
    real: OfficePlan,
    folder: StoreFolder,
    clock: FixedClock,
    system: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: BaseException,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(step, fail)
        with pytest.raises((Problem, KeyboardInterrupt)) as told:
            found_office(folder, real, clock)
    if isinstance(error, OSError):
        assert getattr(told.value, "code", "") == "opening.not_written"
    assert not is_founded(folder)
    assert list(folder.root.parent.iterdir()) == []
    assert system.kept == {}


def test_what_a_killed_founding_left_is_in_nobodys_way(
    plan: OfficePlan, folder: StoreFolder, clock: FixedClock
) -> None:
    left = folder.root.with_name("store.building")
    left.mkdir(parents=True)
    (left / "store.db").write_bytes(b"half")
    found_office(folder, plan, clock).close()
    assert [path.name for path in folder.root.parent.iterdir()] == ["store"]


@pytest.fixture
def real_office(
    real: OfficePlan, folder: StoreFolder, clock: FixedClock, system: MemoryKeyring
) -> tuple[StoreFolder, str]:
    found_office(folder, real, clock).close()
    assert len(system.kept) == 1
    return folder, real.phrase


def test_a_real_office_opens_by_what_the_system_keeps_and_writes_no_key_down(
    real_office: tuple[StoreFolder, str], clock: FixedClock, system: MemoryKeyring
) -> None:
    folder, phrase = real_office
    (key,) = system.kept.values()
    assert not (folder.root / KEY_FILE).exists()
    on_disk = b"".join(path.read_bytes() for path in folder.root.rglob("*") if path.is_file())
    for secret in (key.encode(), bytes.fromhex(key), phrase.encode(), b"Th\xe1\xba\xa1nh M\xe1\xbb\xb9"):
        assert secret not in on_disk
    open_desk(folder, clock).close()
    system.kept.clear()
    assert code_of(lambda: open_desk(folder, clock)) == "keys.not_remembered"
    # The phrase opens, and from then on the system knows the key again.
    open_desk(folder, clock, phrase=phrase).close()
    open_desk(folder, clock).close()


def test_a_wrong_phrase_opens_nothing(
    real_office: tuple[StoreFolder, str], clock: FixedClock, system: MemoryKeyring
) -> None:
    folder, phrase = real_office
    system.kept.clear()
    assert code_of(lambda: open_desk(folder, clock, phrase=propose_phrase())) == "keys.wrong_phrase"
    assert code_of(lambda: open_desk(folder, clock, phrase=phrase[:-1])) == "keys.phrase_mistyped"
    assert system.kept == {}


def test_where_there_is_no_store_the_answer_says_so(folder: StoreFolder, clock: FixedClock) -> None:
    assert code_of(lambda: open_desk(folder, clock)) == "store.missing"


def test_the_practice_office_is_made_once_and_opened_ever_after(folder: StoreFolder, clock: FixedClock) -> None:
    first = open_practice(folder, clock)
    identity = first.office.id
    first.close()
    again = open_practice(folder, clock)
    assert (again.office.id, again.practice, again.settings.receiver_url) == (identity, True, "")
    again.close()
