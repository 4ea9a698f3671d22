"""The register of dossiers (form 07): of any days, by field and resolving office; looked at, printed, saved.

It is kept by the machine as the decree asks ("sổ điện tử không phải in"): the rows are read from the records at the
moment they are wanted. A printed register is frozen as every form is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from app.core.paths import write_durably
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.dossiers import ReturnPlace
from app.domain.periods import Period
from app.domain.permissions import Permission, require
from app.models.report_rows import RegisterRow
from app.models.reports import Chosen
from app.models.store import Work
from app.printing.forms.filling import Marks
from app.printing.forms.register import RegisterData, RegisterEntry, render_register
from app.services.desk import Desk
from app.services.issuing import About, issue, letterhead
from app.services.paging import PAGE, Report, all_pages, on_and_on
from app.services.security import Session
from app.services.sync_desk import Lane, here

PART: Final = 400
"""Rows of one printed part: what a printer takes at once, and a person can look through."""
ALL_FIELDS: Final = "Tất cả lĩnh vực"
# What a form says is Vietnamese in every language of the screen.
_WAYS: Final = {
    ReturnPlace.COUNTER: "Trực tiếp",
    ReturnPlace.OTHER_OFFICE: "Tại nơi khác",
    ReturnPlace.POST: "Bưu chính",
}


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """Which register.

    Attributes:
        field: only of this field; empty: of all.
        unit: only of this resolving office as the records name it, "" is this office itself; None: of all.
    """

    period: Period
    field: str = ""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """What was asked for, and the rows, first received first."""

    query: RegisterQuery
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """By what a period's register can be narrowed: how many dossiers of each field and resolving office."""

    fields: dict[str, int]
    units: dict[str, int]


def choices(desk: Desk, session: Session, period: Period) -> Choices:
    """Return the fields and resolving offices of a period's dossiers.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_REPORTS)
    chosen = Chosen(period.begin, period.end)
    with desk.store.read() as work:
        by_code = work.reports.procedures_of(chosen)
        fields: dict[str, int] = {}
        for code, count in by_code.items():
            name = field_of(work, code, period.last)
            fields[name] = fields.get(name, 0) + count
        return Choices(dict(sorted(fields.items())), work.reports.units_of(chosen))


def register(
    desk: Desk, session: Session, query: RegisterQuery, lane: Lane = here, report: Report = on_and_on
) -> Register:
    """Return the whole register, read page by page: other work of the store goes on in between.

    Raises:
        PersonProblem: ``permissions.refused``; ``reports.stopped`` where report said so.
    """
    require(session.account, Permission.SEE_REPORTS)

    def begin() -> tuple[Chosen, int]:
        with desk.store.read() as work:
            chosen = chosen_by(work, query)
            return chosen, work.reports.count(chosen)

    chosen, total = lane(begin)

    def page(last: RegisterRow | None) -> tuple[RegisterRow, ...]:
        with desk.store.read() as work:
            return work.reports.register(chosen, last.cursor if last else None, PAGE)

    return Register(query, all_pages(page, total, lane, report))


def print_register(desk: Desk, session: Session, found: Register) -> tuple[UUID, ...]:
    """Issue the register, in parts where it is long; return the prints that are owed.

    Raises:
        PersonProblem: ``permissions.refused``; ``reports.register_empty``.
    """
    require(session.account, Permission.SEE_REPORTS)
    require(session.account, Permission.PRINT_SLIP)
    if not found.rows:
        raise PersonProblem("reports.register_empty")
    with desk.store.work() as work:
        issued = [issue(desk, work, session, data, About()) for data in parts(desk, found)]
        desk.audit(
            work, session.account, "register.printed", str(issued[0].form.id),
            first=found.query.period.first.isoformat(), last=found.query.period.last.isoformat(), rows=len(found.rows),
        )  # fmt: skip
        work.commit()
    return tuple(one.print_id for one in issued if one.print_id is not None)


def parts(desk: Desk, found: Register) -> tuple[RegisterData, ...]:
    """Return the register as its printed parts say it, numbered on from part to part; none where there are no rows."""
    rows = found.rows
    begins = range(0, len(rows), PART)
    said = [data_of(desk, found.query, rows[at : at + PART], at + 1) for at in begins]
    if len(said) < 2:
        return tuple(said)
    return tuple(
        replace(data, volume=f"{data.volume} (phần {place}/{len(said)})") for place, data in enumerate(said, 1)
    )


def data_of(desk: Desk, query: RegisterQuery, rows: Sequence[RegisterRow], first_serial: int = 1) -> RegisterData:
    """Return the register as the form says it."""
    office = desk.office.name
    return RegisterData(
        head=letterhead(desk),
        field_name=query.field or ALL_FIELDS,
        volume=f"{desk.counter.ordinal:02}/{query.period.first.year}",
        entries=tuple(_entry(row, no, office) for no, row in enumerate(rows, first_serial)),
        first=query.period.first,
        last=query.period.last,
    )


def draw(desk: Desk, found: Register, most: int | None = None) -> bytes:
    """Return the register as PDF, not issued: for looking at it and for saving. Takes long: for the pool.

    Args:
        desk: nothing of its store is used.
        found: the register.
        most: how many rows are drawn; None: all.

    Raises:
        PersonProblem: ``printing.…`` where a letter or number cannot be printed.
    """
    data = data_of(desk, found.query, found.rows[:most])
    return render_register(replace(data, marks=Marks(practice=desk.practice)), desk.settings.slip_form, "A4")


def save_register(desk: Desk, session: Session, found: Register, target: Path) -> Path:
    """Save the whole register as a PDF file.

    Raises:
        PersonProblem: ``permissions.refused``, as draw().
        OutsideProblem: ``slips.not_saved`` where the file cannot be written.
    """
    require(session.account, Permission.SEE_REPORTS)
    pdf = draw(desk, found)
    try:
        write_durably(target, pdf)
    except OSError as error:
        raise OutsideProblem("slips.not_saved", path=str(target)) from error
    return target


def chosen_by(work: Work, query: RegisterQuery) -> Chosen:
    """Return what a question means to the store."""
    everything = Chosen(query.period.begin, query.period.end)
    codes: frozenset[str] | None = None
    if query.field:
        known = work.reports.procedures_of(everything)
        codes = frozenset(code for code in known if field_of(work, code, query.period.last) == query.field)
    return Chosen(query.period.begin, query.period.end, codes, query.unit)


def field_of(work: Work, code: str, on: date) -> str:
    """Return the field of a procedure on a day, else as it was known last; empty where the catalogue has no such."""
    version = work.procedures.current(code, on)
    if version is None:
        version = work.procedures.version(code, work.procedures.latest_version(code))
    return version.field if version else ""


def return_way(row: RegisterRow) -> str:
    """Return how the result is collected, as the register says it."""
    return _WAYS[row.return_place]


def applicant(row: RegisterRow) -> str:
    """Return whose dossier it is, with who speaks for an organisation."""
    return row.applicant + (f" (người đại diện: {row.representative})" if row.representative else "")


def _entry(row: RegisterRow, no: int, office: str) -> RegisterEntry:
    return RegisterEntry(
        number=row.number,
        procedure=row.procedure_name,
        applicant=applicant(row),
        serial=str(no),
        address=row.address or row.card_address,
        phone=row.phone,
        resolving_office=row.resolving_unit or office,
        sets=row.sets,
        received_at=row.received_at,
        appointment=row.appointment,
        returned_at=row.returned_at,
        return_way=return_way(row),
        signed=row.collector,
        note=row.note,
    )
