"""The command line as an administrator meets it: a real process, plain sentences, exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main as cli

ROOT = Path(__file__).resolve().parents[2]


def motcua(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments, "--data", str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
    )


Here = Callable[..., int]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    """Run a command in this process and return its exit code, where it need not be proved once more that one starts."""
    monkeypatch.setattr(cli, "_start_log", lambda: None)
    return lambda *words: cli.main(words)


def test_qr_reads_a_card_of_2024(tmp_path: Path) -> None:
    answer = motcua(
        "qr", "001099012345||Nguyễn Văn A|15031999|Nam|Phường Ví Dụ, Hà Nội|10082024||||", "--json", data=tmp_path
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["party"]["full_name"] == "Nguyễn Văn A"


def test_qr_of_something_else_says_so_without_a_traceback(tmp_path: Path) -> None:
    answer = motcua("qr", "https://example.vn", data=tmp_path)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr + answer.stdout
    assert "https://example.vn" in answer.stdout


def test_due_explains_itself(tmp_path: Path) -> None:
    answer = motcua("due", "--procedure", "1.001193", "--received", "2026-11-20T15:20", data=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "17:00 23/11/2026" in answer.stdout
    assert "15" in answer.stdout.splitlines()[1]


@pytest.mark.parametrize(
    "words",
    [
        ("due", "--procedure", "9.999999", "--received", "2026-11-20T15:20"),
        ("due", "--procedure", "1.001193", "--received", "yesterday"),
        ("due", "--procedure", "1.001193", "--received", "2026-11-20T15:20", "--case", "no such case"),
        ("doctor",),
        ("slip", "H17.32-261120-3001", "--out", "slip.pdf"),
        ("sync", "once"),
        ("backup", "file.zip"),
        ("restore", "missing.zip"),
        ("procedures", "import", "missing.json"),
        ("dossiers", "import", "missing.xlsx", "--procedure", "1.001193"),
        ("dossiers", "template", "out.xlsx", "--procedure", "1.001193"),
    ],
)
def test_problems_are_a_plain_sentence_and_an_exit_code(
    tmp_path: Path, words: tuple[str, ...], here: Here, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("MOTCUA_PHRASE", "1234")
    assert here(*words, "--data", str(tmp_path / "nothing")) == 1
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said
    assert "mã " not in said, "a code without a sentence"


def test_a_problem_of_a_real_process(tmp_path: Path) -> None:
    answer = motcua("doctor", data=tmp_path / "nothing")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.timeout(400)  # it starts a dozen programs, one after the other
def test_the_demonstration_agrees_on_both_sides(tmp_path: Path, here: Here) -> None:
    out = tmp_path / "demo"
    answer = subprocess.run(
        [sys.executable, "-m", "app", "demo", "--headless", "--out", str(out), "--dossiers", "4", "--no-pictures"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout + answer.stderr
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["received"] == summary["stored"] == summary["slips"] == 4
    assert (summary["missing"], summary["doubled"], summary["kills"]) == (0, 0, 1)
    assert summary["offline_cause"].startswith("sync.")
    # The store of the demonstration is an ordinary one: the other commands work on it.
    store, number = out / "store", summary["dossiers"][0]["number"]
    slip = tmp_path / "slip.pdf"
    assert here("slip", number, "--out", str(slip), "--data", str(store)) == 0
    assert slip.read_bytes().startswith(b"%PDF")
    assert here("doctor", "--data", str(store)) == 0
    backup = tmp_path / "backup.zip"
    assert here("backup", str(backup), "--data", str(store)) == 0
    assert backup.stat().st_size > 10_000
