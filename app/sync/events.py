"""What can happen to the engine, and what it asks for: plain values, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.operations import Delivery, Operation
from app.sync.comparing import Own, Ranges
from app.sync.greeting import Welcome
from app.sync.receipts import Receipts


@dataclass(frozen=True, slots=True)
class Moment:
    """What is injected with every event.

    Attributes:
        now: monotonic seconds.
        nonce: 16 random bytes never used before.
        roll: a random number in [0, 1).
    """

    now: float
    nonce: bytes
    roll: float


@dataclass(frozen=True, slots=True)
class Wake:
    """Time has passed, something was received, or (at once) a person asked to send."""

    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The receiver answered hello.

    Attributes:
        own: what this counter said of itself, one for each incarnation.
        links: this counter's own link at each ``Held.contiguous``; None where it never made that many.
    """

    nonce: bytes
    welcome: Welcome
    own: tuple[Own, ...]
    links: Mapping[bytes, bytes | None]


@dataclass(frozen=True, slots=True)
class Repaired:
    """Everything of the last effects has been carried out durably."""


@dataclass(frozen=True, slots=True)
class BatchRead:
    """The oldest unsent operations, in order; none of a dossier that is stopped."""

    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """The receiver answered a batch."""

    nonce: bytes
    receipts: Receipts


@dataclass(frozen=True, slots=True)
class Silent:
    """No answer that can be believed: time-out, cut line, stranger's page, busy receiver."""

    nonce: bytes
    cause: str
    retry_after: float = 0.0


Event = Wake | Welcomed | Repaired | BatchRead | Answered | Silent


@dataclass(frozen=True, slots=True)
class Greet:
    """Say hello; answer with Welcomed or Silent."""

    nonce: bytes


@dataclass(frozen=True, slots=True)
class RememberReceiver:
    """Store the receiver's incarnation durably."""

    receiver: bytes


@dataclass(frozen=True, slots=True)
class SendAgain:
    """The receiver lost what it had acknowledged: mark it unsent, keep its old receipts."""

    incarnation: bytes
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask of each of these whether it is held, mark what is not as unsent; Silent if it fails."""

    nonce: bytes
    incarnation: bytes
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Pull:
    """Fetch the operations that this counter has forgotten and store them as acknowledged; Silent if it fails."""

    nonce: bytes
    incarnation: bytes
    after: int


@dataclass(frozen=True, slots=True)
class RenewIncarnation:
    """Make new operations under a new incarnation, and repair the number high-water mark."""


@dataclass(frozen=True, slots=True)
class StopNumbers:
    """Give no more numbers until a supervisor has looked: this desk's past exists twice."""

    incarnation: bytes


@dataclass(frozen=True, slots=True)
class Finish:
    """Answer with Repaired when all effects before this one are done; none of them is done after one has failed."""


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Read the oldest unsent operations; answer with BatchRead."""

    operations: int
    size: int


@dataclass(frozen=True, slots=True)
class Push:
    """Send these; answer with Answered or Silent."""

    nonce: bytes
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How far one operation has come, and the receipt that proves it."""

    operation: Operation
    delivery: Delivery
    receipt: bytes
    cause: str


@dataclass(frozen=True, slots=True)
class Record:
    """Store these in one transaction."""

    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """The contact is over; wake the engine at this monotonic second."""

    until: float
    cause: str


Effect = (
    Greet
    | RememberReceiver
    | SendAgain
    | Ask
    | Pull
    | RenewIncarnation
    | StopNumbers
    | Finish
    | ReadBatch
    | Push
    | Record
    | Rest
)
