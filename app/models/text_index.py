"""Full-text search that forgives accents, đ/d and one typing error.

An index has at least the columns ``names`` (folded) and ``exact`` (with accents); its rowid is the row it speaks of,
and rows count up with time, so that the newest come first without sorting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, column, exists, literal_column, select, table, text
from sqlalchemy.dialects.sqlite import insert

from app.core.vietnamese import nfc, syllables
from app.models.rows import Match
from app.models.tables.dossiers import dossiers
from app.models.tables.search import syllables as known_syllables

_MOST_WORDS = 12
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the index and why it was found."""

    row: int
    match: Match


def accented_words(value: str) -> tuple[str, ...]:
    """Return the words of value in lower case with their accents, cut where syllables() cuts."""
    lowered = nfc(value).lower()
    return tuple("".join(c if c.isalnum() else " " for c in lowered).split())


def indexed(names: Iterable[str], subject: Iterable[str] = ()) -> dict[str, str]:
    """Return the columns of an index for these texts, each word once."""
    names = tuple(names)
    return {
        "names": " ".join(_unique(names)),
        "exact": " ".join(dict.fromkeys(word for name in names for word in accented_words(name))),
        "subject": " ".join(_unique(subject)),
    }


class TextIndex:
    """One full-text table.

    Args:
        forgiving: the folded columns that are searched without accents.
    """

    def __init__(self, connection: Connection, table: str, forgiving: Sequence[str]) -> None:
        self._connection = connection
        self._table = table
        self._forgiving = " ".join(forgiving)

    def put(self, row: int, names: Iterable[str], subject: Iterable[str] = ()) -> None:
        """Index the names (and other text) under row, whatever stood there before."""
        columns = indexed(names, subject)
        if "subject" not in self._forgiving:
            del columns["subject"]
        listed = ", ".join(columns)
        values = ", ".join(f":{name}" for name in columns)
        statement = f"INSERT OR REPLACE INTO {self._table} (rowid, {listed}) VALUES (:row, {values})"  # noqa: S608 - names of ours
        self._connection.execute(text(statement), {"row": row, **columns})
        words = {word for name in ("names", "subject") for word in columns.get(name, "").split()}
        if words:
            self._connection.execute(
                insert(known_syllables).on_conflict_do_nothing(), [{"syllable": word} for word in sorted(words)]
            )

    def find(self, typed: str, limit: int, narrow: Sequence[ColumnElement[bool]] = ()) -> tuple[Found, ...]:
        """Return rows for what was typed: exact accents first, then without, else one typing error; newest first."""
        exact = accented_words(typed)[:_MOST_WORDS]
        words = syllables(typed)[:_MOST_WORDS]
        if len("".join(words)) < _FEWEST_LETTERS:
            return ()
        found = dict.fromkeys(self._rows(f"{{exact}} : ({_all_of(exact)})", limit, narrow), Match.EXACT)
        forgiving = f"{{{self._forgiving}}} : "
        if len(found) < limit:
            for row in self._rows(f"{forgiving}({_all_of(words)})", limit, narrow):
                found.setdefault(row, Match.WITHOUT_ACCENTS)
        if not found:
            repaired = self._repaired(words)
            if repaired:
                found = dict.fromkeys(self._rows(f"{forgiving}({repaired})", limit, narrow), Match.TYPO)
        return tuple(Found(row, match) for row, match in list(found.items())[:limit])

    def _rows(self, expression: str, limit: int, narrow: Sequence[ColumnElement[bool]]) -> list[int]:
        index: Any = table(self._table, column("rowid"))
        query = select(index.c.rowid).where(literal_column(self._table).op("MATCH")(expression))
        if narrow:
            query = query.where(exists().where(dossiers.c.row == index.c.rowid, *narrow))
        return list(self._connection.scalars(query.order_by(index.c.rowid.desc()).limit(limit)))

    def _repaired(self, words: Sequence[str]) -> str:
        """Return the expression for one typing error in one word: in the unknown one where there is one."""
        known = self._known(words)
        suspects = [word for word in words if word not in known] or list(words)
        variants = []
        for suspect in dict.fromkeys(suspects):
            near = self._known(_one_error(suspect))
            if near:
                others = [_quoted(word) for word in words if word != suspect]
                variants.append(" AND ".join([*others, "(" + " OR ".join(map(_quoted, sorted(near))) + ")"]))
        return " OR ".join(f"({variant})" for variant in variants)

    def _known(self, words: Iterable[str]) -> frozenset[str]:
        query = select(known_syllables.c.syllable).where(
            known_syllables.c.syllable.in_(bindparam("words", expanding=True))
        )
        return frozenset(self._connection.scalars(query, {"words": list(words)}))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for value in values for word in syllables(value)))


def _quoted(word: str) -> str:
    return f'"{word}"'


def _all_of(words: Sequence[str]) -> str:
    """Return "all of these words, the last one perhaps not finished"."""
    return " AND ".join([*map(_quoted, words[:-1]), _quoted(words[-1]) + "*"])


def _one_error(word: str) -> frozenset[str]:
    """Return every text one insertion, deletion, substitution or exchange of neighbours away from word."""
    if len(word) < 2:
        return frozenset()
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = {left + right[1:] for left, right in cuts if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    near |= {left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase}
    near |= {left + letter + right for left, right in cuts for letter in ascii_lowercase}
    return frozenset(near - {word, ""})
