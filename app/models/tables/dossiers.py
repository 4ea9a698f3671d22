"""Dossiers with their parties, papers, fees, numbers and history.

``row`` counts up in the order of reception: "newest first" is "highest row first", as the full-text index sorts.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from app.domain.dossiers import PaperState, PaymentWay, ReturnPlace, Status
from app.domain.procedures import Channel, PaperForm
from app.models.rows import PartyPart
from app.models.tables.base import metadata
from app.models.tables.people import party_columns
from app.models.types import Choice, Id, Moment

dossiers = Table(
    "dossiers",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("number", Text, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("office_id", Id, nullable=False),
    Column("counter_id", Id, nullable=False),
    Column("received_by", Id, nullable=False),
    Column("received_for", Text, nullable=False),
    Column("channel", Choice(Channel), nullable=False),
    Column("procedure_code", Text, nullable=False),
    Column("procedure_version", Integer, nullable=False),
    Column("procedure_name", Text, nullable=False),
    Column("case_code", Text, nullable=False),
    Column("case_name", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("authorisation", Text, nullable=False),
    Column("sets", Integer, nullable=False),
    Column("payment", Choice(PaymentWay), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("clock_start", Moment, nullable=False),
    Column("legal_deadline", Moment),
    Column("appointment", Moment, nullable=False),
    Column("limit_text", Text, nullable=False),
    Column("explanation", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("return_place", Choice(ReturnPlace), nullable=False),
    Column("return_detail", Text, nullable=False),
    Column("resolving_unit", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("status", Choice(Status), nullable=False),
    Column("slip_copies", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("id", name="dossiers_id"),
    Index("dossiers_received", "received_at"),
    Index("dossiers_appointment", "status", "appointment"),
    Index("dossiers_unprinted", "row", sqlite_where=Column("slip_copies", Integer) == 0),
)


def _dossier() -> Column[object]:
    return Column("dossier", Integer, ForeignKey("dossiers.row", ondelete="CASCADE"), nullable=False)


parties = Table(
    "parties",
    metadata,
    _dossier(),
    Column("part", Choice(PartyPart), nullable=False),
    Column("identity", Text, nullable=False),
    Column("phone_key", Text, nullable=False),
    *party_columns(),
    PrimaryKeyConstraint("dossier", "part"),
    Index("parties_identity", "identity", "dossier"),
    Index("parties_old_id", "old_id", "dossier", sqlite_where=Column("old_id", Text) != ""),
    Index("parties_phone", "phone_key", "dossier", sqlite_where=Column("phone_key", Text) != ""),
    sqlite_with_rowid=False,
)

papers = Table(
    "papers",
    metadata,
    _dossier(),
    Column("place", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Choice(PaperState), nullable=False),
    Column("form", Choice(PaperForm), nullable=False),
    Column("originals", Integer, nullable=False),
    Column("certified_copies", Integer, nullable=False),
    Column("photocopies", Integer, nullable=False),
    Column("required_code", Text, nullable=False),
    Column("file_digest", Text, nullable=False),
    Column("file_size", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("dossier", "place"),
    Index("papers_file", "file_digest", sqlite_where=Column("file_digest", Text) != ""),
    sqlite_with_rowid=False,
)

fees = Table(
    "fees",
    metadata,
    _dossier(),
    Column("place", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("exemption", Text, nullable=False),
    Column("legal_basis", Text, nullable=False),
    PrimaryKeyConstraint("dossier", "place"),
    sqlite_with_rowid=False,
)

# Every number a dossier was ever known by, provisional ones included; found for ever. ``tail`` is the number reversed.
dossier_numbers = Table(
    "dossier_numbers",
    metadata,
    Column("number", Text, primary_key=True),
    Column("tail", Text, nullable=False),
    _dossier(),
    Index("dossier_numbers_tail", "tail", "dossier"),
    Index("dossier_numbers_dossier", "dossier"),
    sqlite_with_rowid=False,
)

history = Table(
    "history",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("dossier_id", Id, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("acts_for", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    UniqueConstraint("id", name="history_id"),
    Index("history_dossier", "dossier_id", "row"),
)
