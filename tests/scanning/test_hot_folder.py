import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.problems import OutsideProblem
from app.scanning.hot_folder import HotFolder


def test_a_file_is_taken_when_it_no_longer_grows(tmp_path: Path, page: Callable[..., bytes]) -> None:
    folder = HotFolder(tmp_path)
    scan = tmp_path / "scan.jpg"
    content = page(1)
    for share in (3, 2):
        scan.write_bytes(content[: len(content) // share])
        assert folder.look() == ()
    scan.write_bytes(content)
    assert folder.look() == ()
    (arrival,) = folder.look()
    assert (arrival.path, arrival.problem, [one.data for one in arrival.pages]) == (scan, None, [content])
    assert folder.look() == ()
    folder.taken(scan)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_is_told_once_and_stays(tmp_path: Path, page: Callable[..., bytes]) -> None:
    folder = HotFolder(tmp_path)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(page(1)[:5000])
    folder.look()
    (arrival,) = folder.look()
    assert arrival.problem is not None
    assert arrival.problem.code == "scanning.file_damaged"
    assert folder.look() == folder.look() == ()
    assert broken.exists()
    broken.write_bytes(page(1))
    folder.look()
    assert [len(one.pages) for one in folder.look()] == [1]


def test_files_come_in_the_order_they_were_finished(tmp_path: Path, page: Callable[..., bytes]) -> None:
    for number, name in enumerate(("z.jpg", "a.jpg", "m.jpg")):
        (tmp_path / name).write_bytes(page(1))
        os.utime(tmp_path / name, ns=(number * 10**9, number * 10**9))
    (tmp_path / ".hidden.jpg").write_bytes(page(1))
    (tmp_path / "growing.part").write_bytes(page(1))
    (tmp_path / "sub").mkdir()
    folder = HotFolder(tmp_path)
    folder.look()
    assert [arrival.path.name for arrival in folder.look()] == ["z.jpg", "a.jpg", "m.jpg"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutsideProblem, match="folder_unreadable"):
        HotFolder(tmp_path / "share").look()
