"""Strict access to a JSON object that remembers where it stands, so that an error names the place."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import NoReturn, TypeVar

from app.core.problems import PersonProblem
from app.core.words import mark

T = TypeVar("T")

MOST = 10**9
"""No count and no amount of a catalogue is larger; what is larger was run together or mistyped."""


def refuse(place: str, why: str) -> NoReturn:
    """Refuse the record: why is a marked sentence.

    Raises:
        PersonProblem: always, ``catalogue.bad_record``.
    """
    raise PersonProblem("catalogue.bad_record", place=place or "/", why=why)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"not a number of JSON: {name}")


def parse(text: str) -> object:
    """Return the value of a JSON text; the same key twice and NaN are refused.

    Raises:
        PersonProblem: ``catalogue.bad_record``.
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        refuse("", mark("không phải JSON hợp lệ"))


class Fields:
    """The keys of one JSON object. Every key that is read is ticked off; ``done`` refuses what is left over."""

    def __init__(self, value: object, place: str = "") -> None:
        if not isinstance(value, dict):
            refuse(place, mark("phải là một đối tượng { }"))
        self._values: dict[str, object] = value
        self._left = set(value)
        self._place = place

    def place(self, key: str) -> str:
        """Return the path of key as an error shows it."""
        return f"{self._place}/{key}"

    def has(self, key: str) -> bool:
        """Return whether key is there."""
        return key in self._values

    def raw(self, key: str) -> object:
        """Return the value of key, None when absent, and tick it off."""
        self._left.discard(key)
        return self._values.get(key)

    def required(self, key: str) -> str:
        """Return a text that must be there and not be empty."""
        return self.text(key) or refuse(self.place(key), mark("thiếu hoặc để trống"))

    def text(self, key: str, default: str = "") -> str:
        """Return a text; default when absent."""
        value = self.raw(key)
        if not self.has(key):
            return default
        return value if isinstance(value, str) else refuse(self.place(key), mark("phải là chữ"))

    def count(self, key: str, default: int) -> int:
        """Return a whole number from 0 to MOST; default when absent."""
        value = self.raw(key)
        return whole(value, self.place(key)) if self.has(key) else default

    def flag(self, key: str, *, default: bool) -> bool:
        """Return a truth value; default when absent."""
        value = self.raw(key)
        if not self.has(key):
            return default
        return value if isinstance(value, bool) else refuse(self.place(key), mark("phải là true hoặc false"))

    def day(self, key: str) -> date | None:
        """Return an ISO date; None when absent."""
        text = self.text(key)
        return one_of(date.fromisoformat, text, self.place(key)) if text else None

    def items(self, key: str) -> list[tuple[object, str]]:
        """Return the items of a list, each with its place; none when absent."""
        value = self.raw(key)
        if not self.has(key):
            return []
        if not isinstance(value, list):
            refuse(self.place(key), mark("phải là một danh sách [ ]"))
        return [(item, f"{self.place(key)}/{number}") for number, item in enumerate(value, 1)]

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty when absent."""
        return tuple(
            item if isinstance(item, str) else refuse(place, mark("phải là chữ")) for item, place in self.items(key)
        )

    def below(self, key: str) -> "Fields | None":
        """Return the object under key; None when absent."""
        value = self.raw(key)
        return Fields(value, self.place(key)) if self.has(key) else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def done(self) -> None:
        """Refuse keys nobody asked for."""
        if self._left:
            refuse(self.place(min(self._left)), mark("tên trường không có trong mẫu"))


def whole(value: object, place: str) -> int:
    """Return value when it is a whole number from 0 to MOST."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        refuse(place, mark("phải là số nguyên không âm"))
    return value


def one_of(make: Callable[[str], T], text: str, place: str) -> T:
    """Return make(text); a text it does not know is refused."""
    try:
        return make(text)
    except (ValueError, ArithmeticError, KeyError):
        refuse(place, mark("giá trị không có trong mẫu"))
