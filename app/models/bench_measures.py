"""What is measured on a store of made-up dossiers: searches as typed, and the queues."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

from app.core.vietnamese import fold
from app.models.bench_data import A_DAY, made_up_name
from app.models.bench_names import PROCEDURES
from app.models.rows import KnownPerson, Queue, QueueTimes
from app.models.store import Store, Work


def measure_search(store: Store, rounds: int = 200, seed: int = 2) -> dict[str, dict[str, float]]:
    """Return p50, p95 and the longest time in milliseconds for each kind of search, as a clerk would type it.

    ``cpu_p95_ms`` is processor time: what a machine that does nothing else would need.
    """
    chance = random.Random(seed)  # noqa: S311 - as above
    known = _somebody(store, chance)
    kinds: dict[str, Callable[[], str]] = {
        "name": lambda: fold(made_up_name(chance)),
        "unfinished": lambda: fold(made_up_name(chance))[:-1],
        "accents": lambda: made_up_name(chance),
        "typo": lambda: _with_typo(chance, fold(made_up_name(chance))),
        "name_and_procedure": lambda: f"{fold(made_up_name(chance))} {fold(chance.choice(PROCEDURES)[1])}",
        "number_tail": lambda: str(1000 + chance.randrange(A_DAY)),
        "identity": lambda: chance.choice(known).party.identity[: chance.randrange(6, 12)],
        "phone": lambda: chance.choice(known).party.phone[: chance.randrange(6, 10)],
    }
    return {kind: _searched(store, typed, rounds) for kind, typed in kinds.items()}


def measure_queues(store: Store, rounds: int = 50) -> dict[str, dict[str, float]]:
    """Return the same for the counts of all queues together and for the first page of each queue."""
    at = QueueTimes.at(store.clock.now())
    acts: dict[str, Callable[[Work], object]] = {"counts": lambda work: work.dossiers.counts(at)}
    acts |= {queue: partial(_list, queue, at) for queue in Queue}
    return {name: _measured(store, [act] * rounds) for name, act in acts.items()}


def _somebody(store: Store, chance: random.Random) -> list[KnownPerson]:
    """Return some of the people in the store."""
    with store.read() as work:
        found = [person for _ in range(20) for person in work.people.by_name(made_up_name(chance), 20)]
    if not found:
        raise ValueError("a store without made-up people cannot be measured")
    return found


def _searched(store: Store, typed: Callable[[], str], rounds: int) -> dict[str, float]:
    texts = [typed() for _ in range(rounds)]
    return _measured(store, [partial(_search, text) for text in texts])


def _search(text: str, work: Work) -> object:
    return work.dossiers.search(text, 50)


def _list(queue: Queue, at: QueueTimes, work: Work) -> object:
    return work.dossiers.queue(queue, at)


def _measured(store: Store, acts: Sequence[Callable[[Work], object]]) -> dict[str, float]:
    times, cpu = [], []
    for act in acts:
        with store.read() as work:
            started, used = time.perf_counter(), time.process_time()
            act(work)
            cpu.append((time.process_time() - used) * 1000)
            times.append((time.perf_counter() - started) * 1000)
    cuts, used_cuts = statistics.quantiles(times, n=20), statistics.quantiles(cpu, n=20)
    return {
        "p50_ms": round(cuts[9], 3),
        "p95_ms": round(cuts[18], 3),
        "max_ms": round(max(times), 3),
        "cpu_p95_ms": round(used_cuts[18], 3),
    }


def _with_typo(chance: random.Random, name: str) -> str:
    place = chance.randrange(1, len(name) - 1)
    letter = chance.choice("abcdeghiklmnopqrstuvxy")
    return chance.choice((name[:place] + letter + name[place + 1 :], name[:place] + name[place + 1 :]))
