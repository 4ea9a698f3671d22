"""Full-text search that forgives accents, đ/d and one typing error.

The rowid of an index is the row it speaks of; rows count up with time: the newest come first.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, starmap
from typing import Any

from sqlalchemy import ColumnElement, Connection, column, exists, literal_column, select, table, text
from sqlalchemy.dialects.sqlite import insert

from app.core.vietnamese import syllables
from app.models.rows import Match
from app.models.search_words import SUBJECT, accented_words, indexed, learned
from app.models.tables.dossiers import dossiers
from app.models.tables.search import DOSSIER_WORDS, PEOPLE_WORDS
from app.models.tables.search import syllables as known_syllables
from app.models.text_query import (
    Words,
    either,
    exactly,
    in_name,
    in_subject,
    mended_name,
    mended_subject,
    one_edit_away,
    splits,
    two_names,
    with_word,
)

_MOST_WORDS = 12
_FEWEST_LETTERS = 2
_READ_AT_MOST = 150
_LONGEST_NAME = 5

# One value however many words: a list of values would be compiled anew for each length.
_KNOWN = text("SELECT syllable FROM syllables WHERE syllable IN (SELECT value FROM json_each(:words))")
_SUBJECTS = text("SELECT row, procedure_name, content FROM dossiers WHERE row IN (SELECT value FROM json_each(:rows))")
_NEWEST: dict[str, Any] = {
    name: text(f"SELECT rowid FROM {name} WHERE {name} MATCH :expression ORDER BY rowid DESC LIMIT :limit")  # noqa: S608 - our names
    for name in (DOSSIER_WORDS, PEOPLE_WORDS)
}


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the index and why it was found."""

    row: int
    match: Match


class TextIndex:
    """One full-text table.

    Args:
        with_subject: what was typed may be in the subject too, not only in the names.
    """

    def __init__(self, connection: Connection, name: str, *, with_subject: bool = False) -> None:
        self._connection = connection
        self._name = name
        self._with_subject = with_subject

    def put(self, row: int, names: Iterable[str], subject: Iterable[str] = ()) -> None:
        """Index the names (and other text) under row, whatever stood there before."""
        words = indexed(names, subject)
        statement = text(f"INSERT OR REPLACE INTO {self._name} (rowid, words) VALUES (:row, :words)")  # noqa: S608 - our name
        self._connection.execute(statement, {"row": row, "words": words})
        fresh = [{"syllable": word} for word in sorted(learned(words))]
        if fresh:
            self._connection.execute(insert(known_syllables).on_conflict_do_nothing(), fresh)

    def optimise(self) -> None:
        """Merge all of the index into one piece, in which a word is looked up once; rewrites the whole index."""
        self._connection.exec_driver_sql(f"INSERT INTO {self._name} ({self._name}) VALUES ('optimize')")  # noqa: S608 - our name

    def find(self, typed: str, limit: int, narrow: Sequence[ColumnElement[bool]] = ()) -> tuple[Found, ...]:
        """Return rows for what was typed: exact accents first, then without, else one typing error; newest first.

        A name has all words, in any order, the last one perhaps not finished. Only where there is no such name, the
        subject is asked, or a name and the subject: "dang" is the family Đặng, not everybody's "đăng ký". Every
        condition of narrow holds for the dossier that the row is.
        """
        words = syllables(typed)[:_MOST_WORDS]
        if len("".join(words)) < _FEWEST_LETTERS:
            return ()
        search = _Search(self._connection, self._name, limit, narrow, with_subject=self._with_subject)
        return search.found(words, accented_words(typed)[:_MOST_WORDS])


@dataclass(frozen=True, slots=True)
class _Search:
    """One search: the steps from the surest answer to the boldest."""

    _connection: Connection
    _name: str
    _limit: int
    _narrow: Sequence[ColumnElement[bool]]
    with_subject: bool

    def found(self, words: Words, accented: Words) -> tuple[Found, ...]:
        """Return the rows of the first step that finds any; with and without accents are one step."""
        rows = self._rows(exactly(words, accented))
        certain = dict.fromkeys(rows, Match.EXACT)
        if len(rows) < self._limit:
            rest = dict.fromkeys(self._rows(in_name(words)), Match.WITHOUT_ACCENTS)
            certain = {**certain, **{row: match for row, match in rest.items() if row not in certain}}
        bold = () if certain else self._bold(words)
        return tuple(starmap(Found, islice(chain(certain.items(), bold), self._limit)))

    def _bold(self, words: Words) -> list[tuple[int, Match]]:
        known = self._known(words)
        rows = self._with_subject(words, known)
        if rows:
            return [(row, Match.SUBJECT) for row in rows]
        return [(row, Match.TYPO) for row in self._mended(words, known)]

    def _with_subject(self, words: Words, known: frozenset[str]) -> list[int]:
        if not self.with_subject:
            return []
        rows = self._rows(either((in_subject(words, known), two_names(words, known))))
        return rows or self._split(words, known)

    def _split(self, words: Words, known: frozenset[str]) -> list[int]:
        """Return rows by a name and words of the subject, among the newest of that name.

        Reading the subjects of some is much quicker than walking through all who ever "registered" something.
        """
        for split in splits(words, known):
            named = self._rows(split.name, _READ_AT_MOST)
            subjects = self._connection.execute(_SUBJECTS, {"rows": json.dumps(named)}) if named else ()
            fitting = {row for row, *texts in subjects if split.fits(tuple(w for t in texts for w in _cut(t)))}
            if fitting:
                return sorted(fitting, reverse=True)[: self._limit]
        return []

    def _mended(self, words: Words, known: frozenset[str]) -> list[int]:
        """Return rows for one typing error in one word: in the unknown one where there is one."""
        places = _suspects(words, known)
        near = {place: self._known(one_edit_away(words[place])) for place in places}
        names = {place: sorted(word for word in near[place] if not word.startswith(SUBJECT)) for place in places}
        rows = self._rows(either(mended_name(words, place, names[place]) for place in places))
        if rows or not self.with_subject:
            return rows
        subjects = {place: sorted({word.removeprefix(SUBJECT) for word in near[place]}) for place in places}
        rows = self._rows(either(mended_subject(words, place, subjects[place], known) for place in places))
        # A word that may be any of all known ones in a name or a subject would be too many questions.
        variants = [with_word(words, p, word) for p in places for word in subjects[p]] if len(places) == 1 else []
        answers = (self._split(variant, known | near[places[0]]) for variant in variants)
        return rows or next(filter(None, answers), [])

    def _rows(self, expression: str, limit: int = 0) -> list[int]:
        if not expression:
            return []
        if not self._narrow:
            values = {"expression": expression, "limit": limit or self._limit}
            return list(self._connection.scalars(_NEWEST[self._name], values))
        index: Any = table(self._name, column("rowid"))
        query = select(index.c.rowid).where(literal_column(self._name).op("MATCH")(expression))
        query = query.where(exists().where(dossiers.c.row == index.c.rowid, *self._narrow))
        return list(self._connection.scalars(query.order_by(index.c.rowid.desc()).limit(limit or self._limit)))

    def _known(self, words: Iterable[str]) -> frozenset[str]:
        both = [kind + word for word in words for kind in ("", SUBJECT)]
        return frozenset(self._connection.scalars(_KNOWN, {"words": json.dumps(both)}))


# Most subjects are the same few procedures over and over.
_cut = lru_cache(maxsize=1_000)(syllables)


def _suspects(words: Words, known: frozenset[str]) -> list[int]:
    """Return where the typing error may be; nowhere, where there must be two of them."""
    places = [place for place, word in enumerate(words) if word.isalpha()]
    unknown = [place for place in places if words[place] not in known and SUBJECT + words[place] not in known]
    # An unknown last word may be the beginning of a known one.
    finished = [place for place in unknown if place < len(words) - 1]
    if len(finished) > 1:
        return []
    # In more words than a name has, only a word that nobody has is suspected: all others would be too many questions.
    return finished or unknown or (places if len(words) <= _LONGEST_NAME else [])
