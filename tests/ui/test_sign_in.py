from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.problems import PersonProblem
from app.ui.background import Background
from app.ui.notices import Describe, Notice
from app.ui.sign_in.idle import IdleWatch
from app.ui.sign_in.presenter import LockPresenter, SignInPresenter
from app.ui.sign_in.view import LockView, SignInView
from app.ui.theme.active import apply_theme

Show = Callable[[QWidget], None]
Press = Callable[[QWidget, str], None]
Type = Callable[[QWidget, str], None]
Lint = Callable[[QWidget], list[str]]


@pytest.fixture
def background(application: QApplication, describing: Describe, told: list[Notice]) -> Iterator[Background]:
    lanes = Background(describing, told.append)
    yield lanes
    lanes.close()


def check(login: str, password: str) -> str:
    if password != "đúng rồi":
        raise PersonProblem("security.wrong_password")
    return login


def test_signing_in_by_keyboard(background: Background, shown: Show, type_text: Type, press: Press) -> None:
    view = SignInView("TTPVHCC xã Thạnh Mỹ", "Quầy 3")
    let_in: list[str] = []
    SignInPresenter(view, check, background.database, let_in.append)
    shown(view)
    view.setFocus()
    type_text(view.login.field, "hoa")
    press(view, "Return")
    assert view.password.field.hasFocus()
    type_text(view.password.field, "sai")
    press(view, "Return")
    press(view, "Return")
    assert not view.submit.isEnabled()
    assert background.wait_idle()
    assert view.password.message.text == "sentence of security.wrong_password next step"
    assert view.password.text == ""
    assert view.password.field.hasFocus()
    type_text(view.password.field, "đúng rồi")
    press(view, "Return")
    assert background.wait_idle()
    assert let_in == ["hoa"]
    assert view.password.message.text == ""


def test_the_last_login_is_remembered_and_the_password_asked(application: QApplication, shown: Show) -> None:
    view = SignInView("Ủy ban", "Quầy 1", last_login="hoa")
    shown(view)
    view.setFocus()
    assert view.password.field.hasFocus()
    assert isinstance(view.password.field, QLineEdit)
    assert view.password.field.echoMode() == QLineEdit.EchoMode.Password
    assert not view.password.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_the_lock_opens_only_with_the_password(
    background: Background, shown: Show, type_text: Type, press: Press
) -> None:
    view = LockView("Lê Thị Hoa", others_may=True)
    opened: list[int] = []
    LockPresenter(view, lambda password: check("hoa", password), background.database, lambda: opened.append(1))
    shown(view)
    view.setFocus()
    for password in ("sai", "đúng rồi"):
        type_text(view.password.field, password)
        view.submit.click()
        assert background.wait_idle()
    assert opened == [1]


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_both_covers_are_clean_at_every_scale(
    application: QApplication, shown: Show, lint_widgets: Lint, scale: int
) -> None:
    apply_theme(application, "light", scale)
    for view in (SignInView("TTPVHCC xã Thạnh Mỹ", "Quầy 3"), LockView("Nguyễn Thị Phượng Hằng", others_may=True)):
        view.resize(1366, 768)
        shown(view)
        view.show_refusal("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt.")
        assert lint_widgets(view) == []
        view.hide()


def test_nobody_at_the_desk_is_noticed_once(application: QApplication, shown: Show, press: Press, qtbot: QtBot) -> None:
    watch = IdleWatch(5_000, application)
    timer = watch.findChild(QTimer)
    assert timer is not None
    noticed: list[int] = []
    watch.idle.connect(lambda: noticed.append(1))
    field = QLineEdit()
    shown(field)
    try:
        qtbot.wait(700)
        left = timer.remainingTime()
        press(field, "a")
        assert timer.remainingTime() > left
        assert noticed == []
        timer.setInterval(20)
        qtbot.waitUntil(lambda: noticed == [1])
        qtbot.wait(200)
        assert noticed == [1]
    finally:
        watch.stop()
        watch.deleteLater()
