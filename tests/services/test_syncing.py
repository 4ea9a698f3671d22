"""A desk's real store and a real receiver on this machine: enrol, send, lose the line, lose the receiver, compare."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.problems import PersonProblem
from app.domain.operations import OperationKind
from app.hub.enrolling import create_enrolment, put_office
from app.hub.reading import stored_dossiers
from app.hub.serving import RunningHub, start_beside
from app.hub.tables import incarnations, operations
from app.services.desk import Desk
from app.services.outbox import append_operation
from app.services.security import Session
from app.services.syncing import SyncService, SyncState
from app.sync.receipts import Outcome, receipt_from_proof


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with start_beside(tmp_path / "hub", practice=True) as running:
        put_office(running.receiver, "H17.32", "Thực hành")
        yield running


@pytest.fixture
def service(desk: Desk, session: Session, hub: RunningHub) -> SyncService:
    made = SyncService(desk)
    made.enrol(session, hub.url, create_enrolment(hub.receiver, "H17.32", 3))
    return made


def receive(desk: Desk, count: int = 1, paper: bytes = b"") -> list[uuid.UUID]:
    made = [uuid.uuid4() for _ in range(count)]
    with desk.store.work() as work:
        for dossier in made:
            files = []
            if paper:
                ref = desk.vault.put(paper)
                work.files_out.add(dossier, ref.digest, ref.size)
                files = [{"file": {"sha256": ref.digest, "size": ref.size}}]
            body = {"number": f"H17.32-261120-{3000 + made.index(dossier)}", "papers": files}
            append_operation(desk, work, OperationKind.DOSSIER_RECEIVED, dossier, body, schema=1)
        work.commit()
    return made


def test_before_enrolment_it_is_calmly_offline(desk: Desk) -> None:
    receive(desk)
    status = SyncService(desk).status()
    assert (status.state, status.unsent, status.cause) == (SyncState.OFFLINE, 1, "sync.not_enrolled")
    assert SyncService(desk).run_once().sent == 0


def test_everything_arrives_with_receipts_and_files(
    desk: Desk, session: Session, hub: RunningHub, service: SyncService
) -> None:
    made = receive(desk, 7, paper=b"one page")
    report = service.run_once(session)
    assert (report.sent, report.stored, report.unsent, report.problem, report.files) == (7, 7, 0, 0, 1)
    assert service.status().state is SyncState.ALL_STORED
    held = stored_dossiers(hub.receiver)
    assert [one.dossier_id for one in held] == [one.hex for one in made]
    assert all(one.complete for one in held)
    with desk.store.read() as work:
        rows = work.outbox.states(20)
    proved = [receipt_from_proof(row.receipt, hub.receiver.key.public) for row in rows]
    assert [one.outcome for one in proved if one is not None] == [Outcome.STORED] * 7
    assert service.reconcile(session, desk.now().date()).equal
    assert service.run_once().sent == 0


@pytest.mark.logs
def test_what_the_receiver_lost_is_sent_again(desk: Desk, hub: RunningHub, service: SyncService) -> None:
    receive(desk, 4)
    service.run_once()
    with hub.receiver.engine.begin() as connection:
        connection.execute(operations.delete())
        connection.execute(incarnations.delete())
    assert service.run_once().sent == 4
    assert len(stored_dossiers(hub.receiver)) == 4


def test_offline_then_online(desk: Desk, session: Session, tmp_path: Path) -> None:
    with start_beside(tmp_path / "hub", practice=True) as first:
        put_office(first.receiver, "H17.32", "Thực hành")
        service = SyncService(desk)
        service.enrol(session, first.url, create_enrolment(first.receiver, "H17.32", 3))
        port = int(first.url.rsplit(":", 1)[1])
    receive(desk, 3)
    report = service.run_once()
    assert (report.cause, report.unsent) == ("sync.refused_connection", 3)
    assert service.status().state is SyncState.OFFLINE
    assert service.seconds_until_due() >= 1
    with start_beside(tmp_path / "hub", practice=True, port=port) as second:
        assert service.run_once().unsent == 0
        assert len(stored_dossiers(second.receiver)) == 3
    assert SyncService(desk).status().unsent == 0


def test_a_code_of_another_counter_is_not_for_this_desk(desk: Desk, session: Session, hub: RunningHub) -> None:
    with pytest.raises(PersonProblem) as caught:
        SyncService(desk).enrol(session, hub.url, create_enrolment(hub.receiver, "H17.32", 4))
    assert caught.value.code == "sync.wrong_place"


def test_a_practice_desk_never_leaves_the_machine(desk: Desk, session: Session) -> None:
    with pytest.raises(PersonProblem) as caught:
        SyncService(desk).enrol(session, "https://motcua.example", "AAAA-AAAA-AAAA-AAAA")
    assert caught.value.code == "sync.practice_not_local"
