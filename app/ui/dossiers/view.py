"""The page of F3: queues, list, panel; in the middle also the whole dossier and its papers. Builds and emits."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame

from app.core.words import _, mark
from app.models.rows import DossierRow, Queue
from app.ui.dossiers.dossier_page import DossierPage
from app.ui.dossiers.panel import DossierPanel
from app.ui.dossiers.preview_page import PreviewPage
from app.ui.dossiers.queue_list import QueueList
from app.ui.dossiers.words import (
    NEXT,
    delivery_cell,
    due_cell,
    hits,
    name_cell,
    next_words,
    number_hits,
    short_number,
    state_cell,
)
from app.ui.shell.workspace import Workspace
from app.ui.theme.active import px
from app.ui.theme.tokens import APART, INSET, NEAR, Tone
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.choosers import ListChooser
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column, row
from app.ui.widgets.hints import HintBar
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable

_QUEUES_WIDTH, _PANEL_WIDTH = 190, 300
_ALL_THREE = 1000
"""Pixels at 100 % the page has where queues, list and panel stand side by side; in less the list names its queue."""
_PROCEDURE, _STATE, _NEXT, _SENT = 2, 4, 5, 6
_NEAR_THE_END = 40
"""Rows before the end at which the next ones are fetched."""


class DossiersView(Workspace):
    """The page.

    Attributes:
        queues: at the left.
        table: in the middle.
        panel: at the right.
        dossier: the whole dossier, over the table.
        preview: pages of a PDF, over both.
    """

    typed = Signal(str)
    """Letters typed where they mean nothing: they are the beginning of a search."""
    mark_wanted = Signal(object)
    """The DossierRow that is to be marked, or not any more."""
    more_wanted = Signal()
    turned = Signal()
    """Something else stands in the middle now."""
    shown = Signal()
    undo_wanted = Signal()
    """Ctrl+Z where no notice offers an undo."""

    def __init__(self, office_code: str, now: Callable[[], datetime]) -> None:
        super().__init__("dossiers")
        self._office_code, self._now, self._searched = office_code, now, ""
        self._marks: frozenset[UUID] = frozenset()
        self.queues = QueueList()
        self.table: DataTable[DossierRow] = DataTable(
            "dossiers", _("Hồ sơ"), self._columns(), lambda found: found.id, least_rows=5
        )
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._empty = EmptyState("folder-open", "", "", "dossiers_empty")
        self._list_or_empty = Pages(self.table, self._empty)
        self._chooser = ListChooser(self.queues, "queue", _("Việc cần làm"), (INSET, NEAR, INSET, NEAR))
        self.dossier = DossierPage()
        self.preview = PreviewPage()
        self._middle = Pages(self._list_card(), self.dossier, self.preview)
        self._middle.currentChanged.connect(lambda _place: self.turned.emit())
        self.panel = DossierPanel()
        self._left = self._queues_card()
        columns = Columns()
        columns.add(column(self._middle, spacing=0), 1, least=440)
        columns.add(column(self.panel, spacing=0), width=_PANEL_WIDTH)
        whole = row(self._left, columns, spacing=APART)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._middle.currentChanged.connect(lambda _place: self._measure())
        self.queues.picked.connect(lambda _queue: self._measure())
        self._measure()

    def _columns(self) -> tuple[Column[DossierRow], ...]:
        return (
            # The number carries the day of reception; a column for it would take the room of the procedure.
            Column(mark("Số hồ sơ"), self._number, 114),
            Column(mark("Chủ hồ sơ"), self._name, 172),
            Column(mark("Thủ tục"), self._content, drop=3),
            Column(mark("Hẹn trả"), lambda found: due_cell(found, self._now()), 138),
            Column(mark("Trạng thái"), lambda found: state_cell(found, self._now()), 104, drop=2),
            Column(mark("Việc tiếp theo"), lambda found: Cell(next_words(self.queues.current, found)), 172, drop=2),
            Column(mark("Gửi"), delivery_cell, 44, drop=1),
        )

    def _name(self, found: DossierRow) -> Cell:
        if found.id in self._marks:
            return Cell(f"☑ {found.owner_name}", Tone.INFO, strong=True)
        return name_cell(found, self._searched)

    def _content(self, found: DossierRow) -> Cell:
        return Cell(found.content, hits=hits(found.content, self._searched))

    def _number(self, found: DossierRow) -> Cell:
        text = short_number(found.number, self._office_code)
        return Cell(text, hits=number_hits(text, self._searched) if self._searched else ())

    def _queues_card(self) -> Card:
        card = Card(_("Việc cần làm"), "queues_card", flush=True)
        card.body.addWidget(self.queues)
        card.add_foot(HintBar("queue_keys", ((("Alt+Up", "Alt+Down"), _("đổi")),)))
        return card

    def _list_card(self) -> QFrame:
        card = Card("", "dossiers_card", flush=True)
        card.body.addWidget(self._chooser)
        card.body.addWidget(self._list_or_empty, 1)
        hints = (
            (("Up", "Down"), _("chọn")),
            ("Return", _("mở")),
            ("Space", _("đánh dấu")),
            ("Ctrl+P", _("in giấy hẹn")),
            ("Ctrl+C", _("chép số")),
            ("Ctrl+E", _("xuất Excel")),
            ("Ctrl+K", _("tìm")),
        )
        card.add_foot(HintBar("list_keys", hints))
        return card

    # What the presenter shows.

    @property
    def on_preview(self) -> bool:
        """Whether pages of a PDF stand in the middle."""
        return self._middle.currentWidget() is self.preview

    @property
    def on_list(self) -> bool:
        """Whether the list stands in the middle."""
        return self._middle.currentIndex() == 0

    @property
    def empty_text(self) -> str:
        """What is said instead of rows; empty while there are rows."""
        return self._empty.accessibleName() if self._list_or_empty.currentIndex() else ""

    def show_rows(self, rows: Sequence[DossierRow], searched: str, *, select_first: bool) -> None:
        """Show rows, with the letters of searched marked."""
        self._searched = searched
        self.table.set_rows(rows, select_first=select_first)
        self._list_or_empty.setCurrentIndex(0)

    def show_empty(self, text: str, hint: str) -> None:
        """Say why there are no rows and what to do."""
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._list_or_empty.setCurrentIndex(1)

    def show_marks(self, marks: frozenset[UUID]) -> None:
        """Show which rows are marked."""
        self._marks = marks
        self.table.viewport().update()

    def show_list(self) -> None:
        """Show the list."""
        self._middle.setCurrentIndex(0)
        self.take_focus()

    def show_dossier(self) -> None:
        """Show the whole dossier."""
        self._middle.setCurrentWidget(self.dossier)
        self.take_focus()

    def show_preview(self, *, focus: bool = True) -> None:
        """Show the pages of a PDF; without the focus beside a sheet that is being filled in."""
        self._middle.setCurrentWidget(self.preview)
        if focus:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus into what stands in the middle."""
        if self.on_preview:
            self.preview.take_focus()
        elif self.on_list:
            self.table.setFocus()
        else:
            self.dossier.papers.setFocus()

    def choose_queue(self, queue: Queue) -> None:
        """Show another queue."""
        self.queues.choose(queue)

    # What the person does.

    def undo(self) -> None:
        """Take the last act on the chosen dossier back."""
        self.undo_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark a row with the space bar; begin a search with letters typed into a list."""
        if self.on_list and event.key() == Qt.Key.Key_Space and self.table.hasFocus():
            if self.table.current is not None:
                self.mark_wanted.emit(self.table.current)
            return
        if self.on_list and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self._measure()
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room of the queues to the list where a large type size leaves too little for it."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self._left.setFixedWidth(px(_QUEUES_WIDTH))
        narrow = self.width() < px(_ALL_THREE)
        self._left.setHidden(narrow)
        self._chooser.setVisible(narrow)
        # In a queue every row is there for one reason: what to do about it says more than the state they share.
        pulled = self.queues.current in NEXT
        self.table.leave_out({_STATE, _SENT} if pulled else {_NEXT})

    def _on_scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if value >= bar.maximum() - _NEAR_THE_END * self.table.verticalHeader().defaultSectionSize():
            self.more_wanted.emit()
