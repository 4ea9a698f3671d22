"""The Internet Printing Protocol on the wire (RFC 8010): messages to bytes and back, as far as a counter needs it."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Operation(IntEnum):
    """Operation codes (RFC 8011; the last is CUPS's own)."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_PRINTERS = 0x4002


class Status(IntEnum):
    """Status codes that are told apart; everything below 0x0100 is success."""

    NOT_POSSIBLE = 0x0404
    NOT_FOUND = 0x0406
    FORMAT_NOT_SUPPORTED = 0x040A


class Tag(IntEnum):
    """Delimiter and value tags."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT_WITH_LANGUAGE = 0x35
    NAME_WITH_LANGUAGE = 0x36
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


Value = int | bool | str | bytes
Group = dict[str, list[Value]]

_FIRST_VALUE_TAG = 0x10
_TEXT_TAGS = frozenset({Tag.TEXT, Tag.NAME, Tag.KEYWORD, Tag.URI, Tag.CHARSET, Tag.LANGUAGE, Tag.MIME})
_MAX_NAME = 255


class WireError(ValueError):
    """The bytes are not an IPP message."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of the request; several values become a set."""

    tag: Tag
    name: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """A printer's answer: status code and its groups of attributes in order, with their tag."""

    status: int
    groups: tuple[tuple[int, Group], ...]

    @property
    def successful(self) -> bool:
        """Whether the operation was done."""
        return self.status < 0x0100

    def of(self, tag: Tag) -> list[Group]:
        """Return the groups with this tag."""
        return [group for kind, group in self.groups if kind == tag]


def encode(operation: Operation, attributes: Sequence[Attribute], job: Sequence[Attribute] = ()) -> bytes:
    """Return a request of IPP 2.0 with attributes in its operation group and job in its job group."""
    parts = [
        struct.pack(">BBHIB", 2, 0, operation, 1, Tag.OPERATION),
        _attribute(Attribute(Tag.CHARSET, "attributes-charset", ("utf-8",))),
        _attribute(Attribute(Tag.LANGUAGE, "attributes-natural-language", ("en",))),
        *(_attribute(attribute) for attribute in attributes),
        *([bytes([Tag.JOB])] if job else []),
        *(_attribute(attribute) for attribute in job),
        bytes([Tag.END]),
    ]
    return b"".join(parts)


def _attribute(attribute: Attribute) -> bytes:
    parts, name = [], attribute.name.encode("ascii")
    for value in attribute.values:
        data = struct.pack(">i", value) if isinstance(value, int) else _cut(value.encode(), attribute.tag)
        parts.append(struct.pack(">BH", attribute.tag, len(name)) + name + struct.pack(">H", len(data)) + data)
        # Further values of a set carry no name.
        name = b""
    return b"".join(parts)


def _cut(data: bytes, tag: Tag) -> bytes:
    # Names hold 255 octets; a letter must not be cut in two.
    return data[:_MAX_NAME].decode(errors="ignore").encode() if tag == Tag.NAME else data


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        part = self._data[self._at : self._at + count]
        if len(part) < count:
            raise WireError("the message ends too early")
        self._at += count
        return part

    def byte(self) -> int:
        return self.take(1)[0]

    def short(self) -> int:
        return int.from_bytes(self.take(2), "big")


def decode(data: bytes) -> Response:
    """Return the answer in data.

    Raises:
        WireError: data are not an IPP message.
    """
    reader = _Reader(data)
    reader.take(2)
    status = reader.short()
    reader.take(4)
    groups: list[tuple[int, Group]] = []
    values: list[Value] = []
    while (tag := reader.byte()) != Tag.END:
        if tag < _FIRST_VALUE_TAG:
            groups.append((tag, {}))
            continue
        name = reader.take(reader.short()).decode("ascii", "replace")
        raw = reader.take(reader.short())
        if not groups:
            raise WireError("a value outside of any group")
        if name:
            values = groups[-1][1].setdefault(name, [])
        values.append(_value(tag, raw))
    return Response(status, tuple(groups))


def _value(tag: int, raw: bytes) -> Value:
    if tag in {Tag.INTEGER, Tag.ENUM}:
        return int.from_bytes(raw, "big", signed=True)
    if tag == Tag.BOOLEAN:
        return raw != b"\0"
    if tag in _TEXT_TAGS:
        return raw.decode("utf-8", "replace")
    if tag in {Tag.TEXT_WITH_LANGUAGE, Tag.NAME_WITH_LANGUAGE}:
        reader = _Reader(raw)
        reader.take(reader.short())
        return reader.take(reader.short()).decode("utf-8", "replace")
    return raw
