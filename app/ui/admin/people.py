"""Who may sign in here, as what, and for whom postal staff act."""

from uuid import uuid4

from PySide6.QtWidgets import QCheckBox, QGridLayout

from app.core.words import _, mark
from app.domain.offices import Account, Role
from app.domain.permissions import ROLE_NAMES, Permission
from app.services.changes import Changes, Subject
from app.services.security import accounts, add_account, change_account, change_password
from app.ui.admin.panel import Panel
from app.ui.notices import Notice
from app.ui.sign_in.view import PasswordEdit
from app.ui.theme.tokens import APART, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column, named
from app.ui.widgets.fields import FieldRow, side_by_side
from app.ui.widgets.labels import Label
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.workroom import Workroom

_FIELD_OF = {
    "security.login_taken": "login",
    "security.name_missing": "full_name",
    "security.acts_for_missing": "acts_for",
    "security.password_too_short": "password",
}


def _state(account: Account) -> Cell:
    return Cell(_("đang dùng"), Tone.DONE, pill=True) if account.active else Cell(_("đã đóng"), Tone.NEUTRAL, pill=True)


def _roles(account: Account) -> str:
    return ", ".join(_(ROLE_NAMES[role]) for role in Role if role in account.roles)


class PeoplePanel(Panel):
    """The section: the list at the left, one person at the right."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "people", _("Người dùng"), Permission.MANAGE_ACCOUNTS, hidden=True)
        self.table: DataTable[Account] = DataTable(
            "accounts",
            _("Người dùng"),
            (
                Column(mark("Họ và tên"), lambda a: Cell(a.full_name, strong=True)),
                Column(mark("Tên đăng nhập"), lambda a: a.login, 110, drop=2),
                Column(mark("Vai trò"), _roles, drop=1, lines=2),
                Column(mark("Tình trạng"), _state, 100),
            ),
            lambda account: account.id,
        )
        self.table.selected.connect(self._show)
        self._account: Account | None = None
        self.fields = {
            "full_name": FieldRow(_("Họ và tên"), "full_name"),
            "login": FieldRow(_("Tên đăng nhập"), "account_login"),
            "title": FieldRow(_("Chức danh"), "title"),
            "acts_for": FieldRow(_("Làm thay cho (nhân viên bưu chính)"), "acts_for"),
            "password": FieldRow(_("Mật khẩu mới"), "new_password", field=PasswordEdit()),
        }
        self.roles = {role: QCheckBox(_(ROLE_NAMES[role]).capitalize()) for role in Role}
        for role, check in self.roles.items():
            named(check, f"role_{role.value}_check")
        self.active = QCheckBox(_("Tài khoản đang dùng"))
        named(self.active, "account_active_check")
        self._heading = Label("", "title")
        self._roles_said = Label("", "message", wrap=True)
        self._new = Button(_("Thêm người"), "add_account_button")
        self._save = Button(_("Lưu"), "save_account_button", key="Ctrl+Return", role="primary")
        self._new.clicked.connect(self.begin_new)
        self._save.clicked.connect(self.save)
        self._build()
        self.mirror(self.table, *self.fields.values(), *self.roles.values(), self.active, self._new, self._save)

    def _build(self) -> None:
        form = Card("", "account_card")
        form.body.addWidget(self._heading)
        form.body.addLayout(side_by_side(self.fields["full_name"], self.fields["login"]))
        form.body.addWidget(self.fields["title"])
        form.body.addWidget(Label(_("Vai trò"), "caption"))
        boxes = QGridLayout()
        for place, check in enumerate(self.roles.values()):
            boxes.addWidget(check, place // 2, place % 2)
        boxes.setVerticalSpacing(0)
        form.body.addLayout(boxes)
        form.body.addWidget(self._roles_said)
        self._roles_said.hide()
        form.body.addWidget(self.fields["acts_for"])
        form.body.addWidget(self.fields["password"])
        form.body.addWidget(self.active)
        form.body.addStretch(1)
        foot = form.add_foot(self._new)
        foot.addStretch(1)
        foot.addWidget(self._save)
        columns = Columns()
        columns.add(column(self.table, spacing=APART), 5)
        columns.add(column(form, spacing=APART), 4)
        self.card.body.addWidget(columns, 1)

    def opened(self) -> None:
        """Read the accounts."""
        if not self.refused:
            desk, session = self.desk, self.session
            self.on_store(lambda: accounts(desk, session), lambda found: self.table.set_rows(found, select_first=True))

    def begin_new(self) -> None:
        """Clear the form for somebody new."""
        self.table.clearSelection()
        self._fill(None)
        self.fields["full_name"].field.setFocus()

    def _show(self, account: Account | None) -> None:
        if account is not None:
            self._fill(account)

    def _fill(self, account: Account | None) -> None:
        self._account = account
        self._heading.setText(account.full_name if account else _("Người mới"))
        for name, line in self.fields.items():
            line.set_text("" if account is None or name == "password" else getattr(account, name))
            line.say_nothing()
        self.fields["password"].label.setText(_("Mật khẩu mới (để trống: giữ nguyên)") if account else _("Mật khẩu"))
        for role, check in self.roles.items():
            check.setChecked(account is not None and role in account.roles)
        self.active.setChecked(account is None or account.active)
        self._roles_said.hide()

    def save(self) -> None:
        """Keep the person."""
        if self.refused:
            return
        for line in self.fields.values():
            line.say_nothing()
        self._roles_said.hide()
        desk, session, old = self.desk, self.session, self._account
        password = self.fields["password"].text
        account = Account(
            id=old.id if old else uuid4(),
            login=self.fields["login"].text,
            full_name=self.fields["full_name"].text,
            roles=frozenset(role for role, check in self.roles.items() if check.isChecked()),
            title=self.fields["title"].text.strip(),
            acts_for=self.fields["acts_for"].text.strip(),
            active=self.active.isChecked(),
        )

        def work() -> Changes:
            if old is None:
                return add_account(desk, session, account, password)
            if account != old:
                change_account(desk, session, account)
            if password:
                change_password(desk, session, account, password)
            return Changes(frozenset({Subject.PEOPLE}))

        self.change(work, _("Đã lưu {name}.").format(name=account.full_name), self._say)

    def _say(self, notice: Notice) -> None:
        text = f"{notice.text} {notice.next_step}".strip()
        line = self.fields.get(_FIELD_OF.get(notice.code, ""))
        if line is not None:
            line.say_error(text)
            line.field.setFocus()
        else:
            self._roles_said.setText(text)
            self._roles_said.setProperty("tone", Tone.LATE.value)
            self._roles_said.show()
