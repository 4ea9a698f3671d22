import socket
from pathlib import Path

from app.core.ports import _NEVER_GIVEN_AWAY, free_port


def test_a_server_can_listen_on_a_free_port_and_nobody_else_is_given_it() -> None:
    port = free_port()
    assert port in _NEVER_GIVEN_AWAY
    with socket.create_server(("127.0.0.1", port)):
        assert free_port() != port
    given_away = Path("/proc/sys/net/ipv4/ip_local_port_range")
    if given_away.exists():
        assert port < int(given_away.read_text().split()[0])
