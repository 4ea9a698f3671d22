"""Known people: everybody who was at this desk, as last seen."""

from datetime import datetime

from sqlalchemy import RowMapping, or_, select
from sqlalchemy.dialects.sqlite import insert

from app.core.vietnamese import fold, tidy
from app.domain.people import Party
from app.domain.phones import normal_phone
from app.models.mapping import Repository, from_row, to_row
from app.models.rows import KnownPerson
from app.models.tables import PEOPLE_WORDS, people
from app.models.text_index import TextIndex

_MOST_OF_A_PHONE = 20


class People(Repository):
    """The people this desk knows."""

    def upsert(self, party: Party, seen_at: datetime) -> bool:
        """Remember party as seen now; return False where it has neither identity nor phone to know it by again."""
        key = _key(party)
        if not key:
            return False
        values = {**to_row(party), "phone_key": normal_phone(party.phone), "last_seen": seen_at}
        statement = insert(people).values(key=key, visits=1, **values)
        row = self._connection.scalar(
            statement.on_conflict_do_update(
                index_elements=["key"], set_={**values, "visits": people.c.visits + 1}
            ).returning(people.c.row)
        )
        if row is None:
            raise RuntimeError("an upsert always has a row")
        TextIndex(self._connection, PEOPLE_WORDS).put(row, (party.full_name,))
        return True

    def by_identity(self, identity: str) -> KnownPerson | None:
        """Return the person or organisation with this personal id, tax code or old id."""
        query = select(people).where(or_(people.c.key == identity, people.c.old_id == identity))
        query = query.order_by((people.c.key == identity).desc(), people.c.last_seen.desc()).limit(1)
        row = self._connection.execute(query).mappings().first() if identity else None
        return None if row is None else _known(row)

    def by_phone(self, phone: str) -> tuple[KnownPerson, ...]:
        """Return who gave this phone, seen last first: families share one."""
        key = normal_phone(phone)
        if not key:
            return ()
        query = select(people).where(people.c.phone_key == key).order_by(people.c.last_seen.desc())
        return tuple(_known(r) for r in self._connection.execute(query.limit(_MOST_OF_A_PHONE)).mappings())

    def by_name(self, text: str, limit: int) -> tuple[KnownPerson, ...]:
        """Return people by name, accents and đ/d forgiven, one typing error too: exact accents first."""
        found = TextIndex(self._connection, PEOPLE_WORDS).find(text, limit)
        rows = [one.row for one in found]
        query = select(people).where(people.c.row.in_(rows))
        by_row = {row["row"]: _known(row) for row in self._connection.execute(query).mappings()}
        return tuple(by_row[row] for row in rows)


def _key(party: Party) -> str:
    phone = normal_phone(party.phone)
    if party.identity:
        return party.identity
    return f"{fold(tidy(party.full_name))}|{phone}" if phone and party.full_name else ""


def _known(row: RowMapping) -> KnownPerson:
    return KnownPerson(party=from_row(Party, row), last_seen=row["last_seen"], visits=row["visits"])
