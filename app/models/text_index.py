"""Full-text search that forgives accents, đ/d and one typing error.

An index holds three kinds of words for a row: words of names folded (``duc``), as written (``0đức``), and folded words
of the subject (``1khai``). Its rowid is the row it speaks of; rows count up with time: the newest come first.
"""

from collections.abc import Callable, Iterable, Sequence
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
_EXACT = "0"
_SUBJECT = "1"


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the index and why it was found."""

    row: int
    match: Match


def accented_words(value: str) -> tuple[str, ...]:
    """Return the words of value in lower case with their accents, cut where syllables() cuts."""
    lowered = nfc(value).lower()
    return tuple("".join(c if c.isalnum() else " " for c in lowered).split())


def indexed(names: Iterable[str], subject: Iterable[str] = ()) -> str:
    """Return what the index holds for these texts, each word once."""
    names = tuple(names)
    words = [word for name in names for word in syllables(name)]
    words += [_EXACT + word for name in names for word in accented_words(name)]
    words += [_SUBJECT + word for text_ in subject for word in syllables(text_)]
    return " ".join(dict.fromkeys(words))


def folded_words(words: str) -> frozenset[str]:
    """Return the folded syllables among what indexed() made."""
    found = (word.removeprefix(_SUBJECT) for word in words.split() if not word.startswith(_EXACT))
    return frozenset(word for word in found if word.isalpha())


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
        fresh = [{"syllable": word} for word in sorted(folded_words(words))]
        if fresh:
            self._connection.execute(insert(known_syllables).on_conflict_do_nothing(), fresh)

    def find(self, typed: str, limit: int, narrow: Sequence[ColumnElement[bool]] = ()) -> tuple[Found, ...]:
        """Return rows for what was typed: exact accents first, then without, else one typing error; newest first.

        The subject is asked only where no name has all words: "dang" is the family Đặng, not everybody's "đăng ký".
        Every condition of narrow holds for the dossier that the row is.
        """
        words = syllables(typed)[:_MOST_WORDS]
        if len("".join(words)) < _FEWEST_LETTERS:
            return ()
        exact = [_EXACT + word for word in accented_words(typed)[:_MOST_WORDS]]
        passes = [(Match.EXACT, _all_of(exact, _quoted)), (Match.WITHOUT_ACCENTS, _all_of(words, _quoted))]
        found: dict[int, Match] = {}
        for match, expression in passes:
            if len(found) < limit:
                for row in self._rows(expression, limit, narrow):
                    found.setdefault(row, match)
        if not found and self._with_subject:
            found = dict.fromkeys(self._rows(_all_of(words, self._anywhere), limit, narrow), Match.SUBJECT)
        repaired = "" if found else self._repaired(words)
        if repaired:
            found = dict.fromkeys(self._rows(repaired, limit, narrow), Match.TYPO)
        return tuple(Found(row, match) for row, match in list(found.items())[:limit])

    def _anywhere(self, word: str, star: str = "") -> str:
        if not self._with_subject:
            return _quoted(word, star)
        return f"({_quoted(word, star)} OR {_quoted(_SUBJECT + word, star)})"

    def _rows(self, expression: str, limit: int, narrow: Sequence[ColumnElement[bool]]) -> list[int]:
        index: Any = table(self._name, column("rowid"))
        query = select(index.c.rowid).where(literal_column(self._name).op("MATCH")(expression))
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
                others = [self._anywhere(word) for word in words if word != suspect]
                variants.append(" AND ".join([*others, f"({' OR '.join(map(self._anywhere, sorted(near)))})"]))
        return " OR ".join(f"({variant})" for variant in variants)

    def _known(self, words: Iterable[str]) -> frozenset[str]:
        query = select(known_syllables.c.syllable).where(
            known_syllables.c.syllable.in_(bindparam("words", expanding=True))
        )
        return frozenset(self._connection.scalars(query, {"words": list(words)}))


def _quoted(word: str, star: str = "") -> str:
    return f'"{word}"{star}'


def _all_of(words: Sequence[str], term: Callable[[str, str], str]) -> str:
    """Return "all of these, the last one perhaps not finished"."""
    return " AND ".join([*(term(word, "") for word in words[:-1]), term(words[-1], "*")])


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
