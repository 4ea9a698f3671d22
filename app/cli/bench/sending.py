"""Counters that send to a receiver: every process of its own, every store and receipt real."""

import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from threading import BrokenBarrierError

from sqlalchemy import func, make_url, select

from app.cli.bench.counters import START_SECONDS, WARM, Sent, Share, run
from app.cli.bench.figures import cpu_seconds, cpu_seconds_below
from app.cli.bench.floors import seconds_of_floor
from app.core.clock import SystemClock
from app.core.ports import free_port
from app.core.problems import OutsideProblem
from app.hub.enrolling import create_enrolment, put_office
from app.hub.receiver import open_receiver
from app.hub.serving import LOOPBACK, default_database_url, serve
from app.hub.tables import operations as book
from app.services.practice import practice_plan

_SPAWN = get_context("spawn")  # a fork would share the parent's open files
_LISTEN_SECONDS = 60.0


def bench_sync(
    database_url: str = "", *, operations: int = 10_000, body: int = 2000, counters: int = 2, database_pid: int = 0
) -> dict[str, object]:
    """Let counters send what waits in their stores to a receiver of its own; return the figures.

    Timed is one contact of every counter, all at once: hello, reading the encrypted outbox, sending, verifying each
    receipt, and writing it down durably so that it stands alone.

    Args:
        database_url: an empty database of a receiver; without one, SQLite in a temporary folder.
        operations: how many in all.
        body: bytes of each operation's body.
        counters: desks that send at the same time.
        database_pid: the process whose children work for the database; 0 where there is none.

    Raises:
        OutsideProblem: ``cli.bench_failed``; ``hub.not_started``; those of the receiver.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        url = database_url or default_database_url(folder)
        port = free_port()
        shares = [
            Share(folder / f"counter-{place}", f"http://{LOOPBACK}:{port}", code, operations // counters, body)
            for place, code in enumerate(_invited(url, folder, counters))
        ]
        with _receiver(url, folder, port) as receiver_pid:
            seconds, sent, before = _send_all(shares, receiver_pid, database_pid)
            after = cpu_seconds(receiver_pid), cpu_seconds_below(database_pid)
        total = sum(share.operations for share in shares)
        _check(url, folder, sent, total + WARM * counters)
        floor = seconds_of_floor(url, total, body)
    used = sum(one.cpu for one in sent), after[0] - before[0], after[1] - before[1]
    return {
        "database": make_url(url).get_backend_name(),
        "operations": total,
        "body_bytes": body,
        "counters": counters,
        "seconds": round(seconds, 3),
        "operations_per_second": round(total / seconds),
        "cpu_us_per_operation": {
            name: round(cpu / total * 1e6, 1)
            for name, cpu in zip(("counter", "receiver", "database"), used, strict=True)
        },
        "floor": "rows of the same size inserted straight into the same database, one connection, a commit for 500",
        "floor_operations_per_second": round(total / floor),
        "ratio_to_floor": round(seconds / floor, 2),
    }


def _invited(url: str, folder: Path, counters: int) -> list[str]:
    """Make the receiver's database and return an enrolment code for each counter."""
    plan = practice_plan()
    receiver = open_receiver(url, folder, SystemClock(), practice=True)
    try:
        put_office(receiver, plan.code, plan.name)
        return [create_enrolment(receiver, plan.code, plan.counter_ordinal) for _ in range(counters)]
    finally:
        receiver.close()


@contextmanager
def _receiver(url: str, folder: Path, port: int) -> Iterator[int]:
    """Run a receiver in a process of its own; give its process id once it listens."""
    process = _SPAWN.Process(target=serve, args=(url, folder), kwargs={"port": port, "practice": True})
    process.start()
    try:
        until = time.monotonic() + _LISTEN_SECONDS
        while not _listens(port):
            if time.monotonic() > until or not process.is_alive():
                raise OutsideProblem("hub.not_started")
            time.sleep(0.05)
        yield process.pid or 0
    finally:
        process.terminate()
        process.join()


def _send_all(
    shares: list[Share], receiver_pid: int, database_pid: int
) -> tuple[float, list[Sent], tuple[float, float]]:
    """Return the seconds from the start to the last receipt, each counter's own account, and who had used what."""
    gate, results = _SPAWN.Barrier(len(shares) + 1), _SPAWN.Queue()
    counters = [_SPAWN.Process(target=run, args=(share, gate, results)) for share in shares]
    for one in counters:
        one.start()
    try:
        gate.wait(START_SECONDS)
        begun = time.monotonic()
        before = cpu_seconds(receiver_pid), cpu_seconds_below(database_pid)
        sent = [results.get(timeout=START_SECONDS) for _ in shares]
    except (BrokenBarrierError, Empty) as error:
        raise OutsideProblem("cli.bench_failed") from error
    finally:
        for one in counters:
            one.join(10.0)
            one.terminate()
    return max(one.ended for one in sent) - begun, sent, before


def _check(url: str, folder: Path, sent: list[Sent], expected: int) -> None:
    """Check that both sides hold everything: a figure of a sending that lost something is worth nothing."""
    receiver = open_receiver(url, folder, SystemClock(), practice=True)
    try:
        with receiver.engine.connect() as connection:
            held = connection.execute(select(func.count()).select_from(book)).scalar_one()
    finally:
        receiver.close()
    if held != expected or sum(one.stored for one in sent) != expected or any(one.left for one in sent):
        raise OutsideProblem("cli.bench_failed")


def _listens(port: int) -> bool:
    with closing(socket.socket()) as knock:
        return knock.connect_ex((LOOPBACK, port)) == 0
