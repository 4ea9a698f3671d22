"""Replacing the working calendar: who is touched is named, and what was promised stays promised."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.drafts import Draft
from app.domain.offices import Role
from app.services import calendar, dossiers
from app.services.desk import Desk
from app.services.reception import judge, receive
from app.services.reference import shipped_calendar_text
from app.services.security import Session

Filled = Callable[..., Draft]
Roles = Callable[..., Session]


def with_day_off(*days: str) -> str:
    data = json.loads(shipped_calendar_text())
    data["holidays"] += [{"day": day, "name": "Nghỉ do bão", "legal_basis": "CĐ 1"} for day in days]
    data["version"] += 1
    return json.dumps(data, ensure_ascii=False)


def test_a_preview_names_the_days_and_the_open_appointments_and_changes_nothing(
    desk: Desk, session: Session, filled: Filled, clock: FixedClock
) -> None:
    dossier = receive(desk, session, filled()).dossier
    assert dossier.appointment.appointment.date() == date(2026, 11, 20)
    before = calendar.present(desk, session)
    change = calendar.preview(desk, session, with_day_off("2026-11-20", "2026-11-24"))
    assert change.days == ("20/11/2026", "24/11/2026")
    assert [row.number for row in change.touched] == [dossier.number]
    assert calendar.present(desk, session) == before


def test_replacing_keeps_promises_and_counts_from_now_on(desk: Desk, session: Session, filled: Filled) -> None:
    promised = receive(desk, session, filled()).dossier
    change, changes = calendar.replace_calendar(desk, session, with_day_off("2026-11-20", "2026-11-23"))
    assert [row.id for row in change.touched] == [promised.id]
    assert changes
    assert dossiers.view(desk, session, promised.id).dossier.appointment == promised.appointment
    appointment = judge(desk, session, filled()).appointment
    assert appointment is not None
    assert appointment.appointment.date() == date(2026, 11, 24)
    with desk.store.read() as work:
        assert work.audit.latest(1)[0].action == "calendar.replaced"
        assert len(work.calendars.history()) == 2


def test_a_calendar_that_changes_nothing_touches_nobody(desk: Desk, session: Session, filled: Filled) -> None:
    receive(desk, session, filled())
    change = calendar.preview(desk, session, shipped_calendar_text())
    assert (change.days, change.touched) == ((), ())


@pytest.mark.parametrize("text", ["", "{}", "[]", shipped_calendar_text().replace('"hours"', '"hourz"')])
def test_what_is_no_calendar_is_refused_and_the_old_one_stays(desk: Desk, session: Session, text: str) -> None:
    before = calendar.present(desk, session)
    for act in (calendar.preview, calendar.replace_calendar):
        with pytest.raises(PersonProblem) as told:
            act(desk, session, text)
        assert told.value.code.startswith("deadlines.calendar_")
    assert calendar.present(desk, session) == before


def test_office_hours_are_this_offices_own_and_move_the_appointment(
    desk: Desk, session: Session, filled: Filled
) -> None:
    week = {day: [("07:00", "11:00")] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
    text = calendar.with_office_hours(desk, session, week)
    calendar.replace_calendar(desk, session, text)
    present, stored = calendar.present(desk, session)
    assert stored == text
    assert present.end_of_day(date(2026, 11, 23)).hour == 11
    appointment = judge(desk, session, filled()).appointment
    assert appointment is not None
    # It is afternoon: the office is closed, so the day begins with Monday morning.
    assert appointment.appointment.date() == date(2026, 11, 23)
    with pytest.raises(PersonProblem):
        calendar.with_office_hours(desk, session, {"someday": [("07:00", "11:00")]})
    with pytest.raises(PersonProblem):
        calendar.with_office_hours(desk, session, {"monday": [("11:00", "07:00")]})


def test_who_keeps_the_calendar_without_seeing_dossiers_sees_numbers_and_no_people(
    desk: Desk, session: Session, filled: Filled, as_role: Roles
) -> None:
    dossier = receive(desk, session, filled()).dossier
    text = with_day_off("2026-11-20")
    (hidden,) = calendar.preview(desk, as_role(Role.ADMINISTRATOR), text).touched
    (shown,) = calendar.preview(desk, as_role(Role.SUPERVISOR), text).touched
    assert (hidden.number, hidden.appointment) == (dossier.number, dossier.appointment.appointment)
    assert shown.submitter_name == "Nguyễn Thị Phượng Hằng"
    assert "Hằng" not in repr(hidden)
    assert "049199012345" not in repr(hidden)
    assert "0905" not in repr(hidden)
