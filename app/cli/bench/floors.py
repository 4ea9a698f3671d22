"""Floors of ``bench sync``: rows of the same size written straight into the same kind of database, durably."""

import time
from collections.abc import Sequence
from contextlib import closing
from uuid import uuid4

import psycopg
from sqlalchemy import make_url
from sqlcipher3 import dbapi2 as sqlite

from app.cli.bench.counters import body_of
from app.domain.operations import canonical_json

Row = tuple[bytes, bytes, int, bytes]
BATCH = 500


def seconds_of_floor(url: str, operations: int, body: int) -> float:
    """Return how long one connection needs to insert as many rows, a commit a batch of 500.

    Args:
        url: a database that is to be measured; the rows go into a table of their own.
        operations: how many rows.
        body: bytes of each row's body.
    """
    rows = [
        (uuid4().bytes, uuid4().bytes, place, canonical_json(body_of(body, place)))
        for place in range(1, operations + 1)
    ]
    parts = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(make_url(url).database or "", parts)
    return _postgres(make_url(url).render_as_string(hide_password=False), parts)


def _sqlite(path: str, parts: Sequence[Sequence[Row]]) -> float:
    with closing(sqlite.connect(f"{path}.floor", isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute(
            "CREATE TABLE floor (n INTEGER PRIMARY KEY, op_id BLOB UNIQUE, dossier_id BLOB, cseq INT, body BLOB)"
        )
        begun = time.perf_counter()
        for part in parts:
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany("INSERT INTO floor (op_id, dossier_id, cseq, body) VALUES (?, ?, ?, ?)", part)
            raw.execute("COMMIT")
        return time.perf_counter() - begun


def _postgres(url: str, parts: Sequence[Sequence[Row]]) -> float:
    with psycopg.connect(url) as raw, raw.cursor(binary=True) as cursor:
        cursor.execute(
            "CREATE TABLE floor (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            " op_id bytea UNIQUE, dossier_id bytea, cseq bigint, body bytea)"
        )
        raw.commit()
        begun = time.perf_counter()
        for part in parts:
            cursor.execute(
                "INSERT INTO floor (op_id, dossier_id, cseq, body) SELECT * FROM"
                " unnest(%b::bytea[], %b::bytea[], %b::bigint[], %b::bytea[])"
                " ON CONFLICT DO NOTHING RETURNING op_id, seq",
                [list(column) for column in zip(*part, strict=True)],
            )
            cursor.fetchall()
            raw.commit()
        seconds = time.perf_counter() - begun
        cursor.execute("DROP TABLE floor")
        return seconds
