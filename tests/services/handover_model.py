"""Handovers beside books of one's own: a model that knows nothing of the services says who has signed for what."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.pool import PoolProxiedConnection

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, Status
from app.domain.handover import BatchKind
from app.domain.units import Unit
from app.services.desk import Desk
from app.services.handover import Heading, cancel, open_batch
from app.services.handover_beeps import Outcome, beep
from app.services.handover_folders import count_all, set_taken, take_out
from app.services.handover_signing import reopen, seal, sign
from app.services.handover_views import view
from app.services.opening import open_desk
from app.services.security import Session
from app.services.shelves import put_on_shelf

HEADING = Heading("1", "Hoa", "Bình")
LOST = "chưa tìm thấy"
LIVE = {"open", "sealed"}
FREE = {Status.RECEIVED, Status.IN_PROCESS}
OUT, BACK = BatchKind.DOSSIERS, BatchKind.RESULTS


class PowerCutError(Exception):
    """The machine went off at a commit."""


@dataclass(frozen=True)
class Step:
    """What is done next; the numbers choose among the bags and folders there are."""

    name: str
    bag: int
    folder: int
    beeped: tuple[int, ...]
    cut: str


@dataclass
class Bag:
    """A handover in the books: folders with whether the giver and the taker counted them."""

    id: UUID
    kind: BatchKind
    unit: str
    state: str = "open"
    inside: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    before: dict[int, tuple[str, Status]] = field(default_factory=dict)


class Model:
    """A desk on a copy of a store, and the books beside it.

    Attributes:
        signed: how often a folder was signed for, by kind and by whether giver and taker counted it.
    """

    def __init__(
        self, template: StoreFolder, where: Path, dossiers: list[Dossier], units: dict[str, Unit], session: Session
    ) -> None:
        self.place, self.dossiers, self.units, self.session = StoreFolder(where), dossiers, units, session
        shutil.copytree(template.root, where)
        self.clock = FixedClock(session.since)
        self.desk = self.switched_on()
        everybody = range(len(dossiers))
        self.bags: list[Bag] = []
        self.holder = dict.fromkeys(everybody, "")
        self.signed_by = dict.fromkeys(everybody, "")
        self.status = dict.fromkeys(everybody, Status.RECEIVED)
        self.signed: list[tuple[BatchKind, bool, bool]] = []

    # The bags there are for a step.

    def fitting(self, *states: str, kind: BatchKind | None = None) -> list[Bag]:
        return [bag for bag in self.bags if bag.state in states and kind in {None, bag.kind} and bag.inside]

    def possible(self) -> dict[str, list[Bag]]:
        """Return the steps that can be taken now, each with the bags it can be taken with."""
        steps = {
            "beep": self.fitting("open"),
            "count": self.fitting("sealed"),
            "take_out": self.fitting("open", "sealed"),
            "not_there": self.fitting("open", kind=BACK),
            "count_all": self.fitting("sealed"),
            "seal": self.fitting("open", kind=OUT),
            "sign": [*self.fitting("sealed"), *self.fitting("open", kind=BACK)],
            "give_up": self.fitting("open"),
            "reopen": self.fitting("sealed", "cancelled"),
        }
        return {name: bags for name, bags in steps.items() if bags}

    def take(self, step: Step) -> None:
        """Take a step, or open a new bag where it cannot be taken."""
        if step.name == "found" and self.lost():
            self.found_again(self.lost()[step.folder % len(self.lost())])
        elif step.name in self.possible():
            bags = self.possible()[step.name]
            getattr(self, step.name)(bags[step.bag % len(bags)], step)
        elif len(self.fitting("open")) < 3:
            self.open(step)

    # Steps.

    def open(self, step: Step) -> None:
        kind = BACK if step.bag % 4 == 3 else OUT
        unit = list(self.units)[step.folder % 2]
        opened = open_batch(self.desk, self.session, kind, self.units[unit].id)
        self.bags.append(Bag(opened.batch.id, kind, unit))
        self.beep(self.bags[-1], step)

    def beep(self, bag: Bag, step: Step) -> None:
        for folder in step.beeped:
            answer = beep(self.desk, self.session, bag.id, self.dossiers[folder].number)
            assert answer.outcome is self.expected(bag, folder)
            given = bag.inside.get(folder, (False, False))[0]
            match answer.outcome:
                case Outcome.ADDED:
                    bag.inside[folder] = (True, bag.kind is BACK)
                case Outcome.COUNTED:
                    bag.inside[folder] = (given, True)
                case Outcome.EXTRA:
                    bag.inside[folder] = (False, True)
                case _:
                    assert answer.said is not None

    count = beep

    def expected(self, bag: Bag, folder: int) -> Outcome:
        sealed = bag.state == "sealed"
        if folder in bag.inside:
            return Outcome.AGAIN if bag.inside[folder][1] or not (sealed or bag.kind is BACK) else Outcome.COUNTED
        if any(folder in other.inside for other in self.bags if other.state in LIVE):
            return Outcome.REFUSED
        if sealed:
            return Outcome.EXTRA
        holder = self.holder[folder]
        here = not holder or holder == LOST or self.signed_by[folder] == bag.unit
        free = here and self.status[folder] in FREE
        return Outcome.ADDED if bag.kind is BACK or free else Outcome.REFUSED

    def take_out(self, bag: Bag, step: Step) -> None:
        folder = self.one_in(bag, step)
        take_out(self.desk, self.session, bag.id, self.ordinal(bag, folder))
        self.uncount(bag, folder, keep=bag.state == "sealed")

    def not_there(self, bag: Bag, step: Step) -> None:
        folder = self.one_in(bag, step)
        set_taken(self.desk, self.session, bag.id, self.ordinal(bag, folder), taken=False)
        self.uncount(bag, folder, keep=True)

    def uncount(self, bag: Bag, folder: int, *, keep: bool) -> None:
        if keep and bag.inside[folder][0]:
            bag.inside[folder] = (True, False)
        else:
            del bag.inside[folder]

    def count_all(self, bag: Bag, _step: Step) -> None:
        count_all(self.desk, self.session, bag.id)
        bag.inside = {folder: (given, True) for folder, (given, _taken) in bag.inside.items()}

    def seal(self, bag: Bag, step: Step) -> None:
        if self.kept(lambda: seal(self.desk, self.session, bag.id, HEADING), step.cut):
            bag.state = "sealed"
            for folder in bag.inside:
                bag.before[folder] = (self.holder[folder], self.status[folder])
                self.holder[folder], self.status[folder] = f"trên đường đến {bag.unit}", Status.TRANSFERRED

    def sign(self, bag: Bag, step: Step) -> None:
        if bag.kind is OUT and not any(taken for _given, taken in bag.inside.values()):
            with pytest.raises(PersonProblem, match=r"handover\.not_counted"):
                sign(self.desk, self.session, bag.id, HEADING)
            return
        if self.kept(lambda: sign(self.desk, self.session, bag.id, HEADING, shelf="A1"), step.cut):
            bag.state = "received"
            for folder, (given, taken) in bag.inside.items():
                self.signed.append((bag.kind, given, taken))
                self.book(bag, folder, taken=taken)

    def book(self, bag: Bag, folder: int, *, taken: bool) -> None:
        if bag.kind is BACK:
            if taken:
                self.holder[folder], self.signed_by[folder], self.status[folder] = "", "", Status.DONE
        elif taken:
            self.holder[folder] = self.signed_by[folder] = bag.unit
            if self.status[folder] in FREE:
                self.status[folder] = Status.TRANSFERRED
        else:
            self.holder[folder], self.status[folder] = LOST, bag.before[folder][1]

    def give_up(self, bag: Bag, _step: Step) -> None:
        cancel(self.desk, self.session, bag.id)
        bag.state = "cancelled"

    def reopen(self, bag: Bag, _step: Step) -> None:
        gone = reopen(self.desk, self.session, bag.id, "nhầm")[1]
        if bag.state == "sealed":
            for folder, (given, _taken) in list(bag.inside.items()):
                if given:
                    bag.inside[folder] = (True, False)
                    self.holder[folder], self.status[folder] = bag.before[folder]
                else:
                    del bag.inside[folder]
        else:
            others = [other for other in self.bags if other.state in LIVE]
            elsewhere = {folder for folder in bag.inside if any(folder in other.inside for other in others)}
            assert set(gone) == {self.dossiers[folder].number for folder in elsewhere}
            bag.inside = {folder: counts for folder, counts in bag.inside.items() if folder not in elsewhere}
        bag.state = "open"

    def lost(self) -> list[int]:
        bagged = {folder for bag in self.bags if bag.state in LIVE for folder in bag.inside}
        return [folder for folder, holder in self.holder.items() if holder == LOST and folder not in bagged]

    def found_again(self, folder: int) -> None:
        put_on_shelf(self.desk, self.session, [self.dossiers[folder].id], "B2")
        self.holder[folder] = ""

    # The power.

    def kept(self, act: Callable[[], object], cut: str) -> bool:
        """Do act; with a cut the power goes off before or after the commit. Return whether it was kept."""
        if not cut:
            act()
            return True
        with self.going_off(cut), pytest.raises(PowerCutError):
            act()
        self.desk.close()
        self.desk = self.switched_on()
        return cut == "after"

    @contextmanager
    def going_off(self, cut: str) -> Iterator[None]:
        dialect = self.desk.store._engine.dialect
        commit = dialect.do_commit

        def off(connection: PoolProxiedConnection) -> None:
            if cut == "after":
                commit(connection)
            raise PowerCutError

        with pytest.MonkeyPatch.context() as broken:
            broken.setattr(dialect, "do_commit", off)
            yield

    def switched_on(self) -> Desk:
        desk = open_desk(self.place, self.clock)
        # The power goes off in the model only; that commits reach the disk is proved where the store is.
        desk.store._raw.execute("PRAGMA synchronous = OFF")
        return desk

    def close(self) -> None:
        for bag in self.bags:
            self.compare_bag(bag)
        with self.desk.store.read() as work:
            assert work.audit.verify() is None
        self.desk.close()

    # What the store says.

    def one_in(self, bag: Bag, step: Step) -> int:
        return list(bag.inside)[step.folder % len(bag.inside)]

    def ordinal(self, bag: Bag, folder: int) -> int:
        found = view(self.desk, self.session, bag.id)
        return next(each.item.ordinal for each in found.folders if each.item.dossier_id == self.dossiers[folder].id)

    def compare(self) -> None:
        """Fail where the store and the books differ."""
        for bag in self.bags:
            if bag.state in LIVE:
                self.compare_bag(bag)
        with self.desk.store.read() as work:
            rows = {row.id: row for row in work.dossiers.queue("all", None)}
            bags_of = {dossier.id: work.batches.bag_of(dossier.id) for dossier in self.dossiers}
        assert len(rows) == len(self.dossiers)
        for folder, dossier in enumerate(self.dossiers):
            row, bag_of = rows[dossier.id], bags_of[dossier.id]
            assert (row.status, row.holder.partition(",")[0]) == (self.status[folder], self.holder[folder])
            bags = [bag.id for bag in self.bags if bag.state in LIVE and folder in bag.inside]
            assert bags == ([bag_of.id] if bag_of else [])

    def compare_bag(self, bag: Bag) -> None:
        found = view(self.desk, self.session, bag.id)
        assert found.batch.state == bag.state
        inside = {one.item.number: (one.item.given, one.item.taken) for one in found.folders}
        assert inside == {self.dossiers[folder].number: counts for folder, counts in bag.inside.items()}
