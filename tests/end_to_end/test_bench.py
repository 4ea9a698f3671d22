"""Every measurement runs to its end and says what it promises; how fast anything is stands in the README, not here."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli.bench import postgres
from app.cli.bench.postgres import temporary_postgres
from app.cli.bench.sending import bench_sync
from app.core.problems import OutsideProblem

ROOT = Path(__file__).resolve().parents[2]


def bench(name: str, size: int, tmp_path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "app", "bench", name, "--size", str(size)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path), "MOTCUA_HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_slip(tmp_path: Path) -> None:
    found = bench("slip", 2, tmp_path)
    assert 0 < found["floor_one_line_page"]["p50_ms"] < found["A4"]["p50_ms"]
    assert found["A5"]["runs"] == 2


def test_reception(tmp_path: Path) -> None:
    found = bench("reception", 2, tmp_path)
    assert found["floor_fsync"]["p50_ms"] > 0
    assert found["commit"]["p50_ms"] < found["commit_and_slip"]["p95_ms"]


def test_startup(tmp_path: Path) -> None:
    found = bench("startup", 1, tmp_path)
    assert found["times_the_floor"] > 0.2


def test_search(tmp_path: Path) -> None:
    found = bench("search", 300, tmp_path)
    assert {"name", "accents", "typo"} <= set(found["searches"])
    assert {"counts", "all", "overdue"} <= set(found["queues"])
    assert found["worst_p95_ms"] >= found["searches"]["name"]["p95_ms"] > 0


def test_sync_to_sqlite() -> None:
    found = bench_sync(operations=20, body=700)
    assert (found["database"], found["operations"], found["body_bytes"]) == ("sqlite", 20, 700)


@pytest.mark.postgres
def test_sync_to_postgresql_whatever_the_temporary_folder_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = postgres.programs()
    assert programs is not None
    # A folder whose name is too long for a socket, and that the server's own user may not enter.
    deep = tmp_path / ("x" * 60) / ("y" * 60)
    deep.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    with temporary_postgres(programs) as server:
        monkeypatch.undo()
        found = bench_sync(server.url, operations=20, database_pid=server.pid)
    assert found["database"] == "postgresql"
    assert not any(deep.iterdir())


@pytest.mark.postgres
def test_a_server_that_cannot_start_is_told_in_a_sentence(tmp_path: Path) -> None:
    for name in ("initdb", "pg_ctl"):
        (tmp_path / name).write_text("#!/bin/sh\necho the disk is made of cheese >&2\nexit 3\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    tmp_path.chmod(0o755)
    with pytest.raises(OutsideProblem) as told, temporary_postgres(tmp_path):
        pass
    assert told.value.code == "cli.postgres_failed"
    # Who is root hears instead that the server's own user may not enter this folder.
    assert str(told.value.params["detail"]).endswith(("the disk is made of cheese", "Permission denied", "126"))
