"""Dated data: procedures and working calendars. A version that was used is never changed."""

from sqlalchemy import Column, Date, Index, Integer, PrimaryKeyConstraint, Table, Text

from app.models.tables.base import metadata
from app.models.types import Moment

procedures = Table(
    "procedures",
    metadata,
    Column("code", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("doubts", Integer, nullable=False),
    Column("json", Text, nullable=False),
    PrimaryKeyConstraint("code", "version"),
)

calendars = Table(
    "calendars",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("put_at", Moment, nullable=False),
    Column("json", Text, nullable=False),
    Index("calendars_valid", "valid_from", "id"),
)
