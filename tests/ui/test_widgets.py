from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.background import Progress
from app.ui.interaction import ScriptedInteraction
from app.ui.qt_words import QtWords
from app.ui.theme.tokens import Tone
from app.ui.widgets.bars import ConfirmBar, InlineProgress
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import EmptyState, Note
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.dates import DateField, TypedDate, read_date
from app.ui.widgets.fields import EnterMovesOn, FieldRow
from app.ui.widgets.labels import ElidedLabel, Pill
from app.ui.widgets.number_tile import NumberTile
from app.ui.widgets.search_box import SearchBox, Suggestion
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.widgets.thumbnails import Thumbnail, ThumbnailStrip

Show = Callable[[QWidget], None]
Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
TODAY = date(2026, 11, 20)


def together(*widgets: QWidget) -> QWidget:
    host = QWidget()
    layout = QVBoxLayout(host)
    for widget in widgets:
        layout.addWidget(widget)
    return host


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15/3/1999", "15/03/1999"),
        ("15-03-1999", "15/03/1999"),
        ("15.3.99", "15/03/1999"),
        ("150399", "15/03/1999"),
        ("15031999", "15/03/1999"),
        (" 1 1 2026 ", "01/01/2026"),
        ("1/1/26", "01/01/2026"),
        ("1/1/27", "01/01/1927"),
        ("1999", "1999"),
        ("29/2/2024", "29/02/2024"),
    ],
)
def test_dates_as_people_type_them(typed: str, expected: str) -> None:
    assert str(read_date(typed, TODAY)) == expected


@pytest.mark.parametrize(
    "typed", ["", "31/2/1999", "29/2/2023", "15/13/1999", "1503", "99", "0001", "abc", "15/3", "1/1/1700"]
)
def test_what_is_no_date(typed: str) -> None:
    assert read_date(typed, TODAY) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.sampled_from(["/", "-", ".", " "]))
def test_every_day_is_read_back(day: date, separator: str) -> None:
    for text in (
        f"{day.day}{separator}{day.month}{separator}{day.year}",
        f"{day:%d%m%Y}",
        str(TypedDate(day.year, day)),
    ):
        assert read_date(text, TODAY) == TypedDate(day.year, day)


@given(st.text(max_size=12))
def test_reading_a_date_never_fails(text: str) -> None:
    found = read_date(text, TODAY)
    assert found is None or found.day is None or found.day.year == found.year


def test_a_date_field_tells_once_and_writes_in_full(application: QApplication, shown: Show, type_text: Type) -> None:
    field, other = DateField(TODAY), FieldRow("Khác", "other")
    told: list[object] = []
    field.edited.connect(told.append)
    shown(together(field, other))
    type_text(field, "15031999")
    other.field.setFocus()
    assert field.text() == "15/03/1999"
    assert told == [TypedDate(1999, date(1999, 3, 15))]
    type_text(field, "x")
    other.field.setFocus()
    assert not field.understood
    assert field.text() == "15/03/1999x"
    assert told[-1] is None


def test_messages_stand_at_the_field(application: QApplication, shown: Show) -> None:
    row = FieldRow("Điện thoại", "phone", key="Alt+P")
    shown(row)
    assert (row.field.objectName(), row.field.accessibleName()) == ("phone_edit", "Điện thoại")
    assert not row.message.isVisible()
    row.say_error("Thiếu 3 chữ số.")
    assert row.message.isVisible()
    assert (row.message.text, row.field.accessibleDescription()) == ("Thiếu 3 chữ số.", "Thiếu 3 chữ số.")
    assert row.field.property("tone") == "late"
    row.say_warning("Lạ.")
    assert row.field.property("tone") == "attention"
    row.say_nothing()
    assert not row.message.isVisible()
    assert not row.field.property("tone")


def test_vietnamese_text_is_kept_in_one_form(application: QApplication, shown: Show, type_text: Type) -> None:
    row = FieldRow("Họ và tên", "full_name")
    shown(row)
    type_text(row.field, "Nguyễn Thị Phượng Hằng, Đ1")
    assert row.text == "Nguyễn Thị Phượng Hằng, Đ1"
    row.set_text("Hằng")
    assert row.text == "Hằng"


def test_enter_walks_through_fields_added_later(application: QApplication, shown: Show, press: Press) -> None:
    host = together(FieldRow("Một", "one"))
    EnterMovesOn(host)
    shown(host)
    inner = together(FieldRow("Hai", "two"), FieldRow("Ba", "three"))
    layout = host.layout()
    assert layout is not None
    layout.addWidget(inner)
    inner.show()
    QApplication.processEvents()
    first = host.findChild(QWidget, "one_edit")
    assert first is not None
    first.setFocus()
    names = []
    for _step in range(2):
        press(host, "Return")
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.objectName())
    assert names == ["two_edit", "three_edit"]


@dataclass(frozen=True)
class Line:
    number: int
    name: str


COLUMNS: list[Column[Line]] = [
    Column("Số", lambda line: str(line.number), 60, right=True),
    Column("Tên", lambda line: Cell(line.name, strong=True, hits=((0, 2),))),
    Column("Trạng thái", lambda line: Cell("Quá hạn", Tone.LATE, pill=True), 100),
]


def table_of(count: int) -> DataTable[Line]:
    table: DataTable[Line] = DataTable("lines", "Danh sách", COLUMNS, lambda line: line.number)
    table.set_rows([Line(number, f"Đặng Thị {number}") for number in range(count)], select_first=True)
    return table


def test_a_table_keeps_its_selection_over_a_refresh(application: QApplication, shown: Show) -> None:
    table = table_of(50)
    told: list[Line | None] = []
    table.selected.connect(told.append)
    table.resize(500, 300)
    shown(table)
    assert table.select_key(30)
    table.set_rows([Line(number, "mới") for number in range(20, 40)])
    seen = [table.current]
    table.set_rows([])
    seen.append(table.current)
    assert seen == [Line(30, "mới"), None]
    assert [line.number if line else None for line in told] == [30, None]
    assert not table.select_key(99)


def test_a_table_opens_with_enter_and_walks_with_arrows(application: QApplication, shown: Show, press: Press) -> None:
    table = table_of(5)
    opened: list[Line] = []
    table.opened.connect(opened.append)
    shown(table)
    table.setFocus()
    press(table, "Down")
    press(table, "Return")
    assert [line.number for line in opened] == [1]


def test_a_table_speaks_and_explains_what_it_shortens(application: QApplication) -> None:
    table = table_of(2)
    index = table.rows_model.index(1, 1)
    assert index.data() == "Đặng Thị 1"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Đặng Thị 1"
    assert table.rows_model.headerData(1, Qt.Orientation.Horizontal) == "Tên"
    assert table.accessibleName() == "Danh sách"


def test_a_thousand_rows_are_drawn_only_where_seen(application: QApplication, shown: Show) -> None:
    asked: list[int] = []

    def name(line: Line) -> str:
        asked.append(line.number)
        return line.name

    table: DataTable[Line] = DataTable("lines", "Danh sách", [Column("Tên", name)], lambda line: line.number)
    table.set_rows([Line(number, "x") for number in range(10_000)])
    table.resize(300, 200)
    shown(table)
    table.grab()
    assert 0 < len(set(asked)) < 50


def test_searching_waits_for_a_pause_and_offers(
    application: QApplication, shown: Show, type_text: Type, press: Press, qtbot: QtBot
) -> None:
    box = SearchBox("procedure", "Tìm thủ tục")
    host = together(box, QWidget())
    host.resize(500, 400)
    searched: list[str] = []
    chosen: list[object] = []
    box.searched.connect(searched.append)
    box.chosen.connect(chosen.append)
    shown(host)
    type_text(box, "khai sinh")
    assert searched == []
    qtbot.waitUntil(lambda: searched == ["khai sinh"])
    box.show_results(
        [Suggestion("Đăng ký khai sinh", "1.001193", 1), Suggestion("Đăng ký lại khai sinh", "1.004884", 2)]
    )
    assert [view.isVisible() for view in host.findChildren(QListView)] == [True]
    assert box.hasFocus()
    press(host, "Down")
    press(host, "Down")
    press(host, "Return")
    assert chosen == [2]
    box.show_results([])
    assert [view.isVisible() for view in host.findChildren(QListView)] == [False]
    press(host, "Escape")
    assert (box.text(), searched[-1]) == ("", "")


def test_a_question_is_asked_in_its_place(application: QApplication, shown: Show, press: Press) -> None:
    bar, field = ConfirmBar("drop"), FieldRow("Tên", "name")
    shown(together(bar, field))
    field.field.setFocus()
    done: list[str] = []
    bar.ask("Bỏ trang 3?", "Bỏ trang", lambda: done.append("x"))
    assert bar.isVisible()
    press(bar, "Escape")
    assert not bar.isVisible()
    assert field.field.hasFocus()
    assert done == []
    bar.ask("Bỏ trang 3?", "Bỏ trang", lambda: done.append("x"))
    yes = bar.findChild(QPushButton, "drop_yes_button")
    assert yes is not None
    yes.setFocus()
    press(bar, "Return")
    assert done == ["x"]


def test_progress_is_shown_and_stopped(application: QApplication, shown: Show) -> None:
    bar, progress = InlineProgress("scan"), Progress(application)
    shown(together(bar))
    bar.follow(progress, "Đang quét…")
    progress.report(2, 5, "Trang 2")
    stop = bar.findChild(QPushButton, "scan_stop_button")
    assert stop is not None
    stop.click()
    assert progress.cancelled()
    bar.finish()
    assert not bar.isVisible()


def test_pages_are_chosen_and_opened_by_key(application: QApplication, shown: Show, press: Press) -> None:
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    strip = ThumbnailStrip("pages", "Trang đã quét")
    opened: list[object] = []
    strip.opened.connect(opened.append)
    strip.set_pages([Thumbnail(key, image, key) for key in ("a", "b", "c")])
    shown(strip)
    strip.setFocus()
    assert [strip.current_key] == ["c"]
    press(strip, "Left")
    press(strip, "Space")
    assert opened == ["b"]
    strip.set_pages([Thumbnail(key, image, key, attention=True) for key in ("b", "d")])
    assert strip.current_key == "b"
    strip.grab()


def test_small_parts_say_what_they_show(application: QApplication, shown: Show) -> None:
    pill, note = Pill("Đã trả", Tone.DONE), Note("Có 1 hồ sơ tương tự.", Tone.ATTENTION, "similar_note")
    empty = EmptyState("folder-search", "Không tìm thấy", "Thử bỏ bớt chữ.", "no_hits")
    label = ElidedLabel("Thôn Hoa, Thị trấn Thạnh Mỹ, Huyện Nam Giang, Tỉnh Quảng Nam")
    host = together(pill, note, empty, label)
    host.resize(180, 300)
    shown(host)
    host.grab()
    assert label.toolTip() == label.text()
    pill.show_state("", Tone.NEUTRAL)
    assert not pill.isVisible()
    note.show_text("Khác", Tone.INFO)
    assert note.accessibleName() == "Khác"
    empty.show_text("Chưa có hồ sơ", "Bấm F2 để tiếp nhận.")
    assert empty.accessibleName() == "Chưa có hồ sơ"


def test_a_button_is_pressed_by_enter_and_gives_up_its_cap_first(
    application: QApplication, shown: Show, press: Press
) -> None:
    button = Button("Tiếp nhận và in giấy hẹn", "commit_button", key="Ctrl+Return", role="primary")
    clicks: list[int] = []
    button.clicked.connect(lambda: clicks.append(1))
    shown(together(button))
    button.setFocus()
    press(button, "Return")
    assert clicks == [1]
    assert button.minimumSizeHint().width() < button.sizeHint().width()


def test_a_script_answers_in_order() -> None:
    script = ScriptedInteraction([[Path("a.pdf"), Path("b.pdf")], None])
    script.answer(Path("out.pdf"))
    assert script.open_files("Chọn tệp", "PDF (*.pdf)") == [Path("a.pdf"), Path("b.pdf")]
    assert script.save_file("Lưu", Path("x.pdf"), "PDF (*.pdf)") is None
    assert script.folder("Thư mục") == Path("out.pdf")
    assert script.asked == ["Chọn tệp", "Lưu", "Thư mục"]
    with pytest.raises(AssertionError, match="nobody answers"):
        script.folder("Nữa")


def test_qts_own_words_are_vietnamese(application: QApplication) -> None:
    words = QtWords()
    application.installTranslator(words)
    try:
        assert application.translate("QPlatformTheme", "Cancel") == "Thôi"
        assert application.translate("QFileDialog", "File &name:") == "Tên tệp:"
        assert application.translate("QFileDialog", "Nobody translated this") == "Nobody translated this"
    finally:
        application.removeTranslator(words)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("n", "Nam"),
        ("nn", "Nữ"),
        ("nnn", "Nam"),
        ("nu", "Nữ"),
        ("nữ", "Nữ"),
        ("nu\bữ", "Nữ"),
        ("x", "–"),
        ("d", "Đoàn thể"),
    ],
)
def test_a_choice_is_made_by_its_first_letters(shown: Show, typed: str, chosen: str) -> None:
    box = ChoiceBox()
    box.addItems(["–", "Nam", "Nữ", "Đoàn thể"])
    told: list[int] = []
    box.activated.connect(told.append)
    shown(box)
    for letter in typed:
        key = Qt.Key.Key_Backspace if letter == "\b" else Qt.Key.Key_unknown
        QCoreApplication.sendEvent(box, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter))
    assert box.currentText() == chosen
    assert told[-1:] == ([] if chosen == "–" else [box.currentIndex()])


def test_a_pause_begins_the_search_in_a_choice_anew(shown: Show, qtbot: QtBot) -> None:
    box = ChoiceBox()
    box.addItems(["Nam", "Nữ", "Uỷ quyền"])
    shown(box)
    QTest.keyClick(box, Qt.Key.Key_N)
    qtbot.wait(QApplication.keyboardInputInterval() + 50)
    QTest.keyClick(box, Qt.Key.Key_U)
    assert box.currentText() == "Uỷ quyền"


@pytest.mark.usefixtures("application")
def test_a_number_that_nobody_knows_yet_is_no_nought() -> None:
    tile = NumberTile("received_number", "hồ sơ tiếp nhận")
    assert [label.text() for label in tile.findChildren(QLabel)] == ["–", "hồ sơ tiếp nhận"]
    tile.show_value(0, "hồ sơ tiếp nhận")
    assert [label.text() for label in tile.findChildren(QLabel)] == ["0", "hồ sơ tiếp nhận"]
