"""Backup and restore: one file that holds everything but the key in the clear, proved before it is believed.

A backup is a zip: ``manifest.json`` (what is in it, with SHA-256 of each part), ``store.db``, ``keys.json``, the
settings and the number witness, and the encrypted attachments. It opens with the recovery phrase on any machine.
"""

import errno
import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from app.core.clock import Clock
from app.core.paths import StoreFolder, sync_folder
from app.core.problems import OutsideProblem
from app.models.files import FileVault
from app.models.keys import KeyRing
from app.models.store import Store

RESTORED = "store.restored_from"
"""Desk value: moment (ISO) of the backup this store came from; the sending takes a new incarnation, then removes it."""

FORMAT = 1
_MANIFEST = "manifest.json"
_PIECE = 1 << 20
_DAILY = re.compile(r"motcua-\d{8}\.zip")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds: when it was made, how many attachments, how many bytes the file has."""

    path: Path
    made_at: datetime
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was restored.

    Attributes:
        kept: where the folder that stood there before is now; None where there was none.
        new_incarnation: always: operations sent after the backup was made are not known here any more.
    """

    made_at: datetime
    files: int
    kept: Path | None
    new_incarnation: bool = True


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def backup(
    store: Store, vault: FileVault, target: Path, progress: Progress = _silent, *, with_files: bool = True
) -> BackupReport:
    """Write everything into one file; a file that is there is replaced only when the new one is whole.

    Args:
        store: may go on working meanwhile.
        vault: its attachments are copied as they lie, encrypted.
        target: the zip.
        progress: called with parts done and parts in all.
        with_files: False names the attachments without holding them.

    Raises:
        OutsideProblem: ``backup.disk_full``, ``backup.write_failed``, and those of Store.copy_to().
    """
    copy = target.with_name(target.name + ".db.part")
    part = target.with_name(target.name + ".part")
    made_at = store.clock.now()
    with _writing(target, part, copy):
        target.parent.mkdir(parents=True, exist_ok=True)
        store.copy_to(copy)
        # After the database: what it names was in the vault before it was committed.
        digests = list(vault.digests())
        parts = [("store.db", copy), *_small_parts(store.folder)]
        if with_files:
            parts += [(f"files/{digest}", vault.path(digest)) for digest in digests]
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                sums = {}
                for done, (name, path) in enumerate(parts):
                    progress(done, len(parts))
                    sums[name] = _add(archive, name, path)
                manifest = {"format": FORMAT, "made_at": made_at.isoformat(), "parts": sums, "files": digests}
                archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
        progress(len(parts), len(parts))
    return BackupReport(target, made_at, len(digests), target.stat().st_size)


def verify(source: Path, phrase: str | None = None, clock: Clock | None = None) -> BackupReport:
    """Prove a backup: every part has its digest; with phrase also that it opens and each attachment can be read.

    Raises:
        OutsideProblem: ``backup.unreadable``, ``backup.damaged``, ``backup.newer``, those of Store.open(), FileVault.
        PersonProblem: ``keys.wrong_phrase``, ``keys.phrase_mistyped``.
        ValueError: a phrase without a clock.
    """
    with _reading(source) as (archive, manifest):
        for name, digest in manifest["parts"].items():
            if _sum_of(archive, name) != digest:
                raise OutsideProblem("backup.damaged", part=name)
        report = BackupReport(
            source, datetime.fromisoformat(manifest["made_at"]), len(manifest["files"]), source.stat().st_size
        )
    if phrase is not None:
        if clock is None:
            raise ValueError("opening a store needs a clock")
        staging = source.with_name(source.name + ".verifying")
        try:
            _staged(source, staging, phrase, clock)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return report


def restore(source: Path, folder: StoreFolder, phrase: str, clock: Clock) -> RestoreReport:
    """Put the backup in the place of folder, after proving all of it; what stood there is kept beside it.

    The number witness and the settings of the folder that stood there stay where it was the same store: they are
    younger than the backup. Else the settings of the backup come with it and its witness does not: it lacks every
    number given since, and would be believed to lack none.

    Raises:
        OutsideProblem: those of verify(); ``backup.cannot_replace``; nothing was changed then.
        PersonProblem: ``keys.wrong_phrase``, ``keys.phrase_mistyped``.
    """
    report = verify(source)
    staging = folder.root.with_name(folder.root.name + ".restoring")
    try:
        _staged(source, staging, phrase, clock)
        _take_what_is_younger(folder, StoreFolder(staging))
        kept = _exchanged(folder.root, staging, clock)
    except OSError as error:
        raise OutsideProblem("backup.cannot_replace", path=str(folder.root)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return RestoreReport(report.made_at, report.files, kept)


def _take_what_is_younger(living: StoreFolder, staged: StoreFolder) -> None:
    staged.witness.unlink(missing_ok=True)
    if not _same_store(living, staged):
        return
    for mine, theirs in ((living.witness, staged.witness), (living.settings, staged.settings)):
        if mine.exists():
            shutil.copy2(mine, theirs)


def _same_store(one: StoreFolder, other: StoreFolder) -> bool:
    try:
        return KeyRing(one).store_id == KeyRing(other).store_id
    except OutsideProblem:
        # Nothing there, or its keys are damaged: nothing says that its settings and numbers belong to the backup.
        return False


def daily_backup(store: Store, vault: FileVault, folder: Path, keep: int = 14) -> BackupReport | None:
    """Write today's backup into folder unless it is there, and remove all but the newest keep; None: it was there.

    The database is written whole each day. Attachments never change, so each is kept once in ``folder/files`` (a hard
    link where the disk is the same) for all days together.

    Raises:
        OutsideProblem: those of backup().
    """
    today = folder / f"motcua-{store.clock.now():%Y%m%d}.zip"
    if today.exists():
        return None
    with _writing(today):
        for digest in vault.digests():
            _mirror(vault.path(digest), folder / "files" / digest[:2] / digest)
    report = backup(store, vault, today, with_files=False)
    daily = sorted(path for path in folder.glob("motcua-*.zip") if _DAILY.fullmatch(path.name))
    for old in daily[:-keep]:
        old.unlink()
    return report


def _mirror(source: Path, target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.link(source, target)
    except OSError:
        part = target.with_name(target.name + ".part")
        shutil.copyfile(source, part)
        part.replace(target)


def _small_parts(folder: StoreFolder) -> list[tuple[str, Path]]:
    named = (folder.keys, folder.settings, folder.witness)
    return [(path.name, path) for path in named if path.exists()]


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        for piece in _pieces(source):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def _sum_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as part:
            for piece in _pieces(part):
                digest.update(piece)
    except (zipfile.BadZipFile, KeyError) as error:
        raise OutsideProblem("backup.damaged", part=name) from error
    return digest.hexdigest()


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: source.read(_PIECE), b"")


@contextmanager
def _writing(target: Path, *parts: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "backup.disk_full" if error.errno == errno.ENOSPC else "backup.write_failed"
        raise OutsideProblem(code, path=str(target)) from error
    finally:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def _reading(source: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest["format"] > FORMAT:
                raise OutsideProblem("backup.newer", format=manifest["format"])
            yield archive, manifest
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise OutsideProblem("backup.unreadable", path=str(source)) from error


def _staged(source: Path, staging: Path, phrase: str, clock: Clock) -> None:
    """Unpack into staging, open what is there with the phrase, and read everything once."""
    shutil.rmtree(staging, ignore_errors=True)
    folder = StoreFolder(staging)
    folder.create()
    with _reading(source) as (archive, manifest):
        for name in manifest["parts"]:
            with archive.open(name) as part, _place(folder, name).open("wb") as target:
                shutil.copyfileobj(part, target, _PIECE)
        digests, made_at = list(manifest["files"]), str(manifest["made_at"])
    key = KeyRing(folder).unlock_with_phrase(phrase)
    vault = FileVault(folder.files, key)
    for digest in digests:
        beside = source.parent / "files" / digest[:2] / digest
        if digest not in vault and beside.exists():
            _place(folder, f"files/{digest}")
            shutil.copyfile(beside, vault.path(digest))
        for _piece in vault.pieces(digest):
            continue
    store = Store.open(folder, key, clock)
    try:
        store.check()
        with store.work() as work:
            work.offices.put(RESTORED, made_at.encode())
            work.commit()
    finally:
        store.close()


def _place(folder: StoreFolder, name: str) -> Path:
    known = {path.name: path for path in (folder.database, folder.keys, folder.settings, folder.witness)}
    if name in known:
        return known[name]
    # A name out of a file is never trusted to be a path.
    kind, _, digest = name.partition("/")
    if kind != "files" or not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise OutsideProblem("backup.damaged", part=name)
    path = folder.files / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _exchanged(root: Path, staging: Path, clock: Clock) -> Path | None:
    kept: Path | None = None
    if root.exists():
        kept = root.with_name(f"{root.name}.before-restore-{clock.now():%Y%m%d-%H%M%S}")
        root.rename(kept)
    try:
        staging.rename(root)
    except OSError:
        if kept is not None:
            kept.rename(root)
        raise
    sync_folder(root.parent)
    return kept
