"""The engine: a pure function from a state and an event to a state and effects.

Clock, randomness, storage and transport are outside: the moment comes with the event, everything else is an effect
that somebody carries out and answers with the next event. So one simulator can run millions of operations with every
fault switched on, and a failing run replays from its seed.

A contact is: hello → compare → (ask, pull, mark for sending again) → batches until nothing is unsent → rest. Any
silence ends the contact, and the next one begins with hello again.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto

from app.domain.operations import Delivery, Operation
from app.sync import backoff
from app.sync.comparing import Held, compare
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
from app.sync.receipts import Outcome, Receipts, proofs
from app.sync.wire import WIRE_VERSION

BATCH_OPERATIONS = 500
BATCH_BYTES = 2 << 20
"""Most that a counter puts into one request, unless the receiver takes less (docs/decisions/0079)."""
FIRST_BATCH = 100
"""Operations in the first request; twice as many after quick answers to so many, half as many after a silence."""
MOST_DOUBT = 32
"""So many quick answers at most are wanted before a larger request is tried; a failed try costs half a minute."""
QUICK = 5.0
"""Seconds within which an answer shows that the line could carry more; silence is given up after thirty."""
LOOK_AGAIN = 300.0
"""Seconds between two contacts when there is nothing to send: the comparison is repeated all the same."""

_DELIVERIES = {
    Outcome.STORED: Delivery.STORED,
    Outcome.DUPLICATE: Delivery.STORED,
    Outcome.CONFLICT: Delivery.CONFLICT,
    Outcome.PARKED: Delivery.PARKED,
    Outcome.REFUSED: Delivery.REFUSED,
}


class Phase(Enum):
    """What the engine is waiting for."""

    RESTING = auto()
    GREETING = auto()
    REPAIRING = auto()
    READING = auto()
    PUSHING = auto()


@dataclass(frozen=True, slots=True)
class State:
    """Everything the engine remembers between two events; may be lost at any time without harm.

    Attributes:
        receiver_key: whose receipts are believed, 32 bytes.
        receiver: the incarnation compared with last; empty before the first contact ever.
        meeting: the incarnation of the present contact, while the comparison is not finished.
        nonce: the latest attempt; only its answer is believed.
        batch: what the latest attempt carries.
        allowance: operations that the next request may carry, as the line has shown.
        doubt: quick answers wanted before twice as many are sent; every silence doubles it, every try that it allows
            halves it.
        quick: quick answers to so many operations in a row.
        asked_at: monotonic seconds of the latest attempt to send.
        next_at: monotonic seconds before which no contact begins by itself.
        cause: why the last contact ended early; empty after a good one.
    """

    receiver_key: bytes
    receiver: bytes = b""
    meeting: bytes = b""
    phase: Phase = Phase.RESTING
    nonce: bytes = b""
    batch: tuple[Operation, ...] = ()
    allowance: int = FIRST_BATCH
    doubt: int = 1
    quick: int = 0
    asked_at: float = 0.0
    failures: int = 0
    next_at: float = 0.0
    watched: bool = False
    cause: str = ""
    max_operations: int = BATCH_OPERATIONS
    max_bytes: int = BATCH_BYTES


Step = tuple[State, tuple[Effect, ...]]


def step(state: State, event: Event, moment: Moment) -> Step:
    """Return what follows from event; an event that fits no present wait changes nothing."""
    match event:
        case Wake(at_once) if state.phase is Phase.RESTING and (at_once or moment.now >= state.next_at):
            taken: Step = replace(state, phase=Phase.GREETING, nonce=moment.nonce), (Greet(moment.nonce),)
        case Welcomed(nonce) if state.phase is Phase.GREETING and nonce == state.nonce:
            taken = _welcomed(state, event, moment)
        case Repaired() if state.phase is Phase.REPAIRING:
            taken = _read(replace(state, receiver=state.meeting))
        case BatchRead(operations) if state.phase is Phase.READING:
            taken = _batch(state, operations, moment)
        case Answered(nonce) if state.phase is Phase.PUSHING and nonce == state.nonce:
            taken = _answered(state, event.receipts, moment)
        case Silent(nonce, cause, retry_after) if state.phase is not Phase.RESTING and nonce == state.nonce:
            taken = _fail(state, cause, moment, retry_after)
        case _:
            taken = state, ()
    return taken


def _fail(state: State, cause: str, moment: Moment, retry_after: float = 0.0) -> Step:
    failures = state.failures + 1
    until = moment.now + backoff.wait(failures, moment.roll, watched=state.watched, asked=retry_after)
    rested = replace(state, phase=Phase.RESTING, nonce=b"", batch=(), failures=failures, next_at=until, cause=cause)
    if state.phase is Phase.PUSHING:
        less = max(1, len(state.batch) // 2)
        rested = replace(rested, allowance=less, doubt=min(2 * state.doubt, MOST_DOUBT), quick=0)
    return rested, (Rest(until, cause),)


def _read(state: State) -> Step:
    reading = replace(state, phase=Phase.READING, nonce=b"", batch=())
    return reading, (ReadBatch(min(state.allowance, state.max_operations), state.max_bytes),)


def _welcomed(state: State, event: Welcomed, moment: Moment) -> Step:
    welcome = event.welcome
    if WIRE_VERSION not in welcome.wires:
        return _fail(state, "sync.receiver_too_old", moment)
    repairs = _repairs(event, moment, strict=state.receiver not in {b"", welcome.receiver})
    if state.receiver != welcome.receiver:
        # Remembered last: a crash or a silence before it repeats the whole comparison.
        repairs = (*repairs, RememberReceiver(welcome.receiver))
    met = replace(
        state,
        meeting=welcome.receiver,
        max_operations=max(1, min(state.max_operations, welcome.max_operations)),
        max_bytes=max(1, min(state.max_bytes, welcome.max_bytes)),
        nonce=moment.nonce,
    )
    if repairs:
        return replace(met, phase=Phase.REPAIRING), (*repairs, Finish())
    return _read(met)


def _repairs(event: Welcomed, moment: Moment, *, strict: bool) -> tuple[Effect, ...]:
    """Return what the comparison calls for."""
    effects: list[Effect] = []
    held = {one.incarnation: one for one in event.welcome.held}
    for own in event.own:
        theirs = held.get(own.incarnation, Held(own.incarnation, 0, bytes(32)))
        finding = compare(own, theirs, event.links.get(own.incarnation), strict=strict)
        if finding.lost:
            effects.append(SendAgain(own.incarnation, finding.lost))
        if finding.doubtful:
            effects.append(Ask(moment.nonce, own.incarnation, finding.doubtful))
        if finding.diverged and own.current:
            effects.append(StopNumbers(own.incarnation))
        elif finding.unknown and not finding.diverged:
            effects.append(Pull(moment.nonce, own.incarnation, own.made))
            if own.current:
                effects.append(RenewIncarnation())
    return tuple(effects)


def _batch(state: State, operations: tuple[Operation, ...], moment: Moment) -> Step:
    if not operations:
        until = moment.now + LOOK_AGAIN
        return replace(state, phase=Phase.RESTING, failures=0, next_at=until, cause=""), (Rest(until, ""),)
    batch = _fitting(operations, min(state.allowance, state.max_operations), state.max_bytes)
    pushing = replace(state, phase=Phase.PUSHING, nonce=moment.nonce, batch=batch, asked_at=moment.now)
    return pushing, (Push(moment.nonce, batch),)


def _fitting(operations: tuple[Operation, ...], count: int, size: int) -> tuple[Operation, ...]:
    """Return the first operations that fit one request; always at least one, so that a large one is not stuck."""
    total, fitting = 0, 0
    for operation in operations[:count]:
        total += len(operation.body) + 512  # the header's lines
        if fitting and total > size:
            break
        fitting += 1
    return operations[:fitting]


def _answered(state: State, receipts: Receipts, moment: Moment) -> Step:
    kept = proofs(receipts, state.receiver_key) if receipts.nonce == state.nonce else None
    if kept is None:
        return _fail(state, "sync.receipt_invalid", moment)
    sent = {operation.op_id.bytes: operation for operation in state.batch}
    results = tuple(
        Result(sent[item.op_id], _DELIVERIES[item.outcome], proof, _cause(item.outcome, item.code))
        for item, proof in zip(receipts.items, kept, strict=True)
        if item.op_id in sent and sent[item.op_id].body_sha == item.body_sha
    )
    record = Record(results)
    answered = {result.operation.op_id for result in results}
    if len(answered) < len(state.batch):
        failed, rest = _fail(state, "sync.answer_incomplete", moment)
        return failed, (record, *rest)
    if receipts.receiver != state.receiver:
        # It was restored or replaced while we spoke: compare before anything new is sent.
        failed, rest = _fail(state, "sync.receiver_changed", moment)
        return failed, (record, *rest)
    if all(result.delivery is Delivery.PARKED for result in results):
        # Nothing moved; the comparison of the next contact finds what it is waiting for.
        failed, rest = _fail(state, "sync.parked", moment)
        return failed, (record, *rest)
    reading, more = _read(_learned(replace(state, failures=0), moment))
    return reading, (record, *more)


def _learned(state: State, moment: Moment) -> State:
    """Return the state after a good answer: the next request may be larger."""
    if len(state.batch) < state.allowance or moment.now - state.asked_at > QUICK:
        return state
    if state.quick + 1 < state.doubt:
        return replace(state, quick=state.quick + 1)
    return replace(
        state, allowance=min(2 * state.allowance, state.max_operations), doubt=max(1, state.doubt // 2), quick=0
    )


def _cause(outcome: Outcome, code: str) -> str:
    if outcome is Outcome.REFUSED:
        return f"sync.refused_{code}"
    return {Outcome.CONFLICT: "sync.conflict", Outcome.PARKED: "sync.parked"}.get(outcome, "")
