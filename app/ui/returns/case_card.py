"""The dossier somebody came for: what is given, what is taken, and the button that does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from app.core.words import _
from app.services.sentences import Sentence
from app.ui.actions import ActionRegistry
from app.ui.returns.ladder import Ladder, edit
from app.ui.returns.side_lines import FieldsLine, PapersLines
from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import ActionButton, primary_button
from app.ui.widgets.cards import Card, EmptyState, Note, rule
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import ElidedLabel, Label, Pill
from app.ui.widgets.qr_picture import QrPicture


class CaseCard(Card):
    """The card at the right.

    Attributes:
        ladder: who, document, money, proof.
        papers: both ways.
        post: the consignment; spot: a result that is only now there; refund: money that goes back.
        reason: asked for when what is taken back is on paper already.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Trả kết quả"), "case_card", flush=True, parent=parent)
        self.pill = Pill("", Tone.NEUTRAL)
        self.head.addWidget(self.pill)
        self._name, self._what = ElidedLabel("", "display"), Label("", "muted", wrap=True)
        self._results = Label("", "strong", wrap=True)
        self._obstacle = Note("", Tone.ATTENTION, "return_obstacle")
        self._changed = Note("", Tone.ATTENTION, "return_changed")
        self._beside = Note("", Tone.INFO, "return_beside")
        self.ladder = Ladder()
        self.papers = PapersLines()
        self.post = FieldsLine(
            "post", _("Giao bưu chính"),
            (("carrier", _("Bưu cục, người phát")), ("tracking", _("Số hiệu bưu gửi")), ("seal", _("Số niêm phong"))),
        )  # fmt: skip
        self.spot = FieldsLine(
            "spot", _("Kết quả"),
            (
                ("result_number", _("Số, ký hiệu")), ("result_signer", _("Người ký")),
                ("result_file", _("Tệp ký số · Alt+F")),
            ),
        )  # fmt: skip
        self.refund = FieldsLine(
            "refund", _("Hoàn tiền mặt"), (("refund_amount", _("Số tiền")), ("refund_reason", _("Vì sao hoàn"))),
        )  # fmt: skip
        self._code = QrPicture("return_vietqr_picture", _("Mã VietQR"))
        self._done = Label("", "display", wrap=True)
        self.reason_field = edit("undo_reason", _("lý do, rồi Enter"))
        self.reason = FieldRow(
            _("Vì sao hoàn tác? Giấy đã in hoặc tỉnh đã nhận."), "undo_reason", field=self.reason_field
        )
        self._rights = Note("", Tone.INFO, "read_only_note")
        self._buttons = row(spacing=NEAR)
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "scan-line", _("Quét giấy hẹn của người đến nhận"),
            _("Mất giấy hẹn: quét thẻ căn cước, hoặc gõ tên để tìm."), "case_empty",
        )  # fmt: skip
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._contents())
        self.body.addWidget(self._stack, 1)
        self._foot = self.add_foot()
        self._foot.addLayout(column(self._rights, self._done, self.reason, spacing=CLOSE), 1)
        self.reason.hide()
        self._rights.hide()
        self.show_nothing()

    def _contents(self) -> QWidget:
        upper = column(
            self._name, self._what, self._results, self._changed, self._obstacle, self._beside,
            spacing=CLOSE, margins=(INSET, APART, INSET, APART),
        )  # fmt: skip
        below = column(self.papers, self.post, self.spot, self.refund, spacing=NEAR)
        below.addStretch(1)
        lower = row(spacing=INSET)
        lower.addLayout(below, 1)
        lower.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        middle = column(self.ladder, spacing=APART, margins=(INSET, APART, INSET, APART))
        middle.addLayout(self._buttons)
        middle.addLayout(lower, 1)
        whole = column(spacing=0)
        whole.addLayout(upper)
        whole.addWidget(rule())
        whole.addLayout(middle, 1)
        page = QWidget()
        page.setLayout(whole)
        area = QScrollArea()
        named(area, "case_area", _("Hồ sơ đang trả"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        # However much there is to show, the button below stays on the screen.
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        return area

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        self.ladder.offer(
            (self.ladder.who, ActionButton(registry, "returns.other")),
            (self.ladder.who, ActionButton(registry, "returns.proxy")),
            (self.ladder.money, ActionButton(registry, "returns.cash")),
            (self.ladder.money, ActionButton(registry, "returns.qr")),
            (self.ladder.proof, ActionButton(registry, "returns.lost")),
        )
        self.side = {
            name: ActionButton(registry, f"returns.{name}")
            for name in ("here", "spot", "file", "post", "delivered", "failed", "refund", "together")
        }
        for button in self.side.values():
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        registry.refreshed.connect(self._hide_useless)
        self.print_button = ActionButton(registry, "returns.print")
        self.print_button.hide()
        self._foot.addWidget(self.print_button)
        self.give_button = primary_button(registry, "returns.give")
        self._foot.addWidget(self.give_button)
        self._hide_useless()

    def _hide_useless(self) -> None:
        # A row of grey buttons would only be read; what cannot be done now is not there.
        for button in (*self.side.values(), *self.ladder.buttons.values()):
            button.setVisible(button.isEnabled())

    @property
    def lines(self) -> tuple[FieldsLine, ...]:
        """The rows of fields that are there only while they are wanted."""
        return self.post, self.spot, self.refund

    @property
    def on_case(self) -> bool:
        """Whether a dossier is shown."""
        return self._stack.currentIndex() == 1

    @property
    def obstacle(self) -> str:
        """What stands in the way, as it is said."""
        return "" if self._obstacle.isHidden() else self._obstacle.text.text()

    @property
    def done(self) -> str:
        """What was done last, as it is said."""
        return self._done.text()

    def show_nothing(self) -> None:
        """Wait for the next beep."""
        self.title.setText(_("Trả kết quả"))
        self.pill.show_state("", Tone.NEUTRAL)
        for line in self.lines:
            line.clear()
        self._stack.setCurrentIndex(0)

    def show_head(self, title: str, state: tuple[str, Tone], name: str, what: str, results: str) -> None:
        """Show whose result it is."""
        self.title.setText(title)
        self.pill.show_state(*state)
        self._name.setText(name)
        self._what.setText(what)
        self._results.setText(results)
        self._results.setVisible(bool(results))
        self._stack.setCurrentIndex(1)

    def show_obstacle(self, said: Sentence | None, tone: Tone = Tone.ATTENTION) -> None:
        """Say why nothing can be given; nothing where it can."""
        self._obstacle.show_text(str(said or ""), tone)
        self._obstacle.setVisible(said is not None)

    def show_changed(self, text: str) -> None:
        """Say what somebody else did to the dossier while it was in hand; nothing where nobody did."""
        self._changed.show_text(text, Tone.ATTENTION)
        self._changed.setVisible(bool(text))

    @property
    def changed(self) -> str:
        """What somebody else did meanwhile, as it is said."""
        return "" if self._changed.isHidden() else self._changed.text.text()

    def show_beside(self, text: str) -> None:
        """Say what else waits for the same person."""
        self._beside.show_text(text, Tone.INFO)
        self._beside.setVisible(bool(text))

    def show_code(self, rows: tuple[str, ...]) -> None:
        """Show the code the citizen pays by; no rows: none."""
        self._code.show_rows(rows)

    def say_rights(self, text: str) -> None:
        """Say why nothing can be given here by whoever sits here."""
        self._rights.show_text(text, Tone.INFO)
        self._rights.show()

    def say_done(self, text: str) -> None:
        """Say what was done last; its receipt can be printed."""
        self._done.setText(text)
        self.print_button.setVisible(bool(text))

    def ask_reason(self) -> None:
        """Ask why what is on paper is taken back."""
        self.reason.set_text("")
        self.reason.show()
        self.reason.field.setFocus()
