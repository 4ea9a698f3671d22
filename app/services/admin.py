"""What only the Admin workspace asks: the audit chain, the backups there are, test page and test scan."""

import threading
from dataclasses import dataclass
from pathlib import Path

from app.core.problems import OutsideProblem
from app.domain.audit import AuditEntry
from app.domain.permissions import Permission, require
from app.models.backup import BackupReport, verify
from app.printing.forms.trial import trial_page
from app.scanning.device import ScanRequest, Source, problem_of
from app.scanning.devices import scanner
from app.scanning.thumbnails import thumbnail
from app.services.desk import Desk
from app.services.papers import scan_request
from app.services.printing_jobs import queue_for
from app.services.security import Session

_PICTURE = (420, 594)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry with its person's name; the program itself and people gone keep what was written of them."""

    entry: AuditEntry
    who: str


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A daily backup on this disk."""

    path: Path
    size: int


def audit_lines(desk: Desk, session: Session, limit: int = 500) -> tuple[AuditLine, ...]:
    """Return the latest acts, newest first.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_AUDIT)
    with desk.store.read() as work:
        names = {str(account.id): account.full_name for account in work.accounts.all()}
        return tuple(AuditLine(entry, names.get(entry.actor, "")) for entry in work.audit.latest(limit))


def verify_audit(desk: Desk, session: Session) -> int | None:
    """Return the seq of the first broken row of the chain, None where it holds.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_AUDIT)
    with desk.store.read() as work:
        return work.audit.verify()


def daily_backups(desk: Desk, session: Session) -> tuple[BackupFile, ...]:
    """Return the backups the program made by itself, newest first.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.BACKUP)
    found = sorted(desk.folder.backups.glob("motcua-*.zip"), reverse=True)
    return tuple(BackupFile(path, path.stat().st_size) for path in found)


def verify_backup(session: Session, path: Path) -> BackupReport:
    """Prove that every part of a backup is as it was written; reads the file only, never the store.

    Raises:
        PersonProblem: ``permissions.refused``.
        OutsideProblem: ``backup.…``.
    """
    require(session.account, Permission.BACKUP)
    return verify(path)


def read_text(path: Path) -> str:
    """Return a text file of the administrator's choice (catalogue, calendar).

    Raises:
        OutsideProblem: ``admin.file_unreadable``.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutsideProblem("admin.file_unreadable", path=str(path)) from error


def print_trial_page(desk: Desk, session: Session, printer: str) -> str:
    """Print a page with every Vietnamese letter and the margins; blocks. Returns the queue's job id.

    Raises:
        PersonProblem: ``permissions.refused``.
        OutsideProblem: ``printing.…``.
    """
    require(session.account, Permission.CHANGE_DEVICES)
    settings = desk.settings.with_changes(printer=printer)
    queue, uri = queue_for(settings, desk.folder.slips)
    pdf = trial_page(desk.office.name, desk.counter.name, desk.now(), practice=desk.practice)
    return queue.submit(uri, pdf, "trial-page").id


def trial_scan(desk: Desk, session: Session, name: str, cancel: threading.Event) -> bytes:
    """Scan one page with a scanner and return it as a small PNG; nothing is kept. Blocks.

    Raises:
        PersonProblem: ``permissions.refused``, ``scanning.none_chosen``, ``scanning.bad_address``.
        OutsideProblem: ``scanning.…``.
    """
    require(session.account, Permission.CHANGE_DEVICES)
    device, pages = scanner(name), list[bytes]()
    wanted = scan_request(device, desk.settings)
    pages_wanted = 0 if wanted.source is Source.FLATBED else 1
    outcome = device.scan(
        ScanRequest(dpi=wanted.dpi, colour=wanted.colour, source=wanted.source, max_pages=pages_wanted),
        pages.append,
        cancel,
    )
    problem = problem_of(outcome)
    if problem is not None:
        raise problem
    return thumbnail(pages[0], 0, _PICTURE) if pages else b""
