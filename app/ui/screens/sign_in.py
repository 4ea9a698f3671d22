"""Pictures of the covers: sign-in, the lock, and what keeps a desk from opening."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.core.problems import OutsideProblem
from app.core.words import _
from app.services.practice import PASSWORD
from app.services.sentences import describe
from app.ui.application.front import FrontWindow
from app.ui.application.pages import PhrasePage, ProblemPage
from app.ui.notices import notice_of
from app.ui.screens.stage import LONG_NAME, SIZE, Stage
from app.ui.sign_in.view import LockView, SignInView


def on_front(page: QWidget, *, practice: bool = False) -> FrontWindow:
    """Return a front window of the usual size with page on it."""
    front = FrontWindow(practice=practice)
    front.resize(*SIZE)
    front.show_page(page)
    front.show()
    front.activateWindow()
    return front


def shots(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Show each state; the window before it goes."""
    office, counter = stage.desk.office.name, stage.desk.counter.name
    practice = _("Đơn vị tập: ai cũng vào được bằng mật khẩu {password}").format(password=PASSWORD)
    refused = SignInView(office, counter, "hoa")
    waiting = SignInView(office, counter, "hoa")
    problem = notice_of(OutsideProblem("store.damaged"), describe)
    phrase = PhrasePage()
    pages: list[tuple[str, QWidget, bool]] = [
        ("sign_in-opening", SignInView("", ""), False),
        ("sign_in-practice", SignInView(office, counter, "tap", practice), True),
        ("sign_in-refused", refused, False),
        ("sign_in-waiting", waiting, False),
        ("lock-long_name", LockView(LONG_NAME, others_may=True), False),
        (
            "problem-damaged",
            ProblemPage(problem, ("again", _("Thử lại"), _nothing), ("quit", _("Thoát"), _nothing)),
            False,
        ),
        ("problem-phrase", phrase, False),
    ]
    for name, page, marked in pages:
        front = on_front(page, practice=marked)
        if page is refused:
            refused.show_refusal(str(describe(OutsideProblem("security.wrong_password"))))
        if page is waiting:
            waiting.show_wait(16)
        if page is phrase:
            phrase.show_refusal(str(describe(OutsideProblem("keys.phrase_mistyped", groups=10))))
        yield name, front
        front.close()
        front.deleteLater()


def _nothing() -> None:
    """Stand for what a button would do."""
