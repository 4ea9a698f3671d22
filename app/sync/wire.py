"""The wire format: operations as NDJSON, compressed with zstd. Every version ever released is read for ever.

An operation is two lines: a header, and the frozen body exactly as it was made. The header says how long the body is,
so the receiver never parses a body to find the next one: it stores first and judges later.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
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


_FIXED = ("op_id", "office_id", "counter_id", "incarnation", "dossier_id", "body_sha", "chain")
_WIDTHS = [32] * 5 + [64] * 2
_RAW = sum(_WIDTHS) // 2
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
    ids = (operation.counter_id, operation.dossier_id, operation.incarnation, operation.office_id, operation.op_id)
    kind, made_at = str(operation.kind), operation.made_at.astimezone(VIETNAM).isoformat()
    return _lines(operation, [one.hex for one in ids], kind, made_at)


def encode_arrival(arrival: Arrival) -> bytes:
    """Return the two lines of an operation as it arrived."""
    ids = (arrival.counter_id, arrival.dossier_id, arrival.incarnation, arrival.office_id, arrival.op_id)
    return _lines(arrival, [one.hex() for one in ids], arrival.kind, arrival.made_at)


def _lines(one: Operation | Arrival, ids: list[str], kind: str, made_at: str) -> bytes:
    counter_id, dossier_id, incarnation, office_id, op_id = ids
    # Canonical JSON by hand: thousands of headers a second, and only two fields can need escaping.
    header = (
        f'{{"body_sha":"{one.body_sha.hex()}","chain":"{one.chain.hex()}","counter_id":"{counter_id}",'
        f'"cseq":{one.cseq},"dossier_id":"{dossier_id}","dseq":{one.dseq},"incarnation":"{incarnation}",'
        f'"kind":{_quoted(kind)},"made_at":{_quoted(made_at)},"office_id":"{office_id}","op_id":"{op_id}",'
        f'"schema":{one.schema},"size":{len(one.body)},"v":{WIRE_VERSION}}}'
    )
    return b"%b\n%b\n" % (header.encode(), one.body)


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
        header = json.loads(plain[position:end].decode())
        start, position = end + 1, end + 2 + header["size"] if isinstance(header, dict) else 0
        if position <= start or plain[position - 1 : position] != b"\n":
            raise ValueError("an operation is cut")
        yield _arrival(header, plain[start : position - 1])


def _arrival(header: dict[str, Any], body: bytes) -> Arrival:
    try:
        texts = [header[name] for name in _FIXED]
        raw = bytes.fromhex("".join(texts))
        # fromhex passes over spaces, and then fewer bytes come out.
        if [*map(len, texts)] != _WIDTHS or len(raw) != _RAW:
            return _misfit(header, body)
        body_sha = raw[80:112]
        return Arrival(
            op_id=raw[:16],
            office_id=raw[16:32],
            counter_id=raw[32:48],
            incarnation=raw[48:64],
            cseq=_ordinal(header["cseq"]),
            dossier_id=raw[64:80],
            dseq=_ordinal(header["dseq"]),
            kind=_text(header["kind"]),
            schema=_ordinal(header["schema"]),
            body=body,
            body_sha=body_sha,
            chain=raw[112:],
            made_at=_moment(header["made_at"]),
            fault=_fault(body, body_sha),
        )
    except (KeyError, TypeError, ValueError):
        return _misfit(header, body)


def _fault(body: bytes, body_sha: bytes) -> str:
    if len(body) > MAX_BODY:
        return "too_large"
    return "" if hashlib.sha256(body).digest() == body_sha else "digest"


def _misfit(header: dict[str, Any], body: bytes) -> Arrival:
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
