import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.core.problems import OutsideProblem, PersonProblem
from app.domain.dossiers import Dossier
from app.models.backup import RESTORED, backup, daily_backup, restore, verify
from app.models.files import FileVault
from app.models.keys import KeyRing
from app.models.recovery_phrase import new_recovery_phrase
from app.models.store import Store

PHRASE = new_recovery_phrase()


@dataclass
class _Desk:
    store: Store
    vault: FileVault
    digest: str
    dossier: Dossier


@pytest.fixture
def desk(
    folder: StoreFolder, clock: FixedClock, make_dossier: Callable[..., Dossier], monkeypatch: pytest.MonkeyPatch
) -> Iterator[_Desk]:
    monkeypatch.setattr(keyring.core, "_keyring_backend", NoKeyring())  # type: ignore[no-untyped-call]  # the library left it untyped
    key = KeyRing.create(folder, PHRASE).unlock_with_phrase(PHRASE)
    store, vault, dossier = Store.create(folder, key, clock), FileVault(folder.files, key), make_dossier()
    reference = vault.put(b"scan" * 1000)
    with store.work() as work:
        work.dossiers.add(dossier)
        work.commit()
    folder.witness.write_text("3001")
    yield _Desk(store, vault, reference.digest, dossier)
    store.close()


def _opened(folder: StoreFolder, clock: FixedClock) -> tuple[Store, FileVault]:
    key = KeyRing(folder).unlock_with_phrase(PHRASE)
    return Store.open(folder, key, clock), FileVault(folder.files, key)


def test_a_new_machine_has_everything_again(desk: _Desk, tmp_path: Path, clock: FixedClock) -> None:
    steps: list[tuple[int, int]] = []
    report = backup(desk.store, desk.vault, tmp_path / "usb" / "b.zip", lambda done, total: steps.append((done, total)))
    assert (report.files, report.made_at) == (1, clock.now())
    assert steps[-1] == (4, 4)
    assert verify(report.path) == verify(report.path, PHRASE, clock) == report
    there = StoreFolder(tmp_path / "new machine")
    restored = restore(report.path, there, PHRASE, clock)
    assert (restored.kept, restored.new_incarnation, restored.files) == (None, True, 1)
    store, vault = _opened(there, clock)
    with store.read() as work:
        assert work.dossiers.get(desk.dossier.id) == desk.dossier
        assert work.offices.get(RESTORED) == clock.now().isoformat().encode()
    assert vault.read(desk.digest) == b"scan" * 1000
    # The backup's own witness lacks what was given since: it is not to be believed on another machine.
    assert not there.witness.exists()
    store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new machine", "store", "usb"]


def test_a_restore_keeps_what_stood_there(
    desk: _Desk, folder: StoreFolder, tmp_path: Path, clock: FixedClock, make_dossier: Callable[..., Dossier]
) -> None:
    report = backup(desk.store, desk.vault, tmp_path / "b.zip")
    later = make_dossier()
    with desk.store.work() as work:
        work.dossiers.add(later)
        work.commit()
    folder.witness.write_text("3002")
    desk.store.close()
    restored = restore(report.path, folder, PHRASE, clock)
    assert restored.kept is not None
    for where, expected in ((folder, None), (StoreFolder(restored.kept), later)):
        store, _vault = _opened(where, clock)
        with store.read() as work:
            assert work.dossiers.get(later.id) == expected
            assert work.dossiers.get(desk.dossier.id) == desk.dossier
        store.close()
    assert folder.witness.read_text() == "3002"


def test_the_desk_works_on_while_a_backup_is_made(desk: _Desk, tmp_path: Path) -> None:
    with desk.store.work() as work:
        work.offices.put("half", b"done")
        backup(desk.store, desk.vault, tmp_path / "b.zip")
        work.commit()
    with desk.store.read() as work:
        assert work.offices.get("half") == b"done"
    assert verify(tmp_path / "b.zip").files == 1


@pytest.mark.parametrize("part", ["store.db", "keys.json", "files/"])
def test_a_changed_backup_replaces_nothing(
    desk: _Desk, folder: StoreFolder, tmp_path: Path, clock: FixedClock, part: str
) -> None:
    source = backup(desk.store, desk.vault, tmp_path / "b.zip").path
    with zipfile.ZipFile(source) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith(part)]
        content = archive.read(name)
    changed = bytearray(source.read_bytes())
    changed[bytes(changed).index(content) + len(content) // 2] ^= 1
    source.write_bytes(changed)
    before = folder.database.read_bytes()
    with pytest.raises(OutsideProblem) as raised:
        restore(source, folder, PHRASE, clock)
    assert raised.value.code == "backup.damaged"
    assert folder.database.read_bytes() == before


def test_what_is_no_backup_says_so(desk: _Desk, folder: StoreFolder, tmp_path: Path, clock: FixedClock) -> None:
    for content in (b"", b"not a zip"):
        (tmp_path / "b.zip").write_bytes(content)
        with pytest.raises(OutsideProblem) as raised:
            restore(tmp_path / "b.zip", folder, PHRASE, clock)
        assert raised.value.code == "backup.unreadable"
    with pytest.raises(OutsideProblem):
        verify(tmp_path / "gone.zip")


def test_another_phrase_restores_nothing(desk: _Desk, tmp_path: Path, clock: FixedClock) -> None:
    source = backup(desk.store, desk.vault, tmp_path / "b.zip").path
    there = StoreFolder(tmp_path / "new")
    with pytest.raises(PersonProblem) as raised:
        restore(source, there, new_recovery_phrase(), clock)
    assert raised.value.code == "keys.wrong_phrase"
    assert not there.root.exists()


def test_the_key_is_not_in_the_backup(desk: _Desk, folder: StoreFolder, tmp_path: Path) -> None:
    ring = KeyRing(folder)
    key = ring.unlock_with_phrase(PHRASE)
    ring.remember(key, key_file=True)
    content = backup(desk.store, desk.vault, tmp_path / "b.zip").path.read_bytes()
    assert key not in content
    assert key.hex().encode() not in content


def test_daily_backups_rotate_and_share_their_files(desk: _Desk, tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "backups"
    for _day in range(5):
        assert daily_backup(desk.store, desk.vault, folder, keep=3) is not None
        assert daily_backup(desk.store, desk.vault, folder, keep=3) is None
        clock.advance(timedelta(days=1))
    zips = sorted(path.name for path in folder.glob("*.zip"))
    assert zips == ["motcua-20261122.zip", "motcua-20261123.zip", "motcua-20261124.zip"]
    there = StoreFolder(tmp_path / "new")
    assert restore(folder / zips[0], there, PHRASE, clock).files == 1
    store, vault = _opened(there, clock)
    assert vault.read(desk.digest) == b"scan" * 1000
    store.close()


def test_a_backup_without_its_files_is_not_restored(desk: _Desk, tmp_path: Path, clock: FixedClock) -> None:
    source = backup(desk.store, desk.vault, tmp_path / "b.zip", with_files=False).path
    with pytest.raises(OutsideProblem) as raised:
        restore(source, StoreFolder(tmp_path / "new"), PHRASE, clock)
    assert raised.value.code == "files.missing"


def test_a_target_that_cannot_be_written_says_so(desk: _Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutsideProblem) as raised:
        backup(desk.store, desk.vault, tmp_path / "file" / "b.zip")
    assert raised.value.code == "backup.write_failed"
