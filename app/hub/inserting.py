"""The fast path: new operations into the book, those that are already there left alone."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from app.sync.wire import Arrival

_COLUMNS = (
    "op_id, office_id, counter_id, incarnation, cseq, dossier_id, dseq, kind, schema, body, body_sha, chain, made_at"
)
_FIELDS = tuple(_COLUMNS.split(", "))
_TYPES = dict.fromkeys(_FIELDS, "bytea") | {
    "cseq": "bigint",
    "dseq": "bigint",
    "schema": "bigint",
    "kind": "text",
    "made_at": "text",
}
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
    """One statement for the whole batch; below SQLAlchemy, which would send every body as escaped text.

    What is the same in the whole batch – one counter sends it – goes once: building arrays is the dearest part.
    """
    columns = {field: [getattr(arrival, field) for arrival in arrivals] for field in _FIELDS}
    once = {field: values[0] for field, values in columns.items() if field != "op_id" and len(set(values)) == 1}
    many = [field for field in _FIELDS if field not in once]
    raw = connection.connection.driver_connection
    if raw is None:
        raise RuntimeError("the connection is closed")
    with raw.cursor(binary=True) as cursor:
        constants = [once[field] for field in _FIELDS if field in once]
        cursor.execute(_postgres(once.keys(), many), (*constants, received_at, *(columns[field] for field in many)))
        return dict(cursor.fetchall())


def _postgres(once: Collection[str], many: Sequence[str]) -> str:
    chosen = ", ".join(f"%b::{_TYPES[field]}" if field in once else field for field in _FIELDS)
    arrays = ", ".join(f"%b::{_TYPES[field]}[]" for field in many)
    return (
        f"INSERT INTO operations ({_COLUMNS}, received_at) SELECT {chosen}, %b::text"  # noqa: S608 - names of our own
        f" FROM unnest({arrays}) AS arrived({', '.join(many)}) ON CONFLICT DO NOTHING RETURNING op_id, server_seq"
    )


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
