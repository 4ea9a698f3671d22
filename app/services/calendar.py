"""The working calendar as data: replacing it without a release, and whom a change touches."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from app.core.clock import VIETNAM
from app.domain.calendar_data import calendar_from_json, set_office_hours
from app.domain.permissions import Permission, allowed, require
from app.domain.working_calendar import WorkingCalendar, changed_days
from app.models.rows import DossierRow
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.reference import shipped_calendar_text
from app.services.security import Session


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """What a new calendar would change: the days, and the open appointments that stand on one that becomes free."""

    calendar: WorkingCalendar
    days: tuple[str, ...]
    touched: tuple[DossierRow, ...]


def present(desk: Desk, session: Session) -> tuple[WorkingCalendar, str]:
    """Return the calendar in force, and its JSON, to whoever sees dossiers or keeps the calendar."""
    if not allowed(session.account, Permission.CHANGE_CALENDAR):
        require(session.account, Permission.SEE_DOSSIERS)
    text = _text(desk)
    return calendar_from_json(text, office=desk.office.code), text


def preview(desk: Desk, session: Session, text: str) -> CalendarChange:
    """Return what replacing the calendar would change, without changing anything.

    Raises:
        PersonProblem: ``permissions.refused``, ``calendar.…`` where the text is no calendar.
    """
    require(session.account, Permission.CHANGE_CALENDAR)
    old = calendar_from_json(_text(desk), office=desk.office.code)
    new = calendar_from_json(text, office=desk.office.code)
    days = changed_days(old, new)
    touched: list[DossierRow] = []
    with desk.store.read() as work:
        for day in days:
            if not new.is_working_day(day):
                first = datetime.combine(day, time.min, VIETNAM)
                last = datetime.combine(day, time.max, VIETNAM)
                touched += work.dossiers.open_with_appointment_between(first, last)
    if not allowed(session.account, Permission.SEE_DOSSIERS):
        touched = [_without_people(row) for row in touched]
    return CalendarChange(new, tuple(f"{day:%d/%m/%Y}" for day in days), tuple(touched))


def replace_calendar(desk: Desk, session: Session, text: str) -> tuple[CalendarChange, Changes]:
    """Put a calendar in force from now on; open appointments stay as promised, those it touches are returned."""
    change = preview(desk, session, text)
    with desk.store.work() as work:
        work.calendars.put(change.calendar.name, text, desk.now().date(), desk.now())
        desk.audit(work, session.account, "calendar.replaced", change.calendar.name, days=len(change.days))
        work.commit()
    return change, Changes(frozenset({Subject.CALENDAR}))


def with_office_hours(desk: Desk, session: Session, week: dict[str, list[tuple[str, str]]]) -> str:
    """Return the present calendar's JSON with this office's own hours, to be previewed and put in force.

    Args:
        desk: the open desk.
        session: who asks.
        week: sessions by weekday, as ``set_office_hours`` takes them.
    """
    require(session.account, Permission.CHANGE_CALENDAR)
    return set_office_hours(_text(desk), desk.office.code, week)


def _without_people(row: DossierRow) -> DossierRow:
    """Leave number, matter and dates: who keeps the calendar need not be one who may read the citizens' data."""
    return replace(row, content="", owner_name="", owner_identity="", submitter_name="", phone="")


def _text(desk: Desk) -> str:
    with desk.store.read() as work:
        return work.calendars.current(desk.now().date()) or shipped_calendar_text()
