"""Ed25519 keys of counters and receivers. A counter makes its own key; only the public half ever leaves it."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class KeyPair:
    """A private key that signs, and its public half (32 bytes)."""

    def __init__(self, private: bytes) -> None:
        """Take the 32 private bytes.

        Raises:
            ValueError: private is not 32 bytes long.
        """
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.private = private
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "KeyPair":
        """Return a new random pair."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the signature of message, 64 bytes."""
        return self._key.sign(message)


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Return whether signature over message was made by the holder of public; malformed keys sign nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
