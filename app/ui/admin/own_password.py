"""One's own password: the old one, the new one twice."""

from PySide6.QtWidgets import QLineEdit

from app.core.words import _
from app.domain.permissions import ROLE_NAMES
from app.services.security import SHORTEST_PASSWORD, change_own_password
from app.services.sentences import sentence
from app.ui.admin.panel import Panel
from app.ui.notices import Notice
from app.ui.sign_in.view import PasswordEdit
from app.ui.theme.active import px
from app.ui.theme.tokens import NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Note
from app.ui.widgets.dress import column, row
from app.ui.widgets.fields import KEEPS_ENTER, FieldRow
from app.ui.widgets.labels import Label
from app.ui.workroom import Workroom

_WIDTH = 420
_OF_NEW = frozenset({"security.password_too_short", "security.password_same"})


class OwnPasswordPanel(Panel):
    """The section; everybody may, whoever knows the old password."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "own_password", _("Mật khẩu của tôi"))
        self.old = _row(_("Mật khẩu đang dùng"), "old_password")
        self.new = _row(_("Mật khẩu mới"), "own_new_password")
        self.again = _row(_("Nhập lại mật khẩu mới"), "own_password_again")
        self._save = Button(_("Đổi mật khẩu"), "change_password_button", key="Ctrl+Return", role="primary")
        self._save.clicked.connect(self.save)
        _edit(self.new).textEdited.connect(self._look_at)
        last = _edit(self.again)
        last.setProperty(KEEPS_ENTER, True)
        last.returnPressed.connect(self.save)
        self._build()

    def _build(self) -> None:
        account = self.session.account
        roles = ", ".join(_(ROLE_NAMES[role]) for role in sorted(account.roles))
        foot = row(self._save, spacing=NEAR)
        foot.addStretch(1)
        rule = _("Ít nhất {shortest} ký tự. Quên mật khẩu thì nhờ quản trị đặt lại.")
        note = Note(rule.format(shortest=SHORTEST_PASSWORD), Tone.INFO, "own_password_note")
        lines = column(Label(f"{account.full_name} · {roles}", "muted"), self.old, self.new, self.again, spacing=NEAR)
        lines.addLayout(foot)
        self.card.body.addLayout(lines)
        self.card.body.addWidget(note)
        self.card.body.addStretch(1)

    def opened(self) -> None:
        """Begin with nothing: a password never stands here longer than it is needed."""
        self._save.setEnabled(True)
        for line in (self.old, self.new, self.again):
            line.set_text("")
            line.say_nothing()

    def save(self) -> None:
        """Set the new password."""
        for line in (self.old, self.new, self.again):
            line.say_nothing()
        if self.new.text != self.again.text:
            self._refuse(self.again, str(sentence("start.passwords_differ")))
            return
        desk, session, old, new = self.desk, self.session, self.old.text, self.new.text
        self._save.setEnabled(False)
        self.change(lambda: change_own_password(desk, session, old, new), _("Đã đổi mật khẩu."), self._on_problem)

    def _look_at(self, text: str) -> None:
        if text.isascii():
            self.new.say_nothing()
        else:
            self.new.say_warning(_("Mật khẩu có chữ có dấu: bộ gõ tiếng Việt đang bật."))

    def _on_problem(self, notice: Notice) -> None:
        self._save.setEnabled(True)
        self._refuse(self.new if notice.code in _OF_NEW else self.old, f"{notice.text} {notice.next_step}".strip())

    def _refuse(self, line: FieldRow, text: str) -> None:
        line.say_error(text)
        line.field.setFocus()
        _edit(line).selectAll()


def _row(label: str, name: str) -> FieldRow:
    field = PasswordEdit()
    # Here other fields follow.
    field.setProperty(KEEPS_ENTER, False)
    line = FieldRow(label, name, field=field)
    line.setMaximumWidth(px(_WIDTH))
    return line


def _edit(line: FieldRow) -> QLineEdit:
    if not isinstance(line.field, QLineEdit):
        raise TypeError(line.field)
    return line.field
