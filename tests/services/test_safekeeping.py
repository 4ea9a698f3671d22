"""Backup and restore through the services: another life of the desk, never a second use of a number."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.paths import StoreFolder
from app.core.problems import Problem
from app.core.settings import Settings
from app.domain.drafts import Draft
from app.services import dossiers, office
from app.services.desk import Desk
from app.services.numbering import RESTORED_ON, RESTORES_TODAY
from app.services.opening import OfficePlan, found_office, open_desk, propose_phrase
from app.services.outbox import incarnation
from app.services.reception import AttachedFile, receive
from app.services.safekeeping import back_up, back_up_daily, restore_backup
from app.services.security import Session

Filled = Callable[..., Draft]


def life(desk: Desk) -> object:
    with desk.store.read() as work:
        return incarnation(desk, work)


@pytest.fixture
def backed_up(desk: Desk, session: Session, filled: Filled, tmp_path: Path) -> Path:
    """A backup after the first dossier with its file; a second dossier follows it."""
    reference = desk.vault.put(b"%PDF scan")
    receive(desk, session, filled(), {1: AttachedFile(reference, 1)})
    target = tmp_path / "usb" / "b.zip"
    assert back_up(desk, session, target).files == 1
    receive(desk, session, filled())
    return target


def test_a_restored_desk_on_a_new_machine_is_another_life_without_numbers_for_today(
    desk: Desk, session: Session, filled: Filled, backed_up: Path, plan: OfficePlan, tmp_path: Path, clock: FixedClock
) -> None:
    before = life(desk)
    report, there = restore_backup(backed_up, StoreFolder(tmp_path / "other"), plan.phrase, clock)
    try:
        assert (report.kept, report.files) == (None, 1)
        assert life(there) != before
        (row,) = dossiers.search(there, session, "")
        digest = dossiers.view(there, session, row.id).files[0].digest
        assert dossiers.file_of(there, session, digest) == b"%PDF scan"
        # 3002 is on paper somewhere and nobody here knows: not even the backup's own side file.
        assert receive(there, session, filled()).dossier.provisional
        clock.advance(timedelta(days=1))
        assert receive(there, session, filled()).dossier.number == "H17.32-261121-3001"
        with there.store.read() as work:
            assert work.audit.verify() is None
            assert "backup.restored" in {entry.action for entry in work.audit.latest(5)}
    finally:
        there.close()


def test_a_restore_over_the_living_store_goes_on_above_its_side_file(
    desk: Desk, session: Session, filled: Filled, backed_up: Path, plan: OfficePlan, clock: FixedClock
) -> None:
    office.change_settings(desk, session, printer="ipp://x/y")
    desk.close()
    report, restored = restore_backup(backed_up, desk.folder, plan.phrase, clock)
    try:
        assert report.kept is not None
        assert restored.settings.printer == "ipp://x/y"
        assert len(dossiers.search(restored, session, "")) == 1
        assert receive(restored, session, filled()).dossier.number == "H17.32-261120-3003"
    finally:
        restored.close()


def test_a_kill_between_restore_and_opening_is_made_good_at_the_next_opening(
    desk: Desk, session: Session, filled: Filled, backed_up: Path, plan: OfficePlan, clock: FixedClock
) -> None:
    before = life(desk)
    desk.close()
    desk.folder.witness.unlink()
    with pytest.MonkeyPatch.context() as killed:
        killed.setattr("app.services.safekeeping.open_desk", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            restore_backup(backed_up, desk.folder, plan.phrase, clock)
    again = open_desk(desk.folder, clock, phrase=plan.phrase)
    second = life(again)
    assert second != before
    assert receive(again, session, filled()).dossier.provisional
    again.close()
    once_more = open_desk(desk.folder, clock)
    assert life(once_more) == second
    once_more.close()


def test_what_a_backup_knew_of_earlier_restores_today_is_not_believed(
    desk: Desk, session: Session, filled: Filled, plan: OfficePlan, tmp_path: Path, clock: FixedClock
) -> None:
    """Restored once, told by the receiver, backed up, lost again offline: the first recovery range is in use."""
    today = desk.now().date().isoformat()
    with desk.store.work() as work:
        work.offices.put(RESTORED_ON, today.encode())
        work.offices.put(f"{RESTORES_TODAY}.{today}", b"1")
        work.commit()
    target = tmp_path / "b.zip"
    back_up(desk, session, target)
    assert receive(desk, session, filled()).dossier.number.endswith("-9301")
    _, there = restore_backup(target, StoreFolder(tmp_path / "other"), plan.phrase, clock)
    try:
        assert receive(there, session, filled()).dossier.provisional
    finally:
        there.close()


def test_another_offices_folder_lends_neither_settings_nor_numbers(
    desk: Desk, session: Session, filled: Filled, backed_up: Path, plan: OfficePlan, tmp_path: Path, clock: FixedClock
) -> None:
    """A practice backup put where a real office stood must not become one that may talk to the province."""
    real = replace(plan, settings=Settings(receiver_url="https://province"), phrase=propose_phrase())
    folder = StoreFolder(tmp_path / "real")
    found_office(folder, real, clock).close()
    folder.witness.write_text(json.dumps({"H17.32|3|2026-11-20": 3001}))
    report, restored = restore_backup(backed_up, folder, plan.phrase, clock)
    try:
        assert (restored.practice, restored.settings.receiver_url) == (True, "")
        assert report.kept is not None
        assert receive(restored, session, filled()).dossier.provisional
    finally:
        restored.close()


@pytest.mark.parametrize("fault", ["cut", "changed", "phrase", "no backup"])
def test_what_cannot_be_restored_changes_nothing(
    desk: Desk, session: Session, backed_up: Path, plan: OfficePlan, clock: FixedClock, fault: str
) -> None:
    desk.close()
    content, phrase = backed_up.read_bytes(), plan.phrase
    match fault:
        case "cut":
            backed_up.write_bytes(content[: len(content) // 2])
        case "changed":
            middle = content.index(b"store.db") + 5_000
            backed_up.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        case "phrase":
            phrase = propose_phrase()
        case _:
            backed_up.unlink()
    before = {path: path.read_bytes() for path in desk.folder.root.rglob("*") if path.is_file()}
    with pytest.raises(Problem) as told:
        restore_backup(backed_up, desk.folder, phrase, clock)
    assert told.value.code in {"backup.unreadable", "backup.damaged", "keys.wrong_phrase"}
    assert {path: path.read_bytes() for path in desk.folder.root.rglob("*") if path.is_file()} == before
    again = open_desk(desk.folder, clock)
    assert len(dossiers.search(again, session, "")) == 2
    again.close()


def test_the_daily_backup_is_made_once_a_day_and_restores(
    desk: Desk, session: Session, filled: Filled, plan: OfficePlan, tmp_path: Path, clock: FixedClock
) -> None:
    reference = desk.vault.put(b"%PDF scan")
    receive(desk, session, filled(), {1: AttachedFile(reference, 1)})
    first = back_up_daily(desk)
    assert first is not None
    assert back_up_daily(desk) is None
    clock.advance(timedelta(days=1))
    second = back_up_daily(desk)
    assert second is not None
    assert {path.name for path in desk.folder.backups.glob("*.zip")} == {"motcua-20261120.zip", "motcua-20261121.zip"}
    saved = tmp_path / "disk"
    shutil.copytree(desk.folder.backups, saved)
    _, there = restore_backup(saved / second.path.name, StoreFolder(tmp_path / "other"), plan.phrase, clock)
    try:
        assert there.vault.read(reference.digest) == b"%PDF scan"
    finally:
        there.close()
