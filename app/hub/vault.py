"""Attachments at the receiver: by digest, resumable, visible only when whole and checked."""

import asyncio
import hashlib
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from app.core.paths import sync_folder
from app.hub.tables import files

_CHUNK = 1 << 20
_LOOK_EVERY = 0.02
_STILL, _LONGEST = 50, 500
"""Looks after which a part that does not grow, or grows for ever, is waited for no more: one second, ten seconds."""


class Vault:
    """A folder of files named by their SHA-256, and a folder of those that are still coming."""

    def __init__(self, folder: Path) -> None:
        self._whole, self._parts = folder / "files", folder / "parts"
        for one in (self._whole, self._parts):
            one.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._writing: dict[str, object] = {}
        self._coming: Counter[str] = Counter()

    def path(self, digest: str) -> Path:
        """Return where the whole file is or will be."""
        return self._whole / digest[:2] / digest

    def part(self, digest: str) -> Path:
        """Return where the file grows."""
        return self._parts / digest

    def size_of_part(self, digest: str) -> int | None:
        """Return how many bytes have come, or None where the upload was never begun."""
        part = self.part(digest)
        return part.stat().st_size if part.exists() else None

    def begin(self, digest: str) -> None:
        """Begin an upload; one that was begun before goes on where it was."""
        self.part(digest).touch(mode=0o600)

    async def append(self, digest: str, chunks: AsyncIterator[bytes], room: int) -> bool:
        """Append chunks, at most room bytes; what came before a cut stays. Return whether this upload came to its end.

        A later call for the same digest takes over: the counter has given the earlier connection up, and what still
        trickles out of it must not be mixed in.

        Raises:
            ValueError: more came than was announced.
            OSError: the disk refuses.
        """
        ticket = object()
        self._writing[digest] = ticket
        try:
            # The event loop waits for the disk here: pieces are small, and the page cache takes them.
            with self.part(digest).open("ab", buffering=0) as file:
                async for chunk in chunks:
                    if self._writing.get(digest) is not ticket:
                        return False
                    if len(chunk) > room:
                        raise ValueError("more than announced")
                    room -= len(chunk)
                    _write_all(file, chunk)
        finally:
            if self._writing.get(digest) is ticket:
                del self._writing[digest]
        return True

    @contextmanager
    def coming(self, digest: str) -> Iterator[None]:
        """Say that a request brings a piece of a file, from its first byte on: long before it is let in to append."""
        self._coming[digest] += 1
        try:
            yield
        finally:
            self._coming[digest] -= 1
            if not self._coming[digest]:
                del self._coming[digest]

    async def settle(self, digest: str) -> None:
        """Wait while an earlier connection still brings what it was sent: that need not be sent again.

        A connection that brings nothing for a second is given up, and the next append takes over.
        """
        size, still = self.size_of_part(digest), 0
        for _ in range(_LONGEST):
            if digest not in self._coming or still == _STILL:
                return
            await asyncio.sleep(_LOOK_EVERY)
            before, size = size, self.size_of_part(digest)
            still = still + 1 if size == before else 0

    def finish(self, digest: str) -> bool:
        """Check a complete part and make it visible; a part with another digest is thrown away.

        Raises:
            OSError: the disk refuses.
        """
        part, whole = self.part(digest), self.path(digest)
        if _digest_of(part) != digest:
            part.unlink()
            return False
        whole.parent.mkdir(exist_ok=True, mode=0o700)
        part.replace(whole)
        sync_folder(whole.parent)
        return True


def _write_all(file: FileIO, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def _digest_of(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb+") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
        os.fsync(file.fileno())
    return total.hexdigest()


def is_noted(connection: Connection, digest: str) -> bool:
    """Return whether the file has been confirmed before."""
    return connection.execute(select(files.c.size).where(files.c.digest == digest)).first() is not None


def note_file(connection: Connection, digest: str, size: int, at: str) -> None:
    """Note a file that is whole and checked; noting it again changes nothing."""
    adding = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(adding(files).values(digest=digest, size=size, confirmed_at=at).on_conflict_do_nothing())
