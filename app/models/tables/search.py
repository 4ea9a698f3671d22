"""Full-text tables. FTS5 never folds đ, so the words are folded in Python before they are stored.

Contentless and ``detail=none``: only which word is in which row is kept, the text is in the tables. The signs in a
word say its kind (app.models.search_words); columns would make every list of rows longer than a search needs.
Prefixes are kept up to the longest syllable and its sign: for other lengths FTS5 would first read all rows of the word.
"""

from sqlalchemy import DDL, Column, Table, Text, event

from app.models.tables.base import metadata

_FTS = (
    "CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, detail=none, "
    "prefix='2 3 4 5 6 7 8', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_-'\")"
)

DOSSIER_WORDS = "dossier_words"
PEOPLE_WORDS = "people_words"

FULL_TEXT = (_FTS.format(name=DOSSIER_WORDS), _FTS.format(name=PEOPLE_WORDS))

# Every folded syllable that was ever indexed, those of subjects with their sign: a typing error is looked for among
# real words, not in the index.
syllables = Table("syllables", metadata, Column("syllable", Text, primary_key=True), sqlite_with_rowid=False)

for _statement in FULL_TEXT:
    event.listen(metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call] # SQLAlchemy left it untyped
