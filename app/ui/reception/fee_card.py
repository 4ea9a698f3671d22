"""What is to be paid, for how many, why less, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.money import Dong, show
from app.core.words import _
from app.domain.dossiers import FeeLine, PaymentWay
from app.domain.fees import ExemptionReason
from app.ui.actions import ActionRegistry
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, rule
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.dress import discard, named, row, set_role
from app.ui.widgets.fields import FieldRow, NumberBox
from app.ui.widgets.labels import ElidedLabel, Label

_MOST = 9999
WAYS = ((PaymentWay.CASH, "cash"), (PaymentWay.VIETQR, "vietqr"), (PaymentWay.LATER, "later"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number the fee depends on.

    Attributes:
        key: among the draft's quantities.
        text: what is counted, translated or as the catalogue says it.
        least: the smallest that means something.
        beside: stands in the line of the one before, as in pages × copies.
    """

    key: str
    text: str
    value: int
    least: int
    beside: bool = False


class FeeCard(Card):
    """The fee.

    Attributes:
        by_hand: the amount where the catalogue does not know it.
        exemption: the incentive claimed.
    """

    quantity_changed = Signal(str, int)
    exemption_chosen = Signal(str)
    by_hand_edited = Signal(str)

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(_("Phí, lệ phí"), "fee_card", parent=parent)
        self.body.setSpacing(CLOSE)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(CLOSE)
        self._grid.setColumnStretch(0, 1)
        self._spins: dict[str, NumberBox] = {}
        self._asked: tuple[tuple[str, str], ...] = ()
        self._amounts: list[QWidget] = []
        self._captions: list[QWidget] = []
        self.exemption = ChoiceBox()
        named(self.exemption, "exemption_field", _("Miễn, giảm"))
        self.exemption.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.exemption.setMinimumContentsLength(10)
        self.by_hand = FieldRow(_("Số tiền phải thu (đồng)"), "fee")
        self._total = Label("", "strong")
        total = row(Label(_("Phải thu"), "strong"), spacing=NEAR)
        total.addStretch(1)
        total.addWidget(self._total)
        self._ways = {way: ActionButton(registry, f"reception.{name}") for way, name in WAYS}
        self._way_texts = {way: button.text() for way, button in self._ways.items()}
        ways = row(*self._ways.values(), spacing=NEAR)
        for place, button in enumerate(self._ways.values()):
            set_role(button, "choice")
            ways.setStretch(place, 1)
        self._ways_line = QWidget()
        self._ways_line.setLayout(ways)
        self._rule = rule()
        self.body.addLayout(self._grid)
        for widget in (self.exemption, self.by_hand, self._rule):
            self.body.addWidget(widget)
        self.body.addLayout(total)
        self.body.addWidget(self._ways_line)
        self.exemption.activated.connect(lambda at: self.exemption_chosen.emit(self.exemption.itemData(at)))
        self._filling = False
        self.by_hand.field.textChanged.connect(self._on_by_hand)  # type: ignore[attr-defined]  # a line edit
        self.show_exemptions((), "")
        self.show_by_hand("", asked=False)

    @property
    def total_text(self) -> str:
        """The sum as it is shown."""
        return self._total.text()

    def show_quantities(self, quantities: Sequence[Quantity]) -> None:
        """Show one spin box a number; those already there keep the keyboard."""
        asked = tuple((one.key, one.text) for one in quantities)
        if asked != self._asked:
            self._asked = asked
            self._rebuild(quantities)
        self._filling = True
        for one in quantities:
            self._spins[one.key].setValue(one.value)
        self._filling = False

    def show_lines(self, lines: Sequence[FeeLine], total: Dong | None) -> None:
        """Show what each line costs, and the sum; total None: not known."""
        for label in self._amounts:
            self._grid.removeWidget(label)
            discard(label)
        self._amounts.clear()
        first = len(self._spins)
        for place, line in enumerate(lines, start=first):
            times = f"× {line.quantity}"
            name = f"{line.name} {times}" if line.quantity > 1 and times not in line.name else line.name
            if line.exemption:
                name = f"{name} – {line.exemption}"
            amount = Label(_("Miễn") if not line.amount else show(line.amount))
            left = Label(name, wrap=True)
            self._grid.addWidget(left, place, 0)
            self._grid.addWidget(amount, place, 1, 1, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._amounts += [left, amount]
        self._rule.setVisible(bool(lines or self._spins))
        # Where nothing is due there is no way of paying it.
        self._ways_line.setVisible(total != 0)
        self._total.setText(_("chưa rõ") if total is None else show(total))

    def show_exemptions(self, reasons: Sequence[ExemptionReason], chosen: str) -> None:
        """Show the incentives that may be claimed; none: no choice."""
        codes = [reason.code for reason in reasons]
        if [self.exemption.itemData(at) for at in range(1, self.exemption.count())] != codes:
            self.exemption.clear()
            self.exemption.addItem(_("Không miễn, giảm"), "")
            for reason in reasons:
                self.exemption.addItem(reason.name, reason.code)
        self.exemption.setCurrentIndex(max(0, self.exemption.findData(chosen)))
        self.exemption.setToolTip(self.exemption.currentText())
        self.exemption.setVisible(bool(reasons))

    def show_by_hand(self, text: str, *, asked: bool) -> None:
        """Ask for the amount where nobody else knows it."""
        self._filling = True
        self.by_hand.set_text(text)
        self.by_hand.setVisible(asked)
        self._filling = False

    def show_way(self, chosen: PaymentWay) -> None:
        """Mark how it is paid, with a sign beside the colour."""
        for way, button in self._ways.items():
            text = self._way_texts[way]
            set_role(button, "chosen" if way is chosen else "choice")
            button.setText(f"✓ {text}" if way is chosen else text)
            button.setAccessibleDescription(_("đã chọn") if way is chosen else "")

    def show_ways(self, *, transfer: bool) -> None:
        """Offer VietQR only where the office has an account."""
        self._ways[PaymentWay.VIETQR].setVisible(transfer)

    def set_locked(self, *, locked: bool) -> None:
        """Let the card be read only, or be changed again."""
        for widget in (*self._spins.values(), *self._captions):
            widget.setHidden(locked)
        for widget in (self.exemption, self.by_hand, *self._ways.values()):
            widget.setEnabled(not locked)

    def _rebuild(self, quantities: Sequence[Quantity]) -> None:
        for widget in (*self._spins.values(), *self._captions):
            self._grid.removeWidget(widget)
            discard(widget)
        self._captions.clear()
        self.show_lines((), None)
        self._spins = {}
        line = -1
        for place, one in enumerate(quantities):
            spin = self._spin(place, one)
            self._spins[one.key] = spin
            if one.beside:
                # Pages × copies: the second number stands at the right, the first moves beside it.
                self._grid.addWidget(spin, line, 2)
                continue
            line += 1
            caption = ElidedLabel(one.text)
            self._captions.append(caption)
            self._grid.addWidget(caption, line, 0)
            joined = place + 1 < len(quantities) and quantities[place + 1].beside
            self._grid.addWidget(spin, line, 1, 1, 1 if joined else 2, Qt.AlignmentFlag.AlignRight)

    def _spin(self, place: int, one: Quantity) -> NumberBox:
        spin = NumberBox(one.least, _MOST)
        named(spin, f"quantity_{place}_field", one.text)
        spin.setToolTip(one.text)
        spin.valueChanged.connect(partial(self._on_quantity, one.key))
        return spin

    def _on_quantity(self, key: str, value: int) -> None:
        if not self._filling:
            self.quantity_changed.emit(key, value)

    def _on_by_hand(self, text: str) -> None:
        if not self._filling:
            self.by_hand_edited.emit(text)
