"""The handovers at the left: those still to be signed, then the newest others."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.words import _
from app.domain.handover import BatchState
from app.models.rows import BatchRow
from app.ui.handover.words import KIND_NAMES, state_words
from app.ui.theme.active import colours, px
from app.ui.theme.tokens import SMALL, Tone
from app.ui.widgets.dress import named
from app.ui.widgets.painting import draw_ground, draw_pill

_ROW = Qt.ItemDataRole.UserRole
_HEIGHT, _LINE = 62, 19


class BatchList(QListView):
    """A list for arrow keys; choosing shows the handover at once."""

    picked = Signal(object)
    """The UUID of the handover that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "batches_list", _("Các lô bàn giao"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_BatchDelegate(self))
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def rows(self) -> tuple[BatchRow, ...]:
        """What is listed."""
        return tuple(self._model.item(place).data(_ROW) for place in range(self._model.rowCount()))

    def show_rows(self, rows: Sequence[BatchRow], chosen: UUID | None) -> None:
        """List handovers; the chosen one is marked, without telling that a person chose it."""
        self._quiet = True
        if tuple(rows) != self.rows:
            offset = self.verticalScrollBar().value()
            self._model.clear()
            for row in rows:
                item = QStandardItem(_spoken(row))
                item.setData(row, _ROW)
                self._model.appendRow(item)
            self.verticalScrollBar().setValue(offset)
        self._mark(chosen)
        self._quiet = False

    def step(self, by: int) -> None:
        """Show the handover below (1) or above (−1)."""
        place = self.currentIndex().row() + by
        if 0 <= place < self._model.rowCount():
            self.setCurrentIndex(self._model.index(place, 0))

    def _mark(self, chosen: UUID | None) -> None:
        place = next((place for place, row in enumerate(self.rows) if row.batch.id == chosen), -1)
        if place < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif place != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(place, 0))

    def _on_current(self, new: QModelIndex, _old: QModelIndex) -> None:
        if not self._quiet and new.isValid():
            row: BatchRow = new.data(_ROW)
            self.picked.emit(row.batch.id)


def _spoken(row: BatchRow) -> str:
    state, _tone = state_words(row.batch.state)
    return f"{row.batch.unit_name} · {_(KIND_NAMES[row.batch.kind])} · {row.count} · {state} · {row.batch.number}"


def _pill(row: BatchRow) -> tuple[str, Tone]:
    if row.batch.state is BatchState.RECEIVED and (row.missing or row.extra):
        return _("Đã ký, lệch"), Tone.LATE
    return state_words(row.batch.state)


class _BatchDelegate(QStyledItemDelegate):
    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's shape
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's shape
    ) -> QSize:
        return QSize(10, px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: BatchRow = index.data(_ROW)
        c = colours()
        painter.save()
        draw_ground(painter, option, first=True)
        box: QRect = option.rect.adjusted(px(12), px(4), -px(10), -px(3))
        strong, small = QFont(option.font), QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(px(SMALL))
        top = QRect(box.left(), box.top(), box.width(), px(_LINE))
        painter.setPen(QColor(c.text))
        painter.setFont(strong)
        count = str(row.count)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        room = top.width() - painter.fontMetrics().horizontalAdvance(count) - px(8)
        name = painter.fontMetrics().elidedText(row.batch.unit_name, Qt.TextElideMode.ElideRight, room)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(top, left, name)
        painter.setFont(small)
        painter.setPen(QColor(c.muted))
        middle = top.translated(0, px(_LINE) - px(2))
        said = painter.fontMetrics().elidedText(
            _(KIND_NAMES[row.batch.kind]), Qt.TextElideMode.ElideRight, middle.width()
        )
        painter.drawText(middle, left, said)
        bottom = middle.translated(0, px(_LINE))
        number = row.batch.number.removeprefix("BG-")
        pill, tone = _pill(row)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(f"{pill} {number}") + px(20) <= bottom.width():
            painter.drawText(bottom, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), number)
        draw_pill(painter, bottom, pill, tone, option.font)
        painter.restore()
