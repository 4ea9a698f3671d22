"""The checklist and the pages: one line a paper, its pages as pictures below."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.core.words import _, mark
from app.ui.actions import ActionRegistry
from app.ui.reception.counts_row import CountsRow
from app.ui.reception.fault_row import FaultRow, LookupRow
from app.ui.reception.line_row import LineRow
from app.ui.reception.offer_line import OfferLine
from app.ui.reception.paper_rows import COLUMNS, PaperRow
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, INSET, NEAR, Tone
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, EmptyState, Note, tone_icon
from app.ui.widgets.dress import column, row, set_role, set_tone
from app.ui.widgets.fields import KEEPS_ENTER, FieldRow
from app.ui.widgets.hints import HintBar
from app.ui.widgets.labels import ElidedLabel, IconMark
from app.ui.widgets.tables import DataTable
from app.ui.widgets.thumbnails import ThumbnailStrip

STATE_ACTIONS = ("original", "certified", "photocopy", "shown", "not_applicable", "missing", "fault", "lookup")
_PAGE_KEYS = (
    ("Space", mark("xem lớn")),
    ("R", mark("xoay")),
    ("Delete", mark("xóa")),
    ("Ctrl+Z", mark("hoàn tác")),
)


_KEYS_WIDTH = 176
"""Pixels at 100 % in which the keys of the pages stand in two lines."""


class PapersCard(Card):
    """The papers of the dossier.

    Attributes:
        table: one line a paper.
        strip: the pages of the chosen paper, or of all.
        own: the name of a paper that no rule asks for.
        counts: the numbers of the chosen paper, while they are typed.
        fault, lookup, validity: ask what is wrong with it, what a database says instead, until when it is good.
        offer: what the office holds for it.
        progress: of a scan.
    """

    own_named = Signal(str)
    brought = Signal(object)
    """Paths or an image that were dropped on the card: list[Path] or QImage."""

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(_("Thành phần hồ sơ"), "papers_card", flush=True, parent=parent)
        self.setAcceptDrops(True)
        self._hint = ElidedLabel(_("bấm số 1–9 để quét"), "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._sign = IconMark("circle-alert", "late")
        self._sign.hide()
        self.head.addWidget(self._sign)
        self.head.addWidget(self._hint, 50)
        self.all_button = ActionButton(registry, "reception.all_papers", role="quiet")
        self.all_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add_act(self.all_button)
        self.table: DataTable[PaperRow] = DataTable("papers", _("Thành phần hồ sơ"), COLUMNS, lambda r: r.entry.ordinal)
        self._empty = EmptyState(
            "file-text",
            _("Chưa chọn thủ tục"),
            _("Chọn thủ tục để có danh sách giấy tờ của trường hợp."),
            "papers_empty",
        )
        self.trouble = Note("", Tone.ATTENTION, "papers_trouble")
        self.trouble.hide()
        self.progress = InlineProgress("scan")
        self.own = FieldRow(_("Giấy tờ khác"), "own_paper")
        self.own.field.setProperty(KEEPS_ENTER, True)
        self.own.hide()
        self.own.field.returnPressed.connect(lambda: self.own_named.emit(self.own.text))  # type: ignore[attr-defined]  # a line edit
        self.counts = CountsRow()
        self.fault, self.lookup = FaultRow(), LookupRow()
        self.validity = LineRow("validity", _("Dùng lại được đến ngày"), _("như 31/12/2026; trống: không hạn"))
        self.offer = OfferLine()
        self._states = HintBar("paper_states", _state_hints(registry))
        for asking in (self.fault, self.lookup, self.validity):
            # While one thing is asked, letters are text: their other meanings are not offered.
            asking.turned.connect(self._make_room)
        self._states.setContentsMargins(INSET, CLOSE, INSET, NEAR)
        self.body.setSpacing(0)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(
            column(
                self.own,
                self.counts,
                self.fault,
                self.lookup,
                self.validity,
                self.offer,
                self.trouble,
                self.progress,
                spacing=CLOSE,
                margins=(NEAR, 0, NEAR, 0),
            )
        )
        self.body.addWidget(self._states)
        self.strip = ThumbnailStrip("pages", _("Các trang"))
        self.strip.setSizePolicy(self.strip.sizePolicy().horizontalPolicy(), self.table.sizePolicy().Policy.Fixed)
        self._page_keys = HintBar("page_keys", ((key, _(text)) for key, text in _PAGE_KEYS))
        self._page_keys.setFixedWidth(px(_KEYS_WIDTH))
        self._scanner = ElidedLabel("", "muted")
        self.strip.counted.connect(self._on_pages)
        foot = self.add_foot()
        foot.setContentsMargins(INSET, NEAR, CLOSE, NEAR)
        foot.addLayout(self._foot(registry), 1)
        self._on_pages(0)
        self._registry = registry
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer_states)
        self.show_papers(())

    def _offer_states(self, place: QPoint) -> None:
        """Offer to the pointer what single keys do."""
        menu = QMenu(self)
        for name in (*STATE_ACTIONS, "reuse", "validity", "counts", "remove_paper"):
            action = self._registry[f"reception.{name}"]
            if not action.enabled():
                continue
            entry = menu.addAction(f"{_(action.text)}\t{action.keys[0]}")
            entry.triggered.connect(partial(self._registry.trigger, action.id))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _foot(self, registry: ActionRegistry) -> QVBoxLayout:
        pages = row(self.strip, self._page_keys, spacing=INSET)
        pages.setStretch(0, 1)
        line = row(self._scanner, spacing=CLOSE)
        line.setStretch(0, 1)
        for action in ("bring_file", "add_paper"):
            button = ActionButton(registry, f"reception.{action}", role="quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.addWidget(button)
        whole = column(spacing=CLOSE)
        whole.addLayout(pages)
        whole.addLayout(line)
        return whole

    def _on_pages(self, count: int) -> None:
        """Keep the room of the pages for the list while there are none."""
        self.strip.setVisible(bool(count))
        self._page_keys.setVisible(bool(count))

    def show_papers(self, rows: Sequence[PaperRow]) -> None:
        """Show the checklist; the chosen paper stays chosen."""
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._states.setVisible(bool(rows))
        self.table.set_rows(rows, select_first=True)

    def stop_asking(self) -> None:
        """Take away what was being asked about a paper."""
        for asking in (self.own, self.counts, self.fault, self.lookup, self.validity):
            asking.hide()

    def _make_room(self, asking: bool) -> None:
        self._states.setHidden(asking or self.table.isHidden())
        self.offer.set_aside(aside=asking)

    def show_scanner(self, text: str) -> None:
        """Say which scanner serves."""
        self._scanner.setText(text)

    def show_missing(self, text: str, tone: Tone = Tone.LATE) -> None:
        """Say in the head what is still missing, in tone; an empty text gives the place back to the hint."""
        self._hint.setText(text or _("bấm số 1–9 để quét"))
        set_role(self._hint, "message" if text else "muted")
        set_tone(self._hint, tone if text else None)
        self._sign.show_icon(tone_icon(tone), tone.value)
        self._sign.setVisible(bool(text))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if _content(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Choose the paper under the pointer."""
        place = self.table.indexAt(self.table.viewport().mapFrom(self, event.position().toPoint()))
        if place.isValid():
            self.table.selectRow(place.row())
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring what was dropped."""
        content = _content(event.mimeData())
        if content is not None:
            event.acceptProposedAction()
            self.brought.emit(content)


def _content(data: QMimeData) -> list[QUrl] | QImage | None:
    if data.hasUrls():
        return [url for url in data.urls() if url.isLocalFile()] or None
    if data.hasImage():
        image = data.imageData()
        return image if isinstance(image, QImage) else None
    return None


def _state_hints(registry: ActionRegistry) -> list[tuple[str | tuple[str, ...], str]]:
    actions = [registry[f"reception.{state}"] for state in STATE_ACTIONS]
    counts = registry["reception.counts"].keys[0]
    return [*((action.keys[0], _(action.text)) for action in actions), (counts, _("Số bản"))]
