from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.actions import Action, ActionRegistry
from app.ui.input_router import CERTAIN, ECHO_MS, GAP_MS, PAUSE_MS, InputRouter

CARD = "049199012345|049123456|Nguyễn Thị Phượng Hằng|15031999|Nữ|Thôn Hoa, Thạnh Mỹ|20112021"
SLIP = "H17.32-261120-3007"


@dataclass
class Keyboard:
    """Sends key events with time stamps, as a window system does: shortcut first, then press and release."""

    at: int = 10_000
    pressed: list[str] = field(default_factory=list)

    def stroke(self, letter: str, gap: int, key: Qt.Key | None = None) -> None:
        self.at += gap
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        sequence = QKeySequence(letter.upper() if letter.strip() else "Space")
        code = key or (sequence[0].key() if letter.isascii() else Qt.Key.Key_unknown)  # type: ignore[index]
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(self.at)
            event.setAccepted(kind != QEvent.Type.ShortcutOverride)
            QCoreApplication.sendEvent(target, event)

    def text(self, text: str, gap: int) -> None:
        for letter in text:
            self.stroke(letter, gap)

    def enter(self, gap: int) -> None:
        self.stroke("\r", gap, Qt.Key.Key_Return)

    def backspace(self, gap: int) -> None:
        self.stroke("\b", gap, Qt.Key.Key_Backspace)


def compose(preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    target = QApplication.focusWidget()
    assert target is not None
    QCoreApplication.sendEvent(target, event)


class Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.area = QPlainTextEdit()
        self.combo = QComboBox()
        self.combo.setEditable(True)
        self.button = QPushButton("In")
        self.table = QTableWidget(3, 2)
        layout = QVBoxLayout(self)
        for widget in (self.line, self.area, self.combo, self.button, self.table):
            layout.addWidget(widget)
        self.clicks = 0
        self.button.clicked.connect(self._count)

    def _count(self) -> None:
        self.clicks += 1

    def texts(self) -> tuple[str, str, str]:
        return self.line.text(), self.area.toPlainText(), self.combo.currentText()


@pytest.fixture
def scans() -> list[str]:
    return []


@pytest.fixture
def desk(application: QApplication, shown: Callable[[QWidget], None]) -> Desk:
    window = Desk()
    shown(window)
    window.line.setFocus()
    return window


@pytest.fixture
def router(application: QApplication, desk: Desk, scans: list[str]) -> Iterator[InputRouter]:
    watcher = InputRouter(application)
    watcher.scanned.connect(scans.append)
    yield watcher
    watcher.stop()
    watcher.deleteLater()


@pytest.fixture
def keyboard(router: InputRouter) -> Keyboard:
    return Keyboard()


def test_a_person_sees_every_letter_at_once(desk: Desk, keyboard: Keyboard, scans: list[str]) -> None:
    typed = ""
    for letter in "Dang Thi 0905":
        keyboard.stroke(letter, 90)
        typed += letter
        assert desk.line.text() == typed
    assert scans == []


@pytest.mark.parametrize("ending", ["\r", "\t"])
def test_a_card_in_a_text_field_leaves_no_trace(desk: Desk, keyboard: Keyboard, scans: list[str], ending: str) -> None:
    returns: list[int] = []
    desk.line.returnPressed.connect(lambda: returns.append(1))
    desk.line.setText("0905 123 456")
    desk.line.setSelection(5, 3)
    edits: list[str] = []
    desk.line.textEdited.connect(edits.append)
    keyboard.text(CARD, 12)
    keyboard.stroke(ending, 12, Qt.Key.Key_Tab if ending == "\t" else Qt.Key.Key_Return)
    assert scans == [CARD]
    assert desk.line.text() == "0905 123 456"
    assert desk.line.selectedText() == "123"
    assert edits[-1] == "0905 123 456"
    assert returns == []
    assert desk.line.hasFocus()


def test_a_slip_is_enough(desk: Desk, keyboard: Keyboard, scans: list[str]) -> None:
    keyboard.text(SLIP, 3)
    keyboard.enter(3)
    assert (scans, desk.texts()) == ([SLIP], ("", "", ""))


@pytest.mark.parametrize("place", ["line", "area", "combo", "button", "table"])
def test_from_any_focus(desk: Desk, keyboard: Keyboard, scans: list[str], place: str) -> None:
    desk.area.setPlainText("ghi chú")
    widget: QWidget = getattr(desk, place)
    widget.setFocus()
    before = desk.texts()
    keyboard.text(CARD, 10)
    keyboard.enter(10)
    assert scans == [CARD]
    assert desk.texts() == before
    assert desk.clicks == 0
    assert desk.table.item(0, 0) is None


def test_two_cards_in_a_row(desk: Desk, keyboard: Keyboard, scans: list[str]) -> None:
    for _card in range(2):
        keyboard.text(CARD, 10)
        keyboard.enter(10)
        keyboard.at += 600
    assert scans == [CARD, CARD]


def test_typing_goes_on_after_a_card(desk: Desk, keyboard: Keyboard, scans: list[str]) -> None:
    keyboard.text("09", 90)
    keyboard.at += 200
    keyboard.text(CARD, 10)
    keyboard.enter(10)
    keyboard.at += 400
    keyboard.text("05", 90)
    assert desk.line.text() == "0905"
    assert scans == [CARD]


def test_half_a_scan_is_handed_on_as_it_is(desk: Desk, keyboard: Keyboard, scans: list[str], qtbot: QtBot) -> None:
    keyboard.text(CARD[:20], 10)
    assert desk.line.text() == ""
    qtbot.waitUntil(lambda: bool(scans), timeout=2000)
    assert scans == [CARD[:20]]
    assert desk.line.text() == ""


def test_the_late_enter_of_a_dead_scan_moves_nothing(
    desk: Desk, keyboard: Keyboard, qtbot: QtBot, scans: list[str]
) -> None:
    returns: list[int] = []
    desk.line.returnPressed.connect(lambda: returns.append(1))
    keyboard.text(SLIP, 10)
    qtbot.waitUntil(lambda: bool(scans), timeout=2000)
    keyboard.enter(PAUSE_MS + 20)
    assert returns == []
    qtbot.wait(ECHO_MS + 20)
    keyboard.enter(900)
    assert returns == [1]


def test_a_quick_roll_of_fingers_loses_nothing(desk: Desk, keyboard: Keyboard, scans: list[str], qtbot: QtBot) -> None:
    keyboard.text("nguye", 18)
    qtbot.waitUntil(lambda: desk.line.text() == "nguye", timeout=2000)
    keyboard.text("n", 200)
    assert desk.line.text() == "nguyen"
    assert scans == []


def test_a_very_quick_word_without_digits_is_a_persons(
    desk: Desk, keyboard: Keyboard, scans: list[str], qtbot: QtBot
) -> None:
    keyboard.text("thuong tru", 8)
    qtbot.waitUntil(lambda: desk.line.text() == "thuong tru", timeout=2000)
    assert scans == []


def test_unikey_rewrites_a_syllable(desk: Desk, keyboard: Keyboard, scans: list[str]) -> None:
    keyboard.text("nghieng", 90)
    keyboard.at += 80
    for _letter in "ieng":
        keyboard.backspace(1)
    keyboard.text("iêng", 1)
    assert desk.line.text() == "nghiêng"
    keyboard.text(" ngả", 90)
    assert desk.line.text() == "nghiêng ngả"
    assert scans == []


def test_unikey_mangles_a_scan_which_is_handed_on_as_it_came(desk: Desk, keyboard: Keyboard, scans: list[str]) -> None:
    keyboard.text("049199012345||Nguye", 8)
    keyboard.backspace(1)
    keyboard.text("ễn|", 1)
    keyboard.enter(8)
    assert scans == ["049199012345||Nguyễn|"]
    assert desk.line.text() == ""


def test_a_persons_composed_word_stays(desk: Desk, router: InputRouter, scans: list[str], qtbot: QtBot) -> None:
    for preedit in ("n", "ng", "ngu", "nguo", "nguời"):
        compose(preedit)
        qtbot.wait(GAP_MS + 15)
    compose("", "người")
    qtbot.wait(GAP_MS + 15)
    assert desk.line.text() == "người"
    assert scans == []


def test_a_scan_through_an_input_method(desk: Desk, router: InputRouter, scans: list[str]) -> None:
    desk.line.setText("cũ")
    parts = "049199012345", "", "Nguyễn", "15031999"
    for place, part in enumerate(parts):
        for end in range(1, len(part) + 1):
            compose(part[:end])
        compose("", part + ("|" if place < len(parts) - 1 else ""))
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    QCoreApplication.sendEvent(desk.line, event)
    assert scans == ["049199012345||Nguyễn|15031999"]
    assert desk.line.text() == "cũ"


def test_what_the_input_method_had_not_finished_is_not_lost(
    desk: Desk, router: InputRouter, scans: list[str], qtbot: QtBot
) -> None:
    for letter in "049199012345|":
        compose("", letter)
    compose("Ng")
    qtbot.waitUntil(lambda: bool(scans), timeout=2000)
    assert scans == ["049199012345|Ng"]
    assert desk.line.text() == ""


def test_a_busy_program_does_not_break_a_scan(desk: Desk, keyboard: Keyboard, scans: list[str], qtbot: QtBot) -> None:
    desk.line.setText("trước")
    keyboard.text(CARD[:5], 10)
    qtbot.wait(4 * GAP_MS)
    keyboard.text(CARD[5:], 10)
    keyboard.enter(10)
    assert scans == [CARD]
    assert desk.line.text() == "trước"


def test_letters_that_are_commands_wait_a_moment(
    application: QApplication, desk: Desk, scans: list[str], qtbot: QtBot
) -> None:
    registry = ActionRegistry(application)
    done: list[str] = []
    registry.add(Action("papers.scan_0", "Quét", lambda: done.append("0"), ("0",), "papers"))
    registry.bind(desk, "papers")
    router = InputRouter(application, lambda key: registry.press(key, ("papers", "")))
    router.scanned.connect(scans.append)
    keyboard = Keyboard()
    desk.table.setFocus()
    try:
        keyboard.text(CARD, 10)
        keyboard.enter(10)
        assert (scans, done) == ([CARD], [])
        keyboard.text("0", 500)
        qtbot.waitUntil(lambda: done == ["0"], timeout=2000)
    finally:
        router.stop()


def test_space_still_presses_a_button(desk: Desk, keyboard: Keyboard, qtbot: QtBot) -> None:
    desk.button.setFocus()
    keyboard.text(" ", 500)
    qtbot.waitUntil(lambda: desk.clicks == 1, timeout=2000)
    assert not desk.button.isDown()


def test_a_held_key_is_a_persons(desk: Desk, router: InputRouter, scans: list[str]) -> None:
    for place in range(20):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", place > 0)
        event.setTimestamp(20_000 + 30 * place)
        QCoreApplication.sendEvent(desk.line, event)
    assert desk.line.text() == "1" * 20
    assert scans == []


def test_nothing_is_watched_while_the_desk_is_covered(
    desk: Desk, router: InputRouter, keyboard: Keyboard, scans: list[str]
) -> None:
    router.set_active(active=False)
    keyboard.text("Mat-khau-123456", 2)
    assert desk.line.text() == "Mat-khau-123456"
    assert scans == []


def test_a_password_field_gets_its_letters_back(desk: Desk, keyboard: Keyboard, scans: list[str]) -> None:
    desk.line.setEchoMode(QLineEdit.EchoMode.Password)
    keyboard.text(CARD, 5)
    keyboard.enter(5)
    assert desk.line.text() == ""
    assert scans == [CARD]


_printable = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
_several = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@_several
@given(
    text=st.text(_printable, min_size=CERTAIN), gap=st.integers(1, GAP_MS), place=st.sampled_from(["line", "button"])
)
def test_whatever_is_scanned_arrives_whole_and_nowhere_else(
    desk: Desk, keyboard: Keyboard, scans: list[str], text: str, gap: int, place: str
) -> None:
    scans.clear()
    desk.line.setText("như cũ")
    widget: QWidget = getattr(desk, place)
    widget.setFocus()
    keyboard.at += 1000
    keyboard.text(text, gap)
    keyboard.enter(gap)
    assert scans == [text]
    assert desk.line.text() == "như cũ"


@_several
@given(text=st.text(_printable, min_size=1, max_size=40), gap=st.integers(GAP_MS + 1, 400))
def test_whatever_a_person_types_arrives(desk: Desk, keyboard: Keyboard, scans: list[str], text: str, gap: int) -> None:
    desk.line.clear()
    keyboard.at += 1000
    for place, letter in enumerate(text):
        keyboard.stroke(letter, gap)
        assert desk.line.text() == text[: place + 1]
    assert scans == []
