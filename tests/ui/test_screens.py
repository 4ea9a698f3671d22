"""Every workspace in every state, in the looks and sizes people use: nothing cut, nothing nameless, no dead end."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QColor
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
from shiboken6 import isValid

from app.ui.actions import EVERYWHERE, key_text
from app.ui.screens import catalogue, sync
from app.ui.screens.stage import RAIL, SIZE, Stage
from app.ui.shell.window import MainWindow
from app.ui.theme.tokens import Appearance, Tone
from app.ui.widgets.cards import Note
from app.ui.widgets.dress import column
from app.ui.widgets.labels import Label
from app.ui.widgets.tables import DataTable
from tests.ui.contrast import faint

Lint = Callable[[QWidget], list[str]]
WORKSPACES = tuple(key for key, *_rest in RAIL)
SHOTS = dict(catalogue.rooms())
LOOKS: tuple[tuple[Appearance, int], ...] = (("light", 100), ("dark", 150), ("contrast", 200))
"""Every look and every scale once. What is cut or overlaps follows from the scale alone, what is faint from the look
alone: ``test_theme`` proves that the stylesheets of two looks differ in nothing but colours. So these three stand for
all nine."""


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


def gone_when_dressed(window: QWidget) -> list[str]:
    """Return what a change of the appearance would remove.

    Qt walks through all widgets that it knew before; one that is gone by then ends the program, if not at once. What
    it tells each of them is told here, without dressing anything.
    """
    gone: list[str] = []
    widgets = window.findChildren(QWidget)
    for each in widgets:
        each.destroyed.connect(partial(gone.append, f"{type(each).__name__} {each.objectName()} goes when dressed"))
    for each in widgets:
        if isValid(each):
            QCoreApplication.sendEvent(each, QEvent(QEvent.Type.StyleChange))
            QCoreApplication.sendEvent(each, QEvent(QEvent.Type.FontChange))
    return gone


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
    for name, window in SHOTS[room](stage):
        stage.wait()
        names.append(name)
        wrong[name] = lint_widgets(window) + sideways(window)
        assert (window.width(), window.height()) == SIZE, name
        wrong[name] += faint(window, window.grab().toImage())
        if scale == 100 and isinstance(window, MainWindow):
            wrong[name] += gone_when_dressed(window)
            wrong[name] += downwards(window) + [f"no key reaches {each}" for each in out_of_reach(window)]
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(names) == len(set(names)) >= 2
    if room in WORKSPACES:
        wanted = [f"{room}-{state}" for state in catalogue.STATES]
        assert {catalogue.OTHER_NAMES.get(name, name) for name in wanted} <= set(names)


def test_faint_letters_are_found(application: QApplication) -> None:
    """The lint itself: grey on grey is told, with the place it stands at."""
    host = QWidget()
    host.setAutoFillBackground(True)
    palette = host.palette()
    palette.setColor(host.backgroundRole(), QColor("#8A949E"))
    host.setPalette(palette)
    pale = Label("không đọc được", "caption")
    pale.setObjectName("pale_label")
    host.setLayout(column(Note("đọc được", Tone.ATTENTION, "good_note"), pale, spacing=4))
    host.show()
    QApplication.processEvents()
    found = faint(host, host.grab().toImage())
    assert [each for each in found if "pale_label" in each] == found != []


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
    window = next(window for name, window in sync.shots(stage) if name == "sync-not-enrolled")
    stage.wait()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    middle = field.width() // 2
    with_focus = [stage.picture(field).toImage().pixel(middle, y) for y in (0, 1)]
    field.clearFocus()
    assert window.isVisible()
    assert [stage.picture(field).toImage().pixel(middle, y) for y in (0, 1)] != with_focus
