"""``bench reception``: the commit against one fsync, and commit with slip."""

import statistics
import tempfile
from pathlib import Path

from app.cli.bench.figures import fsync_floor, machine, summary, timed
from app.cli.bench.office import BenchOffice, bench_office
from app.services.reception import receive
from app.services.slips import prepare

_WARM = 5


def measure(size: int) -> dict[str, object]:
    """Receive ``size`` dossiers (200), each beside durable 4 kB writes in the same folder, in turn."""
    runs = size or 200
    with tempfile.TemporaryDirectory() as folder, bench_office(Path(folder), 2 * runs + 2 * _WARM) as office:
        commits, slips, floor = [], [], []
        for place in range(runs + _WARM):
            floor += fsync_floor(Path(folder), 1)
            commits.append(_commit(office, place))
            slips.append(_commit_and_slip(office, runs + _WARM + place))
    commits, slips, floor = commits[_WARM:], slips[_WARM:], floor[_WARM:]
    return {
        "name": "reception",
        "machine": machine(),
        "commit": summary(commits),
        "commit_and_slip": summary(slips),
        "floor_fsync": summary(floor),
        "commit_minus_floor_ms": round((statistics.median(commits) - statistics.median(floor)) * 1000, 3),
        "commit_to_floor": round(statistics.median(commits) / statistics.median(floor), 2),
    }


def _commit(office: BenchOffice, place: int) -> float:
    draft = office.draft(place)
    return timed(lambda: receive(office.desk, office.session, draft))


def _commit_and_slip(office: BenchOffice, place: int) -> float:
    draft = office.draft(place)
    return timed(lambda: prepare(office.desk, office.session, receive(office.desk, office.session, draft).print_id))
