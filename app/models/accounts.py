"""Local accounts, their secrets, and the wrong tries that slow the next one down – across restarts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError

from app.core.problems import PersonProblem
from app.domain.offices import Account, Role
from app.models.mapping import Repository, from_row, to_row
from app.models.tables import accounts, sign_in_failures


class Accounts(Repository):
    """The people who may sign in here."""

    def add(self, account: Account, secret: str) -> None:
        """Add account with its hashed secret.

        Raises:
            PersonProblem: ``store.login_taken``.
        """
        try:
            self._insert(accounts, {**_values(account), "secret": secret})
        except IntegrityError as error:
            raise PersonProblem("store.login_taken", login=account.login) from error

    def save(self, account: Account) -> None:
        """Replace what is known of account; its secret stays.

        Raises:
            KeyError: there is no such account.
            PersonProblem: ``store.login_taken``.
        """
        try:
            changed = self._connection.execute(
                accounts.update().where(accounts.c.id == account.id).values(_values(account))
            )
        except IntegrityError as error:
            raise PersonProblem("store.login_taken", login=account.login) from error
        if changed.rowcount == 0:
            raise KeyError(account.id)

    def by_login(self, login: str) -> Account | None:
        """Return the account with this login; logins are compared as stored."""
        row = self._connection.execute(select(accounts).where(accounts.c.login == login)).mappings().first()
        return None if row is None else _account(row)

    def get(self, account_id: UUID) -> Account | None:
        """Return the account with this id."""
        row = self._connection.execute(select(accounts).where(accounts.c.id == account_id)).mappings().first()
        return None if row is None else _account(row)

    def all(self) -> tuple[Account, ...]:
        """Return every account, by login."""
        return tuple(
            _account(r) for r in self._connection.execute(select(accounts).order_by(accounts.c.login)).mappings()
        )

    def secret(self, account_id: UUID) -> str:
        """Return the hashed secret.

        Raises:
            KeyError: there is no such account.
        """
        secret: str | None = self._connection.scalar(select(accounts.c.secret).where(accounts.c.id == account_id))
        if secret is None:
            raise KeyError(account_id)
        return secret

    def set_secret(self, account_id: UUID, secret: str) -> None:
        """Replace the hashed secret."""
        self._connection.execute(accounts.update().where(accounts.c.id == account_id).values(secret=secret))

    def failures(self, login: str) -> tuple[int, datetime | None]:
        """Return how many wrong tries there were in a row, and when the last was."""
        row = self._connection.execute(
            select(sign_in_failures.c.count, sign_in_failures.c.last_at).where(sign_in_failures.c.login == login)
        ).first()
        return (0, None) if row is None else (row[0], row[1])

    def record_failure(self, login: str, at: datetime) -> None:
        """Count one more wrong try."""
        statement = insert(sign_in_failures).values(login=login, count=1, last_at=at)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["login"], set_={"count": sign_in_failures.c.count + 1, "last_at": at}
            )
        )

    def restart_wait(self, login: str, at: datetime) -> None:
        """Let the wait after the last wrong try begin at this moment; the count stays."""
        self._connection.execute(sign_in_failures.update().where(sign_in_failures.c.login == login).values(last_at=at))

    def clear_failures(self, login: str) -> None:
        """Forget the wrong tries, after a right one."""
        self._connection.execute(sign_in_failures.delete().where(sign_in_failures.c.login == login))


def _values(account: Account) -> dict[str, object]:
    return {**to_row(account, without=("roles",)), "roles": sorted(account.roles)}


def _account(row: RowMapping) -> Account:
    return from_row(Account, row, roles=frozenset(Role(role) for role in row["roles"]))
