"""Writing down that a result exists: a signed file into the vault, or a paper with its number, day and signer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, Status
from app.domain.lifecycle import Act
from app.domain.permissions import Permission, require
from app.domain.result_rules import Demand, Demanded
from app.domain.results import Result
from app.domain.signatures import Seal
from app.models.files import FileRef
from app.models.store import Work
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.moves import TOUCHED, Detail, Happening, Move, Moved, Seen, load, perform, tell
from app.services.reference import result_rules
from app.services.result_files import ResultFile, read_file
from app.services.security import Session
from app.services.undoing import RESULT

RECORDED = "dossier.result_recorded"


@dataclass(frozen=True, slots=True)
class ResultText:
    """A result as the clerk writes it down; every part may be empty.

    Attributes:
        signer: empty: whoever signed the file.
        code: type code; empty: the procedure's own, where it has one.
        negative: a written refusal instead of what was asked for.
        file: the PDF or XML of an electronic result, or a copy of the paper; None: the paper alone.
    """

    number: str = ""
    issued_on: date | None = None
    signer: str = ""
    code: str = ""
    title: str = ""
    negative: bool = False
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A result's file and where the vault has it."""

    ref: FileRef
    file: ResultFile


def usual_title(content: str) -> str:
    """Return what the result of a dossier about content is called where nobody says more of it."""
    return f"Kết quả: {content}"


def record_result(desk: Desk, session: Session, seen: Seen, text: ResultText) -> Changes:
    """Write a result down; a dossier that is still in work is finished by it.

    Raises:
        PersonProblem: ``permissions.refused``, ``life.not_now``, ``life.changed_meanwhile``,
            ``returning.result_code_unknown``, ``results.…`` about code and file.
        OutsideProblem: ``files.…`` where the file cannot be kept, ``results.file_unreadable``.
    """
    require(session.account, Permission.RECORD_PROGRESS)
    file = keep_file(desk, text)
    with desk.store.work() as work:
        record(desk, work, session, seen, text, file)
        work.commit()
    return Changes(TOUCHED, frozenset({seen.dossier_id}))


def keep_file(desk: Desk, text: ResultText) -> KeptFile | None:
    """Put the file into the vault, before any transaction: what is there unneeded harms nobody."""
    if text.file is None:
        return None
    file = read_file(text.file)
    return KeptFile(desk.vault.put(file.data), file)


def record(
    desk: Desk,
    work: Work,
    session: Session,
    seen: Seen,
    text: ResultText,
    file: KeptFile | None = None,
    *,
    here: bool = True,
) -> Moved | None:
    """As record_result, within a larger transaction.

    Args:
        desk: the open desk.
        work: the transaction; the caller commits.
        session: who writes it down.
        seen: the dossier.
        text: the result.
        file: from keep_file.
        here: its folder is at this counter; else it stays where it was.

    Returns:
        What finishing made of the dossier; None where it was finished before.
    """
    dossier = load(work, seen)
    result = _result(desk, work, session, dossier, text, file)
    moved = None
    if dossier.status is Status.DONE:
        require(session.account, Permission.RECORD_PROGRESS)
        tell(desk, work, session, dossier, Happening(RECORDED, dossier.status, desk.now(), "", told_of(result)))
    else:
        move = Move(Act.FINISH, detail=told_of(result), holder="" if here else None)
        moved = perform(desk, work, session, seen, move)
    work.results.add(result)
    if file is not None:
        work.files_out.add(dossier.id, file.ref.digest, file.ref.size)
    return moved


def told_of(result: Result) -> Detail:
    """Return what history and the province are told of a result; the file itself follows by its digest."""
    detail: dict[str, str | int | bool | None] = {
        RESULT: str(result.id), "title": result.title, "result_code": result.code, "number": result.number,
        "result_file": result.file_digest, "negative": result.negative,
    }  # fmt: skip
    if result.file_kind is not None:
        detail |= {
            "file_kind": result.file_kind.value,
            "file_size": result.file_size,
            "electronic": result.electronic,
            "integrity": result.integrity.value,
            "signed_by": result.signed_by,
            "signed_at": result.signed_at.isoformat() if result.signed_at else None,
        }
    return detail


def codes_of(work: Work, dossier: Dossier) -> tuple[str, ...]:
    """Return the type codes of what the dossier's procedure results in."""
    version = work.procedures.version(dossier.procedure_code, dossier.procedure_version)
    return version.result_codes if version else ()


def demanded_of(dossier: Dossier) -> Demanded:
    """Return whether the result of a dossier has to exist as a signed file."""
    return result_rules().demanded(dossier.received_at.date(), dossier.procedure_code, dossier.channel)


def lacking(dossier: Dossier, results: Sequence[Result]) -> Demanded | None:
    """Return the demand that a finished dossier does not meet: no result is a signed file; None where all is well."""
    demanded = demanded_of(dossier)
    over = dossier.status in {Status.DONE, Status.RETURNED}
    met = demanded.demand is not Demand.REQUIRED or any(one.electronic for one in results)
    return demanded if over and not met else None


def _result(
    desk: Desk, work: Work, session: Session, dossier: Dossier, text: ResultText, file: KeptFile | None
) -> Result:
    codes, code = codes_of(work, dossier), text.code.strip()
    if code:
        result_rules().check_code(code, desk.now().date())
    if code and codes and code not in codes:
        raise PersonProblem("returning.result_code_unknown", code=code, codes=", ".join(codes))
    if file is not None:
        _refuse_file(work, dossier, file)
    seal = file.file.seal if file else Seal()
    result_id: UUID = desk.ids.new()
    return Result(
        id=result_id,
        dossier_id=dossier.id,
        title=text.title.strip() or dossier.content,
        code=code or next(iter(codes), ""),
        number=text.number.strip(),
        issued_on=text.issued_on,
        signer=text.signer.strip() or seal.signer,
        electronic=seal.integrity.signed,
        negative=text.negative,
        file_digest=file.ref.digest if file else "",
        file_size=file.ref.size if file else 0,
        recorded_at=desk.now(),
        recorded_by=session.account.full_name,
        file_kind=file.file.kind if file else None,
        integrity=seal.integrity,
        signed_by=seal.signer,
        signed_at=seal.signed_at,
    )


def _refuse_file(work: Work, dossier: Dossier, file: KeptFile) -> None:
    """Refuse a file that the dossier has already, or that is not signed where it has to be."""
    if any(one.file_digest == file.ref.digest for one in work.results.of(dossier.id)):
        raise PersonProblem("results.same_file", name=file.file.name)
    demanded = demanded_of(dossier)
    if demanded.demand is Demand.REQUIRED and not file.file.seal.integrity.signed:
        raise PersonProblem("results.must_be_signed", basis=demanded.legal_basis)
