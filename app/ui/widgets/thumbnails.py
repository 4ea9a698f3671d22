"""Pages as small pictures in a strip: seen, chosen by arrow keys, opened with Space."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.theme.active import colours, px
from app.ui.theme.tokens import TINY
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

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}_strip", spoken)
        self.setProperty("role", "strip")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
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

    def sizeHint(self) -> QSize:
        """Return room for one row of pages."""
        return QSize(px(3 * _WIDTH), px(_HEIGHT) + px(14))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for one page."""
        return QSize(px(_WIDTH + 16), px(_HEIGHT) + px(14))

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
        width = painter.fontMetrics().horizontalAdvance(page.caption) + px(8)
        height = painter.fontMetrics().height()
        badge = QRect(box.right() - width - px(2), box.bottom() - height - px(2), width, height)
        ink, ground = ("#FFFFFF", "#44505B") if not page.attention else (c.attention, c.attention_tint)
        painter.fillRect(badge, QColor(ground))
        painter.setPen(QColor(ink))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, page.caption)
        painter.restore()
