"""Which shape a store has, and how an older one is brought to today's. The steps are frozen scripts (Alembic)."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

HEAD = "0002"
"""The newest script; versions are numbered so that newer ones compare greater."""

SCRIPTS = Path(__file__).resolve().parent / "migrations"


def schema_version(connection: Any) -> str:  # noqa: ANN401 - sqlcipher3 ships no types
    """Return the version of the raw connection's database; empty for a database without one."""
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return str(row[0]) if row else ""


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the scripts that are missing, inside the transaction that the caller has begun."""
    # Once in the life of a store; at every start it would cost 9 MB and a tenth of a second (docs/decisions/0096).
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
