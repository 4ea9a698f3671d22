"""Everybody who was at this desk, as last seen; found by number, phone or name."""

from sqlalchemy import Column, Date, Index, Integer, Table, Text, UniqueConstraint

from app.domain.people import Gender, PartyKind
from app.models.tables.base import metadata
from app.models.types import Choice, Moment


def party_columns() -> list[Column[object]]:
    """Return one column for each field of a Party, so that none can be forgotten."""
    return [
        Column("kind", Choice(PartyKind), nullable=False),
        Column("full_name", Text, nullable=False),
        Column("personal_id", Text, nullable=False),
        Column("old_id", Text, nullable=False),
        Column("tax_code", Text, nullable=False),
        Column("birth_date", Date),
        Column("birth_year", Integer),
        Column("gender", Choice(Gender), nullable=False),
        Column("card_address", Text, nullable=False),
        Column("address", Text, nullable=False),
        Column("card_issued", Date),
        Column("phone", Text, nullable=False),
        Column("email", Text, nullable=False),
        Column("representative", Text, nullable=False),
    ]


people = Table(
    "people",
    metadata,
    Column("row", Integer, primary_key=True),
    # The identity; for a person without one, folded name and phone together.
    Column("key", Text, nullable=False),
    Column("phone_key", Text, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("visits", Integer, nullable=False),
    *party_columns(),
    UniqueConstraint("key", name="people_key"),
    Index("people_phone", "phone_key", "last_seen", sqlite_where=Column("phone_key", Text) != ""),
    Index("people_old_id", "old_id", sqlite_where=Column("old_id", Text) != ""),
)
