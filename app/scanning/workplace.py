"""A private folder for pages on their way from a driver to the spool, in memory where the system offers that."""

import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - a fresh private folder is made inside it


def private_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a new folder only this user can read, removed when closed.

    Drivers write pages in the clear. Where there is a memory file system they never reach the disk that way.
    """
    parent = str(_MEMORY) if _MEMORY.is_dir() else None
    return tempfile.TemporaryDirectory(prefix="motcua-scan-", dir=parent, ignore_cleanup_errors=True)
