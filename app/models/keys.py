"""The key of a store: random, never written in the clear, wrapped by the recovery phrase and kept by the system.

``keys.json`` holds the key wrapped by Argon2id of the phrase. Beside that the system's own store (Secret Service,
Credential Locker) keeps it, so that the desk opens without asking; a store that must open unattended where there is no
such thing keeps it in a file that only its owner may read (docs/decisions/0011).
"""

import os
import secrets
import uuid
from typing import Literal, Self

import keyring
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from keyring.errors import KeyringError
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from app.core.paths import StoreFolder, write_durably
from app.core.problems import OutsideProblem, PersonProblem
from app.models.recovery_phrase import phrase_digits

SERVICE = "motcua"
KEY_FILE = "unlock.key"
"""Name of the owner-only file inside the store's folder; never part of a backup."""

_KEY = 32


class _Wrap(BaseModel):
    """The key, sealed by what Argon2id makes of the phrase; the costs are kept, so that they can rise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    salt: Base64Bytes
    nonce: Base64Bytes
    sealed: Base64Bytes
    time_cost: int = Field(default=3, ge=1, le=64)
    memory_kib: int = Field(default=65_536, ge=8_192, le=4_194_304)
    lanes: int = Field(default=2, ge=1, le=16)


class _KeysFile(BaseModel):
    """The content of keys.json."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    store_id: uuid.UUID
    phrase: _Wrap


class KeyRing:
    """The ways to the key of one store.

    Raises:
        OutsideProblem: ``keys.missing``, ``keys.unreadable``.
    """

    def __init__(self, folder: StoreFolder) -> None:
        self._folder = folder
        try:
            self._file = _KeysFile.model_validate_json(folder.keys.read_bytes())
        except FileNotFoundError as error:
            raise OutsideProblem("keys.missing", path=str(folder.root)) from error
        except (OSError, ValidationError) as error:
            raise OutsideProblem("keys.unreadable", path=str(folder.keys)) from error

    @classmethod
    def create(cls, folder: StoreFolder, phrase: str, *, key_file: bool = False) -> Self:
        """Make a new random key for folder, wrapped by phrase and remembered by the system where it can.

        Args:
            folder: gets keys.json.
            phrase: of new_recovery_phrase().
            key_file: keep the key in an owner-only file instead of asking the system; for a practice office.

        Raises:
            OutsideProblem: ``keys.exist``; the key of a store that holds dossiers is never overwritten.
            PersonProblem: ``keys.phrase_mistyped``.
        """
        digits = phrase_digits(phrase)
        if folder.keys.exists():
            raise OutsideProblem("keys.exist", path=str(folder.root))
        folder.create()
        store_id, key = uuid.uuid4(), secrets.token_bytes(_KEY)
        write_durably(folder.keys, _encoded(_KeysFile(store_id=store_id, phrase=_wrap(key, digits, store_id))))
        ring = cls(folder)
        ring.remember(key, key_file=key_file)
        return ring

    @property
    def store_id(self) -> uuid.UUID:
        """Names this store's key for the system."""
        return self._file.store_id

    def unlock_with_system(self) -> bytes:
        """Return the key from the owner-only file or the system's store, without asking anybody.

        Raises:
            OutsideProblem: ``keys.not_remembered``: the recovery phrase is needed.
        """
        path = self._folder.root / KEY_FILE
        try:
            text = path.read_text("ascii") if path.exists() else keyring.get_password(SERVICE, str(self.store_id))
            key = bytes.fromhex(text or "")
        except (OSError, ValueError, KeyringError) as error:
            raise OutsideProblem("keys.not_remembered") from error
        if len(key) != _KEY:
            raise OutsideProblem("keys.not_remembered")
        return key

    def unlock_with_phrase(self, phrase: str) -> bytes:
        """Return the key by the recovery phrase.

        Raises:
            PersonProblem: ``keys.phrase_mistyped``; ``keys.wrong_phrase``: a phrase, but another store's.
        """
        wrap = self._file.phrase
        secret = _secret(phrase_digits(phrase), wrap.salt, wrap.time_cost, wrap.memory_kib, wrap.lanes)
        try:
            return AESGCM(secret).decrypt(wrap.nonce, wrap.sealed, self.store_id.bytes)
        except InvalidTag as error:
            raise PersonProblem("keys.wrong_phrase") from error

    def remember(self, key: bytes, *, key_file: bool = False) -> bool:
        """Let the system keep key, so that the desk opens without asking; return False where it has no place for it.

        After a restore on another machine the phrase is asked for once, then this is called.
        """
        if key_file:
            _write_for_owner(self._folder, key)
            return True
        try:
            keyring.set_password(SERVICE, str(self.store_id), key.hex())
        except KeyringError:
            return False
        return True

    def forget(self) -> None:
        """Take the key from the system and the owner-only file; from now on the phrase is asked for."""
        (self._folder.root / KEY_FILE).unlink(missing_ok=True)
        try:
            keyring.delete_password(SERVICE, str(self.store_id))
        except KeyringError:
            return

    def change_phrase(self, key: bytes, phrase: str) -> None:
        """Wrap key by another phrase; the old one opens nothing any more, except older backups.

        Raises:
            PersonProblem: ``keys.phrase_mistyped``.
        """
        self._file = _KeysFile(store_id=self.store_id, phrase=_wrap(key, phrase_digits(phrase), self.store_id))
        write_durably(self._folder.keys, _encoded(self._file))


def _secret(digits: str, salt: bytes, time_cost: int, memory_kib: int, lanes: int) -> bytes:
    return hash_secret_raw(digits.encode(), salt, time_cost, memory_kib, lanes, _KEY, Type.ID)


def _wrap(key: bytes, digits: str, store_id: uuid.UUID) -> _Wrap:
    # model_construct: Base64Bytes decodes what it validates, these are the bytes themselves.
    fresh = _Wrap.model_construct(salt=os.urandom(16), nonce=os.urandom(12), sealed=b"")
    secret = _secret(digits, fresh.salt, fresh.time_cost, fresh.memory_kib, fresh.lanes)
    return fresh.model_copy(update={"sealed": AESGCM(secret).encrypt(fresh.nonce, key, store_id.bytes)})


def _encoded(file: _KeysFile) -> bytes:
    return file.model_dump_json(indent=2).encode()


def _write_for_owner(folder: StoreFolder, key: bytes) -> None:
    path = folder.root / KEY_FILE
    path.unlink(missing_ok=True)
    # The mode is given at creation: there is no moment in which others could read it.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
