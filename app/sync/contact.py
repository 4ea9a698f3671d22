"""Carries out what the engine asks for: the only loop that joins engine, desk and line."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core.clock import Clock
from app.core.problems import Problem
from app.domain.operations import Operation
from app.sync.comparing import Own, Ranges
from app.sync.engine import State, step
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
    Rest,
    Result,
    SendAgain,
    Silent,
    StopNumbers,
    Wake,
    Welcomed,
)
from app.sync.greeting import Welcome
from app.sync.receipts import Receipts

_log = logging.getLogger(__name__)
ASK_AT_ONCE = 5000
"""Operations asked for in one request: 80 kB."""


class Desk(Protocol):
    """What the engine needs of the counter's store. Every method that writes is one durable transaction."""

    def own(self) -> tuple[Own, ...]:
        """Return what this counter knows of each of its incarnations."""
        ...

    def link(self, incarnation: bytes, cseq: int) -> bytes | None:
        """Return the chain's link at cseq, None where this counter never made that many."""
        ...

    def heed(self, welcome: Welcome) -> None:
        """Note what the receiver says of itself: its clock, and how often it saw this counter restored today."""
        ...

    def unsent(self, count: int) -> tuple[Operation, ...]:
        """Return the oldest operations that are unsent or parked, in order, none of a stopped dossier."""
        ...

    def ids(self, incarnation: bytes, ranges: Ranges) -> tuple[bytes, ...]:
        """Return the op_ids of these operations."""
        ...

    def record(self, results: Sequence[Result]) -> None:
        """Store how far each operation has come, with its receipt."""
        ...

    def send_again(self, incarnation: bytes, ranges: Ranges) -> None:
        """Mark these as unsent; their receipts are kept."""
        ...

    def send_again_ids(self, op_ids: Sequence[bytes]) -> None:
        """Mark these as unsent; their receipts are kept."""
        ...

    def adopt(self, operations: Sequence[Operation]) -> None:
        """Store operations that this counter had forgotten, as acknowledged."""
        ...

    def renew_incarnation(self) -> None:
        """Make new operations under a new incarnation, and repair the number high-water mark."""
        ...

    def stop_numbers(self, incarnation: bytes) -> None:
        """Give no more numbers until a supervisor has looked."""
        ...

    def remember_receiver(self, receiver: bytes) -> None:
        """Store the incarnation of the receiver compared with."""
        ...


class Line(Protocol):
    """What the engine needs of the network.

    Every method raises OutsideProblem or PersonProblem where there is no answer that can be believed; the problem's
    ``retry_after`` parameter, where there is one, is what the receiver asked for.
    """

    def hello(self, nonce: bytes, own: Sequence[Own]) -> Welcome:
        """Exchange what both sides know."""
        ...

    def push(self, nonce: bytes, operations: Sequence[Operation]) -> Receipts:
        """Send operations."""
        ...

    def lacking(self, op_ids: Sequence[bytes]) -> tuple[bytes, ...]:
        """Return those that the receiver does not hold."""
        ...

    def pull(self, incarnation: bytes, after: int) -> tuple[Operation, ...]:
        """Return the next operations of incarnation that the receiver holds, empty after the last."""
        ...


@dataclass
class Contact:
    """One contact with the receiver, from waking to rest.

    Attributes:
        state: the engine's; hand it on to the next contact.
        progress: called after each batch with the number of operations answered so far.
        cancelled: asked before each step; a cancelled contact loses nothing.
    """

    state: State
    desk: Desk
    line: Line
    clock: Clock
    progress: Callable[[int], None] = lambda _answered: None
    cancelled: Callable[[], bool] = lambda: False
    roll: Callable[[], float] = lambda: secrets.randbelow(1 << 30) / (1 << 30)
    answered: int = 0

    def run(self, *, at_once: bool = True) -> State:
        """Run until the engine rests, and return its state.

        Raises:
            OutsideProblem: this counter's own store failed; the line's failures become ``State.cause``.
        """
        event: Event | None = Wake(at_once)
        while event is not None and not self.cancelled():
            moment = Moment(self.clock.monotonic(), secrets.token_bytes(16), self.roll())
            self.state, effects = step(self.state, event, moment)
            event = self._carry_out(effects)
        return self.state

    def _carry_out(self, effects: Sequence[Effect]) -> Event | None:
        event: Event | None = None
        for effect in effects:
            event = self._attempt(effect)
            if isinstance(event, Silent):
                break  # what follows a failed repair must not be done
        return event

    def _attempt(self, effect: Effect) -> Event | None:
        """Carry out an effect that may need the line; a failure of the line is an event like any other."""
        nonce = effect.nonce if isinstance(effect, Greet | Push | Ask | Pull) else None
        if nonce is None:
            return self._locally(effect)
        try:
            answer = self._remotely(effect)
        except Problem as problem:
            if not problem.code.startswith("sync."):
                raise  # the counter's own store
            _log.info("no answer: %s", problem)
            asked = problem.params.get("retry_after", 0.0)
            return Silent(nonce, problem.code, float(asked) if isinstance(asked, int | float) else 0.0)
        return answer

    def _remotely(self, effect: Effect) -> Event | None:
        match effect:
            case Greet(nonce):
                own = self.desk.own()
                welcome = self.line.hello(nonce, own)
                self.desk.heed(welcome)
                links = {held.incarnation: self.desk.link(held.incarnation, held.contiguous) for held in welcome.held}
                return Welcomed(nonce, welcome, own, links)
            case Push(nonce, operations):
                return Answered(nonce, self.line.push(nonce, operations))
            case Ask(_, incarnation, ranges):
                self._ask(incarnation, ranges)
            case Pull(_, incarnation, after):
                self._pull(incarnation, after)
        return None

    def _ask(self, incarnation: bytes, ranges: Ranges) -> None:
        doubtful = self.desk.ids(incarnation, ranges)
        for at in range(0, len(doubtful), ASK_AT_ONCE):
            lacking = self.line.lacking(doubtful[at : at + ASK_AT_ONCE])
            if lacking:
                self.desk.send_again_ids(lacking)

    def _pull(self, incarnation: bytes, after: int) -> None:
        while operations := self.line.pull(incarnation, after):
            self.desk.adopt(operations)
            after = max(operation.cseq for operation in operations)

    def _locally(self, effect: Effect) -> Event | None:
        event: Event | None = None
        match effect:
            case ReadBatch(count):
                event = BatchRead(self.desk.unsent(count))
            case Record(results):
                self.desk.record(results)
                self.answered += len(results)
                self.progress(self.answered)
            case SendAgain(incarnation, ranges):
                self.desk.send_again(incarnation, ranges)
            case RenewIncarnation():
                self.desk.renew_incarnation()
            case StopNumbers(incarnation):
                self.desk.stop_numbers(incarnation)
            case RememberReceiver(receiver):
                self.desk.remember_receiver(receiver)
            case Finish():
                event = Repaired()
            case Rest(_, cause):
                _log.info("contact over: %s", cause or "all sent")
        return event
