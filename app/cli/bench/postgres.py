"""A PostgreSQL server for one measurement: real, durable, in a temporary folder, gone afterwards."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_DATABASE = "receiver"


def programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs; None where it is not installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def temporary_postgres(bin_folder: Path) -> Iterator[str]:
    """Start a server with its own settings (fsync on) and give the URL of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    # PostgreSQL refuses to run as root.
    root = os.geteuid() == 0
    owner = "postgres" if root else os.environ.get("USER", "postgres")
    become = ["runuser", "-u", owner, "--"] if root else []
    data = folder / "data"
    try:
        if root:
            shutil.chown(folder, owner)
        create = [*become, str(bin_folder / "initdb"), "-D", str(data), "-A", "trust", "-U", owner, "--locale=C"]
        subprocess.run([*create, "-E", "UTF8"], check=True, capture_output=True, cwd=folder)
        control = [*become, str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd=folder)
        try:
            with psycopg.connect(f"host={folder} user={owner} dbname=postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {_DATABASE}".encode())
            yield f"postgresql://{owner}@/{_DATABASE}?host={folder}"
        finally:
            subprocess.run([*control, "-m", "fast", "stop"], check=False, capture_output=True, cwd=folder)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)
