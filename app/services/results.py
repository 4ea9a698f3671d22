"""Writing down that a result exists: a signed file into the vault, or a paper with its number, day and signer."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from app.core.problems import PersonProblem
from app.domain.dossiers import Dossier, Status
from app.domain.lifecycle import Act
from app.domain.permissions import Permission, require
from app.domain.results import Result
from app.models.files import FileRef
from app.models.store import Work
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.moves import TOUCHED, Detail, Happening, Move, Moved, Seen, load, perform, tell
from app.services.security import Session
from app.services.undoing import RESULT

RECORDED = "dossier.result_recorded"


@dataclass(frozen=True, slots=True)
class ResultText:
    """A result as the clerk writes it down; every part may be empty.

    Attributes:
        code: type code; empty: the procedure's own, where it has one.
        negative: a written refusal instead of what was asked for.
        file: the signed PDF of an electronic result; None: a paper.
    """

    number: str = ""
    issued_on: date | None = None
    signer: str = ""
    code: str = ""
    title: str = ""
    negative: bool = False
    file: Path | None = None


def record_result(desk: Desk, session: Session, seen: Seen, text: ResultText) -> Changes:
    """Write a result down; a dossier that is still in work is finished by it.

    Raises:
        PersonProblem: ``permissions.refused``, ``life.not_now``, ``life.changed_meanwhile``,
            ``returning.result_code_unknown``, ``returning.not_a_pdf``.
        OutsideProblem: ``files.…`` where the file cannot be kept.
    """
    require(session.account, Permission.RECORD_PROGRESS)
    file = keep_file(desk, text)
    with desk.store.work() as work:
        record(desk, work, session, seen, text, file)
        work.commit()
    return Changes(TOUCHED, frozenset({seen.dossier_id}))


def keep_file(desk: Desk, text: ResultText) -> FileRef | None:
    """Put the signed file into the vault, before any transaction: what is there unneeded harms nobody."""
    if text.file is None:
        return None
    with text.file.open("rb") as file:
        if not file.read(5).startswith(b"%PDF"):
            raise PersonProblem("returning.not_a_pdf")
    return desk.vault.put(text.file)


def record(
    desk: Desk, work: Work, session: Session, seen: Seen, text: ResultText, file: FileRef | None = None
) -> Moved | None:
    """As record_result, within a larger transaction; return what finishing made of the dossier, None where it was."""
    dossier = load(work, seen)
    result = _result(desk, work, session, dossier, text, file)
    detail: Detail = {
        RESULT: str(result.id), "title": result.title, "result_code": result.code, "number": result.number,
        "result_file": result.file_digest, "negative": result.negative,
    }  # fmt: skip
    moved = None
    if dossier.status is Status.DONE:
        require(session.account, Permission.RECORD_PROGRESS)
        tell(desk, work, session, dossier, Happening(RECORDED, dossier.status, desk.now(), "", detail))
    else:
        moved = perform(desk, work, session, seen, Move(Act.FINISH, detail=detail, holder=""))
    work.results.add(result)
    if file is not None:
        work.files_out.add(dossier.id, file.digest, file.size)
    return moved


def codes_of(work: Work, dossier: Dossier) -> tuple[str, ...]:
    """Return the type codes of what the dossier's procedure results in."""
    version = work.procedures.version(dossier.procedure_code, dossier.procedure_version)
    return version.result_codes if version else ()


def _result(
    desk: Desk, work: Work, session: Session, dossier: Dossier, text: ResultText, file: FileRef | None
) -> Result:
    codes, code = codes_of(work, dossier), text.code.strip()
    if code and codes and code not in codes:
        raise PersonProblem("returning.result_code_unknown", code=code, codes=", ".join(codes))
    result_id: UUID = desk.ids.new()
    return Result(
        id=result_id,
        dossier_id=dossier.id,
        title=text.title.strip() or dossier.content,
        code=code or next(iter(codes), ""),
        number=text.number.strip(),
        issued_on=text.issued_on,
        signer=text.signer.strip(),
        electronic=file is not None,
        negative=text.negative,
        file_digest=file.digest if file else "",
        file_size=file.size if file else 0,
        recorded_at=desk.now(),
        recorded_by=session.account.full_name,
    )
