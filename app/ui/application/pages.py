"""Whole pages for when the desk cannot open: what is the matter in plain words, and what can be done now."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from app.core.words import _
from app.ui.notices import Notice
from app.ui.theme.active import px
from app.ui.theme.tokens import INSET, NEAR
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import IconMark, Label

Choice = tuple[str, str, Callable[[], None]]
"""(objectName without ``_button``, translated words, what happens)"""


class Page(QWidget):
    """A card in the middle: a sign, a title, a paragraph, then whatever a page adds, then its choices."""

    def __init__(self, name: str, title: str, text: str, icon: str, colour: str = "primary", width: int = 520) -> None:
        super().__init__()
        named(self, name, title)
        self.setProperty("role", "cover")
        self.card = Card("", f"{name}_card")
        self.card.setFixedWidth(px(width))
        self.card.body.setContentsMargins(2 * INSET, 2 * INSET, 2 * INSET, 2 * INSET)
        self.card.body.setSpacing(INSET)
        head = row(IconMark(icon, colour, 28), Label(title, "display", wrap=True), spacing=INSET)
        head.setStretch(1, 1)
        self.card.body.addLayout(head)
        self.text = Label(text, wrap=True)
        self.text.setVisible(bool(text))
        self.card.body.addWidget(self.text)
        middle = row(spacing=0)
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        whole = column(spacing=0)
        whole.addStretch(2)
        whole.addLayout(middle)
        whole.addStretch(3)
        self.setLayout(whole)
        self.first: QWidget | None = None

    def add_choices(self, *choices: Choice) -> list[Button]:
        """Add a row of buttons, the first one filled."""
        buttons = []
        for place, (name, words, then) in enumerate(choices):
            button = Button(words, f"{name}_button", role="" if place else "primary")
            button.clicked.connect(lambda _checked=False, act=then: act())
            buttons.append(button)
        line = row(*buttons, spacing=NEAR)
        line.addStretch(1)
        self.card.body.addLayout(line)
        self.first = self.first or buttons[0]
        return buttons

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin where work begins."""
        super().focusInEvent(event)
        if self.first is not None:
            self.first.setFocus()


class ProblemPage(Page):
    """What keeps the desk from opening, and the next step."""

    def __init__(self, notice: Notice, *choices: Choice) -> None:
        super().__init__("problem_page", notice.text, notice.next_step, "triangle-alert", "attention")
        if notice.code:
            self.card.body.addWidget(Label(_("Mã để báo quản trị: {code}").format(code=notice.code), "small"))
        self.add_choices(*choices)


class PhrasePage(Page):
    """Asks for the recovery phrase: this machine does not know the key of the store."""

    submitted = Signal(str)

    def __init__(self, *choices: Choice) -> None:
        super().__init__(
            "phrase_page",
            _("Cần cụm từ khôi phục"),
            _(
                "Máy này chưa giữ chìa khóa của kho hồ sơ. Nhập cụm từ trên phiếu khôi phục (10 nhóm, mỗi nhóm 4 số); "
                "chỉ phải nhập một lần."
            ),
            "lock",
        )
        self._edit = QPlainTextEdit()
        self._edit.setTabChangesFocus(True)
        self._edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._edit.setFixedHeight(px(64))
        self.phrase = FieldRow(_("Cụm từ khôi phục"), "phrase", field=self._edit)
        self.card.body.addWidget(self.phrase)
        self._open = self.add_choices(("phrase_open", _("Mở kho hồ sơ"), self._submit), *choices)[0]
        self.first = self._edit

    def show_busy(self, *, busy: bool) -> None:
        """Say that the phrase is being tried; that takes a moment on purpose."""
        self._open.setEnabled(not busy)
        self._open.setText(_("Đang mở…") if busy else _("Mở kho hồ sơ"))

    def show_refusal(self, text: str) -> None:
        """Say at the phrase why it does not open."""
        self.show_busy(busy=False)
        self.phrase.say_error(text)
        self._edit.setFocus()

    def _submit(self) -> None:
        self.phrase.say_nothing()
        self.submitted.emit(" ".join(self._edit.toPlainText().split()))


class BusyPage(Page):
    """Something takes a moment before the desk can open."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__("busy_page", title, text, "refresh-cw")
        self.progress = InlineProgress("busy")
        # What is being made here is made whole or not at all: there is nothing to stop.
        for stop in self.progress.findChildren(QPushButton):
            stop.hide()
        self.card.body.addWidget(self.progress)
