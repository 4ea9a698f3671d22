"""Codes of organisations in the store: replaced as a whole, and what they say of the directory and of who resolves."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.problems import PersonProblem
from app.domain.drafts import Draft
from app.domain.offices import Role
from app.domain.organisations import Organisation, OrganisationHistory
from app.domain.units import Unit, UnitKind
from app.services.desk import Desk
from app.services.organisation_files import read_table
from app.services.organisations import Named, preview, replace_table, table, who_now
from app.services.reception import receive
from app.services.reception_desk import look
from app.services.security import Session
from app.services.units import end_unit, save_unit, units
from app.sheets.writing import xlsx

Filled = Callable[..., Draft]
LAST, FIRST = date(2026, 6, 30), date(2026, 7, 1)
TODAY = date(2026, 11, 20)
CODES = OrganisationHistory(
    [
        Organisation("H17.40", "Công an huyện Mẫu", valid_to=LAST, successors=("H17.51",)),
        Organisation("H17.41", "UBND huyện Mẫu", valid_to=LAST, successors=("H17.51", "H17.52")),
        Organisation("H17.42", "Ban Mẫu", valid_to=LAST),
        Organisation("H17.51", "Công an xã Mẫu", FIRST),
        Organisation("H17.52", "UBND xã Mẫu", FIRST),
    ]
)


def unit(desk: Desk, name: str, code: str = "", **more: object) -> Unit:
    return replace(Unit(desk.ids.new(), name, UnitKind.DEPARTMENT, code), **more)  # type: ignore[arg-type] # its fields


@pytest.fixture
def directory(desk: Desk, session: Session) -> tuple[Unit, ...]:
    """Entered before the codes ended."""
    for name, code in (("Công an huyện Mẫu", "H17.40"), ("UBND huyện Mẫu", "H17.41"), ("Ban Mẫu", "H17.42")):
        save_unit(desk, session, unit(desk, name, code))
    replace_table(desk, session, CODES)
    return units(desk, session)


def test_a_table_is_replaced_after_it_was_said_what_that_changes(desk: Desk, session: Session) -> None:
    assert table(desk, session).all() == ()
    change = preview(desk, session, CODES)
    assert (change.added, change.changed, change.removed) == (5, 0, 0)
    replace_table(desk, session, CODES)
    assert table(desk, session).all() == CODES.all()
    other = OrganisationHistory([replace(CODES.all()[-1], name="UBND xã Mới"), Organisation("H17.60", "Mới")])
    change = preview(desk, session, other)
    assert (change.added, change.changed, change.removed) == (1, 1, 4)
    assert len(table(desk, session).all()) == 5


def test_files_of_both_kinds_are_read(tmp_path: Path) -> None:
    sheet, text = tmp_path / "ma.xlsx", tmp_path / "ma.json"
    sheet.write_bytes(xlsx("Mã", ["Mã", "Tên", "Đến ngày"], [["H17.40", "Công an huyện", "30/06/2026"]]))
    text.write_text(
        json.dumps(
            {"format": 1, "organisations": [{"code": "H17.40", "name": "Công an huyện", "valid_to": "2026-06-30"}]}
        ),
        "utf-8",
    )
    assert read_table(sheet).all() == read_table(text).all()


def test_an_old_code_is_refused_for_a_unit_in_use_and_says_what_it_became(
    desk: Desk, session: Session, directory: tuple[Unit, ...]
) -> None:
    for code, told in (("H17.40", "organisations.code_succeeded"), ("H17.42", "organisations.code_ended")):
        with pytest.raises(PersonProblem) as caught:
            save_unit(desk, session, unit(desk, f"Nơi mới {code}", code))
        assert caught.value.code == told
    with pytest.raises(PersonProblem) as caught:
        save_unit(desk, session, unit(desk, "Nơi mới", "H17.40"))
    assert caught.value.params["now"] == "H17.51 – Công an xã Mẫu"
    save_unit(desk, session, unit(desk, "Nơi mới", "H17.51"))
    # What is not used any more keeps the code it had.
    save_unit(desk, session, unit(desk, "Nơi cũ", "H17.40", active=False, valid_to=LAST))


def test_who_took_over_is_found_by_code_by_directory_or_said_to_be_missing(
    desk: Desk, session: Session, directory: tuple[Unit, ...]
) -> None:
    def now(name: str) -> Named:
        return who_now(units(desk, session), table(desk, session), name, TODAY)

    assert now("cong an huyen mau").name == "Công an xã Mẫu"
    divided, ended = now("UBND huyện Mẫu"), now("Ban Mẫu")
    assert (divided.name, divided.said and divided.said.code) == ("UBND huyện Mẫu", "units.divided")
    assert (ended.name, ended.said and ended.said.code) == ("Ban Mẫu", "units.ended")
    assert now("Nơi không ai ghi") == Named("Nơi không ai ghi")
    # What the directory itself calls the successor counts more than the table's name.
    save_unit(desk, session, unit(desk, "Công an xã (trụ sở mới)", "H17.51"))
    heir = now("Công an huyện Mẫu")
    assert (heir.name, heir.said and heir.said.code) == ("Công an xã (trụ sở mới)", "units.succeeded")
    assert heir.said is not None
    assert heir.said.params["day"] == "30/06/2026"


def test_a_unit_that_was_ended_gives_way_to_the_one_it_names(desk: Desk, session: Session) -> None:
    old, new = unit(desk, "Phòng Tư pháp"), unit(desk, "Phòng Nội vụ", "H17.33")
    for one in (old, new):
        save_unit(desk, session, one)
    end_unit(desk, session, old.id, "H17.33")
    found = who_now(units(desk, session), table(desk, session), "Phòng Tư pháp", desk.now().date())
    assert found.name == "Phòng Nội vụ"
    assert found.said is not None
    assert found.said.code == "units.succeeded"


def test_the_reception_sends_a_dossier_to_who_took_over_and_says_so(
    desk: Desk, session: Session, directory: tuple[Unit, ...], filled: Filled
) -> None:
    draft = replace(filled(), resolving_unit="Công an huyện Mẫu")
    seen = look(desk, session, draft)
    assert seen.resolver_said is not None
    assert seen.resolver_said.params["heir"] == "Công an xã Mẫu"
    assert seen.resolver_now == "Công an xã Mẫu"
    assert "Công an xã Mẫu" in seen.resolvers
    assert "Công an huyện Mẫu" not in seen.resolvers
    assert receive(desk, session, draft).dossier.resolving_unit == "Công an xã Mẫu"
    usual = look(desk, session, filled())
    assert usual.resolver_said is None


def test_the_table_is_seen_by_those_who_hand_over_and_by_those_who_keep_it(
    desk: Desk, as_role: Callable[..., Session]
) -> None:
    assert table(desk, as_role(Role.CLERK)).all() == ()
    assert table(desk, as_role(Role.ADMINISTRATOR)).all() == ()
    with pytest.raises(PersonProblem, match=r"permissions\.refused"):
        table(desk, as_role())
