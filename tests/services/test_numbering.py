"""Numbers: never one twice, every gap explained, whatever is killed, restored, stopped or used up."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import VIETNAM, FixedClock
from app.core.paths import StoreFolder
from app.domain.drafts import Draft
from app.domain.handover import BatchKind
from app.domain.numbers import (
    DeskRanges,
    Manifest,
    NumberRange,
    batch_number_in,
    default_manifest,
    gaps,
    is_provisional,
    manifest_to_json,
    parse_number,
)
from app.domain.offices import Counter
from app.domain.units import Unit, UnitKind
from app.models.backup import RESTORED
from app.models.keys import KeyRing
from app.models.rows import NumberState
from app.models.store import Store
from app.services import number_witness, numbering
from app.services.desk import Desk
from app.services.handover import open_batch
from app.services.numbering import expected_number, give_number, keep_witness, remember_last_slip
from app.services.opening import open_desk
from app.services.reception import receive
from app.services.security import Session
from app.services.units import save_unit

Filled = Callable[..., Draft]


def give(desk: Desk, *, witness: bool = True) -> str:
    """Give one number as a reception does; without witness the program is killed right after the commit."""
    dossier = desk.ids.new()
    with desk.store.work() as work:
        given = give_number(desk, work, dossier, desk.now())
        if not given.provisional:
            work.numbers.record(given.number, None, NumberState.USED, given.at, "")
        work.commit()
    if witness:
        keep_witness(desk, given)
    return given.number


def serial(number: str) -> int:
    return int(parse_number(number).serial)


def set_value(desk: Desk, key: str, value: bytes) -> None:
    with desk.store.work() as work:
        work.offices.put(key, value)
        work.commit()


def today(desk: Desk) -> str:
    return desk.now().date().isoformat()


def restored(desk: Desk, count: int | None = None) -> None:
    """Mark the store as restored today; count: what the receiver says of it."""
    set_value(desk, numbering.RESTORED_ON, today(desk).encode())
    if count is not None:
        set_value(desk, f"{numbering.RESTORES_TODAY}.{today(desk)}", str(count).encode())


def test_what_is_shown_is_what_is_given(desk: Desk) -> None:
    for _ in range(3):
        with desk.store.read() as work:
            shown = expected_number(desk, work)
        assert give(desk) == shown


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"7",
        b'{"x": 3}',
        b'{"H17.32|3|2026-11-20": "3044"}',
        b'{"H17.32|3|2026-11-20": 1e400}',
        b'{"H17.32|3|2026-11-20": Infinity}',
        b'{"H17.32|3|yesterday": 3044}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
@pytest.mark.logs
def test_whatever_stands_in_the_side_file_a_reception_goes_on(
    desk: Desk, session: Session, filled: Filled, content: bytes
) -> None:
    assert receive(desk, session, filled()).dossier.number.endswith("-3001")
    desk.folder.witness.write_bytes(content)
    assert receive(desk, session, filled()).dossier.number.endswith("-3002")
    assert json.loads(desk.folder.witness.read_bytes()) == {"H17.32|3|2026-11-20": 3002}


@pytest.mark.logs
def test_a_side_file_that_cannot_be_written_does_not_stay_as_a_false_witness(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(desk)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(number_witness, "write_durably", full)
        assert give(desk).endswith("3002")
    assert not desk.folder.witness.exists()
    assert give(desk).endswith("3003")


def test_the_side_file_forgets_old_days_and_never_falls(desk: Desk, clock: FixedClock) -> None:
    give(desk)
    desk.folder.witness.write_text(json.dumps({"H17.32|3|2026-11-20": 3500, "H17.32|3|2026-10-01": 3009}))
    assert give(desk, witness=False).endswith("3501")
    clock.advance(timedelta(days=1))
    give(desk)
    assert json.loads(desk.folder.witness.read_bytes()) == {"H17.32|3|2026-11-20": 3500, "H17.32|3|2026-11-21": 3001}


def test_a_kill_between_commit_and_side_file_is_made_good_at_the_next_start(desk: Desk, clock: FixedClock) -> None:
    """Else the slip, printed after the start, carries a number that the side file does not know."""
    give(desk)
    give(desk, witness=False)
    desk.close()
    again = open_desk(desk.folder, clock)
    assert json.loads(again.folder.witness.read_bytes()) == {"H17.32|3|2026-11-20": 3002}
    again.close()


def test_a_restored_store_writes_no_witness_from_what_it_remembers(desk: Desk, clock: FixedClock) -> None:
    give(desk)
    restored(desk)
    desk.folder.witness.unlink()
    desk.close()
    again = open_desk(desk.folder, clock)
    assert not again.folder.witness.exists()
    assert is_provisional(give(again))
    again.close()


def test_a_kill_after_a_restore_is_made_good_too_where_the_side_file_came_through(office: "Office") -> None:
    """Else the next restore of that day believes a side file that lacks the killed number, and gives it twice."""
    office.give(0)
    office.back_up(0)
    office.restore(0, side_file=True, online=False)
    office.give(0, killed=True)
    office.restore(0, side_file=True, online=False)
    office.give(0)
    assert [serial(number) for number in office.paper] == [1001, 1002, 1003]


def test_midnight_and_new_year_begin_again(desk: Desk, clock: FixedClock) -> None:
    clock.set(datetime(2026, 12, 31, 23, 59, 59, tzinfo=VIETNAM))
    assert [give(desk), give(desk)] == ["H17.32-261231-3001", "H17.32-261231-3002"]
    clock.advance(timedelta(seconds=1))
    assert give(desk) == "H17.32-270101-3001"
    # A clock that is put back goes on where that day stood.
    clock.set(datetime(2026, 12, 31, 23, 59, 59, tzinfo=VIETNAM))
    assert give(desk) == "H17.32-261231-3003"


class MidnightClock(FixedClock):
    """Passes midnight at the second look."""

    def now(self) -> datetime:
        before = super().now()
        self.advance(timedelta(seconds=2))
        return before


def test_number_reception_and_appointment_lie_on_one_side_of_midnight(
    desk: Desk, session: Session, filled: Filled
) -> None:
    draft = filled()
    desk.clock = MidnightClock(datetime(2026, 11, 20, 23, 59, 59, tzinfo=VIETNAM))
    dossier = receive(desk, session, draft).dossier
    assert dossier.number == "H17.32-261120-3001"
    assert f"{dossier.received_at:%d/%m}" == "20/11"


def short_manifest(desk: Desk, lead: str) -> None:
    manifest = Manifest("H17.32", 2, desk.now().date(), (DeskRanges(3, NumberRange(lead)),))
    with desk.store.work() as work:
        work.numbers.put_manifest(manifest_to_json(manifest), desk.now())
        work.commit()


def test_a_used_up_range_gives_provisional_codes_and_tomorrow_numbers_again(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock
) -> None:
    short_manifest(desk, "777")
    numbers = [give(desk) for _ in range(110)]
    assert (serial(numbers[0]), serial(numbers[8]), serial(numbers[9])) == (7771, 7779, 77700)
    assert serial(numbers[108]) == 77799
    assert is_provisional(numbers[109])
    dossier = receive(desk, session, filled()).dossier
    assert (dossier.provisional, is_provisional(dossier.number)) == (True, True)
    with desk.store.read() as work:
        assert expected_number(desk, work) == ""
    clock.advance(timedelta(days=1))
    assert give(desk).endswith("-7771")


def test_stopped_numbers_and_provincial_ones_are_provisional(desk: Desk) -> None:
    give(desk)
    set_value(desk, numbering.NUMBERS_STOPPED, b"x" * 16)
    assert is_provisional(give(desk))
    with desk.store.work() as work:
        work.offices.remove(numbering.NUMBERS_STOPPED)
        work.commit()
    assert give(desk).endswith("3002")
    desk.office = replace(desk.office, provincial_numbers=True)
    assert is_provisional(give(desk))


def test_after_a_restore_the_receivers_count_chooses_the_range(desk: Desk, clock: FixedClock) -> None:
    give(desk)
    desk.folder.witness.unlink()
    restored(desk)
    assert is_provisional(give(desk))
    restored(desk, 2)
    assert [serial(give(desk)), serial(give(desk))] == [9311, 9312]
    restored(desk, 99)
    assert is_provisional(give(desk))
    clock.advance(timedelta(days=1))
    assert give(desk).endswith("-3001")


def test_the_last_slip_read_in_again_brings_the_own_range_back_for_good(desk: Desk) -> None:
    """The day's mark stands in the recovery range by then; the own range must still move on."""
    give(desk)
    desk.folder.witness.unlink()
    restored(desk, 1)
    assert serial(give(desk)) == 9301
    with desk.store.work() as work:
        remember_last_slip(work, f"H17.32-{desk.now():%y%m%d}-3040")
        work.commit()
    assert [serial(give(desk)) for _ in range(3)] == [3041, 3042, 3043]


def test_what_the_receiver_gave_back_is_stayed_above(desk: Desk) -> None:
    give(desk)
    set_value(desk, f"{numbering.RECEIVER_HIGH_WATER}.{today(desk)}", b"3017")
    assert serial(give(desk)) == 3018


@dataclass
class Office:
    """Three counters of one office, each with its own store, over one day; and the paper that went out."""

    desks: list[Desk]
    clock: FixedClock
    paper: list[str] = field(default_factory=list)
    copies: dict[int, Path] = field(default_factory=dict)
    restores: dict[int, int] = field(default_factory=dict)
    forgotten: dict[int, set[int]] = field(default_factory=dict)

    def tomorrow(self) -> None:
        """Begin again on another day: no number of a day has to do with those of another."""
        self.clock.advance(timedelta(days=1))
        for remembered in (self.paper, self.copies, self.restores, self.forgotten):
            remembered.clear()

    def give(self, counter: int, *, killed: bool = False) -> None:
        """Receive; or be killed right after the commit, started again, and print the slip that is owed."""
        number = give(self.desks[counter], witness=not killed)
        if killed:
            self._open_again(counter)
        self.paper.append(number)

    def back_up(self, counter: int) -> None:
        """Copy the store as a backup does."""
        self.copies[counter] = self.desks[counter].folder.root.with_suffix(".copy")
        self.desks[counter].store.copy_to(self.copies[counter])

    def restore(self, counter: int, *, side_file: bool, online: bool) -> None:
        """Lose the store to its older copy; online: the receiver counts the restores and is asked."""
        if counter not in self.copies:
            return
        desk, before = self.desks[counter], self.known(counter)
        desk.close()
        shutil.copyfile(self.copies[counter], desk.folder.database)
        if not side_file:
            desk.folder.witness.unlink(missing_ok=True)
        store = Store.open(desk.folder, KeyRing(desk.folder).unlock_with_system(), self.clock)
        with store.work() as work:
            work.offices.put(RESTORED, self.clock.now().isoformat().encode())
            work.commit()
        store.close()
        self._open_again(counter)
        self.restores[counter] = self.restores.get(counter, 0) + 1
        if online:
            restored(self.desks[counter], self.restores[counter])
        self.forgotten.setdefault(counter, set()).update(before - self.known(counter))

    def known(self, counter: int) -> set[int]:
        """Return the serials of today that the store has a record of."""
        with self.desks[counter].store.read() as work:
            return {serial(row.number) for row in work.numbers.starting_with(f"H17.32-{self.clock.now():%y%m%d}")}

    def unexplained(self, counter: int) -> set[int]:
        """Return the serials below the highest that neither the ledger nor a restore accounts for."""
        explained = self.known(counter) | self.forgotten.get(counter, set())
        mine = default_manifest("H17.32", 8, self.clock.now().date()).desk(counter + 1)
        found: set[int] = set()
        for one in (mine.own, *mine.recovery):
            given = [number for number in explained if number in one]
            found |= set(gaps(given, max(given, default=None), one))
        return found

    def _open_again(self, counter: int) -> None:
        old = self.desks[counter]
        old.close()
        self.desks[counter] = open_desk(old.folder, self.clock)


@pytest.fixture
def office(founded: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    desks = []
    for ordinal in (1, 2, 3):
        folder = StoreFolder(tmp_path / str(ordinal))
        shutil.copytree(founded, folder.root)
        desk = open_desk(folder, clock)
        with desk.store.work() as work:
            work.offices.save_counter(Counter(desk.counter.id, desk.office.id, ordinal, f"Quầy {ordinal}"))
            work.commit()
        desk.close()
        desks.append(open_desk(folder, clock))
    opened = Office(desks, clock)
    yield opened
    for desk in opened.desks:
        desk.close()


STEPS = st.one_of(
    st.tuples(st.just("give"), st.integers(0, 2)),
    st.tuples(st.just("give"), st.integers(0, 2)),
    st.tuples(st.just("killed"), st.integers(0, 2)),
    st.tuples(st.just("back_up"), st.integers(0, 2)),
    st.tuples(st.just("restore"), st.integers(0, 2), st.booleans(), st.booleans()),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=4, max_size=22))
def test_no_interleaving_gives_a_number_twice_and_every_gap_is_explained(
    office: Office, steps: list[tuple[object, ...]]
) -> None:
    """Counters give, are killed between commit and side file, and lose their store to an older copy of it."""
    office.tomorrow()
    for step in steps:
        counter = int(str(step[1]))
        match step[0]:
            case "give":
                office.give(counter)
            case "killed":
                office.give(counter, killed=True)
            case "back_up":
                office.back_up(counter)
            case "restore":
                office.restore(counter, side_file=bool(step[2]), online=bool(step[3]))
    for counter in range(3):
        office.give(counter)
        assert office.unexplained(counter) == set()
    assert len(set(office.paper)) == len(office.paper)


@pytest.fixture
def bags(desk: Desk, session: Session) -> Callable[[Desk], str]:
    """Open a handover, as F6 does; the unit is known before anything is lost."""
    unit = Unit(desk.ids.new(), "Công an xã", UnitKind.DEPARTMENT)
    save_unit(desk, session, unit)
    return lambda at: open_batch(at, session, BatchKind.DOSSIERS, unit.id).batch.number


def test_handovers_are_numbered_one_after_the_other(desk: Desk, bags: Callable[[Desk], str], clock: FixedClock) -> None:
    assert [bags(desk) for _ in range(2)] == ["BG-261120-3-01", "BG-261120-3-02"]
    clock.advance(timedelta(days=1))
    assert bags(desk) == "BG-261121-3-01"


class _PowerCutError(Exception):
    pass


def test_a_number_that_was_lost_with_its_transaction_is_not_given_again(
    desk: Desk, bags: Callable[[Desk], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def off(*_given: object) -> None:
        raise _PowerCutError

    with monkeypatch.context() as broken:
        broken.setattr(desk.store._engine.dialect, "do_commit", off)
        with pytest.raises(_PowerCutError):
            bags(desk)
    desk.close()
    again = open_desk(desk.folder, desk.clock)
    assert bags(again) == "BG-261120-3-02"
    again.close()


_HANDOVERS = st.lists(
    st.one_of(
        st.just(("open", False)), st.just(("copy", False)), st.just(("again", False)), st.just(("number", False)),
        st.tuples(st.just("restore"), st.booleans()),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=_HANDOVERS)
def test_no_two_bags_bear_one_number_whatever_is_restored(
    founded: Path, session: Session, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]]
) -> None:
    """Bags between numbers, copies and restores of one day, with the side file or without it."""
    clock = FixedClock(datetime(2026, 11, 20, 7, 0, tzinfo=VIETNAM))
    folder = StoreFolder(tmp_path_factory.mktemp("bags") / "store")
    shutil.copytree(founded, folder.root)
    desk = open_desk(folder, clock)
    unit = Unit(desk.ids.new(), "Công an xã", UnitKind.DEPARTMENT)
    save_unit(desk, session, unit)
    office, given = Office([desk], clock), []
    office.back_up(0)
    try:
        for step, side_file in steps:
            clock.advance(timedelta(seconds=15))
            if step == "open":
                given.append(open_batch(office.desks[0], session, BatchKind.DOSSIERS, unit.id).batch.number)
            elif step == "number":
                give(office.desks[0])
            elif step == "copy":
                office.back_up(0)
            elif step == "again":
                office._open_again(0)
            else:
                office.restore(0, side_file=side_file, online=False)
        assert len(set(given)) == len(given)
        assert all(batch_number_in(number) == number for number in given)
    finally:
        office.desks[0].close()
