from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from app.ui.actions import Action, ActionRegistry, key_text
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.menus import action_menu


class Counter:
    def __init__(self) -> None:
        self.done: list[str] = []

    def of(self, name: str) -> Callable[[], None]:
        return lambda: self.done.append(name)


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def registry(application: QApplication) -> ActionRegistry:
    return ActionRegistry(application)


def nothing() -> None:
    return


@pytest.mark.parametrize(("first", "second"), [("a", "a"), ("", "a"), ("a", ""), ("", "")])
def test_a_key_cannot_mean_two_things_on_one_screen(registry: ActionRegistry, first: str, second: str) -> None:
    registry.add(Action("one.x", "Một", nothing, ("Ctrl+P",), first))
    with pytest.raises(ValueError, match=r"Ctrl\+P already means one.x"):
        registry.add(Action("two.x", "Hai", nothing, ("Ctrl+P",), second))


def test_two_workspaces_may_use_one_key(registry: ActionRegistry) -> None:
    registry.add(Action("one.x", "Một", nothing, ("Ctrl+P",), "a"), Action("two.x", "Hai", nothing, ("Ctrl+P",), "b"))
    assert [action.id for action in registry.of_scope("b")] == ["two.x"]


def test_f_keys_belong_to_everybody(registry: ActionRegistry) -> None:
    with pytest.raises(ValueError, match="F4"):
        registry.add(Action("one.x", "Một", nothing, ("F4",), "a"))


def test_an_id_is_used_once_and_keys_are_keys(registry: ActionRegistry) -> None:
    registry.add(Action("one.x", "Một", nothing))
    with pytest.raises(ValueError, match="twice"):
        registry.add(Action("one.x", "Một", nothing))
    with pytest.raises(ValueError, match="not a key"):
        registry.add(Action("two.x", "Hai", nothing, ("Ctrl+Nonsense",)))


def test_only_the_visible_screen_hears_its_keys(
    registry: ActionRegistry,
    counter: Counter,
    shown: Callable[[QWidget], None],
    press: Callable[[QWidget, str], None],
) -> None:
    stack = QStackedWidget()
    pages = {name: QWidget() for name in "ab"}
    fields = {name: QLineEdit(page) for name, page in pages.items()}
    for name, page in pages.items():
        stack.addWidget(page)
        registry.add(Action(f"{name}.print", "In", counter.of(name), ("Ctrl+P",), name))
        registry.bind(page, name)
    shown(stack)
    fields["a"].setFocus()
    press(stack, "Ctrl+P")
    stack.setCurrentWidget(pages["b"])
    fields["b"].setFocus()
    press(stack, "Ctrl+P")
    assert counter.done == ["a", "b"]


def test_a_disabled_action_does_nothing_and_its_button_says_so(registry: ActionRegistry, counter: Counter) -> None:
    ready: list[int] = []
    registry.add(Action("one.go", "Đi", counter.of("go"), ("Ctrl+G",), "a", enabled=lambda: bool(ready)))
    button = ActionButton(registry, "one.go")
    assert not button.isEnabled()
    assert not registry.trigger("one.go")
    ready.append(1)
    registry.refreshed.emit()
    assert button.isEnabled()
    button.click()
    assert counter.done == ["go"]
    assert button.accessibleName() == "Đi"


def test_press_asks_the_scopes_in_order(registry: ActionRegistry, counter: Counter) -> None:
    registry.add(
        Action("a.one", "Một", counter.of("a"), ("1",), "a"), Action("b.one", "Một", counter.of("b"), ("1",), "b")
    )
    assert registry.press("1", ("b", ""))
    assert not registry.press("2", ("b", ""))
    assert counter.done == ["b"]


def test_keys_are_shown_as_printed_on_keyboards() -> None:
    assert key_text("Ctrl+Shift+Return") == "Ctrl ⇧ ↵"
    assert key_text("F1") == "F1"
    assert key_text("Delete") == "Del"


def test_a_menu_is_made_from_actions(registry: ActionRegistry, counter: Counter) -> None:
    registry.add(
        Action("one.print", "In lại", counter.of("print"), ("Ctrl+P",)),
        Action("one.refuse", "Từ chối", counter.of("refuse"), enabled=lambda: False),
    )
    host = QWidget()
    menu = action_menu(registry, ("one.print", "", "one.refuse"), host)
    first, line, last = menu.actions()
    assert (first.text(), line.isSeparator(), last.isEnabled()) == ("In lại\tCtrl P", True, False)
    first.trigger()
    assert counter.done == ["print"]


def test_both_enters_commit(
    registry: ActionRegistry,
    counter: Counter,
    shown: Callable[[QWidget], None],
    press: Callable[[QWidget, str], None],
) -> None:
    page = QLineEdit()
    registry.add(Action("one.commit", "Tiếp nhận", counter.of("x"), ("Ctrl+Return",), "a"))
    registry.bind(page, "a")
    shown(page)
    page.setFocus()
    press(page, "Ctrl+Return")
    press(page, "Ctrl+Enter")
    assert counter.done == ["x", "x"]


def test_both_enters_do_what_return_does_however_the_keys_are_written(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    done: list[str] = []
    registry = ActionRegistry(window)
    registry.add(
        Action("room.both", "Cả hai", lambda: done.append("both"), ("Ctrl+Return", "Ctrl+Enter"), "room"),
        Action("room.one", "Một", lambda: done.append("one"), ("Alt+Return",), "room"),
    )
    registry.bind(window, "room")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QTest.keyClick(window, key, modifier)
    assert done == ["both", "both", "one", "one"]
