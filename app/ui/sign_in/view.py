"""The two screens before the desk: sign-in, and the lock. They build and emit; the presenters decide."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.words import _
from app.ui.theme.active import px
from app.ui.theme.tokens import INSET, NEAR
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import KEEPS_ENTER, EnterMovesOn, FieldRow, LineEdit
from app.ui.widgets.labels import IconMark, Label


class PasswordEdit(LineEdit):
    """A password field that input methods leave alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        # Enter in the last field of these screens submits; nothing else follows it.
        self.setProperty(KEEPS_ENTER, True)


class _Cover(QWidget):
    """A card in the middle of an empty window."""

    def __init__(self, name: str, title: str, line: str, icon: str) -> None:
        super().__init__()
        named(self, name, title)
        self.setProperty("role", "cover")
        self.card = Card("", f"{name}_card")
        self.card.setFixedWidth(px(360))
        self.card.body.setContentsMargins(2 * INSET, 2 * INSET, 2 * INSET, 2 * INSET)
        self.card.body.setSpacing(INSET)
        self.title = Label(title, "display", wrap=True)
        head = row(IconMark(icon, "primary", 26), self.title, spacing=NEAR)
        head.setStretch(1, 1)
        self.card.body.addLayout(head)
        self.card.body.addWidget(Label(line, "muted", wrap=True))
        whole = column(spacing=0)
        whole.addStretch(2)
        middle = row(spacing=0)
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(3)
        self.setLayout(whole)


class SignInView(_Cover):
    """Name and password of a local account."""

    submitted = Signal(str, str)
    """(login, password)"""

    def __init__(self, office: str, counter: str, last_login: str = "") -> None:
        super().__init__("sign_in_view", _("Đăng nhập"), f"{office} · {counter}", "landmark")
        self.login = FieldRow(_("Tên đăng nhập"), "login")
        self.login.set_text(last_login)
        self._secret = PasswordEdit()
        self._secret.returnPressed.connect(self._submit)
        self.password = FieldRow(_("Mật khẩu"), "password", field=self._secret)
        self.submit = Button(_("Đăng nhập"), "sign_in_button", key="Return", role="primary")
        for widget in (self.login, self.password, self.submit):
            self.card.body.addWidget(widget)
        self.submit.clicked.connect(self._submit)
        self._enter = EnterMovesOn(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the first empty field."""
        super().focusInEvent(event)
        (self.password if self.login.text else self.login).field.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """Say that the password is being checked (it takes a moment on purpose)."""
        self.submit.setEnabled(not busy)
        self.submit.setText(_("Đang kiểm tra…") if busy else _("Đăng nhập"))

    def show_refusal(self, text: str) -> None:
        """Say at the password why it was refused, and let it be typed again."""
        self.password.say_error(text)
        self.password.set_text("")
        self.password.field.setFocus()

    def _submit(self) -> None:
        if not self.submit.isEnabled():
            return
        self.password.say_nothing()
        self.submitted.emit(self.login.text.strip(), self.password.text)


class LockView(_Cover):
    """The desk is locked; only the same person opens it."""

    submitted = Signal(str)
    """(password,)"""
    other_person = Signal()

    def __init__(self, person: str, *, others_may: bool) -> None:
        """Make the view.

        Args:
            person: name of who locked.
            others_may: whether another person may sign in here; the draft stays with its owner.
        """
        super().__init__("lock_view", person, _("Màn hình đang khóa. Bản nháp vẫn còn nguyên."), "lock")
        self._secret = PasswordEdit()
        self._secret.returnPressed.connect(self._submit)
        self.password = FieldRow(_("Mật khẩu"), "password", field=self._secret)
        self.submit = Button(_("Mở khóa"), "unlock_button", key="Return", role="primary")
        self.card.body.addWidget(self.password)
        self.card.body.addWidget(self.submit)
        if others_may:
            other = Button(_("Người khác đăng nhập"), "other_person_button", role="quiet")
            other.clicked.connect(self.other_person)
            self.card.body.addWidget(other)
        self.submit.clicked.connect(self._submit)
        self._enter = EnterMovesOn(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the password."""
        super().focusInEvent(event)
        self.password.field.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """Say that the password is being checked."""
        self.submit.setEnabled(not busy)
        self.submit.setText(_("Đang kiểm tra…") if busy else _("Mở khóa"))

    def show_refusal(self, text: str) -> None:
        """Say at the password why it was refused."""
        self.password.say_error(text)
        self.password.set_text("")
        self.password.field.setFocus()

    def _submit(self) -> None:
        if not self.submit.isEnabled():
            return
        self.password.say_nothing()
        self.submitted.emit(self.password.text)
