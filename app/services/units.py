"""The directory of units: departments, other offices, posts and couriers."""

from dataclasses import replace
from uuid import UUID

from app.core.problems import PersonProblem
from app.core.vietnamese import fold, tidy
from app.domain.numbers.codes import is_organisation
from app.domain.permissions import Permission, allowed, require
from app.domain.units import Unit
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.organisations import code_said, known_codes
from app.services.security import Session

CHANGES = Changes(frozenset({Subject.UNITS}))


def units(desk: Desk, session: Session) -> tuple[Unit, ...]:
    """Return the whole directory: for those who hand over, and for those who keep it.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    if not allowed(session.account, Permission.CHANGE_UNITS):
        require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        return work.units.all()


def save_unit(desk: Desk, session: Session, unit: Unit) -> Changes:
    """Add a unit or change it; what was signed keeps the name it was signed with.

    Raises:
        PersonProblem: ``permissions.refused``, ``units.name_missing``, ``units.name_taken``, ``units.bad_code``,
            ``units.bad_successor``; ``organisations.code_succeeded``, ``organisations.code_ended`` where a unit in use
            has a code that ended.
    """
    require(session.account, Permission.CHANGE_UNITS)
    with desk.store.work() as work:
        unit = _checked(work, unit)
        said = code_said(known_codes(work).standing(unit.code, desk.now().date()))
        if unit.active and said is not None:
            raise said
        kind = "unit.changed" if work.units.get(unit.id) is not None else "unit.added"
        work.units.put(unit)
        desk.audit(work, session.account, kind, str(unit.id), name=unit.name)
        work.commit()
    return CHANGES


def end_unit(desk: Desk, session: Session, unit_id: UUID, successor: str = "") -> Changes:
    """Take a unit out of use from today on; its history stays.

    Args:
        desk: the open desk.
        session: who keeps the directory.
        unit_id: of the unit.
        successor: code of the unit that takes its place; empty: none.

    Raises:
        PersonProblem: ``permissions.refused``, ``handover.no_unit``, ``units.bad_successor``,
            ``units.in_open_batch`` while folders are in a bag for it.
    """
    require(session.account, Permission.CHANGE_UNITS)
    with desk.store.work() as work:
        unit = work.units.get(unit_id)
        if unit is None:
            raise PersonProblem("handover.no_unit")
        ended = replace(unit, active=False, valid_to=desk.now().date(), successor=_successor(successor))
        bag = work.batches.open_with(unit_id)
        if bag is not None:
            raise PersonProblem("units.in_open_batch", unit=unit.name, batch=bag.number)
        work.units.put(ended)
        desk.audit(work, session.account, "unit.ended", str(unit.id), name=unit.name, successor=ended.successor)
        work.commit()
    return CHANGES


def _checked(work: Work, unit: Unit) -> Unit:
    unit = replace(
        unit,
        name=tidy(unit.name),
        code=_code(unit.code),
        head_title=tidy(unit.head_title),
        head_name=tidy(unit.head_name),
        phone=tidy(unit.phone),
        address=tidy(unit.address),
        successor=_successor(unit.successor),
    )
    if not unit.name:
        raise PersonProblem("units.name_missing")
    others = (other for other in work.units.all() if other.id != unit.id and other.active)
    if unit.active and any(fold(other.name) == fold(unit.name) for other in others):
        raise PersonProblem("units.name_taken", name=unit.name)
    return unit


def _code(typed: str) -> str:
    code = tidy(typed).upper()
    if code and not is_organisation(code):
        raise PersonProblem("units.bad_code", code=code[:40])
    return code


def _successor(typed: str) -> str:
    code = tidy(typed).upper()
    if code and not is_organisation(code):
        raise PersonProblem("units.bad_successor", code=code[:40])
    return code
