"""A world of one receiver and its counters, with every fault switched on and every mistake ready to be planted."""

import copy
import hashlib
import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from app.core.clock import VIETNAM
from app.domain.operations import CHAIN_START, Delivery, Operation, OperationKind, canonical_json, next_link
from app.hub.chains import Link, Prefix
from app.sync.comparing import Held, Own, Ranges, to_ranges
from app.sync.engine import Phase, State, step
from app.sync.events import (
    Answered,
    Ask,
    BatchRead,
    Effect,
    Event,
    Finish,
    Greet,
    Moment,
    Pull,
    Push,
    ReadBatch,
    Record,
    RememberReceiver,
    RenewIncarnation,
    Repaired,
    Result,
    SendAgain,
    Silent,
    StopNumbers,
    Wake,
    Welcomed,
)
from app.sync.greeting import Welcome
from app.sync.keys import KeyPair
from app.sync.receipts import Outcome, Receipt, Receipts, sign_receipts

KEY = KeyPair(bytes(range(32)))
AT = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)


class Violated(AssertionError):  # noqa: N818 - it is what an assertion says
    """The world found something lost, doubled or claimed in vain."""


@dataclass
class SimReceiver:
    """The receiver of the rules, in memory: a book in order, evidence beside it."""

    incarnation: bytes
    book: list[Operation] = field(default_factory=list)
    evidence: list[Operation] = field(default_factory=list)
    forgetful: bool = False

    def take(self, nonce: bytes, operations: Sequence[Operation]) -> Receipts:
        """Store first, answer for each."""
        return sign_receipts(KEY, self.incarnation, nonce, tuple(self._one(operation) for operation in operations))

    def _one(self, operation: Operation) -> Receipt:
        recent = self.book[-3:] if self.forgetful else self.book
        known = any(one.op_id == operation.op_id for one in recent)
        places = {(one.dossier_id, one.dseq) for one in self.book if not self.forgetful or known}
        if not known and (operation.dossier_id, operation.dseq) in places:
            if operation not in self.evidence:
                self.evidence.append(operation)
            return Receipt(operation.op_id.bytes, operation.body_sha, Outcome.CONFLICT, 0, "place_taken")
        if not known:
            self.book.append(operation)
        held = {one.dseq for one in self.book if one.dossier_id == operation.dossier_id}
        outcome = Outcome.DUPLICATE if known else Outcome.STORED
        if not set(range(1, operation.dseq)) <= held:
            outcome = Outcome.PARKED
        return Receipt(operation.op_id.bytes, operation.body_sha, outcome, len(self.book))

    def held(self, own: Own) -> Held:
        """What is held of one incarnation."""
        ours = [one for one in (*self.book, *self.evidence) if one.incarnation.bytes == own.incarnation]
        links = sorted({Link(o.cseq, o.op_id.bytes, o.dseq, o.body_sha, o.chain) for o in ours}, key=lambda o: o.cseq)
        prefix = Prefix().extended(links)
        beyond = to_ranges([link.cseq for link in links if link.cseq > prefix.contiguous])
        at_made = {link.chain for link in links if link.cseq == own.made}
        link = own.head if own.head in at_made else next(iter(at_made), None)
        return Held(own.incarnation, prefix.contiguous, prefix.head, beyond, prefix.forked, link)


@dataclass
class SimDesk:
    """A counter's store: rows that only ever grow, and how far each has come."""

    counter: uuid.UUID
    incarnation: bytes
    rows: list[Operation] = field(default_factory=list)
    delivery: dict[uuid.UUID, Delivery] = field(default_factory=dict)
    receiver: bytes = b""
    stopped: bool = False

    def of(self, incarnation: bytes) -> list[Operation]:
        """The rows of one incarnation in order."""
        return sorted((one for one in self.rows if one.incarnation.bytes == incarnation), key=lambda one: one.cseq)

    def make(self, rng: random.Random, dossier: uuid.UUID) -> Operation:
        """Make the next operation of dossier."""
        mine = self.of(self.incarnation)
        cseq, head = (mine[-1].cseq, mine[-1].chain) if mine else (0, CHAIN_START)
        dseq = max((one.dseq for one in self.rows if one.dossier_id == dossier), default=0) + 1
        op_id = uuid.UUID(bytes=rng.randbytes(16), version=4)
        body = canonical_json({"n": rng.getrandbits(32)})
        sha = hashlib.sha256(body).digest()
        operation = Operation(
            op_id,
            self.counter,
            self.counter,
            uuid.UUID(bytes=self.incarnation),
            cseq + 1,
            dossier,
            dseq,
            OperationKind.DOSSIER_RECEIVED,
            1,
            body,
            sha,
            next_link(head, op_id, dseq, sha),
            AT,
        )
        self.rows.append(operation)
        self.delivery[op_id] = Delivery.UNSENT
        return operation

    def own(self) -> tuple[Own, ...]:
        """What this desk says of itself."""
        known = dict.fromkeys([*(one.incarnation.bytes for one in self.rows), self.incarnation])
        return tuple(self._own(incarnation) for incarnation in known)

    def _own(self, incarnation: bytes) -> Own:
        mine = self.of(incarnation)
        made, head = (mine[-1].cseq, mine[-1].chain) if mine else (0, CHAIN_START)
        acknowledged = to_ranges([one.cseq for one in mine if self.delivery[one.op_id] is Delivery.STORED])
        return Own(incarnation, made, head, acknowledged, incarnation == self.incarnation)

    def link(self, incarnation: bytes, cseq: int) -> bytes | None:
        """The chain's link at cseq."""
        return next((one.chain for one in self.of(incarnation) if one.cseq == cseq), None)

    def stopped_dossiers(self) -> set[uuid.UUID]:
        """Dossiers that a refusal or a conflict has stopped."""
        bad = {Delivery.CONFLICT, Delivery.REFUSED}
        return {one.dossier_id for one in self.rows if self.delivery[one.op_id] in bad}

    def unsent(self) -> tuple[Operation, ...]:
        """What has to be sent, in order."""
        waiting, stopped = {Delivery.UNSENT, Delivery.PARKED}, self.stopped_dossiers()
        return tuple(o for o in self.rows if self.delivery[o.op_id] in waiting and o.dossier_id not in stopped)

    def within(self, incarnation: bytes, ranges: Ranges) -> list[Operation]:
        """The rows in ranges."""
        return [one for one in self.of(incarnation) if any(a <= one.cseq <= b for a, b in ranges)]


@dataclass
class Station:
    """A desk and the engine that runs on it."""

    desk: SimDesk
    state: State
    backup: SimDesk | None = None
    late: list[Answered] = field(default_factory=list)
    began: int = 0


class World:
    """Draws what happens next from rng, and checks the invariants as it goes."""

    def __init__(self, rng: random.Random, mistake: str = "", faults: float = 0.25) -> None:
        self.rng = rng
        self.mistake = mistake
        self.faults = faults
        self.clock = 0
        self.rolled_back_at = -1
        self.receiver = SimReceiver(rng.randbytes(16), forgetful=mistake == "expiring_idempotency")
        self.receiver_backup = copy.deepcopy(self.receiver)
        desk = SimDesk(uuid.UUID(bytes=rng.randbytes(16), version=4), rng.randbytes(16))
        self.stations = [Station(desk, State(KEY.public, max_operations=3))]
        self.dossiers = [uuid.UUID(bytes=rng.randbytes(16), version=4) for _ in range(4)]
        self.reference: list[set[Operation]] = [set()]
        self.owed: set[Operation] = set()
        self.disasters = 0

    def run(self, events: int, choose: Callable[[int], int] | None = None) -> int:
        """Let events happen, switch every fault off, see that all is well; return how many are stored."""
        pick = choose or self.rng.randrange
        happenings = (
            self._make, self._make, self._make, self._contact, self._contact, self._contact, self._late_answer,
            self._back_up_receiver, self._restore_receiver, self._back_up_desk, self._roll_back_desk, self._clone,
            self._supervise, self._dossier,
        )  # fmt: skip
        for _ in range(events):
            self.clock += 1
            happenings[pick(len(happenings))]()
        self._calm_down()
        return len(self.receiver.book)

    # What may happen

    def _station(self) -> Station:
        return self.rng.choice(self.stations)

    def _make(self) -> None:
        station = self._station()
        if not station.desk.stopped:
            operation = station.desk.make(self.rng, self.rng.choice(self.dossiers))
            self.reference[self.stations.index(station)].add(operation)
            self.owed.add(operation)

    def _dossier(self) -> None:
        self.dossiers.append(uuid.UUID(bytes=self.rng.randbytes(16), version=4))

    def _back_up_receiver(self) -> None:
        self.receiver_backup = copy.deepcopy(self.receiver)

    def _restore_receiver(self) -> None:
        if self.disasters < 2:
            self.disasters += 1
            now, self.receiver = self.receiver, copy.deepcopy(self.receiver_backup)
            self.receiver.incarnation = self.rng.randbytes(16) if self.rng.random() < 0.5 else now.incarnation
            self.rolled_back_at = self.clock
            self._forget_the_dead()

    def _back_up_desk(self) -> None:
        station = self._station()
        station.backup = copy.deepcopy(station.desk)

    def _roll_back_desk(self) -> None:
        station = self._station()
        if station.backup is not None and self.disasters < 2:
            self.disasters += 1
            station.desk = copy.deepcopy(station.backup)
            station.state = State(KEY.public, station.desk.receiver, max_operations=3)
            self.reference[self.stations.index(station)] = set(station.desk.rows)
            self._forget_the_dead()

    def _clone(self) -> None:
        if len(self.stations) == 1 and self.disasters < 2:
            self.disasters += 1
            original = self.stations[0]
            self.stations.append(Station(copy.deepcopy(original.desk), replace(original.state, phase=Phase.RESTING)))
            self.reference.append(set(self.reference[0]))

    def _supervise(self) -> None:
        for station in self.stations:
            if station.desk.stopped:
                station.desk.stopped = False
                station.desk.incarnation = self.rng.randbytes(16)

    def _forget_the_dead(self) -> None:
        """What no disk holds any more cannot be owed."""
        alive = set(self.receiver.book) | set(self.receiver.evidence)
        for rows in self.reference:
            alive |= rows
        self.owed &= alive

    def _late_answer(self) -> None:
        station = self._station()
        if station.late:
            event = station.late.pop(self.rng.randrange(len(station.late)))
            if self.mistake == "stale_answers_believed":
                self._record(station, self._believed(station, event.receipts))
            else:
                self._engine(station, event)

    def _believed(self, station: Station, receipts: Receipts) -> tuple[Result, ...]:
        rows = {one.op_id.bytes: one for one in station.desk.rows}
        good = {Outcome.STORED, Outcome.DUPLICATE}
        return tuple(
            Result(rows[item.op_id], Delivery.STORED, b"", "")
            for item in receipts.items
            if item.op_id in rows and item.outcome in good
        )

    def _contact(self) -> None:
        station = self._station()
        station.began = self.clock
        self._engine(station, Wake(at_once=True))

    # The engine on a station

    def _engine(self, station: Station, event: Event | None) -> None:
        for _ in range(60):
            if event is None:
                return
            self.clock += 1
            moment = Moment(float(self.clock), self.rng.randbytes(16), self.rng.random())
            station.state, effects = step(station.state, event, moment)
            event = None
            for effect in effects:
                if self._unlucky(0.1):  # the desk is killed: only what is on disk remains
                    station.state = State(KEY.public, station.desk.receiver, max_operations=3)
                    return
                event = self._carry_out(station, effect)
                if isinstance(event, Silent):
                    break

    def _unlucky(self, share: float = 1.0) -> bool:
        return self.rng.random() < self.faults * share

    def _carry_out(self, station: Station, effect: Effect) -> Event | None:  # noqa: C901, PLR0911, PLR0912 - one arm an effect
        desk = station.desk
        match effect:
            case Greet(nonce):
                return self._greet(desk, nonce)
            case ReadBatch(count):
                return BatchRead(desk.unsent()[:count])
            case Push(nonce, operations):
                return self._push(station, nonce, operations)
            case Ask(nonce, incarnation, ranges):
                if self._unlucky():
                    return Silent(nonce, "sync.timeout")
                held = {one.op_id for one in self.receiver.book}
                self._send_again(desk, [one for one in desk.within(incarnation, ranges) if one.op_id not in held])
            case Pull(nonce, incarnation, after):
                if self._unlucky():
                    return Silent(nonce, "sync.timeout")
                self._adopt(desk, incarnation, after)
            case Record(results):
                self._record(station, results)
            case SendAgain(incarnation, ranges):
                self._send_again(desk, desk.within(incarnation, ranges))
            case RenewIncarnation():
                desk.incarnation = self.rng.randbytes(16)
            case StopNumbers():
                desk.stopped = True
            case RememberReceiver(receiver):
                desk.receiver = receiver
            case Finish():
                return Repaired()
        return None

    def _greet(self, desk: SimDesk, nonce: bytes) -> Event:
        if self._unlucky():
            return Silent(nonce, "sync.offline")
        own = desk.own()
        held = tuple(self.receiver.held(one) for one in own)
        welcome = Welcome(self.receiver.incarnation, False, AT.isoformat(), (1,), 500, 1 << 20, held)
        return Welcomed(
            nonce, welcome, own, {one.incarnation: desk.link(one.incarnation, one.contiguous) for one in held}
        )

    def _push(self, station: Station, nonce: bytes, operations: tuple[Operation, ...]) -> Event:
        if not self._unlucky():
            return Answered(nonce, self.receiver.take(nonce, operations))
        fault = self.rng.choice(("request lost", "answer lost", "late", "doubled", "portal", "forged"))
        if fault in {"answer lost", "late", "doubled"}:
            answer = Answered(nonce, self.receiver.take(nonce, operations))
            if fault == "late":
                station.late.append(answer)
            if fault == "doubled":
                return Answered(nonce, self.receiver.take(nonce, operations))
        if fault == "portal" and self.mistake == "http_200_believed":
            self._record(station, tuple(Result(one, Delivery.STORED, b"", "") for one in operations))
        if fault == "forged":
            stranger = KeyPair(bytes(32))
            items = tuple(Receipt(one.op_id.bytes, one.body_sha, Outcome.STORED, 1) for one in operations)
            return Answered(nonce, sign_receipts(stranger, self.receiver.incarnation, nonce, items))
        return Silent(nonce, "sync.captive_portal" if fault == "portal" else "sync.timeout")

    def _send_again(self, desk: SimDesk, operations: list[Operation]) -> None:
        if self.mistake != "no_check_after_hello":
            for operation in operations:
                desk.delivery[operation.op_id] = Delivery.UNSENT

    def _adopt(self, desk: SimDesk, incarnation: bytes, after: int) -> None:
        for operation in self.receiver.book:
            new = operation.op_id not in desk.delivery
            if operation.incarnation.bytes == incarnation and operation.cseq > after and new:
                desk.rows.append(operation)
                desk.delivery[operation.op_id] = Delivery.STORED

    def _record(self, station: Station, results: tuple[Result, ...]) -> None:
        desk = station.desk
        held = {one.op_id for one in self.receiver.book}
        for result in results:
            operation = result.operation
            stored = result.delivery is Delivery.STORED
            # A receiver that was put back after this contact began may have lost it again: the next hello finds out.
            if stored and operation.op_id not in held and self.rolled_back_at < station.began:
                raise Violated(f"claimed as stored, and is not: {operation.cseq}")
            desk.delivery[operation.op_id] = result.delivery
            if stored and self.mistake == "delete_on_acknowledgement":
                desk.rows.remove(operation)

    # The end

    def _calm_down(self) -> None:
        self.faults = 0.0
        for _ in range(12):
            for station in self.stations:
                station.began = self.clock
                self._engine(station, Wake(at_once=True))
        ids = [operation.op_id for operation in self.receiver.book]
        if len(ids) != len(set(ids)):
            raise Violated("stored twice")
        kept = set(self.receiver.book) | set(self.receiver.evidence)
        halted = {dossier for station in self.stations for dossier in station.desk.stopped_dossiers()}
        lost = {one for one in self.owed - kept if one.dossier_id not in halted}
        if lost:
            raise Violated(f"lost: {len(lost)} of {len(self.owed)}")
        for station in self.stations:
            if station.desk.unsent() or station.state.cause:
                raise Violated(f"never comes to rest: {station.state.cause}")
        self._check_order(halted)

    def _check_order(self, halted: set[uuid.UUID]) -> None:
        for dossier in {one.dossier_id for one in self.receiver.book} - halted:
            places = sorted(one.dseq for one in self.receiver.book if one.dossier_id == dossier)
            if places != list(range(1, len(places) + 1)):
                raise Violated(f"a gap within a dossier: {places}")


@pytest.fixture(scope="session")
def play() -> Callable[..., int]:
    """Play one world to its end and return how many operations are stored."""

    def run(
        seed: int,
        length: int,
        mistake: str = "",
        faults: float = 0.25,
        choose: Callable[[int], int] | None = None,
    ) -> int:
        return World(random.Random(seed), mistake, faults).run(length, choose)

    return run


@pytest.fixture(scope="session")
def violated() -> type[Violated]:
    return Violated
