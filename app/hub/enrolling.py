"""Who may send: offices, invitations by one-time code, and the counters that used one."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from app.core.problems import PersonProblem
from app.domain.numbers.manifest import (
    Manifest,
    default_manifest,
    manifest_body,
    manifest_from_json,
    manifest_to_json,
)
from app.hub.database import read_only, trouble_named
from app.hub.receiver import Receiver
from app.hub.tables import counters, invitations, offices
from app.sync.enrolment import Admission, Application, name_of, new_code, proof, read_code

MOST_TRIES = 10
"""Wrong proofs after which an invitation is dead; 60 secret bits cannot be guessed in ten."""
USUAL_COUNTERS = 8


@dataclass(frozen=True, slots=True)
class EnrolledCounter:
    """A counter as the receiver knows it."""

    counter_id: bytes
    public_key: bytes
    office_code: str
    ordinal: int


def put_office(receiver: Receiver, code: str, name: str, manifest: Manifest | None = None) -> None:
    """Make or rename an office; without a manifest it keeps the one it has, or gets the usual split for eight counters.

    Raises:
        PersonProblem: ``numbers.bad_organisation``.
    """
    with trouble_named(), receiver.engine.begin() as connection:
        stored = connection.execute(select(offices.c.manifest).where(offices.c.code == code)).scalar()
        if manifest is None and stored is not None:
            connection.execute(update(offices).where(offices.c.code == code).values(name=name))
            return
        today = receiver.clock.now().date()
        chosen = manifest or default_manifest(code, USUAL_COUNTERS, today)
        signed = replace(chosen, signature=receiver.key.sign(manifest_body(chosen)))
        connection.execute(delete(offices).where(offices.c.code == code))
        connection.execute(insert(offices).values(code=code, name=name, manifest=manifest_to_json(signed)))


def create_enrolment(receiver: Receiver, office_code: str, counter_ordinal: int) -> str:
    """Return a new one-time code with which one counter of the office can enrol.

    Raises:
        PersonProblem: ``hub.office_unknown``; ``numbers.no_range`` where the manifest has no such counter.
    """
    with trouble_named(), receiver.engine.begin() as connection:
        manifest_from_json(_manifest(connection, office_code)).desk(counter_ordinal)
        taken = set(connection.execute(select(invitations.c.name)).scalars())
        signs = next(signs for code in iter(new_code, "") if name_of(signs := read_code(code) or "") not in taken)
        connection.execute(
            insert(invitations).values(
                name=name_of(signs),
                signs=signs,
                office_code=office_code,
                ordinal=counter_ordinal,
                tries=0,
                made_at=receiver.now(),
            )
        )
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def forget_old_invitations(receiver: Receiver, older_than: timedelta = timedelta(days=30)) -> int:
    """Delete invitations that nobody needs any more, and return how many."""
    limit = (receiver.clock.now() - older_than).isoformat()
    with trouble_named(), receiver.engine.begin() as connection:
        return connection.execute(delete(invitations).where(invitations.c.made_at < limit)).rowcount


def stop_counter(receiver: Receiver, counter_id: bytes) -> None:
    """Believe this counter's key no more; what it sent stays."""
    with trouble_named(), receiver.engine.begin() as connection:
        connection.execute(
            update(counters).where(counters.c.counter_id == counter_id).values(stopped_at=receiver.now())
        )


def admit(receiver: Receiver, application: Application) -> Admission:
    """Enrol a counter; the same key may ask again with the same code, its first answer may have been lost.

    Raises:
        PersonProblem: ``hub.code_wrong``, ``hub.code_used``, ``hub.receiver_is_practice``,
            ``hub.receiver_not_practice``.
    """
    if application.practice != receiver.practice:
        raise PersonProblem("hub.receiver_is_practice" if receiver.practice else "hub.receiver_not_practice")
    with trouble_named(), receiver.engine.begin() as connection:
        row = connection.execute(
            select(invitations).where(invitations.c.name == application.invitation).with_for_update()
        ).one_or_none()
        good = row is not None and row.tries < MOST_TRIES and application.is_proved(row.signs)
        if row is not None and good:
            return _admit(connection, receiver, application, row.signs, (row.office_code, row.ordinal))
        if row is not None:
            # Committed although the enrolment fails: the count is what stops guessing.
            connection.execute(update(invitations).where(invitations.c.name == row.name).values(tries=row.tries + 1))
    raise PersonProblem("hub.code_wrong")


def _admit(
    connection: Connection, receiver: Receiver, application: Application, signs: str, place: tuple[str, int]
) -> Admission:
    office_code, ordinal = place
    counter, key = bytes.fromhex(application.counter), bytes.fromhex(application.public_key)
    used = connection.execute(
        select(invitations.c.public_key).where(invitations.c.name == application.invitation)
    ).scalar()
    if used is not None and used != key:
        raise PersonProblem("hub.code_used")
    connection.execute(
        update(invitations)
        .where(invitations.c.name == application.invitation)
        .values(used_at=receiver.now(), public_key=key)
    )
    connection.execute(delete(counters).where(counters.c.counter_id == counter))
    connection.execute(
        insert(counters).values(
            counter_id=counter,
            public_key=key,
            office_code=office_code,
            ordinal=ordinal,
            enrolled_at=receiver.now(),
        )
    )
    admission = Admission(
        receiver.key.public.hex(),
        receiver.incarnation.hex(),
        receiver.practice,
        office_code,
        ordinal,
        _manifest(connection, office_code),
    )
    return replace(admission, proof=proof("receiver", signs, *admission.facts(key)))


def _manifest(connection: Connection, office_code: str) -> str:
    text = connection.execute(select(offices.c.manifest).where(offices.c.code == office_code)).scalar()
    if text is None:
        raise PersonProblem("hub.office_unknown", office=office_code)
    return str(text)


def enrolled(receiver: Receiver, counter_id: bytes) -> EnrolledCounter | None:
    """Return a counter whose key is believed."""
    with read_only(receiver.engine) as connection:
        row = connection.execute(
            select(counters).where(counters.c.counter_id == counter_id, counters.c.stopped_at.is_(None))
        ).one_or_none()
    return None if row is None else EnrolledCounter(row.counter_id, row.public_key, row.office_code, row.ordinal)


def office_list(receiver: Receiver) -> str:
    """Return the offices and their counters as JSON, for administrators."""
    with read_only(receiver.engine) as connection:
        found = connection.execute(select(offices.c.code, offices.c.name)).all()
        desks = connection.execute(select(counters.c.office_code, counters.c.ordinal, counters.c.enrolled_at)).all()
    return json.dumps(
        [
            {"code": code, "name": name, "counters": sorted([o, at] for office, o, at in desks if office == code)}
            for code, name in found
        ],
        ensure_ascii=False,
    )
