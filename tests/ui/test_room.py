"""What gives way where there is little room: columns leave, fields and hints go to the next line, texts wrap."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from app.ui.theme.tokens import Tone
from app.ui.widgets.cards import ClosedCard, Note
from app.ui.widgets.columns import Columns
from app.ui.widgets.digits import DigitsEdit, grouped, identity_groups, phone_groups
from app.ui.widgets.dress import column
from app.ui.widgets.fields import FieldRow, NumberBox, side_by_side
from app.ui.widgets.hints import HintBar
from app.ui.widgets.labels import Label
from app.ui.widgets.pages import Pages
from app.ui.widgets.painting import lines_of
from app.ui.widgets.search_box import SearchBox, Suggestion
from app.ui.widgets.tables import Column, DataTable, shared_widths
from app.ui.widgets.thumbnails import Thumbnail, ThumbnailStrip

Show = Callable[[QWidget], None]
LONG = "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất"


@dataclass(frozen=True)
class Row:
    name: str
    state: str


def table(*names: str) -> DataTable[Row]:
    made: DataTable[Row] = DataTable(
        "rooms",
        "Bảng",
        (
            Column("Tên", lambda row: row.name, lines=2, least=150),
            Column("Trạng thái", lambda row: row.state, 100),
            Column("Gửi", lambda _row: "✓", 60, drop=1),
            Column("Nguyên nhân", lambda row: row.state, 200, drop=2),
        ),
        lambda row: row.name,
    )
    made.set_rows([Row(name, "đã nhận") for name in names])
    return made


def settle(widget: QWidget, width: int, height: int = 400) -> None:
    widget.resize(width, height)
    for _round in range(4):
        QApplication.processEvents()


def seen_columns(made: DataTable[Row]) -> list[str]:
    return [column.title for at, column in enumerate(made.rows_model.columns) if not made.isColumnHidden(at)]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (700, ["Tên", "Trạng thái", "Gửi", "Nguyên nhân"]),
        (400, ["Tên", "Trạng thái", "Gửi"]),
        (270, ["Tên", "Trạng thái"]),
    ],
)
def test_columns_leave_in_their_order(application: QApplication, shown: Show, width: int, expected: list[str]) -> None:
    made = table("A")
    shown(made)
    settle(made, width)
    assert seen_columns(made) == expected
    assert made.horizontalHeader().length() == made.viewport().width()
    settle(made, 700)
    assert len(seen_columns(made)) == 4


def test_a_table_asks_for_what_never_leaves(application: QApplication) -> None:
    assert table("A").minimumSizeHint().width() < 150 + 100 + 60
    assert table("A").minimumSizeHint().width() >= 150 + 100


@given(
    st.lists(st.tuples(st.integers(20, 300), st.booleans(), st.integers(0, 4)), min_size=1, max_size=8),
    st.integers(60, 1500),
)
def test_columns_share_all_the_room_and_no_more(columns: list[tuple[int, bool, int]], room: int) -> None:
    widths = shared_widths(columns, room)
    kept = [(width, column) for width, column in zip(widths, columns, strict=True) if width is not None]
    left = [column for width, column in zip(widths, columns, strict=True) if width is None]
    assert kept
    # Whoever left could be spared, and was more easily spared than whoever stayed.
    assert all(column[2] for column in left)
    assert max((column[2] for _width, column in kept), default=0) <= min((column[2] for column in left), default=9)
    total = sum(width for width, _column in kept)
    if sum(column[0] for _width, column in kept) <= room:
        assert total == room
        assert all(width >= column[0] for width, column in kept)


def test_a_long_text_takes_a_second_line(application: QApplication, shown: Show) -> None:
    made = table("Tờ khai", LONG)
    shown(made)
    settle(made, 400)
    assert made.rowHeight(1) > made.rowHeight(0)
    settle(made, 1400)
    assert made.rowHeight(1) == made.rowHeight(0)


@example(text=" aaaa a", width=30, most=2)
@given(text=st.text(alphabet="aăđ bc ,", max_size=120), width=st.integers(30, 300), most=st.integers(1, 3))
def test_lines_lose_nothing_but_the_end(qapp: QApplication, text: str, width: int, most: int) -> None:
    font = QFont(qapp.font())
    lines = lines_of(text, font, width, most)
    assert len(lines) <= most
    whole = "".join("".join(lines).split())
    wanted = "".join(text.split())
    assert whole == wanted or (lines[-1].endswith("…") and wanted.startswith(whole.rstrip("…")))
    assert all(QFontMetrics(font).horizontalAdvance(line) <= width or " " not in line for line in lines)


def test_fields_go_to_the_next_line(application: QApplication, shown: Show) -> None:
    rows = [FieldRow(text, f"field_{at}") for at, text in enumerate(("Tên cơ quan như in trên giấy", "Địa danh", "Số"))]
    host = QWidget()
    whole = QVBoxLayout(host)
    whole.addLayout(side_by_side(*rows))
    whole.addStretch(1)
    shown(host)
    settle(host, 900)
    assert len({row.y() for row in rows}) == 1
    assert rows[2].geometry().right() == host.contentsRect().right() - whole.contentsMargins().right()
    settle(host, 300)
    assert len({row.y() for row in rows}) > 1
    boxes = [row.geometry() for row in rows]
    assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[:at])


def test_a_message_moves_no_neighbour_and_is_read_to_its_end(application: QApplication, shown: Show) -> None:
    first, second = FieldRow("Ngày hẹn", "moment"), FieldRow("Lý do", "reason")
    host = QWidget()
    host.setLayout(QVBoxLayout())
    host.layout().addLayout(side_by_side(first, second))  # type: ignore[union-attr]  # set a line above
    shown(host)
    settle(host, 300)
    before = second.field.mapTo(host, second.field.rect().topLeft())
    first.say_error("Không hiểu ngày hẹn “9h mai”. Ghi như 17:00 23/11/2026, hoặc để trống để dùng ngày đã tính.")
    settle(host, 300, 500)
    assert second.field.mapTo(host, second.field.rect().topLeft()) == before
    said = first.message.findChild(QLabel)
    assert said is not None
    assert said.height() >= said.heightForWidth(said.width())


def test_hints_wrap_and_keep_keys_and_words_together(application: QApplication, shown: Show) -> None:
    bar = HintBar("keys", [("Ctrl+P", "in giấy hẹn"), (("Up", "Down"), "chọn"), ("Return", "mở hồ sơ")])
    host = QWidget()
    host.setLayout(column(bar, spacing=0))
    shown(host)
    settle(host, 600)
    one_line = bar.heightForWidth(600)
    assert bar.heightForWidth(130) >= 3 * one_line
    parts = [bar.layout().itemAt(at).geometry() for at in range(3)]  # type: ignore[union-attr]  # three hints
    assert all(left.right() < right.left() for left, right in pairwise(parts))


def test_columns_of_a_fixed_width_take_the_whole_line_below(application: QApplication, shown: Show) -> None:
    wide, side = Label("danh sách"), Label("bảng bên")
    columns = Columns()
    columns.add(column(wide, spacing=0), 1, least=400)
    columns.add(column(side, spacing=0), width=200)
    shown(columns)
    settle(columns, 900)
    assert (columns.in_row, side.width()) == (2, 200)
    settle(columns, 500)
    assert (columns.in_row, side.width()) == (1, columns.width())
    settle(columns, 900)
    assert (columns.in_row, side.width()) == (2, 200)


def test_a_stack_is_as_large_as_the_page_that_is_seen(application: QApplication, shown: Show) -> None:
    small, large = Label("nhỏ"), Label("lớn")
    large.setMinimumSize(800, 600)
    pages = Pages(small, large)
    shown(pages)
    assert pages.minimumSizeHint().width() < 800
    pages.setCurrentWidget(large)
    assert pages.minimumSizeHint().width() == 800
    assert pages.sizeHint().height() >= 600


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("049199012345", ("049", "199", "012", "345")),
        ("205123456", ("205", "123", "456")),
        ("04919901", ("04919901",)),
        ("04919901234x", ("04919901234x",)),
        ("٠٤٩١٩٩٠١٢٣٤٥", ("٠٤٩١٩٩٠١٢٣٤٥",)),
        ("", ("",)),
    ],
)
def test_an_identity_number_falls_into_groups(text: str, expected: tuple[str, ...]) -> None:
    assert identity_groups(text) == expected


@given(st.text(max_size=14))
def test_groups_lose_no_letter(text: str) -> None:
    assert "".join(identity_groups(text)) == "".join(phone_groups(text)) == text
    assert grouped(text, phone_groups).replace("\N{THIN SPACE}", "") == text.replace("\N{THIN SPACE}", "")


def test_groups_are_drawn_and_never_written(application: QApplication, shown: Show) -> None:
    number, other = DigitsEdit(identity_groups, 12), DigitsEdit(phone_groups, 10)
    host = QWidget()
    host.setLayout(column(number, other, spacing=4))
    number.setText("049199012345")
    shown(host)
    other.setFocus()
    QApplication.processEvents()
    assert number.text() == "049199012345"
    assert list(number.shown) == ["049", "199", "012", "345"]
    apart = number.grab().toImage()
    number.setFocus()
    QApplication.processEvents()
    assert list(number.shown) == ["049199012345"]
    assert number.grab().toImage() != apart
    number.selectAll()
    number.copy()
    assert QApplication.clipboard().text() == "049199012345"


def test_pages_beyond_the_strip_are_counted(application: QApplication, shown: Show) -> None:
    strip = ThumbnailStrip("pages", "Các trang")
    counted: list[int] = []
    strip.counted.connect(counted.append)
    shown(strip)
    settle(strip, 240, 100)
    image = QImage(60, 80, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    strip.set_pages([Thumbnail(at, image, f"1·{at}") for at in range(1, 11)])
    settle(strip, 240, 100)
    before, after = strip.beyond
    # The newest page is chosen and therefore in sight.
    assert (before > 4, after) == (True, 0)
    strip.setCurrentIndex(strip.model().index(0, 0))
    QApplication.processEvents()
    assert (strip.beyond[0], strip.beyond[1] > 4) == (0, True)
    assert not strip.horizontalScrollBar().isVisible()
    strip.set_pages([])
    assert counted == [10, 0]


def test_suggestions_open_where_there_is_room(application: QApplication, shown: Show) -> None:
    host = QWidget()
    host.resize(900, 400)
    box = SearchBox("procedure", "Thủ tục", parent=host)
    found = [Suggestion(f"Thủ tục {at}", "1.00", at) for at in range(8)]
    shown(host)
    for top, above in ((10, False), (350, True)):
        box.setGeometry(QRect(20, top, 300, 28))
        box.setFocus()
        box.show_results(found)
        listed = host.findChild(QWidget, "procedure_suggestions")
        assert isinstance(listed, QWidget)
        assert (listed.geometry().bottom() < box.y()) is above
        assert host.rect().contains(listed.geometry())
        assert listed.width() > box.width()


def test_the_text_of_a_note_wears_its_tone(application: QApplication, shown: Show) -> None:
    note = Note("Đã in", Tone.NEUTRAL, "slip_note")
    shown(note)
    neutral = note.text.palette().color(note.text.foregroundRole())
    note.show_text("Máy in hết giấy", Tone.ATTENTION)
    assert note.text.palette().color(note.text.foregroundRole()) != neutral


def test_a_number_is_as_high_as_its_neighbours(application: QApplication, shown: Show) -> None:
    text, number = FieldRow("Nội dung", "content"), FieldRow("Số bộ", "sets", field=NumberBox(1, 99))
    host = QWidget()
    host.setLayout(side_by_side((text, 1), (number, 0)))
    shown(host)
    settle(host, 400, 80)
    assert text.field.height() == number.field.height()


def test_a_closed_card_says_who_may(application: QApplication, shown: Show) -> None:
    card = ClosedCard("Người dùng", "people")
    host = QWidget()
    host.setLayout(column(Label("Quản trị"), card, spacing=0))
    shown(host)
    assert not card.isVisible()
    card.show_reason("Tài khoản này không có quyền.", "Nhờ quản trị.")
    assert card.isVisible()
    assert {"Tài khoản này không có quyền.", "Nhờ quản trị."} <= {each.text() for each in card.findChildren(QLabel)}
