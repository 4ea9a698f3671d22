"""Counters for ``bench sync``: each in a process of its own, with an encrypted store, sending as every desk sends."""

import gc
import secrets
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from uuid import uuid4

from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.domain.operations import OperationKind, canonical_json
from app.services.desk import Desk
from app.services.outbox import append_operation
from app.services.practice import LOGIN, PASSWORD, open_practice
from app.services.security import sign_in
from app.services.syncing import SyncService

WARM = 300
"""Operations sent beforehand: imports, caches and the size of a request are as after a morning's work."""
START_SECONDS = 300.0
"""How long everybody waits until all counters are founded, filled and enrolled."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one counter has to do.

    Attributes:
        folder: where its store will be.
        url: the receiver.
        code: its one-time enrolment code.
        operations: how many it sends while it is timed.
        body: bytes of each operation's body.
    """

    folder: Path
    url: str
    code: str
    operations: int
    body: int


@dataclass(frozen=True, slots=True)
class Sent:
    """How it went.

    Attributes:
        ended: when the last receipt was in the store, on the machine's monotonic clock.
        cpu: processor seconds of the timed contact.
        stored: operations of which the store has a receipt, the warm ones included.
        left: operations without one.
    """

    ended: float
    cpu: float
    stored: int
    left: int


def body_of(size: int, place: int) -> dict[str, str]:
    """Return a body that looks like a record: a third random, the rest repeated words; size bytes as JSON."""
    words = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả "
    made = {"number": f"Y00.99-261122-{place}", "content": secrets.token_hex(size // 6)}
    room = size - len(canonical_json(made))
    made["content"] += (words * (room // len(words) + 1)).encode()[:room].decode(errors="ignore")
    made["content"] += "." * (size - len(canonical_json(made)))
    return made


def run(share: Share, gate: Barrier, results: "Queue[Sent]") -> None:
    """Found a counter, fill its outbox, wait for the others at gate, send, and say how it went."""
    with ExitStack() as failing, closing(open_practice(StoreFolder(share.folder), SystemClock())) as desk:
        failing.callback(gate.abort)  # nobody waits for a counter that could not be made ready
        sync = SyncService(desk)
        sync.enrol(sign_in(desk, LOGIN, PASSWORD), share.url, share.code)
        _fill(desk, WARM, share.body)
        sync.run_once()
        _fill(desk, share.operations, share.body)
        gc.freeze()  # as the desk does once its window stands
        gate.wait(START_SECONDS)
        failing.pop_all()
        begun = time.process_time()
        report = sync.run_once()
        results.put(Sent(time.monotonic(), time.process_time() - begun, report.stored, report.unsent + report.problem))


def _fill(desk: Desk, count: int, size: int) -> None:
    with desk.store.work() as work:
        for place in range(count):
            append_operation(desk, work, OperationKind.DOSSIER_RECEIVED, uuid4(), body_of(size, place), schema=1)
        work.commit()
