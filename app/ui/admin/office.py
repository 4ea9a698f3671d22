"""Office and counter: what is printed, and the account fees are paid into."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from app.core.words import _
from app.domain.permissions import Permission
from app.services.changes import Changes
from app.services.office import change_office, rename_counter
from app.ui.admin.panel import Panel
from app.ui.notices import Notice
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import named
from app.ui.widgets.fields import FieldRow, side_by_side
from app.ui.workroom import Workroom

_TEXTS = (
    "name",
    "governing_body",
    "place",
    "address",
    "phone",
    "lookup_url",
    "bank_bin",
    "bank_account",
    "bank_account_name",
)


class OfficePanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "office", _("Đơn vị và quầy"), Permission.CHANGE_OFFICE)
        labels = {
            "name": _("Tên cơ quan, như in trên giấy hẹn"),
            "governing_body": _("Cơ quan chủ quản"),
            "place": _("Địa danh"),
            "address": _("Địa chỉ"),
            "phone": _("Điện thoại"),
            "lookup_url": _("Địa chỉ tra cứu hồ sơ"),
            "bank_bin": _("Mã ngân hàng (BIN)"),
            "bank_account": _("Số tài khoản"),
            "bank_account_name": _("Tên tài khoản"),
        }
        self.fields = {name: FieldRow(labels[name], f"office_{name}") for name in _TEXTS}
        self.counter = FieldRow(_("Tên quầy"), "counter_name")
        self.code = FieldRow(_("Mã định danh (không đổi được)"), "office_code")
        self.ordinal = FieldRow(_("Số quầy (không đổi được)"), "counter_ordinal")
        for fixed in (self.code, self.ordinal):
            fixed.field.setEnabled(False)
        self.provincial = QCheckBox(_("Tỉnh cấp số hồ sơ; giấy hẹn mang mã tạm đến khi có số"))
        named(self.provincial, "provincial_numbers_check")
        self._save = Button(_("Lưu"), "save_office_button", key="Ctrl+Return", role="primary")
        self._save.clicked.connect(self.save)
        self._build()
        self.mirror(*self.fields.values(), self.counter, self.provincial, self._save)

    def _build(self) -> None:
        f, body = self.fields, self.card.body
        body.addLayout(side_by_side(f["name"], f["governing_body"]))
        body.addLayout(side_by_side(self.code, self.ordinal, self.counter))
        body.addLayout(side_by_side(f["place"], f["address"], f["phone"]))
        body.addLayout(side_by_side(f["lookup_url"]))
        body.addWidget(self.provincial)
        bank = Card(_("Tài khoản nhận phí bằng VietQR"), "office_bank_card")
        bank.body.addLayout(side_by_side(f["bank_bin"], f["bank_account"], f["bank_account_name"]))
        body.addWidget(bank)
        body.addStretch(1)
        foot = self.card.add_foot()
        foot.addStretch(1)
        foot.addWidget(self._save)

    def opened(self) -> None:
        """Show the office as it is."""
        office, counter = self.desk.office, self.desk.counter
        for name, line in self.fields.items():
            line.set_text(getattr(office, name))
            line.say_nothing()
        self.counter.set_text(counter.name)
        self.code.set_text(office.code)
        self.ordinal.set_text(str(counter.ordinal))
        self.provincial.setChecked(office.provincial_numbers)

    def save(self) -> None:
        """Keep it."""
        if self.refused:
            return
        desk, session = self.desk, self.session
        typed = {name: line.text.strip() for name, line in self.fields.items()}
        office = replace(
            desk.office,
            provincial_numbers=self.provincial.isChecked(),
            **typed,  # type: ignore[arg-type]  # only the texts of an office are among the fields
        )
        counter = self.counter.text

        def work() -> Changes:
            changes = change_office(desk, session, office)
            if counter.strip() != desk.counter.name:
                changes = rename_counter(desk, session, counter)
            return changes

        self.change(work, _("Đã lưu thông tin đơn vị."), self._say)

    def _say(self, notice: Notice) -> None:
        name_missing = notice.code == "opening.name_missing" and self.fields["name"].text.strip()
        line = self.counter if name_missing else self.fields["name"]
        line.say_error(f"{notice.text} {notice.next_step}".strip())
        line.field.setFocus()
