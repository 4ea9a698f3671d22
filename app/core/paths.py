"""Where a store keeps its files. One folder is one store; nothing is written outside it."""

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"


def default_root() -> Path:
    """Return the folder for this person's stores: ``MOTCUA_HOME``, else the place the system keeps program data."""
    named = os.environ.get("MOTCUA_HOME")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "MotCua"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "motcua"


@dataclass(frozen=True)
class StoreFolder:
    """The layout of one store's folder."""

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "store.db"

    @property
    def keys(self) -> Path:
        """The wrapped database key; useless without the recovery phrase or the system's key store."""
        return self.root / "keys.json"

    @property
    def settings(self) -> Path:
        """Settings of this desk that must be readable before the store is open."""
        return self.root / "settings.json"

    @property
    def files(self) -> Path:
        """Attachments by digest, encrypted."""
        return self.root / "files"

    @property
    def spool(self) -> Path:
        """Pages that have been scanned and are not yet attached to a received dossier."""
        return self.root / "spool"

    @property
    def witness(self) -> Path:
        """The side file with the highest number given per counter and day."""
        return self.root / "numbers.witness"

    @property
    def backups(self) -> Path:
        """Automatic daily backups."""
        return self.root / "backups"

    @property
    def slips(self) -> Path:
        """Slips as they were sent to the printer."""
        return self.root / "slips"

    @property
    def logs(self) -> Path:
        """Log files, personal data masked."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one running program that owns this store; beside the folder, which may be put in place whole."""
        return self.root.with_name(self.root.name + ".lock")

    def create(self) -> None:
        """Make the folders; only the owner may read them where the system can say so."""
        for folder in (self.root, self.files, self.spool, self.backups, self.slips, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def write_durably(path: Path, data: bytes) -> None:
    """Replace path by data so that after a power cut either the old or the new content is there, whole."""
    temporary = path.with_name(path.name + ".part")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames inside folder durable. Windows has no such call and orders renames itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)
