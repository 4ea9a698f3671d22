"""Founding an office's store and opening it again."""

import hmac
import re
import shutil
import uuid
from dataclasses import dataclass, field

from app.core.clock import Clock
from app.core.ids import IdFactory
from app.core.paths import StoreFolder, sync_folder
from app.core.problems import OutsideProblem, PersonProblem
from app.core.settings import Settings, load_settings, save_settings
from app.core.vietnamese import tidy
from app.domain.catalogue_format import to_json
from app.domain.numbers import default_manifest, format_number, manifest_to_json
from app.domain.offices import Account, Counter, Office, OfficeLevel, Role
from app.models.backup import RESTORED
from app.models.files import FileVault
from app.models.keys import KeyRing
from app.models.recovery_phrase import new_recovery_phrase
from app.models.store import Store
from app.services.desk import SYSTEM_ACTOR, Desk
from app.services.numbering import catch_up_witness, mark_restored
from app.services.outbox import INCARNATION
from app.services.reference import shipped_calendar, shipped_calendar_text, shipped_procedures
from app.services.security import check_password, hash_password, login_form

_BIN = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class OfficePlan:
    """What the first start asks for.

    Attributes:
        counters: how many desks share the office's numbers; decides the ranges of the first manifest.
        phrase: the recovery phrase as shown and printed; made by ``propose_phrase``.
    """

    code: str
    name: str
    level: OfficeLevel
    counter_ordinal: int
    admin_login: str
    admin_name: str
    admin_password: str
    phrase: str
    counters: int = 8
    counter_name: str = ""
    governing_body: str = ""
    place: str = ""
    address: str = ""
    phone: str = ""
    lookup_url: str = ""
    bank_bin: str = ""
    bank_account: str = ""
    bank_account_name: str = ""
    provincial_numbers: bool = False
    settings: Settings = field(default_factory=Settings)


def propose_phrase() -> str:
    """Return a new recovery phrase, to be printed and kept before the store is made."""
    return new_recovery_phrase()


def is_founded(folder: StoreFolder) -> bool:
    """Return whether there is a store in folder."""
    return folder.database.exists()


def check_plan(plan: OfficePlan, clock: Clock) -> None:
    """Judge a plan without writing anything.

    Raises:
        PersonProblem: ``numbers.bad_organisation``, ``numbers.too_many_counters``, ``opening.name_missing``,
            ``opening.counter_outside``, ``opening.bank_incomplete``, ``security.name_missing``,
            ``security.password_too_short``.
    """
    format_number(plan.code.strip().upper(), clock.now().date(), 1)
    if not tidy(plan.name):
        raise PersonProblem("opening.name_missing")
    if not 1 <= plan.counter_ordinal <= plan.counters:
        raise PersonProblem("opening.counter_outside", counters=plan.counters)
    check_bank(plan.bank_bin, plan.bank_account)
    default_manifest(plan.code.strip().upper(), plan.counters, clock.now().date())
    if not login_form(plan.admin_login) or not tidy(plan.admin_name):
        raise PersonProblem("security.name_missing")
    check_password(plan.admin_password)


def check_bank(bank_bin: str, account: str) -> None:
    """Do nothing where an account can be paid into by VietQR, or none is named.

    Raises:
        PersonProblem: ``opening.bank_incomplete``.
    """
    if account and not _BIN.fullmatch(bank_bin):
        raise PersonProblem("opening.bank_incomplete")


def found_office(folder: StoreFolder, plan: OfficePlan, clock: Clock) -> Desk:
    """Make the store of a new desk and open it: office, counter, administrator, calendar, catalogue, number ranges.

    Everything is made beside the folder and put in place at the end: a set-up that was interrupted leaves nothing.

    Raises:
        PersonProblem: as check_plan, and ``keys.phrase_mistyped``.
        OutsideProblem: ``store.exists``, ``store.…``.
    """
    check_plan(plan, clock)
    if is_founded(folder):
        raise OutsideProblem("store.exists", path=str(folder.root))
    building = StoreFolder(folder.root.with_name(folder.root.name + ".building"))
    shutil.rmtree(building.root, ignore_errors=True)
    try:
        building.create()
        _build(building, folder, plan, clock)
    except OSError as error:
        raise OutsideProblem("opening.not_written", path=str(folder.root)) from error
    finally:
        shutil.rmtree(building.root, ignore_errors=True)
    return open_desk(folder, clock, phrase=plan.phrase)


def _build(building: StoreFolder, folder: StoreFolder, plan: OfficePlan, clock: Clock) -> None:
    ring = KeyRing.create(building, plan.phrase, key_file=plan.settings.practice)
    try:
        store = Store.create(building, ring.unlock_with_phrase(plan.phrase), clock)
        try:
            _fill(store, plan, clock)
        finally:
            store.close()
        save_settings(building.settings, plan.settings)
        if folder.root.exists():
            # Only an empty folder goes away here; anything else is somebody's.
            folder.root.rmdir()
        building.root.rename(folder.root)
        sync_folder(folder.root.parent)
    except BaseException:
        # The system would else keep the key of a store that never was.
        ring.forget()
        raise


def _fill(store: Store, plan: OfficePlan, clock: Clock) -> None:
    ids, now = IdFactory(clock), clock.now()
    code = plan.code.strip().upper()
    office = Office(
        id=ids.new(),
        code=code,
        name=tidy(plan.name),
        level=plan.level,
        governing_body=tidy(plan.governing_body),
        address=tidy(plan.address),
        phone=tidy(plan.phone),
        place=tidy(plan.place),
        lookup_url=plan.lookup_url.strip(),
        bank_bin=plan.bank_bin,
        bank_account=plan.bank_account,
        bank_account_name=tidy(plan.bank_account_name),
        provincial_numbers=plan.provincial_numbers,
    )
    name = tidy(plan.counter_name) or f"Quầy {plan.counter_ordinal}"
    admin = Account(
        id=ids.new(),
        login=login_form(plan.admin_login),
        full_name=tidy(plan.admin_name),
        # The first person of a small office does everything; others are added in Admin.
        roles=frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
    )
    manifest = default_manifest(code, plan.counters, now.date())
    with store.work() as work:
        work.offices.save_office(office)
        work.offices.save_counter(Counter(ids.new(), office.id, plan.counter_ordinal, name))
        work.offices.put(INCARNATION, uuid.uuid4().bytes)
        work.accounts.add(admin, hash_password(plan.admin_password))
        work.numbers.put_manifest(manifest_to_json(manifest), now)
        calendar = shipped_calendar()
        work.calendars.put(calendar.name, shipped_calendar_text(), calendar.valid_from, now)
        for version in shipped_procedures():
            work.procedures.put(version, to_json(version))
        work.audit.write(
            now, str(admin.id), "office.founded", subject=code, detail={"practice": plan.settings.practice}
        )
        work.commit()


def open_desk(folder: StoreFolder, clock: Clock, *, phrase: str = "") -> Desk:
    """Open the store in folder with what the system remembers, or with the recovery phrase.

    Raises:
        OutsideProblem: ``store.missing``, ``keys.not_remembered`` (ask for the phrase), ``store.…``.
        PersonProblem: ``keys.wrong_phrase``, ``keys.phrase_mistyped``.
    """
    if not is_founded(folder):
        raise OutsideProblem("store.missing", path=str(folder.root))
    ring = KeyRing(folder)
    settings = load_settings(folder.settings)
    key = ring.unlock_with_phrase(phrase) if phrase else ring.unlock_with_system()
    store = Store.open(folder, key, clock)
    if phrase:
        ring.remember(key, key_file=settings.practice)
    try:
        _become_new_after_restore(store)
        with store.read() as work:
            office, counter = work.offices.office(), work.offices.counter()
    except BaseException:
        store.close()
        raise
    if office is None or counter is None:
        store.close()
        raise OutsideProblem("store.damaged", path=str(folder.root))
    desk = Desk(
        folder=folder,
        store=store,
        vault=FileVault(folder.files, key),
        page_key=hmac.digest(key, b"motcua pages", "sha256"),
        clock=clock,
        ids=IdFactory(clock),
        settings=settings,
        office=office,
        counter=counter,
    )
    catch_up_witness(desk)
    return desk


def _become_new_after_restore(store: Store) -> None:
    """Take a new incarnation where the store was restored since it was last open, whoever restored it and how."""
    with store.work() as work:
        made_at = work.offices.get(RESTORED)
        if made_at is None:
            return
        today = store.clock.now().date()
        work.offices.put(INCARNATION, uuid.uuid4().bytes)
        mark_restored(work, today)
        work.offices.remove(RESTORED)
        work.audit.write(store.clock.now(), SYSTEM_ACTOR, "backup.restored", detail={"made_at": made_at.decode()})
        work.commit()
