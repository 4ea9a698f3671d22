"""Several desks give numbers for a day, with crashes and restores in any order: no duplicate, no unexplained gap."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.problems import PersonProblem
from app.domain.numbers import DeskRanges, NumberRange, Witness, gaps, next_serial, range_after_restore


@dataclass
class Desk:
    """A counter as the store, the side file and the receiver see it; ``paper`` is what is really out."""

    ranges: DeskRanges
    database: list[int] = field(default_factory=list)
    side_file: int | None = None
    receiver: list[int] = field(default_factory=list)
    paper: list[int] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)
    restores: int = 0
    source: NumberRange | None = None
    backup: tuple[int, ...] = ()
    provisional: int = 0

    def __post_init__(self) -> None:
        self.source = self.ranges.own

    def witnesses(self, of: NumberRange, slip: int | None = None) -> Mapping[str, int | None]:
        def highest(serials: list[int]) -> int | None:
            return max((serial for serial in serials if serial in of), default=None)

        side = self.side_file if self.side_file is not None and self.side_file in of else None
        return {
            Witness.DATABASE: highest(self.database),
            Witness.SIDE_FILE: side,
            Witness.RECEIVER: highest(self.receiver),
            Witness.LAST_SLIP: slip,
        }

    def give(self, crash: str) -> None:
        if self.source is None:
            self.provisional += 1
            return
        serial = next_serial(self.witnesses(self.source), self.source)
        if crash == "before commit":
            return
        self.database.append(serial)
        if crash == "after commit":  # no paper yet; the number is spent all the same
            self.cancelled.append(serial)
            return
        self.side_file = serial
        self.paper.append(serial)

    def restore(self, *, keeps_side_file: bool, scans_last_slip: bool, online: bool) -> None:
        self.database = list(self.backup)
        if not keeps_side_file:
            self.side_file = None
        last = self.paper[-1] if scans_last_slip and self.paper else None
        slip = last if last is not None and last in self.ranges.own else None
        if online:
            self.restores += 1  # counted by the receiver, which is never restored here
        found = self.witnesses(self.ranges.own, slip)
        self.source = range_after_restore(self.ranges, found, self.restores if online else None)
        if self.source is self.ranges.own and slip is not None:
            self.side_file = max(slip, self.side_file or 0)


def desk(counter: int) -> Desk:
    recovery = tuple(NumberRange(f"9{counter}{again}") for again in range(3))
    return Desk(DeskRanges(counter, NumberRange(str(counter)), recovery))


steps = st.one_of(
    st.tuples(st.just("give"), st.sampled_from(["", "", "", "before commit", "after commit"])),
    st.tuples(st.just("backup"), st.just("")),
    st.tuples(st.just("send"), st.just("")),
    st.tuples(st.just("restore"), st.sampled_from(["all", "side", "slip", "none", "offline"])),
)


def act(at: Desk, kind: str, how: str) -> None:
    match kind:
        case "give":
            at.give(how)
        case "backup":
            at.backup = tuple(at.database)
        case "send":
            at.receiver = sorted({*at.receiver, *at.database})
        case _:
            at.restore(
                keeps_side_file=how in {"all", "side"},
                scans_last_slip=how in {"all", "slip"},
                online=how != "offline",
            )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), steps), max_size=60))
def test_no_number_stands_on_two_papers(story: list[tuple[int, tuple[str, str]]]) -> None:
    desks = {counter: desk(counter) for counter in (1, 2, 3)}
    for counter, (kind, how) in story:
        act(desks[counter], kind, how)
    paper = [serial for one in desks.values() for serial in one.paper]
    assert len(paper) == len(set(paper))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "before commit", "after commit"]), max_size=60))
def test_crashes_leave_no_gap_that_is_not_explained(crashes: list[str]) -> None:
    one = desk(1)
    for crash in crashes:
        one.give(crash)
    own = one.ranges.own
    highest = max(one.database, default=None)
    assert gaps({*one.paper, *one.cancelled}, highest, own) == ()
    assert gaps(set(one.paper), highest, own) == tuple(s for s in one.cancelled if highest is not None)


def test_without_any_witness_the_day_begins() -> None:
    assert next_serial({}, NumberRange("3")) == 3001
    assert next_serial({Witness.DATABASE: None}, NumberRange("3")) == 3001


def test_the_highest_witness_decides() -> None:
    known = {Witness.DATABASE: 3004, Witness.SIDE_FILE: 3006, Witness.RECEIVER: None, Witness.LAST_SLIP: 3005}
    assert next_serial(known, NumberRange("3")) == 3007


def test_a_witness_of_another_counter_stops_the_giving() -> None:
    with pytest.raises(PersonProblem, match="foreign_witness"):
        next_serial({Witness.DATABASE: 4001}, NumberRange("3"))


def test_a_range_that_is_used_up_is_said() -> None:
    with pytest.raises(PersonProblem, match="range_used_up"):
        next_serial({Witness.DATABASE: 39_999}, NumberRange("3"))


def test_what_only_the_receiver_knows_is_not_enough_after_a_restore() -> None:
    ranges = desk(3).ranges
    found: dict[Witness, int | None] = {Witness.DATABASE: 3003, Witness.RECEIVER: 3005}
    assert range_after_restore(ranges, found, 1) == NumberRange("930")
    assert range_after_restore(ranges, found, 2) == NumberRange("931")
    assert range_after_restore(ranges, found, None) is None
    assert range_after_restore(ranges, found, 4) is None
    assert range_after_restore(ranges, {**found, Witness.SIDE_FILE: 3009}, None) == ranges.own


def test_gaps_are_listed_across_the_growth_of_a_range() -> None:
    own = NumberRange("1")
    recorded = {*range(1001, 2000), 10_001}
    assert gaps(recorded, 10_002, own) == (10_000, 10_002)
    assert gaps((), None, own) == ()
