"""Reading the book: what is held of a day, which dossiers are complete, what a counter has forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from app.hub.database import read_only
from app.hub.receiver import Receiver
from app.hub.tables import counters, files, operations
from app.sync.arrivals import Arrival
from app.sync.digests import Comparison, digest_of, digest_of_files, files_named, number_named

PULL_AT_ONCE = 200
_AT_ONCE = 10_000  # parameters in one statement; SQLite takes 32,766
_WIRE_COLUMNS = tuple(operations.c[name] for name in Arrival._fields if name != "fault")


@dataclass(frozen=True, slots=True)
class StoredDossier:
    """A dossier as the province has it.

    Attributes:
        number: the printed number; empty where the body states none.
        operations: how many operations of it are held.
        files: digests its papers name.
        missing_files: those of them that have not arrived whole.
    """

    dossier_id: str
    number: str
    office_code: str
    made_at: str
    operations: int
    files: tuple[str, ...]
    missing_files: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every file that the record names has been confirmed."""
        return not self.missing_files


def lacking(receiver: Receiver, op_ids: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return those op_ids that are not in the book, in their order."""
    with read_only(receiver.engine) as connection:
        held = set(connection.execute(select(operations.c.op_id).where(operations.c.op_id.in_(op_ids))).scalars())
    return tuple(op_id for op_id in op_ids if op_id not in held)


def forgotten(receiver: Receiver, counter: bytes, incarnation: bytes, after: int) -> list[Arrival]:
    """Return the counter's next operations after a place, at most PULL_AT_ONCE."""
    query = (
        select(*_WIRE_COLUMNS)
        .where(
            operations.c.counter_id == counter,
            operations.c.incarnation == incarnation,
            operations.c.cseq > after,
        )
        .order_by(operations.c.cseq, operations.c.server_seq)
        .limit(PULL_AT_ONCE)
    )
    with read_only(receiver.engine) as connection:
        return [Arrival(*row) for row in connection.execute(query)]


def compare(receiver: Receiver, day: date, *, counter: bytes = b"", office_code: str = "") -> Comparison:
    """Return count and digest of the records that a counter or an office made on day, and of their files here."""
    made_by = operations.c.counter_id == counter if counter else counters.c.office_code == office_code
    with read_only(receiver.engine) as connection:
        rows = connection.execute(
            select(operations.c.op_id, operations.c.body_sha, operations.c.body)
            .join(counters, counters.c.counter_id == operations.c.counter_id)
            .where(made_by, _made_on(day))
        ).all()
        named = sorted({digest for row in rows for digest in files_named(row.body)})
        here = _confirmed(connection, named)
    whole = [digest for digest in named if digest in here]
    records = digest_of((row.op_id, row.body_sha) for row in rows)
    return Comparison(len(rows), records, len(whole), digest_of_files(whole))


def _made_on(day: date) -> ColumnElement[bool]:
    # Written by the wire format at +07:00, so the text begins with the office's own day.
    return operations.c.made_at.startswith(day.isoformat())


def stored_dossiers(receiver: Receiver, office_code: str | None = None) -> tuple[StoredDossier, ...]:
    """Return every dossier in the book, in the order of its first operation; optionally of one office."""
    query = (
        select(operations.c.dossier_id, operations.c.made_at, operations.c.body, counters.c.office_code)
        .outerjoin(counters, counters.c.counter_id == operations.c.counter_id)
        .order_by(operations.c.server_seq)
    )
    if office_code is not None:
        query = query.where(counters.c.office_code == office_code)
    with read_only(receiver.engine) as connection:
        found: dict[bytes, list[tuple[str, bytes, str]]] = {}
        for row in connection.execute(query):
            found.setdefault(row.dossier_id, []).append((row.made_at, row.body, row.office_code or ""))
        named = {digest for rows in found.values() for _, body, _ in rows for digest in files_named(body)}
        here = _confirmed(connection, sorted(named))
    return tuple(_stored(dossier, rows, here) for dossier, rows in found.items())


def _stored(dossier: bytes, rows: list[tuple[str, bytes, str]], here: set[str]) -> StoredDossier:
    wanted = tuple(sorted({digest for _, body, _ in rows for digest in files_named(body)}))
    missing = tuple(digest for digest in wanted if digest not in here)
    made_at, body, office = rows[0]
    return StoredDossier(dossier.hex(), number_named(body), office, made_at, len(rows), wanted, missing)


def _confirmed(connection: Connection, digests: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(digests), _AT_ONCE):
        some = digests[at : at + _AT_ONCE]
        found |= set(connection.execute(select(files.c.digest).where(files.c.digest.in_(some))).scalars())
    return found
