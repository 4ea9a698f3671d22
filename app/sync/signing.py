"""What is signed on the way there and on the way back.

A request carries the counter's signature over method, path, date, nonce and the digest of its body. An answer carries
the receiver's signature over the request's nonce, the status and the digest of the answer: a captive portal, a proxy
or a cut line cannot make one, and an answer to an earlier attempt does not fit a later one.

The date is signed and reported back as a skew, but never a reason to refuse: desks with a wrong clock must be able to
send. A request that is replayed changes nothing, because every operation is idempotent for ever.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.sync.keys import KeyPair, is_signed

UNHASHED = "-"
"""Stands for the body's digest where the body is a part of a file: the file's own digest, in the path, protects it."""

COUNTER, DATE, NONCE, DIGEST, PRACTICE, SIGNATURE = (
    "MC-Counter",
    "MC-Date",
    "MC-Nonce",
    "MC-Digest",
    "MC-Practice",
    "MC-Signature",
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The signed facts of one request.

    Attributes:
        counter: the counter's id, 32 hex digits.
        date: the desk's wall clock, ISO 8601 with offset.
        nonce: 32 hex digits, new for each attempt.
        digest: SHA-256 of the body in hex, or UNHASHED.
        practice: the counter belongs to a practice office.
    """

    method: str
    path: str
    counter: str
    date: str
    nonce: str
    digest: str
    practice: bool

    def message(self) -> bytes:
        """Return the bytes that are signed."""
        practice = "1" if self.practice else "0"
        parts = ("motcua-request-1", self.method, self.path, self.counter, self.date, self.nonce, self.digest, practice)
        return "\n".join(parts).encode()

    def headers(self, key: KeyPair) -> dict[str, str]:
        """Return the request's headers, signed by key."""
        return {
            COUNTER: self.counter,
            DATE: self.date,
            NONCE: self.nonce,
            DIGEST: self.digest,
            PRACTICE: "1" if self.practice else "0",
            SIGNATURE: key.sign(self.message()).hex(),
        }


def stamp_from(method: str, path: str, headers: Mapping[str, str]) -> tuple[Stamp, bytes]:
    """Return the stamp that headers claim and its signature, not yet verified.

    Raises:
        ValueError: a header is missing or malformed.
    """
    try:
        stamp = Stamp(
            method,
            path,
            headers[COUNTER],
            headers[DATE],
            headers[NONCE],
            headers[DIGEST],
            headers[PRACTICE] == "1",
        )
        signature = bytes.fromhex(headers[SIGNATURE])
    except KeyError as error:
        raise ValueError("unsigned request") from error
    if len(bytes.fromhex(stamp.nonce)) != 16 or len(bytes.fromhex(stamp.counter)) != 16:
        raise ValueError("malformed nonce or counter")
    return stamp, signature


def digest(body: bytes) -> str:
    """Return the digest of a body as the headers carry it."""
    return hashlib.sha256(body).hexdigest()


def _answer_message(nonce: str, status: int, body: bytes) -> bytes:
    return f"motcua-answer-1\n{nonce}\n{status}\n{digest(body)}".encode()


def sign_answer(key: KeyPair, nonce: str, status: int, body: bytes) -> str:
    """Return the signature that goes with an answer, in hex."""
    return key.sign(_answer_message(nonce, status, body)).hex()


def is_answer(public: bytes, nonce: str, status: int, body: bytes, signature: str) -> bool:
    """Return whether the receiver that holds public gave exactly this answer to exactly this attempt."""
    try:
        claimed = bytes.fromhex(signature)
    except ValueError:
        return False
    return is_signed(_answer_message(nonce, status, body), claimed, public)
