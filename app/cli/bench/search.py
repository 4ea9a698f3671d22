"""``bench search``: searching as typed in a store of made-up dossiers, beside one look-up by primary key."""

import statistics
import tempfile
import uuid
from pathlib import Path

from app.cli.bench.figures import machine, summary, timed
from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.models.bench_data import fill_with_made_up_dossiers
from app.models.bench_measures import measure_queues, measure_search
from app.models.store import Store


def measure(size: int) -> dict[str, object]:
    """Fill a store with ``size`` dossiers (1,000,000); search names, typos and numbers, count and list the queues."""
    dossiers = size or 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(StoreFolder(Path(folder) / "store"), bytes(range(32)), SystemClock())
        try:
            filling = timed(lambda: fill_with_made_up_dossiers(store, dossiers))
            found, queues = measure_search(store), measure_queues(store)
            floor = [_by_key(store) for _ in range(200)]
        finally:
            store.close()
    worst = max(figures["p95_ms"] for figures in found.values())
    return {
        "name": "search",
        "machine": machine(),
        "dossiers": dossiers,
        "filled_in_s": round(filling, 1),
        "searches": found,
        "worst_p95_ms": worst,
        "worst_cpu_p95_ms": max(figures["cpu_p95_ms"] for figures in found.values()),
        "queues": queues,
        "floor_lookup_by_key": summary(floor),
        "worst_p95_to_floor": round(worst / (statistics.median(floor) * 1000), 1),
    }


def _by_key(store: Store) -> float:
    with store.read() as work:
        return timed(lambda: work.dossiers.get(uuid.uuid4()))
