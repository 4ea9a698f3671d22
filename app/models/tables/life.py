"""What happens to dossiers after their reception: the moving part, who has the folder, results, money, forms."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from app.domain.dossiers import PaymentWay
from app.domain.guidance import GuidanceKind
from app.domain.handover import BatchKind, BatchState
from app.domain.issued_forms import FormState
from app.domain.life import PaperSource
from app.domain.results import Collector, Proof, ReturnOutcome
from app.domain.signatures import FileKind, Integrity
from app.domain.units import UnitKind
from app.models.tables.base import metadata
from app.models.types import Choice, Id, Moment

# Beside ``dossiers``, not in it: what was received stays as it was, what moves is written often.
lives = Table(
    "lives",
    metadata,
    Column("dossier", Integer, ForeignKey("dossiers.row", ondelete="CASCADE"), primary_key=True),
    Column("due", Moment),
    Column("moved_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("holder", Text, nullable=False),
    Column("shelf", Text, nullable=False),
    Column("group", Id),
    Column("supplements", Integer, nullable=False),
    Column("extensions", Integer, nullable=False),
    Index("lives_due", "due", sqlite_where=Column("due", Integer).is_not(None)),
    Index("lives_moving", "moved_at", sqlite_where=Column("ended_at", Integer).is_(None)),
    Index("lives_group", "group", sqlite_where=Column("group", Integer).is_not(None)),
)

paper_origins = Table(
    "paper_origins",
    metadata,
    Column("dossier_id", Id, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("source", Choice(PaperSource)),
    Column("reference", Text, nullable=False),
    Column("looked_at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("valid_until", Date),
    PrimaryKeyConstraint("dossier_id", "ordinal"),
    sqlite_with_rowid=False,
)

# Papers given before a reception. ``draft`` holds what was typed, until it is received or open again.
guidances = Table(
    "guidances",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("draft_id", Id, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("acts_for", Text, nullable=False),
    Column("kind", Choice(GuidanceKind), nullable=False),
    Column("form_id", Id, nullable=False),
    Column("person", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("procedure_code", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("demands", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("draft", Text, nullable=False),
    UniqueConstraint("id", name="guidances_id"),
    Index("guidances_draft", "draft_id"),
    Index("guidances_at", "at"),
    Index("guidances_waiting", "identity", "phone", sqlite_where=Column("draft", Text) != ""),
)

units = Table(
    "units",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Choice(UnitKind), nullable=False),
    Column("code", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("head_title", Text, nullable=False),
    Column("head_name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("successor", Text, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("number", Text, nullable=False),
    Column("kind", Choice(BatchKind), nullable=False),
    Column("unit_id", Id, nullable=False),
    Column("unit_name", Text, nullable=False),
    Column("state", Choice(BatchState), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("giver", Text, nullable=False),
    Column("taker", Text, nullable=False),
    Column("sealed_at", Moment),
    Column("received_at", Moment),
    Column("note", Text, nullable=False),
    Column("declared", Integer, nullable=False),
    UniqueConstraint("id", name="batches_id"),
    UniqueConstraint("number", name="batches_number"),
    Index("batches_state", "state", "row"),
)

batch_items = Table(
    "batch_items",
    metadata,
    Column("batch_id", Id, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("dossier_id", Id),
    Column("given", Boolean, nullable=False),
    Column("taken", Boolean, nullable=False),
    Column("originals", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("consignment", Text, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("money", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("result_number", Text, nullable=False),
    Column("without_result", Boolean, nullable=False),
    PrimaryKeyConstraint("batch_id", "ordinal"),
    UniqueConstraint("batch_id", "number", name="batch_items_number"),
    Index("batch_items_dossier", "dossier_id"),
    Index("batch_items_consignment", "consignment", sqlite_where=Column("consignment", Text) != ""),
)

results = Table(
    "results",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("dossier_id", Id, nullable=False),
    Column("title", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("issued_on", Date),
    Column("signer", Text, nullable=False),
    Column("electronic", Boolean, nullable=False),
    Column("negative", Boolean, nullable=False),
    Column("file_digest", Text, nullable=False),
    Column("file_size", Integer, nullable=False),
    Column("recorded_at", Moment),
    Column("recorded_by", Text, nullable=False),
    Column("file_kind", Choice(FileKind)),
    Column("integrity", Choice(Integrity), nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("signed_at", Moment),
    UniqueConstraint("id", name="results_id"),
    Index("results_dossier", "dossier_id", "row"),
)

result_returns = Table(
    "result_returns",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("dossier_id", Id, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("acts_for", Text, nullable=False),
    Column("collector", Choice(Collector), nullable=False),
    Column("name", Text, nullable=False),
    Column("proof", Choice(Proof), nullable=False),
    Column("outcome", Choice(ReturnOutcome), nullable=False),
    Column("identity", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("authorisation", Text, nullable=False),
    Column("originals_taken", Text, nullable=False),
    Column("papers_back", Text, nullable=False),
    Column("tracking", Text, nullable=False),
    Column("note", Text, nullable=False),
    UniqueConstraint("id", name="result_returns_id"),
    Index("result_returns_dossier", "dossier_id", "row"),
)

payments = Table(
    "payments",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("dossier_id", Id, nullable=False),
    Column("at", Moment, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("way", Choice(PaymentWay), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("note", Text, nullable=False),
    UniqueConstraint("id", name="payments_id"),
    Index("payments_dossier", "dossier_id", "row"),
    Index("payments_at", "at"),
)

certified_copies = Table(
    "certified_copies",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("dossier_id", Id, nullable=False),
    Column("volume", Text, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("person", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("fee", Integer, nullable=False),
    Column("signer_name", Text, nullable=False),
    Column("signer_title", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("cancelled", Text, nullable=False),
    UniqueConstraint("id", name="certified_copies_id"),
    UniqueConstraint("volume", "serial", name="certified_copies_serial"),
    Index("certified_copies_at", "at"),
    Index("certified_copies_identity", "identity", "row"),
)

issued_forms = Table(
    "issued_forms",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Id, nullable=False),
    Column("form", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("dossier_id", Id),
    Column("batch_id", Id),
    Column("event_id", Id),
    Column("issued_at", Moment, nullable=False),
    Column("issued_by", Text, nullable=False),
    Column("state", Choice(FormState), nullable=False),
    Column("data", Text, nullable=False),
    Column("sent_at", Moment),
    Column("void_reason", Text, nullable=False),
    Column("replaces", Id),
    UniqueConstraint("id", name="issued_forms_id"),
    Index("issued_forms_dossier", "dossier_id", "row", sqlite_where=Column("dossier_id", Integer).is_not(None)),
    Index("issued_forms_batch", "batch_id", "row", sqlite_where=Column("batch_id", Integer).is_not(None)),
    Index("issued_forms_state", "state", "form", "row"),
)

# Which printing on paper is of which issued form; a print without a line here is of the reception slip.
form_prints = Table(
    "form_prints",
    metadata,
    Column("print_id", Id, primary_key=True),
    Column("form_id", Id, nullable=False),
    Index("form_prints_form", "form_id"),
)

# The last number of each kind that a counter gives by itself: forms, volumes, handovers.
serials = Table(
    "serials",
    metadata,
    Column("name", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)
