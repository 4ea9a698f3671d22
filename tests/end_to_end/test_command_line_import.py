"""``dossiers import`` on a practice store: said before, all or none, an exit code and a sentence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main as cli
from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.services.practice import open_practice
from app.sheets.reading import read_sheet
from app.sheets.writing import xlsx

Here = Callable[..., int]
Capture = pytest.CaptureFixture[str]
BIRTH = "1.001193"
TITLES = ["Người nộp", "CCCD người nộp", "Chủ hồ sơ", "CCCD chủ hồ sơ", "Ngày sinh chủ hồ sơ"]
GOOD = [
    ["Lê Trưởng Thôn", "049080000011", "Trần Văn Một", "049080000029", "02/09/1980"],
    ["Lê Trưởng Thôn", "049080000011", "Lê Thị Hai", "049180000038", "15/03/1980"],
]
BAD = ["Lê Trưởng Thôn", "049080000011", "Ngô Xuân Ba", "123", "31/02/1980"]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cli, "_start_log", lambda: None)
    folder = tmp_path / "store"
    open_practice(StoreFolder(folder), SystemClock()).close()
    return folder


def imports(store: Path, capsys: Capture, path: Path, *options: str) -> tuple[int, dict[str, object], str]:
    code = cli.main(("dossiers", "import", str(path), "--procedure", BIRTH, "--json", "--data", str(store), *options))
    told = capsys.readouterr()
    return code, json.loads(told.out or "{}"), told.err


def test_a_file_is_looked_at_then_received_then_known_again(store: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "thon.xlsx"
    path.write_bytes(xlsx("x", TITLES, GOOD))
    code, told, _err = imports(store, capsys, path, "--dry-run")
    assert (code, told["imported"], told["seen_at"]) == (0, 0, None)
    code, told, _err = imports(store, capsys, path)
    assert (code, told["imported"]) == (0, 2)
    code, told, err = imports(store, capsys, path)
    assert (code, told["imported"]) == (1, 0)
    assert told["seen_at"]
    assert "2 dòng" in err
    assert imports(store, capsys, path, "--twice")[1]["imported"] == 2


def test_one_wrong_line_keeps_all_out_and_is_named(store: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "thon.csv"
    lines = [TITLES, *GOOD, BAD]
    path.write_bytes("\n".join(";".join(line) for line in lines).encode("utf-8-sig"))
    code, told, err = imports(store, capsys, path)
    assert (code, told["imported"]) == (1, 0)
    assert "Traceback" not in err
    rows = told["lines"]
    assert isinstance(rows, list)
    assert [row["wrong"] for row in rows] == [False, False, True]
    assert any(text.startswith("CCCD chủ hồ sơ: ") for text in rows[2]["said"])
    assert imports(store, capsys, path, "--drafts")[:2][1]["imported"] == 3


def test_the_template_is_saved(store: Path, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "mau.xlsx"
    words = ("dossiers", "template", str(target), "--data", str(store), "--procedure")
    assert cli.main((*words, BIRTH)) == 0
    assert read_sheet(target).lines[0].cells[0].text == "Họ và tên người nộp"
    assert cli.main((*words, "9.999999")) == 1
    assert "9.999999" in capsys.readouterr().err
