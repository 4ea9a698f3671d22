"""What the desk asks all day must not cost more the more the store holds: counted in steps of the database."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.core.clock import VIETNAM, Clock, FixedClock
from app.core.paths import StoreFolder
from app.models.bench_data import fill_with_made_up_dossiers
from app.models.rows import Queue, QueueTimes
from app.models.store import Store, Work

_STEPS = 50
"""SQLite tells after so many of its instructions."""

Act = Callable[[Work, Clock], object]


MORNING = datetime(2026, 11, 20, 8, tzinfo=VIETNAM)
"""Both stores have more dossiers in every queue than a list shows: what grows then is the search, not the answer."""


def _times(clock: Clock) -> QueueTimes:
    return QueueTimes.at(clock.now(), hanging=timedelta(hours=1), uncollected=timedelta(hours=1))


def _queue(queue: Queue) -> Act:
    return lambda work, clock: work.dossiers.queue(queue, _times(clock), 20)


ACTS: dict[str, Act] = {
    "queue counts": lambda work, clock: work.dossiers.counts(_times(clock)),
    "batch to send": lambda work, _clock: work.outbox.to_send(10),
    "what is not acknowledged": lambda work, _clock: work.outbox.unacknowledged(UUID(int=0)),
    "sync screen": lambda work, _clock: work.outbox.states(30),
    "a common name": lambda work, _clock: work.dossiers.search("nguyen", 20),
    "a common name with accents": lambda work, _clock: work.dossiers.search("Nguyễn", 20),
    "the tail of a number": lambda work, _clock: work.dossiers.search("1005", 20),
    "today": lambda work, clock: work.dossiers.received_on(clock.now().date(), "x"),
    "a known person": lambda work, _clock: work.people.by_name("nguyen", 20),
    "unprinted slips": lambda work, _clock: work.prints.unprinted(),
    "next number": lambda work, _clock: work.outbox.head(UUID(int=0)),
    **{f"list {queue}": _queue(queue) for queue in Queue},
}


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    made = []
    for count in (400, 2000):
        store = Store.create(StoreFolder(tmp_path_factory.mktemp("store") / "s"), bytes(range(32)), FixedClock(MORNING))
        fill_with_made_up_dossiers(store, count)
        made.append(store)
    yield made[0], made[1]
    for store in made:
        store.close()


def steps(store: Store, act: Act) -> int:
    """Return how many instructions of the database an act takes."""
    told = 0

    def tell() -> int:
        nonlocal told
        told += 1
        return 0

    with store.read() as work:
        act(work, store.clock)  # what is prepared once is not counted
        store._raw.set_progress_handler(tell, _STEPS)
        act(work, store.clock)
        store._raw.set_progress_handler(None, 0)
    return told * _STEPS


@pytest.mark.parametrize("name", ACTS)
def test_five_times_the_dossiers_do_not_cost_twice_as_much(
    stores: tuple[Store, Store], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.models.dossier_queues.MOST_COUNTED", 50)
    few, many = (steps(store, ACTS[name]) for store in stores)
    assert many < 2 * few + 20 * _STEPS
