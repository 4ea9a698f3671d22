"""A real PostgreSQL of its own, a receiver over real HTTP on either database, and counters to talk to it."""

import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pytest

from app.core.clock import SystemClock
from app.domain.operations import CHAIN_START, Delivery, Operation, OperationKind, canonical_json, next_link
from app.hub.enrolling import create_enrolment, put_office
from app.hub.serving import RunningHub, start_beside
from app.sync.comparing import Own, Ranges, to_ranges
from app.sync.contact import Contact, Line
from app.sync.engine import State
from app.sync.events import Result
from app.sync.greeting import Welcome
from app.sync.keys import KeyPair
from app.sync.transport import Channel, HttpLine, Identity, enrol

OFFICE = "H17.32"


def _postgres_programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests; without the name of a database."""
    programs = _postgres_programs()
    if programs is None:
        pytest.fail("PostgreSQL's programs are missing: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    # PostgreSQL refuses to run as root.
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    become = ["runuser", "-u", owner, "--"] if os.geteuid() == 0 else []
    shutil.chown(folder, owner)
    data = folder / "data"
    try:
        subprocess.run(
            [
                *become,
                str(programs / "initdb"),
                "-D",
                str(data),
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        control = [*become, str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
        subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd=folder)
        try:
            yield f"host={folder} user={owner}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd=folder)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The URL of a new, empty database."""
    name = f"hub_{uuid.uuid4().hex}"
    with psycopg.connect(f"{postgres_server} dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    host, user = (part.split("=")[1] for part in postgres_server.split())
    return f"postgresql://{user}@/{name}?host={host}"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: SQLite, or what the test names by indirect parametrisation."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path / 'receiver.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def hub(database_url: str, tmp_path: Path) -> Iterator[RunningHub]:
    """A receiver over real HTTP, with one office."""
    with start_beside(tmp_path / "hub", practice=False, database_url=database_url) as running:
        put_office(running.receiver, OFFICE, "Một Cửa Thạnh Mỹ")
        yield running


@dataclass
class TestDesk:
    """A counter with its operations in memory; what it records is what a store would."""

    __test__ = False
    counter: uuid.UUID
    incarnation: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    rows: list[Operation] = field(default_factory=list)
    delivery: dict[uuid.UUID, Delivery] = field(default_factory=dict)
    causes: dict[uuid.UUID, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    restores: int = 0

    def make(self, dossier: uuid.UUID | None = None, body: bytes = b"", dseq: int = 0) -> Operation:
        """Make the next operation of a new or given dossier."""
        mine = [one for one in self.rows if one.incarnation.bytes == self.incarnation]
        dossier = dossier or uuid.uuid4()
        op_id, cseq, head = uuid.uuid4(), len(mine) + 1, mine[-1].chain if mine else CHAIN_START
        dseq = dseq or 1 + sum(one.dossier_id == dossier for one in self.rows)
        text = body or canonical_json({"number": f"{OFFICE}-261122-{3000 + cseq}"})
        sha = hashlib.sha256(text).digest()
        operation = Operation(
            op_id=op_id,
            office_id=uuid.UUID(int=1),
            counter_id=self.counter,
            incarnation=uuid.UUID(bytes=self.incarnation),
            cseq=cseq,
            dossier_id=dossier,
            dseq=dseq,
            kind=OperationKind.DOSSIER_RECEIVED,
            schema=1,
            body=text,
            body_sha=sha,
            chain=next_link(head, op_id, dseq, sha),
            made_at=SystemClock().now(),
        )
        self.rows.append(operation)
        self.delivery[op_id] = Delivery.UNSENT
        return operation

    def own(self) -> tuple[Own, ...]:
        known = dict.fromkeys([*(one.incarnation.bytes for one in self.rows), self.incarnation])
        return tuple(self._own(one) for one in known)

    def _own(self, incarnation: bytes) -> Own:
        mine = [one for one in self.rows if one.incarnation.bytes == incarnation]
        stored = [one.cseq for one in mine if self.delivery[one.op_id] is Delivery.STORED]
        head = mine[-1].chain if mine else CHAIN_START
        return Own(incarnation, len(mine), head, to_ranges(stored), incarnation == self.incarnation)

    def link(self, incarnation: bytes, cseq: int) -> bytes | None:
        found = (one.chain for one in self.rows if one.incarnation.bytes == incarnation and one.cseq == cseq)
        return next(found, None)

    def heed(self, welcome: Welcome) -> None:
        self.restores = welcome.restores_today

    def unsent(self, count: int) -> tuple[Operation, ...]:
        bad, good = {Delivery.CONFLICT, Delivery.REFUSED}, {Delivery.UNSENT, Delivery.PARKED}
        stopped = {one.dossier_id for one in self.rows if self.delivery[one.op_id] in bad}
        waiting = [one for one in self.rows if self.delivery[one.op_id] in good and one.dossier_id not in stopped]
        return tuple(waiting[:count])

    def ids(self, incarnation: bytes, ranges: Ranges) -> tuple[bytes, ...]:
        return tuple(one.op_id.bytes for one in self._within(incarnation, ranges))

    def _within(self, incarnation: bytes, ranges: Ranges) -> list[Operation]:
        mine = [one for one in self.rows if one.incarnation.bytes == incarnation]
        return [one for one in mine if any(first <= one.cseq <= last for first, last in ranges)]

    def record(self, results: Sequence[Result]) -> None:
        for result in results:
            self.delivery[result.operation.op_id] = result.delivery
            self.causes[result.operation.op_id] = result.cause

    def send_again(self, incarnation: bytes, ranges: Ranges) -> None:
        self.send_again_ids(self.ids(incarnation, ranges))

    def send_again_ids(self, op_ids: Sequence[bytes]) -> None:
        self.notes.append(f"again {len(op_ids)}")
        self.delivery.update({uuid.UUID(bytes=one): Delivery.UNSENT for one in op_ids})

    def adopt(self, operations: Sequence[Operation]) -> None:
        for operation in operations:
            if operation.op_id not in self.delivery:
                self.rows.append(operation)
                self.delivery[operation.op_id] = Delivery.STORED
        self.notes.append(f"adopted {len(operations)}")

    def renew_incarnation(self) -> None:
        self.incarnation = secrets.token_bytes(16)
        self.notes.append("renewed")

    def stop_numbers(self, incarnation: bytes) -> None:
        self.notes.append("stopped")

    def remember_receiver(self, receiver: bytes) -> None:
        self.notes.append("met" if receiver else "")


@dataclass
class Rig:
    """One enrolled counter and its line to a receiver."""

    desk: TestDesk
    identity: Identity
    channel: Channel

    @property
    def line(self) -> HttpLine:
        """The line of the engine."""
        return HttpLine(self.channel)


def enrolled_rig(hub: RunningHub, ordinal: int = 3, url: str = "") -> Rig:
    """Enrol a new counter at hub; url: talk to it by another address."""
    code = create_enrolment(hub.receiver, OFFICE, ordinal)
    key, counter = KeyPair.generate(), uuid.uuid4()
    practice = hub.receiver.practice
    with httpx.Client() as client:
        admission = enrol(hub.url, code, counter.bytes, key, practice=practice, client=client)
    identity = Identity(counter.bytes, key, bytes.fromhex(admission.receiver_key), practice)
    return Rig(TestDesk(counter), identity, Channel(url or hub.url, identity, SystemClock()))


@pytest.fixture
def rig(hub: RunningHub) -> Iterator[Rig]:
    """An enrolled counter."""
    made = enrolled_rig(hub)
    yield made
    made.channel.close()


@pytest.fixture
def new_rig() -> Iterator[Callable[..., Rig]]:
    """For tests that need more counters than one."""
    made: list[Rig] = []

    def make(hub: RunningHub, ordinal: int = 3, url: str = "") -> Rig:
        made.append(enrolled_rig(hub, ordinal, url))
        return made[-1]

    yield make
    for rig in made:
        rig.channel.close()


@pytest.fixture(scope="session")
def hold() -> Callable[..., State]:
    """Hold one contact of a rig, from a fresh engine unless a state is given; return the engine's state."""

    def run(rig: Rig, line: Line | None = None, state: State | None = None, max_operations: int = 100) -> State:
        begun = state or State(rig.identity.receiver_key, max_operations=max_operations)
        return Contact(begun, rig.desk, line or rig.line, SystemClock()).run(at_once=True)

    return run
