"""Helpers of the window's tests: real events, pictures, and a lint for everything that can be seen."""

import os
import shutil
import threading
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.clock import VIETNAM, FixedClock
from app.core.paths import StoreFolder
from app.core.problems import Problem
from app.core.words import _
from app.services.practice import open_practice
from app.services.sentences import Sentence
from app.ui.input_router import InputRouter
from app.ui.interaction import ScriptedInteraction
from app.ui.notices import Notice
from app.ui.screens.stage import Stage
from app.ui.theme.active import apply_theme, px
from app.ui.theme.fonts import load_fonts
from app.ui.theme.tokens import SMALL, TARGET
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.tables import DataTable
from tests.ui.reception_desk import ReceptionDesk

NOW = datetime(2026, 11, 20, 15, 20, 7, tzinfo=VIETNAM)
PATIENCE_MS = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this whenever a window has a smallest size; nothing can be done about it."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["motcua"]


class PatientBot(QtBot):
    """Waits as long as it may take on a busy machine; what never comes fails all the same."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802 - its name
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its usual dress; threads that a test leaves behind fail it."""
    if not qapp.property("fonts_loaded"):
        load_fonts()
        qapp.setProperty("fonts_loaded", True)
    apply_theme(qapp, "light", 100)
    before = set(threading.enumerate())
    yield qapp
    for router in qapp.findChildren(InputRouter):
        # A test that failed may have left it: it must not take the keys of those that follow.
        router.stop()
        router.deleteLater()
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    running = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert not running, f"timers left behind: {running}"
    left = [thread for thread in threading.enumerate() if thread not in before]
    assert not left, f"threads left behind: {left}"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def interaction() -> ScriptedInteraction:
    return ScriptedInteraction()


@pytest.fixture
def told() -> list[Notice]:
    return []


def describe(problem: Problem) -> Sentence:
    """Stand in for the sentences of the services."""
    return Sentence(f"sentence of {problem.code}", "next step")


@pytest.fixture
def describing() -> Callable[[Problem], Sentence]:
    return describe


@pytest.fixture(scope="session")
def practice_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office as it is founded, made once: founding spends its time on deriving keys."""
    folder = StoreFolder(tmp_path_factory.mktemp("practice") / "store")
    open_practice(folder, FixedClock(NOW)).close()
    return folder.root


@pytest.fixture
def stage(application: QApplication, practice_store: Path, tmp_path: Path) -> Iterator[Stage]:
    """The stage of the pictures, for journeys: a practice desk, real services, a real window."""
    shutil.copytree(practice_store, tmp_path / "store")
    with Stage(tmp_path, application) as made:
        yield made


Shower = Callable[[QWidget], None]


@pytest.fixture
def shown(application: QApplication, qtbot: QtBot) -> Shower:
    """Show a widget in an active window."""

    kept: list[QWidget] = []

    def show(widget: QWidget) -> None:
        window = widget.window()
        kept.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    return show


def _combination(key: str) -> QKeyCombination:
    return QKeySequence(key)[0]  # type: ignore[index, no-any-return]  # the stubs leave the index out


Typist = Callable[[QWidget, str], None]


@pytest.fixture
def type_text(application: QApplication) -> Typist:
    """Type text of any letters: a key event a letter, composed letters as an input method commits them."""

    def typing(widget: QWidget, text: str) -> None:
        widget.setFocus()
        for letter in unicodedata.normalize("NFC", text):
            target = QApplication.focusWidget() or widget
            if letter.isascii():
                key = _combination(letter.upper() if letter != " " else "Space").key()
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                    QCoreApplication.sendEvent(target, event)
            else:
                commit = QInputMethodEvent()
                commit.setCommitString(letter)
                QCoreApplication.sendEvent(target, commit)

    return typing


Presser = Callable[[QWidget, str], None]


@pytest.fixture
def press(application: QApplication) -> Presser:
    """Press a key as the keyboard would, shortcuts included: ``press(window, "Ctrl+K")``."""

    def pressing(widget: QWidget, key: str) -> None:
        combination = _combination(key)
        target = QApplication.focusWidget() or widget
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    return pressing


@pytest.fixture
def screenshot(application: QApplication) -> Callable[[QWidget, str], None]:
    """Save a picture into the folder named by MOTCUA_SCREENSHOTS; without it nothing is written."""

    def shoot(widget: QWidget, name: str) -> None:
        QApplication.processEvents()
        picture = widget.grab()
        assert not picture.isNull()
        folder = os.environ.get("MOTCUA_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            picture.save(str(Path(folder) / f"{name}.png"))

    return shoot


def _visible(root: QWidget) -> list[QWidget]:
    return [
        child for child in root.findChildren(QWidget) if child.isVisibleTo(root) and child.window() is root.window()
    ]


def _is_input(widget: QWidget) -> bool:
    inputs = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractButton, QAbstractItemView)
    return isinstance(widget, inputs) and not widget.objectName().startswith("qt_")


def _inside_item_view(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractItemView | QComboBox)


def lint(root: QWidget) -> list[str]:
    """Return what is wrong with the visible widgets of root: names, sizes of targets, clipped texts, overlaps."""
    wrong: list[str] = []
    for widget in _visible(root):
        name = f"{type(widget).__name__} {widget.objectName()!r}"
        if _is_input(widget) and not _inside_item_view(widget):
            if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text()):
                wrong.append(f"{name} has no accessible name")
            if not widget.objectName():
                wrong.append(f"{name} {widget.accessibleName()!r} has no objectName")
            if min(widget.width(), widget.height()) < TARGET:
                wrong.append(f"{name} is smaller than {TARGET} px: {widget.size()}")
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
            wrong += _clipped_label(widget, name)
        if isinstance(widget, QAbstractButton) and widget.text() and widget.width() < widget.minimumSizeHint().width():
            wrong.append(f"{name} cuts its words: {widget.text()!r}")
        if isinstance(widget, DataTable):
            wrong += _cut_titles(widget)
        wrong += _outside(widget, root, name)
    return wrong


def _cut_titles(table: DataTable[Any]) -> list[str]:
    font = QFont(table.font())
    font.setPixelSize(px(SMALL))
    font.setWeight(QFont.Weight.DemiBold)
    shown = [at for at in range(len(table.rows_model.columns)) if not table.isColumnHidden(at)]
    titles = {at: _(table.rows_model.columns[at].title) for at in shown}
    return [
        f"{table.objectName()} cuts its title {title!r}"
        for at, title in titles.items()
        if QFontMetrics(font).horizontalAdvance(title) > table.columnWidth(at) - px(14)
    ]


def _clipped_label(label: QLabel, name: str) -> list[str]:
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        return [f"{name} cuts its lines: {label.text()!r}"] if label.height() < needed else []
    if label.width() < label.sizeHint().width() or label.height() < label.fontMetrics().height():
        return [f"{name} cuts its text: {label.text()!r} {label.size()} < {label.sizeHint()}"]
    return []


def _outside(widget: QWidget, root: QWidget, name: str) -> list[str]:
    parent = widget.parentWidget()
    if parent is None or isinstance(parent, QAbstractItemView) or parent.objectName().startswith("qt_"):
        return []
    if not QRect(QPoint(0, 0), parent.size()).contains(widget.geometry()) and not widget.size().isEmpty():
        return [f"{name} sticks out of {parent.objectName()!r}: {widget.geometry()} in {parent.size()}"]
    return []


Linter = Callable[[QWidget], list[str]]


@pytest.fixture
def lint_widgets(application: QApplication) -> Linter:
    """The lint, after everything is laid out."""

    def check(root: QWidget) -> list[str]:
        for _round in range(3):
            QApplication.processEvents()
        return lint(root)

    return check


@pytest.fixture
def desk(stage: Stage, press: Presser, type_text: Typist) -> ReceptionDesk:
    """The reception desk on the stage."""
    return ReceptionDesk(stage, press, type_text)
