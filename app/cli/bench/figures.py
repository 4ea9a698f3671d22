"""How figures are made: medians and 95th percentiles in milliseconds, and the machine they were measured on."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def machine() -> dict[str, object]:
    """Return what the figures depend on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return the value below which this share of the measurements lies, by the nearest rank."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


def summary(seconds: Sequence[float]) -> dict[str, float]:
    """Return median, 95th percentile and number of measurements; times in milliseconds."""
    return {
        "p50_ms": round(statistics.median(seconds) * 1000, 3),
        "p95_ms": round(percentile(seconds, 0.95) * 1000, 3),
        "runs": len(seconds),
    }


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds act took."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def cpu_seconds(pid: int) -> float:
    """Return the processor seconds that a process has used; 0 where the system does not tell (only Linux does)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cpu_seconds_below(parent: int) -> float:
    """Return the processor seconds of a process's living children; see cpu_seconds."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return sum(cpu_seconds(int(child)) for child in children)


def fsync_floor(folder: Path, times: int) -> list[float]:
    """Return how long one durable write of 4 kB takes in folder: the floor of every commit."""
    path = folder / "floor"
    block = bytes(4096)
    taken = []
    with path.open("wb") as file:
        for _ in range(times):
            began = time.perf_counter()
            file.write(block)
            file.flush()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - began)
    path.unlink()
    return taken
