"""The page of F6: handovers at the left, the bag in the middle, what is typed and done at the right. Builds, emits."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.core.words import _, mark
from app.domain.handover import BatchItem, BatchKind, BatchState
from app.services.handover_views import BatchView, FolderRow
from app.ui.dossiers.words import short_number
from app.ui.handover.batch_list import BatchList
from app.ui.handover.counter_card import CounterCard, DifferencesStrip
from app.ui.handover.panel import BatchPanel
from app.ui.handover.words import KIND_NAMES, counter_words, detail_words, differences, folder_state
from app.ui.shell.workspace import Workspace
from app.ui.theme.active import px
from app.ui.theme.tokens import APART, NEAR
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.choosers import ListChooser
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit
from app.ui.widgets.hints import HintBar, KeyHint
from app.ui.widgets.labels import ElidedLabel, KeyCap
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable

_LIST_WIDTH, _PANEL_WIDTH, _LEAST, _WIDE = 206, 316, 440, 560


class HandoverView(Workspace):
    """The page.

    Attributes:
        batches: at the left.
        counter, strip, table: the bag.
        number: for numbers that no scanner reads.
        panel: at the right.
    """

    shown = Signal()
    typed_number = Signal(str)

    def __init__(self, office_code: str) -> None:
        super().__init__("handover")
        self._office_code = office_code
        self._view: BatchView | None = None
        self._places: dict[int, int] = {}
        self.batches = BatchList()
        self.counter = CounterCard()
        self.strip = DifferencesStrip()
        self.table: DataTable[FolderRow] = DataTable(
            "folders", _("Hồ sơ trong lô"), self._columns(), lambda folder: folder.item.ordinal
        )
        self.number = LineEdit()
        named(self.number, "number_edit", _("Gõ số hồ sơ"))
        self.number.setPlaceholderText(_("số hồ sơ, hoặc vài số cuối"))
        self.number.setProperty(KEEPS_ENTER, True)
        self.number.returnPressed.connect(self._on_number)
        self._empty = EmptyState("scan-line", "", "", "folders_empty")
        self._table_or_empty = Pages(self.table, self._empty)
        self.panel = BatchPanel()
        self._hints = QWidget()
        self._title = ElidedLabel("", "title")
        self._left = self._list_card()
        self._chooser = ListChooser(self.batches, "batch", _("Các lô bàn giao"))
        self._card = self._folders_card()
        middle = column(self._chooser, self.counter, self.strip, self._card, spacing=APART)
        middle.setStretch(3, 1)
        columns = Columns()
        columns.add(middle, 1, least=_LEAST)
        columns.add(column(self.panel, spacing=0), width=_PANEL_WIDTH)
        whole = row(self._left, columns, spacing=APART)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._measure()

    def _columns(self) -> tuple[Column[FolderRow], ...]:
        return (
            Column("#", lambda folder: Cell(str(self._places.get(folder.item.ordinal, "")), quiet=True), 38),
            Column(mark("Số"), self._number_cell, 148),
            Column(mark("Chủ hồ sơ"), self._owner_cell, 144),
            Column(mark("Thủ tục"), lambda folder: folder.dossier.content if folder.dossier else "", drop=2),
            Column(mark("Kèm theo"), self._detail, 116, drop=1),
            Column(mark("Đếm"), self._state_cell, 90),
        )

    def _number_cell(self, folder: FolderRow) -> Cell:
        return Cell(short_number(folder.item.number, self._office_code), strong=True)

    def _owner_cell(self, folder: FolderRow) -> Cell | str:
        return folder.dossier.owner_name if folder.dossier else Cell("–", quiet=True)

    def _detail(self, folder: FolderRow) -> str:
        return detail_words(self._view.batch.kind, folder.item) if self._view else ""

    def _state_cell(self, folder: FolderRow) -> Cell | str:
        return folder_state(self._view, folder) if self._view else ""

    def _list_card(self) -> Card:
        card = Card(_("Lô bàn giao"), "batches_card", flush=True)
        card.body.addWidget(self.batches)
        card.add_foot(HintBar("batch_keys", ((("Alt+Up", "Alt+Down"), _("đổi")),)))
        return card

    def _folders_card(self) -> Card:
        card = Card(" ", "folders_card", flush=True)
        card.title.hide()
        card.head.insertWidget(0, self._title, 100)
        card.body.addWidget(self._table_or_empty)
        foot = card.add_foot(KeyCap("Alt+S"), self.number)
        foot.setStretch(1, 1)
        keys = (("Return", _("xem hồ sơ")), ("Del", _("lấy ra")), ("Ctrl+Z", _("hoàn tác")))
        self._hints.setLayout(row(*(KeyHint(key, text) for key, text in keys), spacing=NEAR))
        foot.addWidget(self._hints)
        return card

    # What the presenter shows.

    @property
    def empty_text(self) -> str:
        """What is said instead of folders; empty while there are some."""
        return self._empty.accessibleName() if self._table_or_empty.currentIndex() else ""

    def show_batch(self, view: BatchView, select: int = 0) -> None:
        """Show a bag; select: the ordinal of the folder that was just beeped."""
        self._view = view
        self._places = {folder.item.ordinal: place for place, folder in enumerate(view.folders, 1)}
        batch = view.batch
        self._title.setText(f"{_(KIND_NAMES[batch.kind])} · {batch.unit_name}")
        self.counter.show_counter(*counter_words(view))
        self.strip.show_differences(differences(view, self._office_code))
        brings = batch.kind is BatchKind.POST_IN
        self.number.setPlaceholderText(_("số hiệu phiếu gửi") if brings else _("số hồ sơ, hoặc vài số cuối"))
        self.table.set_rows(view.folders, select_first=True)
        if select and self.table.select_key(select):
            self.table.scrollTo(self.table.currentIndex())
        if not view.folders:
            self._empty.show_text(_("Lô chưa có hồ sơ"), self._how_to_begin(batch.kind))
        self._table_or_empty.setCurrentIndex(0 if view.folders else 1)

    @staticmethod
    def _how_to_begin(kind: BatchKind) -> str:
        if kind is BatchKind.POST_IN:
            return _("Quét mã trên phiếu gửi của từng hồ sơ.")
        return _("Quét mã trên giấy hẹn của từng hồ sơ; không đọc được thì Alt+S để gõ số.")

    def show_nothing(self, text: str, hint: str) -> None:
        """Show that no handover is chosen, or why there is nothing to see."""
        self._view = None
        self._title.setText(_("Hồ sơ trong lô"))
        self.counter.show_counter("", "")
        self.strip.show_differences(())
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._table_or_empty.setCurrentIndex(1)

    @property
    def chosen(self) -> BatchItem | None:
        """The chosen folder."""
        row = self.table.current
        return row.item if row is not None else None

    def title_of(self, item: BatchItem) -> str:
        """Return how the folder form names a folder."""
        return _("Hồ sơ {number}").format(number=short_number(item.number, self._office_code))

    def take_focus(self) -> None:
        """Begin where something is still to be typed; a beep needs no focus."""
        if self.panel.asks_for_new:
            self.panel.new.take_focus()
        elif self._view is not None and self._view.batch.kind is BatchKind.POST_IN:
            # Couriers' notes have codes that no scanner knows; once signed, the folders are received one by one.
            (self.number if self._view.batch.state is BatchState.OPEN else self.table).setFocus()
        elif self._view is not None:
            self.panel.heading.take_focus()
        else:
            self.batches.setFocus()

    # What the person does.

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody looks."""
        super().showEvent(event)
        self._measure()
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room of the list to the bag where a large type size leaves too little for it."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self._left.setFixedWidth(px(_LIST_WIDTH))
        all_three = self.width() >= px(_LIST_WIDTH + _LEAST + _PANEL_WIDTH) + 2 * APART
        self._left.setVisible(all_three)
        self._chooser.setHidden(all_three)
        narrow = self._card.width() < px(_WIDE)
        self._hints.setHidden(narrow)
        self.strip.stack(narrow=narrow)

    def _on_number(self) -> None:
        text = self.number.text().strip()
        if text:
            self.number.clear()
            self.typed_number.emit(text)
