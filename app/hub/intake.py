"""Taking a batch: every operation is kept before it is judged, and the answer is of the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.operations import canonical_json
from app.hub.chains import OTHER_BODY, note_arrivals
from app.hub.database import RECORD_ERRORS
from app.hub.inserting import insert_new
from app.hub.tables import counters, operations, rejected
from app.sync.arrivals import Arrival
from app.sync.receipts import Outcome, Receipt

PLACE_TAKEN = "place_taken"
FOREIGN = "foreign"
UNSTORABLE = "unstorable"


@dataclass(frozen=True, slots=True)
class _Row:
    """What the book says of an operation that was there before."""

    op_id: bytes
    body_sha: bytes
    server_seq: int


def take(engine: Engine, sender: bytes, arrivals: Sequence[Arrival], received_at: str) -> tuple[Receipt, ...]:
    """Keep arrivals and return one receipt for each, in their order."""
    try:
        with engine.begin() as connection:
            return _take(connection, sender, arrivals, received_at)
    except RECORD_ERRORS:
        # One record that the database cannot hold must not stop the others.
        return tuple(_take_alone(engine, sender, arrival, received_at) for arrival in arrivals)


def _take_alone(engine: Engine, sender: bytes, arrival: Arrival, received_at: str) -> Receipt:
    try:
        with engine.begin() as connection:
            return _take(connection, sender, [arrival], received_at)[0]
    except RECORD_ERRORS:
        with engine.begin() as connection:
            _keep_evidence(connection, sender, [(arrival, UNSTORABLE)], received_at)
        return _unkept(arrival, UNSTORABLE)


def _take(connection: Connection, sender: bytes, arrivals: Sequence[Arrival], received_at: str) -> tuple[Receipt, ...]:
    # The retry of a request that timed out may run beside the request itself.
    connection.execute(select(counters.c.ordinal).where(counters.c.counter_id == sender).with_for_update())
    refused = {id(one): reason for one in arrivals if (reason := _objection(one, sender))}
    sound = [one for one in arrivals if id(one) not in refused] if refused else arrivals
    stored = insert_new(connection, sound, received_at) if sound else {}
    if len(stored) == len(arrivals):
        note_arrivals(connection, sender, arrivals, received_at)
        waiting = _waiting(connection, arrivals)
        return tuple(_receipt(one, stored[one.op_id], Outcome.STORED, waiting) for one in arrivals)
    return _take_the_rest(connection, sender, arrivals, received_at, refused, stored)


def _take_the_rest(
    connection: Connection,
    sender: bytes,
    arrivals: Sequence[Arrival],
    received_at: str,
    refused: dict[int, str],
    stored: dict[bytes, int],
) -> tuple[Receipt, ...]:
    """Answer a batch of which not everything was new and sound."""
    sound = [one for one in arrivals if id(one) not in refused]
    new, fresh = [], set(stored)
    for one in sound:
        if one.op_id in fresh:
            fresh.discard(one.op_id)  # the same id a second time in one request is not new
            new.append(one)
    firsts = {id(one) for one in new}
    others = [one for one in sound if id(one) not in firsts]
    known = _known(connection, others)
    reasons = refused | {id(one): reason for one in others if (reason := _clash(one, known))}
    evidence = [(one, reasons[id(one)]) for one in arrivals if id(one) in reasons]
    kept = _keep_evidence(connection, sender, evidence, received_at) if evidence else []
    note_arrivals(connection, sender, new + kept, received_at)
    waiting = _waiting(connection, sound)
    return tuple(
        _unkept(one, reasons[id(one)])
        if id(one) in reasons
        else _receipt(one, stored[one.op_id], Outcome.STORED, waiting)
        if id(one) in firsts
        else _receipt(one, known[one.op_id].server_seq, Outcome.DUPLICATE, waiting)
        for one in arrivals
    )


def _objection(arrival: Arrival, sender: bytes) -> str:
    """Return why an operation cannot enter the book, or nothing."""
    return arrival.fault or ("" if arrival.counter_id == sender else FOREIGN)


def _known(connection: Connection, arrivals: Sequence[Arrival]) -> dict[bytes, _Row]:
    if not arrivals:
        return {}
    ids = [arrival.op_id for arrival in arrivals]
    columns = operations.c.op_id, operations.c.body_sha, operations.c.server_seq
    rows = connection.execute(select(*columns).where(operations.c.op_id.in_(ids)))
    return {row.op_id: _Row(row.op_id, row.body_sha, row.server_seq) for row in rows}


def _clash(arrival: Arrival, known: dict[bytes, _Row]) -> str:
    row = known.get(arrival.op_id)
    if row is None:
        return PLACE_TAKEN
    return "" if row.body_sha == arrival.body_sha else OTHER_BODY


def _keep_evidence(
    connection: Connection, sender: bytes, evidence: Sequence[tuple[Arrival, str]], received_at: str
) -> list[Arrival]:
    """Keep what could not enter the book; return what was kept for the first time and has a place in the chain."""
    adding = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    kept = []
    for arrival, reason in evidence:
        values = {
            "op_id": arrival.op_id,
            "body_sha": arrival.body_sha,
            "sender": sender,
            "incarnation": arrival.incarnation,
            "cseq": arrival.cseq,
            "dseq": arrival.dseq,
            "chain": arrival.chain,
            "reason": reason,
            "header": _header(arrival),
            "body": arrival.body,
            "received_at": received_at,
        }
        row = connection.execute(
            adding(rejected).values(values).on_conflict_do_nothing().returning(rejected.c.id)
        ).first()
        if row is not None and reason not in {OTHER_BODY, FOREIGN, "header"}:
            kept.append(arrival)
    return kept


def _header(arrival: Arrival) -> str:
    return canonical_json(
        {
            "office_id": arrival.office_id.hex(),
            "counter_id": arrival.counter_id.hex(),
            "dossier_id": arrival.dossier_id.hex(),
            "kind": arrival.kind,
            "schema": arrival.schema,
            "made_at": arrival.made_at,
        }
    ).decode()


def _waiting(connection: Connection, arrivals: Sequence[Arrival]) -> set[bytes]:
    """Return the op_ids of those whose dossier lacks an earlier operation.

    Worked out from the book each time: an operation is released by the mere arrival of what it waited for.
    """
    later = {arrival.dossier_id for arrival in arrivals if arrival.dseq > 1}
    if not later:
        return set()
    places: dict[bytes, set[int]] = {}
    rows = connection.execute(
        select(operations.c.dossier_id, operations.c.dseq).where(operations.c.dossier_id.in_(later))
    )
    for dossier, dseq in rows:
        places.setdefault(dossier, set()).add(dseq)
    released = {dossier: _unbroken(found) for dossier, found in places.items()}
    return {one.op_id for one in arrivals if one.dseq > 1 and one.dseq > released.get(one.dossier_id, 0)}


def _unbroken(places: set[int]) -> int:
    reached = 0
    while reached + 1 in places:
        reached += 1
    return reached


def _receipt(arrival: Arrival, place: int, outcome: Outcome, waiting: set[bytes]) -> Receipt:
    parked = arrival.op_id in waiting
    return Receipt(arrival.op_id, arrival.body_sha, Outcome.PARKED if parked else outcome, place)


def _unkept(arrival: Arrival, reason: str) -> Receipt:
    clash = reason in {OTHER_BODY, PLACE_TAKEN}
    return Receipt(arrival.op_id, arrival.body_sha, Outcome.CONFLICT if clash else Outcome.REFUSED, 0, reason)
