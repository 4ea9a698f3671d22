from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.core.clock import VIETNAM
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.catalogue_format import to_json
from app.domain.dossiers import Dossier
from app.domain.offices import Account, Counter, Office, OfficeLevel, Role
from app.domain.procedures import Channel, Doubt, ProcedureCase, ProcedureVersion, ReviewNote
from app.models.rows import HistoryEvent, NumberState, PrintRecord, PrintState
from app.models.store import Store

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
DAY = date(2026, 11, 20)


def test_office_and_counter_are_this_desks(store: Store) -> None:
    office = Office(
        uuid4(), "H47.12", "UBND xã Thạnh Mỹ", OfficeLevel.COMMUNE, place="Thạnh Mỹ", provincial_numbers=True
    )
    counter = Counter(uuid4(), office.id, 3, "Quầy 3")
    with store.work() as work:
        assert work.offices.office() is None
        assert work.offices.counter() is None
        work.offices.save_office(replace(office, id=uuid4()))
        work.offices.save_office(office)
        work.offices.save_office(replace(office, name="Xã mới"))
        work.offices.save_counter(counter)
        assert work.offices.office() == replace(office, name="Xã mới")
        assert work.offices.counter() == counter
        work.offices.put("key", b"1")
        work.offices.put("key", b"2")
        assert work.offices.get("key") == b"2"
        work.offices.remove("key")
        assert work.offices.get("key") is None


def test_accounts_and_wrong_tries_survive_a_restart(store: Store, key: bytes) -> None:
    account = Account(uuid4(), "lan", "Trần Thị Lan", frozenset({Role.CLERK, Role.SUPERVISOR}), title="Công chức")
    with store.work() as work:
        work.accounts.add(account, "hash")
        work.accounts.record_failure("lan", NOW)
        work.accounts.record_failure("lan", NOW + timedelta(minutes=1))
        work.commit()
    store.close()
    again = Store.open(store.folder, key, store.clock)
    with again.work() as work:
        assert work.accounts.by_login("lan") == account == work.accounts.get(account.id)
        assert work.accounts.failures("lan") == (2, NOW + timedelta(minutes=1))
        assert work.accounts.failures("nobody") == (0, None)
        work.accounts.clear_failures("lan")
        assert work.accounts.failures("lan") == (0, None)
        work.accounts.save(replace(account, active=False))
        work.accounts.set_secret(account.id, "other")
        assert work.accounts.all() == (replace(account, active=False),)
        assert work.accounts.secret(account.id) == "other"
        with pytest.raises(KeyError):
            work.accounts.save(replace(account, id=uuid4()))
        with pytest.raises(KeyError):
            work.accounts.secret(uuid4())
        with pytest.raises(PersonProblem) as raised:
            work.accounts.add(replace(account, id=uuid4()), "hash")
        assert raised.value.code == "store.login_taken"
    again.close()


_CASE = ProcedureCase("1", "Trong nước", (), ((Channel.COUNTER, None),))


def _version(version: int, valid_from: date | None, **changed: object) -> ProcedureVersion:
    plain = ProcedureVersion(
        "1.001193", version, f"Khai sinh {version}", "Hộ tịch", "QĐ", (_CASE,), valid_from=valid_from
    )
    return replace(plain, **changed)  # type: ignore[arg-type]  # fields by name


def test_the_version_in_force_is_the_newest_of_the_day(store: Store) -> None:
    doubtful = (ReviewNote(Doubt.NO_LIMIT, "Trực tiếp / thời hạn", ""),)
    versions = [
        _version(1, None),
        _version(2, date(2026, 7, 1), review=doubtful),
        _version(3, date(2027, 1, 1)),
        _version(1, date(2026, 1, 1), code="2.000815", valid_to=date(2026, 6, 30)),
    ]
    with store.work() as work:
        for version in versions:
            work.procedures.put(version, to_json(version))
        assert work.procedures.current("1.001193", date(2026, 6, 30)) == versions[0]
        assert work.procedures.current("1.001193", DAY) == versions[1]
        assert work.procedures.current("1.001193", date(2027, 1, 1)) == versions[2]
        assert work.procedures.current("2.000815", DAY) is None
        assert work.procedures.all_current(date(2026, 6, 30)) == (versions[0], versions[3])
        assert work.procedures.all_current(DAY) == (versions[1],) == work.procedures.in_doubt(DAY)
        assert work.procedures.version("1.001193", 1) == versions[0]
        assert work.procedures.version("1.001193", 9) is None
        assert (work.procedures.latest_version("1.001193"), work.procedures.latest_version("x")) == (3, 0)
        with pytest.raises(PersonProblem) as raised:
            work.procedures.put(versions[0], "{}")
        assert raised.value.code == "store.version_taken"


def test_calendars_keep_their_history(store: Store) -> None:
    with store.work() as work:
        assert work.calendars.current() is None
        work.calendars.put("2026", "{1}", date(2026, 1, 1), NOW)
        work.calendars.put("2027", "{2}", date(2027, 1, 1), NOW)
        assert work.calendars.current() == "{2}"
        assert work.calendars.current(DAY) == "{1}"
        assert [row.name for row in work.calendars.history()] == ["2027", "2026"]


def test_the_high_water_mark_never_falls(store: Store) -> None:
    with store.work() as work:
        assert work.numbers.high_water("H47.12", 3, DAY) == 0
        for serial in (3001, 3005, 3002):
            work.numbers.raise_to("H47.12", 3, DAY, serial)
        work.numbers.raise_to("H47.12", 4, DAY, 4001)
        assert work.numbers.high_water("H47.12", 3, DAY) == 3005
        assert work.numbers.high_water("H47.12", 3, DAY + timedelta(days=1)) == 0


def test_the_ledger_explains_every_number_once(store: Store) -> None:
    dossier = uuid4()
    with store.work() as work:
        work.numbers.record("H47.12-261120-3001", dossier, "used", NOW, "")
        work.numbers.record("H47.12-261120-3002", None, NumberState.CANCELLED, NOW, "Máy in kẹt")
        work.numbers.record("H47.12-261121-3001", dossier, "bound", NOW, "")
        with pytest.raises(OutsideProblem) as raised:
            work.numbers.record("H47.12-261120-3001", uuid4(), "used", NOW, "")
        assert raised.value.code == "store.number_taken"
        day = work.numbers.starting_with("H47.12-261120-")
        assert [(row.number[-4:], row.state.value, row.reason) for row in day] == [
            ("3001", "used", ""),
            ("3002", "cancelled", "Máy in kẹt"),
        ]
        found = work.numbers.of_number("H47.12-261120-3001")
        assert found is not None
        assert (found.dossier_id, found.at) == (dossier, NOW)
        assert work.numbers.of_number("H47.12-261120-3003") is None
        work.numbers.put_manifest("{1}", NOW)
        work.numbers.put_manifest("{2}", NOW)
        assert work.numbers.manifest() == "{2}"
        assert work.numbers.manifests() == ("{2}", "{1}")


def test_drafts_are_kept_as_typed(store: Store) -> None:
    first, second = uuid4(), uuid4()
    with store.work() as work:
        work.drafts.save(first, "lan", '{"a": 1}', NOW)
        work.drafts.save(second, "lan", "{}", NOW + timedelta(seconds=1))
        work.drafts.save(uuid4(), "minh", "{}", NOW)
        work.drafts.save(first, "lan", '{"a": 2}', NOW + timedelta(seconds=2))
        kept = work.drafts.get(first)
        assert kept is not None
        assert (kept.json, kept.saved_at) == ('{"a": 2}', NOW + timedelta(seconds=2))
        assert [draft.id for draft in work.drafts.all_of("lan")] == [first, second]
        work.drafts.delete(first)
        assert work.drafts.get(first) is None


def test_a_print_is_asked_about_until_it_is_paper(store: Store, make_dossier: Callable[..., Dossier]) -> None:
    dossier = make_dossier().id
    prints = [
        PrintRecord(uuid4(), dossier, "01-tt03-2025", 1, n, PrintState.QUEUED, "", NOW + timedelta(minutes=n), NOW)
        for n in range(2)
    ]
    with store.work() as work:
        assert work.prints.last_reprint(dossier, "01-tt03-2025") == -1
        for record in prints:
            work.prints.add(record)
        assert work.prints.unprinted() == tuple(prints) == work.prints.of_dossier(dossier)
        work.prints.set_state(prints[0].id, PrintState.PRINTING, NOW, job="job-7")
        work.prints.set_state(prints[0].id, PrintState.FAILED, NOW, reason="media-empty")
        failed = work.prints.get(prints[0].id)
        assert failed == replace(prints[0], state=PrintState.FAILED, job="job-7", reason="media-empty")
        work.prints.set_state(prints[0].id, PrintState.PRINTED, NOW)
        work.prints.set_state(prints[1].id, PrintState.CANCELLED, NOW)
        assert work.prints.unprinted() == ()
        assert work.prints.last_reprint(dossier, "01-tt03-2025") == 1


def test_history_stays_in_order(store: Store) -> None:
    dossier = uuid4()
    events = [
        HistoryEvent(
            UUID(int=9 - n), dossier, NOW, "dossier.received", "Lan", text="ghi chú", detail={"n": n, "x": None}
        )
        for n in range(3)
    ]
    with store.work() as work:
        for event in events:
            work.history.add(event)
        assert work.history.of(dossier) == tuple(events)
        assert work.history.of(uuid4()) == ()
