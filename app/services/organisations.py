"""The table of organisation codes with their history, and what it says of the directory: who took over whose work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.core.paths import RESOURCES
from app.core.problems import PersonProblem
from app.core.vietnamese import fold
from app.domain.organisations import (
    Organisation,
    OrganisationHistory,
    Standing,
    organisations_from_json,
    organisations_to_json,
)
from app.domain.permissions import Permission, allowed, require
from app.domain.units import Unit
from app.models.store import Work
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.security import Session

_KEY = "organisations"
_SHIPPED = RESOURCES / "organisations" / "history.json"
_parsed = lru_cache(maxsize=2)(organisations_from_json)


@dataclass(frozen=True, slots=True)
class TableChange:
    """What another table would change; counts are of entries."""

    history: OrganisationHistory
    added: int
    changed: int
    removed: int


def known_codes(work: Work) -> OrganisationHistory:
    """Return the table in force: the imported one, else the one that ships."""
    stored = work.offices.get(_KEY)
    return _parsed(stored.decode() if stored else _SHIPPED.read_text("utf-8"))


def table(desk: Desk, session: Session) -> OrganisationHistory:
    """Return the table in force, for those who keep it and for those who hand over.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    if not allowed(session.account, Permission.CHANGE_UNITS):
        require(session.account, Permission.SEE_DOSSIERS)
    with desk.store.read() as work:
        return known_codes(work)


def preview(desk: Desk, session: Session, history: OrganisationHistory) -> TableChange:
    """Return what putting another table in force would change.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.CHANGE_UNITS)
    with desk.store.read() as work:
        old = {(one.code, one.valid_from): one for one in known_codes(work).all()}
    new = {(one.code, one.valid_from): one for one in history.all()}
    changed = sum(old[key] != one for key, one in new.items() if key in old)
    return TableChange(history, len(new.keys() - old.keys()), changed, len(old.keys() - new.keys()))


def replace_table(desk: Desk, session: Session, history: OrganisationHistory) -> Changes:
    """Put another table in force from now on.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.CHANGE_UNITS)
    with desk.store.work() as work:
        work.offices.put(_KEY, organisations_to_json(history).encode())
        desk.audit(work, session.account, "organisations.replaced", _KEY, count=len(history.all()))
        work.commit()
    return Changes(frozenset({Subject.UNITS}))


def code_said(standing: Standing) -> PersonProblem | None:
    """Return what is to be said of a code that means nothing any more; None where there is nothing to say."""
    last = standing.last
    if last is None or not standing.old:
        return None
    told = {"code": standing.code, "name": last.name, "day": f"{last.valid_to:%d/%m/%Y}" if last.valid_to else ""}
    if not standing.present:
        return PersonProblem("organisations.code_ended", **told)
    now = ", ".join(f"{one.code} – {one.name}" for one in standing.present)
    return PersonProblem("organisations.code_succeeded", now=now, **told)


@dataclass(frozen=True, slots=True)
class Named:
    """Who is meant by a name in the directory today; said: why it is another than was named, None where it is not."""

    name: str
    said: PersonProblem | None = None


def who_now(units: Sequence[Unit], codes: OrganisationHistory, name: str, today: date) -> Named:
    """Return who does today the work of a unit that is called by name.

    A unit that ended, in the directory or by its code, has given its work to the unit named as its successor, or to
    the one organisation that its code became. Where nobody or several took over, the name stays and it is said.
    """
    called = sorted((u for u in units if fold(u.name) == fold(name)), key=lambda u: u.in_use(today), reverse=True)
    if not called:
        return Named(name)
    unit = called[0]
    standing = codes.standing(unit.code, today)
    if unit.in_use(today) and not standing.old:
        return Named(name)
    heirs = _heirs(unit, standing, codes, today)
    names = tuple(dict.fromkeys(_name_of(one, units, today) for one in heirs))
    ended = unit.valid_to or (standing.last.valid_to if standing.last else None)
    told = {"name": unit.name, "day": f"{ended:%d/%m/%Y}" if ended else "–"}
    if len(names) == 1:
        return Named(names[0], PersonProblem("units.succeeded", heir=names[0], **told))
    if names:
        return Named(name, PersonProblem("units.divided", heirs=", ".join(names), **told))
    return Named(name, PersonProblem("units.ended", **told))


def units_now(desk: Desk, session: Session) -> tuple[tuple[Unit, PersonProblem | None], ...]:
    """Return the units in use, each with why its work is another's now; None where all is well.

    Raises:
        PersonProblem: ``permissions.refused``.
    """
    require(session.account, Permission.SEE_DOSSIERS)
    today = desk.now().date()
    with desk.store.read() as work:
        units, codes = work.units.all(), known_codes(work)
    return tuple((unit, who_now(units, codes, unit.name, today).said) for unit in units if unit.in_use(today))


def _heirs(unit: Unit, standing: Standing, codes: OrganisationHistory, today: date) -> Iterable[Organisation]:
    if not unit.successor:
        return standing.present if standing.old else ()
    heir = codes.standing(unit.successor, today)
    return heir.present or (Organisation(unit.successor, ""),)


def _name_of(organisation: Organisation, units: Sequence[Unit], today: date) -> str:
    """Return what the directory calls an organisation; else its own name, else its code."""
    known = next((unit.name for unit in units if unit.code == organisation.code and unit.in_use(today)), "")
    return known or organisation.name or organisation.code
