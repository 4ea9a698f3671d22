"""The queues: whatever has happened to dossiers, each stands where the rules say, and the counts say the same."""

import itertools
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.domain.dossiers import Dossier, Status
from app.domain.life import Life
from app.domain.lifecycle import MOVING, OPEN
from app.domain.operations import Delivery, Operation, OperationKind
from app.models.rows import DossierRow, Queue, QueueTimes
from app.models.store import Store, Work

MakeDossier = Callable[..., Dossier]
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
AT = QueueTimes.at(NOW)
MIDNIGHT = datetime(2026, 11, 21, tzinfo=VIETNAM)


class Case(NamedTuple):
    """One dossier; hours are counted from now, negative ones lie behind."""

    status: Status
    received: int
    due: int | None
    moved: int
    copies: int
    delivery: Delivery


_CASES = st.builds(
    Case,
    status=st.sampled_from(list(Status)),
    received=st.integers(-400, 0),
    due=st.none() | st.integers(-300, 300),
    moved=st.integers(-400, 0),
    copies=st.integers(0, 2),
    delivery=st.sampled_from(list(Delivery)),
)


def expected(case: Case) -> set[Queue]:
    """The queues a dossier stands in, by the rules as people say them."""
    due = None if case.due is None else NOW + timedelta(hours=case.due)
    received, moved = NOW + timedelta(hours=case.received), NOW + timedelta(hours=case.moved)
    done = case.status is Status.DONE
    return {
        queue
        for queue, stands in {
            Queue.ALL: True,
            Queue.TODAY: received.date() == NOW.date(),
            Queue.OVERDUE: due is not None and due < NOW,
            Queue.DUE_TODAY: due is not None and NOW <= due < MIDNIGHT,
            Queue.DUE_SOON: due is not None and MIDNIGHT <= due < MIDNIGHT + timedelta(days=2),
            Queue.HANGING: case.status in MOVING and moved < AT.hanging_before,
            Queue.SUPPLEMENT: case.status is Status.SUPPLEMENT_REQUESTED,
            Queue.PAYMENT: case.status is Status.FINANCIAL_OBLIGATION,
            Queue.READY: done,
            Queue.UNCOLLECTED: done and moved < AT.uncollected_before,
            Queue.REFUSED: case.delivery in {Delivery.REFUSED, Delivery.CONFLICT},
            Queue.UNSENT: case.delivery is not Delivery.STORED,
            Queue.UNPRINTED: case.copies == 0,
        }.items()
        if stands
    }


def keep(work: Work, make_dossier: MakeDossier, cases: list[Case]) -> dict[uuid.UUID, Case]:
    kept = {}
    for case, serial in zip(cases, itertools.count(1), strict=False):
        dossier = make_dossier(
            number=f"H47.12-{uuid.uuid4().hex[:6]}-{serial:04}",
            received_at=NOW + timedelta(hours=case.received),
            status=case.status,
            slip_copies=case.copies,
        )
        work.dossiers.add(dossier)
        due = None if case.due is None else NOW + timedelta(hours=case.due)
        moved = NOW + timedelta(hours=case.moved)
        work.lives.set(Life(dossier.id, due, moved, ended_at=None if case.status in OPEN else moved))
        work.outbox.append(_operation(dossier, serial))
        work.outbox.record(dossier.id, case.delivery, b"", "", NOW)
        kept[dossier.id] = case
    return kept


def _operation(dossier: Dossier, serial: int) -> Operation:
    return Operation(
        op_id=dossier.id,
        office_id=dossier.office_id,
        counter_id=dossier.counter_id,
        incarnation=dossier.office_id,
        cseq=serial,
        dossier_id=dossier.id,
        dseq=1,
        kind=OperationKind.DOSSIER_RECEIVED,
        schema=1,
        body=b"{}",
        body_sha=bytes(32),
        chain=bytes(32),
        made_at=NOW,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(_CASES, max_size=12))
def test_rows_counts_and_rules_agree(store: Store, make_dossier: MakeDossier, cases: list[Case]) -> None:
    with store.work() as work:  # never committed: each example begins with an empty store
        kept = keep(work, make_dossier, cases)
        counts = work.dossiers.counts(AT)
        for queue in Queue:
            rows = work.dossiers.queue(queue, AT, 100)
            wanted = {dossier_id for dossier_id, case in kept.items() if queue in expected(case)}
            assert {row.id for row in rows} == wanted, queue
            assert len(rows) == len(wanted)
            found = work.dossiers.search("dang van", 100, queue=queue, at=AT)
            assert {row.id for row in found} == wanted, queue
            if queue is not Queue.ALL:
                assert getattr(counts, queue.value) == len(wanted), queue
        owed_today = [case for case in kept.values() if Queue.TODAY in expected(case) and not case.copies]
        assert counts.today_unprinted == len(owed_today)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(_CASES, min_size=4, max_size=12))
def test_what_presses_most_comes_first(store: Store, make_dossier: MakeDossier, cases: list[Case]) -> None:
    waited: dict[Queue, Callable[[DossierRow], datetime | None]] = {
        Queue.OVERDUE: lambda row: row.due,
        Queue.HANGING: lambda row: row.moved_at,
        Queue.SUPPLEMENT: lambda row: row.moved_at,
        Queue.UNCOLLECTED: lambda row: row.moved_at,
    }
    with store.work() as work:
        keep(work, make_dossier, cases)
        for queue, since in waited.items():
            moments = [since(row) for row in work.dossiers.queue(queue, AT, 100)]
            assert moments == sorted(moment for moment in moments if moment is not None)
            assert work.dossiers.waiting_longest(queue, AT) == (moments[0] if moments else None)


def test_pages_follow_each_other_and_moments_are_asked_for(store: Store, make_dossier: MakeDossier) -> None:
    cases = [Case(Status.RECEIVED, -1, 4, -1, 1, Delivery.UNSENT)] * 5
    with store.work() as work:
        keep(work, make_dossier, cases)
        pages = [work.dossiers.queue("all", None, 2, offset) for offset in (0, 2, 4)]
        assert [len(page) for page in pages] == [2, 2, 1]
        assert len({row.id for page in pages for row in page}) == 5
        for queue in (Queue.TODAY, Queue.OVERDUE, Queue.HANGING, Queue.UNCOLLECTED):
            with pytest.raises(ValueError, match="present moment"):
                work.dossiers.queue(queue, None)
