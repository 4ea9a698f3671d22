"""Hello and its answer: the first two messages of every contact."""

import json
from dataclasses import dataclass

from app.domain.operations import canonical_json
from app.sync.comparing import Held, Own, Ranges


@dataclass(frozen=True, slots=True)
class Greeting:
    """A counter's hello."""

    own: tuple[Own, ...]
    wire: int
    program: str = ""

    def to_json(self) -> bytes:
        """Return the request's body."""
        return canonical_json(
            {
                "wire": self.wire,
                "program": self.program,
                "incarnations": [
                    {
                        "id": own.incarnation.hex(),
                        "made": own.made,
                        "head": own.head.hex(),
                        "acknowledged": own.acknowledged,
                        "current": own.current,
                    }
                    for own in self.own
                ],
            }
        )

    @classmethod
    def from_json(cls, text: bytes) -> "Greeting":
        """Return the hello that text holds.

        Raises:
            ValueError: text is not a hello.
        """
        try:
            value = json.loads(text)
            own = tuple(
                Own(
                    bytes.fromhex(one["id"]),
                    int(one["made"]),
                    bytes.fromhex(one["head"]),
                    _ranges(one["acknowledged"]),
                    one["current"] is True,
                )
                for one in value["incarnations"]
            )
            return cls(own, int(value["wire"]), str(value["program"]))
        except (KeyError, TypeError) as error:
            raise ValueError("not a hello") from error


@dataclass(frozen=True, slots=True)
class Welcome:
    """A receiver's answer to hello.

    Attributes:
        receiver: its incarnation, 16 bytes; new after a restore or a fail-over.
        server_time: its wall clock, ISO 8601.
        wires: wire versions it reads.
        max_operations: how many operations it takes in one request.
        max_bytes: how many plain bytes it takes in one request.
        restores_today: how many new incarnations of this counter it has met today, by its own calendar.
    """

    receiver: bytes
    practice: bool
    server_time: str
    wires: tuple[int, ...]
    max_operations: int
    max_bytes: int
    held: tuple[Held, ...]
    restores_today: int = 0

    def to_json(self) -> bytes:
        """Return the answer's body."""
        return canonical_json(
            {
                "receiver": self.receiver.hex(),
                "practice": self.practice,
                "server_time": self.server_time,
                "wires": self.wires,
                "max_operations": self.max_operations,
                "max_bytes": self.max_bytes,
                "restores_today": self.restores_today,
                "incarnations": [
                    {
                        "id": held.incarnation.hex(),
                        "contiguous": held.contiguous,
                        "head": held.head.hex(),
                        "beyond": held.beyond,
                        "forked": held.forked,
                        "at_made": None if held.at_made is None else held.at_made.hex(),
                    }
                    for held in self.held
                ],
            }
        )

    @classmethod
    def from_json(cls, text: bytes) -> "Welcome":
        """Return the answer that text holds.

        Raises:
            ValueError: text is not such an answer.
        """
        try:
            value = json.loads(text)
            held = tuple(
                Held(
                    bytes.fromhex(one["id"]),
                    int(one["contiguous"]),
                    bytes.fromhex(one["head"]),
                    _ranges(one["beyond"]),
                    one["forked"] is True,
                    None if one["at_made"] is None else bytes.fromhex(one["at_made"]),
                )
                for one in value["incarnations"]
            )
            return cls(
                bytes.fromhex(value["receiver"]),
                value["practice"] is True,
                str(value["server_time"]),
                tuple(int(wire) for wire in value["wires"]),
                int(value["max_operations"]),
                int(value["max_bytes"]),
                held,
                int(value["restores_today"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not a welcome") from error


def _ranges(value: list[list[int]]) -> Ranges:
    ranges = tuple((int(first), int(last)) for first, last in value)
    flat = [number for pair in ranges for number in pair]
    if flat != sorted(flat) or any(number < 1 for number in flat):
        raise ValueError("not ranges")
    return ranges
