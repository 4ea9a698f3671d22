"""The first released shape of the store. Frozen: it never looks at today's tables."""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
CREATE TABLE accounts (
    id BLOB NOT NULL,
    login TEXT NOT NULL,
    full_name TEXT NOT NULL,
    roles JSON NOT NULL,
    title TEXT NOT NULL,
    acts_for TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    secret TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT accounts_login UNIQUE (login)
)
""",
    """
CREATE TABLE audit (
    seq INTEGER NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    day DATE NOT NULL,
    entry BLOB NOT NULL,
    link BLOB NOT NULL,
    PRIMARY KEY (seq)
)
""",
    "CREATE INDEX audit_day ON audit (day, seq)",
    "CREATE INDEX audit_subject ON audit (subject, seq)",
    """
CREATE TABLE calendars (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    valid_from DATE NOT NULL,
    put_at BIGINT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (id)
)
""",
    "CREATE INDEX calendars_valid ON calendars (valid_from, id)",
    """
CREATE TABLE counters (
    id BLOB NOT NULL,
    office_id BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    own BOOLEAN NOT NULL,
    PRIMARY KEY (id)
)
""",
    """
CREATE TABLE desk_values (
    "key" TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY ("key")
)
""",
    """
CREATE TABLE dossiers (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    provisional BOOLEAN NOT NULL,
    office_id BLOB NOT NULL,
    counter_id BLOB NOT NULL,
    received_by BLOB NOT NULL,
    received_for TEXT NOT NULL,
    channel TEXT NOT NULL,
    procedure_code TEXT NOT NULL,
    procedure_version INTEGER NOT NULL,
    procedure_name TEXT NOT NULL,
    case_code TEXT NOT NULL,
    case_name TEXT NOT NULL,
    content TEXT NOT NULL,
    authorisation TEXT NOT NULL,
    sets INTEGER NOT NULL,
    payment TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    clock_start BIGINT NOT NULL,
    legal_deadline BIGINT,
    appointment BIGINT NOT NULL,
    limit_text TEXT NOT NULL,
    explanation JSON NOT NULL,
    reason TEXT NOT NULL,
    return_place TEXT NOT NULL,
    return_detail TEXT NOT NULL,
    resolving_unit TEXT NOT NULL,
    note TEXT NOT NULL,
    status TEXT NOT NULL,
    slip_copies INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT dossiers_id UNIQUE (id)
)
""",
    "CREATE INDEX dossiers_appointment ON dossiers (status, appointment)",
    "CREATE INDEX dossiers_received ON dossiers (received_at)",
    """CREATE INDEX dossiers_unprinted ON dossiers ("row") WHERE slip_copies = 0""",
    """
CREATE TABLE drafts (
    id BLOB NOT NULL,
    owner TEXT NOT NULL,
    json TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (id)
)
""",
    "CREATE INDEX drafts_owner ON drafts (owner, saved_at)",
    """
CREATE TABLE file_uses (
    dossier_id BLOB NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (dossier_id, digest)
)
""",
    "CREATE INDEX file_uses_digest ON file_uses (digest)",
    """
CREATE TABLE files_out (
    "row" INTEGER NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    url TEXT NOT NULL,
    "offset" BIGINT NOT NULL,
    receipt BLOB NOT NULL,
    confirmed_at BIGINT,
    PRIMARY KEY ("row"),
    CONSTRAINT files_out_digest UNIQUE (digest)
)
""",
    """CREATE INDEX files_out_pending ON files_out (confirmed_at, "row")""",
    """
CREATE TABLE high_waters (
    office_code TEXT NOT NULL,
    counter_ordinal INTEGER NOT NULL,
    day DATE NOT NULL,
    serial INTEGER NOT NULL,
    PRIMARY KEY (office_code, counter_ordinal, day)
)
""",
    """
CREATE TABLE history (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier_id BLOB NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    acts_for TEXT NOT NULL,
    text TEXT NOT NULL,
    detail JSON NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT history_id UNIQUE (id)
)
""",
    """CREATE INDEX history_dossier ON history (dossier_id, "row")""",
    """
CREATE TABLE manifests (
    id INTEGER NOT NULL,
    put_at BIGINT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (id)
)
""",
    """
CREATE TABLE number_ledger (
    number TEXT NOT NULL,
    dossier_id BLOB,
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (number)
)
""",
    "CREATE INDEX number_ledger_at ON number_ledger (at)",
    """
CREATE TABLE offices (
    id BLOB NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    governing_body TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    place TEXT NOT NULL,
    lookup_url TEXT NOT NULL,
    bank_bin TEXT NOT NULL,
    bank_account TEXT NOT NULL,
    bank_account_name TEXT NOT NULL,
    provincial_numbers BOOLEAN NOT NULL,
    own BOOLEAN NOT NULL,
    PRIMARY KEY (id)
)
""",
    """
CREATE TABLE operations (
    "row" INTEGER NOT NULL,
    op_id BLOB NOT NULL,
    office_id BLOB NOT NULL,
    counter_id BLOB NOT NULL,
    incarnation BLOB NOT NULL,
    cseq INTEGER NOT NULL,
    dossier_id BLOB NOT NULL,
    dseq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    schema INTEGER NOT NULL,
    body BLOB NOT NULL,
    body_sha BLOB NOT NULL,
    chain BLOB NOT NULL,
    made_at BIGINT NOT NULL,
    delivery TEXT NOT NULL,
    receipt BLOB NOT NULL,
    cause TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    tried_at BIGINT,
    PRIMARY KEY ("row"),
    CONSTRAINT operations_op_id UNIQUE (op_id),
    CONSTRAINT operations_cseq UNIQUE (incarnation, cseq)
)
""",
    """CREATE INDEX operations_delivery ON operations (delivery, "row")""",
    "CREATE INDEX operations_dossier ON operations (dossier_id, dseq)",
    """
CREATE TABLE people (
    "row" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    phone_key TEXT NOT NULL,
    last_seen BIGINT NOT NULL,
    visits INTEGER NOT NULL,
    kind TEXT NOT NULL,
    full_name TEXT NOT NULL,
    personal_id TEXT NOT NULL,
    old_id TEXT NOT NULL,
    tax_code TEXT NOT NULL,
    birth_date DATE,
    birth_year INTEGER,
    gender TEXT NOT NULL,
    card_address TEXT NOT NULL,
    address TEXT NOT NULL,
    card_issued DATE,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    representative TEXT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT people_key UNIQUE ("key")
)
""",
    """CREATE INDEX people_old_id ON people (old_id) WHERE old_id != ''""",
    """CREATE INDEX people_phone ON people (phone_key, last_seen) WHERE phone_key != ''""",
    """
CREATE TABLE prints (
    id BLOB NOT NULL,
    dossier_id BLOB NOT NULL,
    form TEXT NOT NULL,
    copy_no INTEGER NOT NULL,
    reprint INTEGER NOT NULL,
    state TEXT NOT NULL,
    job TEXT NOT NULL,
    at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (id)
)
""",
    "CREATE INDEX prints_dossier ON prints (dossier_id, at)",
    "CREATE INDEX prints_state ON prints (state, at)",
    """
CREATE TABLE procedures (
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    valid_from DATE,
    valid_to DATE,
    doubts INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (code, version)
)
""",
    """
CREATE TABLE sign_in_failures (
    login TEXT NOT NULL,
    count INTEGER NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (login)
)
""",
    """
CREATE TABLE syllables (
    syllable TEXT NOT NULL,
    PRIMARY KEY (syllable)
)
 WITHOUT ROWID
""",
    """
CREATE TABLE dossier_numbers (
    number TEXT NOT NULL,
    tail TEXT NOT NULL,
    dossier INTEGER NOT NULL,
    PRIMARY KEY (number),
    FOREIGN KEY(dossier) REFERENCES dossiers ("row") ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    "CREATE INDEX dossier_numbers_dossier ON dossier_numbers (dossier)",
    "CREATE INDEX dossier_numbers_tail ON dossier_numbers (tail, dossier)",
    """
CREATE TABLE fees (
    dossier INTEGER NOT NULL,
    place INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    exemption TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (dossier, place),
    FOREIGN KEY(dossier) REFERENCES dossiers ("row") ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """
CREATE TABLE papers (
    dossier INTEGER NOT NULL,
    place INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    form TEXT NOT NULL,
    originals INTEGER NOT NULL,
    certified_copies INTEGER NOT NULL,
    photocopies INTEGER NOT NULL,
    required_code TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (dossier, place),
    FOREIGN KEY(dossier) REFERENCES dossiers ("row") ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """CREATE INDEX papers_file ON papers (file_digest) WHERE file_digest != ''""",
    """
CREATE TABLE parties (
    dossier INTEGER NOT NULL,
    part TEXT NOT NULL,
    identity TEXT NOT NULL,
    phone_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    full_name TEXT NOT NULL,
    personal_id TEXT NOT NULL,
    old_id TEXT NOT NULL,
    tax_code TEXT NOT NULL,
    birth_date DATE,
    birth_year INTEGER,
    gender TEXT NOT NULL,
    card_address TEXT NOT NULL,
    address TEXT NOT NULL,
    card_issued DATE,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    representative TEXT NOT NULL,
    PRIMARY KEY (dossier, part),
    FOREIGN KEY(dossier) REFERENCES dossiers ("row") ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    "CREATE INDEX parties_identity ON parties (identity, dossier)",
    """CREATE INDEX parties_old_id ON parties (old_id, dossier) WHERE old_id != ''""",
    """CREATE INDEX parties_phone ON parties (phone_key, dossier) WHERE phone_key != ''""",
    """CREATE VIRTUAL TABLE dossier_words USING fts5(words, content='', contentless_delete=1, detail=none, prefix='2 3 4 5 6 7 8', tokenize="unicode61 remove_diacritics 0 tokenchars '_-'")""",  # noqa: E501 - as SQLite keeps it
    """CREATE VIRTUAL TABLE people_words USING fts5(words, content='', contentless_delete=1, detail=none, prefix='2 3 4 5 6 7 8', tokenize="unicode61 remove_diacritics 0 tokenchars '_-'")""",  # noqa: E501 - as SQLite keeps it
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
