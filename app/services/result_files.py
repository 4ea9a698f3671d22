"""The file of an electronic result: read once, looked at, and kept as it was looked at."""

from dataclasses import dataclass
from pathlib import Path

from app.core.paths import write_durably
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.permissions import Permission, require
from app.domain.signatures import FileKind, Integrity, Seal, seal_of
from app.services.desk import Desk
from app.services.security import Session
from app.signing.pdf_file import LockedPdfError, NoPdfError, pdf_signatures
from app.signing.xml_file import NoXmlError, xml_signatures

LARGEST = 64 << 20
"""Bytes; a result is some pages, not a film."""


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A file that may become a result.

    Attributes:
        data: the bytes that were looked at; these are kept, whatever happens to the file meanwhile.
    """

    name: str
    data: bytes
    kind: FileKind
    seal: Seal


def look_at_file(session: Session, path: Path) -> ResultFile:
    """Return a file with what its signatures say; nothing is kept.

    Raises:
        PersonProblem: ``permissions.refused``; as read_file.
        OutsideProblem: ``results.file_unreadable``.
    """
    require(session.account, Permission.RECORD_PROGRESS)
    return read_file(path)


def read_file(path: Path) -> ResultFile:
    """Return a file as a result would be kept.

    Raises:
        PersonProblem: ``results.file_empty``, ``results.file_too_large``, ``results.file_kind``,
            ``results.file_broken``, ``results.file_locked``, ``results.changed_after_signing``.
        OutsideProblem: ``results.file_unreadable``.
    """
    name = path.name
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise OutsideProblem("results.file_unreadable", name=name) from error
    if not data:
        raise PersonProblem("results.file_empty", name=name)
    if len(data) > LARGEST:
        raise PersonProblem("results.file_too_large", name=name, megabytes=LARGEST >> 20)
    found = _examined(name, data)
    if found.seal.integrity is Integrity.CHANGED:
        raise PersonProblem("results.changed_after_signing", name=name)
    return found


def _examined(name: str, data: bytes) -> ResultFile:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if start.startswith(b"%PDF"):
            return ResultFile(name, data, FileKind.PDF, seal_of(pdf_signatures(data)))
        if start.startswith(b"<"):
            return ResultFile(name, data, FileKind.XML, seal_of(xml_signatures(data)))
    except LockedPdfError as error:
        raise PersonProblem("results.file_locked", name=name) from error
    except (NoPdfError, NoXmlError) as error:
        raise PersonProblem("results.file_broken", name=name) from error
    raise PersonProblem("results.file_kind", name=name)


def save_result_file(desk: Desk, session: Session, digest: str, target: Path) -> None:
    """Write the file of a result where the person wants it, byte for byte as it was signed.

    Raises:
        PersonProblem: ``permissions.refused``.
        OutsideProblem: ``files.…`` where the vault has it not; ``results.not_saved``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    data = desk.vault.read(digest)
    try:
        write_durably(target, data)
    except OSError as error:
        raise OutsideProblem("results.not_saved", name=target.name) from error
