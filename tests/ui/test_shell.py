import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.core.clock import FixedClock
from app.ui.actions import Action, ActionRegistry
from app.ui.notices import Notice
from app.ui.shell.top_bar import SyncState, sync_text
from app.ui.shell.window import Desk, MainWindow
from app.ui.shell.workspace import Workspace, WorkspaceSpec
from app.ui.theme.active import apply_theme
from app.ui.theme.tokens import APPEARANCES, Appearance, Tone
from app.ui.widgets.cards import Card
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column
from app.ui.widgets.fields import FieldRow

Show = Callable[[QWidget], None]
Press = Callable[[QWidget, str], None]
Lint = Callable[[QWidget], list[str]]
TITLES = (
    ("reception", "Tiếp nhận", "file-plus"),
    ("dossiers", "Hồ sơ", "folder-search"),
    ("papers", "Giấy tờ", "scan-line"),
    ("results", "Trả kết quả", "hand-helping"),
    ("handover", "Bàn giao", "package-check"),
    ("reports", "Sổ, báo cáo", "chart-column"),
    ("sync", "Đồng bộ", "refresh-cw"),
    ("copies", "Chứng thực", "stamp"),
    ("admin", "Quản trị", "settings"),
)


class Page(Workspace):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.first = FieldRow("Họ và tên", f"{name}_name")
        self.second = FieldRow("Điện thoại", f"{name}_phone", key="Alt+P")
        self.undone = 0
        card = Card("Người nộp", f"{name}_card")
        card.body.addWidget(self.first)
        card.body.addWidget(self.second)
        card.body.addStretch(1)
        self.setLayout(column(card, spacing=0))

    def take_focus(self) -> None:
        self.first.field.setFocus()

    def undo(self) -> None:
        self.undone += 1


@pytest.fixture
def window(application: QApplication, clock: FixedClock) -> MainWindow:
    return make(clock)


def make(clock: FixedClock, *, practice: bool = False) -> MainWindow:
    specs = [
        WorkspaceSpec(key, title, icon, f"F{place + 2}", lambda key=key: Page(key))  # type: ignore[misc]
        for place, (key, title, icon) in enumerate(TITLES)
    ]
    made = MainWindow(Desk("TTPVHCC xã Thạnh Mỹ", "Quầy 3", practice), clock, ActionRegistry(), specs)
    made.top.show_clerk("Lê Thị Hoa", "Bưu điện")
    made.top.sync.show_state(SyncState.PROBLEM, 12, None)
    made.status.show_draft_saved(clock.now())
    made.status.show_printer("Máy in: HP M404 · sẵn sàng")
    made.status.show_today("Hôm nay 24 hồ sơ · 1 chưa in giấy hẹn")
    made.rail.set_count("dossiers", 120)
    return made


def page_of(window: MainWindow, key: str) -> Page:
    page = window.page(key)
    assert isinstance(page, Page)
    return page


def test_f_keys_open_workspaces_and_the_focus_returns(window: MainWindow, shown: Show, press: Press) -> None:
    shown(window)
    window.open("reception")
    page_of(window, "reception").second.field.setFocus()
    press(window, "F3")
    assert window.open_key == "dossiers"
    assert page_of(window, "dossiers").first.field.hasFocus()
    press(window, "F2")
    assert page_of(window, "reception").second.field.hasFocus()


def test_a_page_is_made_when_first_opened(clock: FixedClock, application: QApplication) -> None:
    made: list[str] = []

    def make_page() -> Workspace:
        made.append("x")
        return Page("x")

    specs = [WorkspaceSpec("x", "Hồ sơ", "folder-search", "F3", make_page)]
    window = MainWindow(Desk("Ủy ban", "Quầy 1"), clock, ActionRegistry(), specs)
    assert made == []
    window.open("x")
    window.open("x")
    assert made == ["x"]


def test_enter_goes_to_the_next_field(window: MainWindow, shown: Show, press: Press) -> None:
    shown(window)
    window.open("reception")
    press(window, "Return")
    assert page_of(window, "reception").second.field.hasFocus()


def test_the_search_takes_the_focus_from_anywhere(window: MainWindow, shown: Show, press: Press) -> None:
    shown(window)
    window.open("reception")
    press(window, "Ctrl+K")
    assert window.top.search.hasFocus()


def test_the_cover_hides_everything_and_loses_nothing(window: MainWindow, shown: Show, press: Press) -> None:
    shown(window)
    window.open("reception")
    field = page_of(window, "reception").second.field
    field.setFocus()
    page_of(window, "reception").second.set_text("0905 12")
    locks: list[int] = []
    window.lock_wanted.connect(lambda: locks.append(1))
    press(window, "Ctrl+L")
    assert locks == [1]
    cover = QLineEdit()
    window.cover(cover)
    press(window, "F3")
    press(window, "Ctrl+L")
    assert (window.covered, window.open_key, locks) == (True, "reception", [1])
    assert not field.isVisible()
    window.uncover()
    assert not window.covered
    assert field.hasFocus()
    assert page_of(window, "reception").second.text == "0905 12"


def test_f1_lists_the_keys_of_this_screen_and_holds_them_back(window: MainWindow, shown: Show, press: Press) -> None:
    done: list[str] = []
    window.actions_registry.add(
        Action("reception.commit", "Tiếp nhận", lambda: done.append("commit"), ("Ctrl+Return",), "reception"),
        Action("dossiers.export", "Xuất Excel", lambda: done.append("export"), ("Ctrl+E",), "dossiers"),
    )
    shown(window)
    window.open("reception")
    press(window, "F1")
    keys = window.keys_page.shown_keys()
    assert "Ctrl+Return" in keys
    assert "Ctrl+E" not in keys
    assert {"F1", "F2", "F10", "Ctrl+K", "Ctrl+L"} <= set(keys)
    press(window, "Ctrl+Return")
    assert done == []
    press(window, "Escape")
    assert not window.keys_page.isVisible()
    press(window, "Ctrl+Return")
    assert done == ["commit"]


def test_one_letter_keys_mean_something_only_on_their_screen(window: MainWindow, shown: Show) -> None:
    done: list[str] = []
    window.actions_registry.add(Action("papers.scan_1", "Quét giấy 1", lambda: done.append("1"), ("1",), "papers"))
    shown(window)
    window.open("reception")
    assert not window.press_key("1")
    window.open("papers")
    assert window.press_key("1")
    window.cover(QLineEdit())
    assert not window.press_key("1")
    assert done == ["1"]


def test_undo_takes_the_notice_first_then_the_page(window: MainWindow, shown: Show, press: Press) -> None:
    shown(window)
    window.open("reception")
    taken_back: list[int] = []
    window.notices.offer_undo("Đã bỏ trang 3.", lambda: taken_back.append(3))
    assert window.actions_registry.trigger("shell.undo")
    assert window.actions_registry.trigger("shell.undo")
    assert taken_back == [3]
    assert page_of(window, "reception").undone == 1


def test_trouble_stays_until_it_is_dismissed_and_takes_no_focus(window: MainWindow, shown: Show) -> None:
    shown(window)
    window.open("reception")
    before = QApplication.focusWidget()
    window.tell(Notice("Hết giấy.", "Nạp giấy rồi in lại.", Tone.ATTENTION))
    assert window.notices.text == "Hết giấy."
    assert QApplication.focusWidget() is before
    # A page that is made only now must not cover it.
    window.open("dossiers")
    bar = window.notices
    middle = bar.mapTo(window, bar.rect().center())
    found: QWidget | None = window.childAt(middle)
    assert found is not None
    assert found is bar or bar.isAncestorOf(found)
    window.notices.dismiss()
    assert window.notices.text == ""


def test_good_news_stays_on_its_screen(window: MainWindow, shown: Show) -> None:
    shown(window)
    window.open("reception")
    window.tell(Notice("Đã in.", tone=Tone.DONE))
    window.open("reception")
    assert window.notices.text == "Đã in."
    window.open("dossiers")
    assert window.notices.text == ""
    window.notices.offer_undo("Đã bỏ trang 3.", lambda: None)
    window.open("reception")
    assert window.notices.can_undo


@pytest.mark.parametrize("look", APPEARANCES)
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_shell_fits_the_smallest_screen(
    application: QApplication,
    clock: FixedClock,
    shown: Show,
    lint_widgets: Lint,
    screenshot: Callable[[QWidget, str], None],
    look: Appearance,
    scale: int,
) -> None:
    apply_theme(application, look, scale)
    window = make(clock, practice=True)
    window.resize(1366, 768)
    shown(window)
    window.open("reception")
    page_of(window, "reception").second.say_error("Số điện thoại còn thiếu 3 chữ số.")
    window.tell(Notice("Đã lưu nhưng chưa in được.", "Kiểm tra máy in rồi bấm in lại.", Tone.ATTENTION))
    assert lint_widgets(window) == []
    assert (window.width(), window.height()) == (1366, 768)
    screenshot(window, f"shell-{look}-{scale}")


def test_the_lint_finds_what_is_wrong(application: QApplication, shown: Show, lint_widgets: Lint) -> None:
    window = QWidget()
    QLineEdit(window)
    QToolButton(window).setGeometry(10, 40, 100, 12)
    FieldRow("Một cái tên rất dài không thể nào vừa", "long", parent=window).setGeometry(150, 60, 90, 60)
    window.resize(200, 200)
    shown(window)
    found = "\n".join(lint_widgets(window))
    for expected in ("no accessible name", "no objectName", "smaller than", "cuts its text", "sticks out"):
        assert expected in found


def test_a_large_page_scrolls_to_the_field_in_use(clock: FixedClock, shown: Show) -> None:
    page = Workspace("long")
    fields = [FieldRow(f"Ô {number}", f"field_{number}") for number in range(40)]
    page.setLayout(column(*fields, spacing=4))
    window = MainWindow(
        Desk("Ủy ban", "Quầy 1"), clock, ActionRegistry(), [WorkspaceSpec("x", "Hồ sơ", "stamp", "F3", lambda: page)]
    )
    window.resize(1366, 768)
    shown(window)
    window.open("x")
    last = fields[-1].field
    assert not last.visibleRegion().boundingRect().isValid()
    last.setFocus()
    QApplication.processEvents()
    assert last.visibleRegion().boundingRect() == QRect(0, 0, last.width(), last.height())


def test_columns_move_under_each_other_when_there_is_no_room(application: QApplication, shown: Show) -> None:
    columns = Columns()
    for number in range(3):
        inner = QVBoxLayout()
        field = FieldRow(f"Ô {number}", f"field_{number}")
        field.setMinimumWidth(200)
        inner.addWidget(field)
        columns.add(inner, 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(columns)
    area.resize(800, 400)
    shown(area)
    assert columns.in_row == 3
    area.resize(500, 400)
    QApplication.processEvents()
    assert columns.in_row == 2
    assert not area.horizontalScrollBar().isVisible()
    area.resize(800, 400)
    QApplication.processEvents()
    assert columns.in_row == 3


@pytest.mark.parametrize(
    ("state", "unsent", "expected"),
    [
        (SyncState.OFFLINE, 4, "Ngoại tuyến · 4 hồ sơ chờ gửi"),
        (SyncState.SENDING, 2, "Đang gửi · còn 2 hồ sơ"),
        (SyncState.PROBLEM, 1, "Cần xem · 1 hồ sơ chưa gửi được"),
        (SyncState.STORED, 0, "Tỉnh đã lưu đủ"),
        (SyncState.STORED, 3, "Đang gửi · còn 3 hồ sơ"),
    ],
)
def test_the_pill_never_leaves_the_unsent_out(state: SyncState, unsent: int, expected: str) -> None:
    assert sync_text(state, unsent, None) == expected


def test_the_pill_says_since_when_all_is_stored(window: MainWindow, clock: FixedClock) -> None:
    window.top.sync.show_state(SyncState.STORED, 0, clock.now())
    assert window.top.sync.text == f"Tỉnh đã lưu đủ · {clock.now():%H:%M}"


def test_a_closed_window_can_be_let_go(clock: FixedClock, shown: Show) -> None:
    window = make(clock)
    shown(window)
    window.open("reception")
    closed: list[int] = []
    window.closed.connect(lambda: closed.append(1))
    window.close()
    window.deleteLater()
    del window
    gc.collect()
    QApplication.processEvents()
    assert closed == [1]
