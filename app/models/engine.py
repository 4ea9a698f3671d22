"""The encrypted SQLite beneath the store: how it is opened, and what its complaints mean in plain codes."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from app.core.problems import OutsideProblem, Problem

SQLITE_VERSION: str = sqlcipher.sqlite_version

# SQLite 3.7.0 to 3.51.2 can corrupt a database when two connections reset the WAL; fixed in 3.51.3.
_FIRST_SOUND_SQLITE = (3, 51, 3)
_NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "davfs"})
_BUSY_MILLISECONDS = 5_000

_CODES = (
    ("SQLITE_FULL", "store.disk_full"),
    ("SQLITE_NOTADB", "store.damaged"),
    ("SQLITE_CORRUPT", "store.damaged"),
    ("SQLITE_BUSY", "store.busy"),
    ("SQLITE_LOCKED", "store.busy"),
    ("SQLITE_IOERR", "store.write_failed"),
    ("SQLITE_READONLY", "store.write_failed"),
    ("SQLITE_CANTOPEN", "store.write_failed"),
)


def assert_sound_sqlite(version: str = SQLITE_VERSION) -> None:
    """Refuse an SQLite that can lose what was committed.

    Raises:
        OutsideProblem: ``store.sqlite_too_old``.
    """
    if tuple(int(part) for part in version.split(".")) < _FIRST_SOUND_SQLITE:
        raise OutsideProblem("store.sqlite_too_old", version=version)


def assert_local(folder: Path) -> None:
    """Refuse a folder on the network where that can be seen: the WAL needs memory that both sides share.

    Raises:
        OutsideProblem: ``store.network_path``.
    """
    kind = _file_system(folder.resolve())
    if str(folder).startswith("\\\\") or kind in _NETWORK_FILE_SYSTEMS:
        raise OutsideProblem("store.network_path", path=str(folder))


def _file_system(folder: Path) -> str:
    mounts = Path("/proc/mounts")
    if sys.platform == "win32" or not mounts.exists():
        return ""
    best, kind = Path("/"), ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, place, system, *_rest = line.split(" ")
        point = Path(place.replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, system
    return kind


def connect(path: Path, key: bytes) -> Any:  # noqa: ANN401 - sqlcipher3 ships no types
    """Return a raw connection with the key set and durable writing; nothing has been read yet.

    Raises:
        ValueError: the key is not 32 bytes.
    """
    if len(key) != 32:
        raise ValueError("the key of a store is 32 bytes")
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    # SQLCipher would print every failed page to stderr; the same arrives here as an error.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    return connection


def prove_readable(connection: Any, *, fresh: bool) -> None:  # noqa: ANN401 - as connect
    """Read the first page, which only the right key can, and make writing durable.

    Raises:
        OutsideProblem: ``store.wrong_key`` or another code of explained().
    """
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA temp_store = MEMORY")
    except sqlcipher.Error as error:
        problem = explained(error)
        if problem is None:
            raise
        if error.sqlite_errorname == "SQLITE_NOTADB" and not fresh:
            problem = OutsideProblem("store.wrong_key")
        raise problem from error


def make_engine(connection: Any) -> Engine:  # noqa: ANN401 - as connect
    """Return SQLAlchemy over this one connection; work begins IMMEDIATE, reading is held to reading."""
    # hide_parameters: a bug's report would else quote citizens' data.
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(active: Connection) -> None:
        # A deferred transaction could fail in the middle, when it first writes; an immediate one fails at its start.
        reading = active.get_execution_options().get("reading", False)
        active.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        active.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def explained(error: BaseException) -> Problem | None:
    """Return what the database's complaint means for the desk; None where it is a bug of the program."""
    name = str(getattr(error, "sqlite_errorname", None) or "")
    for start, code in _CODES:
        if name.startswith(start):
            return OutsideProblem(code, cause=name)
    # A page whose HMAC is wrong comes back as a plain error with this sentence.
    if isinstance(error, sqlcipher.DatabaseError) and "malformed" in str(error):
        return OutsideProblem("store.damaged", cause=name)
    return None


@contextmanager
def explaining() -> Iterator[None]:
    """Turn the surroundings' failures inside the block into problems; bugs pass through as they are."""
    try:
        yield
    except DBAPIError as error:
        problem = explained(error.orig) if error.orig is not None else None
        if problem is None:
            raise
        raise problem from error
    except (sqlcipher.Error, sqlite3.Error) as error:
        problem = explained(error)
        if problem is None:
            raise
        raise problem from error
