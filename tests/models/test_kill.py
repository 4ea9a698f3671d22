"""A writer is killed in the middle of its work, again and again: what it acknowledged is there, whole."""

import subprocess
import sys
import time
from pathlib import Path

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.models.store import Store

_WRITER = """
import sys, itertools
from pathlib import Path
from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.models.store import Store
store = Store.open(StoreFolder(Path(sys.argv[1])), bytes(range(32)), SystemClock())
start = int(sys.argv[2])
for number in itertools.count(start):
    with store.work() as work:
        work.offices.put(f"first {number}", bytes(3000))
        work.numbers.record(str(number), None, "used", store.clock.now(), "")
        work.offices.put(f"second {number}", bytes(3000))
        work.commit()
    print(number, flush=True)
"""


def test_whatever_was_acknowledged_survives_kill_9(
    store: Store, folder: StoreFolder, key: bytes, clock: FixedClock
) -> None:
    store.close()
    acknowledged: list[int] = []
    for attempt in range(4):
        numbers = _run_and_kill(folder.root, start=1000 * attempt, after=0.05 + attempt * 0.07)
        assert numbers
        acknowledged += numbers
        again = Store.open(folder, key, clock)
        again.check()
        with again.read() as work:
            assert [n for n in acknowledged if work.numbers.of_number(str(n)) is None] == []
            # The one that may have been committed without a word is whole too.
            unsaid = numbers[-1] + 1
            parts = {work.offices.get(f"first {unsaid}") is None, work.offices.get(f"second {unsaid}") is None}
            assert len(parts) == 1
        again.close()


def _run_and_kill(root: Path, start: int, after: float) -> list[int]:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(root), str(start)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process:
        first = process.stdout.readline()
        time.sleep(after)
        process.kill()
        rest = process.stdout.read()
    # A line that the kill cut in two was not heard.
    heard = (first + rest).rpartition("\n")[0]
    return [int(line) for line in heard.splitlines()]
