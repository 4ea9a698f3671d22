"""Who gets in, who waits, and who is let out: on a real store, without a line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.offices import Account, Role
from app.services import security
from app.services.desk import Desk
from app.services.opening import open_desk
from app.services.security import Session

PASSWORD = "mat khau dai"
Roles = Callable[..., Session]


def said(act: Callable[[], object]) -> str:
    with pytest.raises(PersonProblem) as told:
        act()
    return told.value.code


def actions(desk: Desk) -> list[str]:
    with desk.store.read() as work:
        return [entry.action for entry in work.audit.latest(10)]


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as cheaply as the algorithm allows, where a test is not about the cost."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(security, "_HASHER", hasher)


@pytest.fixture
def clerk(desk: Desk, session: Session, cheap: None) -> Account:
    account = Account(desk.ids.new(), "Lan Anh", " Trần  Lan Anh ", frozenset({Role.CLERK}))
    security.add_account(desk, session, account, PASSWORD)
    with desk.store.read() as work:
        stored = work.accounts.by_login("lananh")
    assert stored is not None
    return stored


def test_a_login_is_forgiven_its_accents_case_and_spaces(desk: Desk) -> None:
    signed = security.sign_in(desk, " HOÀ ", PASSWORD)
    assert (signed.account.login, signed.since) == ("hoa", desk.now())
    assert actions(desk)[0] == "security.signed_in"


def test_a_password_is_forgiven_nothing(desk: Desk) -> None:
    for wrong in ("", "Mat khau dai", "mat khau dai ", "mật khẩu dài"):
        assert said(partial(security.sign_in, desk, "hoa", wrong)) in {
            "security.wrong_password",
            "security.wait",
        }
    assert "security.signed_in" not in actions(desk)


@pytest.mark.parametrize("login", ["hoa", "nobody"])
def test_known_and_unknown_logins_get_the_same_answers(desk: Desk, login: str, cheap: None) -> None:
    """Three tries are free, then each waits twice as long as the one before; nothing tells which logins exist."""
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    for failures in range(6):
        for _early in range(2 if failures >= security.FREE_TRIES else 0):
            with pytest.raises(PersonProblem) as told:
                security.sign_in(desk, login, "wrong")
            assert told.value.code == "security.wait"
            assert told.value.params == {"seconds": 2 ** (failures - security.FREE_TRIES + 1) + 1}
        clock.advance(security.waiting_time(failures))
        assert said(lambda: security.sign_in(desk, login, "wrong")) == "security.wrong_password"


def test_the_wait_survives_a_restart_and_holds_for_the_right_password_too(desk: Desk, clock: FixedClock) -> None:
    for _ in range(5):
        clock.advance(timedelta(seconds=5))
        assert said(lambda: security.sign_in(desk, "hoa", "wrong")) == "security.wrong_password"
    desk.close()
    again = open_desk(desk.folder, clock)
    try:
        assert said(lambda: security.sign_in(again, "hoa", PASSWORD)) == "security.wait"
        clock.advance(timedelta(seconds=8))
        security.sign_in(again, "hoa", PASSWORD)
        # The right one wipes the slate.
        assert said(lambda: security.sign_in(again, "hoa", "wrong")) == "security.wrong_password"
        assert security.sign_in(again, "hoa", PASSWORD).account.login == "hoa"
    finally:
        again.close()


def test_a_clock_that_was_put_back_does_not_lengthen_the_wait(desk: Desk, clock: FixedClock, cheap: None) -> None:
    for _ in range(4):
        clock.advance(timedelta(minutes=1))
        said(lambda: security.sign_in(desk, "nobody", "wrong"))
    clock.set(clock.now() - timedelta(days=365))
    assert said(lambda: security.sign_in(desk, "nobody", "wrong")) == "security.wait"
    clock.advance(security.waiting_time(4))
    assert said(lambda: security.sign_in(desk, "nobody", "wrong")) == "security.wrong_password"
    assert said(lambda: security.sign_in(desk, "nobody", "wrong")) == "security.wait"


@given(st.integers(min_value=0, max_value=10**6))
def test_the_wait_never_shrinks_and_is_never_longer_than_a_quarter_of_an_hour(failures: int) -> None:
    wait, more = security.waiting_time(failures), security.waiting_time(failures + 1)
    assert wait <= more <= security.LONGEST_WAIT
    assert bool(wait) == (failures >= security.FREE_TRIES)


def test_unlocking_is_signing_in_again_with_what_the_person_may_do_now(
    desk: Desk, session: Session, clerk: Account
) -> None:
    signed = security.sign_in(desk, "lananh", PASSWORD)
    security.change_account(desk, session, replace(clerk, roles=frozenset({Role.AUDITOR})))
    assert said(lambda: security.unlock(desk, signed, "wrong")) == "security.wrong_password"
    assert security.unlock(desk, signed, PASSWORD).account.roles == {Role.AUDITOR}


def test_a_closed_account_stays_out_and_is_told_so_only_with_the_right_password(
    desk: Desk, session: Session, clerk: Account
) -> None:
    security.change_account(desk, session, replace(clerk, active=False))
    assert said(lambda: security.sign_in(desk, "lananh", "wrong")) == "security.wrong_password"
    assert said(lambda: security.sign_in(desk, "lananh", PASSWORD)) == "security.account_closed"
    security.change_account(desk, session, clerk)
    assert security.sign_in(desk, "lananh", PASSWORD).account == clerk


def test_accounts_are_tidied_and_stand_once(desk: Desk, session: Session, clerk: Account) -> None:
    assert (clerk.login, clerk.full_name) == ("lananh", "Trần Lan Anh")
    twin = replace(clerk, id=desk.ids.new(), login="LAN ANH")
    assert said(lambda: security.add_account(desk, session, twin, PASSWORD)) == "security.login_taken"
    renamed = replace(session.account, login="lananh")
    assert said(lambda: security.change_account(desk, session, renamed)) == "security.login_taken"
    assert [account.login for account in security.accounts(desk, session)] == ["hoa", "lananh"]


@pytest.mark.parametrize(
    ("changed", "password", "code"),
    [
        ({"login": " "}, PASSWORD, "security.name_missing"),
        ({"full_name": "\t"}, PASSWORD, "security.name_missing"),
        ({"roles": frozenset()}, PASSWORD, "security.no_role"),
        ({"roles": frozenset({Role.POSTAL})}, PASSWORD, "security.acts_for_missing"),
        ({"roles": frozenset({Role.POSTAL}), "acts_for": " "}, PASSWORD, "security.acts_for_missing"),
        ({}, "1234567", "security.password_too_short"),
    ],
)
def test_an_account_is_refused_with_its_reason(
    desk: Desk, session: Session, changed: dict[str, object], password: str, code: str
) -> None:
    account = Account(desk.ids.new(), "binh", "Bình", frozenset({Role.CLERK}))
    account = replace(account, **changed)  # type: ignore[arg-type]  # one field at a time
    assert said(lambda: security.add_account(desk, session, account, password)) == code
    assert len(security.accounts(desk, session)) == 1


def test_the_last_administrator_stays(desk: Desk, session: Session, clerk: Account) -> None:
    me = session.account
    for changed in (replace(me, active=False), replace(me, roles=frozenset({Role.CLERK}))):
        assert said(partial(security.change_account, desk, session, changed)) == ("security.last_administrator")
    security.change_account(desk, session, replace(clerk, roles=frozenset({Role.ADMINISTRATOR}), active=False))
    # A closed administrator is none.
    assert said(lambda: security.change_account(desk, session, replace(me, active=False))) == (
        "security.last_administrator"
    )
    security.change_account(desk, session, replace(clerk, roles=frozenset({Role.ADMINISTRATOR})))
    security.change_account(desk, session, replace(me, active=False))
    assert "security.account_changed" in actions(desk)


def test_a_new_password_opens_at_once_and_the_old_one_no_more(desk: Desk, session: Session, clerk: Account) -> None:
    for _ in range(4):
        said(lambda: security.sign_in(desk, "lananh", "wrong"))
    security.change_password(desk, session, clerk, "mat khau moi")
    assert said(lambda: security.sign_in(desk, "lananh", PASSWORD)) == "security.wrong_password"
    assert said(lambda: security.change_password(desk, session, clerk, "ngan")) == "security.password_too_short"
    assert security.sign_in(desk, "lananh", "mat khau moi").account.id == clerk.id


def test_whoever_knows_the_old_password_sets_the_own_new_one(desk: Desk, session: Session, clerk: Account) -> None:
    own = security.sign_in(desk, "lananh", PASSWORD)
    security.change_own_password(desk, own, PASSWORD, "cua toi thoi")
    assert actions(desk)[0] == "security.password_changed"
    assert said(lambda: security.sign_in(desk, "lananh", PASSWORD)) == "security.wrong_password"
    assert security.sign_in(desk, "lananh", "cua toi thoi").account.id == clerk.id
    # Nobody else's: not the administrator's who sits elsewhere.
    assert security.sign_in(desk, "hoa", "mat khau dai").account.id == session.account.id


def test_a_desk_that_stands_open_gives_nobody_anothers_password(desk: Desk, clerk: Account) -> None:
    own = security.sign_in(desk, "lananh", PASSWORD)
    change = partial(security.change_own_password, desk, own)
    assert said(partial(change, PASSWORD, "ngan")) == "security.password_too_short"
    assert said(partial(change, PASSWORD, PASSWORD)) == "security.password_same"
    assert [said(partial(change, f"doan {place}", "chiem quyen")) for place in range(4)] == [
        *["security.old_password_wrong"] * 3,
        "security.wait",
    ]
    # What was guessed here counts at the sign-in too.
    assert said(partial(security.sign_in, desk, "lananh", PASSWORD)) == "security.wait"
    assert "security.password_changed" not in actions(desk)


def test_a_password_is_set_for_the_stored_account_whatever_the_caller_calls_it(
    desk: Desk, session: Session, clerk: Account
) -> None:
    for _ in range(3):
        said(lambda: security.sign_in(desk, "hoa", "wrong"))
    # Changing a password under another's name must not wipe that person's wrong tries.
    security.change_password(desk, session, replace(clerk, login="hoa"), "mat khau moi")
    assert said(lambda: security.sign_in(desk, "hoa", "wrong")) == "security.wait"
    with pytest.raises(KeyError):
        security.change_password(desk, session, replace(clerk, id=desk.ids.new()), "mat khau moi")


def test_postal_staff_leave_a_trace_of_whom_they_act_for(desk: Desk, session: Session, cheap: None) -> None:
    postal = Account(desk.ids.new(), "buu", "Bưu Điện", frozenset({Role.POSTAL}), acts_for="UBND xã Thạnh Mỹ")
    security.add_account(desk, session, postal, PASSWORD)
    security.sign_in(desk, "buu", PASSWORD)
    with desk.store.read() as work:
        assert work.audit.latest(1)[0].acts_for == "UBND xã Thạnh Mỹ"
