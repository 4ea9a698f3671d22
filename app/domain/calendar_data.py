"""Reads a working calendar from its versioned JSON. The shape is described in resources/calendars/README.md."""

import json
from datetime import date, time

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.core.problems import PersonProblem
from app.domain.file_faults import WRONG, first_fault
from app.domain.working_calendar import Holiday, MakeUpDay, Session, WorkingCalendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Hours(_Strict):
    office: str = ""
    field: str = ""
    week: dict[str, list[tuple[time, time]]]
    weekly_rest: list[str] = ["saturday", "sunday"]


class _DayOff(_Strict):
    day: date
    name: str
    legal_basis: str = ""
    compensates: date | None = None
    verified: bool = True
    in_force: bool = True


class _WorkedDay(_Strict):
    day: date
    instead_of: date
    legal_basis: str = ""
    verified: bool = True
    in_force: bool = True


class _File(_Strict):
    format: int = Field(ge=1, le=1)
    name: str
    version: int = Field(ge=1)
    valid_from: date
    valid_to: date
    sources: list[str] = []
    hours: list[_Hours] = Field(min_length=1)
    holidays: list[_DayOff]
    make_up_days: list[_WorkedDay] = []


def calendar_from_json(text: str, *, office: str = "", field: str = "") -> WorkingCalendar:
    """Return the calendar that text holds for one office and one subject field.

    The hours that name both office and field win over those that name the office, these over those that name the
    field, these over the general ones. Days with ``"in_force": false`` are known and not yet law: they are left out.

    Raises:
        PersonProblem: ``deadlines.calendar_unreadable`` or another ``deadlines.calendar_…`` code.
    """
    try:
        data = _File.model_validate_json(text)
    except ValidationError as error:
        place, why = first_fault(error)
        raise PersonProblem("deadlines.calendar_unreadable", place=place, why=why) from error
    hours = _hours_for(data, office, field)
    _check_swaps(data)
    return WorkingCalendar(
        name=data.name,
        version=data.version,
        valid_from=data.valid_from,
        valid_to=data.valid_to,
        week=tuple(tuple(Session(a, b) for a, b in hours.week.get(name, [])) for name in WEEKDAYS),
        weekly_rest=frozenset(WEEKDAYS.index(name) for name in hours.weekly_rest),
        holidays=tuple(
            Holiday(h.day, h.name, h.legal_basis, h.compensates, h.verified) for h in data.holidays if h.in_force
        ),
        make_up_days=tuple(MakeUpDay(m.day, m.instead_of, m.legal_basis) for m in data.make_up_days if m.in_force),
    )


def set_office_hours(text: str, office: str, week: dict[str, list[tuple[str, str]]]) -> str:
    """Return the JSON with office's own hours put in or replaced; the version counts up. Checked by reading it back.

    Args:
        text: a calendar as ``calendar_from_json`` reads it.
        office: the organisation code the hours are for.
        week: sessions by English weekday name, times as ``"07:30"``; a day that is absent is closed.

    Raises:
        PersonProblem: as ``calendar_from_json``.
    """
    calendar_from_json(text)
    data = json.loads(text)
    kept = [hours for hours in data["hours"] if hours.get("office", "") != office or hours.get("field", "")]
    data["hours"] = [*kept, {"office": office, "week": week}]
    data["version"] += 1
    changed = json.dumps(data, ensure_ascii=False, indent=1)
    calendar_from_json(changed, office=office)
    return changed


def _hours_for(data: _File, office: str, field: str) -> _Hours:
    fitting = [h for h in data.hours if h.office in {"", office} and h.field in {"", field}]
    if not fitting:
        raise PersonProblem("deadlines.calendar_no_hours", office=office)
    best = max(fitting, key=lambda h: (bool(h.office), bool(h.field)))
    unknown = [name for name in [*best.week, *best.weekly_rest] if name not in WEEKDAYS]
    if unknown:
        raise PersonProblem("deadlines.calendar_unreadable", place=f"hours.{unknown[0]}", why=WRONG)
    return best


def _check_swaps(data: _File) -> None:
    """Judge days off and days made up by the general week: an office's own hours must not make the law's data wrong.

    A holiday on a weekly rest day gives another day off (art. 111.3), and the data must say which.
    """
    rest = _hours_for(data, "", "").weekly_rest
    given = {h.compensates for h in data.holidays}
    for holiday in data.holidays:
        owed = WEEKDAYS[holiday.day.weekday()] in rest and holiday.in_force and holiday.compensates is None
        if owed and holiday.day not in given:
            raise PersonProblem("deadlines.calendar_not_compensated", day=f"{holiday.day:%d/%m/%Y}", name=holiday.name)
    for made_up in data.make_up_days:
        if WEEKDAYS[made_up.day.weekday()] not in rest or WEEKDAYS[made_up.instead_of.weekday()] in rest:
            raise PersonProblem("deadlines.calendar_make_up", day=f"{made_up.day:%d/%m/%Y}")
