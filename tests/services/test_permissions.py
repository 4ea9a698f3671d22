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
    "by_post.delivered": P.RETURN_RESULT,
    "by_post.not_delivered": P.RETURN_RESULT,
    "by_post.send": P.RETURN_RESULT,
    "calendar.preview": P.CHANGE_CALENDAR,
    "calendar.replace_calendar": P.CHANGE_CALENDAR,
    "calendar.with_office_hours": P.CHANGE_CALENDAR,
    "cash.close_shift": P.TAKE_MONEY,
    "cash.refund": P.TAKE_MONEY,
    "cash.take": P.TAKE_MONEY,
    "cash.take_payment": P.TAKE_MONEY,
    "cash.takings": P.TAKE_MONEY,
    "certified_book.begin": P.CERTIFY,
    "certified_book.book": P.SEE_DOSSIERS,
    "certified_book.cancel": P.CERTIFY,
    "certified_book.earlier_documents": P.CERTIFY,
    "certified_book.print_book": P.CERTIFY,
    "certified_book.reprint": P.CERTIFY,
    "certifying.certify": P.CERTIFY,
    "certifying.price": P.CERTIFY,
    "correcting.begin": P.CORRECT,
    "correcting.correct": P.CORRECT,
    "day_end.day_end": P.SEE_REPORTS,
    "day_end.owed_papers": P.PRINT_SLIP,
    "day_end.write_letters": P.EXTEND,
    "dossier_sheets.print_control_sheet": P.PRINT_SLIP,
    "dossier_sheets.print_history": P.PRINT_SLIP,
    "dossier_sheets.print_missing": P.GUIDE,
    "dossiers.by_number": P.SEE_DOSSIERS,
    "dossiers.earlier": P.RECEIVE,
    "dossiers.everything": P.SEE_DOSSIERS,
    "dossiers.file_of": P.SEE_DOSSIERS,
    "dossiers.known_people": P.RECEIVE,
    "dossiers.search": P.SEE_DOSSIERS,
    "dossiers.standings": P.SEE_DOSSIERS,
    "dossiers.view": P.SEE_DOSSIERS,
    "drafts.copy_dossier": P.RECEIVE,
    "drafts.discard_draft": P.RECEIVE,
    "drafts.load_drafts": P.RECEIVE,
    "drafts.save_draft": P.RECEIVE,
    "groups.look": P.SEE_DOSSIERS,
    "exporting.export": P.EXPORT,
    "guiding.guidance_counts": P.SEE_REPORTS,
    "guiding.guided": P.RECEIVE,
    "guiding.put_away": P.RECEIVE,
    "guiding.resume": P.RECEIVE,
    "handover.cancel": P.HAND_OVER,
    "handover.open_batch": P.HAND_OVER,
    "handover.write_heading": P.HAND_OVER,
    "handover_beeps.beep": P.HAND_OVER,
    "handover_beeps.note_stranger": P.HAND_OVER,
    "handover_folders.amend": P.HAND_OVER,
    "handover_folders.count_all": P.HAND_OVER,
    "handover_folders.put_back": P.HAND_OVER,
    "handover_folders.set_taken": P.HAND_OVER,
    "handover_folders.take_out": P.HAND_OVER,
    "handover_papers.list_again": P.REPRINT_SLIP,
    "handover_signing.reopen": P.HAND_OVER,
    "handover_signing.seal": P.HAND_OVER,
    "handover_signing.sign": P.HAND_OVER,
    "handover_views.batches": P.SEE_DOSSIERS,
    "handover_views.by_number": P.SEE_DOSSIERS,
    "handover_views.view": P.SEE_DOSSIERS,
    "handover_views.whereabouts": P.SEE_DOSSIERS,
    "importing.carry_out": P.RECEIVE,
    "importing.preview": P.RECEIVE,
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
    "issuing.want_form_print": P.PRINT_SLIP,
    "monitoring.measure": P.SEE_REPORTS,
    "monitoring.rows_behind": P.SEE_REPORTS,
    "organisations.preview": P.CHANGE_UNITS,
    "organisations.replace_table": P.CHANGE_UNITS,
    "organisations.units_now": P.SEE_DOSSIERS,
    "office.change_office": P.CHANGE_OFFICE,
    "office.rename_counter": P.CHANGE_OFFICE,
    "order_drafts.load_order": P.CERTIFY,
    "order_drafts.save_order": P.CERTIFY,
    "papers.DraftPapers.bring_data": P.DIGITISE,
    "papers.DraftPapers.bring_file": P.DIGITISE,
    "papers.DraftPapers.scan": P.DIGITISE,
    "previews.paper_pictures": P.SEE_DOSSIERS,
    "procedures.import_procedures": P.IMPORT_PROCEDURES,
    "procedures.in_doubt": P.SETTLE_REVIEW,
    "procedures.settle": P.SETTLE_REVIEW,
    "reception.alike_today": P.RECEIVE,
    "reception.end_group": P.RECEIVE,
    "reception.judge": P.RECEIVE,
    "reception.receive": P.RECEIVE,
    "reception.take_in": P.RECEIVE,
    "reception_desk.usage": P.RECEIVE,
    "register.choices": P.SEE_REPORTS,
    "register.register": P.SEE_REPORTS,
    "register.save_register": P.SEE_REPORTS,
    "reprints.want_print": P.PRINT_SLIP,
    "result_files.look_at_file": P.RECORD_PROGRESS,
    "result_files.save_result_file": P.SEE_DOSSIERS,
    "results.record_result": P.RECORD_PROGRESS,
    "reusing.look_up": P.RECEIVE,
    "reusing.offered": P.RECEIVE,
    "returning.bring_here": P.HAND_OVER,
    "returning.find": P.SEE_DOSSIERS,
    "returning.look": P.SEE_DOSSIERS,
    "returning.of_identity": P.SEE_DOSSIERS,
    "returning.return_results": P.RETURN_RESULT,
    "returning.waiting": P.SEE_DOSSIERS,
    "safekeeping.back_up": P.BACKUP,
    "security.accounts": P.MANAGE_ACCOUNTS,
    "security.add_account": P.MANAGE_ACCOUNTS,
    "security.change_account": P.MANAGE_ACCOUNTS,
    "security.change_password": P.MANAGE_ACCOUNTS,
    "shelves.put_on_shelf": P.HAND_OVER,
    "slips.ask_for_reprint": P.REPRINT_SLIP,
    "slips.confirm_paper": P.PRINT_SLIP,
    "slips.find": P.PRINT_SLIP,
    "slips.give_up_print": P.PRINT_SLIP,
    "slips.prepare": P.PRINT_SLIP,
    "slips.save_print": P.PRINT_SLIP,
    "slips.save_slip": P.SEE_DOSSIERS,
    "slips.slip_pdf": P.SEE_DOSSIERS,
    "slips.unprinted": P.PRINT_SLIP,
    "undoing.undo": P.RECORD_PROGRESS,
    "undoing.undo_last": P.RECORD_PROGRESS,
    "units.end_unit": P.CHANGE_UNITS,
    "units.save_unit": P.CHANGE_UNITS,
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
    "groups.owe_common_slip": "writes within a reception that has asked",
    "drafts.keep_draft": "writes within a use case that has asked",
    "day_end.close_day": "asks for reports and for printing; see test_day_end",
    "register.print_register": "asks for reports and for printing; see test_register",
    "certified_undo.cancel_lines": "writes within a use case that has asked",
    "guiding.guide": "asks for the permission of the paper it gives; see test_guiding",
    "guiding.may_give": "only says what may be given",
    "guiding.preview": "asks for the permission of the paper it shows; see test_guiding",
    "guiding.withdraw": "asks for the permission of the paper it takes back; see test_guiding",
    "handover_moves.bring_back": "writes within a signature that has asked",
    "handover_moves.miss": "writes within a signature that has asked",
    "handover_moves.send": "writes within a signature that has asked",
    "returning.pay_with": "writes within a return that has asked",
    "handover_moves.sign_for": "writes within a signature that has asked",
    "handover_moves.take_in": "writes within a signature that has asked",
    "handover_papers.issue_list": "writes within a signature that has asked",
    "issuing.draft": "writes within a use case that has asked",
    "issuing.issue": "writes within a use case that has asked",
    "issuing.issue_draft": "writes within a use case that has asked",
    "letters.issue_letter": "writes within a use case that has asked",
    "moves.perform": "asks what the table of the dossier's life says of the act; see test_moves",
    "moves.put": "writes within a use case that has asked",
    "moves.tell": "writes within a use case that has asked",
    "office.change_settings": "asks by what is changed; below",
    "results.record": "asks what the table of the dossier's life says of finishing",
    "organisations.table": "is for those who hand over and for those who keep the directory; see test_organisations",
    "payment_undo.take_back_payment": "writes within a use case that has asked",
    "reception_desk.acquaintance": "asks for every part it is made of",
    "reception_desk.look": "judges the person's own draft; a moved appointment is asked for at the reception",
    "security.change_own_password": "asks for the old password instead; see test_security",
    "security.unlock": "is how one becomes a person who may",
    "sync_screen.overview": "is for those who see dossiers and for those who run the sending",
    "sync_screen.enrol_counter": "hands on to SyncService.enrol",
    "undoing.take_back": "writes within a use case that has asked",
    "undoing.undo_order": "asks for the right to certify, within a use case that has asked",
    "units.units": "is for those who hand over and for those who keep the directory; see test_units",
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
