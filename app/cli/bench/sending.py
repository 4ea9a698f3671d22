"""Sending made-up operations to a receiver, beside a floor of the same run: the same rows written straight into it."""

import hashlib
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy import make_url
from sqlcipher3 import dbapi2 as sqlite

from app.core.clock import SystemClock
from app.core.ports import free_port
from app.core.problems import OutsideProblem
from app.domain.operations import CHAIN_START, Operation, OperationKind, canonical_json, next_link
from app.hub.enrolling import admit, create_enrolment, put_office
from app.hub.receiver import Receiver, open_receiver
from app.hub.serving import LOOPBACK, default_database_url
from app.sync.enrolment import Application, read_code
from app.sync.keys import KeyPair
from app.sync.receipts import Outcome, proofs
from app.sync.transport import Channel, HttpLine, Identity
from app.sync.wire import MAX_OPERATIONS

_OFFICE = "H17.32"
_ROOT = Path(__file__).resolve().parents[3]
_START_SECONDS = 30.0


def bench_sync(
    database_url: str = "",
    *,
    operations: int = 10_000,
    body: int = 2000,
    streams: int = 2,
    workers: int = 1,
    batch: int = MAX_OPERATIONS,
) -> dict[str, object]:
    """Send made-up operations to a receiver in a process of its own; return the figures.

    Args:
        database_url: an empty database of a receiver; without one, SQLite in a temporary folder.
        operations: how many in all.
        body: bytes of each operation's body.
        streams: counters that send at the same time.
        workers: processes of the receiver.
        batch: operations in one request.

    Raises:
        OutsideProblem: ``hub.not_started``; those of the receiver.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        url = database_url or default_database_url(Path(folder))
        identities = _enrolled(url, Path(folder), streams)
        shares = [_made_up(operations // streams, body, identity.counter) for identity in identities]
        port = free_port()
        started = f"import pathlib, app.hub.serving as s; s.serve({url!r}, pathlib.Path({folder!r}), "
        started += f"port={port}, practice=True, workers={workers})"
        child = subprocess.Popen([sys.executable, "-c", started], stdin=subprocess.DEVNULL, cwd=_ROOT)
        try:
            _await(port)
            seconds = _send_all(f"http://{LOOPBACK}:{port}", identities, shares, batch)
        finally:
            child.terminate()
            child.wait()
        sent = sum(map(len, shares))
        floor = _floor(url, [one for share in shares for one in share], batch)
    return {
        "database": make_url(url).get_backend_name(),
        "operations": sent,
        "body_bytes": body,
        "streams": streams,
        "workers": workers,
        "batch": batch,
        "seconds": round(seconds, 3),
        "operations_per_second": round(sent / seconds),
        "floor": "the same rows inserted straight into the same database, one connection, a commit a batch",
        "floor_operations_per_second": round(sent / floor),
        "ratio_to_floor": round(seconds / floor, 2),
    }


def _enrolled(url: str, folder: Path, streams: int) -> list[Identity]:
    receiver = open_receiver(url, folder, SystemClock(), practice=True)
    try:
        put_office(receiver, _OFFICE, "Đo tốc độ")
        return [_admitted(receiver, ordinal) for ordinal in range(1, streams + 1)]
    finally:
        receiver.close()


def _admitted(receiver: Receiver, ordinal: int) -> Identity:
    counter, key = uuid.uuid4().bytes, KeyPair.generate()
    signs = read_code(create_enrolment(receiver, _OFFICE, ordinal)) or ""
    admit(receiver, Application.make(signs, counter, key.public, practice=True))
    return Identity(counter, key, receiver.key.public, practice=True)


def _made_up(count: int, size: int, counter: bytes) -> list[Operation]:
    """Return operations whose bodies look like records: a third random, the rest repeated words."""
    incarnation, head, made = uuid.uuid4(), CHAIN_START, []
    for cseq in range(1, count + 1):
        text = secrets.token_hex(size // 6) + "Giấy tiếp nhận hồ sơ và hẹn trả kết quả " * size
        body = canonical_json({"number": f"{_OFFICE}-261122-{cseq}", "content": text})[: size - 2] + b'"}'
        op_id, sha = uuid.uuid4(), hashlib.sha256(body).digest()
        head = next_link(head, op_id, 1, sha)
        made.append(
            Operation(
                op_id,
                uuid.UUID(int=1),
                uuid.UUID(bytes=counter),
                incarnation,
                cseq,
                uuid.uuid4(),
                1,
                OperationKind.DOSSIER_RECEIVED,
                1,
                body,
                sha,
                head,
                SystemClock().now(),
            )
        )
    return made


def _await(port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        with closing(socket.socket()) as knock:
            if knock.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.05)
    raise OutsideProblem("hub.not_started")


def _send_all(url: str, identities: Sequence[Identity], shares: Sequence[list[Operation]], batch: int) -> float:
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(identities)) as pool:
        for sent in [pool.submit(_send, url, *pair, batch) for pair in zip(identities, shares, strict=True)]:
            sent.result()
    return time.perf_counter() - begun


def _send(url: str, identity: Identity, operations: list[Operation], batch: int) -> None:
    """Send as a counter does, each receipt verified and made to stand alone."""
    with Channel(url, identity, SystemClock()) as channel:
        line = HttpLine(channel)
        for at in range(0, len(operations), batch):
            receipts = line.push(secrets.token_bytes(16), operations[at : at + batch])
            stored = proofs(receipts, identity.receiver_key) is not None
            if not stored or any(item.outcome is not Outcome.STORED for item in receipts.items):
                raise OutsideProblem("sync.receipt_invalid")


def _floor(url: str, operations: list[Operation], batch: int) -> float:
    rows = [(one.op_id.bytes, one.dossier_id.bytes, one.cseq, one.body) for one in operations]
    parts = [rows[at : at + batch] for at in range(0, len(rows), batch)]
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_floor(make_url(url).database or "", parts)
    return _postgres_floor(make_url(url).render_as_string(hide_password=False), parts)


def _sqlite_floor(path: str, parts: list[list[tuple[bytes, bytes, int, bytes]]]) -> float:
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


def _postgres_floor(url: str, parts: list[list[tuple[bytes, bytes, int, bytes]]]) -> float:
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
