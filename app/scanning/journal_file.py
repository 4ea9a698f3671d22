"""The journal of a spool on disk: one line an event, each with its checksum, synced before anyone relies on it."""

import errno
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from app.core.problems import OutsideProblem
from app.scanning.journal import ACTS, Act, Event


@contextmanager
def spool_errors() -> Iterator[None]:
    """Turn what the disk refuses into ``scanning.spool_unwritable``."""
    try:
        yield
    except OSError as error:
        raise OutsideProblem("scanning.spool_unwritable", reason=error.strerror or str(error)) from error


def append_event(path: Path, event: Event) -> None:
    """Add one line; durable when this returns.

    Raises:
        OSError: the disk refused; the file is as it was.
    """
    body = json.dumps([event.seq, event.act, event.page, event.value, event.other])
    line = f"{zlib.crc32(body.encode()):08x} {body}\n".encode()
    with path.open("ab", buffering=0) as file:
        before = file.tell()
        try:
            file.write(line)
            os.fsync(file.fileno())
            if file.tell() != before + len(line):
                _refuse_half_line()
        except OSError:
            # Half a line left by a full disk would cut off every event written after it.
            os.truncate(path, before)
            raise


def read_events(path: Path) -> list[Event]:
    """Return the events up to the first line that is not whole, and cut the file there.

    The tail is kept beside the journal: it may be asked about, but it is never believed.
    """
    if not path.exists():
        return []
    events: list[Event] = []
    good = 0
    content = path.read_bytes()
    for line in content.splitlines(keepends=True):
        event = _parse(line, len(events) + 1)
        if event is None:
            break
        events.append(event)
        good += len(line)
    if good < len(content):
        path.with_suffix(".torn").write_bytes(content[good:])
        os.truncate(path, good)
    return events


def _parse(line: bytes, expected: int) -> Event | None:
    checksum, _, body = line.rstrip(b"\n").partition(b" ")
    if not line.endswith(b"\n") or checksum != f"{zlib.crc32(body):08x}".encode():
        return None
    seq, act, page, value, other = cast("tuple[int, Act, str, int, str]", tuple(json.loads(body)))
    return Event(seq, act, page, value, other) if seq == expected and act in ACTS else None


def _refuse_half_line() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
