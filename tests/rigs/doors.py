"""Doors at which somebody knocks in vain."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def closed_door() -> Iterator[str]:
    """Give the address of a port that is taken while nobody listens: who knocks is refused, and no other gets it."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{door.getsockname()[1]}"
