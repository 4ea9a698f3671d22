"""Papers of a draft: scanned from real devices, durable page by page, sealed on disk, attached to the dossier."""

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.core.problems import OutsideProblem, PersonProblem
from app.core.settings import Settings
from app.domain.drafts import Draft
from app.scanning.device import Capabilities, Mode, PageSink, ScanOutcome, ScanRequest, Source
from app.scanning.simulator import EsclSimulator, Mishaps, drawn
from app.services import dossiers
from app.services.desk import Desk
from app.services.papers import DraftPapers, PageRef, open_spools, scan_request
from app.services.reception import receive
from app.services.security import Session

Filled = Callable[..., Draft]
NOTHING = threading.Event()


def stack(count: int) -> list[Callable[[int, Mode], bytes]]:
    pages = [drawn((f"TRANG {number}",), number)(100, Mode.GREY) for number in range(count)]
    return [lambda _dpi, _mode, page=page: page for page in pages]  # type: ignore[misc]  # the default binds the page


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 560)) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", size, 200).save(buffer, kind, dpi=(200, 200))
    return buffer.getvalue()


@pytest.fixture
def draft(filled: Filled) -> Draft:
    return filled()


@pytest.fixture
def papers(desk: Desk, draft: Draft) -> DraftPapers:
    return DraftPapers(desk, open_spools(desk), draft.id)


def test_a_stack_from_the_network_scanner_ends_up_in_the_dossier(
    desk: Desk, session: Session, draft: Draft, papers: DraftPapers
) -> None:
    seen: list[PageRef] = []
    with EsclSimulator() as simulator:
        simulator.load(stack(3))
        desk.settings = Settings(practice=True, scanner=f"escl:{simulator.url}", scan_dpi=200, scan_colour=False)
        assert papers.scan(session, 2, NOTHING, seen.append).pages == 3
    assert [ref.ordinal for ref in seen] == [2, 2, 2]
    assert papers.pages() == tuple(seen)
    assert papers.thumbnail(seen[0]).startswith(b"\x89PNG")
    received = receive(desk, session, draft, papers.attach(draft)).dossier
    paper = next(one for one in received.papers if one.ordinal == 2)
    assert (paper.pages, dossiers.file_of(desk, session, paper.file_digest)[:5]) == (3, b"%PDF-")
    assert [one.digest for one in dossiers.view(desk, session, received.id).files] == [paper.file_digest]
    papers.discard()
    assert papers.pages() == ()
    assert list(desk.folder.spool.iterdir()) == []


@pytest.mark.parametrize(("mishap", "code"), [("jam_at", "scanning.jam"), ("drop_at", "scanning.offline")])
def test_a_mishap_is_a_problem_with_a_name_and_the_pages_before_it_stay(
    desk: Desk, session: Session, papers: DraftPapers, mishap: str, code: str
) -> None:
    with EsclSimulator() as simulator:
        setattr(simulator.mishaps, mishap, 2)
        simulator.load(stack(4))
        desk.settings = Settings(practice=True, scanner=f"escl:{simulator.url}")
        with pytest.raises(OutsideProblem) as told:
            papers.scan(session, 1, NOTHING, lambda _: None)
    assert told.value.code == code
    assert len(papers.pages()) == 2


def test_without_a_scanner_the_person_is_told_to_choose_one(session: Session, papers: DraftPapers) -> None:
    with pytest.raises(PersonProblem) as told:
        papers.scan(session, 1, NOTHING, lambda _: None)
    assert told.value.code == "scanning.none_chosen"
    assert papers.ordinals() == ()


@pytest.mark.sane
def test_the_test_device_of_sane_scans_into_a_paper(
    desk: Desk, session: Session, papers: DraftPapers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("scanimage") is None:
        pytest.skip("sane-utils is not installed")
    (tmp_path / "dll.conf").write_text("test\n")
    (tmp_path / "test.conf").write_text("number_of_devices 1\ngeometry_max 300\nresolution_max 600\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    desk.settings = Settings(practice=True, scanner="sane:test:0", scan_dpi=200, scan_colour=False)
    cancel = threading.Event()
    seen: list[PageRef] = []

    def after_two(ref: PageRef) -> None:
        seen.append(ref)
        if len(seen) == 2:
            cancel.set()

    outcome = papers.scan(session, 1, cancel, after_two)
    assert outcome.pages == len(papers.pages()) == len(seen) >= 2
    assert outcome.pages < 10
    # The test device scans a sheet of one colour: that is said and keeps nobody from going on.
    assert papers.quality(seen[0]).blank


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "PDF"])
def test_files_of_every_kind_become_pages_and_one_pdf(
    desk: Desk, session: Session, draft: Draft, papers: DraftPapers, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"giấy tờ.{kind.lower()}"
    path.write_bytes(picture(kind))
    assert len(papers.bring_file(session, 1, path)) == 1
    assert len(papers.bring_data(session, 1, picture(), "clipboard")) == 1
    attached = papers.attach(draft)
    assert (list(attached), attached[1].pages) == ([1], 2)
    assert desk.vault.read(attached[1].ref.digest).startswith(b"%PDF-")


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 a program", b"%PDF-1.7 and no more", b"\x89PNG\r\n\x1a\n cut"])
def test_what_is_no_paper_is_refused_and_leaves_nothing(
    session: Session, papers: DraftPapers, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(PersonProblem) as told:
        papers.bring_file(session, 1, path)
    assert told.value.code.startswith("scanning.")
    with pytest.raises(OutsideProblem):
        papers.bring_file(session, 1, tmp_path / "gone.pdf")
    assert papers.pages() == ()


def test_pages_of_a_paper_that_was_taken_out_of_the_draft_are_not_attached(
    session: Session, draft: Draft, papers: DraftPapers
) -> None:
    papers.bring_data(session, 99, picture(), "clipboard")
    assert papers.ordinals() == (99,)
    assert papers.attach(draft) == {}


def test_undone_pages_are_not_attached_and_turned_ones_are_turned(
    desk: Desk, session: Session, draft: Draft, papers: DraftPapers
) -> None:
    first, second = (papers.bring_data(session, 1, picture(size=size), "x")[0] for size in ((400, 560), (300, 500)))
    spool = papers.spool(1)
    spool.rotate(first.page.page, 90)
    spool.delete(second.page.page)
    one = papers.attach(draft)[1]
    assert one.pages == 1
    spool.undo()
    two = papers.attach(draft)[1]
    assert (two.pages, two.ref.digest == one.ref.digest) == (2, False)


def test_in_a_real_office_no_page_can_be_read_from_the_disk(desk: Desk, session: Session, draft: Draft) -> None:
    page = picture()
    desk.settings = Settings(practice=False)
    sealed = DraftPapers(desk, open_spools(desk), draft.id)
    (ref,) = sealed.bring_data(session, 1, page, "clipboard")
    kept = sealed.spool(1).read(ref.page.page)
    on_disk = [path.read_bytes() for path in desk.folder.spool.rglob("*.page")]
    assert len(on_disk) == 1
    assert kept not in on_disk[0]
    assert b"PNG" not in on_disk[0]
    # The same desk reads it again after a start; with another key it is not a page.
    again = DraftPapers(desk, open_spools(desk), draft.id)
    assert again.spool(1).read(ref.page.page) == kept
    desk.page_key = bytes(32)
    with pytest.raises(OutsideProblem) as told:
        DraftPapers(desk, open_spools(desk), draft.id).attach(draft)
    assert told.value.code == "scanning.page_unreadable"


_SCANNER = """
import sys, threading, os
from pathlib import Path
from uuid import UUID
from app.core.clock import SystemClock
from app.core.paths import StoreFolder
from app.core.settings import Settings
from app.services.opening import open_desk
from app.services.papers import DraftPapers, open_spools
from app.services.security import Session
desk = open_desk(StoreFolder(Path(sys.argv[1])), SystemClock())
with desk.store.read() as work:
    session = Session(work.accounts.by_login("hoa"), desk.now())
desk.settings = Settings(practice=True, scanner=sys.argv[3])
papers = DraftPapers(desk, open_spools(desk), UUID(sys.argv[2]))
papers.scan(session, 1, threading.Event(), lambda ref: print(ref.page.page, flush=True))
"""


def test_a_kill_in_the_middle_of_a_scan_loses_no_page_that_was_seen(desk: Desk, session: Session, draft: Draft) -> None:
    desk.close()
    with EsclSimulator(Mishaps(stall_at=3)) as simulator:
        simulator.load(stack(5))
        command = [sys.executable, "-c", _SCANNER, str(desk.folder.root), str(draft.id), f"escl:{simulator.url}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
            assert process.stdout is not None
            seen = [process.stdout.readline().strip() for _ in range(3)]
            process.send_signal(signal.SIGKILL)
    after = DraftPapers(desk, open_spools(desk), draft.id)
    assert [ref.page.page for ref in after.pages()] == seen
    assert "" not in seen
    attached = after.attach(draft)
    assert attached[1].pages == 3


class Device:
    """A device that can what it is told, and never scans."""

    def __init__(self, sources: tuple[Source, ...], modes: tuple[Mode, ...], resolutions: tuple[int, ...]) -> None:
        self._can = Capabilities(modes, sources, resolutions)

    def capabilities(self) -> Capabilities:
        return self._can

    def scan(self, request: ScanRequest, sink: PageSink, cancel: threading.Event) -> ScanOutcome:
        raise AssertionError("nobody asked for a scan")


@pytest.mark.parametrize(
    ("sources", "modes", "resolutions", "expected"),
    [
        ((Source.FLATBED, Source.ADF), tuple(Mode), (100, 200, 300), (Source.ADF, Mode.COLOUR, 300)),
        ((Source.FLATBED,), (Mode.GREY,), (150, 200), (Source.FLATBED, Mode.GREY, 200)),
        ((Source.DUPLEX,), tuple(Mode), (600, 400), (Source.DUPLEX, Mode.COLOUR, 400)),
    ],
)
def test_a_device_is_asked_for_what_it_can_nearest_to_the_settings(
    sources: tuple[Source, ...],
    modes: tuple[Mode, ...],
    resolutions: tuple[int, ...],
    expected: tuple[Source, Mode, int],
) -> None:
    asked = scan_request(Device(sources, modes, resolutions), Settings())
    assert (asked.source, asked.colour, asked.dpi) == expected
