import re
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem
from app.models import engine
from app.models.store import Store
from app.services.sentences.models import SENTENCES


def test_only_what_was_committed_stays(store: Store) -> None:
    with store.work() as work:
        work.offices.put("kept", b"1")
        work.commit()
    with store.work() as work:
        work.offices.put("kept", b"2")
    with pytest.raises(ZeroDivisionError):
        _fail_after_writing(store)
    with store.read() as work:
        assert work.offices.get("kept") == b"1"


def _fail_after_writing(store: Store) -> None:
    with store.work() as work:
        work.offices.put("kept", b"3")
        raise ZeroDivisionError


def test_it_is_there_after_reopening_and_unreadable_on_disk(store: Store, folder: StoreFolder, key: bytes) -> None:
    with store.work() as work:
        work.offices.put("secret", b"Dang Van Duc 001099001234")
        work.commit()
    store.close()
    content = b"".join(path.read_bytes() for path in folder.root.glob("store.db*"))
    assert b"Dang Van Duc" not in content
    assert not content.startswith(b"SQLite format 3")
    again = Store.open(folder, key, store.clock)
    with again.read() as work:
        assert work.offices.get("secret") == b"Dang Van Duc 001099001234"
    again.close()


def test_the_disk_is_asked_for_durability(store: Store) -> None:
    with store.read() as work:
        pragmas = {
            name: work.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(OutsideProblem, match=r"store\.write_failed"), store.read() as work:
        work.offices.put("x", b"")
    with store.work() as work:
        work.offices.put("x", b"")
        work.commit()


def test_transactions_do_not_nest(store: Store) -> None:
    with store.work(), pytest.raises(RuntimeError, match="nest"), store.read():
        pass
    with store.read() as work:
        assert work.offices.office() is None


def test_a_wrong_key_says_so(
    store: Store, folder: StoreFolder, clock: FixedClock, capfd: pytest.CaptureFixture[str]
) -> None:
    store.close()
    with pytest.raises(OutsideProblem) as raised:
        Store.open(folder, bytes(32), clock)
    assert raised.value.code == "store.wrong_key"
    assert capfd.readouterr() == ("", "")


def test_a_store_is_never_created_over_another(
    store: Store, folder: StoreFolder, key: bytes, clock: FixedClock
) -> None:
    with pytest.raises(OutsideProblem) as raised:
        Store.create(folder, key, clock)
    assert raised.value.code == "store.exists"


def test_a_missing_store_is_not_made_by_opening(folder: StoreFolder, key: bytes, clock: FixedClock) -> None:
    with pytest.raises(OutsideProblem) as raised:
        Store.open(folder, key, clock)
    assert raised.value.code == "store.missing"
    assert not folder.database.exists()


@pytest.mark.parametrize(
    ("version", "sound"), [("3.40.1", False), ("3.51.2", False), ("3.51.3", True), ("3.53.4", True)]
)
def test_an_sqlite_that_corrupts_is_refused(version: str, sound: bool) -> None:
    if sound:
        engine.assert_sound_sqlite(version)
        return
    with pytest.raises(OutsideProblem) as raised:
        engine.assert_sound_sqlite(version)
    assert raised.value.code == "store.sqlite_too_old"


def test_a_network_path_is_refused(tmp_path: Path) -> None:
    engine.assert_local(tmp_path)
    with pytest.raises(OutsideProblem) as raised:
        engine.assert_local(Path(r"\\server\share\motcua"))
    assert raised.value.code == "store.network_path"


def test_every_changed_page_is_noticed(store: Store, folder: StoreFolder, key: bytes, clock: FixedClock) -> None:
    with store.work() as work:
        for number in range(300):
            work.offices.put(f"value {number}", bytes(500))
        work.commit()
    store.close()
    sound = folder.database.read_bytes()
    pages = len(sound) // 4096
    assert pages > 40
    for page in range(1, pages, 7):
        changed = bytearray(sound)
        changed[page * 4096 + 1234] ^= 1
        folder.database.write_bytes(changed)
        with pytest.raises(OutsideProblem) as raised:
            _open_and_check(folder, key, clock)
        assert raised.value.code in {"store.damaged", "store.wrong_key"}, page
    folder.database.write_bytes(sound)
    _open_and_check(folder, key, clock)


def _open_and_check(folder: StoreFolder, key: bytes, clock: FixedClock) -> None:
    opened = Store.open(folder, key, clock)
    try:
        opened.check()
    finally:
        opened.close()


def test_a_full_disk_loses_nothing(store: Store) -> None:
    with store.work() as work:
        work.offices.put("before", b"1")
        work.commit()
    with store.read() as work:
        used = work.connection.exec_driver_sql("PRAGMA page_count").scalar()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count = {used}")
    with pytest.raises(OutsideProblem) as raised:
        _write_much(store)
    assert raised.value.code == "store.disk_full"
    with store.read() as work:
        assert work.offices.get("before") == b"1"
        work.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with store.work() as work:
        work.offices.put("after", bytes(1_000_000))
        work.commit()


def _write_much(store: Store) -> None:
    with store.work() as work:
        work.offices.put("before", b"2")
        work.offices.put("much", bytes(1_000_000))
        work.commit()


def test_a_bug_does_not_quote_personal_data(store: Store) -> None:
    with pytest.raises(Exception, match="no such table") as raised, store.work() as work:
        work.connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("Đặng Văn Đức",))
    assert "Đặng" not in str(raised.value)


def test_every_problem_of_this_room_has_its_sentence() -> None:
    source = "".join(path.read_text() for path in Path(engine.__file__).parent.rglob("*.py"))
    raised = set(re.findall(r'"((?:store|files|keys|backup)\.[a-z_]+)"', source)) - {"store.restored_from", "store.db"}
    assert raised == set(SENTENCES)
