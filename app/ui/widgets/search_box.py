"""Search as you type: a field and the list of what was found under it. The list never takes the focus."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.actions import key_text
from app.ui.theme.active import colours, px
from app.ui.theme.icons import draw_icon
from app.ui.theme.tokens import SMALL
from app.ui.widgets.buttons import draw_keycap, keycap_size
from app.ui.widgets.dress import named, set_role
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit
from app.ui.widgets.painting import draw_parts

_VALUE = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 10
_LIST_WIDTH = 520
"""Pixels at 100 %: names of procedures are long, also where the field is short."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing found: what it is called, what tells it from others, and what choosing it means.

    ``hits`` are (start, length) of the letters of title that were asked for.
    """

    title: str
    detail: str
    value: object
    hits: tuple[tuple[int, int], ...] = ()


class SearchBox(LineEdit):
    """A search field; used for the global search and for pickers inside forms."""

    searched = Signal(str)
    """The text after the person paused for a moment."""
    chosen = Signal(object)
    """The value of the suggestion the person took."""
    entered = Signal()
    """Enter was pressed and nothing was found to take: what was typed stands for itself."""

    def __init__(
        self, name: str, spoken: str, *, key: str = "", pause_ms: int = 40, parent: QWidget | None = None
    ) -> None:
        """Make the box.

        Args:
            name: purpose, ``"global_search"``.
            spoken: translated; placeholder and accessible name.
            key: portable key text shown at the right end.
            pause_ms: how long to wait after a letter before searching.
            parent: the Qt parent.
        """
        super().__init__(parent=parent)
        named(self, f"{name}_edit", spoken)
        self.setPlaceholderText(spoken)
        self.setProperty(KEEPS_ENTER, True)
        self._cap = key_text(key) if key else ""
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self._model = QStandardItemModel(self)
        self._list: QListView | None = None
        self._name = name
        self._take_first = False
        self._pressed_enter = False
        self.textEdited.connect(self._on_edited)
        self._make_room()

    @property
    def suggestions_shown(self) -> bool:
        """Whether the list is open."""
        return self._list is not None and self._list.isVisible()

    def show_results(self, found: Sequence[Suggestion]) -> None:
        """Show what was found under the field; nothing closes the list."""
        entered, self._pressed_enter = self._pressed_enter, False
        self._model.clear()
        for suggestion in found:
            item = QStandardItem(suggestion.title)
            item.setData(suggestion.value, _VALUE)
            item.setData(suggestion.detail, _VALUE + 1)
            item.setData(suggestion.hits, _VALUE + 2)
            item.setEditable(False)
            self._model.appendRow(item)
        if not found or not self.hasFocus():
            self.close_results()
            if entered and not found:
                self.entered.emit()
            return
        view = self._open_list()
        view.setCurrentIndex(self._model.index(0, 0))
        view.scrollToTop()
        if self._take_first:
            self._take(self._model.index(0, 0))

    def close_results(self) -> None:
        """Close the list."""
        self._take_first = False
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take a suggestion, or close the list."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and self._pause.isActive():
            # What is shown was found for less than what stands here: search first, then take the best.
            self._pause.stop()
            self.close_results()
            self._take_first = self._pressed_enter = True
            self.searched.emit(self.text().strip())
            return
        if self.suggestions_shown and self._list is not None:
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                self._step(1 if key == Qt.Key.Key_Down else -1)
                return
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
                self._take(self._list.currentIndex())
                return
            if key == Qt.Key.Key_Escape:
                self.close_results()
                return
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._pause.stop()
            self._pressed_enter = True
            self.searched.emit(self.text().strip())
            return
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.searched.emit("")
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list with the field."""
        super().focusOutEvent(event)
        self.close_results()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list as wide as the field."""
        super().resizeEvent(event)
        if self.suggestions_shown:
            self._open_list()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the drawn signs at the scale in use."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, the magnifier and the key."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(14)
        draw_icon(painter, "search", colours().muted, QRect(px(8), (self.height() - side) // 2, side, side).toRectF())
        if self._cap:
            cap = "Esc" if self.hasFocus() and self.text() else self._cap
            size = keycap_size(cap, self.font())
            where = QPoint(self.width() - size.width() - px(8), (self.height() - size.height()) // 2)
            painter.setFont(self.font())
            draw_keycap(painter, cap, QRect(where, size))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for a few words, the magnifier and the key."""
        return QSize(px(150), super().minimumSizeHint().height())

    def _make_room(self) -> None:
        right = keycap_size(self._cap, self.font()).width() + px(8) if self._cap else 0
        self.setTextMargins(px(18), 0, right, 0)

    def _on_edited(self, text: str) -> None:
        self._take_first = self._pressed_enter = False
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.close_results()
            self.searched.emit("")

    def _open_list(self) -> QListView:
        if self._list is None or self._list.parentWidget() is not self.window():
            self._list = self._make_list()
        view = self._list
        rows = min(self._model.rowCount(), _MOST_SHOWN)
        window = self.window().size()
        height = rows * _SuggestionDelegate.row_height() + 2 * view.frameWidth() + 2
        top = self.mapTo(self.window(), QPoint(0, 0))
        below = top.y() + self.height() + 2
        width = min(max(self.width(), px(_LIST_WIDTH)), window.width())
        left = max(0, min(top.x(), window.width() - width))
        if window.height() - below < min(height, top.y()):
            # A field at the lower end of a page that scrolls: there is more room above it.
            height = min(height, top.y() - 2)
            view.setGeometry(left, top.y() - 2 - height, width, height)
        else:
            view.setGeometry(left, below, width, min(height, window.height() - below))
        view.show()
        view.raise_()
        return view

    def _make_list(self) -> QListView:
        view = QListView(self.window())
        named(view, f"{self._name}_suggestions", self.accessibleName())
        view.setModel(self._model)
        view.setItemDelegate(_SuggestionDelegate(view))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        set_role(view, "suggestions")
        view.clicked.connect(self._take)
        return view

    def _step(self, by: int) -> None:
        if self._list is not None:
            place = max(0, min(self._list.currentIndex().row() + by, self._model.rowCount() - 1))
            self._list.setCurrentIndex(self._model.index(place, 0))

    def _take(self, index: QModelIndex) -> None:
        self._take_first = False
        if index.isValid():
            value = index.data(_VALUE)
            self.close_results()
            self._pause.stop()
            self.chosen.emit(value)


class _SuggestionDelegate(QStyledItemDelegate):
    """Title at the left, detail at the right in a quieter colour."""

    @staticmethod
    def row_height() -> int:
        return px(30)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]  # noqa: ARG002
        return QSize(10, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        detail_font = QFont(option.font)
        detail_font.setPixelSize(px(SMALL))
        detail = str(index.data(_VALUE + 1) or "")
        draw_parts(painter, option, str(index.data()), detail, detail_font, index.data(_VALUE + 2) or ())
