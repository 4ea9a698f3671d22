from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from app.core.clock import VIETNAM
from app.domain.operations import CHAIN_START, Delivery, Operation, OperationKind, next_link
from app.models.outbox import Said
from app.models.rows import OutboxCounts
from app.models.store import Store, Work

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
ONE, OTHER = UUID(int=1), UUID(int=2)


def _append(work: Work, dossier: UUID, incarnation: UUID = ONE) -> Operation:
    cseq, chain = work.outbox.head(incarnation)
    dseq, op_id, sha = work.outbox.next_dseq(dossier), uuid4(), bytes(32)
    operation = Operation(
        op_id=op_id,
        office_id=ONE,
        counter_id=ONE,
        incarnation=incarnation,
        cseq=cseq + 1,
        dossier_id=dossier,
        dseq=dseq,
        kind=OperationKind.DOSSIER_RECEIVED,
        schema=1,
        body='{"tên":"Đức"}'.encode(),
        body_sha=sha,
        chain=next_link(chain, op_id, dseq, sha),
        made_at=NOW,
    )
    work.outbox.append(operation)
    return operation


@pytest.fixture
def work(store: Store) -> Iterator[Work]:
    with store.work() as opened:
        yield opened


def test_operations_come_out_as_they_went_in_and_in_order(work: Work) -> None:
    assert work.outbox.head(ONE) == (0, CHAIN_START)
    made = [_append(work, dossier) for dossier in (ONE, OTHER, ONE)]
    assert work.outbox.to_send(10) == tuple(made)
    assert work.outbox.to_send(2) == tuple(made[:2])
    assert [operation.dseq for operation in made] == [1, 1, 2]
    assert work.outbox.head(ONE) == (3, made[2].chain)
    assert work.outbox.get(made[1].op_id) == made[1]
    assert work.outbox.operations_between(2, 3) == tuple(made[1:])


def test_the_same_operation_or_place_is_refused(work: Work) -> None:
    operation = _append(work, ONE)
    with pytest.raises(IntegrityError):
        work.outbox.append(operation)


@pytest.mark.parametrize("stop", [Delivery.REFUSED, Delivery.CONFLICT])
def test_a_refusal_stops_its_dossier_only(work: Work, stop: Delivery) -> None:
    first, foreign, later = (_append(work, dossier) for dossier in (ONE, OTHER, ONE))
    work.outbox.record(first.op_id, stop, b"receipt", "unknown_procedure", NOW)
    assert work.outbox.to_send(10) == (foreign,)
    assert work.outbox.counts() == OutboxCounts(unsent=2, problem=1, stored=0)
    (row, *_rest) = work.outbox.states(10)
    assert (row.op_id, row.cause, row.attempts, row.tried_at) == (first.op_id, "unknown_procedure", 1, NOW)
    work.outbox.record(first.op_id, Delivery.STORED, b"receipt", "", NOW + timedelta(hours=1))
    assert work.outbox.to_send(10) == (foreign, later)


def test_a_receiver_that_forgot_is_sent_everything_again(work: Work) -> None:
    operation = _append(work, ONE)
    work.outbox.record(operation.op_id, Delivery.STORED, b"1", "", NOW)
    assert work.outbox.to_send(1) == ()
    work.outbox.record(operation.op_id, Delivery.UNSENT, b"", "receiver_rolled_back", NOW)
    assert work.outbox.to_send(1) == (operation,)
    with pytest.raises(KeyError):
        work.outbox.record(uuid4(), Delivery.STORED, b"", "", NOW)


def test_incarnations_have_their_own_count(work: Work) -> None:
    old = _append(work, ONE)
    new = _append(work, ONE, OTHER)
    assert (new.cseq, new.dseq) == (1, 2)
    assert work.outbox.incarnations() == ((ONE, 1, old.chain), (OTHER, 1, new.chain))
    assert work.outbox.operations_between(1, 9) == (new,)
    assert work.outbox.operations_between(1, 9, ONE) == (old,)
    assert [row.op_id for row in work.outbox.of_dossier(ONE)] == [old.op_id, new.op_id]
    assert work.outbox.states(9, delivery=Delivery.STORED) == ()


@given(steps=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(Delivery)), max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_waits_is_sent_in_order_and_never_from_a_stopped_dossier(
    store: Store, steps: list[tuple[int, Delivery]]
) -> None:
    with store.work() as work:
        said: dict[UUID, tuple[int, Delivery]] = {}
        for dossier, delivery in steps:
            operation = _append(work, UUID(int=10 + dossier))
            if delivery is not Delivery.UNSENT:
                work.outbox.record(operation.op_id, delivery, b"", "", NOW)
            said[operation.op_id] = (dossier, delivery)
        stopped = {dossier for dossier, delivery in said.values() if delivery in {Delivery.REFUSED, Delivery.CONFLICT}}
        waiting = {Delivery.UNSENT, Delivery.PARKED}
        expected = [op for op, (dossier, state) in said.items() if state in waiting and dossier not in stopped]
        for limit in (1, 3, 100):
            assert [operation.op_id for operation in work.outbox.to_send(limit)] == expected[:limit]
        counts = work.outbox.counts()
        assert counts.unsent + counts.problem + counts.stored + counts.parked == len(steps)
        stored = [place for place, (_, state) in enumerate(said.values(), 1) if state is Delivery.STORED]
        places = range(1, len(steps) + 1)
        assert work.outbox.unacknowledged(ONE) == tuple(place for place in places if place not in stored)
        rank = {Delivery.UNSENT: 1, Delivery.PARKED: 2, Delivery.STORED: 3}
        shown = work.outbox.states(100)
        assert [row.cseq for row in shown] == sorted(
            places, key=lambda place: (rank.get(list(said.values())[place - 1][1], 0), -place)
        )
        assert work.outbox.states(2) == shown[:2]


def test_the_places_of_an_incarnation_are_ranges_also_where_some_are_missing(work: Work) -> None:
    assert work.outbox.places(ONE) == ()
    made = [_append(work, ONE) for _ in range(3)]
    _append(work, ONE, OTHER)
    assert work.outbox.places(ONE) == ((1, 3),)
    # As after an answer that was cut while forgotten operations were pulled.
    for cseq in (7, 8, 20):
        work.outbox.append(replace(made[0], op_id=uuid4(), cseq=cseq))
    assert work.outbox.places(ONE) == ((1, 3), (7, 8), (20, 20))


def test_a_batch_of_receipts_is_kept_whole_or_not_at_all(store: Store) -> None:
    with store.work() as work:
        made = [_append(work, dossier) for dossier in (ONE, OTHER)]
        work.commit()
    said = [Said(one.op_id, Delivery.STORED, b"receipt %d" % one.cseq, "") for one in made]
    with store.work() as work, pytest.raises(KeyError):
        work.outbox.record_all([*said, Said(uuid4(), Delivery.STORED, b"", "")], NOW)
    with store.work() as work:
        assert work.outbox.to_send(9) == tuple(made)
        work.outbox.record_all(said, NOW)
        work.outbox.record_all([], NOW)
        rows = work.outbox.states(9)
    assert [(row.op_id, row.receipt, row.attempts) for row in rows] == [
        (one.op_id, b"receipt %d" % one.cseq, 1) for one in reversed(made)
    ]


def test_files_are_sent_once_resumed_and_confirmed(work: Work) -> None:
    for dossier, digest in ((ONE, "a" * 64), (OTHER, "a" * 64), (ONE, "b" * 64), (ONE, "a" * 64)):
        work.files_out.add(dossier, digest, 1000)
    first, second = work.files_out.pending(10)
    assert (first.digest, first.size, first.offset) == ("a" * 64, 1000, 0)
    work.files_out.set_progress(first.digest, "https://receiver/files/1", 400)
    assert work.files_out.pending(1)[0].offset == 400
    work.files_out.confirm(first.digest, b"receipt", NOW)
    assert work.files_out.pending(10) == (second,)
    states = [(file.digest[0], file.offset, file.confirmed_at) for file in work.files_out.of_dossier(ONE)]
    assert states == [("a", 1000, NOW), ("b", 0, None)]
    work.files_out.unconfirm(first.digest)
    assert work.files_out.pending(10) == (first, second)
