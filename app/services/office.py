"""What an administrator changes later: office, counter, devices, appearance."""

from dataclasses import replace

from app.core.problems import OutsideProblem, PersonProblem
from app.core.settings import save_settings
from app.core.vietnamese import tidy
from app.domain.offices import Counter, Office
from app.domain.permissions import Permission, require
from app.services.changes import Changes, Subject
from app.services.desk import Desk
from app.services.opening import check_bank
from app.services.security import Session

APPEARANCE = frozenset({"language", "appearance", "scale_percent"})
"""Settings that everybody may change for the desk they sit at."""
DEVICES = frozenset({"printer", "slip_paper", "scanner", "scan_dpi", "scan_colour"})


def change_office(desk: Desk, session: Session, office: Office) -> Changes:
    """Change what is printed of the office; its id and code stay, for numbers were given under them.

    Raises:
        PersonProblem: ``permissions.refused``, ``opening.name_missing``, ``opening.bank_incomplete``.
    """
    require(session.account, Permission.CHANGE_OFFICE)
    if not tidy(office.name):
        raise PersonProblem("opening.name_missing")
    check_bank(office.bank_bin, office.bank_account)
    office = replace(office, id=desk.office.id, code=desk.office.code)
    with desk.store.work() as work:
        work.offices.save_office(office)
        desk.audit(work, session.account, "office.changed", office.code)
        work.commit()
    desk.office = office
    return Changes(frozenset({Subject.OFFICE}))


def rename_counter(desk: Desk, session: Session, name: str) -> Changes:
    """Change the name of this counter; its ordinal stays, for its number range hangs on it."""
    require(session.account, Permission.CHANGE_OFFICE)
    if not tidy(name):
        raise PersonProblem("opening.name_missing")
    counter = Counter(desk.counter.id, desk.counter.office_id, desk.counter.ordinal, tidy(name))
    with desk.store.work() as work:
        work.offices.save_counter(counter)
        desk.audit(work, session.account, "counter.renamed", str(counter.ordinal))
        work.commit()
    desk.counter = counter
    return Changes(frozenset({Subject.OFFICE}))


def change_settings(desk: Desk, session: Session, **changed: object) -> Changes:
    """Change settings of this desk and use them from now on.

    Raises:
        PersonProblem: ``permissions.refused``: devices need CHANGE_DEVICES, everything but the look CHANGE_OFFICE.
        OutsideProblem: ``settings.not_written``; the desk goes on with the old ones.
        ValueError: a value that is none, or an attempt to turn a practice store into a real one.
    """
    named = set(changed)
    if named - APPEARANCE:
        require(session.account, Permission.CHANGE_DEVICES)
    if named - APPEARANCE - DEVICES:
        require(session.account, Permission.CHANGE_OFFICE)
    settings = desk.settings.with_changes(**changed)
    if settings.practice != desk.settings.practice:
        raise ValueError("a store is a practice store for its whole life")
    try:
        save_settings(desk.folder.settings, settings)
    except OSError as error:
        raise OutsideProblem("settings.not_written", path=str(desk.folder.settings)) from error
    desk.settings = settings
    return Changes(frozenset({Subject.OFFICE}))
