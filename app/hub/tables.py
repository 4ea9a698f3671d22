"""The receiver's own tables. ``operations`` is append-only: nothing in the program updates or deletes a row of it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA = 1
metadata = MetaData()
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER PRIMARY KEY is SQLite's own row id

meta = Table(
    "meta", metadata, Column("name", String(40), primary_key=True), Column("value", LargeBinary, nullable=False)
)

offices = Table(
    "offices",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("manifest", Text, nullable=False, comment="the office's number manifest, as it is signed"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("name", String(4), primary_key=True),
    Column(
        "signs", String(16), nullable=False, comment="kept until it is cleared away: a lost answer is asked for again"
    ),
    Column("office_code", String(40), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("made_at", String(40), nullable=False),
    Column("used_at", String(40)),
    Column("public_key", LargeBinary, comment="who used it: the same key may ask again when its answer was lost"),
)

counters = Table(
    "counters",
    metadata,
    Column("counter_id", LargeBinary, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("office_code", String(40), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("enrolled_at", String(40), nullable=False),
    Column("stopped_at", String(40), comment="the province no longer believes this key"),
)

operations = Table(
    "operations",
    metadata,
    Column("server_seq", _SEQUENCE, Identity(), primary_key=True, comment="the place in the receiver's book"),
    Column("op_id", LargeBinary, nullable=False, unique=True, comment="unique for ever"),
    Column("office_id", LargeBinary, nullable=False),
    Column("counter_id", LargeBinary, nullable=False),
    Column("incarnation", LargeBinary, nullable=False),
    Column("cseq", BigInteger, nullable=False),
    Column("dossier_id", LargeBinary, nullable=False),
    Column("dseq", BigInteger, nullable=False),
    Column("kind", String(100), nullable=False),
    Column("schema", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("body_sha", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("made_at", String(100), nullable=False),
    Column("received_at", String(40), nullable=False),
    UniqueConstraint("dossier_id", "dseq", name="one_place_in_a_dossier"),
    Index("operations_of_incarnation", "incarnation", "cseq"),
    sqlite_autoincrement=True,
)

rejected = Table(
    "rejected",
    metadata,
    Column("id", _SEQUENCE, Identity(), primary_key=True),
    Column("op_id", LargeBinary, nullable=False),
    Column("body_sha", LargeBinary, nullable=False),
    Column("sender", LargeBinary, nullable=False, comment="the counter whose key signed the request"),
    Column("incarnation", LargeBinary, nullable=False),
    Column("cseq", BigInteger, nullable=False),
    Column("dseq", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("reason", String(40), nullable=False, comment="conflict, or the code of the refusal"),
    Column("header", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", String(40), nullable=False),
    UniqueConstraint("op_id", "body_sha", "reason", name="one_evidence_each"),
    Index("rejected_of_incarnation", "incarnation", "cseq"),
    comment="kept as evidence; a person looks at these",
)

incarnations = Table(
    "incarnations",
    metadata,
    Column("incarnation", LargeBinary, primary_key=True),
    Column("counter_id", LargeBinary, nullable=False),
    Column("contiguous", BigInteger, nullable=False, comment="1 … contiguous are held and their chain is unbroken"),
    Column("head", LargeBinary, nullable=False),
    Column("forked", Boolean, nullable=False),
    Column("first_seen", String(40), nullable=False, comment="a second one on a day is a restore of that day"),
    Column("top", BigInteger, nullable=False, comment="the highest cseq that ever came"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", _SEQUENCE, Identity(), primary_key=True),
    Column("at", String(40), nullable=False),
    Column("counter_id", LargeBinary, nullable=False),
    Column("incarnation", LargeBinary, nullable=False),
    Column("kind", String(40), nullable=False, comment="receiver_rolled_back, counter_rolled_back, forked"),
    Column("detail", Text, nullable=False),
    UniqueConstraint("incarnation", "kind", "detail", name="one_incident_each"),
    comment="what the province must hear of loudly",
)

files = Table(
    "files",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("confirmed_at", String(40), nullable=False),
)
