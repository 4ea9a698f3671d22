"""Records of the domain to rows and back, field by field of the same name."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Table

R = TypeVar("R")


def names(record: type[Any], *, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of the record's fields."""
    return _names(record, frozenset(without))  # type: ignore[arg-type] # a class is hashable; mypy thinks of its instances


@cache
def _names(record: Any, left_out: frozenset[str]) -> tuple[str, ...]:  # noqa: ANN401 - see the call
    return tuple(field.name for field in fields(record) if field.name not in left_out)


def to_row(record: Any, *, without: Iterable[str] = ()) -> dict[str, Any]:  # noqa: ANN401 - any frozen record
    """Return the fields of record as column values."""
    return {name: getattr(record, name) for name in names(type(record), without=without)}


def from_row(kind: type[R], row: Mapping[str, Any] | RowMapping, **replaced: Any) -> R:  # noqa: ANN401 - column values
    """Return the record of this kind; the columns carry the names of its fields."""
    values = {name: row[name] for name in names(kind, without=replaced)}
    return kind(**values, **replaced)


class Repository:
    """Queries of one subject inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _insert(self, table: Table, values: Mapping[str, Any] | list[dict[str, Any]]) -> None:
        if values:
            self._connection.execute(table.insert(), values)
