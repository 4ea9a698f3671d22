"""Who sits at the desk: sign-in without a line, lock, accounts.

Passwords are kept as Argon2id hashes. Wrong tries make the next try wait longer; the count is in the store, so a
restart does not reset it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.problems import PersonProblem
from app.core.vietnamese import fold, tidy
from app.domain.offices import Account, Role
from app.domain.permissions import Permission, require
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk

# RFC 9106, second recommended option (64 MiB): about 0.1 s on a desk of 2 cores and 4 GB.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1)
FREE_TRIES = 3
LONGEST_WAIT = timedelta(minutes=15)
SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in person; every use case asks for one."""

    account: Account
    since: datetime


def waiting_time(failures: int) -> timedelta:
    """Return how long to wait after so many wrong tries: none for three, then 2, 4, 8 … seconds, at most 15 minutes."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES + 1, 20)), LONGEST_WAIT)


def login_form(login: str) -> str:
    """Return the form in which a login is stored and compared: no accents, lower case, no spaces."""
    return "".join(fold(login).split())


def check_password(password: str) -> None:
    """Do nothing where a password may be set.

    Raises:
        PersonProblem: ``security.password_too_short``.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PersonProblem("security.password_too_short", shortest=SHORTEST_PASSWORD)


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password.

    Raises:
        PersonProblem: ``security.password_too_short``.
    """
    check_password(password)
    return _HASHER.hash(password)


def _matches(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def sign_in(desk: Desk, login: str, password: str) -> Session:
    """Sign a person in with a local account.

    Raises:
        PersonProblem: ``security.wait`` (too many wrong tries), ``security.wrong_password`` (also for an unknown login:
            the answer must not tell which logins exist), ``security.account_closed``.
    """
    name = login_form(login)
    now = desk.clock.now()
    with desk.store.work() as work:
        _refuse_while_waiting(work, name, now)
        account = work.accounts.by_login(name)
        # An unknown login costs the same time as a known one.
        stored = work.accounts.secret(account.id) if account else _HASHER.hash("nobody")
        if account is None or not _matches(stored, password):
            work.accounts.record_failure(name, now)
            work.commit()
            raise PersonProblem("security.wrong_password")
        if not account.active:
            raise PersonProblem("security.account_closed")
        work.accounts.clear_failures(name)
        desk.audit(work, account, "security.signed_in", str(account.id))
        work.commit()
    return Session(account, now)


def _refuse_while_waiting(work: Work, login: str, now: datetime) -> None:
    count, last = work.accounts.failures(login)
    if last is None:
        return
    if last > now:
        # The clock was put back: the wait begins again from here, or it would last until the old hour returns.
        work.accounts.restart_wait(login, now)
        last = now
    left = waiting_time(count) - (now - last)
    if left > timedelta(0):
        work.commit()
        raise PersonProblem("security.wait", seconds=int(left.total_seconds()) + 1)


def unlock(desk: Desk, session: Session, password: str) -> Session:
    """Return a fresh session of the same person after the screen was locked; counts wrong tries like sign_in."""
    return sign_in(desk, session.account.login, password)


def add_account(desk: Desk, session: Session, account: Account, password: str) -> Changes:
    """Add a person who may sign in at this desk.

    Raises:
        PersonProblem: ``permissions.refused``, ``security.login_taken``, ``security.name_missing``,
            ``security.acts_for_missing``, ``security.no_role``, ``security.password_too_short``.
    """
    require(session.account, Permission.MANAGE_ACCOUNTS)
    account = _checked(account)
    secret = hash_password(password)
    with desk.store.work() as work:
        if work.accounts.by_login(account.login) is not None:
            raise PersonProblem("security.login_taken", login=account.login)
        work.accounts.add(account, secret)
        desk.audit(work, session.account, "security.account_added", str(account.id))
        work.commit()
    return Changes(frozenset({Subject.PEOPLE}))


def change_account(desk: Desk, session: Session, account: Account) -> Changes:
    """Change a person's name, roles or whether the account is open.

    Raises:
        PersonProblem: as add_account, and ``security.last_administrator``.
    """
    require(session.account, Permission.MANAGE_ACCOUNTS)
    account = _checked(account)
    with desk.store.work() as work:
        others = [a for a in work.accounts.all() if a.id != account.id]
        keeps = account.active and Role.ADMINISTRATOR in account.roles
        if not keeps and not any(a.active and Role.ADMINISTRATOR in a.roles for a in others):
            raise PersonProblem("security.last_administrator")
        if any(a.login == account.login for a in others):
            raise PersonProblem("security.login_taken", login=account.login)
        work.accounts.save(account)
        desk.audit(work, session.account, "security.account_changed", str(account.id))
        work.commit()
    return Changes(frozenset({Subject.PEOPLE}))


def change_password(desk: Desk, session: Session, account: Account, password: str) -> Changes:
    """Set a new password for anybody: how an administrator helps whoever forgot theirs.

    Raises:
        PersonProblem: ``permissions.refused``, ``security.password_too_short``.
        KeyError: there is no such account.
    """
    require(session.account, Permission.MANAGE_ACCOUNTS)
    secret = hash_password(password)
    with desk.store.work() as work:
        stored = work.accounts.get(account.id)
        if stored is None:
            raise KeyError(account.id)
        _set_password(desk, work, session, stored, secret)
    return Changes(frozenset({Subject.PEOPLE}))


def change_own_password(desk: Desk, session: Session, old: str, new: str) -> Changes:
    """Set a new password for whoever sits here, if they know the old one: a desk that stands open proves nothing.

    Wrong tries count as they do at the sign-in.

    Raises:
        PersonProblem: ``security.password_too_short``, ``security.password_same``, ``security.old_password_wrong``,
            ``security.wait``.
    """
    secret = hash_password(new)
    now = desk.clock.now()
    with desk.store.work() as work:
        stored = work.accounts.get(session.account.id)
        if stored is None:
            raise KeyError(session.account.id)
        _refuse_while_waiting(work, stored.login, now)
        if not _matches(work.accounts.secret(stored.id), old):
            work.accounts.record_failure(stored.login, now)
            work.commit()
            raise PersonProblem("security.old_password_wrong")
        if new == old:
            raise PersonProblem("security.password_same")
        _set_password(desk, work, session, stored, secret)
    return Changes(frozenset({Subject.PEOPLE}))


def _set_password(desk: Desk, work: Work, session: Session, stored: Account, secret: str) -> None:
    work.accounts.set_secret(stored.id, secret)
    work.accounts.clear_failures(stored.login)
    desk.audit(work, session.account, "security.password_changed", str(stored.id))
    work.commit()


def accounts(desk: Desk, session: Session) -> tuple[Account, ...]:
    """Return everybody who may sign in here."""
    require(session.account, Permission.MANAGE_ACCOUNTS)
    with desk.store.read() as work:
        return tuple(work.accounts.all())


def _checked(account: Account) -> Account:
    account = replace(account, login=login_form(account.login), full_name=tidy(account.full_name))
    if not account.login or not account.full_name:
        raise PersonProblem("security.name_missing")
    if not account.roles:
        raise PersonProblem("security.no_role")
    if Role.POSTAL in account.roles and not account.acts_for.strip():
        raise PersonProblem("security.acts_for_missing")
    return account
