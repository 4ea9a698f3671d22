"""Column types: what the domain holds, in the form that the database keeps, sorts and gives back unchanged."""

from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from app.core.clock import VIETNAM

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

E = TypeVar("E", bound=Enum)


def to_micros(moment: datetime) -> int:
    """Return moment as whole microseconds since 1970 UTC; exact, and sorts as time does.

    Raises:
        ValueError: moment has no offset.
    """
    if moment.tzinfo is None:
        raise ValueError("a stored moment needs an offset")
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(value: int) -> datetime:
    """Return the moment of to_micros, in Vietnamese time."""
    return (_EPOCH + value * _MICROSECOND).astimezone(VIETNAM)


class Moment(TypeDecorator[datetime]):
    """An aware moment as an integer."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store microseconds."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, ANN401 - as above
        """Give the aware moment back."""
        return None if value is None else from_micros(value)


class Id(TypeDecorator[UUID]):
    """A UUID as its 16 bytes: half the size of text in every index, and UUIDv7 keeps its order."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store the bytes."""
        return None if value is None else value.bytes

    def process_result_value(self, value: Any | None, dialect: Dialect) -> UUID | None:  # noqa: ARG002, ANN401 - as above
        """Give the UUID back."""
        return None if value is None else UUID(bytes=value)


class Choice(TypeDecorator[E]):
    """A member of an enumeration, stored by its value as text."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[E]) -> None:
        super().__init__()
        self.members = members
        self._by_text = {str(member.value): member for member in members}

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store the value."""
        return None if value is None else str(value.value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> E | None:  # noqa: ARG002, ANN401 - as above
        """Give the member back."""
        return None if value is None else self._by_text[value]
