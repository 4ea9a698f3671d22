"""The command line speaks the language of the environment, else of the desk, else Vietnamese."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.paths import StoreFolder
from app.core.settings import Settings, save_settings

ROOT = Path(__file__).resolve().parents[2]
DUE = ("due", "--procedure", "1.001193", "--received", "2026-11-20T15:20")
ENGLISH, VIETNAMESE = "1. Received 15:20 Friday 20/11 – after 15 h", "1. Nhận 15:20 thứ Sáu 20/11 – sau 15 giờ"


def motcua(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "MOTCUA_LANGUAGE"}
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments, "--data", str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**inherited, **environment},
    )


@pytest.mark.parametrize(
    ("environment", "settings", "line"),
    [
        ({}, "", VIETNAMESE),
        ({"MOTCUA_LANGUAGE": "en"}, "", ENGLISH),
        ({"MOTCUA_LANGUAGE": "xx"}, "", VIETNAMESE),
        ({}, "en", ENGLISH),
        ({"MOTCUA_LANGUAGE": "vi"}, "en", VIETNAMESE),
    ],
)
def test_results_are_in_the_language_that_was_asked_for(
    tmp_path: Path, environment: dict[str, str], settings: str, line: str
) -> None:
    if settings == "en":
        save_settings(StoreFolder(tmp_path).settings, Settings(language="en"))
    answer = motcua(*DUE, data=tmp_path, **environment)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[1] == line


def test_problems_are_in_english_too(tmp_path: Path) -> None:
    answer = motcua("due", "--procedure", "9.999999", "--received", "2026-11-20", data=tmp_path, MOTCUA_LANGUAGE="en")
    assert answer.returncode == 1
    assert answer.stderr.strip() == "There is no procedure 9.999999 in the catalogue. Import the catalogue first."


def test_settings_that_cannot_be_read_do_not_keep_a_command_from_speaking(tmp_path: Path) -> None:
    StoreFolder(tmp_path).settings.write_text("{", "utf-8")
    answer = motcua(*DUE, data=tmp_path)
    assert (answer.returncode, answer.stdout.splitlines()[1]) == (0, VIETNAMESE), answer.stderr
