"""The wire format: operations as NDJSON, compressed with zstd. Every version ever released is read for ever.

An operation is two lines: a header, and the frozen body exactly as it was made. The header says how long the body is,
so the receiver never parses a body to find the next one: it stores first and judges later.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import zstandard

from app.core.clock import VIETNAM
from app.domain.operations import Operation, OperationKind
from app.sync.arrivals import Arrival, records

WIRE_VERSION = 1
MAX_OPERATIONS = 500
"""What a receiver takes in one request; what a counter sends is its own, smaller choice."""
MAX_PLAIN = 64 << 20
"""Largest batch after decompression, bytes: a small bomb must not fill the receiver's memory."""
_LEVEL = 1  # 2 kB of JSON: level 3 costs twice the time for 3 % less
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
    return list(records(expand(packed)))


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
