"""Draws the shell with sample contents in every appearance and size: ``python tools/gallery.py --out DIR``."""

import argparse
import functools
import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QGridLayout, QRadioButton, QVBoxLayout

from app.core.clock import VIETNAM, FixedClock
from app.ui.actions import Action, ActionRegistry
from app.ui.shell.top_bar import SyncState
from app.ui.shell.window import Desk, MainWindow
from app.ui.shell.workspace import Workspace, WorkspaceSpec
from app.ui.sign_in.view import LockView, SignInView
from app.ui.theme.active import apply_theme
from app.ui.theme.fonts import load_fonts
from app.ui.theme.tokens import APART, APPEARANCES, NEAR, Tone
from app.ui.widgets.bars import ConfirmBar
from app.ui.widgets.buttons import ActionButton, Button, primary_button
from app.ui.widgets.cards import Card, Note, rule
from app.ui.widgets.columns import Columns
from app.ui.widgets.dates import DateField
from app.ui.widgets.dress import column, row
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import ElidedLabel, KeyCap, Label, Pill
from app.ui.widgets.search_box import SearchBox, Suggestion
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.widgets.thumbnails import Thumbnail, ThumbnailStrip

NOW = datetime(2026, 11, 20, 15, 20, 7, tzinfo=VIETNAM)

Paper = tuple[int, str, str, str, str, Tone]
PAPERS: list[Paper] = [
    (1, "Tờ khai đăng ký khai sinh", "1", "–", "1 trang · PDF 212 kB", Tone.DONE),
    (2, "Giấy chứng sinh", "1", "–", "dùng lại · còn hiệu lực", Tone.DONE),
    (3, "Giấy tờ tùy thân của cha, mẹ (chỉ xuất trình)", "–", "–", "đã đối chiếu, không quét", Tone.NEUTRAL),
    (4, "Giấy chứng nhận kết hôn của cha, mẹ", "–", "1", "2 trang · trang 2 mờ, quét lại?", Tone.ATTENTION),
    (5, "Văn bản ủy quyền (nếu ủy quyền)", "–", "–", "không áp dụng", Tone.NEUTRAL),
]


class ReceptionPage(Workspace):
    """A page as dense as the real one."""

    def __init__(self, registry: ActionRegistry) -> None:
        super().__init__("reception")
        nothing = lambda: None  # noqa: E731 - a gallery does nothing
        for name, text, keys in (
            ("commit", "Tiếp nhận và in giấy hẹn", "Ctrl+Return"),
            ("next", "Tiếp nhận, người tiếp theo", "Ctrl+Shift+Return"),
            ("supplement", "Bổ sung", "Alt+B"),
            ("refuse", "Từ chối", "Alt+J"),
            ("cash", "Tiền mặt", "Alt+1"),
            ("vietqr", "VietQR", "Alt+2"),
            ("phone", "Đến ô điện thoại", "Alt+P"),
        ):
            registry.add(Action(f"reception.{name}", text, nothing, (keys,), "reception"))
        columns = Columns()
        columns.add(self._left(), 36)
        columns.add(self._middle(), 56)
        columns.add(self._right(registry), 30)
        self.setLayout(column(columns, spacing=0))

    def _left(self) -> QVBoxLayout:
        card = Card("Người nộp", "submitter_card")
        card.head.addWidget(Pill("Đọc từ thẻ căn cước", Tone.DONE))
        grid = QGridLayout()
        grid.setSpacing(NEAR)
        self.personal_id = FieldRow("Số định danh", "personal_id")
        self.name = FieldRow("Họ và tên", "full_name")
        birth = FieldRow("Ngày sinh", "birth", field=DateField(NOW.date()))
        self.phone = FieldRow("Điện thoại", "phone", key="Alt+P")
        email = FieldRow("Email", "email")
        address = FieldRow("Địa chỉ trên thẻ", "card_address")
        grid.addWidget(self.personal_id, 0, 0)
        grid.addWidget(birth, 0, 1)
        grid.addWidget(self.name, 1, 0, 1, 2)
        grid.addWidget(address, 2, 0, 1, 2)
        grid.addWidget(self.phone, 3, 0)
        grid.addWidget(email, 3, 1)
        self.personal_id.set_text("049 199 012 345")
        self.name.set_text("Nguyễn Thị Phượng Hằng")
        birth.set_text("15/03/1999")
        address.set_text("Thôn Hoa, Thị trấn Thạnh Mỹ, Nam Giang, Quảng Nam")
        self.phone.set_text("0905 12")
        card.body.addLayout(grid)
        owner, other = QCheckBox("Là chủ hồ sơ"), QCheckBox("Được ủy quyền")
        owner.setChecked(True)
        boxes = row(owner, KeyCap("Alt+C"), spacing=4)
        boxes.addStretch(1)
        boxes.addWidget(other)
        card.body.addLayout(boxes)
        met = Card("Đã gặp trước đây", "met_card")
        met.body.addWidget(Note("Hồ sơ đăng ký tạm trú ngày 12/05/2026 – đã trả kết quả.", Tone.INFO, "earlier_note"))
        met.body.addWidget(
            Note("Có 1 hồ sơ tương tự nhận sáng nay ở Quầy 1 (cùng số định danh).", Tone.ATTENTION, "similar_note")
        )
        met.body.addStretch(1)
        left = column(card, met, spacing=APART)
        left.setStretch(1, 1)
        return left

    def _middle(self) -> QVBoxLayout:
        pick = Card("", "procedure_card")
        line = row(spacing=NEAR)
        box = SearchBox("procedure", "Tìm thủ tục theo mã, tên, tên gọi quen", key="Alt+T")
        box.setText("1.001193 Đăng ký khai sinh")
        case = QComboBox()
        case.addItems(["Thông thường, đúng hạn", "Quá hạn"])
        line.addWidget(FieldRow("Thủ tục", "procedure", field=box, key="Alt+T"), 2)
        line.addWidget(FieldRow("Trường hợp", "case", field=case, key="Alt+H"), 1)
        pick.body.addLayout(line)
        papers = Card("Thành phần hồ sơ", "papers_card", flush=True)
        papers.head.addWidget(Label("bấm số để quét ·", "caption"))
        papers.head.addWidget(KeyCap("3"))
        papers.head.addWidget(Label("quét giấy số 3", "caption"))
        columns: list[Column[Paper]] = [
            Column("#", lambda p: str(p[0]), 34),
            Column("Giấy tờ", lambda p: Cell(p[1], strong=p[0] == 3)),
            Column("Chính", lambda p: p[2], 56, right=True),
            Column("Sao", lambda p: p[3], 48, right=True),
            Column("Tình trạng", lambda p: Cell(p[4], p[5], pill=True), 200),
        ]
        table = DataTable("papers", "Thành phần hồ sơ", columns, lambda p: p[0])
        table.set_rows(PAPERS)
        table.select_key(3)
        papers.body.addWidget(table)
        strip = ThumbnailStrip("pages", "Trang đã quét")
        strip.set_pages([Thumbnail(n, sheet(), c, attention=n == 3) for n, c in ((1, "1"), (2, "4·1"), (3, "4·2"))])
        strip.setFixedHeight(strip.sizeHint().height())
        keys = row(KeyCap("Space"), Label("xem lớn", "caption"), KeyCap("R"), Label("xoay", "caption"), spacing=4)
        keys.addStretch(1)
        text = column(ElidedLabel("Máy quét: Canon DR-C225 · 300 dpi màu", "caption"), spacing=4)
        text.addLayout(keys)
        foot = papers.add_foot(strip)
        foot.addLayout(text)
        self.confirm = ConfirmBar("drop_page")
        middle = column(pick, self.confirm, papers, spacing=APART)
        middle.setStretch(2, 1)
        return middle

    def _right(self, registry: ActionRegistry) -> QVBoxLayout:
        promise = Card("Hẹn trả kết quả", "appointment_card")
        promise.body.addWidget(Label("17:00 · Thứ Hai 23/11", "display"))
        for text in ("1. Nhận 15:20 thứ Sáu 20/11 – sau 15 giờ", "2. Trả trong ngày làm việc tiếp theo"):
            promise.body.addWidget(ElidedLabel(text))
        fee = Card("Phí, lệ phí", "fee_card")
        for what, amount in (("Lệ phí khai sinh", "Miễn"), ("Bản sao trích lục × 2", "16.000 đ")):
            line = row(ElidedLabel(what), Label(amount), spacing=NEAR)
            fee.body.addLayout(line)
        fee.body.addWidget(rule())
        total = row(Label("Phải thu", "strong"), spacing=NEAR)
        total.addStretch(1)
        total.addWidget(Label("16.000 đ", "strong"))
        fee.body.addLayout(total)
        fee.body.addLayout(
            row(ActionButton(registry, "reception.cash"), ActionButton(registry, "reception.vietqr"), spacing=NEAR)
        )
        place = Card("Trả kết quả tại", "return_card")
        here = QRadioButton("Quầy này")
        here.setChecked(True)
        place.body.addLayout(row(here, QRadioButton("Bưu chính"), spacing=NEAR))
        done = Card("", "commit_card")
        number = row(Label("Số hồ sơ", "muted"), spacing=NEAR)
        number.addStretch(1)
        number.addWidget(Label("H17.32-261120-3007", "strong"))
        done.body.addLayout(number)
        done.body.addStretch(1)
        done.body.addWidget(primary_button(registry, "reception.commit"))
        done.body.addWidget(ActionButton(registry, "reception.next"))
        disabled = Button("Từ chối", "refuse_button", key="Alt+J")
        disabled.setEnabled(False)
        done.body.addLayout(row(ActionButton(registry, "reception.supplement"), disabled, spacing=NEAR))
        right = column(promise, fee, place, done, spacing=APART)
        right.setStretch(3, 1)
        return right

    def show_trouble(self) -> None:
        """Show what a page looks like when something is wrong."""
        self.personal_id.say_warning("Ba số đầu là mã tỉnh khác nơi sinh")
        self.phone.say_error("Số điện thoại còn thiếu 3 chữ số")
        self.confirm.ask("Bỏ trang 4·2? Có thể hoàn tác.", "Bỏ trang", lambda: None)

    def take_focus(self) -> None:
        """Begin in the phone."""
        self.phone.field.setFocus()


Found = tuple[str, str, str, str, str, Tone]
FOUND: list[Found] = [
    ("…261118-3002", "Đặng Thị Dư", "Đăng ký thường trú", "27/11 · còn 4 ngày", "Đang xử lý", Tone.NEUTRAL),
    ("…261116-1004", "Đặng Thị Du", "Bản sao trích lục hộ tịch", "16/11", "Đã trả", Tone.DONE),
    ("…261112-3011", "Đặng Thị Mỹ Duyên", "Biến động đất đai", "19/11 · quá 1 ngày", "Quá hạn", Tone.LATE),
    ("…261110-2006", "Đặng Thị Dung", "Thành lập hộ kinh doanh", "tạm dừng tính", "Chờ bổ sung", Tone.ATTENTION),
]


class DossiersPage(Workspace):
    """A list."""

    def __init__(self) -> None:
        super().__init__("dossiers")
        card = Card("", "dossiers_card", flush=True)
        columns: list[Column[Found]] = [
            Column("Số hồ sơ", lambda f: f[0], 118),
            Column("Người nộp", lambda f: Cell(f[1], hits=((0, 11),)), 160),
            Column("Thủ tục", lambda f: f[2]),
            Column("Hẹn trả", lambda f: Cell(f[3], f[5] if f[5] is Tone.LATE else None), 150),
            Column("Trạng thái", lambda f: Cell(f[4], f[5], pill=True), 120),
        ]
        self.table = DataTable("dossiers", "Hồ sơ tìm thấy", columns, lambda f: f[0])
        self.table.set_rows(FOUND * 1, select_first=True)
        card.body.addWidget(self.table)
        foot = card.add_foot()
        for key, text in (("Up", "chọn"), ("Return", "mở"), ("Ctrl+P", "in lại"), ("Ctrl+E", "xuất Excel")):
            foot.addWidget(KeyCap(key))
            foot.addWidget(Label(text, "caption"))
        foot.addStretch(1)
        self.setLayout(column(card, spacing=0))


def sheet() -> QImage:
    """Return a small page."""
    image = QImage(128, 176, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QColor("#556"))
    for line in range(12):
        painter.drawLine(16, 24 + 10 * line, 112 - 13 * (line % 4), 24 + 10 * line)
    painter.end()
    return image


def build(registry: ActionRegistry, *, practice: bool) -> MainWindow:
    """Return the sample window."""
    specs = [
        WorkspaceSpec("reception", "Tiếp nhận", "file-plus", "F2", lambda: ReceptionPage(registry)),
        WorkspaceSpec("dossiers", "Hồ sơ", "folder-search", "F3", DossiersPage),
        *(
            WorkspaceSpec(f"w{n}", t, i, f"F{n}", functools.partial(Workspace, f"w{n}"))
            for n, t, i in (
                (4, "Giấy tờ", "scan-line"),
                (5, "Trả kết quả", "hand-helping"),
                (6, "Bàn giao", "package-check"),
                (7, "Sổ, báo cáo", "chart-column"),
                (8, "Đồng bộ", "refresh-cw"),
                (9, "Chứng thực", "stamp"),
                (10, "Quản trị", "settings"),
            )
        ),
    ]
    clock = FixedClock(NOW)
    window = MainWindow(Desk("TTPVHCC xã Thạnh Mỹ", "Quầy 3", practice), clock, registry, specs)
    window.top.show_clerk("Lê Thị Hoa", "Bưu điện")
    window.top.sync.show_state(SyncState.OFFLINE, 4, None)
    window.status.show_draft_saved(NOW)
    window.status.show_printer("Máy in: HP M404 · sẵn sàng")
    window.status.show_today(24, 23)
    window.rail.set_count("dossiers", 3)
    return window


def shoot(window: MainWindow, path: Path) -> None:
    """Write the window as it is."""
    until = time.monotonic() + 2
    while not window.isActiveWindow() and time.monotonic() < until:
        QApplication.processEvents()
    for _round in range(3):
        QApplication.processEvents()
    window.grab().save(str(path))


def main() -> int:
    """Draw everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    load_fonts()
    for look in APPEARANCES:
        for scale in (100, 150, 200):
            apply_theme(application, look, scale)
            window = build(ActionRegistry(), practice=look == "dark")
            window.resize(1366, 768)
            window.show()
            window.activateWindow()
            while not window.isActiveWindow():
                application.processEvents()
            window.open("reception")
            shoot(window, out / f"reception-{look}-{scale}.png")
            page = window.page("reception")
            if isinstance(page, ReceptionPage):
                page.show_trouble()
            shoot(window, out / f"trouble-{look}-{scale}.png")
            if scale < 200:
                window.open("dossiers")
                window.top.search.setFocus()
                window.top.search.setText("dang thi du")
                window.top.sync.show_state(SyncState.STORED, 0, NOW - timedelta(minutes=2))
                window.top.search.show_results([Suggestion(f[1], f"{f[0]} · {f[2]}", f[0]) for f in FOUND])
                window.notices.offer_undo("Đã xếp lại 3 trang.", lambda: None)
                shoot(window, out / f"dossiers-{look}-{scale}.png")
                window.top.search.close_results()
                window.open("reception")
                window.keys_page.toggle("reception", "Tiếp nhận")
                shoot(window, out / f"keys-{look}-{scale}.png")
                window.keys_page.close_page()
                view = LockView("Lê Thị Hoa", others_may=True)
                window.cover(view)
                view.show_refusal("Mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ.")
                shoot(window, out / f"lock-{look}-{scale}.png")
                window.cover(SignInView("TTPVHCC xã Thạnh Mỹ", "Quầy 3"))
                shoot(window, out / f"signin-{look}-{scale}.png")
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
