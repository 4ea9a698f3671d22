"""How much goes into one request: what the line has shown to carry, what both sides take, never nothing."""

import hashlib
import uuid
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.domain.operations import CHAIN_START, Operation, OperationKind, next_link
from app.sync.engine import BATCH_BYTES, BATCH_OPERATIONS, FIRST_BATCH, QUICK, State, step
from app.sync.events import Answered, BatchRead, Event, Moment, Push, ReadBatch, Record, Rest, Silent, Wake, Welcomed
from app.sync.greeting import Welcome
from app.sync.keys import KeyPair
from app.sync.receipts import Outcome, Receipt, sign_receipts

KEY = KeyPair(bytes(range(32)))
RECEIVER = b"r" * 16
ONE = uuid.UUID(int=1)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)


def made(count: int, size: int = 10) -> list[Operation]:
    body = b"x" * size
    sha, found = hashlib.sha256(body).digest(), []
    for cseq in range(1, count + 1):
        op_id = uuid.UUID(int=cseq)
        link = next_link(CHAIN_START, op_id, 1, sha)
        kind = OperationKind.DOSSIER_RECEIVED
        found.append(Operation(op_id, ONE, ONE, ONE, cseq, op_id, 1, kind, 1, body, sha, link, AT))
    return found


class Line:
    """Carries at most ``most`` operations a request, ``seconds`` each time; a larger one is never answered."""

    def __init__(self, most: int, seconds: float, takes: int = BATCH_OPERATIONS, size: int = 8 << 20) -> None:
        self.most, self.seconds = most, seconds
        self.welcome = Welcome(RECEIVER, False, AT.isoformat(), (1,), takes, size, ())
        self.sent: list[int] = []
        self.now = 0.0

    def contact(self, state: State, waiting: list[Operation]) -> State:
        """Hold one contact; what was recorded leaves waiting."""
        event: Event | None = Wake(at_once=True)
        while event is not None:
            nonce = len(self.sent).to_bytes(8, "big") + int(self.now).to_bytes(8, "big")
            state, effects = step(state, event, Moment(self.now, nonce, 0.0))
            event = None
            for effect in effects:
                match effect:
                    case ReadBatch(count):
                        event = BatchRead(tuple(waiting[:count]))
                    case Push(attempt, batch):
                        event = self._push(attempt, batch)
                    case Record(results):
                        del waiting[: len(results)]
                    case Rest():
                        event = None
                    case _:
                        event = Welcomed(state.nonce, self.welcome, (), {})
        return state

    def _push(self, nonce: bytes, batch: tuple[Operation, ...]) -> Event:
        self.sent.append(len(batch))
        if len(batch) > self.most:
            self.now += 30.0
            return Silent(nonce, "sync.timeout")
        self.now += self.seconds
        items = tuple(Receipt(one.op_id.bytes, one.body_sha, Outcome.STORED, one.cseq) for one in batch)
        return Answered(nonce, sign_receipts(KEY, RECEIVER, nonce, items))


def start() -> State:
    return State(KEY.public, RECEIVER)


def test_a_good_line_is_used_up_to_what_both_sides_take() -> None:
    line = Line(most=10_000, seconds=0.1)
    state = line.contact(start(), made(2000))
    assert line.sent == [100, 200, 400, 500, 500, 300]
    assert line.contact(state, made(1200)).cause == ""
    assert line.sent[6:] == [500, 500, 200]


def test_a_receiver_that_takes_less_is_given_less() -> None:
    line = Line(most=10_000, seconds=0.1, takes=30)
    line.contact(start(), made(70))
    assert line.sent == [30, 30, 10]


def test_a_slow_answer_earns_no_larger_request() -> None:
    line = Line(most=10_000, seconds=QUICK + 0.1)
    line.contact(start(), made(300))
    assert line.sent == [FIRST_BATCH] * 3


def test_a_request_never_holds_more_bytes_than_agreed_and_never_nothing() -> None:
    line = Line(most=10_000, seconds=0.1)
    line.contact(start(), made(30, size=BATCH_BYTES // 10))
    assert line.sent == [9, 9, 9, 3]
    line = Line(most=10_000, seconds=0.1)
    line.contact(start(), made(2, size=2 * BATCH_BYTES))
    assert line.sent == [1, 1]


@given(most=st.integers(1, 600), count=st.integers(1, 700), seconds=st.floats(0.01, 29.0))
def test_whatever_little_a_line_carries_everything_arrives(most: int, count: int, seconds: float) -> None:
    line, waiting, state = Line(most, seconds), made(count), start()
    contacts = 0
    while waiting:
        state = line.contact(state, waiting)
        contacts += 1
        # A try that is too large costs half a minute: it is made once in many requests.
        assert contacts <= 10 + count // (16 * most), "the requests do not find their size"
    assert max(line.sent) <= BATCH_OPERATIONS


def test_a_silence_halves_what_was_sent() -> None:
    line, waiting = Line(most=40, seconds=1.0), made(60)
    state = line.contact(start(), waiting)
    assert (line.sent, state.cause, len(waiting)) == ([60], "sync.timeout", 60)
    line.contact(state, waiting)
    assert line.sent[1:] == [30, 30]
