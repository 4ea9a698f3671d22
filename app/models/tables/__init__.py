"""The tables, one module a subject. They are today's shape; how older stores get there is in migrations."""

from app.models.tables.base import metadata
from app.models.tables.catalogue import calendars, procedures
from app.models.tables.desk import accounts, audit, counters, desk_values, drafts, offices, prints, sign_in_failures
from app.models.tables.dossiers import dossier_numbers, dossiers, fees, history, papers, parties
from app.models.tables.life import (
    batch_items,
    batches,
    certified_copies,
    form_prints,
    guidances,
    issued_forms,
    lives,
    paper_origins,
    payments,
    result_returns,
    results,
    serials,
    units,
)
from app.models.tables.numbers import high_waters, manifests, number_ledger
from app.models.tables.outbox import file_uses, files_out, operations
from app.models.tables.people import people
from app.models.tables.search import DOSSIER_WORDS, PEOPLE_WORDS, syllables

__all__ = [
    "DOSSIER_WORDS",
    "PEOPLE_WORDS",
    "accounts",
    "audit",
    "batch_items",
    "batches",
    "calendars",
    "certified_copies",
    "counters",
    "desk_values",
    "dossier_numbers",
    "dossiers",
    "drafts",
    "fees",
    "file_uses",
    "files_out",
    "form_prints",
    "guidances",
    "high_waters",
    "history",
    "issued_forms",
    "lives",
    "manifests",
    "metadata",
    "number_ledger",
    "offices",
    "operations",
    "paper_origins",
    "papers",
    "parties",
    "payments",
    "people",
    "prints",
    "procedures",
    "result_returns",
    "results",
    "serials",
    "sign_in_failures",
    "syllables",
    "units",
]
