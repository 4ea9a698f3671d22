"""What goes to the receiver. Nothing here is ever deleted by the machine."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from app.domain.operations import Delivery, OperationKind
from app.models.tables.base import metadata
from app.models.types import Choice, Id, Moment

operations = Table(
    "operations",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("op_id", Id, nullable=False),
    Column("office_id", Id, nullable=False),
    Column("counter_id", Id, nullable=False),
    Column("incarnation", Id, nullable=False),
    Column("cseq", Integer, nullable=False),
    Column("dossier_id", Id, nullable=False),
    Column("dseq", Integer, nullable=False),
    Column("kind", Choice(OperationKind), nullable=False),
    Column("schema", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("body_sha", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("delivery", Choice(Delivery), nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Column("cause", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Moment),
    UniqueConstraint("op_id", name="operations_op_id"),
    UniqueConstraint("incarnation", "cseq", name="operations_cseq"),
    Index("operations_dossier", "dossier_id", "dseq"),
    Index("operations_delivery", "delivery", "row"),
)

files_out = Table(
    "files_out",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("url", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Column("confirmed_at", Moment),
    UniqueConstraint("digest", name="files_out_digest"),
    Index("files_out_pending", "confirmed_at", "row"),
)

file_uses = Table(
    "file_uses",
    metadata,
    Column("dossier_id", Id, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("dossier_id", "digest"),
    Index("file_uses_digest", "digest"),
)
