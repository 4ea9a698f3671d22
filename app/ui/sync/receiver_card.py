"""Which receiver this counter sends to, and how it enrols there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.ui.theme.tokens import NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card, Note
from app.ui.widgets.dress import column
from app.ui.widgets.facts import Fact, Facts
from app.ui.widgets.fields import KEEPS_ENTER, FieldRow
from app.ui.widgets.labels import Label


class ReceiverCard(Card):
    """The card at the right.

    Attributes:
        address, code: of the enrolment; shown where this counter may enrol.
    """

    enrol_wanted = Signal(str, str)
    settle_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Máy nhận của tỉnh"), "receiver_card", parent=parent)
        self._facts = Facts("receiver")
        self._note = Note("", Tone.INFO, "receiver_note")
        self.address = FieldRow(_("Địa chỉ máy nhận"), "receiver_address")
        self.code = FieldRow(_("Mã đăng ký do tỉnh cấp"), "enrolment_code")
        self.code.field.setProperty(KEEPS_ENTER, True)
        self._button = Button(_("Đăng ký quầy này"), "enrol_button", role="primary")
        self._form = QWidget()
        self._form.setLayout(
            column(
                Label(_("Đăng ký một lần; khóa của quầy làm ra tại đây và không rời máy này."), "caption", wrap=True),
                self.address,
                self.code,
                self._button,
                spacing=NEAR,
            )
        )
        self._fork = Note(
            _("Tỉnh thấy quá khứ của quầy này có hai bản (máy đã được khôi phục hoặc sao chép). Ngừng cấp số."),
            Tone.ATTENTION,
            "fork_note",
        )
        self._settle = Button(_("Đã xem lý do, cấp số tiếp"), "settle_fork_button")
        for widget in (self._facts, self._fork, self._settle, self._note, self._form):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._button.clicked.connect(self._submit)
        self._settle.clicked.connect(self.settle_wanted)
        if hasattr(self.code.field, "returnPressed"):
            self.code.field.returnPressed.connect(self._submit)
        self.show_fork(stopped=False, may_settle=False)
        self.show_form(visible=False)
        self.say("")

    @property
    def form_shown(self) -> bool:
        """Whether the form is offered."""
        return not self._form.isHidden()

    @property
    def said(self) -> str:
        """What the note says; empty while there is none."""
        return "" if self._note.isHidden() else self._note.text.text()

    def facts(self) -> tuple[Fact, ...]:
        """Return what is shown of the receiver."""
        return self._facts.facts()

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show what is known of the receiver."""
        self._facts.show_facts(facts)

    def show_form(self, *, visible: bool, address: str = "") -> None:
        """Offer the enrolment, or not; what was typed stays."""
        self._form.setVisible(visible)
        if address and not self.address.text:
            self.address.set_text(address)

    def show_fork(self, *, stopped: bool, may_settle: bool) -> None:
        """Say that numbers are stopped, and offer to go on to whoever may decide it."""
        self._fork.setVisible(stopped)
        self._settle.setVisible(stopped and may_settle)

    def say(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Say something about the enrolment; an empty text says nothing."""
        self._note.show_text(text, tone)
        self._note.setVisible(bool(text))

    def show_busy(self, *, busy: bool) -> None:
        """Hold the button while the receiver is asked."""
        self._button.setEnabled(not busy)

    def say_error(self, text: str, *, at_code: bool) -> None:
        """Say what is wrong beside the field it concerns."""
        right, wrong = (self.address, self.code) if at_code else (self.code, self.address)
        right.say_nothing()
        wrong.say_error(text)
        wrong.field.setFocus()

    def say_enrolled(self) -> None:
        """Clear the form."""
        self.code.set_text("")
        for field in (self.address, self.code):
            field.say_nothing()

    def _submit(self) -> None:
        if self._button.isEnabled():
            self.enrol_wanted.emit(self.address.text.strip(), self.code.text.strip())
