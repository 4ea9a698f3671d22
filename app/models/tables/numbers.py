"""Where numbers come from and what became of each; every gap has a row that explains it."""

from sqlalchemy import Column, Date, Index, Integer, PrimaryKeyConstraint, Table, Text

from app.models.rows import NumberState
from app.models.tables.base import metadata
from app.models.types import Choice, Id, Moment

manifests = Table(
    "manifests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("put_at", Moment, nullable=False),
    Column("json", Text, nullable=False),
)

high_waters = Table(
    "high_waters",
    metadata,
    Column("office_code", Text, nullable=False),
    Column("counter_ordinal", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("serial", Integer, nullable=False),
    PrimaryKeyConstraint("office_code", "counter_ordinal", "day"),
)

number_ledger = Table(
    "number_ledger",
    metadata,
    Column("number", Text, primary_key=True),
    Column("dossier_id", Id),
    Column("state", Choice(NumberState), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Index("number_ledger_at", "at"),
)
