"""Life after reception: the moving part of each dossier, handovers, results, money, issued forms. Frozen."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    """
CREATE TABLE batch_items (
    batch_id BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    number TEXT NOT NULL,
    dossier_id BLOB,
    given BOOLEAN NOT NULL,
    taken BOOLEAN NOT NULL,
    originals INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    consignment TEXT NOT NULL,
    complete BOOLEAN NOT NULL,
    money INTEGER NOT NULL,
    note TEXT NOT NULL,
    result_number TEXT NOT NULL,
    without_result BOOLEAN NOT NULL,
    PRIMARY KEY (batch_id, ordinal),
    CONSTRAINT batch_items_number UNIQUE (batch_id, number)
)
""",
    "CREATE INDEX batch_items_consignment ON batch_items (consignment) WHERE consignment != ''",
    "CREATE INDEX batch_items_dossier ON batch_items (dossier_id)",
    """
CREATE TABLE batches (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit_id BLOB NOT NULL,
    unit_name TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by TEXT NOT NULL,
    seal TEXT NOT NULL,
    giver TEXT NOT NULL,
    taker TEXT NOT NULL,
    sealed_at BIGINT,
    received_at BIGINT,
    note TEXT NOT NULL,
    declared INTEGER NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT batches_id UNIQUE (id),
    CONSTRAINT batches_number UNIQUE (number)
)
""",
    'CREATE INDEX batches_state ON batches (state, "row")',
    """
CREATE TABLE certified_copies (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier_id BLOB NOT NULL,
    volume TEXT NOT NULL,
    serial INTEGER NOT NULL,
    at BIGINT NOT NULL,
    person TEXT NOT NULL,
    identity TEXT NOT NULL,
    phone TEXT NOT NULL,
    document TEXT NOT NULL,
    pages INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    signer_name TEXT NOT NULL,
    signer_title TEXT NOT NULL,
    "by" TEXT NOT NULL,
    cancelled TEXT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT certified_copies_id UNIQUE (id),
    CONSTRAINT certified_copies_serial UNIQUE (volume, serial)
)
""",
    "CREATE INDEX certified_copies_at ON certified_copies (at)",
    'CREATE INDEX certified_copies_identity ON certified_copies (identity, "row")',
    """
CREATE TABLE form_prints (
    print_id BLOB NOT NULL,
    form_id BLOB NOT NULL,
    PRIMARY KEY (print_id)
)
""",
    "CREATE INDEX form_prints_form ON form_prints (form_id)",
    """
CREATE TABLE guidances (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    draft_id BLOB NOT NULL,
    at BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    acts_for TEXT NOT NULL,
    kind TEXT NOT NULL,
    form_id BLOB NOT NULL,
    person TEXT NOT NULL,
    identity TEXT NOT NULL,
    phone TEXT NOT NULL,
    procedure_code TEXT NOT NULL,
    content TEXT NOT NULL,
    demands TEXT NOT NULL,
    reason TEXT NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    draft TEXT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT guidances_id UNIQUE (id)
)
""",
    "CREATE INDEX guidances_at ON guidances (at)",
    "CREATE INDEX guidances_draft ON guidances (draft_id)",
    "CREATE INDEX guidances_waiting ON guidances (identity, phone) WHERE draft != ''",
    """
CREATE TABLE issued_forms (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    form TEXT NOT NULL,
    layout TEXT NOT NULL,
    number TEXT NOT NULL,
    dossier_id BLOB,
    batch_id BLOB,
    event_id BLOB,
    issued_at BIGINT NOT NULL,
    issued_by TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL,
    sent_at BIGINT,
    void_reason TEXT NOT NULL,
    replaces BLOB,
    PRIMARY KEY ("row"),
    CONSTRAINT issued_forms_id UNIQUE (id)
)
""",
    'CREATE INDEX issued_forms_batch ON issued_forms (batch_id, "row") WHERE batch_id IS NOT NULL',
    'CREATE INDEX issued_forms_dossier ON issued_forms (dossier_id, "row") WHERE dossier_id IS NOT NULL',
    'CREATE INDEX issued_forms_state ON issued_forms (state, form, "row")',
    """
CREATE TABLE lives (
    dossier INTEGER NOT NULL,
    due BIGINT,
    moved_at BIGINT NOT NULL,
    ended_at BIGINT,
    holder TEXT NOT NULL,
    shelf TEXT NOT NULL,
    "group" BLOB,
    supplements INTEGER NOT NULL,
    extensions INTEGER NOT NULL,
    PRIMARY KEY (dossier),
    FOREIGN KEY(dossier) REFERENCES dossiers ("row") ON DELETE CASCADE
)
""",
    "CREATE INDEX lives_due ON lives (due) WHERE due IS NOT NULL",
    'CREATE INDEX lives_group ON lives ("group") WHERE "group" IS NOT NULL',
    "CREATE INDEX lives_moving ON lives (moved_at) WHERE ended_at IS NULL",
    """
CREATE TABLE paper_origins (
    dossier_id BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    source TEXT,
    reference TEXT NOT NULL,
    looked_at BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    result TEXT NOT NULL,
    valid_until DATE,
    PRIMARY KEY (dossier_id, ordinal)
)
 WITHOUT ROWID
""",
    """
CREATE TABLE payments (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier_id BLOB NOT NULL,
    at BIGINT NOT NULL,
    amount INTEGER NOT NULL,
    way TEXT NOT NULL,
    purpose TEXT NOT NULL,
    "by" TEXT NOT NULL,
    receipt TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT payments_id UNIQUE (id)
)
""",
    "CREATE INDEX payments_at ON payments (at)",
    'CREATE INDEX payments_dossier ON payments (dossier_id, "row")',
    """
CREATE TABLE result_returns (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier_id BLOB NOT NULL,
    at BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    acts_for TEXT NOT NULL,
    collector TEXT NOT NULL,
    name TEXT NOT NULL,
    proof TEXT NOT NULL,
    outcome TEXT NOT NULL,
    identity TEXT NOT NULL,
    phone TEXT NOT NULL,
    authorisation TEXT NOT NULL,
    originals_taken TEXT NOT NULL,
    papers_back TEXT NOT NULL,
    tracking TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT result_returns_id UNIQUE (id)
)
""",
    'CREATE INDEX result_returns_dossier ON result_returns (dossier_id, "row")',
    """
CREATE TABLE results (
    "row" INTEGER NOT NULL,
    id BLOB NOT NULL,
    dossier_id BLOB NOT NULL,
    title TEXT NOT NULL,
    code TEXT NOT NULL,
    number TEXT NOT NULL,
    issued_on DATE,
    signer TEXT NOT NULL,
    electronic BOOLEAN NOT NULL,
    negative BOOLEAN NOT NULL,
    file_digest TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    recorded_at BIGINT,
    recorded_by TEXT NOT NULL,
    file_kind TEXT,
    integrity TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    signed_at BIGINT,
    PRIMARY KEY ("row"),
    CONSTRAINT results_id UNIQUE (id)
)
""",
    'CREATE INDEX results_dossier ON results (dossier_id, "row")',
    """
CREATE TABLE serials (
    name TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (name)
)
 WITHOUT ROWID
""",
    """
CREATE TABLE units (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    level TEXT NOT NULL,
    head_title TEXT NOT NULL,
    head_name TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    valid_from DATE,
    valid_to DATE,
    successor TEXT NOT NULL,
    PRIMARY KEY (id)
)
""",
    # What was received before lives on: nothing had happened to it but its reception.
    """
INSERT INTO lives (dossier, due, moved_at, ended_at, holder, shelf, "group", supplements, extensions)
SELECT "row", appointment, received_at, NULL, '', '', NULL, 0, 0 FROM dossiers
""",
    # Money that was said to be taken at the reception was taken then.
    """
INSERT INTO payments (id, dossier_id, at, amount, way, purpose, by, receipt, note)
SELECT randomblob(16), id, received_at, total, payment, 'fee', '', '', ''
FROM (
    SELECT dossiers.*, (SELECT sum(amount) FROM fees WHERE dossier = dossiers."row") AS total FROM dossiers
)
WHERE payment IN ('cash', 'vietqr') AND total > 0
""",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
