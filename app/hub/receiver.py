"""The receiver as one value: its key, its incarnation, its book and its vault."""

import logging
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import Clock
from app.core.paths import write_durably
from app.core.problems import OutsideProblem
from app.hub import chains
from app.hub.database import open_database, trouble_named
from app.hub.tables import incidents, meta
from app.hub.vault import Vault
from app.sync.comparing import Held, Own, without
from app.sync.keys import KeyPair

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Receiver:
    """An open receiver.

    Attributes:
        incarnation: 16 random bytes; new after a restore or a fail-over, so that every counter compares again.
        practice: takes records of practice offices only.
    """

    engine: Engine
    vault: Vault
    key: KeyPair
    incarnation: bytes
    practice: bool
    clock: Clock

    def now(self) -> str:
        """Return the wall clock as it is stored."""
        return self.clock.now().isoformat()

    def close(self) -> None:
        """Close the database's connections."""
        self.engine.dispose()

    def greet(self, counter: bytes, own: tuple[Own, ...]) -> tuple[tuple[Held, ...], int]:
        """Return what is held of a counter's incarnations, and how often it was restored today.

        What the province must hear of is noted as an incident.
        """
        with trouble_named(), self.engine.begin() as connection:
            answers = tuple(chains.held(connection, one) for one in own)
            for one, held in zip(own, answers, strict=True):
                for kind, detail in _differences(one, held):
                    self._note(connection, counter, one.incarnation, kind, detail)
            return answers, chains.restores_on(connection, counter, own, self.now())

    def _note(self, connection: Connection, counter: bytes, incarnation: bytes, kind: str, detail: str) -> None:
        adding = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        values = {"at": self.now(), "counter_id": counter, "incarnation": incarnation, "kind": kind, "detail": detail}
        noted = adding(incidents).values(values).on_conflict_do_nothing().returning(incidents.c.id)
        if connection.execute(noted).first() is not None:
            _log.error("%s: counter %s, incarnation %s: %s", kind, counter.hex(), incarnation.hex(), detail)


def _differences(own: Own, held: Held) -> list[tuple[str, str]]:
    found = []
    if lost := without(own.acknowledged, held.ranges):
        found.append(("receiver_rolled_back", f"lacks {list(lost)}"))
    if held.top > own.made:
        found.append(("counter_rolled_back", f"made {own.made}, held {held.top}"))
    if held.forked or (held.at_made is not None and held.at_made != own.head):
        found.append(("forked", f"after {held.contiguous}"))
    return found


def open_receiver(database_url: str, data_dir: Path, clock: Clock, *, practice: bool = False) -> Receiver:
    """Open a receiver, made where there is none.

    Raises:
        OutsideProblem: ``hub.practice_differs`` where the data belong to the other kind; ``hub.key_missing`` where the
            database is known to this key's counters but the key is gone; and those of open_database.
    """
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_database(database_url)
    with trouble_named(), engine.begin() as connection:
        values = {row.name: row.value for row in connection.execute(select(meta))}
        if "incarnation" not in values:
            values["incarnation"], values["practice"] = secrets.token_bytes(16), b"1" if practice else b"0"
            for name in ("incarnation", "practice"):
                connection.execute(insert(meta).values(name=name, value=values[name]))
        if (values["practice"] == b"1") != practice:
            raise OutsideProblem("hub.practice_differs")
        key = _key(connection, data_dir / "receiver.key", values.get("public_key"))
    return Receiver(engine, Vault(data_dir), key, values["incarnation"], practice, clock)


def _key(connection: Connection, path: Path, public: bytes | None) -> KeyPair:
    if path.exists():
        key = KeyPair(path.read_bytes())
    elif public is None:
        key = KeyPair.generate()
        write_durably(path, key.private)
        path.chmod(0o600)  # the folder is the owner's alone from the first moment
    else:
        raise OutsideProblem("hub.key_missing", path=str(path))
    if public is None:
        connection.execute(insert(meta).values(name="public_key", value=key.public))
    elif public != key.public:
        raise OutsideProblem("hub.key_missing", path=str(path))
    return key


def renew_incarnation(database_url: str) -> None:
    """Say that the data were restored or taken over: every counter compares before it sends anything new.

    Run it after every restore, while the receiver is stopped.
    """
    engine = open_database(database_url)
    try:
        with trouble_named(), engine.begin() as connection:
            connection.execute(delete(meta).where(meta.c.name == "incarnation"))
            connection.execute(insert(meta).values(name="incarnation", value=secrets.token_bytes(16)))
            chains.rebuild(connection)
    finally:
        engine.dispose()
