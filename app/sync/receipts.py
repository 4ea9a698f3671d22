"""Signed receipts: one signature a request, one receipt an operation, each provable alone.

The receipts of a request are the leaves of a hash tree (shape and prefixes of RFC 6962); the receiver signs the root.
A receipt that is kept carries its leaf, its path to the root and the signature, so that years later it proves what the
receiver said of that operation without any of its neighbours.
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from app.domain.operations import canonical_json
from app.sync.keys import KeyPair, is_signed

_quoted = json.JSONEncoder(ensure_ascii=False).encode


class Outcome(IntEnum):
    """What the receiver did with an operation."""

    STORED = 1
    DUPLICATE = 2
    """It was stored by an earlier request."""
    CONFLICT = 3
    """Another operation holds its id or its place in the dossier; both are kept."""
    PARKED = 4
    """It is kept, and waits for an earlier one of the same dossier."""
    REFUSED = 5


_OUTCOMES = {int(outcome): outcome for outcome in Outcome}
_LEAF = struct.Struct(">x16s32sBQ16s16s")
"""What is hashed of a receipt, its code aside; the first byte says that it is a leaf (RFC 6962)."""


class Receipt(NamedTuple):
    """What the receiver says of one operation.

    Attributes:
        server_seq: the operation's place in the receiver's book; 0 where it has none.
        code: why it was refused; empty otherwise.
    """

    op_id: bytes
    body_sha: bytes
    outcome: Outcome
    server_seq: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Receipts:
    """The signed answer to one request.

    Attributes:
        receiver: the receiver's incarnation, 16 bytes.
        nonce: the attempt that is answered, 16 bytes.
    """

    receiver: bytes
    nonce: bytes
    items: tuple[Receipt, ...]
    signature: bytes

    def to_json(self) -> bytes:
        """Return the answer's body."""
        items = [
            [item.op_id.hex(), item.body_sha.hex(), int(item.outcome), item.server_seq, item.code]
            for item in self.items
        ]
        return canonical_json(
            {
                "receiver": self.receiver.hex(),
                "nonce": self.nonce.hex(),
                "items": items,
                "signature": self.signature.hex(),
            }
        )

    @classmethod
    def from_json(cls, text: bytes) -> "Receipts":
        """Return the answer that text holds, not yet verified.

        Raises:
            ValueError: text is not such an answer.
        """
        try:
            value = json.loads(text)
            read = bytes.fromhex
            items = tuple(
                [
                    Receipt(read(op), read(sha), _OUTCOMES[outcome], int(seq), str(code))
                    for op, sha, outcome, seq, code in value["items"]
                ]
            )
            return cls(
                bytes.fromhex(value["receiver"]),
                bytes.fromhex(value["nonce"]),
                items,
                bytes.fromhex(value["signature"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not receipts") from error


def _leaf(item: Receipt, receiver: bytes, nonce: bytes) -> bytes:
    op_id, body_sha, outcome, place, code = item
    return hashlib.sha256(_LEAF.pack(op_id, body_sha, outcome, place, receiver, nonce) + code.encode()).digest()


def _levels(leaves: list[bytes]) -> list[list[bytes]]:
    """Return the tree from the leaves up to the root; an odd node is carried up unchanged."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(below[::2], below[1::2], strict=False)]
        levels.append(above + below[len(above) * 2 :])
    return levels


def _root_message(receiver: bytes, nonce: bytes, count: int, root: bytes) -> bytes:
    return b"motcua-receipts-1" + receiver + nonce + count.to_bytes(4, "big") + root


def sign_receipts(key: KeyPair, receiver: bytes, nonce: bytes, items: tuple[Receipt, ...]) -> Receipts:
    """Return items with one signature over all of them.

    Raises:
        ValueError: there are none; an empty request has nothing to be proved.
    """
    if not items:
        raise ValueError("no receipts")
    root = _levels([_leaf(item, receiver, nonce) for item in items])[-1][0]
    return Receipts(receiver, nonce, items, key.sign(_root_message(receiver, nonce, len(items), root)))


def proofs(receipts: Receipts, public: bytes) -> tuple[bytes, ...] | None:
    """Return a receipt that stands alone for each item, or None where the signature is not of the holder of public."""
    if not receipts.items:
        return None
    levels = _levels([_leaf(item, receipts.receiver, receipts.nonce) for item in receipts.items])
    message = _root_message(receipts.receiver, receipts.nonce, len(receipts.items), levels[-1][0])
    if not is_signed(message, receipts.signature, public):
        return None
    return tuple(_proofs(receipts, _paths(levels)))


def _paths(levels: list[list[bytes]]) -> list[str]:
    """Return each leaf's path to the root as the inside of a JSON list: its neighbour, then the path of its parent."""
    paths = [""]
    for level in reversed(levels[:-1]):
        named = [f'"{node.hex()}"' for node in level]
        crossed = list(chain.from_iterable(zip(named[1::2], named[::2], strict=False)))  # each pair the other way round
        onward = [f",{path}" if path else "" for path in paths]
        # An odd node at the end has no neighbour: its path is its parent's.
        paths = [f"{other}{onward[place >> 1]}" for place, other in enumerate(crossed)] + paths[len(crossed) >> 1 :]
    return paths


def _proofs(receipts: Receipts, paths: list[str]) -> Iterator[bytes]:
    # Canonical JSON by hand: one for each of thousands of operations, and only the code can need escaping.
    count, nonce, receiver = len(paths), receipts.nonce.hex(), receipts.receiver.hex()
    signature = receipts.signature.hex()
    for place, ((op_id, body_sha, outcome, server_seq, code), path) in enumerate(
        zip(receipts.items, paths, strict=True)
    ):
        yield (
            f'{{"body_sha":"{body_sha.hex()}","code":{_quoted(code)},"count":{count},'
            f'"nonce":"{nonce}","op_id":"{op_id.hex()}","outcome":{outcome:d},"path":[{path}],"place":{place},'
            f'"receiver":"{receiver}","server_seq":{server_seq},"signature":"{signature}"}}'
        ).encode()


def receipt_from_proof(proof: bytes, public: bytes) -> Receipt | None:
    """Return what a kept receipt proves, or None where it proves nothing under public."""
    try:
        value = json.loads(proof)
        item = Receipt(
            bytes.fromhex(value["op_id"]),
            bytes.fromhex(value["body_sha"]),
            Outcome(value["outcome"]),
            value["server_seq"],
            value["code"],
        )
        receiver, nonce = bytes.fromhex(value["receiver"]), bytes.fromhex(value["nonce"])
        signature, path = bytes.fromhex(value["signature"]), [bytes.fromhex(node) for node in value["path"]]
        root = _climb(_leaf(item, receiver, nonce), value["place"], value["count"], path)
        message = _root_message(receiver, nonce, value["count"], root)
    except (KeyError, TypeError, ValueError, IndexError, struct.error, OverflowError):
        return None
    return item if is_signed(message, signature, public) else None


def _climb(node: bytes, index: int, width: int, path: list[bytes]) -> bytes:
    if not 0 <= index < width < 1 << 32:
        raise ValueError("no such place")
    steps = iter(path)
    while width > 1:
        if (index ^ 1) < width:
            neighbour = next(steps, b"")
            pair = neighbour + node if index & 1 else node + neighbour
            node = hashlib.sha256(b"\x01" + pair).digest()
        index, width = index >> 1, (width + 1) >> 1
    return node


def _file_message(digest: str, size: int, receiver: str) -> bytes:
    return f"motcua-file-1\n{digest}\n{size}\n{receiver}".encode()


def sign_file(key: KeyPair, digest: str, size: int, receiver: bytes) -> str:
    """Return the receipt for a whole and checked file: receiver's incarnation and signature, as one header value."""
    return f"{receiver.hex()}.{key.sign(_file_message(digest, size, receiver.hex())).hex()}"


def is_file_receipt(receipt: str, digest: str, size: int, public: bytes) -> bool:
    """Return whether receipt proves that the holder of public has this file whole."""
    receiver, _, signature = receipt.partition(".")
    try:
        claimed = bytes.fromhex(signature)
    except ValueError:
        return False
    return is_signed(_file_message(digest, size, receiver), claimed, public)
