"""Taking a list out of the program as an Excel file: allowed by role, written into the audit chain before it is out."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.core.paths import write_durably
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.permissions import Permission, require
from app.services.desk import Desk
from app.services.security import Session
from app.services.sync_desk import Lane, here
from app.sheets.workbook import MOST_ROWS, SheetData, workbook

EXPORTED = "list.exported"


@dataclass(frozen=True, slots=True)
class Exported:
    """A list that lies in a file now."""

    path: Path
    rows: int


def export(desk: Desk, session: Session, data: SheetData, target: Path, lane: Lane = here) -> Exported:
    """Write a list as an Excel workbook. The chain names it, with its digest, before the file is there.

    Args:
        desk: its store is used through lane only.
        session: who takes it out.
        data: the list.
        target: where it goes; what lies there is replaced whole.
        lane: runs something where the store may be used.

    Raises:
        PersonProblem: ``permissions.refused``; ``exporting.too_many`` where a workbook cannot hold it.
        OutsideProblem: ``exporting.not_saved`` where the file cannot be written: open in Excel, disk full.
    """
    require(session.account, Permission.EXPORT)
    if len(data.rows) > MOST_ROWS:
        raise PersonProblem("exporting.too_many", count=len(data.rows), most=MOST_ROWS)
    book = workbook(data, session.account.full_name)

    def note() -> None:
        with desk.store.work() as work:
            desk.audit(
                work, session.account, EXPORTED, data.name,
                title=" – ".join(data.titles[:2]), rows=len(data.rows), file=target.name,
                sha256=hashlib.sha256(book).hexdigest(),
            )  # fmt: skip
            work.commit()

    lane(note)
    try:
        write_durably(target, book)
    except OSError as error:
        raise OutsideProblem("exporting.not_saved", path=str(target)) from error
    return Exported(target, len(data.rows))
