"""Every use case refuses whoever may not: services are called as a window that forgot to ask would call them."""

import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app import services
from app.core.problems import PersonProblem
from app.domain.offices import Role
from app.domain.permissions import TABLE, Permission
from app.services import office
from app.services.calendar import present
from app.services.desk import Desk
from app.services.security import Session

P = Permission
Roles = Callable[..., Session]

NEEDS: dict[str, Permission] = {
    "admin.audit_lines": P.SEE_AUDIT,
    "admin.daily_backups": P.BACKUP,
    "admin.print_trial_page": P.CHANGE_DEVICES,
    "admin.trial_scan": P.CHANGE_DEVICES,
    "admin.verify_audit": P.SEE_AUDIT,
    "admin.verify_backup": P.BACKUP,
    "calendar.preview": P.CHANGE_CALENDAR,
    "calendar.replace_calendar": P.CHANGE_CALENDAR,
    "calendar.with_office_hours": P.CHANGE_CALENDAR,
    "correcting.begin": P.CORRECT,
    "correcting.correct": P.CORRECT,
    "dossier_sheets.print_control_sheet": P.PRINT_SLIP,
    "dossier_sheets.print_history": P.PRINT_SLIP,
    "dossier_sheets.print_missing": P.GUIDE,
    "dossiers.by_number": P.SEE_DOSSIERS,
    "dossiers.earlier": P.RECEIVE,
    "dossiers.file_of": P.SEE_DOSSIERS,
    "dossiers.known_people": P.RECEIVE,
    "dossiers.search": P.SEE_DOSSIERS,
    "dossiers.standings": P.SEE_DOSSIERS,
    "dossiers.view": P.SEE_DOSSIERS,
    "drafts.discard_draft": P.RECEIVE,
    "drafts.load_drafts": P.RECEIVE,
    "drafts.save_draft": P.RECEIVE,
    "issuing.ask_for_reprint": P.REPRINT_SLIP,
    "issuing.form_pdf": P.SEE_DOSSIERS,
    "letters.draft_letter": P.EXTEND,
    "letters.due_letters": P.EXTEND,
    "letters.draft_letters": P.EXTEND,
    "life.ask_payment": P.RECORD_PROGRESS,
    "life.ask_supplement": P.ASK_SUPPLEMENT,
    "life.begin": P.RECORD_PROGRESS,
    "life.complete_supplement": P.RECEIVE,
    "life.confirm_payment": P.RECORD_PROGRESS,
    "life.extend": P.EXTEND,
    "life.finish": P.RECORD_PROGRESS,
    "life.preview": P.SEE_DOSSIERS,
    "life.refuse": P.REFUSE,
    "life.stop": P.STOP,
    "life.transfer": P.HAND_OVER,
    "life.withdraw": P.STOP,
    "office.change_office": P.CHANGE_OFFICE,
    "office.rename_counter": P.CHANGE_OFFICE,
    "papers.DraftPapers.bring_data": P.DIGITISE,
    "papers.DraftPapers.bring_file": P.DIGITISE,
    "papers.DraftPapers.scan": P.DIGITISE,
    "previews.paper_pictures": P.SEE_DOSSIERS,
    "procedures.import_procedures": P.IMPORT_PROCEDURES,
    "procedures.in_doubt": P.SETTLE_REVIEW,
    "procedures.settle": P.SETTLE_REVIEW,
    "reception.alike_today": P.RECEIVE,
    "reception.judge": P.RECEIVE,
    "reception.receive": P.RECEIVE,
    "reception.take_in": P.RECEIVE,
    "reception_desk.usage": P.RECEIVE,
    "reprints.want_form_print": P.PRINT_SLIP,
    "reprints.want_print": P.PRINT_SLIP,
    "safekeeping.back_up": P.BACKUP,
    "security.accounts": P.MANAGE_ACCOUNTS,
    "security.add_account": P.MANAGE_ACCOUNTS,
    "security.change_account": P.MANAGE_ACCOUNTS,
    "slips.ask_for_reprint": P.REPRINT_SLIP,
    "slips.confirm_paper": P.PRINT_SLIP,
    "slips.give_up_print": P.PRINT_SLIP,
    "slips.prepare": P.PRINT_SLIP,
    "slips.save_slip": P.SEE_DOSSIERS,
    "slips.slip_pdf": P.SEE_DOSSIERS,
    "slips.unprinted": P.PRINT_SLIP,
    "undoing.undo": P.RECORD_PROGRESS,
    "syncing.SyncService.enrol": P.CHANGE_OFFICE,
    "syncing.SyncService.push_again": P.SYNC_NOW,
    "syncing.SyncService.reconcile": P.SYNC_NOW,
    "syncing.SyncService.run_once": P.SYNC_NOW,
    "syncing.SyncService.settle_fork": P.RESTORE,
}
"""What each use case asks for, decided here and not read from the code."""

OTHERWISE = {
    "bulk.carry_out": "asks for what its act needs; see test_bulk",
    "bulk.foresee": "asks for what its act needs; see test_bulk",
    "calendar.present": "the calendar is shown to two kinds of people; below",
    "issuing.draft": "writes within a use case that has asked",
    "issuing.issue": "writes within a use case that has asked",
    "issuing.issue_draft": "writes within a use case that has asked",
    "letters.issue_letter": "writes within a use case that has asked",
    "moves.perform": "asks what the table of the dossier's life says of the act; see test_moves",
    "moves.tell": "writes within a use case that has asked",
    "office.change_settings": "asks by what is changed; below",
    "reception_desk.acquaintance": "asks for every part it is made of",
    "reception_desk.look": "judges the person's own draft; a moved appointment is asked for at the reception",
    "security.change_password": "one's own needs nothing, another's MANAGE_ACCOUNTS; see test_security",
    "security.unlock": "is how one becomes a person who may",
    "sync_screen.overview": "is for those who see dossiers and for those who run the sending",
    "sync_screen.enrol_counter": "hands on to SyncService.enrol",
}
"""Use cases with a session that no single permission guards, and why."""

ACCOUNTS = [
    *((role,) for role in Role),
    *itertools.combinations(Role, 2),
    (),
]


class ReachedError(Exception):
    """The use case went past the gate and touched what it was given."""


class Untouched:
    """An argument that nobody may look at before the person was asked whether they may."""

    def __getattr__(self, name: str) -> object:
        raise ReachedError(name)


def use_cases() -> Iterator[tuple[str, Callable[..., object]]]:
    for module in pkgutil.iter_modules(services.__path__):
        room = importlib.import_module(f"app.services.{module.name}")
        for name, thing in vars(room).items():
            if getattr(thing, "__module__", "") != room.__name__ or name.startswith("_"):
                continue
            found = vars(thing).items() if inspect.isclass(thing) else [("", thing)]
            for method, act in found:
                if not inspect.isfunction(act) or method.startswith("_"):
                    continue
                if "session" in inspect.signature(act).parameters:
                    yield ".".join(filter(None, (module.name, name, method))), act


def may(roles: tuple[Role, ...], permission: Permission) -> bool:
    """Say by the published table what a person may; postal staff do no more than postal staff, whatever else."""
    counted = (Role.POSTAL,) if Role.POSTAL in roles else roles
    return any(permission in TABLE[role] for role in counted)


def passes(act: Callable[..., object], desk: Desk, session: Session) -> bool:
    """Call act with arguments nobody may look at; False where it refused the person first."""
    parameters = inspect.signature(act).parameters
    given: dict[str, Any] = {
        name: Untouched()
        for name, parameter in parameters.items()
        if parameter.default is parameter.empty and name not in {"desk", "self", "session"}
    }
    if "path" in given:
        # A half-opened archive would complain long after: here is a file that is not there.
        given["path"] = desk.folder.root / "gone"
    if "self" in parameters:
        # A method that asks first needs nothing of its object.
        given["self"] = Untouched()
    if "desk" in parameters:
        given["desk"] = desk
    try:
        act(session=session, **given)
    except PersonProblem as problem:
        return not problem.code.startswith("permissions.")
    except Exception as error:  # noqa: BLE001 - whatever an untouchable argument leads to: the gate is behind it
        return not isinstance(error, PersonProblem)
    return True


def test_every_use_case_with_a_person_is_placed() -> None:
    found = {name for name, _ in use_cases()}
    assert found == set(NEEDS) | set(OTHERWISE)
    assert set(NEEDS).isdisjoint(OTHERWISE)


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_exactly_those_who_may_get_past_the_gate(name: str, desk: Desk, as_role: Roles) -> None:
    act = dict(use_cases())[name]
    wrong = [roles for roles in ACCOUNTS if passes(act, desk, as_role(*roles)) != may(roles, NEEDS[name])]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_closed_accounts_and_postal_staff_who_act_for_nobody_get_nowhere(name: str, desk: Desk, as_role: Roles) -> None:
    act = dict(use_cases())[name]
    assert not passes(act, desk, as_role(*Role, active=False))
    assert not passes(act, desk, as_role(*(role for role in Role if role is not Role.POSTAL), active=False))
    assert not passes(act, desk, as_role(Role.POSTAL, acts_for=" "))


@pytest.mark.parametrize("role", list(Role))
def test_settings_ask_by_what_is_changed(role: Role, desk: Desk, as_role: Roles) -> None:
    def changes(**changed: object) -> bool:
        try:
            office.change_settings(desk, as_role(role), **changed)
        except PersonProblem as problem:
            return problem.code != "permissions.refused"
        return all(getattr(desk.settings, name) == value for name, value in changed.items())

    devices, all_of_it = P.CHANGE_DEVICES in TABLE[role], P.CHANGE_OFFICE in TABLE[role]
    assert changes(language="en", appearance="dark", scale_percent=150)
    assert changes(printer="ipp://x/y", scanner="sane:z", scan_dpi=200) == devices
    assert changes(slip_paper="A5", language="vi") == devices
    assert changes(receiver_url="https://x") == (devices and all_of_it)
    assert changes(idle_lock_minutes=3) == (devices and all_of_it)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_but_nobody_may_look_at_the_calendar(role: Role, desk: Desk, as_role: Roles) -> None:
    """Each role either sees dossiers, and with them why they are due, or keeps the calendar."""
    assert present(desk, as_role(role))[0].name
    with pytest.raises(PersonProblem):
        present(desk, as_role())


def test_no_role_reads_and_runs_everything(desk: Desk) -> None:
    """The published separation: the administrator runs the program and does not read the citizens' data."""
    assert P.SEE_DOSSIERS not in TABLE[Role.ADMINISTRATOR]
    assert all(TABLE[role] != frozenset(Permission) for role in Role)
    # Nothing is granted to nobody: each permission has a holder.
    assert frozenset[Permission]().union(*TABLE.values()) == frozenset(Permission)
