"""The counter's store as the engine of the sending sees it: each method is one short transaction on the lane."""

import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.numbers import parse_number
from app.domain.operations import CHAIN_START, Delivery, Operation
from app.models.outbox import Said
from app.models.store import Work
from app.services.desk import Desk
from app.services.numbering import NUMBERS_STOPPED, RECEIVER_HIGH_WATER, RESTORES_TODAY
from app.services.outbox import INCARNATION, incarnation
from app.services.pulled_back import make_again
from app.sync.comparing import Own, Ranges, to_ranges, without
from app.sync.digests import number_named
from app.sync.events import Result
from app.sync.greeting import Welcome

_log = logging.getLogger(__name__)
T = TypeVar("T")
RECEIVER = "receiver.incarnation"
CLOCK_SKEW = "receiver.clock_skew"
LAST_HEARD = "receiver.last_heard"
ADOPTED, LOST = "sync.adopted", "sync.receiver_lost_it"


class Lane(Protocol):
    """Runs something where the store may be used, and returns what it returns."""

    def __call__(self, act: Callable[[], T]) -> T:
        """Run act and wait for it."""
        ...


def here(act: Callable[[], T]) -> T:
    """Run act in this very thread: for programs without a window."""
    return act()


class StoreDesk:
    """See app.sync.contact.Desk; what it writes there is written here, with its audit entries."""

    def __init__(self, desk: Desk, lane: Lane = here) -> None:
        self._desk = desk
        self._lane = lane

    def own(self) -> tuple[Own, ...]:
        """Return every incarnation of this desk, the present one included though it made nothing yet."""
        return self._reading(self._own)

    def _own(self, work: Work) -> tuple[Own, ...]:
        current = incarnation(self._desk, work)
        found = {one: (made, head) for one, made, head in work.outbox.incarnations()}
        found.setdefault(current, (0, CHAIN_START))
        return tuple(
            Own(one.bytes, made, head, _acknowledged(work, one), one == current) for one, (made, head) in found.items()
        )

    def link(self, incarnation: bytes, cseq: int) -> bytes | None:
        """Return the chain's link at cseq."""
        return self._reading(lambda work: work.outbox.link(UUID(bytes=incarnation), cseq))

    def unsent(self, count: int) -> tuple[Operation, ...]:
        """Return what has to be sent, in order."""
        return self._reading(lambda work: work.outbox.to_send(count))

    def ids(self, incarnation: bytes, ranges: Ranges) -> tuple[bytes, ...]:
        """Return the op_ids of these operations."""
        return tuple(one.op_id.bytes for one in self._reading(lambda work: _operations(work, incarnation, ranges)))

    def heed(self, welcome: Welcome) -> None:
        """Keep how far both clocks are apart, and how often this counter was restored today."""
        theirs, now = datetime.fromisoformat(welcome.server_time), self._desk.now()

        def write(work: Work) -> None:
            work.offices.put(CLOCK_SKEW, str(round((now - theirs).total_seconds())).encode())
            work.offices.put(LAST_HEARD, now.isoformat().encode())
            work.offices.put(f"{RESTORES_TODAY}.{theirs:%Y-%m-%d}", str(welcome.restores_today).encode())

        self._writing(write)

    def record(self, results: Sequence[Result]) -> None:
        """Store how far each operation has come, with its receipt."""
        at = self._desk.now()
        said = [Said(one.operation.op_id, one.delivery, one.receipt, one.cause) for one in results]
        self._writing(lambda work: work.outbox.record_all(said, at))

    def send_again(self, incarnation: bytes, ranges: Ranges) -> None:
        """Mark these, and the files of their dossiers, as unsent."""
        self._writing(lambda work: self._unsend(work, _operations(work, incarnation, ranges)))

    def send_again_ids(self, op_ids: Sequence[bytes]) -> None:
        """Mark these, and the files of their dossiers, as unsent."""

        def write(work: Work) -> None:
            found = (work.outbox.get(UUID(bytes=op_id)) for op_id in op_ids)
            self._unsend(work, [operation for operation in found if operation is not None])

        self._writing(write)

    def _unsend(self, work: Work, operations: Sequence[Operation]) -> None:
        work.outbox.send_again([operation.op_id for operation in operations], LOST, self._desk.now())
        for dossier in {operation.dossier_id for operation in operations}:
            for file in work.files_out.of_dossier(dossier):
                work.files_out.unconfirm(file.digest)
        self._desk.audit(work, None, "sync.sent_again", operations=len(operations))

    def adopt(self, operations: Sequence[Operation]) -> None:
        """Store operations that this counter had forgotten, make their dossiers again, and give no number of theirs.

        May be repeated: what is here already stays as it is.
        """

        def write(work: Work) -> None:
            made_again = 0
            for operation in operations:
                if work.outbox.get(operation.op_id) is None:
                    work.outbox.append(operation)
                    work.outbox.record(operation.op_id, Delivery.STORED, b"", ADOPTED, self._desk.now())
                _raise_high_water(work, operation)
                made_again += make_again(self._desk, work, operation)
            self._desk.audit(work, None, "sync.adopted", operations=len(operations), dossiers=made_again)

        self._writing(write)

    def renew_incarnation(self) -> None:
        """Make new operations under a new incarnation from now on."""

        def write(work: Work) -> None:
            work.offices.put(INCARNATION, uuid.uuid4().bytes)
            self._desk.audit(work, None, "sync.new_incarnation")

        self._writing(write)

    def stop_numbers(self, incarnation: bytes) -> None:
        """Give no more numbers until a supervisor has looked."""

        def write(work: Work) -> None:
            if work.offices.get(NUMBERS_STOPPED) is None:
                work.offices.put(NUMBERS_STOPPED, incarnation)
                self._desk.audit(work, None, "sync.numbers_stopped", incarnation.hex())

        self._writing(write)

    def remember_receiver(self, receiver: bytes) -> None:
        """Store the incarnation of the receiver compared with."""
        self._writing(lambda work: work.offices.put(RECEIVER, receiver))

    def _reading(self, act: Callable[[Work], T]) -> T:
        def run() -> T:
            with self._desk.store.read() as work:
                return act(work)

        return self._lane(run)

    def _writing(self, act: Callable[[Work], None]) -> None:
        def run() -> None:
            with self._desk.store.work() as work:
                act(work)
                work.commit()

        self._lane(run)


def _acknowledged(work: Work, incarnation: UUID) -> Ranges:
    """Return what a receipt says is stored: all there is but the few that wait, so that no body has to be read."""
    return without(work.outbox.places(incarnation), to_ranges(work.outbox.unacknowledged(incarnation)))


def _operations(work: Work, incarnation: bytes, ranges: Ranges) -> list[Operation]:
    one = UUID(bytes=incarnation)
    return [found for first, last in ranges for found in work.outbox.operations_between(first, last, one)]


def _raise_high_water(work: Work, operation: Operation) -> None:
    try:
        number = parse_number(number_named(operation.body))
    except PersonProblem:
        return  # a provisional code, or no number at all: nothing to stay above
    key = f"{RECEIVER_HIGH_WATER}.{number.day.isoformat()}"
    known = int(work.offices.get(key) or b"0")
    work.offices.put(key, str(max(known, int(number.serial))).encode())
