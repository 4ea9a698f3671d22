"""The practice office: a store of its own with made-up people, watermarked, for learning and for demonstrations."""

import random
from dataclasses import asdict, replace

from app.core.clock import Clock
from app.core.paths import StoreFolder
from app.core.settings import Settings
from app.domain.drafts import Draft, all_handed_in, choose, text_of
from app.domain.made_up import UNITS, MadeUpPerson, make_up
from app.domain.offices import OfficeLevel
from app.domain.people import Party
from app.domain.procedures import ProcedureVersion
from app.domain.units import Unit
from app.services.desk import Desk
from app.services.opening import OfficePlan, found_office, is_founded, open_desk, propose_phrase

LOGIN = "tap"
PASSWORD = "luyen-tap-2026"  # noqa: S105 - see below
"""Known to everybody on purpose: there is nothing real behind it."""


def practice_plan() -> OfficePlan:
    """Return the made-up office; the code has the form of a real one and belongs to nobody (Y00 is not given)."""
    return OfficePlan(
        code="Y00.99",
        name="TTPVHCC xã Luyện Tập",
        level=OfficeLevel.COMMUNE,
        counter_ordinal=3,
        admin_login=LOGIN,
        admin_name="Lê Thị Tập Sự",
        admin_password=PASSWORD,
        phrase=propose_phrase(),
        governing_body="UBND xã Luyện Tập",
        place="Luyện Tập",
        address="Thôn Ví Dụ, xã Luyện Tập",
        phone="0236 000 0000",
        bank_bin="970403",
        bank_account="0011012345678",
        bank_account_name="TTPVHCC XA LUYEN TAP",
        settings=Settings(practice=True),
    )


def open_practice(folder: StoreFolder, clock: Clock) -> Desk:
    """Open the practice office in folder; make it first where there is none."""
    if is_founded(folder):
        return open_desk(folder, clock)
    desk = found_office(folder, practice_plan(), clock)
    with desk.store.work() as work:
        for made_up in UNITS:
            work.units.put(Unit(id=desk.ids.new(), **asdict(made_up)))
        work.commit()
    return desk


def made_up_people(seed: int, count: int) -> tuple[MadeUpPerson, ...]:
    """Return made-up people, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose, nothing secret
    return tuple(make_up(dice) for _ in range(count))


def filled_draft(desk: Desk, version: ProcedureVersion, party: Party) -> Draft:
    """Return a draft ready to be received: the first case of the procedure, every paper handed in."""
    draft = choose(
        replace(Draft(id=desk.ids.new()), submitter=text_of(party, from_card=True)), version, version.cases[0]
    )
    return all_handed_in(draft, version.cases[0])
