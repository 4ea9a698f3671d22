# ruff: noqa: ANN401 - the rigs are classes of conftest, which cannot be imported
"""The line at its worst: strangers that answer, cuts at random bytes, a receiver that is killed."""

import asyncio
import contextlib
import hashlib
import multiprocessing
import random
import secrets
import signal
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import SystemClock
from app.core.ports import free_port
from app.core.problems import OutsideProblem
from app.domain.operations import Delivery
from app.hub.enrolling import admit, create_enrolment, put_office
from app.hub.reading import stored_dossiers
from app.hub.receiver import open_receiver
from app.hub.serving import default_database_url, serve
from app.hub.vault import Vault
from app.sync.enrolment import Application, read_code
from app.sync.keys import KeyPair
from app.sync.transport import Channel, Identity
from app.sync.uploads import upload
from tests.rigs.doors import closed_door

Hold = Callable[..., Any]


@contextlib.contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server of one's own: every connection is handed to answer."""
    door = socket.create_server(("127.0.0.1", 0))

    def welcome() -> None:
        while True:
            try:
                guest, _ = door.accept()
            except OSError:
                return
            with guest, contextlib.suppress(OSError):
                answer(guest)

    thread = threading.Thread(target=welcome, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()


def saying(text: bytes) -> Callable[[socket.socket], None]:
    def answer(guest: socket.socket) -> None:
        guest.recv(1 << 16)
        guest.sendall(text)

    return answer


PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>Login</ht"
STRANGERS = {
    "200 with a page": (PAGE, "sync.captive_portal"),
    "a redirection": (
        b"HTTP/1.1 302 Found\r\nLocation: http://login\r\nContent-Length: 0\r\n\r\n",
        "sync.captive_portal",
    ),
    "511": (b"HTTP/1.1 511 Login\r\nContent-Length: 0\r\n\r\n", "sync.captive_portal"),
    "a proxy": (b"HTTP/1.1 407 Auth\r\nContent-Length: 0\r\n\r\n", "sync.proxy"),
    "a busy gateway": (b"HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", "sync.busy"),
    "a broken gateway": (b"HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", "sync.server_error"),
    "JSON that nobody signed": (
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}',
        "sync.stranger",
    ),
    "half an answer": (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "sync.cut"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "sync.cut"),
    "nothing": (b"", "sync.cut"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_never_believed(name: str, rig: Any, hold: Hold) -> None:
    text, cause = STRANGERS[name]
    rig.desk.make()
    with listening(saying(text)) as url, Channel(url, rig.identity, SystemClock()) as channel:
        state = hold(type(rig)(rig.desk, rig.identity, channel))
    assert state.cause == cause
    assert set(rig.desk.delivery.values()) == {Delivery.UNSENT}


def test_nobody_there(rig: Any, hold: Hold) -> None:
    with closed_door() as address, Channel(f"http://{address}", rig.identity, SystemClock()) as channel:
        assert hold(type(rig)(rig.desk, rig.identity, channel)).cause == "sync.refused_connection"


def cutting(target: tuple[str, int], rng: random.Random) -> Callable[[socket.socket], None]:
    """A proxy that cuts one connection in three after a random number of bytes, on the way there or back."""

    def answer(guest: socket.socket) -> None:
        with socket.create_connection(target) as host:
            limits = {guest: 1 << 30, host: 1 << 30}
            if rng.random() < 0.6:
                limits[rng.choice([guest, host])] = int(rng.choice([300, 900, 3000]) * rng.random())
            gone = threading.Event()

            def carry(source: socket.socket, sink: socket.socket) -> None:
                left = limits[source]
                with contextlib.suppress(OSError):
                    while left and (data := source.recv(min(4096, left))):
                        left -= len(data)
                        sink.sendall(data)
                gone.set()

            threads = [
                threading.Thread(target=carry, args=pair, daemon=True) for pair in ((guest, host), (host, guest))
            ]
            for thread in threads:
                thread.start()
            gone.wait(10)
            for end in (guest, host):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()

    return answer


def test_cut_at_random_bytes_nothing_is_lost_or_doubled(hub: Any, rig: Any, hold: Hold) -> None:
    target = ("127.0.0.1", int(hub.url.rsplit(":", 1)[1]))
    made = [rig.desk.make() for _ in range(60)]
    causes = set()
    with listening(cutting(target, random.Random(7))) as url:
        for _ in range(60):
            with Channel(url, rig.identity, SystemClock()) as channel:
                causes.add(hold(type(rig)(rig.desk, rig.identity, channel), max_operations=4).cause)
            if not rig.desk.unsent(1):
                break
    assert hold(rig).cause == ""
    assert "sync.cut" in causes
    assert sorted(one.dossier_id for one in stored_dossiers(hub.receiver)) == sorted(one.dossier_id.hex for one in made)
    assert all(one.operations == 1 for one in stored_dossiers(hub.receiver))


def test_a_file_goes_on_where_it_was_cut(hub: Any, rig: Any) -> None:
    data = secrets.token_bytes(3 << 20)
    digest = hashlib.sha256(data).hexdigest()
    sent = cuts = 0

    def pieces(offset: int) -> Iterator[bytes]:
        nonlocal sent, cuts
        for at in range(offset, len(data), 1 << 16):
            piece = data[at : at + (1 << 16)]
            sent += len(piece)
            yield piece
            if rng.random() < 0.04:
                cuts += 1
                raise OutsideProblem("files.unreadable")

    rng = random.Random(3)
    receipt = b""
    for _ in range(40):
        with contextlib.suppress(OutsideProblem):
            receipt = upload(rig.channel, digest, len(data), pieces)
            break
    assert receipt
    assert hub.receiver.vault.path(digest).read_bytes() == data
    # What is sent again is what was in flight at a cut, never the file from its beginning.
    assert cuts
    assert sent - len(data) <= cuts * (1 << 19)
    assert upload(rig.channel, digest, len(data), lambda _offset: iter(())) == receipt


def test_a_file_with_another_content_never_becomes_visible(hub: Any, rig: Any) -> None:
    digest = hashlib.sha256(b"right").hexdigest()
    with pytest.raises(OutsideProblem) as caught:
        upload(rig.channel, digest, 5, lambda _offset: iter([b"wrong"]))
    assert caught.value.code == "sync.file_differs"
    assert not hub.receiver.vault.path(digest).exists()
    assert upload(rig.channel, digest, 5, lambda offset: iter([b"right"[offset:]]))


def test_a_file_meets_a_full_disk(hub: Any, rig: Any) -> None:
    digest = hashlib.sha256(b"right").hexdigest()
    part = hub.receiver.vault.part(digest)
    part.symlink_to("/dev/full")
    with pytest.raises(OutsideProblem) as caught:
        upload(rig.channel, digest, 5, lambda offset: iter([b"right"[offset:]]))
    assert caught.value.code == "sync.receiver_full"
    part.unlink()
    assert upload(rig.channel, digest, 5, lambda offset: iter([b"right"[offset:]]))


def test_an_empty_file(rig: Any) -> None:
    assert upload(rig.channel, hashlib.sha256(b"").hexdigest(), 0, lambda _offset: iter(()))


def test_a_dossier_is_complete_when_its_files_are(hub: Any, rig: Any, hold: Hold) -> None:
    digest = hashlib.sha256(b"paper").hexdigest()
    body = f'{{"number":"H17.32-261122-3001","papers":[{{"file":{{"sha256":"{digest}","size":5}}}}]}}'
    rig.desk.make(body=body.encode())
    hold(rig)
    assert [one.complete for one in stored_dossiers(hub.receiver)] == [False]
    upload(rig.channel, digest, 5, lambda offset: iter([b"paper"[offset:]]))
    assert [one.complete for one in stored_dossiers(hub.receiver)] == [True]


async def _growing(vault: Vault, digest: str, times: int, pause: float) -> None:
    """A connection that brings a byte now and then, and is let in to append only after a while."""
    with vault.coming(digest):
        await asyncio.sleep(pause)
        for _ in range(times):
            with vault.part(digest).open("ab") as part:
                part.write(b"x")
            await asyncio.sleep(pause)


def test_what_an_earlier_connection_still_brings_is_waited_for(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.begin("ab")

    async def both() -> int | None:
        earlier = asyncio.create_task(_growing(vault, "ab", 12, 0.1))
        await asyncio.sleep(0)
        await vault.settle("ab")
        seen = vault.size_of_part("ab")
        await earlier
        return seen

    assert asyncio.run(both()) == 12


def test_a_connection_that_brings_nothing_is_not_waited_for_long(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    vault.begin("ab")

    async def both() -> bool:
        stuck = asyncio.create_task(_growing(vault, "ab", 1, 30))
        await asyncio.sleep(0)
        await vault.settle("ab")
        waiting = not stuck.done()
        stuck.cancel()
        return waiting

    assert asyncio.run(both())


@dataclass
class KillingLine:
    """A line that has its receiver killed at about the time of a push."""

    line: Any
    process: BaseProcess
    pushes: int
    after: float

    def push(self, nonce: bytes, operations: Any) -> Any:
        self.pushes -= 1
        if self.pushes == 0:
            threading.Timer(self.after, self.process.kill).start()
        return self.line.push(nonce, operations)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.line, name)


def _enrolled(url: str, folder: Path) -> Identity:
    receiver = open_receiver(url, folder, SystemClock(), practice=True)
    put_office(receiver, "H17.32", "Thực hành")
    counter, key = uuid.uuid4(), KeyPair.generate()
    signs = read_code(create_enrolment(receiver, "H17.32", 1)) or ""
    admit(receiver, Application.make(signs, counter.bytes, key.public, practice=True))
    receiver.close()
    return Identity(counter.bytes, key, receiver.key.public, practice=True)


def _served(url: str, folder: Path) -> tuple[BaseProcess, int]:
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(url, folder), kwargs={"port": port, "practice": True}, daemon=True
    )
    process.start()
    while process.is_alive() and _knocked(port) != 0:
        time.sleep(0.02)
    return process, port


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_receiver_killed_in_mid_sending_keeps_what_it_acknowledged(
    database: str, tmp_path: Path, hold: Hold, rig: Any, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "killed"
    url = default_database_url(folder) if database == "sqlite" else request.getfixturevalue("postgres_url")
    identity = _enrolled(url, folder)
    desk = type(rig.desk)(uuid.UUID(bytes=identity.counter))
    for _ in range(400):
        desk.make()
    rng = random.Random(11)
    causes, held, acknowledged = [], set[str](), set[str]()
    for round_of in range(3):
        process, port = _served(url, folder)
        with Channel(f"http://127.0.0.1:{port}", identity, SystemClock()) as channel:
            around = type(rig)(desk, identity, channel)
            line = KillingLine(around.line, process, 0 if round_of == 2 else rng.randint(2, 20), rng.uniform(0, 0.02))
            causes.append(hold(around, line, max_operations=5).cause)
        process.terminate()
        process.join()
        assert (process.exitcode == -signal.SIGKILL) is (round_of < 2)
        receiver = open_receiver(url, folder, SystemClock(), practice=True)
        stored = stored_dossiers(receiver)
        receiver.close()
        held = {one.dossier_id for one in stored}
        assert len(held) == len(stored) == sum(one.operations for one in stored)
        acknowledged = {one.dossier_id.hex for one in desk.rows if desk.delivery[one.op_id] is Delivery.STORED}
        assert acknowledged <= held
        assert len(acknowledged) < 400 or round_of == 2
    assert "" not in causes[:2]
    assert causes[2] == ""
    assert held == acknowledged == {one.dossier_id.hex for one in desk.rows}


def _knocked(port: int) -> int:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port))
