"""All spools of a store: what a restart finds again, and what goes when a draft is done."""

import shutil
import threading
from pathlib import Path
from uuid import UUID

from app.core.paths import sync_folder
from app.scanning.journal_file import spool_errors
from app.scanning.sealing import PLAIN, Sealing
from app.scanning.spool import PageSpool


class PaperSpools:
    """All spools of a store: one folder a draft, one folder a paper within it."""

    def __init__(self, root: Path, sealing: Sealing = PLAIN) -> None:
        self._root = root
        self._sealing = sealing
        self._open: dict[tuple[UUID, int], PageSpool] = {}
        self._lock = threading.Lock()

    def paper(self, draft: UUID, ordinal: int) -> PageSpool:
        """Return the one spool of a paper, made at first use."""
        with self._lock:
            key = (draft, ordinal)
            if key not in self._open:
                self._open[key] = PageSpool(self._root / str(draft) / str(ordinal), self._sealing)
            return self._open[key]

    def papers(self, draft: UUID) -> tuple[int, ...]:
        """Return the ordinals of the papers of a draft that have a spool, ascending."""
        folder = self._root / str(draft)
        if not folder.is_dir():
            return ()
        return tuple(sorted(int(child.name) for child in folder.iterdir() if child.name.isdecimal()))

    def drafts(self) -> tuple[UUID, ...]:
        """Return the drafts that have pages on disk: what a restart has to offer again."""
        if not self._root.is_dir():
            return ()
        return tuple(sorted(UUID(child.name) for child in self._root.iterdir() if _is_uuid(child.name)))

    def discard(self, draft: UUID) -> None:
        """Remove the pages of a draft, after its papers are attached for good or the clerk has given it up."""
        with self._lock, spool_errors():
            for key in [key for key in self._open if key[0] == draft]:
                del self._open[key]
            folder = self._root / str(draft)
            if folder.exists():
                shutil.rmtree(folder)
                sync_folder(self._root)


def _is_uuid(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
