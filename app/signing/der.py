"""Distinguished encoding rules (ITU-T X.690), as far as signatures need them: read with care, nothing is written."""

from dataclasses import dataclass

SEQUENCE, SET, INTEGER, OCTETS, OID, UTC_TIME, TIME = 0x30, 0x31, 0x02, 0x04, 0x06, 0x17, 0x18
_CONSTRUCTED = 0x20


class BadDerError(ValueError):
    """Not DER: cut short, of indefinite length, or not what is looked for."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value: its tag, its content, and its whole encoding."""

    tag: int
    content: bytes
    whole: bytes

    @property
    def children(self) -> tuple["Node", ...]:
        """The values inside; BadDerError where it holds none."""
        if not self.tag & _CONSTRUCTED:
            raise BadDerError
        found, rest = [], self.content
        while rest:
            node = read(rest)
            found.append(node)
            rest = rest[len(node.whole) :]
        return tuple(found)

    def child(self, place: int, tag: int | None = None) -> "Node":
        """Return the value at a place inside, which must have this tag."""
        inside = self.children
        if place >= len(inside) or (tag is not None and inside[place].tag != tag):
            raise BadDerError
        return inside[place]

    def tagged(self, number: int) -> "Node | None":
        """Return the value inside with a context tag, [0], [1] …; None where there is none."""
        wanted = {0x80 | number, 0xA0 | number}
        return next((node for node in self.children if node.tag in wanted), None)


def read(data: bytes) -> Node:
    """Return the value that data begins with; what follows it is left alone.

    Raises:
        BadDerError: data begins with no such value.
    """
    if len(data) < 2 or data[0] & 0x1F == 0x1F:
        raise BadDerError
    length, begin = data[1], 2
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4 or len(data) < 2 + count:
            raise BadDerError
        length, begin = int.from_bytes(data[2 : 2 + count], "big"), 2 + count
    end = begin + length
    if end > len(data):
        raise BadDerError
    return Node(data[0], data[begin:end], data[:end])


def oid_of(node: Node) -> str:
    """Return an object identifier as people write it: ``"1.2.840.113549.1.7.2"``."""
    if node.tag != OID or not node.content or node.content[-1] & 0x80:
        raise BadDerError
    arcs, value = [], 0
    for byte in node.content:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(arc) for arc in (first, arcs[0] - 40 * first, *arcs[1:]))
