"""``bench sync``: 10,000 operations of 2 kB to the receiver on SQLite and on PostgreSQL, with receipts."""

from app.cli.bench.figures import machine
from app.cli.bench.postgres import programs, temporary_postgres
from app.cli.bench.sending import bench_sync


def measure(size: int) -> dict[str, object]:
    """Send ``size`` operations (10,000) to each kind of receiver, beside the same rows written straight into it."""
    operations = size or 10_000
    found: dict[str, object] = {
        "name": "sync",
        "machine": machine(),
        "sqlite": bench_sync(operations=operations),
    }
    postgres = programs()
    if postgres is None:
        found["postgresql"] = "not installed here"
        return found
    with temporary_postgres(postgres) as server:
        found["postgresql"] = bench_sync(server.url, operations=operations, database_pid=server.pid)
    return found
