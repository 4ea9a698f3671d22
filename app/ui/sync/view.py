"""The page of F8: the state at the top, the outbox below, the receiver at the right. Builds and emits."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from app.core.clock import VIETNAM
from app.core.words import _, mark
from app.models.rows import OutboxRow
from app.services.sentences import Sentence
from app.ui.actions import ActionRegistry
from app.ui.shell.workspace import Workspace
from app.ui.sync.receiver_card import ReceiverCard
from app.ui.sync.status_card import StatusCard
from app.ui.sync.words import cause_of, delivery_words, kind_words
from app.ui.theme.tokens import APART, CLOSE, Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, EmptyState, Note
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column
from app.ui.widgets.hints import KeyHint
from app.ui.widgets.labels import Label
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable


def _delivery(found: OutboxRow) -> Cell:
    text, tone = delivery_words(found)
    return Cell(text, tone, pill=True)


def _cause(found: OutboxRow) -> Cell:
    said = str(cause_of(found))
    return Cell(said or _("có biên nhận của tỉnh"), quiet=not said)


_COLUMNS: tuple[Column[OutboxRow], ...] = (
    Column(mark("Số hồ sơ"), lambda found: found.number or "–", 150),
    Column(mark("Chủ hồ sơ"), lambda found: found.owner_name, 160),
    Column(mark("Việc"), kind_words, 80, drop=1),
    Column(mark("Lập lúc"), lambda found: f"{found.made_at.astimezone(VIETNAM):%d/%m %H:%M}", 96, drop=2),
    Column(mark("Tỉnh"), _delivery, 122),
    # The foot says the cause of the chosen row in full.
    Column(mark("Nguyên nhân và việc cần làm"), _cause, drop=3),
)
_RIGHT = 288


class SyncView(Workspace):
    """The page.

    Attributes:
        status: the state and its numbers.
        table: the outbox.
        receiver: at the right.
    """

    watched = Signal(bool)
    """Whether somebody looks at the page."""

    def __init__(self) -> None:
        super().__init__("sync")
        self.status = StatusCard()
        self.table: DataTable[OutboxRow] = DataTable("outbox", _("Bản ghi gửi tỉnh"), _COLUMNS, lambda row: row.op_id)
        self.table.selected.connect(self._on_selected)
        self._empty = EmptyState(
            "cloud-check",
            _("Chưa có bản ghi nào để gửi"),
            _("Mỗi hồ sơ tiếp nhận hiện ở đây cho đến khi tỉnh có biên nhận, và sau đó nữa."),
            "outbox_empty",
        )
        self._rows = Pages(self.table, self._empty)
        self._cause = Label("", "strong", wrap=True)
        self._step = Label("", "muted", wrap=True)
        self.receiver = ReceiverCard()
        self._outbox = self._outbox_card()
        self._refused = Note("", Tone.INFO, "sync_refused_note")
        self._refused.hide()
        left = column(self.status, self._outbox, spacing=APART)
        left.setStretch(1, 1)
        columns = Columns()
        columns.add(left, 1, least=440)
        columns.add(column(self.receiver, spacing=0), width=_RIGHT)
        whole = column(self._refused, columns, spacing=APART)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _outbox_card(self) -> Card:
        card = Card(_("Hồ sơ gửi tỉnh"), "outbox_card", flush=True)
        card.head.addWidget(KeyHint(("Up", "Down"), _("chọn")))
        card.body.addWidget(self._rows)
        self._foot = card.add_foot()
        self._foot.addLayout(column(self._cause, self._step, spacing=CLOSE), 1)
        return card

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        self.status.offer(registry)
        self._foot.addWidget(ActionButton(registry, "sync.again"))

    @property
    def cause(self) -> str:
        """What is said of the chosen row: cause and next step."""
        return f"{self._cause.text()} {self._step.text()}".strip()

    @property
    def empty_text(self) -> str:
        """What is said instead of rows; empty while there are rows."""
        return self._empty.accessibleName() if self._rows.currentIndex() else ""

    def show_rows(self, rows: Sequence[OutboxRow]) -> None:
        """Show the outbox."""
        self.table.set_rows(rows, select_first=True)
        self._rows.setCurrentIndex(0 if rows else 1)
        self._on_selected(self.table.current)

    def show_refusal(self, text: str, hint: str) -> None:
        """Say why there is nothing to see."""
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._rows.setCurrentIndex(1)

    def show_read_only(self, reason: str) -> None:
        """Say why nothing can be sent from here; an empty reason says nothing."""
        self._refused.show_text(reason, Tone.INFO)
        self._refused.setVisible(bool(reason))

    def take_focus(self) -> None:
        """Begin in the form where this counter has to be enrolled first, else in the table."""
        if self.receiver.form_shown:
            self.receiver.address.field.setFocus()
        else:
            self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self.watched.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that nobody looks any more."""
        super().hideEvent(event)
        self.watched.emit(False)

    def _on_selected(self, found: OutboxRow | None) -> None:
        said = cause_of(found) if found is not None else Sentence("")
        stored = _("Tỉnh đã lưu, có biên nhận.") if found is not None and not said.text else ""
        self._cause.setText(said.text or stored)
        self._step.setText(said.next_step)
