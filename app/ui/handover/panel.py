"""The panel at the right: a new handover, or the chosen one with what is typed about it and what can be done."""

from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.words import _
from app.domain.handover import Batch, BatchKind, BatchState
from app.services.handover_views import BatchView
from app.ui.actions import ActionRegistry
from app.ui.handover.folder_form import FolderForm
from app.ui.handover.heading_form import HeadingForm
from app.ui.handover.new_form import NewForm
from app.ui.handover.reason_bar import ReasonBar
from app.ui.handover.words import signed_words, state_words
from app.ui.theme.tokens import APART, INSET, NEAR, Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, EmptyState, Note, rule
from app.ui.widgets.dress import column
from app.ui.widgets.labels import Label, Pill
from app.ui.widgets.pages import Pages

_COUNTING = ("handover.count_all", "handover.missing", "handover.take_out")
_PAPERS = ("handover.print", "handover.control_sheet")
_STEPS = {
    BatchState.SEALED: (*_COUNTING, "handover.reopen", *_PAPERS),
    BatchState.RECEIVED: (*_PAPERS, "handover.shelf"),
    BatchState.CANCELLED: ("handover.reopen",),
}

_BROUGHT = ("handover.receive", "handover.print")
"""What can be done once the record of what the post brought is signed: its dossiers are received."""


def _steps(batch: Batch) -> tuple[str, ...]:
    """Return the buttons a handover has besides its next step; what it has not reached is not shown."""
    if batch.kind is BatchKind.POST_IN and batch.state is BatchState.RECEIVED:
        return _BROUGHT
    if batch.state is not BatchState.OPEN:
        return _STEPS[batch.state]
    return ("handover.take_out", "handover.cancel") if batch.kind.leaves else (*_COUNTING, "handover.cancel")


class BatchPanel(Card):
    """The panel.

    Attributes:
        new: the form of a new handover.
        heading, folder: what is typed about the handover and about the chosen folder.
        reason: asks why a seal is broken.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", "batch_panel", flush=True, parent=parent)
        self.setAccessibleName(_("Lô đang chọn"))
        self._pill = Pill("", Tone.NEUTRAL)
        self.head.addWidget(self._pill)
        self.new = NewForm()
        self.heading = HeadingForm()
        self.folder = FolderForm()
        self._folder = QWidget()
        self._folder.setLayout(column(self.folder, spacing=0))
        self.reason = ReasonBar()
        self._signed = Label("", "small", wrap=True)
        self._read_only = Note("", Tone.INFO, "read_only_note")
        self._read_only.hide()
        self._buttons = QWidget()
        self._grid = QGridLayout(self._buttons)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(NEAR)
        for place in range(2):
            self._grid.setColumnStretch(place, 1)
        self._offered: dict[str, ActionButton] = {}
        self.reason.turned.connect(self._make_room)
        self._stack = Pages(self._empty_page(), self._page(self.new), self._batch_page())
        self.body.addWidget(self._stack)
        self.show_nothing()

    def _empty_page(self) -> QWidget:
        self._empty = EmptyState("hand-helping", _("Chưa chọn lô"), "", "panel_empty")
        return self._empty

    def _page(self, contents: QWidget) -> QWidget:
        page = QWidget()
        page.setLayout(column(contents, spacing=0, margins=(INSET, APART, INSET, APART)))
        return page

    def _batch_page(self) -> QWidget:
        upper = column(self._signed, self.heading, spacing=NEAR, margins=(INSET, APART, INSET, APART))
        middle = column(self._folder, spacing=NEAR, margins=(INSET, APART, INSET, APART))
        middle.addStretch(1)
        lower = column(self._read_only, self.reason, spacing=NEAR, margins=(INSET, APART, INSET, APART))
        lower.addWidget(self._buttons)
        whole = column(spacing=0)
        whole.addLayout(upper)
        whole.addWidget(rule())
        whole.addLayout(middle, 1)
        whole.addWidget(rule())
        whole.addLayout(lower)
        page = QWidget()
        page.setLayout(whole)
        return page

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        self.new.offer(registry)
        self._grid.addWidget(ActionButton(registry, "handover.next", role="primary"), 0, 0, 1, 2)
        for steps in (*_STEPS.values(), ("handover.cancel",), _BROUGHT):
            for action_id in steps:
                if action_id not in self._offered:
                    self._offered[action_id] = ActionButton(registry, action_id, parent=self._buttons)
                    self._offered[action_id].hide()

    @property
    def asks_for_new(self) -> bool:
        """Whether the form of a new handover is shown."""
        return self._stack.currentIndex() == 1

    @property
    def asks_reason(self) -> bool:
        """Whether the reason of a broken seal is being asked for."""
        return not self.reason.isHidden()

    def show_nothing(self, hint: str = "") -> None:
        """Show that no handover is chosen, and what to do."""
        self._empty.show_text(_("Chưa chọn lô"), hint)
        self._head(_("Lô bàn giao"), ("", Tone.NEUTRAL))
        self._stack.setCurrentIndex(0)

    def show_new(self) -> None:
        """Show the form of a new handover."""
        self._head(_("Lô mới"), ("", Tone.NEUTRAL))
        self._stack.setCurrentIndex(1)

    def show_batch(self, view: BatchView, *, other: str, may: bool, whole: bool) -> None:
        """Show a handover; with whole also its heading, which a person may be typing in otherwise."""
        self._head(view.batch.number, state_words(view.batch.state))
        self._signed.setText(signed_words(view.batch))
        self._signed.setVisible(bool(self._signed.text()))
        if whole:
            self.reason.leave()
            self.heading.show_batch(view, other=other, may=may)
        self._arrange(_steps(view.batch))
        self._stack.setCurrentIndex(2)

    def _arrange(self, steps: tuple[str, ...]) -> None:
        for action_id, button in self._offered.items():
            self._grid.removeWidget(button)
            button.setVisible(action_id in steps)
        place = 2
        for action_id in steps:
            # What is done next for every folder has a line of its own: its key has to be seen.
            wide = 2 if action_id == _BROUGHT[0] else 1
            self._grid.addWidget(self._offered[action_id], place // 2, place % 2, 1, wide)
            place += wide

    def show_read_only(self, reason: str) -> None:
        """Say why nothing can be changed here; an empty reason says nothing."""
        self._read_only.show_text(reason, Tone.INFO)
        self._read_only.setVisible(bool(reason))

    def _make_room(self, asking: bool) -> None:
        # While a reason is asked for, Enter means one thing only.
        self._buttons.setHidden(asking)
        self._folder.setHidden(asking)

    def _head(self, title: str, state: tuple[str, Tone]) -> None:
        self.title.setText(title)
        self._pill.show_state(*state)
