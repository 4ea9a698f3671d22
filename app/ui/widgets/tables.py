"""Tables of frozen rows: columns are data, cells are values, everything else is drawing."""

from collections.abc import Callable, Collection, Hashable, Sequence
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
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
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
from app.ui.theme.tokens import HEAD, SMALL, Tone
from app.ui.widgets.dress import named
from app.ui.widgets.painting import draw_ground, draw_lines, draw_pill, draw_text, lines_of

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_CELL = Qt.ItemDataRole.UserRole
_SPOKEN = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_NOWHERE = QModelIndex()
_LEAST = 110
"""Pixels at 100 % an open-ended column asks for; other columns leave before it gets less."""
_NARROWEST = 60
_FIRST, _LEFT, _RIGHT = 12, 8, 6
_TITLE_SIDES = 16
_ROW = 31
_MOST_MEASURED = 200
"""Rows in a table whose columns wrap; longer lists keep one line a row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows.

    Attributes:
        text: shortened when the column is narrow, with the whole as tool tip.
        tone: None for plain text.
        pill: draw the tone as a pill instead of coloured text.
        strong: semi-bold.
        quiet: in the muted colour.
        hits: (start, length) of the letters a search matched.
        spoken: what is heard and shown as tool tip where the text is only signs; empty: the text.
    """

    text: str
    tone: Tone | None = None
    pill: bool = False
    strong: bool = False
    quiet: bool = False
    hits: tuple[tuple[int, int], ...] = ()
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        title: marked Vietnamese, translated where it is shown.
        cell: what a row shows here; plain text is enough for most.
        width: pixels at 100 %; 0 takes the room that is left.
        right: align to the right (amounts and counts).
        drop: where there is no room for all columns the one with the highest number leaves first; 0 never leaves.
        lines: how many lines a long text may take; for short tables only.
        least: pixels at 100 % an open-ended column asks for before others leave; 0: the usual.
    """

    title: str
    cell: Callable[[Row], Cell | str]
    width: int = 0
    right: bool = False
    drop: int = 0
    lines: int = 1
    least: int = 0

    @property
    def asked(self) -> int:
        """Pixels at 100 % it asks for."""
        return self.width or self.least or _LEAST


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
        if role not in {_CELL, Qt.ItemDataRole.DisplayRole, *_SPOKEN}:
            return None
        cell = self.cell(index.row(), index.column())
        if role == _CELL:
            return cell
        return cell.spoken or cell.text if role in _SPOKEN else cell.text

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a place."""
        cell = self.columns[column].cell(self.rows[row])
        return Cell(cell) if isinstance(cell, str) else cell

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
        least_rows: int = 3,
    ) -> None:
        """Make the table.

        Args:
            name: purpose, ``"dossiers"``.
            spoken: translated accessible name.
            columns: what is shown.
            key: identity of a row over refreshes.
            parent: the Qt parent.
            least_rows: rows to have room for where a large type size makes the page scroll.
        """
        super().__init__(parent)
        self._least_rows = least_rows
        self._left_out: frozenset[int] = frozenset()
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
        self._fit_rows()
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
        """Return what the columns need that never leave, and the least rows."""
        needed = sum(self._asked(at) for at, column in enumerate(self.rows_model.columns) if not column.drop)
        return QSize(
            needed + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth(),
            px(HEAD) + self._least_rows * px(_ROW) + 2 * self.frameWidth(),
        )

    def sizeHint(self) -> QSize:
        """Return the least: a table takes what others leave, and a page scrolls only for what others need."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the open-ended columns the room that is left."""
        super().resizeEvent(event)
        self._share_room()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        header = self.horizontalHeader()
        header.setFixedHeight(px(HEAD))
        header.setMinimumSectionSize(px(24))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._share_room()

    def _share_room(self) -> None:
        # Qt's own stretching would squeeze a column to nothing where a large type size leaves no room.
        header, room = self.horizontalHeader(), self.viewport().width()
        columns = self.rows_model.columns
        shown = [place for place in range(len(columns)) if place not in self._left_out]
        asked = [(self._asked(place), not columns[place].width, columns[place].drop) for place in shown]
        widths = dict(zip(shown, shared_widths(asked, room), strict=True))
        for place in range(len(columns)):
            width = widths.get(place)
            self.setColumnHidden(place, width is None)
            if width is not None:
                header.resizeSection(place, width)
        self._fit_rows()

    def leave_out(self, places: Collection[int]) -> None:
        """Show all columns but those at these places: a list may be about one thing today and another tomorrow."""
        if self._left_out != frozenset(places):
            self._left_out = frozenset(places)
            self._share_room()

    def _asked(self, place: int) -> int:
        """Return the pixels a column asks for: never less than its title, which is longer in another language."""
        column = self.rows_model.columns[place]
        font = QFont(self.font())
        font.setPixelSize(px(SMALL))
        font.setWeight(QFont.Weight.DemiBold)
        sides = px(_TITLE_SIDES) + (px(_FIRST - _LEFT) if place == 0 else 0)
        return max(px(column.asked), QFontMetrics(font).horizontalAdvance(_(column.title)) + sides)

    def _fit_rows(self) -> None:
        """Make rows as high as the lines their texts take."""
        columns, rows = self.rows_model.columns, self.rows_model.rows
        wrapping = [at for at, column in enumerate(columns) if column.lines > 1 and not self.isColumnHidden(at)]
        if not wrapping or len(rows) > _MOST_MEASURED:
            return
        line = self.fontMetrics().lineSpacing()
        for number in range(len(rows)):
            most = 1
            for place in wrapping:
                room = self.columnWidth(place) - px(_FIRST if place == 0 else _LEFT) - px(_RIGHT)
                text = self.rows_model.cell(number, place).text
                most = max(most, len(lines_of(text, self.font(), room, columns[place].lines)))
            self.setRowHeight(number, px(_ROW) + (most - 1) * line)

    def _tell_selected(self, _new: QModelIndex, _old: QModelIndex) -> None:
        current = self.current
        key = None if current is None else self.rows_model.key(current)
        if key != self._told:
            self._told = key
            self.selected.emit(current)


def shared_widths(columns: Sequence[tuple[int, bool, int]], room: int) -> list[int | None]:
    """Return how wide each column is, None for one that leaves.

    Args:
        columns: (pixels it asks for; whether it takes what is left; drop, as in Column).
        room: pixels there are.
    """
    shown = list(range(len(columns)))
    while len(shown) > 1 and sum(columns[place][0] for place in shown) > room:
        leaving = max(shown, key=lambda place: columns[place][2])
        if not columns[leaving][2]:
            break
        shown.remove(leaving)
    widths = {place: columns[place][0] for place in shown}
    widest = max(shown, key=lambda place: widths[place])
    left = room - sum(widths.values())
    growing = [place for place in shown if columns[place][1]] or [widest]
    if left >= 0:
        for nth, place in enumerate(growing):
            widths[place] += left // len(growing) + (1 if nth < left % len(growing) else 0)
    else:
        # Nothing else can leave: the widest shortens its text rather than let the table be pushed sideways.
        widths[widest] = max(min(widths[widest], _NARROWEST), widths[widest] + left)
    return [widths.get(place) for place in range(len(columns))]


class _CellDelegate(QStyledItemDelegate):
    """Draws a Cell."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's shape
        return QSize(10, px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(_CELL)
        column = self._column(index)
        painter.save()
        draw_ground(painter, option, first=index.column() == 0)
        # The first column begins under the title of its card.
        box: QRect = option.rect.adjusted(px(_FIRST if index.column() == 0 else _LEFT), 0, -px(_RIGHT), 0)
        font = QFont(option.font)
        if cell.strong:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        if cell.tone and cell.pill:
            draw_pill(painter, box, cell.text, cell.tone, option.font)
        else:
            c = colours()
            plain = c.muted if cell.quiet else c.text
            ink = c.tone(cell.tone)[0] if cell.tone else plain
            if column.lines > 1:
                draw_lines(painter, box, lines_of(cell.text, font, box.width(), column.lines), ink)
            else:
                draw_text(painter, box, cell.text, ink, right=column.right, hits=cell.hits)
        painter.restore()

    @staticmethod
    def _column(index: Index) -> Column[Any]:
        model = index.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - this delegate is private to DataTable
        columns: tuple[Column[Any], ...] = model.columns
        return columns[index.column()]
