"""The queues at the left: name, count, and a word on the oldest; one is always chosen."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.words import _
from app.models.rows import Queue
from app.ui.dossiers.words import QUEUE_NAMES, QUEUE_TONES
from app.ui.theme.active import colours, px
from app.ui.theme.tokens import SMALL
from app.ui.widgets.dress import named
from app.ui.widgets.painting import draw_ground

_LINE = Qt.ItemDataRole.UserRole
_ROW, _TALL_ROW = 34, 48


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One queue as it stands: count as text (empty where it is not counted), and a quieter second line."""

    queue: Queue
    count: str = ""
    detail: str = ""

    @property
    def waiting(self) -> bool:
        """Whether the count is worth a colour."""
        return self.count not in {"", "0"}


class QueueList(QListView):
    """A list for arrow keys; choosing shows the queue at once."""

    picked = Signal(object)
    """The Queue that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "queues_list", _("Việc cần làm"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = QStandardItemModel(self)
        for queue in Queue:
            item = QStandardItem()
            item.setData(QueueLine(queue), _LINE)
            self._model.appendRow(item)
        self.setModel(self._model)
        self.setItemDelegate(_LineDelegate(self))
        self.show_lines(tuple(QueueLine(queue) for queue in Queue))
        self.setCurrentIndex(self._model.index(0, 0))
        self.selectionModel().currentChanged.connect(lambda new, _old: self.picked.emit(new.data(_LINE).queue))

    @property
    def current(self) -> Queue:
        """The queue that is shown."""
        line: QueueLine = self.currentIndex().data(_LINE)
        return line.queue

    def choose(self, queue: Queue) -> None:
        """Show another queue."""
        self.setCurrentIndex(self._model.index(list(Queue).index(queue), 0))

    def step(self, by: int) -> None:
        """Show the queue below (1) or above (−1)."""
        place = self.currentIndex().row() + by
        if 0 <= place < self._model.rowCount():
            self.setCurrentIndex(self._model.index(place, 0))

    def show_lines(self, lines: tuple[QueueLine, ...]) -> None:
        """Show how the queues stand."""
        for place, line in enumerate(lines):
            item = self._model.item(place)
            if item.data(_LINE) != line or not item.text():
                item.setData(line, _LINE)
                item.setText(f"{_(QUEUE_NAMES[line.queue])} {line.count}".rstrip())
                item.setToolTip(line.detail)

    def lines(self) -> tuple[QueueLine, ...]:
        """Return what is shown at present."""
        return tuple(self._model.item(place).data(_LINE) for place in range(self._model.rowCount()))


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's shape
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        line: QueueLine = index.data(_LINE)
        return QSize(10, px(_TALL_ROW if line.detail else _ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: QueueLine = index.data(_LINE)
        c = colours()
        painter.save()
        draw_ground(painter, option, first=True, underline=False)
        box: QRect = option.rect.adjusted(px(14), 0, -px(12), 0)
        top = QRect(box.left(), box.top(), box.width(), px(_ROW))
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        tone = QUEUE_TONES.get(line.queue) if line.waiting else None
        painter.setPen(QColor(c.tone(tone)[0] if tone else c.text if line.waiting else c.muted))
        painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), line.count)
        room = top.width() - painter.fontMetrics().horizontalAdvance(line.count) - px(8)
        painter.setFont(option.font)
        painter.setPen(QColor(c.text))
        name = painter.fontMetrics().elidedText(_(QUEUE_NAMES[line.queue]), Qt.TextElideMode.ElideRight, room)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        if line.detail:
            small = QFont(option.font)
            small.setPixelSize(px(SMALL))
            painter.setFont(small)
            painter.setPen(QColor(c.muted))
            under = QRect(box.left(), box.top() + px(_ROW - 7), box.width(), px(_TALL_ROW - _ROW + 2))
            painter.drawText(under, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), line.detail)
        painter.restore()
