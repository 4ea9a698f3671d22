"""Search as you type: numbers by any tail, identities and phones by their beginning, words by app.models.text_index."""

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Select, exists, select, union_all

from app.core.vietnamese import tidy
from app.domain.phones import normal_phone
from app.models.dossier_lists import rows_by_key
from app.models.rows import DossierRow, Match
from app.models.tables import DOSSIER_WORDS, dossier_numbers, dossiers, parties
from app.models.text_index import TextIndex

Narrow = Sequence[ColumnElement[bool]]

# What may be (a part of) a dossier's number: no spaces, at least two digits at its end or two characters at its start.
_LIKE_NUMBER = re.compile(r"[0-9A-ZĐẠÂ.\-/]{2,40}")
_FEWEST_DIGITS = 3
# A dossier comes at most this often, for its numbers or parties. DISTINCT would sort all rows, not only the first ones.
_MOST_OF_ONE = 4
_TOP = "\uffff"


def search(connection: Connection, typed: str, limit: int, narrow: Narrow) -> tuple[DossierRow, ...]:
    """Return dossiers for what was typed, the surest kind of match first, newest first in each."""
    found: dict[int, Match] = {}
    for match, query in _by_numbers(tidy(typed)):
        if len(found) < limit:
            for row in sorted(connection.scalars(_narrowed(query, narrow, limit)), reverse=True):
                found.setdefault(row, match)
    if not found:
        words = TextIndex(connection, DOSSIER_WORDS, with_subject=True)
        found = {one.row: one.match for one in words.find(typed, limit, narrow)}
    return rows_by_key(connection, list(found.items())[:limit])


def of_person(connection: Connection, identity: str, phone: str, name: str, limit: int) -> tuple[DossierRow, ...]:
    """Return the dossiers of one person by the first of the three that is given."""
    key = normal_phone(phone)
    if identity:
        by_new = select(parties.c.dossier).where(parties.c.identity == identity)
        by_old = select(parties.c.dossier).where(parties.c.old_id == identity, parties.c.old_id != "")
        either = union_all(by_new, by_old).subquery()
        return _listed(connection, select(either.c.dossier), Match.IDENTITY, limit)
    if key:
        by_phone = select(parties.c.dossier).where(parties.c.phone_key == key, parties.c.phone_key != "")
        return _listed(connection, by_phone, Match.PHONE, limit)
    words = TextIndex(connection, DOSSIER_WORDS)
    return rows_by_key(connection, [(one.row, one.match) for one in words.find(name, limit)])


def _listed(connection: Connection, query: Select[int], match: Match, limit: int) -> tuple[DossierRow, ...]:
    column = query.selected_columns[0]
    rows = connection.scalars(query.order_by(column.desc()).limit(limit * _MOST_OF_ONE))
    return rows_by_key(connection, [(row, match) for row in dict.fromkeys(rows)][:limit])


def _by_numbers(typed: str) -> list[tuple[Match, Select[int]]]:
    wanted = typed.upper()
    digits = re.sub(r"[\s.]", "", typed)
    queries: list[tuple[Match, Select[int]]] = []
    if _LIKE_NUMBER.fullmatch(wanted) and wanted[-1].isdigit():
        tail, number = dossier_numbers.c.tail, dossier_numbers.c.number
        back = wanted[::-1]
        queries.append((Match.NUMBER, select(dossier_numbers.c.dossier).where(tail.between(back, back + _TOP))))
        # Backwards along the index: every number begins with the office, so the newest of them must not be sorted out.
        begun = select(dossier_numbers.c.dossier).where(number.between(wanted, wanted + _TOP))
        queries.append((Match.NUMBER, begun.order_by(number.desc())))
    if digits.lstrip("+").isdigit() and len(digits) >= _FEWEST_DIGITS:
        for column, match in ((parties.c.identity, Match.IDENTITY), (parties.c.old_id, Match.IDENTITY)):
            starts = column.between(digits, digits + _TOP)
            queries.append((match, select(parties.c.dossier).where(starts, column != "")))
        phone = "0" + digits[3:] if digits.startswith("+84") else digits
        starts = parties.c.phone_key.between(phone, phone + _TOP)
        queries.append((Match.PHONE, select(parties.c.dossier).where(starts, parties.c.phone_key != "")))
    return queries


def _narrowed(query: Select[int], narrow: Narrow, limit: int) -> Select[int]:
    column = query.selected_columns[0]
    if narrow:
        query = query.where(exists().where(dossiers.c.row == column, *narrow))
    return query.order_by(column.desc()).limit(limit * _MOST_OF_ONE)
