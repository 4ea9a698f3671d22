"""Ports of this machine."""

import contextlib
import random
import socket

_LOOPBACK = "127.0.0.1"
_NEVER_GIVEN_AWAY = range(20_000, 32_768)
"""Below what systems give to whoever wants any port: from 32768 on (Linux), from 49152 on (Windows)."""


def free_port() -> int:
    """Return a port on which nobody listens, for a server that is about to be started.

    Until the server listens, and while it is away for a moment, the port falls to nobody by chance.
    """
    dice = random.SystemRandom()
    while True:
        port = dice.choice(_NEVER_GIVEN_AWAY)
        with contextlib.suppress(OSError), socket.create_server((_LOOPBACK, port)):
            return port
