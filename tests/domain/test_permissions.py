from uuid import UUID

import pytest

from app.core.problems import PersonProblem
from app.domain.offices import Account, Role
from app.domain.permissions import NAMES, ROLE_NAMES, TABLE, Permission, allowed, permissions_of, require
from app.services.sentences.permissions import SENTENCES

P = Permission
# Written out a second time on purpose: a slip in the table must not pass because the test copies it.
EXPECTED = {
    #                     clerk  postal super  admin  audit
    P.RECEIVE:           (True,  True,  True,  False, False),
    P.DIGITISE:          (True,  True,  True,  False, False),
    P.PRINT_SLIP:        (True,  True,  True,  False, False),
    P.REPRINT_SLIP:      (True,  True,  True,  False, False),
    P.SEE_DOSSIERS:      (True,  True,  True,  False, True),
    P.SET_APPOINTMENT:   (True,  False, True,  False, False),
    P.GUIDE:             (True,  True,  True,  False, False),
    P.ASK_SUPPLEMENT:    (True,  False, True,  False, False),
    P.REFUSE:            (True,  False, True,  False, False),
    P.EXTEND:            (True,  False, True,  False, False),
    P.STOP:              (True,  False, True,  False, False),
    P.OVERRIDE_LIMIT:    (False, False, True,  False, False),
    P.HAND_OVER:         (True,  True,  True,  False, False),
    P.RECORD_PROGRESS:   (True,  True,  True,  False, False),
    P.RETURN_RESULT:     (True,  True,  True,  False, False),
    P.TAKE_MONEY:        (True,  True,  True,  False, False),
    P.CORRECT:           (True,  False, True,  False, False),
    P.CERTIFY:           (True,  False, True,  False, False),
    P.SEE_REPORTS:       (True,  False, True,  False, True),
    P.EXPORT:            (True,  False, True,  False, False),
    P.CHANGE_UNITS:      (False, False, True,  True,  False),
    P.SYNC_NOW:          (True,  True,  True,  True,  False),
    P.IMPORT_PROCEDURES: (False, False, False, True,  False),
    P.SETTLE_REVIEW:     (False, False, True,  True,  False),
    P.CHANGE_CALENDAR:   (False, False, True,  True,  False),
    P.MANAGE_ACCOUNTS:   (False, False, False, True,  False),
    P.CHANGE_OFFICE:     (False, False, False, True,  False),
    P.CHANGE_DEVICES:    (True,  False, True,  True,  False),
    P.BACKUP:            (False, False, True,  True,  False),
    P.RESTORE:           (False, False, False, True,  False),
    P.SEE_AUDIT:         (False, False, True,  True,  True),
}  # fmt: skip
ROLES = (Role.CLERK, Role.POSTAL, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)
CASES = [(role, p, row[i]) for p, row in EXPECTED.items() for i, role in enumerate(ROLES)]


def account(*roles: Role, acts_for: str = "", active: bool = True) -> Account:
    return Account(UUID(int=1), "hoa", "Lê Thị Hoa", frozenset(roles), acts_for=acts_for, active=active)


def test_the_expectation_covers_every_role_and_permission() -> None:
    assert set(EXPECTED) == set(Permission) == set(NAMES)
    assert set(ROLES) == set(Role) == set(TABLE) == set(ROLE_NAMES)


@pytest.mark.parametrize(("role", "permission", "may"), CASES)
def test_the_table(role: Role, permission: Permission, may: bool) -> None:
    someone = account(role, acts_for="UBND xã Thạnh Mỹ")
    assert allowed(someone, permission) is may
    if may:
        require(someone, permission)
    else:
        with pytest.raises(PersonProblem) as caught:
            require(someone, permission)
        assert caught.value.code == "permissions.refused"
        assert caught.value.params["permission"] == permission.value


def test_roles_add_up() -> None:
    assert permissions_of(account(Role.CLERK, Role.ADMINISTRATOR)) == TABLE[Role.CLERK] | TABLE[Role.ADMINISTRATOR]


def test_nobody_may_anything_without_a_role() -> None:
    assert permissions_of(account()) == frozenset()


def test_postal_staff_never_decide_whatever_other_role_they_were_given() -> None:
    someone = account(Role.POSTAL, Role.SUPERVISOR, acts_for="UBND xã")
    assert permissions_of(someone) == TABLE[Role.POSTAL]


@pytest.mark.parametrize("acts_for", ["", "  "])
def test_postal_staff_must_act_for_somebody(acts_for: str) -> None:
    with pytest.raises(PersonProblem) as caught:
        require(account(Role.POSTAL, acts_for=acts_for), Permission.RECEIVE)
    assert caught.value.code == "permissions.acts_for_missing"


def test_a_closed_account_may_nothing() -> None:
    someone = account(*Role, active=False)
    assert permissions_of(someone) == frozenset()
    with pytest.raises(PersonProblem) as caught:
        require(someone, Permission.RECEIVE)
    assert caught.value.code == "permissions.inactive"


def test_the_refusal_names_the_act_and_who_may() -> None:
    with pytest.raises(PersonProblem) as caught:
        require(account(Role.CLERK), Permission.RESTORE)
    told, next_step = (text.format(**caught.value.params) for text in SENTENCES["permissions.refused"])
    assert told == "Tài khoản này không có quyền khôi phục dữ liệu."
    assert next_step == "Nhờ người có vai trò sau làm việc này: quản trị."
