"""What every test shares: a moment to start from, a folder, no stray log lines."""

import logging
import os
from collections.abc import Iterator
from datetime import datetime

import keyring
import pytest
from hypothesis import HealthCheck, settings
from keyring.backends.fail import Keyring as NoKeyring

from app.core.clock import VIETNAM, FixedClock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.rigs.printers"]

# The suite shares two cores with a database server and a virtual screen: examples are not raced against a clock.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


# No test may read or write the keys of whoever runs the suite; the tests of the key store bring their own.
keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]  # the library left it untyped


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(scope="session", autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what programs write without being told where out of the home of whoever runs the suite."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOTCUA_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True)
def no_stray_log_lines(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which the program warned, unless it says with ``logs`` that it expects this."""
    collector = _Collector()
    logger = logging.getLogger("app")
    logger.addHandler(collector)
    yield
    logger.removeHandler(collector)
    if request.node.get_closest_marker("logs") is None:
        assert [record.getMessage() for record in collector.records] == []


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at an ordinary Friday afternoon."""
    return FixedClock(datetime(2026, 11, 20, 14, 20, tzinfo=VIETNAM))
