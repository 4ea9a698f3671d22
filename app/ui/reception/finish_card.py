"""The number, the slip's way to paper, and the buttons that receive."""

from PySide6.QtWidgets import QFrame, QWidget

from app.core.words import _
from app.ui.actions import ActionRegistry
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.buttons import ActionButton, primary_button
from app.ui.widgets.cards import Card, tone_icon
from app.ui.widgets.dress import column, named, row, set_tone
from app.ui.widgets.fields import KEEPS_ENTER, FieldRow, Message
from app.ui.widgets.flow import Flow
from app.ui.widgets.labels import IconMark, Label

_TROUBLE = ("print_again", "came_out", "save_pdf", "give_up")


class FinishCard(Card):
    """Receiving, and what became of the slip received last.

    Attributes:
        reason: why a slip will not be printed; asked for only then.
    """

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__("", "finish_card", parent=parent)
        self._caption = Label("", "caption")
        self._number = Label("", "office")
        head = row(self._caption, spacing=NEAR)
        head.addStretch(1)
        head.addWidget(self._number)
        self._slip = self._slip_panel(registry)
        self._trouble = Message()
        self._commit = primary_button(registry, "reception.commit")
        self._guide = ActionButton(registry, "reception.guide")
        self._before = [self._commit, ActionButton(registry, "reception.commit_next"), self._guide]
        self._more = ActionButton(registry, "reception.commit_more")
        self._received, self._grouped, self._guiding, self._incomplete = False, False, False, False
        self._after = [primary_button(registry, "reception.new")]
        self._after += [ActionButton(registry, f"reception.{name}") for name in ("same_procedure", "preview")]
        self.body.addLayout(head)
        self.body.addWidget(self._slip)
        self.body.addStretch(1)
        self.body.addWidget(self._trouble)
        for button in (*self._before[:2], self._more, self._guide, self._after[0]):
            self.body.addWidget(button)
        self.body.addLayout(row(*self._after[1:], spacing=NEAR))
        self.show_received(received=False)
        self.show_slip("", "", Tone.NEUTRAL, acts=frozenset())
        self.say_incomplete("")

    def _slip_panel(self, registry: ActionRegistry) -> QFrame:
        panel = QFrame()
        named(panel, "slip_panel", _("Giấy tiếp nhận"))
        panel.setProperty("role", "note")
        set_tone(panel, Tone.NEUTRAL)
        self._slip_icon = IconMark("info", "neutral")
        self._slip_text = Label("", "strong", wrap=True)
        self._slip_next = Label("", wrap=True)
        self._acts = {name: ActionButton(registry, f"reception.{name}") for name in _TROUBLE}
        self.reason = FieldRow(_("Vì sao không in"), "give_up_reason")
        self.reason.field.setProperty(KEEPS_ENTER, True)
        self.reason.hide()
        top = row(self._slip_icon, spacing=NEAR)
        top.addLayout(column(self._slip_text, self._slip_next, spacing=2), 1)
        layout = column(spacing=CLOSE, margins=(NEAR, CLOSE, NEAR, CLOSE))
        layout.addLayout(top)
        layout.addWidget(self.reason)
        layout.addLayout(Flow(*self._acts.values(), across=CLOSE, down=CLOSE))
        panel.setLayout(layout)
        return panel

    @property
    def number_text(self) -> str:
        """The number that is shown."""
        return self._number.text()

    @property
    def slip_text(self) -> str:
        """What is said of the slip; empty where nothing is."""
        return "" if self._slip.isHidden() else self._slip_text.text()

    def show_number(self, number: str, *, given: bool) -> None:
        """Show the number that was given, or the one to come."""
        self._caption.setText(_("Số hồ sơ") if given else _("Số dự kiến"))
        self._number.setText(number or _("cấp khi tiếp nhận"))

    def show_guiding(self, *, guiding: bool) -> None:
        """Offer only the paper that is given instead of a reception: there is no number, and no next person yet."""
        for widget in (self._caption, self._number):
            widget.setHidden(guiding)
        for button in self._before[1:]:
            button.setHidden(guiding)
        self._guiding = guiding
        self._show_more()

    def show_received(self, *, received: bool) -> None:
        """Offer what can be done now: receive, or go on to the next."""
        self._received = received
        for button in self._before:
            button.setVisible(not received)
        for button in self._after:
            button.setVisible(received)
        self._show_more()

    def show_grouped(self, *, grouped: bool) -> None:
        """Leave it to the bar above to say how a group goes on."""
        self._grouped = grouped
        self._show_more()

    def _show_more(self) -> None:
        # What has to be mended needs the room; its key works all the same.
        self._more.setHidden(self._received or self._grouped or self._guiding or self._incomplete)

    def show_slip(self, text: str, next_step: str, tone: Tone, *, acts: frozenset[str]) -> None:
        """Say how the newest slip that matters is; an empty text says nothing."""
        self._slip.setVisible(bool(text))
        self._slip_text.setText(text)
        self._slip_next.setText(next_step)
        self._slip_next.setVisible(bool(next_step))
        self._slip_icon.show_icon(tone_icon(tone), tone.value)
        self._slip.setAccessibleDescription(f"{text} {next_step}".strip())
        set_tone(self._slip, tone)
        for name, button in self._acts.items():
            button.setVisible(name in acts)
        if "give_up" not in acts:
            self.reason.hide()

    def ask_reason(self) -> None:
        """Ask why a slip will not be printed."""
        self.reason.show()
        self.reason.field.setFocus()

    def say_incomplete(self, text: str) -> None:
        """Say how much is still to be mended; the sentences stand at the fields."""
        self._trouble.say(text, Tone.LATE)
        self._incomplete = bool(text)
        self._show_more()
