"""The two screens before the desk: sign-in, and the lock. They build and emit; the presenters decide."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.words import _
from app.ui.theme.active import px
from app.ui.theme.tokens import INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card, Note
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
    """A card in the middle of an empty window that asks for a password.

    Attributes:
        password: the field and what is said about it.
        submit: the filled button.
    """

    pressed = Signal()

    def __init__(self, name: str, title: str, icon: str, submit: str) -> None:
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
        self.line = Label("", "muted", wrap=True)
        self.card.body.addWidget(self.line)
        self._words = submit
        self._secret = PasswordEdit()
        self._secret.returnPressed.connect(self._press)
        self.password = FieldRow(_("Mật khẩu"), "password", field=self._secret)
        self.submit = Button(submit, "", key="Return", role="primary")
        self.submit.clicked.connect(self._press)
        self._seconds = 0
        self._waiting = QTimer(self, interval=1000)
        self._waiting.timeout.connect(self._count_down)
        self._place()

    def _place(self) -> None:
        whole = column(spacing=0)
        whole.addStretch(2)
        middle = row(spacing=0)
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(3)
        self.setLayout(whole)

    def show_busy(self, *, busy: bool) -> None:
        """Say that the password is being checked (it takes a moment on purpose)."""
        self.submit.setEnabled(not busy)
        self.submit.setText(_("Đang kiểm tra…") if busy else self._words)

    def show_refusal(self, text: str) -> None:
        """Say at the password why it was refused, and let it be typed again."""
        self.password.say_error(text)
        self.password.set_text("")
        self.password.field.setFocus()

    def show_wait(self, seconds: int) -> None:
        """Count down until the next try is allowed; after wrong tries the pause grows."""
        self._seconds = max(1, seconds)
        self.password.set_text("")
        self.password.field.setFocus()
        self.submit.setEnabled(False)
        self._waiting.start()
        self._say_wait()

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._say_wait()
            return
        self._waiting.stop()
        self.submit.setEnabled(True)
        self.password.say_info(_("Có thể nhập lại mật khẩu."))

    def _say_wait(self) -> None:
        text = _("Đã nhập sai nhiều lần. Còn {seconds} giây nữa mới thử lại được.")
        self.password.say_warning(text.format(seconds=self._seconds))

    def _press(self) -> None:
        if self.submit.isEnabled():
            self.password.say_nothing()
            self.pressed.emit()


class SignInView(_Cover):
    """Name and password of a local account."""

    submitted = Signal(str, str)
    """(login, password)"""
    cancelled = Signal()

    def __init__(
        self, office: str, counter: str, last_login: str = "", hint: str = "", *, may_go_back: bool = False
    ) -> None:
        """Make the view.

        Args:
            office: name; empty while the store that knows it is being opened (typing may begin meanwhile).
            counter: name.
            last_login: put in beforehand.
            hint: translated; something everybody may know, as the password of a practice office.
            may_go_back: somebody else sits here: offer the way back to the lock.
        """
        super().__init__("sign_in_view", _("Đăng nhập"), "landmark", _("Đăng nhập"))
        named(self.submit, "sign_in_button", _("Đăng nhập"))
        self.show_desk(office, counter)
        if hint:
            self.card.body.addWidget(Note(hint, Tone.INFO, "sign_in_hint"))
        self.login = FieldRow(_("Tên đăng nhập"), "login")
        self.login.set_text(last_login)
        self.pressed.connect(lambda: self.submitted.emit(self.login.text.strip(), self.password.text))
        for widget in (self.login, self.password, self.submit):
            self.card.body.addWidget(widget)
        if may_go_back:
            back = Button(_("Quay lại"), "back_button", role="quiet")
            back.clicked.connect(self.cancelled)
            self.card.body.addWidget(back)
        self._enter = EnterMovesOn(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the first empty field."""
        super().focusInEvent(event)
        (self.password if self.login.text else self.login).field.setFocus()

    def show_desk(self, office: str, counter: str) -> None:
        """Say which desk this is."""
        self.line.setText(f"{office} · {counter}" if office else _("Đang mở kho hồ sơ…"))


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
        super().__init__("lock_view", person, "lock", _("Mở khóa"))
        named(self.submit, "unlock_button", _("Mở khóa"))
        self.pressed.connect(lambda: self.submitted.emit(self.password.text))
        self.line.setText(_("Màn hình đang khóa. Bản nháp vẫn còn nguyên."))
        self.card.body.addWidget(self.password)
        self.card.body.addWidget(self.submit)
        if others_may:
            other = Button(_("Người khác đăng nhập"), "other_person_button", role="quiet")
            other.clicked.connect(self.other_person)
            self.card.body.addWidget(other)
        self._enter = EnterMovesOn(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the password."""
        super().focusInEvent(event)
        self.password.field.setFocus()
