import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.problems import OutsideProblem
from app.scanning.sealing import PLAIN, Sealing, aes_sealing
from app.scanning.spool import PageSpool
from app.scanning.spools import PaperSpools

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("sealing", [PLAIN, aes_sealing(bytes(32))], ids=["plain", "sealed"])
def test_everything_is_there_again_after_reopening(tmp_path: Path, sealing: Sealing) -> None:
    spool = PageSpool(tmp_path / "d" / "1", sealing)
    first, second, third = (spool.add(content) for content in (b"one", b"two", b"three"))
    spool.rotate(first.page, 90)
    spool.move(third.page, 0)
    spool.delete(second.page)
    new = spool.replace(first.page, b"one again")
    spool.undo()
    again = PageSpool(tmp_path / "d" / "1", sealing)
    assert again.pages() == spool.pages()
    assert [again.read(held.page) for held in again.pages()] == [b"three", b"one"]
    assert again.pages()[1].rotation == 90
    again.redo()
    assert [held.page for held in again.pages()] == [third.page, new.page]
    assert again.undo()
    assert again.undo()
    assert [again.read(held.page) for held in again.pages()] == [b"three", b"one", b"two"]


def test_a_sealed_page_is_not_readable_on_disk_nor_elsewhere(tmp_path: Path) -> None:
    sealing = aes_sealing(bytes(range(32)))
    spool = PageSpool(tmp_path / "draft" / "1", sealing)
    page = spool.add(b"NGUYEN VAN A 001090000001" * 10)
    on_disk = spool.folder / page.page
    assert b"NGUYEN" not in b"".join(path.read_bytes() for path in spool.folder.iterdir())
    elsewhere = PageSpool(tmp_path / "draft" / "2", sealing)
    (elsewhere.folder / page.page).write_bytes(on_disk.read_bytes())
    with pytest.raises(OutsideProblem, match="page_unreadable"):
        elsewhere.read(page.page)
    with pytest.raises(OutsideProblem, match="page_unreadable"):
        PageSpool(tmp_path / "draft" / "1", aes_sealing(bytes(32))).read(page.page)


def test_a_page_killed_between_file_and_journal_is_found_again(tmp_path: Path) -> None:
    spool = PageSpool(tmp_path / "d" / "1")
    spool.add(b"one")
    (spool.folder / "000002.page").write_bytes(b"two")
    (spool.folder / "000003.page.part").write_bytes(b"thr")
    again = PageSpool(tmp_path / "d" / "1")
    assert [again.read(held.page) for held in again.pages()] == [b"one", b"two"]
    assert not list(spool.folder.glob("*.part"))
    assert again.add(b"three").page == "000003.page"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_journal_cut_or_changed_anywhere_loses_no_page(tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / uuid.uuid4().hex / "1"
    spool = PageSpool(folder)
    added = [spool.add(bytes([65 + number])) for number in range(4)]
    spool.rotate(added[0].page, 90)
    spool.delete(added[1].page)
    journal = folder / "journal.jsonl"
    content = bytearray(journal.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:place]
    else:
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    journal.write_bytes(content)
    again = PageSpool(folder)
    present = {again.read(held.page) for held in again.pages()}
    assert {b"A", b"C", b"D"} <= present
    again.rotate(added[0].page, 180)
    assert PageSpool(folder).pages() == again.pages()


def test_a_full_disk_is_told_and_leaves_the_spool_as_it_was(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    spool = PageSpool(tmp_path / "d" / "1")
    kept = spool.add(b"one")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, limits[1]))
    try:
        with pytest.raises(OutsideProblem, match="spool_unwritable"):
            spool.add(bytes(4096))
        while spool.folder.joinpath("journal.jsonl").stat().st_size + 45 <= 64:
            spool.rotate(kept.page, 90)
        with pytest.raises(OutsideProblem, match="spool_unwritable"):
            spool.rotate(kept.page, 90)
        turned = spool.pages()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert PageSpool(tmp_path / "d" / "1").pages() == turned
    assert spool.add(b"two").page != kept.page


_ADDING = """
import sys
from pathlib import Path
from app.scanning.spool import PageSpool
spool = PageSpool(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    page = spool.add(b"%06d" % number * 2000)
    spool.rotate(page.page, 90)
    print(number, flush=True)
"""


@pytest.mark.parametrize("pages", [1, 3, 7, 12])
def test_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, pages: int) -> None:
    folder = tmp_path / "d" / "1"
    child = subprocess.Popen(
        [sys.executable, "-c", _ADDING, str(folder)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with child:
        assert child.stdout is not None
        acknowledged = 0
        while acknowledged < pages:
            acknowledged = int(child.stdout.readline())
        child.kill()
        acknowledged = max([acknowledged, *map(int, child.stdout.read().split())])
    spool = PageSpool(folder)
    held = spool.pages()
    assert acknowledged <= len(held) <= acknowledged + 1
    assert [spool.read(page.page)[:6] for page in held] == [b"%06d" % (n + 1) for n in range(len(held))]
    assert all(page.rotation == 90 for page in held[:acknowledged])


def test_unknown_pages_and_crooked_angles_are_errors_of_the_caller(tmp_path: Path) -> None:
    spool = PageSpool(tmp_path / "d" / "1")
    page = spool.add(b"x")
    with pytest.raises(KeyError):
        spool.delete("000009.page")
    with pytest.raises(ValueError, match="right angles"):
        spool.rotate(page.page, 45)
    assert not spool.undo()
    assert not spool.redo()


def test_the_digest_tells_whether_the_paper_changed(tmp_path: Path) -> None:
    spool = PageSpool(tmp_path / "d" / "1")
    page = spool.add(b"x")
    before = spool.digest()
    spool.rotate(page.page, 90)
    assert spool.digest() != before
    spool.undo()
    assert spool.digest() == before


def test_spools_find_drafts_and_papers_again_and_let_them_go(tmp_path: Path) -> None:
    draft, other = uuid.uuid4(), uuid.uuid4()
    spools = PaperSpools(tmp_path / "spool")
    spools.paper(draft, 2).add(b"x")
    spools.paper(draft, 10).add(b"y")
    spools.paper(other, 1).add(b"z")
    assert spools.paper(draft, 2) is spools.paper(draft, 2)
    again = PaperSpools(tmp_path / "spool")
    assert set(again.drafts()) == {draft, other}
    assert again.papers(draft) == (2, 10)
    again.discard(draft)
    assert again.drafts() == (other,)
    assert again.papers(draft) == ()
    assert again.paper(other, 1).read("000001.page") == b"z"
