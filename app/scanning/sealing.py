"""How the spool makes pages unreadable to whoever takes the disk."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Sealing:
    """A pair of functions over (data, context).

    The context is authenticated and not stored: a file moved to another place no longer opens. ``unseal`` raises
    ValueError for anything ``seal`` did not make with the same key and context.
    """

    seal: Callable[[bytes, bytes], bytes]
    unseal: Callable[[bytes, bytes], bytes]


def _as_is(data: bytes, _context: bytes) -> bytes:
    return data


PLAIN = Sealing(_as_is, _as_is)
"""No encryption: for the practice office and for tests."""


def aes_sealing(key: bytes) -> Sealing:
    """Return AES-256-GCM under key (32 bytes); a sealed value is nonce ‖ ciphertext ‖ tag, 28 bytes longer."""
    cipher = AESGCM(key)

    def seal(data: bytes, context: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + cipher.encrypt(nonce, data, context)

    def unseal(data: bytes, context: bytes) -> bytes:
        try:
            return cipher.decrypt(data[:_NONCE], data[_NONCE:], context)
        except InvalidTag as error:
            raise ValueError("not sealed with this key for this place") from error

    return Sealing(seal, unseal)
