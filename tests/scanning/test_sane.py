import io
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image

from app.core.problems import OutsideProblem
from app.scanning import sane
from app.scanning.device import Ended, Mode, PageSink, ScanRequest, Source, problem_of
from app.scanning.sane import SaneScanner, list_sane
from app.scanning.spool import PageSpool

pytestmark = pytest.mark.sane

_FEEDER = ScanRequest(dpi=100, source=Source.ADF)
_GLASS = ScanRequest(dpi=100)


def _scanner(environment: Mapping[str, str], *extra: str, stall: float = 30.0) -> SaneScanner:
    return SaneScanner("test:0", environment, extra=extra, stall_seconds=stall)


def _opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_the_device_is_found_and_says_what_it_can(sane_environment: Mapping[str, str]) -> None:
    assert [device.name for device in list_sane(sane_environment)] == ["test:0"]
    able = _scanner(sane_environment).capabilities()
    assert able.sources == (Source.FLATBED, Source.ADF)
    assert set(able.modes) == {Mode.COLOUR, Mode.GREY}
    assert able.resolutions == (100, 150, 200, 300, 400, 600)


@pytest.mark.parametrize(
    ("mode", "kept_as", "bands"), [(Mode.COLOUR, "JPEG", "RGB"), (Mode.GREY, "JPEG", "L"), (Mode.BILEVEL, "TIFF", "1")]
)
def test_one_page_from_the_glass_in_every_mode(
    sane_environment: Mapping[str, str], mode: Mode, kept_as: str, bands: str, pages: Callable[[], PageSink]
) -> None:
    sink = pages()
    outcome = _scanner(sane_environment, "--test-picture=Grid").scan(
        ScanRequest(dpi=200, colour=mode), sink, threading.Event()
    )
    assert (outcome.pages, outcome.ended) == (1, Ended.DONE)
    image = _opened(sink.got[0])  # type: ignore[attr-defined]  # the remembering sink of conftest
    assert (image.format, image.mode) == (kept_as, bands)
    assert image.info["dpi"] == (200, 200)
    assert abs(image.width - 1654) < 12
    assert abs(image.height - 2339) < 12


def test_ten_pages_from_the_feeder_are_each_durable_before_the_next(
    sane_environment: Mapping[str, str], tmp_path: Path, memory_files: Path
) -> None:
    spool = PageSpool(tmp_path / "d" / "1")
    waiting: list[int] = []

    def keep(data: bytes, /) -> None:
        spool.add(data)
        waiting.append(sum(1 for _ in memory_files.glob("motcua-scan-*/*")))

    outcome = _scanner(sane_environment).scan(_FEEDER, keep, threading.Event())
    assert (outcome.pages, outcome.ended) == (10, Ended.DONE)
    assert len(PageSpool(tmp_path / "d" / "1").pages()) == 10
    # No page was drawn in while the one before was being kept, and nothing readable stays behind.
    assert waiting == [0] * 10
    assert not list(memory_files.glob("motcua-scan-*"))


def test_a_page_limit_stops_the_feeder(sane_environment: Mapping[str, str], pages: Callable[[], PageSink]) -> None:
    request = ScanRequest(dpi=100, source=Source.ADF, max_pages=3)
    assert _scanner(sane_environment).scan(request, pages(), threading.Event()).pages == 3


@pytest.mark.parametrize(
    ("status", "ended"),
    [
        ("JAMMED", Ended.JAM),
        ("NO_DOCS", Ended.EMPTY_FEEDER),
        ("COVER_OPEN", Ended.COVER_OPEN),
        ("IO_ERROR", Ended.OFFLINE),
        ("DEVICE_BUSY", Ended.BUSY),
        ("NO_MEM", Ended.FAILED),
        ("ACCESS_DENIED", Ended.FAILED),
    ],
)
def test_every_status_of_the_driver_is_told(sane_environment: Mapping[str, str], status: str, ended: Ended) -> None:
    scanner = _scanner(sane_environment, f"--read-return-value=SANE_STATUS_{status}")
    outcome = scanner.scan(_GLASS, _refuse, threading.Event())
    assert (outcome.pages, outcome.ended) == (0, ended)
    assert outcome.detail
    problem = problem_of(outcome)
    assert problem is not None
    assert problem.code == f"scanning.{ended}"


def test_an_unknown_device_is_offline_not_an_exception(sane_environment: Mapping[str, str]) -> None:
    scanner = SaneScanner("nowhere:0", sane_environment)
    assert scanner.scan(_GLASS, _refuse, threading.Event()).ended is Ended.OFFLINE
    with pytest.raises(OutsideProblem, match=r"scanning\.offline"):
        scanner.capabilities()


def test_without_sane_there_is_nothing_to_list(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list_sane() == ()
    assert SaneScanner("test:0").scan(_GLASS, _refuse, threading.Event()).ended is Ended.OFFLINE


def test_cancelled_in_mid_page(sane_environment: Mapping[str, str]) -> None:
    cancel = threading.Event()
    threading.Timer(0.3, cancel.set).start()
    slow = _scanner(sane_environment, "--read-delay=yes", "--read-delay-duration=200000")
    outcome = slow.scan(ScanRequest(dpi=300), _refuse, cancel)
    assert (outcome.pages, outcome.ended) == (0, Ended.CANCELLED)
    assert problem_of(outcome) is None


def test_cancelled_between_pages_keeps_those_before(sane_environment: Mapping[str, str]) -> None:
    cancel = threading.Event()
    got: list[bytes] = []

    def keep(data: bytes, /) -> None:
        got.append(data)
        if len(got) == 3:
            cancel.set()

    outcome = _scanner(sane_environment).scan(_FEEDER, keep, cancel)
    assert (outcome.pages, outcome.ended, len(got)) == (3, Ended.CANCELLED, 3)


def test_a_stalled_driver_is_given_up(sane_environment: Mapping[str, str]) -> None:
    slow = _scanner(sane_environment, "--read-delay=yes", "--read-delay-duration=200000", stall=0.5)
    assert slow.scan(ScanRequest(dpi=300), _refuse, threading.Event()).ended is Ended.OFFLINE


_HANGS = """#!/bin/sh
case "$*" in *--all-options*) exec {scanimage} "$@" ;; esac
read -r _enter
echo "scanimage: sane_read: Document feeder out of documents" >&2
echo "Scanned page 1. (scanner status = 7)" >&2
echo "Batch terminated, 1 page scanned" >&2
exec sleep 100
"""


def test_a_driver_that_hangs_after_its_last_word_is_believed(
    sane_environment: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "scanimage"
    program.write_text(_HANGS.format(scanimage=shutil.which("scanimage")))
    program.chmod(0o755)
    monkeypatch.setattr(sane, "_GRACE", 0.3)
    hanging = _scanner({**sane_environment, "PATH": f"{tmp_path}:{os.environ['PATH']}"}, stall=60)
    outcome = hanging.scan(_GLASS, _refuse, threading.Event())
    assert (outcome.pages, outcome.ended) == (0, Ended.EMPTY_FEEDER)
    assert "out of documents" in outcome.detail


def test_a_crashing_driver_costs_only_the_page_in_flight(
    sane_environment: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children: list[subprocess.Popen[bytes]] = []
    start = sane._start

    def remember(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        children.append(start(command, environment))
        return children[-1]

    monkeypatch.setattr(sane, "_start", remember)
    spool = PageSpool(tmp_path / "d" / "1")

    def keep(data: bytes, /) -> None:
        spool.add(data)
        if len(spool.pages()) == 4:
            os.kill(children[-1].pid, signal.SIGSEGV)

    outcome = _scanner(sane_environment).scan(_FEEDER, keep, threading.Event())
    assert (outcome.pages, outcome.ended) == (4, Ended.FAILED)
    assert len(PageSpool(tmp_path / "d" / "1").pages()) == 4
    again = _scanner(sane_environment).scan(_FEEDER, spool.add, threading.Event())
    assert again.ended is Ended.DONE
    assert len(spool.pages()) == 14


def test_what_the_sink_raises_passes_and_frees_the_device(sane_environment: Mapping[str, str]) -> None:
    def full(_data: bytes, /) -> None:
        raise OutsideProblem("scanning.spool_unwritable", reason="full")

    scanner = _scanner(sane_environment)
    with pytest.raises(OutsideProblem, match="spool_unwritable"):
        scanner.scan(_FEEDER, full, threading.Event())
    assert scanner.scan(_GLASS, lambda _data: None, threading.Event()).ended is Ended.DONE


def _refuse(_data: bytes, /) -> None:
    pytest.fail("no page may arrive")
