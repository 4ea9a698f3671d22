"""Every workspace in every state, in the looks and sizes people use: nothing cut, nothing nameless, no dead end."""

from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from app.ui.actions import EVERYWHERE, key_text
from app.ui.screens import catalogue, sync
from app.ui.screens.stage import RAIL, SIZE, Stage
from app.ui.shell.window import MainWindow
from app.ui.theme.tokens import Appearance
from app.ui.widgets.labels import Label
from app.ui.widgets.tables import DataTable

Lint = Callable[[QWidget], list[str]]
SHOTS = dict(catalogue.rooms())
MOST = {"first_start": 2}
"""The first start looks for devices in each state, which takes seconds."""
LOOKS: tuple[tuple[Appearance, int], ...] = (("light", 100), ("dark", 150))
PHOTOGRAPHED = 2
"""Pictures cost more than looking: the first states of a room are drawn, all are looked at."""


def shots_of(room: str, stage: Stage) -> Iterator[tuple[str, QWidget]]:
    for name, window in islice(SHOTS[room](stage), MOST.get(room)):
        stage.wait()
        yield name, window


def sideways(window: QWidget) -> list[str]:
    """Return what has to be pushed sideways to be seen whole, the slip's preview aside."""
    return [
        f"{area.objectName()} scrolls sideways by {area.horizontalScrollBar().maximum()}"
        for area in window.findChildren(QScrollArea)
        if area.isVisibleTo(window) and area.horizontalScrollBar().maximum() > 0 and "preview" not in area.objectName()
    ] + [
        f"{table.objectName()} is {table.horizontalScrollBar().maximum()} too wide"
        for table in window.findChildren(DataTable)
        if table.isVisibleTo(window) and table.horizontalScrollBar().maximum() > 0
    ]


def downwards(window: QWidget) -> list[str]:
    """Return the workspaces that are higher than the screen."""
    return [
        f"{area.objectName()} scrolls by {area.verticalScrollBar().maximum()}"
        for area in window.findChildren(QScrollArea)
        if area.isVisibleTo(window)
        and area.objectName().endswith("_workspace_area")
        and area.verticalScrollBar().maximum() > 0
    ]


FRAME_KEYS = {"keys_button": "F1", "lock_button": "Ctrl+L", "sync_pill_button": "F8"}
"""Buttons around the workspaces that the Tab key leaves out, and the keys that do the same."""
SAME_WORK = {"open_dossier_button": "dossiers.open"}
"""Buttons that show Enter, which the list itself takes; the action behind them has a key too."""


def can_be_used(widget: QWidget, window: QWidget) -> bool:
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    inside = isinstance(widget.parentWidget(), QAbstractItemView | QComboBox | QAbstractButton)
    # A list of suggestions is walked through with the arrow keys of its field.
    part_of_another = inside or widget.objectName().startswith("qt_") or widget.objectName().endswith("_suggestions")
    return isinstance(widget, kinds) and not part_of_another and widget.isEnabled() and widget.isVisibleTo(window)


def tabbed(window: MainWindow) -> set[str]:
    """Return what the Tab key comes by in one round, with the neighbours that arrow keys reach."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.top.search.setFocus()
    met: set[QWidget] = set()
    inside: QWidget | None = QApplication.focusWidget()
    while inside is not None and inside not in met:
        met.add(inside)
        window.focusNextChild()
        inside = QApplication.focusWidget()
    beside = [
        radio.objectName()
        for each in met
        if isinstance(each, QRadioButton) and (parent := each.parentWidget()) is not None
        for radio in parent.findChildren(QRadioButton)
    ]
    return {each.objectName() for each in met} | set(beside)


def by_key(window: MainWindow) -> set[str]:
    """Return the buttons whose work a key of the screen does."""
    registry = window.actions_registry
    actions = [action for scope in (window.open_key, EVERYWHERE) for action in registry.of_scope(scope) if action.keys]
    keys = {key for action in actions for key in action.keys}
    return {
        *(f"{action.id.replace('.', '_')}_button" for action in actions),
        *(f"{action.id.removeprefix('shell.open_')}_rail_button" for action in actions),
        *(name for name, key in FRAME_KEYS.items() if key in keys),
        *(name for name, action_id in SAME_WORK.items() if any(action.id == action_id for action in actions)),
    }


def out_of_reach(window: MainWindow) -> list[str]:
    """Return what can be used and is reached by no key."""
    wanted = {each.objectName() for each in window.findChildren(QWidget) if can_be_used(each, window)}
    assert len(wanted) > 5
    return sorted(wanted - tabbed(window) - by_key(window))


@pytest.mark.parametrize(("look", "scale"), LOOKS)
@pytest.mark.parametrize("room", sorted(SHOTS))
def test_every_state_stands_on_its_screen(
    room: str, look: Appearance, scale: int, stage: Stage, lint_widgets: Lint
) -> None:
    stage.dress(look, scale)
    wrong: dict[str, list[str]] = {}
    names = []
    for name, window in shots_of(room, stage):
        names.append(name)
        assert (window.width(), window.height()) == SIZE, name
        wrong[name] = lint_widgets(window) + sideways(window)
        if len(names) <= PHOTOGRAPHED:
            picture = stage.picture(window).toImage()
            assert len({picture.pixel(x, y) for x in range(0, SIZE[0], 7) for y in range(0, SIZE[1], 7)}) > 4, name
        if scale == 100 and isinstance(window, MainWindow):
            wrong[name] += downwards(window) + [f"no key reaches {each}" for each in out_of_reach(window)]
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(names) == len(set(names)) >= 2


@pytest.mark.parametrize("place", RAIL, ids=lambda place: str(place[0]))
def test_f1_tells_every_key_of_the_screen(place: tuple[str, str, str, str], stage: Stage) -> None:
    key = place[0]
    window = next(window for name, window in SHOTS[key](stage) if isinstance(window, MainWindow))
    stage.wait()
    spec = window._specs[key]
    assert (spec.key, spec.title, spec.icon, spec.f_key) == place
    registry = window.actions_registry
    registry.trigger("shell.keys")
    QApplication.processEvents()
    page = window.keys_page
    assert page.isVisible()
    said = {label.text() for label in page.findChildren(Label)}
    actions = [*registry.of_scope(key), *registry.of_scope(EVERYWHERE)]
    assert len(actions) > 6
    assert [action.id for action in actions if action.keys and action.words not in said] == []
    caps = {label.text() for label in page.findChildren(QWidget) if isinstance(label, Label)}
    assert [action.id for action in actions if action.keys and key_text(action.keys[0]) not in caps] == []
    corner = page.mapTo(window, QPoint(page.width(), page.height()))
    assert corner.x() <= window.width()
    assert corner.y() <= window.height()


@pytest.mark.parametrize(("look", "scale"), [("light", 100), ("dark", 100), ("contrast", 200)])
def test_the_focus_can_be_seen(look: Appearance, scale: int, stage: Stage) -> None:
    stage.dress(look, scale)
    window = next(window for name, window in sync.shots(stage) if name == "sync-empty")
    stage.wait()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    middle = field.width() // 2
    with_focus = [stage.picture(field).toImage().pixel(middle, y) for y in (0, 1)]
    field.clearFocus()
    assert window.isVisible()
    assert [stage.picture(field).toImage().pixel(middle, y) for y in (0, 1)] != with_focus
