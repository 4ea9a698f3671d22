"""A PostgreSQL server for one measurement: real, durable, in a temporary folder, gone afterwards."""

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.core.problems import OutsideProblem

_DATABASE = "receiver"
_LONGEST_SOCKET = 100
"""Bytes of a socket's path; the system takes 107."""
_START_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server.

    Attributes:
        url: of an empty database.
        pid: of the process whose children do the work.
    """

    url: str
    pid: int


def programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs; None where it is not installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def temporary_postgres(bin_folder: Path) -> Iterator[Postgres]:
    """Start a server with its own settings (fsync on) and give an empty database.

    Raises:
        OutsideProblem: ``cli.postgres_failed`` with what it said.
    """
    folder = _folder()
    # PostgreSQL refuses to run as root.
    owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
    data = folder / "data"
    control = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-t", str(_START_SECONDS), "-l", str(folder / "log")]
    try:
        shutil.chown(folder, owner)
        create = ["-D", str(data), "-A", "trust", "-U", owner, "-E", "UTF8", "--locale=C"]
        _run(owner, folder, str(bin_folder / "initdb"), *create)
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        try:
            _run(owner, folder, *control, "-o", options, "start")
            with psycopg.connect(f"host={folder} user={owner} dbname=postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {_DATABASE}".encode())
            pid = int((data / "postmaster.pid").read_text(encoding="ascii").partition("\n")[0])
            yield Postgres(f"postgresql://{owner}@/{_DATABASE}?host={folder}", pid)
        finally:
            # Also after a start that was given up: it may still have come to life.
            if (data / "postmaster.pid").exists():
                _run(owner, folder, *control, "-m", "immediate", "stop")
    except (psycopg.Error, LookupError, OSError) as error:
        raise OutsideProblem("cli.postgres_failed", detail=str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    if len(os.fsencode(folder)) + len("/.s.PGSQL.5432.lock") <= _LONGEST_SOCKET:
        return folder
    folder.rmdir()
    return Path(tempfile.mkdtemp(prefix="motcua-pg-", dir="/tmp"))


def _run(owner: str, folder: Path, *command: str) -> None:
    become = ["runuser", "-u", owner, "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*become, *command], check=False, capture_output=True, text=True, cwd=folder)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise OutsideProblem("cli.postgres_failed", detail=said[-1] if said else f"{command[0]}: {done.returncode}")
