"""Pages as small pictures in a strip: seen, chosen by arrow keys, opened with Space."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.theme.active import colours, px
from app.ui.theme.tokens import SMALL, TINY
from app.ui.widgets.dress import named

_PAGE = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 64, 88


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A page in a strip: its identity, its picture, the caption in the corner, and whether it wants attention."""

    key: Hashable
    image: QImage
    caption: str
    attention: bool = False


class ThumbnailStrip(QListView):
    """A row of pages."""

    selected = Signal(object)
    """The key of the selected page, None when there is none."""
    opened = Signal(object)
    """The key of the page to see large."""
    counted = Signal(int)
    """How many pages there are now."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}_strip", spoken)
        self.setProperty("role", "strip")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # Arrow keys and the wheel walk through the pages; a bar under a strip of this height takes a third of it.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_PageDelegate(self))
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        self.selectionModel().currentChanged.connect(lambda new, _old: self.selected.emit(self._key(new)))

    @property
    def current_key(self) -> Hashable | None:
        """The key of the selected page."""
        return self._key(self.currentIndex())

    def set_pages(self, pages: Sequence[Thumbnail]) -> None:
        """Show pages; the selected one stays selected if it is still there, else the last."""
        before = self.current_key
        self._model.clear()
        for page in pages:
            item = QStandardItem(page.caption)
            item.setData((page, QPixmap.fromImage(page.image)), _PAGE)
            item.setData(page.caption, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        keys = [page.key for page in pages]
        if keys:
            place = keys.index(before) if before in keys else len(keys) - 1
            self.setCurrentIndex(self._model.index(place, 0))
        self.counted.emit(len(keys))

    @property
    def beyond(self) -> tuple[int, int]:
        """How many pages begin left of what is seen, and how many end right of it."""
        boxes = [self.visualRect(self._model.index(place, 0)) for place in range(self._model.rowCount())]
        width = self.viewport().width()
        return sum(box.left() < 0 for box in boxes), sum(box.right() > width for box in boxes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen page in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages, and at the ends how many more there are."""
        super().paintEvent(event)
        before, after = self.beyond
        painter = QPainter(self.viewport())
        if before:
            self._draw_more(painter, f"‹ {before}", right=False)
        if after:
            self._draw_more(painter, f"{after} ›", right=True)

    def _draw_more(self, painter: QPainter, text: str, *, right: bool) -> None:
        font = self.font()
        font.setPixelSize(px(SMALL))
        painter.setFont(font)
        c = colours()
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(text) + px(12), metrics.height() + px(4)
        area = self.viewport().rect()
        left = area.right() - width if right else area.left()
        box = QRect(left, area.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.field_line), 1))
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(c.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def sizeHint(self) -> QSize:
        """Return room for one row of pages."""
        return QSize(px(3 * _WIDTH), px(_HEIGHT) + px(6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for one page."""
        return QSize(px(_WIDTH + 16), px(_HEIGHT) + px(6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Space or Enter; leave other keys to the actions."""
        key = self.current_key
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if key is not None:
                self.opened.emit(key)
            return
        if event.text().isprintable() and event.text():
            event.ignore()
            return
        super().keyPressEvent(event)

    @staticmethod
    def _key(index: QModelIndex) -> Hashable | None:
        if not index.isValid():
            return None
        page: Thumbnail = index.data(_PAGE)[0]
        return page.key


class _PageDelegate(QStyledItemDelegate):
    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's shape
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's shape
    ) -> QSize:
        return QSize(px(_WIDTH + 8), px(_HEIGHT + 2))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        page, picture = index.data(_PAGE)
        c = colours()
        box: QRect = option.rect.adjusted(px(3), 1, -px(4), -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, QColor("#FFFFFF"))
        fitting = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(box.topLeft(), fitting)
        place.moveCenter(box.center())
        painter.drawPixmap(place, picture)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(
            QPen(QColor(c.focus if chosen else c.attention if page.attention else c.field_line), 3 if chosen else 1)
        )
        painter.drawRect(box)
        font = painter.font()
        font.setPixelSize(px(TINY))
        painter.setFont(font)
        caption = f"! {page.caption}" if page.attention else page.caption
        width = painter.fontMetrics().horizontalAdvance(caption) + px(8)
        height = painter.fontMetrics().height()
        badge = QRect(box.right() - width - px(2), box.bottom() - height - px(2), width, height)
        ink, ground = ("#FFFFFF", "#44505B") if not page.attention else (c.attention, c.attention_tint)
        painter.fillRect(badge, QColor(ground))
        painter.setPen(QColor(ink))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, caption)
        painter.restore()
