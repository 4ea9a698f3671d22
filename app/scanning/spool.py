"""Pages on disk the moment they arrive, per draft and paper, with a journal that survives a kill or a power cut.

A page is written beside its final name, synced, renamed and only then entered in the journal. A page that is whole but
not yet in the journal (killed in between) is entered at the next opening; half a page or half a line is swept away.
"""

import hashlib
import json
import re
import threading
from pathlib import Path

from app.core.paths import sync_folder, write_durably
from app.core.problems import OutsideProblem
from app.scanning.journal import Act, Event, PageFile, history, play
from app.scanning.journal_file import append_event, read_events, spool_errors
from app.scanning.sealing import PLAIN, Sealing

_JOURNAL = "journal.jsonl"
_PAGE_NAME = re.compile(r"\d{6}\.page")


class PageSpool:
    """The pages of one paper of one draft. Safe to use from several threads of one process."""

    def __init__(self, folder: Path, sealing: Sealing = PLAIN) -> None:
        self._folder = folder
        self._sealing = sealing
        self._lock = threading.RLock()
        with spool_errors():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(folder.parent)
            self._events = read_events(folder / _JOURNAL)
            self._sweep()

    @property
    def folder(self) -> Path:
        """Where the pages lie."""
        return self._folder

    def pages(self) -> tuple[PageFile, ...]:
        """Return the pages in their order, deleted ones left out."""
        with self._lock:
            return play(self._events)

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(history(self._events).done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to put back."""
        return bool(history(self._events).undone)

    def add(self, data: bytes, place: int = -1) -> PageFile:
        """Keep a page; durable when this returns.

        Args:
            data: an image file or a PDF, kept byte for byte.
            place: index in the present order; −1: at the end.

        Raises:
            OutsideProblem: ``scanning.spool_unwritable`` when the disk is full or fails; the page was not kept.
        """
        with self._lock:
            page = self._store(data)
            self._record("add", page, place)
            return PageFile(page)

    def replace(self, page: str, data: bytes) -> PageFile:
        """Put a new page (scanned again) in the place of an old one; undoable.

        Raises:
            KeyError: page is not among the present pages.
            OutsideProblem: ``scanning.spool_unwritable``.
        """
        with self._lock:
            self._require(page)
            new = self._store(data)
            self._record("replace", page, other=new)
            return PageFile(new)

    def rotate(self, page: str, degrees: int) -> None:
        """Turn a page by degrees clockwise, a multiple of 90 (negative: anticlockwise).

        Raises:
            KeyError: page is not among the present pages.
        """
        if degrees % 90:
            raise ValueError("pages are turned by right angles")
        with self._lock:
            self._require(page)
            self._record("rotate", page, degrees)

    def delete(self, page: str) -> None:
        """Take a page out of the paper; its file stays until the draft is discarded, so that undo has something."""
        with self._lock:
            self._require(page)
            self._record("delete", page)

    def move(self, page: str, place: int) -> None:
        """Put a page at index place, counted without the page itself; −1 or beyond the end: last."""
        with self._lock:
            self._require(page)
            self._record("move", page, place)

    def undo(self) -> bool:
        """Take back the latest edit; False where there is none."""
        with self._lock:
            if not self.can_undo:
                return False
            self._record("undo")
            return True

    def redo(self) -> bool:
        """Put back the edit that was undone last; False where there is none."""
        with self._lock:
            if not self.can_redo:
                return False
            self._record("redo")
            return True

    def read(self, page: str) -> bytes:
        """Return the bytes of a page, deleted ones included.

        Raises:
            OutsideProblem: ``scanning.page_unreadable`` when the file is gone, damaged or sealed with another key.
        """
        try:
            sealed = (self._folder / page).read_bytes()
            return self._sealing.unseal(sealed, self._context(page))
        except (OSError, ValueError) as error:
            raise OutsideProblem("scanning.page_unreadable", page=page) from error

    def digest(self) -> str:
        """Return a SHA-256 over the present pages, order and rotations: equal exactly when the paper is unchanged."""
        summary = json.dumps([[held.page, held.rotation] for held in self.pages()])
        return hashlib.sha256(summary.encode()).hexdigest()

    def _require(self, page: str) -> None:
        if all(held.page != page for held in self.pages()):
            raise KeyError(page)

    def _context(self, page: str) -> bytes:
        # Draft and paper are part of the context: a page file copied to another draft does not open there.
        return "/".join((*self._folder.parts[-2:], page)).encode()

    def _store(self, data: bytes) -> str:
        numbers = [int(path.stem) for path in self._folder.glob("*.page")]
        page = f"{max(numbers, default=0) + 1:06d}.page"
        with spool_errors():
            write_durably(self._folder / page, self._sealing.seal(data, self._context(page)))
        return page

    def _record(self, act: Act, page: str = "", value: int = 0, other: str = "") -> None:
        event = Event(len(self._events) + 1, act, page, value, other)
        path = self._folder / _JOURNAL
        with spool_errors():
            is_new = not path.exists()
            append_event(path, event)
            if is_new:
                sync_folder(self._folder)
        self._events.append(event)

    def _sweep(self) -> None:
        for half in self._folder.glob("*.part"):
            half.unlink()
        known = {name for event in self._events for name in (event.page, event.other)}
        for path in sorted(self._folder.glob("*.page")):
            if _PAGE_NAME.fullmatch(path.name) and path.name not in known:
                self._record("add", path.name, -1)
