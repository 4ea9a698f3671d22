"""Attachments: one encrypted file for each content, named by the SHA-256 of the plain content.

Layout of a file: ``MCF1``, a salt of 32 bytes, then pieces of 1 MiB, each sealed with AES-256-GCM. The key of a file is
derived from the store's key and its salt; the nonce of a piece is its place and whether it is the last, so that pieces
cannot be exchanged, dropped or cut off unseen.
"""

import contextlib
import errno
import hashlib
import io
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.paths import sync_folder
from app.core.problems import OutsideProblem

_MAGIC = b"MCF1"
_SALT = 32
_HEADER = len(_MAGIC) + _SALT
_PIECE = 1 << 20
_TAG = 16
_PART = ".part"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A stored content: SHA-256 (hex) of the plain bytes, and how many they are."""

    digest: str
    size: int


class FileVault:
    """The folder of encrypted contents.

    Args:
        folder: StoreFolder.files.
        key: the store's database key, 32 bytes; the vault derives its own from it.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        if len(key) != 32:
            raise ValueError("the key of a vault is 32 bytes")
        self._folder = folder
        self._key = HKDF(SHA256(), 32, None, b"motcua files").derive(key)

    def put(self, data: bytes | Path) -> FileRef:
        """Store the bytes, or the content of the file; when it returns, a power cut cannot take them away.

        Raises:
            OutsideProblem: ``files.disk_full``, ``files.write_failed``.
        """
        part = self._folder / f"{uuid.uuid4().hex}{_PART}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with _source(data) as source, part.open("xb") as file:
                reference = self._seal(source, file)
                file.flush()
                os.fsync(file.fileno())
            # An earlier copy is replaced: should it have rotted, it is sound again.
            target = self.path(reference.digest)
            target.parent.mkdir(exist_ok=True, mode=0o700)
            part.replace(target)
            sync_folder(target.parent)
            sync_folder(self._folder)
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            raise OutsideProblem("files.disk_full" if full else "files.write_failed") from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return reference

    def read(self, digest: str) -> bytes:
        """Return the whole content.

        Raises:
            OutsideProblem: ``files.missing``, ``files.damaged``.
        """
        return b"".join(self.pieces(digest))

    def pieces(self, digest: str, start: int = 0) -> Iterator[bytes]:
        """Yield the content from byte start on, piece by piece; each is proved before it is given out.

        Read from the beginning, the whole is compared with its digest too.

        Raises:
            OutsideProblem: ``files.missing``, ``files.damaged``.
        """
        try:
            with self.path(digest).open("rb") as file:
                yield from self._opened(digest, file, start)
        except FileNotFoundError as error:
            raise OutsideProblem("files.missing", digest=digest) from error
        except (OSError, InvalidTag) as error:
            raise OutsideProblem("files.damaged", digest=digest) from error

    def size(self, digest: str) -> int:
        """Return how many bytes the content has.

        Raises:
            OutsideProblem: ``files.missing``.
        """
        try:
            sealed = self.path(digest).stat().st_size - _HEADER
        except OSError as error:
            raise OutsideProblem("files.missing", digest=digest) from error
        return sealed - _TAG * _count(sealed)

    def __contains__(self, digest: str) -> bool:
        """Whether the content is there; says nothing about its soundness."""
        return self.path(digest).exists()

    def digests(self) -> Iterator[str]:
        """Yield the digest of every stored content, in order."""
        for path in sorted(self._folder.glob("??/*")):
            if len(path.name) == 64:
                yield path.name

    def sweep(self) -> int:
        """Remove what a killed program left half written; return how many. Only at start, before anybody writes."""
        left = list(self._folder.glob(f"*{_PART}"))
        for part in left:
            part.unlink()
        return len(left)

    def path(self, digest: str) -> Path:
        """Return where the content lies.

        Raises:
            ValueError: this is not a digest; it may have come over the line.
        """
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256 in lower-case hex")
        return self._folder / digest[:2] / digest

    def _cipher(self, header: bytes) -> AESGCM:
        return AESGCM(HKDF(SHA256(), 32, header[len(_MAGIC) :], b"motcua file").derive(self._key))

    def _seal(self, source: BinaryIO, target: BinaryIO) -> FileRef:
        header = _MAGIC + os.urandom(_SALT)
        cipher, plain, size = self._cipher(header), hashlib.sha256(), 0
        target.write(header)
        piece = source.read(_PIECE)
        place = 0
        while True:
            following = source.read(_PIECE)
            plain.update(piece)
            size += len(piece)
            target.write(cipher.encrypt(_nonce(place, last=not following), piece, header))
            if not following:
                return FileRef(plain.hexdigest(), size)
            piece, place = following, place + 1

    def _opened(self, digest: str, file: BinaryIO, start: int) -> Iterator[bytes]:
        header = file.read(_HEADER)
        if len(header) != _HEADER or not header.startswith(_MAGIC):
            raise InvalidTag
        cipher, plain = self._cipher(header), hashlib.sha256()
        count = _count(os.fstat(file.fileno()).st_size - _HEADER)
        first, skip = divmod(start, _PIECE)
        file.seek(_HEADER + first * (_PIECE + _TAG))
        for place in range(first, count):
            sealed = file.read(_PIECE + _TAG)
            piece = cipher.decrypt(_nonce(place, last=place == count - 1), sealed, header)
            plain.update(piece)
            if place == count - 1 and first == 0 and plain.hexdigest() != digest:
                raise InvalidTag
            yield piece[skip:] if place == first else piece


@contextlib.contextmanager
def _source(data: bytes | Path) -> Iterator[BinaryIO]:
    with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as source:
        yield source


def _count(sealed: int) -> int:
    return max(1, -(-sealed // (_PIECE + _TAG)))


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([last])
