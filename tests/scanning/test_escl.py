import io
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.core.problems import OutsideProblem
from app.scanning import child
from app.scanning.child import ChildScanner
from app.scanning.device import Ended, Mode, ScannerDevice, ScanOutcome, ScanRequest, Source
from app.scanning.escl import EsclScanner
from app.scanning.escl_xml import BadXmlError, parse_capabilities, parse_settings, parse_status, scan_settings
from app.scanning.simulator import EsclSimulator, Paper, drawn
from app.scanning.spool import PageSpool
from tests.rigs.doors import closed_door

_FEEDER = ScanRequest(dpi=100, source=Source.ADF)
_JPEGS = [drawn((f"TRANG {number}",), number)(100, Mode.COLOUR) for number in range(4)]


def _stack(count: int = 4) -> list[Paper]:
    def paper(number: int) -> Paper:
        return lambda _dpi, _mode: _JPEGS[number]

    return [paper(number) for number in range(count)]


def _scan(simulator: EsclSimulator, stall: float = 20.0, request: ScanRequest = _FEEDER) -> tuple[ScanOutcome, int]:
    got: list[bytes] = []
    outcome = EsclScanner(simulator.url, stall_seconds=stall).scan(request, got.append, threading.Event())
    return outcome, len(got)


def test_a_stack_arrives_in_order_byte_for_byte(simulator: EsclSimulator, tmp_path: Path) -> None:
    simulator.load(_stack())
    spool = PageSpool(tmp_path / "d" / "1")
    outcome = EsclScanner(simulator.url).scan(_FEEDER, spool.add, threading.Event())
    assert outcome == ScanOutcome(4, Ended.DONE)
    assert [spool.read(page.page) for page in spool.pages()] == _JPEGS
    assert simulator.deleted == [1]


def test_the_device_says_what_it_can(simulator: EsclSimulator) -> None:
    able = EsclScanner(simulator.url).capabilities()
    assert able.sources == tuple(Source)
    assert able.modes == tuple(Mode)
    assert able.resolutions == (100, 200, 300)


@pytest.mark.parametrize(("mode", "bands"), [(Mode.COLOUR, "RGB"), (Mode.GREY, "L"), (Mode.BILEVEL, "1")])
def test_the_glass_gives_one_page_in_the_mode_asked_for(simulator: EsclSimulator, mode: Mode, bands: str) -> None:
    got: list[bytes] = []
    request = ScanRequest(dpi=100, colour=mode)
    outcome = EsclScanner(simulator.url).scan(request, got.append, threading.Event())
    image = Image.open(io.BytesIO(got[0]))
    assert (outcome.ended, len(got), image.mode, image.info["dpi"]) == (Ended.DONE, 1, bands, (100, 100))


def test_a_page_limit_leaves_the_rest_in_the_feeder(simulator: EsclSimulator) -> None:
    simulator.load(_stack())
    limited = ScanRequest(dpi=100, source=Source.ADF, max_pages=3)
    assert _scan(simulator, request=limited) == (ScanOutcome(3, Ended.DONE), 3)
    assert _scan(simulator)[0].pages == 1


@pytest.mark.parametrize(
    ("mishap", "pages", "ended"),
    [
        ("jam_at", 2, Ended.JAM),
        ("drop_at", 2, Ended.OFFLINE),
        ("damage_at", 2, Ended.FAILED),
        ("stall_at", 2, Ended.OFFLINE),
    ],
)
def test_a_mishap_costs_at_most_its_page(simulator: EsclSimulator, mishap: str, pages: int, ended: Ended) -> None:
    simulator.load(_stack())
    setattr(simulator.mishaps, mishap, pages)
    outcome, got = _scan(simulator, stall=1.0 if mishap == "stall_at" else 20.0)
    assert (outcome.ended, outcome.pages, got) == (ended, pages, pages)
    assert simulator.deleted == [1]
    setattr(simulator.mishaps, mishap, -1)
    simulator.load(_stack(2))
    assert _scan(simulator) == (ScanOutcome(2, Ended.DONE), 2)


def test_the_practice_office_never_runs_out_of_paper() -> None:
    with EsclSimulator(refill=_stack(2)) as simulator:
        assert [_scan(simulator)[0].pages for _ in range(2)] == [2, 2]
        simulator.lay(_stack()[3])
        got: list[bytes] = []
        EsclScanner(simulator.url).scan(ScanRequest(dpi=100), got.append, threading.Event())
        assert got == _JPEGS[3:]


def test_empty_cover_and_busy_are_told(simulator: EsclSimulator) -> None:
    assert _scan(simulator)[0].ended is Ended.EMPTY_FEEDER
    simulator.load(_stack())
    simulator.mishaps.cover_open = True
    assert _scan(simulator)[0].ended is Ended.COVER_OPEN
    simulator.mishaps.cover_open = False
    simulator.mishaps.busy = 100
    assert _scan(simulator, stall=0.6)[0].ended is Ended.BUSY


def test_a_device_that_warms_up_is_waited_for(simulator: EsclSimulator) -> None:
    simulator.load(_stack(1))
    simulator.mishaps.busy = simulator.mishaps.warming = 1
    assert _scan(simulator) == (ScanOutcome(1, Ended.DONE), 1)


def _devices(simulator: EsclSimulator) -> list[ScannerDevice]:
    return [EsclScanner(simulator.url), ChildScanner(f"escl:{simulator.url}")]


@pytest.mark.parametrize("which", [0, 1], ids=["direct", "worker"])
def test_cancelled_while_waiting_for_a_page(simulator: EsclSimulator, which: int) -> None:
    simulator.load(_stack())
    simulator.mishaps.stall_at = 1
    cancel = threading.Event()
    got: list[bytes] = []

    def keep(data: bytes, /) -> None:
        got.append(data)
        threading.Timer(0.3, cancel.set).start()

    outcome = _devices(simulator)[which].scan(_FEEDER, keep, cancel)
    assert (outcome.ended, outcome.pages, got) == (Ended.CANCELLED, 1, _JPEGS[:1])
    assert simulator.deleted == [1]


def test_the_worker_carries_pages_and_troubles(simulator: EsclSimulator, memory_files: Path) -> None:
    scanner = ChildScanner(f"escl:{simulator.url}")
    assert scanner.capabilities().sources == tuple(Source)
    simulator.load(_stack())
    simulator.mishaps.jam_at = 3
    got: list[bytes] = []
    outcome = scanner.scan(_FEEDER, got.append, threading.Event())
    assert (outcome.ended, outcome.pages, got) == (Ended.JAM, 3, _JPEGS[:3])
    assert not list(memory_files.glob("motcua-scan-*"))


def test_nobody_there_is_offline() -> None:
    with closed_door() as address:
        scanner = EsclScanner(f"http://{address}/eSCL")
        assert scanner.scan(_FEEDER, list[bytes]().append, threading.Event()).ended is Ended.OFFLINE
        with pytest.raises(OutsideProblem, match=r"scanning\.offline"):
            scanner.capabilities()
        with pytest.raises(OutsideProblem, match=r"scanning\.offline"):
            ChildScanner(f"escl:http://{address}/eSCL").capabilities()


def test_a_device_the_worker_has_no_driver_for_is_offline() -> None:
    scanner = ChildScanner("twain:x")
    assert scanner.scan(_FEEDER, list[bytes]().append, threading.Event()).ended is Ended.OFFLINE


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGKILL])
def test_a_worker_that_dies_costs_only_the_page_in_flight(
    simulator: EsclSimulator, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    children: list[subprocess.Popen[bytes]] = []
    start = child._start

    def remember(order: dict[str, Any], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        children.append(start(order, environment))
        return children[-1]

    monkeypatch.setattr(child, "_start", remember)
    simulator.load(_stack())
    got: list[bytes] = []

    def keep(data: bytes, /) -> None:
        got.append(data)
        if len(got) == 2:
            children[-1].send_signal(how)
            children[-1].wait()

    outcome = ChildScanner(f"escl:{simulator.url}").scan(_FEEDER, keep, threading.Event())
    assert (outcome.ended, outcome.pages, got) == (Ended.FAILED, 2, _JPEGS[:2])


def test_settings_say_what_was_asked() -> None:
    request = ScanRequest(dpi=300, colour=Mode.GREY, source=Source.DUPLEX)
    read = parse_settings(scan_settings(request))
    assert (read.dpi, read.colour, read.source) == (300, Mode.GREY, Source.DUPLEX)
    assert read.width_mm == pytest.approx(210, abs=0.1)


_BOMB = b'<!DOCTYPE s [<!ENTITY a "aaaa">]><ScannerStatus>&a;</ScannerStatus>'


@pytest.mark.parametrize(
    "hostile",
    [
        _BOMB,
        _BOMB.decode().encode("utf-16"),
        b"",
        b"<html/>",
        b"<ScannerStatus>",
        b"<ScannerStatus>" + b" " * (1 << 20),
    ],
    ids=["entities", "utf16", "empty", "html", "open", "large"],
)
def test_hostile_documents_are_refused(hostile: bytes) -> None:
    with pytest.raises(BadXmlError):
        parse_status(hostile)


@given(st.binary(max_size=200) | st.text(alphabet="<>/!abc&; =\"'[]ScannerCapabilities", max_size=200).map(str.encode))
def test_no_answer_breaks_the_reader(data: bytes) -> None:
    try:
        able = parse_capabilities(data)
    except BadXmlError:
        return
    assert able.resolutions == (300,)
