"""Time. Every moment is an aware datetime; the offices of Viet Nam all live at UTC+7 without daylight saving."""

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7), "+07")


class Clock(Protocol):
    """Where the present moment comes from; injected, so that tests and simulators own it."""

    def now(self) -> datetime:
        """Return the present moment, aware, in Vietnamese time."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the wall clock in Vietnamese time."""
        return datetime.now(UTC).astimezone(VIETNAM)

    def monotonic(self) -> float:
        """Return the machine's monotonic clock in seconds."""
        return time.monotonic()


class FixedClock:
    """A clock that stands still until it is told to move: for tests, the demonstration and simulations."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a moment needs an offset")
        self._now = start.astimezone(VIETNAM)
        self._seconds = 0.0

    def now(self) -> datetime:
        """Return the moment set last."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds advanced so far."""
        return self._seconds

    def advance(self, delta: timedelta) -> None:
        """Move both clocks forward by delta."""
        self._now += delta
        self._seconds += delta.total_seconds()

    def set(self, moment: datetime) -> None:
        """Put the wall clock on moment, as a wrong battery would; the monotonic clock is not touched."""
        self._now = moment.astimezone(VIETNAM)
