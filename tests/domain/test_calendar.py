import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import VIETNAM
from app.core.problems import PersonProblem
from app.domain.calendar_data import calendar_from_json, set_office_hours
from app.domain.working_calendar import Session, WorkingCalendar, changed_days

SHIPPED = (Path(__file__).parents[2] / "resources" / "calendars" / "vietnam-2025-2027.json").read_text(encoding="utf-8")
CALENDAR = calendar_from_json(SHIPPED)
moments = st.datetimes(datetime(2025, 1, 2), datetime(2027, 11, 30), timezones=st.just(VIETNAM))  # noqa: DTZ001 - zone beside it


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+07:00")


@pytest.mark.parametrize(
    "day",
    ["2025-01-31", "2025-04-07", "2025-05-02", "2025-09-01", "2026-01-02", "2026-02-16", "2026-02-20", "2026-04-27",
     "2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02", "2027-01-01", "2027-02-11", "2027-05-03"],
)  # fmt: skip
def test_public_holidays_are_off(day: str) -> None:
    assert not CALENDAR.is_working_day(date.fromisoformat(day))
    assert CALENDAR.holiday(date.fromisoformat(day)) is not None


@pytest.mark.parametrize("day", ["2025-04-26", "2026-01-10", "2026-08-22"])
def test_make_up_saturdays_are_worked_with_the_hours_of_the_day_they_replace(day: str) -> None:
    assert CALENDAR.sessions(date.fromisoformat(day)) == CALENDAR.week[0]


@pytest.mark.parametrize("day", ["2026-02-13", "2026-02-23", "2026-04-28", "2026-08-28", "2026-09-03", "2026-11-24"])
def test_ordinary_days_are_worked_and_what_is_not_yet_law_is_no_holiday(day: str) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day))


def test_the_announced_day_of_culture_is_in_the_data_and_can_be_switched_on() -> None:
    data = json.loads(SHIPPED)
    announced = [h for h in data["holidays"] if not h.get("in_force", True)]
    assert [h["day"] for h in announced] == ["2026-11-24", "2027-11-24"]
    announced[0]["in_force"] = True
    assert changed_days(CALENDAR, calendar_from_json(json.dumps(data))) == (date(2026, 11, 24),)


def test_provisional_days_of_2027_are_flagged() -> None:
    flagged = {h.day for h in CALENDAR.holidays if not h.verified}
    assert date(2027, 2, 8) in flagged
    assert all(day.year == 2027 for day in flagged)


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_every_year_has_the_eleven_days_of_the_law(year: int) -> None:
    decided = [h for h in CALENDAR.holidays if h.day.year == year and "hoán đổi" not in h.name and not h.compensates]
    assert len(decided) == 11


def test_sessions_are_closed_at_both_ends() -> None:
    for moment in ("2026-11-20T07:00", "2026-11-20T11:30", "2026-11-20T13:30", "2026-11-20T17:00"):
        assert CALENDAR.is_working(at(moment))
    for moment in ("2026-11-20T06:59", "2026-11-20T12:00", "2026-11-20T17:01", "2026-11-21T09:00"):
        assert not CALENDAR.is_working(at(moment))


def test_moments_and_amounts_by_example() -> None:
    assert CALENDAR.next_working_moment(at("2026-11-20T12:00")) == at("2026-11-20T13:30")
    assert CALENDAR.next_working_moment(at("2026-11-20T17:30")) == at("2026-11-23T07:00")
    assert CALENDAR.add_working_time(at("2026-11-20T16:30"), timedelta(hours=2)) == at("2026-11-23T08:30")
    assert CALENDAR.working_time_between(at("2026-11-20T16:30"), at("2026-11-23T08:30")) == timedelta(hours=2)
    assert CALENDAR.half_days(date(2026, 11, 20)) == (at("2026-11-20T11:30"), at("2026-11-20T17:00"))
    assert CALENDAR.working_time_between(at("2026-11-20T16:30"), at("2026-11-20T08:00")) == timedelta()


def test_a_day_with_one_session_is_halved_in_its_middle() -> None:
    week = ((Session(time(8), time(14)),),) * 5 + ((), ())
    one = WorkingCalendar("x", 1, date(2026, 1, 1), date(2026, 12, 31), week)
    assert one.half_days(date(2026, 11, 20)) == (at("2026-11-20T11:00"), at("2026-11-20T14:00"))


@given(moments, st.integers(0, 5000), st.integers(0, 5000))
def test_working_time_adds_up(moment: datetime, one: int, other: int) -> None:
    first, second = timedelta(minutes=one), timedelta(minutes=other)
    there = CALENDAR.add_working_time(moment, first)
    assert CALENDAR.is_working(there)
    assert CALENDAR.working_time_between(moment, there) == first
    assert CALENDAR.working_time_between(moment, CALENDAR.add_working_time(there, second)) == first + second


@given(moments)
def test_the_next_working_moment_is_one_and_nothing_lies_between(moment: datetime) -> None:
    following = CALENDAR.next_working_moment(moment)
    assert CALENDAR.is_working(following)
    assert CALENDAR.working_time_between(moment, following) == timedelta()
    assert (following == moment) is CALENDAR.is_working(moment)


def test_a_saturday_desk_receives_and_the_law_does_not_count_it() -> None:
    week: dict[str, list[tuple[str, str]]] = {day: [("08:00", "12:00"), ("13:00", "17:00")] for day in
            ("monday", "tuesday", "wednesday", "thursday", "friday")}  # fmt: skip
    text = set_office_hours(SHIPPED, "H17.32", {**week, "saturday": [("08:00", "11:00")]})
    office = calendar_from_json(text, office="H17.32")
    assert office.version == CALENDAR.version + 1
    assert office.is_open(at("2026-11-21T09:00"))
    assert not office.is_working(at("2026-11-21T09:00"))
    assert not office.is_open(at("2027-05-01T09:00"))
    assert office.end_of_day(date(2026, 11, 20)) == at("2026-11-20T17:00")
    assert calendar_from_json(text, office="H17.33").week == CALENDAR.week
    assert not office.is_working_day(date(2026, 11, 21))
    again = set_office_hours(text, "H17.32", week)
    assert not calendar_from_json(again, office="H17.32").is_open(at("2026-11-21T09:00"))


def test_the_more_special_hours_win() -> None:
    data = json.loads(SHIPPED)
    for hours, (office, field) in enumerate([("", "Cư trú"), ("H17", ""), ("H17", "Cư trú")], 1):
        data["hours"].append({"office": office, "field": field, "week": {"monday": [[f"0{hours}:00", "12:00"]]}})
    text = json.dumps(data)

    def first_hour(office: str, field: str) -> int:
        return calendar_from_json(text, office=office, field=field).week[0][0].start.hour

    assert [first_hour("", ""), first_hour("", "Cư trú"), first_hour("H17", ""), first_hour("H17", "Cư trú")] == [
        7,
        1,
        2,
        3,
    ]


def test_an_office_that_is_closed_on_the_day_made_up_for_stays_closed() -> None:
    monday = calendar_from_json(set_office_hours(SHIPPED, "H1", {"tuesday": [("08:00", "12:00")]}), office="H1")
    assert not monday.is_working_day(date(2026, 8, 22))  # worked for Monday 31 August


def _change(edit: Callable[[dict[str, Any]], object]) -> str:
    data = json.loads(SHIPPED)
    edit(data)
    return json.dumps(data)


BAD: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("unreadable", lambda d: d.pop("holidays")),
    ("unreadable", lambda d: d.update(format=2)),
    ("unreadable", lambda d: d["holidays"].append({"day": "2026-02-30", "name": "x"})),
    ("unreadable", lambda d: d.update(surprise=1)),
    ("unreadable", lambda d: d["hours"][0]["week"].update(funday=[])),
    ("no_hours", lambda d: d["hours"][0].update(office="H99")),
    ("sessions", lambda d: d["hours"][0]["week"].update(monday=[["07:00", "12:00"], ["11:00", "17:00"]])),
    ("sessions", lambda d: d["hours"][0]["week"].update(monday=[["12:00", "07:00"]])),
    ("never_open", lambda d: d["hours"][0].update(week={"saturday": [["07:00", "12:00"]]})),
    ("validity", lambda d: d.update(valid_to="2024-01-01")),
    ("day_twice", lambda d: d["holidays"].append({"day": "2026-08-22", "name": "x", "compensates": "2026-08-23"})),
    ("day_twice", lambda d: d["holidays"].append({"day": "2026-02-16", "name": "x"})),
    ("day_outside", lambda d: d["holidays"].append({"day": "2028-01-03", "name": "x"})),
    ("make_up", lambda d: d["make_up_days"].append({"day": "2026-11-20", "instead_of": "2026-11-19"})),
    ("make_up", lambda d: d["make_up_days"].append({"day": "2026-11-21", "instead_of": "2026-11-22"})),
    ("not_compensated", lambda d: d["holidays"].append({"day": "2026-11-22", "name": "x"})),
]


@pytest.mark.parametrize(("code", "edit"), BAD)
def test_contradicting_data_are_refused_with_their_reason(code: str, edit: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(PersonProblem) as caught:
        calendar_from_json(_change(edit))
    assert caught.value.code == f"deadlines.calendar_{code}"


@pytest.mark.parametrize("text", ["", "null", "[]", '{"format":1}', "\ufeff{}", "{" * 5000])
def test_what_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(PersonProblem, match="calendar_unreadable"):
        calendar_from_json(text)


def test_a_week_has_seven_days() -> None:
    with pytest.raises(PersonProblem, match="calendar_week"):
        WorkingCalendar("x", 1, date(2026, 1, 1), date(2026, 12, 31), ((Session(time(8), time(14)),),))


def test_equal_calendars_change_nothing_and_new_hours_change_working_days_only() -> None:
    assert changed_days(CALENDAR, calendar_from_json(SHIPPED)) == ()
    week: dict[str, list[tuple[str, str]]] = {"monday": [("07:30", "17:00")]}
    changed = changed_days(CALENDAR, calendar_from_json(set_office_hours(SHIPPED, "H1", week), office="H1"))
    assert changed
    assert all(CALENDAR.is_working_day(day) for day in changed)
