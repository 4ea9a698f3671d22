"""A reception is kept whole or not at all: interrupted at every statement, and on a disk that is full."""

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import PoolProxiedConnection

from app.core.clock import FixedClock
from app.core.problems import OutsideProblem
from app.domain.drafts import Draft
from app.models.rows import Queue
from app.services import dossiers, slips
from app.services.desk import Desk
from app.services.drafts import load_drafts, save_draft
from app.services.opening import open_desk
from app.services.reception import receive
from app.services.security import Session

Filled = Callable[..., Draft]


class PowerCutError(Exception):
    """What the test throws in; nothing in the program expects it."""


class Interrupter:
    """Counts the statements of a connection and raises at the one asked for."""

    def __init__(self, engine: Engine) -> None:
        self.seen: list[str] = []
        self.fail_at = -1
        event.listen(engine, "before_cursor_execute", self._look)

    def _look(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.seen.append(statement.split("\n", 1)[0])
        if len(self.seen) == self.fail_at:
            raise PowerCutError(statement)

    def start(self, fail_at: int = -1) -> None:
        self.seen, self.fail_at = [], fail_at


def state(desk: Desk, session: Session) -> tuple[object, ...]:
    """Everything a reception writes, by what the services say of it."""
    with desk.store.read() as work:
        audit, outbox = work.audit.next_seq(), work.outbox.counts()
        numbers = [row.number for row in work.numbers.starting_with("H17.32-")]
        mark = work.numbers.high_water(desk.office.code, desk.counter.ordinal, desk.now().date())
        files = work.files_out.pending(10)
        people = work.people.by_name("Nguyen", 10)
    return (
        audit,
        outbox,
        numbers,
        mark,
        files,
        people,
        len(dossiers.search(desk, session, "", queue=Queue.ALL)),
        len(slips.unprinted(desk, session)),
        len(load_drafts(desk, session)),
    )


def test_an_interruption_at_any_statement_keeps_nothing(desk: Desk, session: Session, filled: Filled) -> None:
    draft = filled()
    save_draft(desk, session, draft)
    before = state(desk, session)
    interrupter = Interrupter(desk.store._engine)
    statement = 0
    while True:
        statement += 1
        interrupter.start(fail_at=statement)
        try:
            receive(desk, session, draft)
        except PowerCutError:
            interrupter.start()
            assert state(desk, session) == before, f"after {statement} statements"
            continue
        break
    assert len(interrupter.seen) == statement - 1
    # BEGIN, the reads of the judge and a dozen tables: were there fewer, the hook would not see the transaction.
    assert statement > 20
    assert sum(seen.startswith("INSERT") for seen in interrupter.seen) >= 8
    interrupter.start()
    after = state(desk, session)
    assert after[2] == ["H17.32-261120-3001"]
    assert after[-3:] == (1, 1, 0)
    with desk.store.read() as work:
        assert work.audit.verify() is None


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_interrupted_commit_is_nothing_or_everything_and_can_be_repeated(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock, moment: str
) -> None:
    """The answer is lost either way; the same draft received again gives one dossier with one number."""
    draft = filled()
    save_draft(desk, session, draft)
    dialect = desk.store._engine.dialect
    commit = dialect.do_commit

    def interrupted(connection: PoolProxiedConnection) -> None:
        if moment == "after":
            commit(connection)
        raise PowerCutError(moment)

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(dialect, "do_commit", interrupted)
        with pytest.raises(PowerCutError):
            receive(desk, session, draft)
    desk.close()
    again = open_desk(desk.folder, clock)
    try:
        kept = 1 if moment == "after" else 0
        assert len(dossiers.search(again, session, "")) == kept
        assert len(load_drafts(again, session)) == 1 - kept
        assert again.folder.witness.exists() == bool(kept)
        assert receive(again, session, draft).dossier.number == "H17.32-261120-3001"
        assert len(dossiers.search(again, session, "")) == 1
        assert len(slips.unprinted(again, session)) == 1
    finally:
        again.close()


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """Let every write beyond size fail in this process, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


@pytest.mark.parametrize("room", [0, 1, 3, 6])
def test_a_full_disk_is_said_and_loses_nothing(desk: Desk, session: Session, filled: Filled, room: int) -> None:
    """The log of the database stops growing after so many pages more."""
    first = receive(desk, session, filled()).dossier
    draft = filled(name="Trần Văn Bình", number="049099012345")
    save_draft(desk, session, draft)
    before = state(desk, session)
    log = desk.folder.database.with_name("store.db-wal")
    with files_no_longer_than(log.stat().st_size + room * 4096), pytest.raises(OutsideProblem) as told:
        receive(desk, session, draft)
    assert told.value.code in {"store.disk_full", "store.write_failed"}
    assert state(desk, session) == before
    desk.store.check()
    second = receive(desk, session, draft).dossier
    assert (first.number[-4:], second.number[-4:]) == ("3001", "3002")


@pytest.mark.logs
def test_a_disk_that_fills_up_right_after_the_commit_does_not_undo_the_reception(
    desk: Desk, session: Session, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("app.services.number_witness.write_durably", full)
        received = receive(desk, session, filled())
    assert dossiers.by_number(desk, session, received.dossier.number) == received.dossier.id
    assert receive(desk, session, filled()).dossier.number.endswith("3002")


def test_a_save_that_comes_late_does_not_bring_the_draft_of_a_received_dossier_back(
    desk: Desk, session: Session, filled: Filled
) -> None:
    draft = filled()
    receive(desk, session, draft)
    save_draft(desk, session, draft)
    assert load_drafts(desk, session) == ()
