"""The directory of units: added, changed, ended; by those who keep it, for those who hand over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.core.clock import FixedClock
from app.core.problems import PersonProblem
from app.domain.handover import BatchKind
from app.domain.offices import Role
from app.domain.units import Unit, UnitKind
from app.services.desk import Desk
from app.services.handover import cancel, open_batch
from app.services.security import Session
from app.services.units import end_unit, save_unit, units


@pytest.fixture
def police(desk: Desk, session: Session) -> Unit:
    unit = Unit(
        desk.ids.new(),
        " Công an  xã ",
        UnitKind.DEPARTMENT,
        "h17.32.05",
        head_title="Trưởng Công an xã",
        phone=" 0236 ",
    )
    save_unit(desk, session, unit)
    return units(desk, session)[0]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(PersonProblem) as told:
        act()
    return told.value.code


def test_a_unit_is_kept_tidy(police: Unit) -> None:
    assert (police.name, police.code, police.phone) == ("Công an xã", "H17.32.05", "0236")


def test_names_are_not_given_twice_and_codes_are_codes(desk: Desk, session: Session, police: Unit) -> None:
    other = Unit(desk.ids.new(), "cong an xa", UnitKind.OFFICE)
    assert refused(lambda: save_unit(desk, session, other)) == "units.name_taken"
    assert refused(lambda: save_unit(desk, session, replace(other, name="  "))) == "units.name_missing"
    assert refused(lambda: save_unit(desk, session, replace(other, name="Khác", code="CAX"))) == "units.bad_code"
    assert [unit.name for unit in units(desk, session)] == ["Công an xã"]
    save_unit(desk, session, replace(police, head_name="Trần Văn Bình"))
    assert units(desk, session)[0].head_name == "Trần Văn Bình"


def test_an_ended_unit_keeps_its_history_and_takes_no_folders(
    desk: Desk, session: Session, police: Unit, clock: FixedClock
) -> None:
    bag = open_batch(desk, session, BatchKind.DOSSIERS, police.id)
    assert refused(lambda: end_unit(desk, session, police.id)) == "units.in_open_batch"
    cancel(desk, session, bag.batch.id)
    assert refused(lambda: end_unit(desk, session, police.id, "xã mới")) == "units.bad_successor"
    end_unit(desk, session, police.id, "H17.32.09")
    ended = units(desk, session)[0]
    assert (ended.active, ended.valid_to, ended.successor) == (False, clock.now().date(), "H17.32.09")
    assert refused(lambda: open_batch(desk, session, BatchKind.DOSSIERS, police.id)) == "handover.no_unit"
    # Its name is free for the unit that takes its place.
    save_unit(desk, session, Unit(desk.ids.new(), "Công an xã", UnitKind.DEPARTMENT))
    assert refused(lambda: end_unit(desk, session, desk.ids.new())) == "handover.no_unit"


def test_a_unit_is_in_use_between_its_days() -> None:
    day = date(2026, 11, 20)
    unit = Unit(UUID(int=1), "x", UnitKind.POST, valid_from=day, valid_to=day)
    assert [unit.in_use(day + timedelta(days=by)) for by in (-1, 0, 1)] == [False, True, False]
    assert not replace(unit, active=False).in_use(day)


@pytest.mark.parametrize(("role", "may"), [(Role.CLERK, True), (Role.ADMINISTRATOR, True), (Role.AUDITOR, True)])
def test_the_directory_is_read_by_those_who_use_it_or_keep_it(
    desk: Desk, police: Unit, as_role: Callable[..., Session], role: Role, may: bool
) -> None:
    assert (units(desk, as_role(role)) == (police,)) is may
    assert refused(lambda: units(desk, as_role())) == "permissions.refused"
