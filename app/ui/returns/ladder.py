"""The ladder of a return: who, which document, what money, what proof. What is known stands there, Enter confirms."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _
from app.ui.theme.active import px
from app.ui.theme.tokens import NEAR, Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit, Message
from app.ui.widgets.labels import ElidedLabel, IconMark, Label

_TITLE = 76
_AMOUNT = 112
"""Pixels at 100 % that an amount with its word needs: the keys beside it give way first."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the fields."""

    name: str = ""
    paper: str = ""
    identity: str = ""
    phone: str = ""
    receipt: str = ""


def edit(name: str, spoken: str) -> LineEdit:
    """Return a field that leaves Enter to the ladder."""
    field = LineEdit()
    named(field, f"{name}_edit", spoken)
    field.setPlaceholderText(spoken)
    field.setProperty(KEEPS_ENTER, True)
    return field


class Line(QWidget):
    """One rung: a sign, what it is about, what is known, and what is wrong with it."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        named(self, f"{name}_line", title)
        self._sign = IconMark("check", "done", 18)
        self._title = Label(title, "caption")
        self._title.setFixedWidth(px(_TITLE))
        self.text = ElidedLabel("", "strong")
        self.parts = row(self.text, spacing=NEAR)
        self.parts.setStretch(0, 1)
        self.message = Message()
        upper = row(self._sign, self._title, spacing=NEAR)
        upper.addLayout(self.parts, 1)
        whole = column(spacing=2)
        whole.addLayout(upper)
        below = row(spacing=0, margins=(px(_TITLE) + px(18) + 2 * NEAR, 0, 0, 0))
        below.addWidget(self.message)
        whole.addLayout(below)
        self.setLayout(whole)

    def say(self, text: str, *, sure: bool, problem: str = "") -> None:
        """Show what is known; sure: nothing is missing on this rung."""
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self._sign.show_icon("check" if sure else "circle-alert", "done" if sure else "attention")
        self.message.say(problem, Tone.LATE)
        self.setAccessibleDescription(" ".join(part for part in (text, problem) if part))


class Ladder(QFrame):
    """The four rungs.

    Attributes:
        who, document, money, proof: the rungs.
        name, paper, identity, phone, receipt: their fields.
    """

    confirmed = Signal()
    """Enter: what stands here is right."""
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "return_ladder", _("Người nhận, giấy tờ, phí, căn cứ"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.who, self.document = Line(_("Người nhận"), "who"), Line(_("Giấy tờ"), "document")
        self.money, self.proof = Line(_("Phí"), "money"), Line(_("Căn cứ"), "proof")
        self.name = edit("taker_name", _("Họ tên người đến nhận"))
        self.paper = edit("taker_paper", _("Số, ngày giấy ủy quyền"))
        self.identity = edit("taker_identity", _("Số định danh đã xem"))
        self.phone = edit("taker_phone", _("Điện thoại"))
        self.receipt = edit("fee_receipt", _("Ký hiệu, số biên lai (nếu có)"))
        self.money.text.setMinimumWidth(px(_AMOUNT))
        self.identity.setFixedWidth(px(160))
        self.phone.setFixedWidth(px(120))
        for line, fields in (
            (self.who, (self.name, self.paper)),
            (self.document, (self.identity, self.phone)),
            (self.money, (self.receipt,)),
        ):
            for field in fields:
                line.parts.addWidget(field)
                field.returnPressed.connect(self.confirmed)
                field.textEdited.connect(lambda _text: self.edited.emit())
        lines = (self.who, self.document, self.money, self.proof)
        self.document.parts.addStretch(1)
        self.setLayout(column(*lines, spacing=NEAR, margins=(NEAR, NEAR, NEAR, NEAR)))

    def offer(self, *buttons: tuple[Line, ActionButton]) -> None:
        """Put buttons at the ends of the rungs; one that means nothing now is not there."""
        self.buttons = {f"returns.{button.objectName().split('_')[1]}": button for _line, button in buttons}
        for line, button in buttons:
            line.parts.addWidget(button)

    @property
    def entered(self) -> Entered:
        """What stands in the fields."""
        return Entered(
            self.name.text().strip(),
            self.paper.text().strip(),
            "".join(self.identity.text().split()),
            self.phone.text().strip(),
            self.receipt.text().strip(),
        )

    def fill(self, entered: Entered) -> None:
        """Put values into the fields."""
        for field, text in (
            (self.name, entered.name),
            (self.paper, entered.paper),
            (self.identity, entered.identity),
            (self.phone, entered.phone),
            (self.receipt, entered.receipt),
        ):
            if field.text() != text:
                field.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Confirm with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.confirmed.emit()
            return
        super().keyPressEvent(event)
