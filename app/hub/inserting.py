"""The fast path: a batch into the book at once, as new; one by one beside what is there only where something is."""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlite

from app.sync.arrivals import Arrival

_COLUMNS = (
    "op_id, office_id, counter_id, incarnation, cseq, dossier_id, dseq, schema, body_sha, chain, kind, made_at, body"
)
_MARKS = ",".join("?" * 13)
_COPY = f"COPY operations (server_seq, {_COLUMNS}, received_at) FROM STDIN (FORMAT BINARY)"
_PLACES = (
    "SELECT string_agg(nextval(book)::text, ' ') FROM generate_series(1, %s),"
    " (SELECT pg_get_serial_sequence('operations', 'server_seq')::regclass AS book OFFSET 0) AS once"
)
_LAST_PLACE = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'operations'"
# Constants of this module only; no value ever becomes part of a statement.
_ALL = f"INSERT INTO operations (server_seq, {_COLUMNS}, received_at) VALUES (?,{_MARKS},?)"  # noqa: S608
_ONE = (
    f"INSERT INTO operations ({_COLUMNS}, received_at) VALUES ({_MARKS},?) ON CONFLICT DO NOTHING RETURNING server_seq"  # noqa: S608
)
_TAKEN = (psycopg.errors.UniqueViolation, sqlite.IntegrityError)

_START, _END = b"PGCOPY\n\xff\r\n\x00" + bytes(8), b"\xff\xff"
# One row of PostgreSQL's binary COPY: the number of fields, then each field after its length.
_FIXED = struct.Struct(">h iq i16s i16s i16s i16s iq i16s iq iq i32s i32s")
_LENGTH = struct.Struct(">i")


def insert_new(connection: Connection, arrivals: Sequence[Arrival], received_at: str) -> dict[bytes, int]:
    """Store those arrivals whose op_id and place are free; return their server_seq by op_id.

    An arrival that is left out of the result was not stored: its op_id, or its place in the dossier, is taken.
    """
    raw, postgres = _raw(connection), connection.dialect.name == "postgresql"
    raw.execute("SAVEPOINT batch")
    try:
        stored = (_copied if postgres else _inserted)(raw, arrivals, received_at)
    except _TAKEN:
        # Some of them came before: only a request that is sent again, or somebody's mistake, gets here.
        # Every other failure ends the whole transaction, which the database may have done already.
        raw.execute("ROLLBACK TO SAVEPOINT batch")
        stored = _one_by_one(raw, arrivals, received_at, "%s" if postgres else "?")
    raw.execute("RELEASE SAVEPOINT batch")
    return stored


def _raw(connection: Connection) -> Any:  # noqa: ANN401 - the connection of either driver
    raw = connection.connection.driver_connection
    if raw is None:
        raise RuntimeError("the connection is closed")
    return raw


def _copied(raw: psycopg.Connection[Any], arrivals: Sequence[Arrival], received_at: str) -> dict[bytes, int]:
    """PostgreSQL fills pages and log in bulk where it need not ask each row whether it is welcome."""
    with raw.cursor() as cursor:
        drawn = cursor.execute(_PLACES, (len(arrivals),)).fetchone()
        places = [*map(int, drawn[0].split())] if drawn else []
        with cursor.copy(_COPY) as copy:
            copy.write(_rows(zip(places, arrivals, strict=True), _field(received_at)))
    return {arrival.op_id: place for place, arrival in zip(places, arrivals, strict=True)}


def _rows(placed: Iterable[tuple[int, Arrival]], received_at: bytes) -> bytes:
    pieces = [_START]
    for place, one in placed:
        fixed = _FIXED.pack(
            *(15, 8, place, 16, one.op_id, 16, one.office_id, 16, one.counter_id, 16, one.incarnation, 8, one.cseq),
            *(16, one.dossier_id, 8, one.dseq, 8, one.schema, 32, one.body_sha, 32, one.chain),
        )
        pieces += (fixed, _field(one.kind), _field(one.made_at), _LENGTH.pack(len(one.body)), one.body, received_at)
    pieces.append(_END)
    return b"".join(pieces)


def _field(text: str) -> bytes:
    data = text.encode()
    return _LENGTH.pack(len(data)) + data


def _inserted(raw: sqlite.Connection, arrivals: Sequence[Arrival], received_at: str) -> dict[bytes, int]:
    """SQLite has one writer at a time, so the next places are known beforehand."""
    cursor = raw.cursor()
    last = cursor.execute(_LAST_PLACE).fetchone()[0]
    cursor.executemany(
        _ALL, [(place, *_values(one), received_at) for place, one in enumerate(arrivals, start=last + 1)]
    )
    return {arrival.op_id: place for place, arrival in enumerate(arrivals, start=last + 1)}


def _one_by_one(raw: Any, arrivals: Sequence[Arrival], received_at: str, mark: str) -> dict[bytes, int]:  # noqa: ANN401
    cursor, statement, stored = raw.cursor(), _ONE.replace("?", mark), {}
    for arrival in arrivals:
        row = cursor.execute(statement, (*_values(arrival), received_at)).fetchone()
        if row is not None:
            stored[arrival.op_id] = row[0]
    return stored


def _values(one: Arrival) -> tuple[object, ...]:
    return (
        *(one.op_id, one.office_id, one.counter_id, one.incarnation, one.cseq, one.dossier_id, one.dseq),
        *(one.schema, one.body_sha, one.chain, one.kind, one.made_at, one.body),
    )
