from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from app.core.clock import VIETNAM
from app.domain.operations import CHAIN_START, Delivery, Operation, OperationKind, next_link
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
    assert work.outbox.unsent(10) == tuple(made)
    assert work.outbox.unsent(2) == tuple(made[:2])
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
    assert work.outbox.unsent(10) == (foreign,)
    assert work.outbox.counts() == OutboxCounts(unsent=2, problem=1, stored=0)
    (row, *_rest) = work.outbox.states(10)
    assert (row.op_id, row.cause, row.attempts, row.tried_at) == (first.op_id, "unknown_procedure", 1, NOW)
    work.outbox.record(first.op_id, Delivery.STORED, b"receipt", "", NOW + timedelta(hours=1))
    assert work.outbox.unsent(10) == (foreign, later)


def test_a_receiver_that_forgot_is_sent_everything_again(work: Work) -> None:
    operation = _append(work, ONE)
    work.outbox.record(operation.op_id, Delivery.STORED, b"1", "", NOW)
    assert work.outbox.unsent(1) == ()
    work.outbox.record(operation.op_id, Delivery.UNSENT, b"", "receiver_rolled_back", NOW)
    assert work.outbox.unsent(1) == (operation,)
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
def test_unsent_is_always_in_order_and_never_from_a_stopped_dossier(
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
        expected = [op for op, (dossier, state) in said.items() if state is Delivery.UNSENT and dossier not in stopped]
        assert [operation.op_id for operation in work.outbox.unsent(100)] == expected
        counts = work.outbox.counts()
        assert counts.unsent + counts.problem + counts.stored + counts.parked == len(steps)


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
