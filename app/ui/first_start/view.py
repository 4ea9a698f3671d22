"""Setting a real office up: one dense page, findings beside their fields, the recovery phrase to be kept."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.words import _, mark
from app.domain.offices import OfficeLevel
from app.ui.sign_in.view import PasswordEdit
from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card, Note
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column, row
from app.ui.widgets.fields import KEEPS_ENTER, EnterMovesOn, FieldRow, side_by_side
from app.ui.widgets.labels import Label

LEVELS = {
    OfficeLevel.COMMUNE: mark("Cấp xã"),
    OfficeLevel.PROVINCE: mark("Cấp tỉnh"),
}
COMMIT = "Ctrl+Return"
Choices = Sequence[tuple[str, str]]
"""(what is kept, what is shown)"""


class FirstStartView(QWidget):
    """The page. Field names are those of OfficePlan where there is one."""

    committed = Signal()
    back = Signal()
    print_wanted = Signal()
    save_wanted = Signal()
    edited = Signal(str)
    """Name of a field a person has changed."""

    def __init__(self, phrase: str) -> None:
        super().__init__()
        self.setObjectName("first_start_view")
        self.setProperty("role", "cover")
        self._phrase = phrase
        self.fields: dict[str, FieldRow] = {}
        self._make_fields()
        columns = Columns()
        columns.add(self._office_column(), 5)
        columns.add(self._people_column(), 5)
        columns.add(self._phrase_column(), 4)
        head = row(
            Label(_("Lập đơn vị"), "display"),
            Label(_("Tất cả đều sửa lại được trong Quản trị (F10), trừ mã định danh và số quầy."), "caption"),
            spacing=INSET,
        )
        head.addStretch(1)
        whole = column(spacing=APART, margins=(INSET, INSET, INSET, INSET))
        whole.addLayout(head)
        whole.addWidget(columns, 1)
        self.setLayout(whole)
        self._enter = EnterMovesOn(self)
        for key in (COMMIT, "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._commit)

    def _make_fields(self) -> None:
        for name, label in (
            ("name", _("Tên cơ quan, như in trên giấy hẹn")),
            ("governing_body", _("Cơ quan chủ quản")),
            ("code", _("Mã định danh")),
            ("place", _("Địa danh")),
            ("counter_name", _("Tên quầy")),
            ("bank_bin", _("Mã ngân hàng (BIN)")),
            ("bank_account", _("Số tài khoản")),
            ("bank_account_name", _("Tên tài khoản")),
            ("admin_name", _("Họ và tên")),
            ("admin_login", _("Tên đăng nhập")),
            ("receiver_url", _("Địa chỉ máy nhận")),
            ("enrolment_code", _("Mã đăng ký do tỉnh cấp")),
            ("last_group", _("Nhóm thứ 10 của cụm từ (nhìn trên phiếu)")),
        ):
            self._add(FieldRow(label, name), name)
        for name, label in (("admin_password", _("Mật khẩu")), ("again", _("Nhập lại mật khẩu"))):
            secret = PasswordEdit()
            # Unlike at sign-in, other fields follow: Enter moves on.
            secret.setProperty(KEEPS_ENTER, False)
            self._add(FieldRow(label, name, field=secret), name)
        for name, label in (("counter_ordinal", _("Số quầy này")), ("counters", _("Số quầy của cơ quan"))):
            self._add(FieldRow(label, name), name)
        for name, label in (("level", _("Cấp")), ("printer", _("Máy in")), ("scanner", _("Máy quét"))):
            self._add(FieldRow(label, name, field=ChoiceBox()), name)
        self.fields["counter_ordinal"].set_text("1")
        self.fields["counters"].set_text("8")
        self.offer("level", [(level.value, _(words)) for level, words in LEVELS.items()])
        self._hint("name", _("TTPVHCC xã …"))
        self._hint("governing_body", _("UBND xã …"))
        self._hint("code", "H17.32")
        self._hint("receiver_url", "https://…")
        self._hint("enrolment_code", "XXXX-XXXX-…")
        self._hint("bank_bin", "970436")

    def _add(self, line: FieldRow, name: str) -> None:
        self.fields[name] = line
        field = line.field
        signal = getattr(field, "textEdited", None) or getattr(field, "valueChanged", None)
        if signal is not None:
            signal.connect(lambda _value, which=name: self.edited.emit(which))

    def _hint(self, name: str, text: str) -> None:
        field = self.fields[name].field
        if isinstance(field, QLineEdit):
            field.setPlaceholderText(text)

    def _office_column(self) -> QVBoxLayout:
        office = Card(_("Cơ quan và quầy"), "office_card")
        self._lines(office, ("name",), ("governing_body",), ("level", "place"), ("code", "counter_name"))
        self._lines(office, ("counter_ordinal", "counters"))
        sync = Card(_("Gửi về tỉnh (có thể làm sau)"), "sync_card")
        self._lines(sync, ("receiver_url",), ("enrolment_code",))
        left = column(office, sync, spacing=APART)
        left.addStretch(1)
        return left

    def _people_column(self) -> QVBoxLayout:
        admin = Card(_("Người quản trị"), "admin_card")
        self._lines(admin, ("admin_name", "admin_login"), ("admin_password", "again"))
        devices = Card(_("Máy in, máy quét"), "devices_card")
        self._lines(devices, ("printer",), ("scanner",))
        bank = Card(_("Tài khoản nhận phí bằng VietQR (không bắt buộc)"), "bank_card")
        self._lines(bank, ("bank_bin", "bank_account"), ("bank_account_name",))
        middle = column(admin, devices, bank, spacing=APART)
        middle.addStretch(1)
        return middle

    def _phrase_column(self) -> QVBoxLayout:
        card = Card(_("Cụm từ khôi phục"), "phrase_card")
        card.body.addWidget(
            Note(
                _("Máy hỏng hay bị mất thì chỉ cụm từ này mở được hồ sơ. In ra, niêm phong, cất trong két."),
                Tone.ATTENTION,
                "phrase_note",
            )
        )
        card.body.addLayout(self._phrase_grid())
        self.print_button = Button(_("In phiếu"), "print_phrase_button")
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = Button(_("Lưu PDF"), "save_phrase_button")
        self.save_button.clicked.connect(self.save_wanted)
        card.body.addLayout(row(self.print_button, self.save_button, spacing=NEAR))
        self.phrase_said = Label("", "caption", wrap=True)
        self.phrase_said.hide()
        card.body.addWidget(self.phrase_said)
        card.body.addWidget(self.fields["last_group"])
        self._done = Button(_("Lập đơn vị"), "found_button", key=COMMIT, role="primary")
        self._done.clicked.connect(self._commit)
        self._back = Button(_("Quay lại"), "back_button", role="quiet")
        self._back.clicked.connect(self.back)
        self.problem = Note("", Tone.LATE, "founding_note")
        self.problem.hide()
        self.progress = InlineProgress("founding")
        right = column(card, self.problem, spacing=APART)
        right.addStretch(1)
        for widget in (self.progress, self._done, self._back):
            right.addWidget(widget)
        return right

    def _phrase_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(CLOSE)
        grid.setVerticalSpacing(CLOSE)
        for place, group in enumerate(self._phrase.split(), 1):
            line = row(Label(f"{place}.", "small"), Label(group, "strong"), spacing=CLOSE)
            line.addStretch(1)
            grid.addLayout(line, (place - 1) // 5, (place - 1) % 5)
        return grid

    def _lines(self, card: Card, *lines: tuple[str, ...]) -> None:
        for names in lines:
            card.body.addLayout(side_by_side(*(self.fields[name] for name in names)))

    def values(self) -> dict[str, str]:
        """Return what stands in every field; a chosen entry as what is kept for it."""
        return {name: self._value(line.field) for name, line in self.fields.items()}

    @staticmethod
    def _value(field: QWidget) -> str:
        if isinstance(field, ChoiceBox):
            return str(field.currentData() or "")
        return field.text().strip() if isinstance(field, QLineEdit) else ""

    def offer(self, name: str, choices: Choices) -> None:
        """Fill a list; what was chosen stays chosen."""
        box = self.fields[name].field
        if not isinstance(box, ChoiceBox):
            raise TypeError(name)
        chosen = box.currentData()
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        # A long name of a device must not widen the page.
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def show_findings(self, findings: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it, and go to the first one."""
        for name, line in self.fields.items():
            if name in findings:
                line.say_error(findings[name])
            else:
                line.say_nothing()
        for name, line in self.fields.items():
            if name in findings:
                line.field.setFocus()
                return

    def show_problem(self, text: str) -> None:
        """Say what kept the office from being founded; nothing takes it away."""
        self.problem.show_text(text, Tone.LATE)
        self.problem.setVisible(bool(text))

    def show_phrase_said(self, text: str) -> None:
        """Say what became of the printed or saved sheet."""
        self.phrase_said.setText(text)
        self.phrase_said.setVisible(bool(text))

    def show_busy(self, *, busy: bool) -> None:
        """Hold the page while the office is being made; that is a matter of seconds."""
        for line in self.fields.values():
            line.setEnabled(not busy)
        for button in (self._done, self._back, self.print_button, self.save_button):
            button.setEnabled(not busy)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the name."""
        super().focusInEvent(event)
        self.fields["name"].field.setFocus()

    def _commit(self) -> None:
        if self._done.isEnabled():
            self.committed.emit()
