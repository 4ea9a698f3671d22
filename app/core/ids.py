"""Identifiers that are made without a server: UUIDv7 (RFC 9562), ordered by time."""

import os
import threading
import uuid

from app.core.clock import Clock


class IdFactory:
    """Makes UUIDv7; strictly increasing within one process even when the clock stands still or goes back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._lock = threading.Lock()

    def new(self) -> uuid.UUID:
        """Return the next id."""
        milliseconds = int(self._clock.now().timestamp() * 1000)
        random = int.from_bytes(os.urandom(10), "big")
        value = (
            (milliseconds & (1 << 48) - 1) << 80
            | 0x7 << 76
            | (random >> 68 & 0xFFF) << 64
            | 0b10 << 62
            | random & (1 << 62) - 1
        )
        with self._lock:
            if value <= self._last:
                # Only the 62 random bits are counted up: version and variant stay right.
                value = self._last + 1
            self._last = value
        return uuid.UUID(int=value)
