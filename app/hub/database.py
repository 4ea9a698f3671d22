"""Opening the receiver's database: SQLite with a version that does not corrupt, or PostgreSQL."""

import errno
import math
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select
from sqlalchemy.exc import DataError, DBAPIError, DisconnectionError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlcipher3 import dbapi2 as sqlite

from app.core.problems import OutsideProblem
from app.hub.tables import SCHEMA, meta, metadata

# The WAL-reset defect can lose committed transactions in these versions.
_DEFECT_FROM, _DEFECT_TO = (3, 7, 0), (3, 51, 2)

_RESTED = 5.0
"""Seconds of rest after which a connection to PostgreSQL is tried before it is used: the server may be a new one."""

# The fast path works below SQLAlchemy, so the drivers' own errors are met beside its wrappers.
DATABASE_ERRORS = (DBAPIError, psycopg.Error, sqlite.Error)
RECORD_ERRORS = (
    DataError,
    IntegrityError,
    psycopg.DataError,
    psycopg.IntegrityError,
    sqlite.DataError,
    sqlite.IntegrityError,
)
"""What one record that the database cannot hold raises."""


def open_database(url: str) -> Engine:
    """Return an engine on url, its tables made where they are missing.

    Raises:
        OutsideProblem: ``hub.sqlite_too_old``, ``hub.newer_schema``, ``hub.database_unreachable``.
    """
    engine = _sqlite_engine(url) if make_url(url).get_backend_name() == "sqlite" else _postgres_engine(url)
    try:
        with engine.begin() as connection:
            _make_tables(connection)
    except DBAPIError as error:
        raise OutsideProblem("hub.database_unreachable", url=make_url(url).render_as_string()) from error
    return engine


def _make_tables(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Two processes that start at once must not both make the tables.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20261122)")
    metadata.create_all(connection)
    found = connection.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar()
    if found is None:
        connection.execute(insert(meta).values(name="schema", value=str(SCHEMA).encode()))
        if connection.dialect.name == "postgresql":
            # Bodies of 2 kB would otherwise be squeezed by the slow default method while a counter waits.
            connection.exec_driver_sql("ALTER TABLE operations ALTER COLUMN body SET STORAGE MAIN")
            connection.exec_driver_sql("ALTER TABLE operations SET (toast_tuple_target = 8160)")
    elif int(found) > SCHEMA:
        raise OutsideProblem("hub.newer_schema", found=int(found), known=SCHEMA)


def _sqlite_engine(url: str) -> Engine:
    version = tuple(sqlite.sqlite_version_info)
    if _DEFECT_FROM <= version <= _DEFECT_TO:
        raise OutsideProblem("hub.sqlite_too_old", version=sqlite.sqlite_version)
    engine = create_engine(make_url(url).set(drivername="sqlite+pysqlite"), module=sqlite)

    @event.listens_for(engine, "connect")
    def _prepare(raw: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        raw.isolation_level = None  # transactions begin where we say so
        # A record of 2 kB would fill a page of the usual 4 kB alone. Only a new database takes the size.
        for pragma in (
            "page_size=8192",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=30000",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that begins as a reader cannot always become a writer; ours are short.
        reads = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: str) -> Engine:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), pool_size=20)

    @event.listens_for(engine, "checkin")
    def _rest(_raw: psycopg.Connection[Any] | None, entry: ConnectionPoolEntry) -> None:
        entry.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _wake(raw: psycopg.Connection[Any], entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        # Asked each time, the database would answer one question more for each request of thousands of counters.
        if time.monotonic() - entry.info.get("rests_since", math.inf) > _RESTED:
            try:
                raw.execute("SELECT 1")
                raw.rollback()
            except psycopg.Error as error:
                raise DisconnectionError from error

    return engine


@contextmanager
def read_only(engine: Engine) -> Iterator[Connection]:
    """Give a connection that reads and keeps nobody from writing.

    Raises:
        OutsideProblem: see trouble_named.
    """
    with trouble_named(), engine.connect() as connection:
        yield connection.execution_options(reading=True)


def is_full(error: Exception) -> bool:
    """Return whether error says that there is no room left."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, OSError):
        return cause.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(cause, psycopg.errors.DiskFull) or "disk is full" in str(cause)


@contextmanager
def trouble_named() -> Iterator[None]:
    """Turn the failures of disk and database into problems.

    Raises:
        OutsideProblem: ``hub.full`` or ``hub.database_failed``; the transaction has been rolled back.
    """
    try:
        yield
    except (*DATABASE_ERRORS, OSError) as error:
        raise OutsideProblem("hub.full" if is_full(error) else "hub.database_failed") from error
