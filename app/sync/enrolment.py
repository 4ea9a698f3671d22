"""Enrolment by a one-time code: both sides prove that they know the code, and neither sends it.

The code is typed once by a person: four groups of four signs, ``NNNN-SSSS-SSSS-SSSS``. The first group names the
invitation, the other three are 60 secret bits. Each side sends a MAC over both public keys under the whole code, so a
stranger in the middle can neither learn the code nor put his own key in place of another.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

from app.domain.operations import canonical_json

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to misread
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})
_NAME, _LENGTH = 4, 16


def new_code() -> str:
    """Return a new random code as it is printed and typed."""
    return show_code("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)))


def read_code(text: str) -> str | None:
    """Return the sixteen signs a person meant, or None where text cannot be a code."""
    signs = text.upper().translate(_MISREAD)
    return signs if len(signs) == _LENGTH and set(signs) <= set(_SIGNS) else None


def show_code(signs: str) -> str:
    """Return sixteen signs in groups of four."""
    return "-".join(signs[at : at + 4] for at in range(0, _LENGTH, 4))


def name_of(signs: str) -> str:
    """Return the part of the code that may be sent in the open: which invitation it is."""
    return signs[:_NAME]


def proof(side: str, signs: str, *facts: bytes) -> str:
    """Return side's proof, in hex, that it knows the code and means these facts."""
    joined = b"".join(len(fact).to_bytes(4, "big") + fact for fact in (side.encode(), *facts))
    return hmac.new(signs.encode(), joined, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Application:
    """What a counter sends in order to be enrolled.

    Attributes:
        invitation: the open part of the code.
        counter: the counter's id, hex.
        public_key: the counter's public key, hex.
        proof: the counter's proof over counter, public key and practice.
    """

    invitation: str
    counter: str
    public_key: str
    practice: bool
    proof: str

    def to_json(self) -> bytes:
        """Return the request's body."""
        return canonical_json(
            {
                "invitation": self.invitation,
                "counter": self.counter,
                "public_key": self.public_key,
                "practice": self.practice,
                "proof": self.proof,
            }
        )

    @classmethod
    def make(cls, signs: str, counter: bytes, public_key: bytes, *, practice: bool) -> "Application":
        """Return the application of a counter that was given the code."""
        evidence = proof("counter", signs, counter, public_key, b"1" if practice else b"0")
        return cls(name_of(signs), counter.hex(), public_key.hex(), practice, evidence)

    @classmethod
    def from_json(cls, text: bytes) -> "Application":
        """Return the application that text holds.

        Raises:
            ValueError: text is not an application.
        """
        try:
            value = json.loads(text)
            application = cls(
                str(value["invitation"]),
                str(value["counter"]),
                str(value["public_key"]),
                value["practice"] is True,
                str(value["proof"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not an application") from error
        if len(bytes.fromhex(application.counter)) != 16 or len(bytes.fromhex(application.public_key)) != 32:
            raise ValueError("malformed id or key")
        return application

    def is_proved(self, signs: str) -> bool:
        """Return whether whoever made this knows the code."""
        expected = self.make(signs, bytes.fromhex(self.counter), bytes.fromhex(self.public_key), practice=self.practice)
        return hmac.compare_digest(expected.proof, self.proof)


@dataclass(frozen=True, slots=True)
class Admission:
    """What an enrolled counter is given: whom to believe from now on, and its numbers.

    Attributes:
        receiver_key: the receiver's public key, hex.
        receiver: the receiver's incarnation, hex.
        manifest: the office's number manifest as JSON, signed by the receiver.
        proof: the receiver's proof over its key and everything above, with the counter's key.
    """

    receiver_key: str
    receiver: str
    practice: bool
    office_code: str
    ordinal: int
    manifest: str
    proof: str = ""

    def to_json(self) -> bytes:
        """Return the answer's body."""
        return canonical_json({name: getattr(self, name) for name in self.__slots__})

    def facts(self, counter_key: bytes) -> tuple[bytes, ...]:
        """Return what the receiver's proof covers."""
        named = (self.receiver_key, self.receiver, self.office_code, str(self.ordinal), self.manifest)
        return (counter_key, b"1" if self.practice else b"0", *(fact.encode() for fact in named))

    def is_proved(self, signs: str, counter_key: bytes) -> bool:
        """Return whether the receiver that sent this knows the code."""
        return hmac.compare_digest(proof("receiver", signs, *self.facts(counter_key)), self.proof)

    @classmethod
    def from_json(cls, text: bytes) -> "Admission":
        """Return the admission that text holds.

        Raises:
            ValueError: text is not an admission.
        """
        try:
            value = json.loads(text)
            admission = cls(
                str(value["receiver_key"]),
                str(value["receiver"]),
                value["practice"] is True,
                str(value["office_code"]),
                int(value["ordinal"]),
                str(value["manifest"]),
                str(value["proof"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not an admission") from error
        if len(bytes.fromhex(admission.receiver_key)) != 32 or len(bytes.fromhex(admission.receiver)) != 16:
            raise ValueError("malformed id or key")
        return admission
