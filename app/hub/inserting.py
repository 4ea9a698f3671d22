"""The fast path: new operations into the book, those that are already there left alone."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.sync.wire import Arrival

_COLUMNS = (
    "op_id, office_id, counter_id, incarnation, cseq, dossier_id, dseq, kind, schema, body, body_sha, chain, made_at"
)
_FIELDS = tuple(_COLUMNS.split(", "))
_POSTGRES = f"""
    INSERT INTO operations ({_COLUMNS}, received_at)
    SELECT {_COLUMNS}, %b FROM unnest(%b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bigint[], %b::bytea[],
        %b::bigint[], %b::text[], %b::bigint[], %b::bytea[], %b::bytea[], %b::bytea[], %b::text[])
        AS arrived({_COLUMNS})
    ON CONFLICT DO NOTHING RETURNING op_id, server_seq
"""  # noqa: S608 - built of constants
_SQLITE = f"""
    INSERT INTO operations ({_COLUMNS}, received_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)
    ON CONFLICT DO NOTHING RETURNING server_seq
"""  # noqa: S608 - built of constants


def insert_new(connection: Connection, arrivals: Sequence[Arrival], received_at: str) -> dict[bytes, int]:
    """Store those arrivals whose op_id and place are free; return their server_seq by op_id.

    An arrival that is left out of the result was not stored: its op_id, or its place in the dossier, is taken.
    """
    if connection.dialect.name == "postgresql":
        return _by_arrays(connection, arrivals, received_at)
    return _one_by_one(connection, arrivals, received_at)


def _by_arrays(connection: Connection, arrivals: Sequence[Arrival], received_at: str) -> dict[bytes, int]:
    """One statement for the whole batch; below SQLAlchemy, which would send every body as escaped text."""
    arrays = [[getattr(arrival, field) for arrival in arrivals] for field in _FIELDS]
    raw = connection.connection.driver_connection
    if raw is None:
        raise RuntimeError("the connection is closed")
    with raw.cursor(binary=True) as cursor:
        cursor.execute(_POSTGRES, (received_at, *arrays))
        return dict(cursor.fetchall())


def _one_by_one(connection: Connection, arrivals: Sequence[Arrival], received_at: str) -> dict[bytes, int]:
    raw = connection.connection.driver_connection
    if raw is None:
        raise RuntimeError("the connection is closed")
    cursor, stored = raw.cursor(), {}
    for arrival in arrivals:
        values = [getattr(arrival, field) for field in _FIELDS]
        row = cursor.execute(_SQLITE, (*values, received_at)).fetchone()
        if row is not None:
            stored[arrival.op_id] = row[0]
    return stored
