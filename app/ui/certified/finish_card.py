"""What is to be paid, in large figures, how, who signs, and the button that certifies."""

from PySide6.QtCore import Qt, Signal

from app.core.money import Dong, show
from app.core.words import _
from app.domain.dossiers import PaymentWay
from app.services.certifying import Signer
from app.ui.actions import ActionRegistry
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.buttons import ActionButton, primary_button
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import column, row, set_role, set_tone
from app.ui.widgets.fields import FieldRow, Message
from app.ui.widgets.labels import Label

WAYS = ((PaymentWay.CASH, "certified.cash"), (PaymentWay.VIETQR, "certified.vietqr"))


class FinishCard(Card):
    """The end of an order.

    Attributes:
        signer, signer_title: who signs, and the authority above the name; kept from one order to the next.
    """

    signer_edited = Signal()

    def __init__(self, registry: ActionRegistry) -> None:
        super().__init__("", "certified_finish_card")
        self._total = Label("", "display")
        self._count = Label("", "caption")
        self._trouble = Label("", "message", wrap=True)
        set_tone(self._trouble, Tone.LATE)
        self._ways = {way: ActionButton(registry, action) for way, action in WAYS}
        self._way_words = {way: button.text() for way, button in self._ways.items()}
        self.signer = FieldRow(_("Người ký"), "certified_signer", key="Alt+K")
        self.signer_title = FieldRow(_("Chức danh trên lời chứng"), "certified_signer_title")
        self.commit = primary_button(registry, "certified.commit")
        signing = row(self.signer, self.signer_title, spacing=NEAR)
        signing.setStretch(0, 1)
        signing.setStretch(1, 1)
        paying = row(spacing=NEAR)
        paying.addLayout(column(self._total, self._count, spacing=0))
        paying.addStretch(1)
        paying.addLayout(row(*self._ways.values(), spacing=CLOSE))
        self._done = Message()
        self.body.addLayout(signing)
        self.body.addWidget(self._done)
        self.body.addLayout(paying)
        self.body.addWidget(self._trouble)
        self.body.addWidget(self.commit)
        for button in self._ways.values():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.say("")

    @property
    def total_text(self) -> str:
        """The sum as it is shown."""
        return self._total.text()

    @property
    def done_text(self) -> str:
        """What was certified last, as it is shown."""
        return self._done.text

    def say_done(self, text: str) -> None:
        """Say what was certified last; it stays until the next."""
        self._done.say(text, Tone.DONE)

    @property
    def trouble_text(self) -> str:
        """What keeps the order from being certified; empty where nothing is known to."""
        return self._trouble.text()

    @property
    def signed_by(self) -> Signer:
        """Who signs, as typed."""
        return Signer(self.signer.text, self.signer_title.text)

    def show_signer(self, signer: Signer) -> None:
        """Show who signs."""
        self.signer.set_text(signer.name)
        self.signer_title.set_text(signer.title)

    def show_total(self, total: Dong | None, count: str) -> None:
        """Show the sum and for what it is; None: nobody knows it."""
        self._total.setText(_("chưa rõ") if total is None else show(total))
        self._count.setText(count)

    def show_way(self, chosen: PaymentWay) -> None:
        """Show how it is paid: a sign, a frame and the words."""
        for way, button in self._ways.items():
            set_role(button, "primary" if way is chosen else "")
            button.setText(f"✓ {self._way_words[way]}" if way is chosen else self._way_words[way])
            button.setAccessibleDescription(_("đã chọn") if way is chosen else "")

    def show_ways(self, *, transfer: bool) -> None:
        """Offer VietQR only where the office has an account."""
        self._ways[PaymentWay.VIETQR].setVisible(transfer)

    def say(self, text: str) -> None:
        """Say what is missing; an empty text says nothing."""
        self._trouble.setText(text)
        if text:
            # What went well before is nobody's concern now.
            self.say_done("")
        self._trouble.setVisible(bool(text))
