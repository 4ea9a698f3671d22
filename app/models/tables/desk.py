"""The desk itself: office, counter, accounts, what was printed, what is being typed, and the audit chain."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from app.domain.offices import OfficeLevel
from app.models.rows import PrintState
from app.models.tables.base import metadata
from app.models.types import Choice, Id, Moment

offices = Table(
    "offices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("level", Choice(OfficeLevel), nullable=False),
    Column("governing_body", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("lookup_url", Text, nullable=False),
    Column("bank_bin", Text, nullable=False),
    Column("bank_account", Text, nullable=False),
    Column("bank_account_name", Text, nullable=False),
    Column("provincial_numbers", Boolean, nullable=False),
    Column("own", Boolean, nullable=False),  # the office this desk belongs to
)

counters = Table(
    "counters",
    metadata,
    Column("id", Id, primary_key=True),
    Column("office_id", Id, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("own", Boolean, nullable=False),  # the counter this desk is
)

desk_values = Table(
    "desk_values",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("login", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("title", Text, nullable=False),
    Column("acts_for", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("secret", Text, nullable=False),
    UniqueConstraint("login", name="accounts_login"),
)

# By login and not by account: unknown logins are slowed down too, and do not show that they are unknown.
sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("login", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("json", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Index("drafts_owner", "owner", "saved_at"),
)

prints = Table(
    "prints",
    metadata,
    Column("id", Id, primary_key=True),
    Column("dossier_id", Id, nullable=False),
    Column("form", Text, nullable=False),
    Column("copy_no", Integer, nullable=False),
    Column("reprint", Integer, nullable=False),
    Column("state", Choice(PrintState), nullable=False),
    Column("job", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Index("prints_dossier", "dossier_id", "at"),
    Index("prints_state", "state", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("entry", LargeBinary, nullable=False),  # canonical bytes, exactly as linked
    Column("link", LargeBinary, nullable=False),
    Index("audit_subject", "subject", "seq"),
    Index("audit_day", "day", "seq"),
)
