"""Backups: on demand, daily by itself, and back again."""

from collections.abc import Callable
from pathlib import Path

from app.core.clock import Clock
from app.core.paths import StoreFolder
from app.domain.permissions import Permission, require
from app.models.backup import BackupReport, RestoreReport, backup, daily_backup, restore, verify
from app.services.desk import Desk
from app.services.opening import open_desk
from app.services.security import Session
from app.services.sync_desk import Lane, here

Progress = Callable[[int, int], None]


def back_up(
    desk: Desk,
    session: Session,
    target: Path,
    progress: Progress = lambda _done, _total: None,
    lane: Lane = here,
) -> BackupReport:
    """Write everything into one file and prove it. May run beside the store's own lane; progress may raise to stop it.

    Raises:
        PersonProblem: ``permissions.refused``.
        OutsideProblem: ``backup.…``.
    """
    require(session.account, Permission.BACKUP)
    report = backup(desk.store, desk.vault, target, progress)
    verify(target)

    def note() -> None:
        with desk.store.work() as work:
            desk.audit(work, session.account, "backup.made", target.name, files=report.files)
            work.commit()

    lane(note)
    return report


def back_up_daily(desk: Desk) -> BackupReport | None:
    """Make today's backup unless it is there; the program does this by itself and asks nobody."""
    return daily_backup(desk.store, desk.vault, desk.folder.backups)


def restore_backup(source: Path, folder: StoreFolder, phrase: str, clock: Clock) -> tuple[RestoreReport, Desk]:
    """Put a backup in the place of a store and open it as a new incarnation.

    The recovery phrase is the permission: nobody is signed in before a store is open. What stood there is kept beside.
    Numbers of today come from the witnesses that survived, or paper carries provisional codes until tomorrow.

    Raises:
        PersonProblem: ``keys.wrong_phrase``, ``keys.phrase_mistyped``.
        OutsideProblem: ``backup.…``, ``store.…``.
    """
    report = restore(source, folder, phrase, clock)
    return report, open_desk(folder, clock, phrase=phrase)
