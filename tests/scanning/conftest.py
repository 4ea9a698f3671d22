import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from app.scanning.device import Mode
from app.scanning.images import compact
from app.scanning.sample import sample_page
from app.scanning.simulator import EsclSimulator, Mishaps

LINES = ("GIẤY KHAI SINH", "Họ, chữ đệm, tên: Nguyễn Thị Hữu Nghĩa", "Ngày sinh: 01/02/1990")


class Pages:
    """A sink that remembers."""

    def __init__(self, stop_after: int = 0, cancel: threading.Event | None = None) -> None:
        self.got: list[bytes] = []
        self._stop_after = stop_after
        self._cancel = cancel

    def __call__(self, data: bytes, /) -> None:
        self.got.append(data)
        if self._cancel is not None and len(self.got) == self._stop_after:
            self._cancel.set()


@pytest.fixture(scope="session")
def sane_environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """SANE with nothing but its test device."""
    if shutil.which("scanimage") is None:
        pytest.skip("sane-utils is not installed")
    folder = tmp_path_factory.mktemp("sane")
    (folder / "dll.conf").write_text("test\n")
    (folder / "test.conf").write_text("number_of_devices 1\ngeometry_max 300\nresolution_min 50\nresolution_max 600\n")
    return {"SANE_CONFIG_DIR": str(folder)}


@pytest.fixture
def simulator() -> Iterator[EsclSimulator]:
    with EsclSimulator(Mishaps()) as device:
        yield device


@pytest.fixture(scope="session")
def page() -> Callable[..., bytes]:
    """Draw a page once and encode it as the spool keeps it."""
    made: dict[tuple[int, int, Mode], bytes] = {}

    def draw(seed: int = 0, dpi: int = 200, mode: Mode = Mode.COLOUR) -> bytes:
        key = (seed, dpi, mode)
        if key not in made:
            made[key] = compact(sample_page(LINES, seed, dpi=dpi, mode=mode), dpi)
        return made[key]

    return draw


@pytest.fixture
def pages() -> type[Pages]:
    return Pages


@pytest.fixture
def memory_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where scans make their private folders while this test runs."""
    monkeypatch.setattr("app.scanning.workplace._MEMORY", tmp_path)
    return tmp_path
