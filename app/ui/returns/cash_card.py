"""The money of this shift: what must be there, what was counted, and how the two differ."""

from PySide6.QtWidgets import QWidget

from app.core.money import Dong, parse
from app.core.words import _
from app.ui.actions import ActionRegistry
from app.ui.returns.ladder import edit
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import row
from app.ui.widgets.fields import Message
from app.ui.widgets.labels import KeyCap, Label


class CashCard(Card):
    """Under the list.

    Attributes:
        counted: the cash in the drawer; reason: why it differs.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Thu trong ca"), "cash_card", parent=parent)
        self.body.setSpacing(CLOSE)
        self._sums = Label("", "strong", wrap=True)
        self.counted = edit("counted", _("Tiền mặt đếm được"))
        self.counted.setMinimumWidth(px(120))
        self.reason = edit("difference", _("Vì sao lệch"))
        self.reason.hide()
        self._message = Message()
        self.head.addWidget(KeyCap("Alt+Q"))
        self._line = row(self.counted, spacing=NEAR)
        self.body.addWidget(self._sums)
        self.body.addLayout(self._line)
        self.body.addWidget(self.reason)
        self.body.addWidget(self._message)

    def offer(self, registry: ActionRegistry) -> None:
        """Add the button, once its action is registered."""
        self._line.addWidget(ActionButton(registry, "returns.sheet"))

    @property
    def amount(self) -> Dong | None:
        """What was counted; None where no number stands there."""
        return parse(self.counted.text())

    @property
    def said(self) -> str:
        """What is said of the difference."""
        return self._message.text

    def show_sums(self, text: str) -> None:
        """Show what must be there."""
        self._sums.setText(text)

    def show_difference(self, text: str) -> None:
        """Name the difference and ask why; nothing where there is none."""
        self._message.say(text, Tone.ATTENTION)
        self.reason.setVisible(bool(text))
