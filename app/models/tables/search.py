"""Full-text tables. FTS5 never folds đ, so the columns are folded in Python before they are stored.

Contentless: only the index is kept, the text is in the tables. ``detail=column`` drops positions that nothing asks for.
"""

from sqlalchemy import DDL, Column, Table, Text, event

from app.models.tables.base import metadata

_FTS = (
    "CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='', contentless_delete=1, detail=column, "
    "prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')"
)

DOSSIER_WORDS = "dossier_words"
PEOPLE_WORDS = "people_words"

FULL_TEXT = (
    # names: folded; exact: with accents; subject: procedure and content, folded.
    _FTS.format(name=DOSSIER_WORDS, columns="names, exact, subject"),
    _FTS.format(name=PEOPLE_WORDS, columns="names, exact"),
)

# Every folded syllable that was ever indexed: a typing error is looked for among real words, not in the index.
syllables = Table("syllables", metadata, Column("syllable", Text, primary_key=True), sqlite_with_rowid=False)

for _statement in FULL_TEXT:
    event.listen(metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call] # SQLAlchemy left it untyped
