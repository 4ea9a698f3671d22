"""A folder that copiers and other programs put scans into. Looked at by the clock: watching only tells beginnings."""

from dataclasses import dataclass
from pathlib import Path

from app.core.problems import OutsideProblem, PersonProblem
from app.scanning.incoming import IncomingPage, read_file

_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")
_Look = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is whole.

    Attributes:
        pages: what to put into a spool; empty where problem says why not.
        problem: told once for each content; the file stays where it is.
    """

    path: Path
    pages: tuple[IncomingPage, ...]
    problem: PersonProblem | OutsideProblem | None = None


class HotFolder:
    """Finds finished files: unchanged at two looks in a row, and they open. Subfolders and hidden files are left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, _Look] = {}
        self._handed_over: dict[Path, _Look] = {}

    def look(self) -> tuple[Arrival, ...]:
        """Return the files that became whole since the last look, oldest first; call it every two seconds.

        Raises:
            OutsideProblem: ``scanning.folder_unreadable`` when the folder is gone (a network share, say).
        """
        try:
            present = {path: found for path in self._folder.iterdir() if (found := _look_at(path)) is not None}
        except OSError as error:
            raise OutsideProblem("scanning.folder_unreadable", folder=str(self._folder)) from error
        settled = [
            path
            for path, found in present.items()
            if self._seen.get(path) == found and self._handed_over.get(path) != found
        ]
        self._seen = present
        self._handed_over = {path: found for path, found in self._handed_over.items() if path in present}
        return tuple(self._open(path) for path in sorted(settled, key=lambda path: (present[path][1], path.name)))

    def taken(self, path: Path) -> None:
        """Remove a file whose pages are safe in a spool: papers of citizens must not lie about in a shared folder.

        Raises:
            OutsideProblem: ``scanning.folder_unreadable`` when it cannot be removed.
        """
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutsideProblem("scanning.folder_unreadable", folder=str(self._folder)) from error

    def _open(self, path: Path) -> Arrival:
        self._handed_over[path] = self._seen[path]
        try:
            return Arrival(path, read_file(path))
        except (PersonProblem, OutsideProblem) as problem:
            return Arrival(path, (), problem)


def _look_at(path: Path) -> _Look | None:
    """Return size and time of change; None for what is no finished file."""
    if path.name.startswith((".", "~")) or path.suffix.lower() in _UNFINISHED:
        return None
    try:
        about = path.stat()
    except FileNotFoundError:
        # Renamed or taken away between listing and looking.
        return None
    return (about.st_size, about.st_mtime_ns) if path.is_file() and about.st_size else None
