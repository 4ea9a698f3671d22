"""The wire format: operations as NDJSON, compressed with zstd. Every version ever released is read for ever.

An operation is two lines: a header, and the frozen body exactly as it was made. The header says how long the body is,
so the receiver never parses a body to find the next one: it stores first and judges later.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import zstandard

from app.core.clock import VIETNAM
from app.domain.operations import Operation, OperationKind

WIRE_VERSION = 1
MAX_OPERATIONS = 500
"""What a receiver takes in one request; what a counter sends is its own, smaller choice."""
MAX_BODY = 8 << 20
"""Largest body of one operation, bytes. Papers travel as files, so a body is a few kilobytes."""
MAX_PLAIN = 64 << 20
"""Largest batch after decompression, bytes: a small bomb must not fill the receiver's memory."""
_LEVEL = 1  # 2 kB of JSON: level 3 costs twice the time for 3 % less


class Arrival(NamedTuple):
    """An operation as it arrives: ids as bytes, kind and schema unjudged. ``fault`` says why it cannot be kept whole.

    Attributes:
        made_at: the desk's wall clock, ISO 8601 at +07:00; orders nothing.
        fault: empty, or the code of a refusal.
    """

    op_id: bytes
    office_id: bytes
    counter_id: bytes
    incarnation: bytes
    cseq: int
    dossier_id: bytes
    dseq: int
    kind: str
    schema: int
    body: bytes
    body_sha: bytes
    chain: bytes
    made_at: str
    fault: str = ""


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def compress(plain: bytes) -> bytes:
    """Return plain compressed, its length in the frame."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(plain)


def expand(packed: bytes, limit: int = MAX_PLAIN) -> bytes:
    """Return what packed holds.

    Raises:
        ValueError: packed is not one whole zstd frame that states a length of at most limit bytes.
    """
    try:
        length = zstandard.frame_content_size(packed)
        if not 0 <= length <= limit:
            raise ValueError("too large, or of unstated length")
        return zstandard.ZstdDecompressor().decompress(packed, max_output_size=limit)
    except zstandard.ZstdError as error:
        raise ValueError("not zstd") from error


def encode_operation(operation: Operation) -> bytes:
    """Return the two lines of operation."""
    return encode_arrival(
        Arrival(
            operation.op_id.bytes,
            operation.office_id.bytes,
            operation.counter_id.bytes,
            operation.incarnation.bytes,
            operation.cseq,
            operation.dossier_id.bytes,
            operation.dseq,
            str(operation.kind),
            operation.schema,
            operation.body,
            operation.body_sha,
            operation.chain,
            operation.made_at.astimezone(VIETNAM).isoformat(),
        )
    )


def encode_arrival(arrival: Arrival) -> bytes:
    """Return the two lines of an operation as it arrived."""
    # Canonical JSON by hand: thousands of headers a second, and only two fields can need escaping.
    header = (
        f'{{"body_sha":"{arrival.body_sha.hex()}","chain":"{arrival.chain.hex()}",'
        f'"counter_id":"{arrival.counter_id.hex()}","cseq":{arrival.cseq},"dossier_id":"{arrival.dossier_id.hex()}",'
        f'"dseq":{arrival.dseq},"incarnation":"{arrival.incarnation.hex()}","kind":{_quoted(arrival.kind)},'
        f'"made_at":{_quoted(arrival.made_at)},"office_id":"{arrival.office_id.hex()}","op_id":"{arrival.op_id.hex()}",'
        f'"schema":{arrival.schema},"size":{len(arrival.body)},"v":{WIRE_VERSION}}}'
    )
    return b"%b\n%b\n" % (header.encode(), arrival.body)


def encode_batch(operations: Iterable[Operation]) -> bytes:
    """Return operations as one compressed request body."""
    return compress(b"".join(map(encode_operation, operations)))


def decode_batch(packed: bytes) -> list[Arrival]:
    """Return the operations of a request; one with a fault does not harm the others.

    Raises:
        ValueError: the framing is broken, so that nothing can be said of any single operation.
    """
    return list(_records(expand(packed)))


def _records(plain: bytes) -> Iterator[Arrival]:
    position = 0
    while position < len(plain):
        end = plain.index(b"\n", position)
        header = json.loads(plain[position:end])
        start, position = end + 1, end + 2 + header["size"] if isinstance(header, dict) else 0
        if position <= start or plain[position - 1 : position] != b"\n":
            raise ValueError("an operation is cut")
        yield _arrival(header, plain[start : position - 1])


def _arrival(header: dict[str, object], body: bytes) -> Arrival:
    try:
        arrival = Arrival(
            _identity(header["op_id"]),
            _identity(header["office_id"]),
            _identity(header["counter_id"]),
            _identity(header["incarnation"]),
            _ordinal(header["cseq"]),
            _identity(header["dossier_id"]),
            _ordinal(header["dseq"]),
            _text(header["kind"]),
            _ordinal(header["schema"]),
            body,
            _sha(header["body_sha"]),
            _sha(header["chain"]),
            _moment(header["made_at"]),
            _fault(header, body),
        )
    except (KeyError, ValueError):
        return _misfit(header, body)
    return arrival


def _fault(header: dict[str, object], body: bytes) -> str:
    if len(body) > MAX_BODY:
        return "too_large"
    return "" if hashlib.sha256(body).hexdigest() == header["body_sha"] else "digest"


def _misfit(header: dict[str, object], body: bytes) -> Arrival:
    """Return an operation with an unreadable header; without its two keys the whole batch is unreadable."""
    if "op_id" not in header or "body_sha" not in header:
        raise ValueError("an operation without an id")
    nobody = bytes(16)
    op_id, body_sha = _identity(header["op_id"]), _sha(header["body_sha"])
    return Arrival(op_id, nobody, nobody, nobody, 1, nobody, 1, "", 1, body, body_sha, bytes(32), "", "header")


def _identity(value: object) -> bytes:
    return _fixed(value, 16)


def _sha(value: object) -> bytes:
    return _fixed(value, 32)


def _fixed(value: object, size: int) -> bytes:
    raw = bytes.fromhex(value) if isinstance(value, str) else b""
    if len(raw) != size:
        raise ValueError("an id of the wrong length")
    return raw


def _ordinal(value: object) -> int:
    if not isinstance(value, int) or not 1 <= value < 1 << 62:
        raise ValueError("not an ordinal")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 100 or not value.isprintable():
        raise ValueError("not a short text")
    return value


def _moment(value: object) -> str:
    text = _text(value)
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a moment needs an offset")
    return text


def operation_from(arrival: Arrival) -> Operation:
    """Return an arrival, as a receiver gives it back, as the operation it was.

    Raises:
        ValueError: its kind is newer than this program, or it has a fault.
    """
    if arrival.fault:
        raise ValueError(arrival.fault)
    return Operation(
        UUID(bytes=arrival.op_id),
        UUID(bytes=arrival.office_id),
        UUID(bytes=arrival.counter_id),
        UUID(bytes=arrival.incarnation),
        arrival.cseq,
        UUID(bytes=arrival.dossier_id),
        arrival.dseq,
        OperationKind(arrival.kind),
        arrival.schema,
        arrival.body,
        arrival.body_sha,
        arrival.chain,
        datetime.fromisoformat(arrival.made_at),
    )
