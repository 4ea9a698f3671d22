"""A desk that was put back to an older copy gets its dossiers back; a new number split never begins within a day."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.core.problems import PersonProblem
from app.domain.drafts import Draft
from app.domain.numbers import DeskRanges, Manifest, NumberRange, parse_number
from app.hub.enrolling import create_enrolment, put_office
from app.hub.serving import RunningHub, start_beside
from app.models.files import FileRef
from app.models.rows import PrintState
from app.services.desk import Desk
from app.services.opening import open_desk
from app.services.pulled_back import PULLED_BACK
from app.services.reception import AttachedFile, receive
from app.services.security import Session
from app.services.sync_desk import StoreDesk
from app.services.syncing import SyncService

Filled = Callable[..., Draft]
TODAY = date(2026, 11, 20)


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


@pytest.fixture
def put_back(desk: Desk, clock: FixedClock, tmp_path: Path) -> Iterator[Callable[[], Callable[[], Desk]]]:
    """Copy the closed store now; what is returned opens that copy later, as if nothing had happened since."""
    opened: list[Desk] = []

    def copy() -> Callable[[], Desk]:
        older = tmp_path / "older"
        desk.close()
        shutil.copytree(desk.folder.root, older)
        desk.store = open_desk(desk.folder, clock).store

        def back() -> Desk:
            opened.append(open_desk(StoreFolder(older), clock))
            return opened[-1]

        return back

    yield copy
    for one in opened:
        one.close()


def paper(desk: Desk, data: bytes = b"%PDF one page") -> dict[int, AttachedFile]:
    ref: FileRef = desk.vault.put(data)
    return {1: AttachedFile(ref, 1)}


@pytest.mark.logs
def test_forgotten_dossiers_are_dossiers_again(
    desk: Desk, session: Session, service: SyncService, filled: Filled, put_back: Callable[[], Callable[[], Desk]]
) -> None:
    first = receive(desk, session, filled()).dossier
    service.run_once()
    back = put_back()
    later = [
        receive(desk, session, filled(name="Trần Văn Đức", number="049199000011"), paper(desk)).dossier,
        receive(desk, session, filled()).dossier,
    ]
    service.run_once()
    old = back()
    assert SyncService(old).run_once().cause == ""
    with old.store.read() as work:
        assert [work.dossiers.get(one.id) for one in (first, *later)] == [first, *later]
        assert work.dossiers.search("Tran Van Duc")[0].number == later[0].number
        person = work.people.by_identity("049199000011")
        assert person is not None
        assert person.visits == 1
        ledger = [row.number for row in work.numbers.starting_with("H17.32-261120-")]
        assert ledger == [one.number for one in (first, *later)]
        kinds = [event.kind for event in work.history.of(later[0].id)]
        assert kinds == ["dossier.received", PULLED_BACK]
        assert work.history.of(later[0].id)[1].detail == {"files_gone": 1}
        assert [one.state for one in work.prints.of_dossier(later[0].id)] == [PrintState.CANCELLED]
        assert len(work.history.of(first.id)) == 1
    new = receive(old, session, filled(name="Lê Thị Mai", number="049199000022")).dossier
    assert int(parse_number(new.number).serial) > int(parse_number(later[-1].number).serial)
    assert SyncService(old).run_once().unsent == 0


def test_taking_back_twice_changes_nothing(
    desk: Desk, session: Session, service: SyncService, filled: Filled, put_back: Callable[[], Callable[[], Desk]]
) -> None:
    back = put_back()
    draft = filled()
    received = receive(desk, session, draft).dossier
    with desk.store.read() as work:
        sent = work.outbox.to_send(10)
    service.run_once()
    old = back()
    with old.store.work() as work:
        work.drafts.save(draft.id, "hoa", "{}", old.now())
        work.commit()
    for _ in range(3):
        StoreDesk(old).adopt(sent)
    with old.store.read() as work:
        assert work.dossiers.get(received.id) == received
        assert len(work.history.of(received.id)) == 2
        assert len(work.prints.of_dossier(received.id)) == 1
        assert work.people.by_identity("049199012345").visits == 1  # type: ignore[union-attr]  # seen once
        assert work.outbox.counts().stored == 1
    # The draft that came back with the old copy gives the dossier that is there, not a second one.
    assert receive(old, session, draft).dossier == received


@pytest.mark.logs
def test_a_number_that_was_given_twice_stays_with_the_dossier_that_has_it(
    desk: Desk, session: Session, service: SyncService, filled: Filled, put_back: Callable[[], Callable[[], Desk]]
) -> None:
    back = put_back()
    receive(desk, session, filled(name="Trần Văn Đức"))
    second = receive(desk, session, filled(name="Lê Thị Mai")).dossier
    service.run_once()
    old = back()
    old.folder.witness.unlink(missing_ok=True)
    StoreDesk(old).renew_incarnation()  # as after a restore, but nobody knew which numbers are out
    mine = receive(old, session, filled(name="Phạm Văn Nam")).dossier
    with desk.store.read() as work:
        StoreDesk(old).adopt(work.outbox.operations_between(1, 2))
    with old.store.read() as work:
        assert work.dossiers.by_number(mine.number) == mine
        assert work.dossiers.get(second.id) == second
        assert work.audit.verify() is None


def split(lead: str, start: date, version: int = 2) -> Manifest:
    return Manifest("H17.32", version, start, (DeskRanges(3, NumberRange(lead)),))


def enrol(desk: Desk, session: Session, hub: RunningHub, manifest: Manifest) -> None:
    put_office(hub.receiver, "H17.32", "Thực hành", manifest)
    SyncService(desk).enrol(session, hub.url, create_enrolment(hub.receiver, "H17.32", 3))


def test_a_split_begins_at_once_where_no_number_is_out(
    desk: Desk, session: Session, hub: RunningHub, filled: Filled
) -> None:
    enrol(desk, session, hub, split("77", TODAY, version=1))
    assert receive(desk, session, filled()).dossier.number == "H17.32-261120-7701"


def test_a_split_never_begins_within_a_day(
    desk: Desk, session: Session, hub: RunningHub, filled: Filled, clock: FixedClock
) -> None:
    receive(desk, session, filled())
    with pytest.raises(PersonProblem) as caught:
        enrol(desk, session, hub, split("77", TODAY))
    assert caught.value.code == "numbers.manifest_too_early"
    assert SyncService(desk).status().cause == "sync.not_enrolled"
    enrol(desk, session, hub, split("77", TODAY + timedelta(days=1)))
    assert receive(desk, session, filled()).dossier.number == "H17.32-261120-3002"
    clock.advance(timedelta(days=1))
    assert receive(desk, session, filled()).dossier.number == "H17.32-261121-7701"


def test_the_same_range_in_a_larger_office_is_taken_at_any_time(
    desk: Desk, session: Session, hub: RunningHub, filled: Filled
) -> None:
    receive(desk, session, filled())
    put_office(hub.receiver, "H17.32", "Thực hành")
    SyncService(desk).enrol(session, hub.url, create_enrolment(hub.receiver, "H17.32", 3))
    assert receive(desk, session, filled()).dossier.number == "H17.32-261120-3002"


def test_an_older_split_of_a_receiver_is_refused(desk: Desk, session: Session, hub: RunningHub) -> None:
    enrol(desk, session, hub, split("77", TODAY, version=3))
    with pytest.raises(PersonProblem) as caught:
        enrol(desk, session, hub, split("66", TODAY, version=2))
    assert caught.value.code == "numbers.manifest_not_newer"
