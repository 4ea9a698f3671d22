import logging
from pathlib import Path

import pytest

from app.core.log import MaskingFormatter, mask
from app.core.paths import StoreFolder, default_root, write_durably
from app.core.problems import OutsideProblem, PersonProblem
from app.core.settings import Settings, load_settings, save_settings
from app.core.words import _, language, use_language


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert load_settings(path) == Settings()
    wanted = Settings(language="en", appearance="dark", scale_percent=150, printer="ipp://localhost/p")
    save_settings(path, wanted)
    assert load_settings(path) == wanted


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"scale_percent": 5}',
        b'{"scale_percent": "150"}',
        b'{"scan_colour": 1}',
        b'{"language": "fr"}',
        b'{"printer": null}',
        b"\xff\xfe",
    ],
)
def test_unreadable_settings_are_reported_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    with pytest.raises(OutsideProblem) as problem:
        load_settings(path)
    assert problem.value.code == "settings.unreadable"
    assert path.read_bytes() == content


def test_settings_of_a_later_version_are_understood_as_far_as_they_are_known(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"appearance": "dark", "hologram": true}', encoding="utf-8")
    assert load_settings(path) == Settings(appearance="dark")


def test_what_is_no_setting_changes_nothing() -> None:
    assert Settings().with_changes(scan_dpi=200, printer="ipp://p") == Settings(scan_dpi=200, printer="ipp://p")
    for changed in ({"scan_dpi": 250}, {"hologram": True}, {"practice": "yes"}, {"idle_lock_minutes": 0}):
        with pytest.raises(ValueError, match=next(iter(changed))):
            Settings().with_changes(**changed)


def test_durable_write_leaves_no_part_behind(tmp_path: Path) -> None:
    target = tmp_path / "file"
    write_durably(target, b"one")
    write_durably(target, b"two")
    assert target.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_store_folder_is_private_and_complete(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "store")
    folder.create()
    assert (folder.root.stat().st_mode & 0o077) == 0
    assert {folder.files, folder.spool, folder.backups, folder.slips, folder.logs} <= set(folder.root.iterdir())


def test_default_root_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    assert default_root() == tmp_path


def test_the_log_masks_what_is_personal_and_keeps_dossier_numbers() -> None:
    line = "id 001099012345 phone 0905123456 mail a.b@example.vn dossier H17.32-261120-3007"
    assert mask(line) == "id 00***45 phone 09***56 mail ***@*** dossier H17.32-261120-3007"
    record = logging.LogRecord("app", logging.INFO, "f", 1, "card %s", ("001099012345",), None)
    assert "099012" not in MaskingFormatter("%(message)s").format(record)


def test_a_problem_says_code_and_names_but_no_values() -> None:
    assert str(PersonProblem("people.bad_id", value="001099012345")) == "people.bad_id(value)"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        use_language("xx")
    assert language() == "vi"
    assert _("Tiếp nhận") == "Tiếp nhận"
