"""Tables of frozen rows: columns are data, cells are values, everything else is drawing."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.core.words import _
from app.ui.theme.active import colours, px
from app.ui.theme.tokens import Tone
from app.ui.widgets.dress import named
from app.ui.widgets.painting import draw_ground, draw_pill, draw_text

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_CELL = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_LEAST = 110
"""Pixels at 100 % below which an open-ended column does not go; the table scrolls instead."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows.

    Attributes:
        text: one line; shortened when the column is narrow, with the whole as tool tip.
        tone: None for plain text.
        pill: draw the tone as a pill instead of coloured text.
        strong: semi-bold.
        quiet: in the muted colour.
        hits: (start, length) of the letters a search matched.
    """

    text: str
    tone: Tone | None = None
    pill: bool = False
    strong: bool = False
    quiet: bool = False
    hits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        title: marked Vietnamese, translated where it is shown.
        cell: what a row shows here; plain text is enough for most.
        width: pixels at 100 %; 0 takes the room that is left.
        right: align to the right (amounts and counts).
    """

    title: str
    cell: Callable[[Row], Cell | str]
    width: int = 0
    right: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """The rows of a table. A refresh replaces them all; the view keeps the selection by ``key``."""

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def place_of(self, key: Hashable) -> int:
        """Return the place of the row with key, −1 when it is not there."""
        return next((place for place, row in enumerate(self.rows) if self.key(row) == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's shape
        """Return a cell; screen readers and copying read its text."""
        if role not in {_CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        cell = self.columns[index.column()].cell(self.rows[index.row()])
        if isinstance(cell, str):
            cell = Cell(cell)
        return cell if role == _CELL else cell.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's shape
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class DataTable(QTableView, Generic[Row]):
    """A table for the keyboard: one row selected, Enter opens it, letters belong to the search field."""

    opened = Signal(object)
    """The row on which Enter was pressed or which was clicked twice."""
    selected = Signal(object)
    """The selected row, None when there is none."""

    def __init__(
        self,
        name: str,
        spoken: str,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QWidget | None = None,
        *,
        whole: bool = False,
    ) -> None:
        """Make the table.

        Args:
            name: purpose, ``"dossiers"``.
            spoken: translated accessible name.
            columns: what is shown.
            key: identity of a row over refreshes.
            parent: the Qt parent.
            whole: ask for room for every column, so that what stands beside gives way before a column does.
        """
        super().__init__(parent)
        self._whole = whole
        named(self, f"{name}_table", spoken)
        self.rows_model: RowsModel[Row] = RowsModel(columns, key, self)
        self.setModel(self.rows_model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self._told: Hashable = None
        self._measure()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.rows[index.row()]))
        self.selectionModel().currentRowChanged.connect(self._tell_selected)

    @property
    def current(self) -> Row | None:
        """The selected row."""
        place = self.currentIndex().row()
        return self.rows_model.rows[place] if 0 <= place < len(self.rows_model.rows) else None

    def set_rows(self, rows: Sequence[Row], *, select_first: bool = False) -> None:
        """Show rows; the row selected before stays selected if it is still there."""
        current = self.current
        key = None if current is None else self.rows_model.key(current)
        offset = self.verticalScrollBar().value()
        self.rows_model.set_rows(rows)
        place = -1 if current is None else self.rows_model.place_of(key)
        if place < 0 and rows and select_first:
            place = 0
        if place >= 0:
            self.verticalScrollBar().setValue(offset)
            self.selectRow(place)
        else:
            self._tell_selected(QModelIndex(), QModelIndex())

    def select_key(self, key: Hashable) -> bool:
        """Select the row with key; return whether it is there."""
        place = self.rows_model.place_of(key)
        if place >= 0:
            self.selectRow(place)
        return place >= 0

    def step(self, by: int) -> None:
        """Select the row below (1) or above (−1); at the end the last one stays."""
        place = self.currentIndex().row() + by
        if 0 <= place < len(self.rows_model.rows):
            self.selectRow(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; leave letters to whoever wants them."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.current is not None:
                self.opened.emit(self.current)
            return
        if event.text().isprintable() and event.text():
            event.ignore()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "rows_model"):
            self._measure()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return Qt's own, or what all columns need."""
        least = super().minimumSizeHint()
        if self._whole:
            needed = sum(px(column.width or _LEAST) for column in self.rows_model.columns)
            least.setWidth(max(least.width(), needed + self.verticalScrollBar().sizeHint().width()))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the open-ended columns the room that is left."""
        super().resizeEvent(event)
        self._share_room()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(31))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(px(24))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, column in enumerate(self.rows_model.columns):
            if column.width:
                header.resizeSection(place, px(column.width))
        self._share_room()

    def _share_room(self) -> None:
        # Qt's own stretching would squeeze a column to nothing where a large type size leaves no room.
        header, columns = self.horizontalHeader(), self.rows_model.columns
        open_ended = [place for place, column in enumerate(columns) if not column.width]
        taken = sum(header.sectionSize(place) for place, column in enumerate(columns) if column.width)
        for place in open_ended:
            header.resizeSection(place, max(px(_LEAST), (self.viewport().width() - taken) // len(open_ended)))

    def _tell_selected(self, _new: QModelIndex, _old: QModelIndex) -> None:
        current = self.current
        key = None if current is None else self.rows_model.key(current)
        if key != self._told:
            self._told = key
            self.selected.emit(current)


class _CellDelegate(QStyledItemDelegate):
    """Draws a Cell."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's shape
        return QSize(10, px(31))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(_CELL)
        column = self._column(index)
        painter.save()
        draw_ground(painter, option, first=index.column() == 0)
        box: QRect = option.rect.adjusted(px(8), 0, -px(6), 0)
        font = QFont(option.font)
        if cell.strong:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        if cell.tone and cell.pill:
            draw_pill(painter, box, cell.text, cell.tone, option.font)
        else:
            c = colours()
            plain = c.muted if cell.quiet else c.text
            draw_text(
                painter,
                box,
                cell.text,
                c.tone(cell.tone)[0] if cell.tone else plain,
                right=column.right,
                hits=cell.hits,
            )
        painter.restore()

    @staticmethod
    def _column(index: Index) -> Column[Any]:
        model = index.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - this delegate is private to DataTable
        columns: tuple[Column[Any], ...] = model.columns
        return columns[index.column()]
