"""Counters on screens of their own, from one practice office that is founded once."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from app.core.clock import FixedClock, SystemClock
from app.core.paths import StoreFolder
from app.core.settings import load_settings, save_settings
from app.services.practice import open_practice
from app.ui.shell.top_bar import SyncState, TopBar
from app.ui.theme.active import apply_theme
from app.ui.theme.fonts import load_fonts
from app.ui.widgets.labels import Label
from tests.rigs.counter import Counter
from tests.rigs.earlier import AGE, days_ago
from tests.rigs.screen import Screen
from tests.rigs.sight import Sight


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office, made once: founding spends its time on deriving keys."""
    folder = StoreFolder(tmp_path_factory.mktemp("founded") / "store")
    open_practice(folder, SystemClock()).close()
    return folder.root


@pytest.fixture(scope="session")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Screen]]:
    """Make screens; all of them end with the session."""
    for tool in ("Xvfb", "xdotool", "xkbcomp"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    with ExitStack() as stack:
        yield lambda: stack.enter_context(Screen(tmp_path_factory.mktemp("screen")))


@pytest.fixture(scope="session")
def screen(screens: Callable[[], Screen]) -> Screen:
    """The screen of every counter that is alone at its time."""
    return screens()


MakeCounter = Callable[..., Counter]


@pytest.fixture(scope="session")
def founded_earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office that has been there for a while: what happened before today needs somewhere to happen."""
    folder = StoreFolder(tmp_path_factory.mktemp("founded-earlier") / "store")
    open_practice(folder, FixedClock(days_ago(AGE))).close()
    return folder.root


@pytest.fixture(scope="session")
def founding(founded: Path) -> Iterator[MakeCounter]:
    """Make counters in a folder, on a screen, with settings of their own; all of them end with the session."""
    with ExitStack() as stack:

        def make(
            folder: Path, screen: Screen, changed: dict[str, object] | None = None, office: Path = founded
        ) -> Counter:
            root = folder / "store"
            shutil.copytree(office, root)
            settings = StoreFolder(root).settings
            save_settings(settings, load_settings(settings).with_changes(**(changed or {})))
            counter = Counter(root, screen)
            stack.callback(counter.kill)
            return counter

        yield make


@pytest.fixture
def counter(founding: MakeCounter, screen: Screen, tmp_path: Path) -> Iterator[Counter]:
    """A counter that is not started yet."""
    made = founding(tmp_path, screen)
    yield made
    made.kill()


WIDTH = 1286
"""Of the top bar on the smallest screen."""


@pytest.fixture
def counter_of_old(founding: MakeCounter, screen: Screen, founded_earlier: Path, tmp_path: Path) -> Iterator[Counter]:
    """A counter of the office that has been there for a while, not started yet."""
    made = founding(tmp_path, screen, office=founded_earlier)
    yield made
    made.kill()


@pytest.fixture
def sight(screen: Screen, qapp: QApplication) -> Sight:
    """Somebody who reads the screen of the counters that are alone at their time."""
    return Sight(screen, qapp)


@pytest.fixture
def pill(qapp: QApplication) -> Callable[[SyncState, int], Image.Image]:
    """Draw what the top bar says of the line to the province, as the program draws it: so a screen can be read."""
    if not qapp.property("fonts_loaded"):
        load_fonts()
        qapp.setProperty("fonts_loaded", True)
    apply_theme(qapp, "light", 100)

    def draw(state: SyncState, count: int) -> Image.Image:
        bar = TopBar("", "")
        bar.resize(WIDTH, bar.sizeHint().height())
        bar.show()
        bar.sync.show_state(state, count, None)
        qapp.processEvents()
        pill = bar.sync
        words = next(label for label in pill.findChildren(Label) if label.text())
        image = Image.fromqpixmap(pill.grab()).convert("RGB")
        # The letters alone: what stands beside them and beneath the round ends is not always the same.
        place = words.geometry()
        bar.close()
        return image.crop((place.left(), place.top() + 2, place.right(), place.bottom() - 1))

    return draw


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep the picture of the screen on which a journey failed."""
    report = yield
    counters = [one for one in getattr(item, "funcargs", {}).values() if isinstance(one, Counter)]
    for counter in counters if report.failed else ():
        counter.screen.picture(item.name)
        report.sections.append(("picture of the screen", str(counter.screen.folder / f"{item.name}.png")))
    return report
