"""Made-up dossiers in bulk, for measuring."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, table
from sqlalchemy.sql.expression import column

from app.domain.dossiers import Appointment, Dossier, PaymentWay, ReturnPlace
from app.domain.operations import Delivery, OperationKind
from app.domain.people import Parties, Party
from app.domain.procedures import Channel
from app.models.bench_names import GIVEN, MIDDLES, PROCEDURES, SURNAMES
from app.models.dossiers import dossier_values, life_values, party_values
from app.models.mapping import to_row
from app.models.rows import PartyPart
from app.models.search_words import indexed, learned
from app.models.store import Store, Work
from app.models.tables import (
    DOSSIER_WORDS,
    PEOPLE_WORDS,
    dossier_numbers,
    dossiers,
    lives,
    operations,
    parties,
    people,
    syllables,
)
from app.models.text_index import TextIndex

_BATCH = 20_000
A_DAY = 400
_VISITS = 2.5
_NOWHERE = UUID(int=0)
_UNSENT = 20
"""The newest dossiers are still on their way."""
_DIGEST = bytes(32)


@dataclass(frozen=True, slots=True)
class _Person:
    party: Party
    words: str


def made_up_name(chance: random.Random) -> str:
    """Return a name as frequent as in life."""
    surname = chance.choices([name for name, _ in SURNAMES], [weight for _, weight in SURNAMES])[0]
    return f"{surname} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"


def fill_with_made_up_dossiers(
    store: Store, count: int, seed: int = 1, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> None:
    """Add count dossiers of made-up people to an empty store, a batch a transaction; the same seed, the same data.

    At the end the indexes are as a store has them after some quiet hour: in one piece.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up data, not secrets
    crowd = [_person(chance, place) for place in range(max(1, int(count / _VISITS)))]
    first_day = store.clock.now() - timedelta(days=count // A_DAY + 1)
    for start in range(0, len(crowd), _BATCH):
        with store.work() as work:
            _add_people(work, start, crowd[start : start + _BATCH], first_day)
            work.commit()
    made = (_dossier(chance, place, crowd, first_day) for place in range(count))
    done = 0
    while batch := list(islice(made, _BATCH)):
        with store.work() as work:
            _add_dossiers(work, done, batch)
            _add_operations(work, done, [dossier for dossier, _ in batch], count - _UNSENT)
            work.commit()
        done += len(batch)
        progress(done, count)
    with store.work() as work:
        for name in (DOSSIER_WORDS, PEOPLE_WORDS):
            TextIndex(work.connection, name).optimise()
        work.commit()


def _person(chance: random.Random, place: int) -> _Person:
    name = made_up_name(chance)
    party = Party(name, personal_id=f"0{chance.randrange(1, 97):02}{place:09}", phone=f"09{chance.randrange(10**8):08}")
    return _Person(party, indexed((name,)))


def _dossier(chance: random.Random, place: int, crowd: list[_Person], first_day: datetime) -> tuple[Dossier, _Person]:
    code, name = chance.choice(PROCEDURES)
    person = chance.choice(crowd)
    received = first_day + timedelta(days=place // A_DAY, seconds=place % A_DAY * 60)
    due = received + timedelta(days=chance.randrange(1, 15))
    dossier = Dossier(
        id=UUID(int=(place + 1) << 80 | 7 << 76),
        number=f"H47.12-{received:%y%m%d}-{1000 + place % A_DAY}",
        provisional=False,
        office_id=_NOWHERE,
        counter_id=_NOWHERE,
        received_by=_NOWHERE,
        received_for="",
        channel=Channel.COUNTER,
        procedure_code=code,
        procedure_version=1,
        procedure_name=name,
        case_code="1",
        case_name="",
        content=name,
        parties=Parties(person.party),
        papers=(),
        sets=1,
        fees=(),
        payment=PaymentWay.NONE,
        received_at=received,
        appointment=Appointment(received, due, due, "", ()),
        return_place=ReturnPlace.COUNTER,
        return_detail="",
        resolving_unit="",
        note="",
        slip_copies=2,
    )
    return dossier, person


def _add_people(work: Work, start: int, some: list[_Person], seen: datetime) -> None:
    rows: list[dict[str, Any]] = [
        {
            "row": start + place + 1,
            "key": person.party.identity,
            "phone_key": person.party.phone,
            "last_seen": seen,
            "visits": 1,
            **to_row(person.party),
        }
        for place, person in enumerate(some)
    ]
    work.connection.execute(people.insert(), rows)
    words = [{"rowid": start + place + 1, "words": person.words} for place, person in enumerate(some)]
    work.connection.execute(insert(table(PEOPLE_WORDS, column("rowid"), column("words"))), words)
    _learn(work, (person.words for person in some))


def _add_dossiers(work: Work, start: int, batch: list[tuple[Dossier, _Person]]) -> None:
    subjects = {name: indexed((), (name,)) for _, name in PROCEDURES}
    heads, begun, links, numbers, words = [], [], [], [], []
    for row, (dossier, person) in enumerate(batch, start + 1):
        heads.append({"row": row, **dossier_values(dossier)})
        begun.append(life_values(row, dossier))
        links.append(party_values(row, PartyPart.SUBMITTER, person.party))
        numbers.append({"number": dossier.number, "tail": dossier.number[::-1], "dossier": row})
        subject = subjects[dossier.procedure_name]
        words.append({"rowid": row, "words": f"{person.words} {subject}"})
    work.connection.execute(dossiers.insert(), heads)
    work.connection.execute(lives.insert(), begun)
    work.connection.execute(parties.insert(), links)
    work.connection.execute(dossier_numbers.insert(), numbers)
    work.connection.execute(insert(table(DOSSIER_WORDS, column("rowid"), column("words"))), words)
    _learn(work, [*subjects.values()])


def _add_operations(work: Work, start: int, batch: list[Dossier], stored: int) -> None:
    """Add an operation for each dossier, of which lists show how far it has come; those beyond stored are unsent."""
    rows = [
        {
            **dict.fromkeys(("office_id", "counter_id", "incarnation"), _NOWHERE),
            **dict.fromkeys(("body_sha", "chain"), _DIGEST),
            "op_id": dossier.id,
            "cseq": place,
            "dossier_id": dossier.id,
            "dseq": 1,
            "kind": OperationKind.DOSSIER_RECEIVED,
            "schema": 1,
            "body": dossier.content.encode() * 6,
            "made_at": dossier.received_at,
            "delivery": Delivery.STORED if place <= stored else Delivery.UNSENT,
            "receipt": _DIGEST * 4,
            "cause": "",
            "attempts": 1,
        }
        for place, dossier in enumerate(batch, start + 1)
    ]
    work.connection.execute(operations.insert(), rows)


def _learn(work: Work, texts: Iterable[str]) -> None:
    known = set(work.connection.scalars(select(syllables.c.syllable)))
    fresh = {word for text in texts for word in learned(text)} - known
    if fresh:
        work.connection.execute(syllables.insert(), [{"syllable": word} for word in sorted(fresh)])
