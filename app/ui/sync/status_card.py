"""How the sending stands, in large letters and four numbers; what can be done at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.words import _
from app.services.syncing import SyncStatus
from app.ui.actions import ActionRegistry
from app.ui.sync.words import Banner
from app.ui.theme.active import px
from app.ui.theme.tokens import APART, CLOSE, INSET, NEAR, Tone
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import ActionButton, primary_button
from app.ui.widgets.cards import Card, Note, rule
from app.ui.widgets.dress import column, row
from app.ui.widgets.flow import SideBySide
from app.ui.widgets.labels import IconMark, Label
from app.ui.widgets.number_tile import NumberTile

_WORDS_WIDTH = 260


class StatusCard(Card):
    """The card.

    Attributes:
        progress: of a sending that a person asked for.
        answer: of the comparison of a day.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "sync_status_card", parent=parent)
        self._icon = IconMark("cloud-off", "neutral", 44)
        self._state = Label(_("Đang xem…"), "display")
        self._meaning = Label("", "muted", wrap=True)
        self._numbers = {name: NumberTile(f"{name}_number") for name in ("unsent", "problem", "stored", "files")}
        self.progress = InlineProgress("sending")
        self.answer = Note("", Tone.DONE, "comparison_note")
        self.answer.hide()
        self._buttons: QVBoxLayout = column(spacing=NEAR)
        self._lay_out()

    def _lay_out(self) -> None:
        words = column(self._state, self._meaning, spacing=CLOSE)
        words.addStretch(1)
        said = row(self._icon, spacing=INSET)
        said.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        said.addLayout(words, 1)
        left, right = QWidget(), QWidget()
        left.setLayout(said)
        left.setMinimumWidth(px(_WORDS_WIDTH))
        right.setLayout(self._buttons)
        self.body.addLayout(SideBySide((left, 1), (right, 0), across=INSET, down=NEAR))
        self.body.addWidget(rule())
        self.body.addLayout(SideBySide(*self._numbers.values(), across=APART, down=APART))
        self.body.addWidget(self.progress)
        self.body.addWidget(self.answer)

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        self._buttons.addWidget(primary_button(registry, "sync.send"))
        self._buttons.addWidget(ActionButton(registry, "sync.compare"))
        self._buttons.addStretch(1)

    @property
    def state(self) -> str:
        """The state in large letters."""
        return self._state.text()

    @property
    def meaning(self) -> str:
        """What the state means."""
        return self._meaning.text()

    def numbers(self) -> dict[str, int]:
        """Return the numbers shown."""
        return {name: number.value for name, number in self._numbers.items()}

    def show_status(self, status: SyncStatus, words: Banner) -> None:
        """Show how the sending stands."""
        self._icon.show_icon(words.icon, words.tone.value)
        self._state.setText(words.state)
        self._meaning.setText(words.meaning)
        self._numbers["unsent"].show_value(status.unsent, _("bản ghi chờ gửi"))
        self._numbers["problem"].show_value(status.problem, _("cần xem"), Tone.LATE)
        self._numbers["stored"].show_value(status.stored, _("tỉnh đã lưu"))
        self._numbers["files"].show_value(status.files, _("tệp chờ gửi"))
