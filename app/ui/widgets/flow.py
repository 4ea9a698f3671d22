"""Layouts that make lines where a large type size leaves no room for one: words do the same."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class _Lines(QLayout):
    """Items in lines; what a line holds is decided by whoever inherits."""

    def __init__(self, *, across: int, down: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._across, self._down = across, down
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Give an item away, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return that fewer pixels across mean more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of all lines in width."""
        return self._place(self._in_margins(QRect(0, 0, width, 0)), move=False) + self._down_margins()

    def sizeHint(self) -> QSize:
        """Return room for one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._across * max(0, len(hints) - 1)
        return self._with_margins(QSize(width, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the widest item: the others can stand above and below it."""
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Lay the items out in rect."""
        super().setGeometry(rect)
        self._place(self._in_margins(rect), move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _in_margins(self, rect: QRect) -> QRect:
        around = self.contentsMargins()
        return rect.adjusted(around.left(), around.top(), -around.right(), 0)

    def _down_margins(self) -> int:
        return self.contentsMargins().top() + self.contentsMargins().bottom()

    def _with_margins(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return the height of the lines in the width of rect; move the items there if asked to."""
        raise NotImplementedError


class Flow(_Lines):
    """Items of their own width: what does not fit beside its neighbours begins the next line."""

    def __init__(self, *widgets: QWidget, across: int, down: int) -> None:
        """Make the layout.

        Args:
            widgets: in reading order.
            across: pixels between neighbours in a line.
            down: pixels between lines.
        """
        super().__init__(across=across, down=down)
        for widget in widgets:
            self.addWidget(widget)

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Return none: empty room belongs to others."""
        return Qt.Orientation(0)

    def _place(self, rect: QRect, *, move: bool) -> int:
        line: list[tuple[QLayoutItem, QRect]] = []
        left, top = rect.x(), rect.y()

        def close_line() -> int:
            height = max((box.height() for _item, box in line), default=0)
            for item, box in line:
                # Neighbours of different heights stand on one middle line.
                if move:
                    item.setGeometry(box.translated(0, (height - box.height()) // 2))
            line.clear()
            return height

        for item in self._shown():
            hint = item.sizeHint()
            if line and left + hint.width() > rect.x() + rect.width():
                top += close_line() + self._down
                left = rect.x()
            wide = min(hint.width(), rect.width()) if rect.width() else hint.width()
            line.append((item, QRect(QPoint(left, top), QSize(wide, hint.height()))))
            left += wide + self._across
        return top + close_line() - rect.y()


class SideBySide(_Lines):
    """Fields beside each other, their tops in one line; where they would be too narrow some move to the next line.

    A field with a message under it is higher than its neighbours; those stay where they were.
    """

    def __init__(self, *fields: QWidget | tuple[QWidget, int], across: int, down: int) -> None:
        """Make the layout.

        Args:
            fields: widgets; beside one its share of the room that is left: 1 unless it says otherwise, 0 for none.
            across: pixels between neighbours in a line.
            down: pixels between lines.
        """
        super().__init__(across=across, down=down)
        self._shares: dict[QWidget | None, int] = {}
        for field in fields:
            widget, share = field if isinstance(field, tuple) else (field, 1)
            self._shares[widget] = share
            self.addWidget(widget)

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Return across: fields take the width there is."""
        return Qt.Orientation.Horizontal

    def _share(self, item: QLayoutItem) -> int:
        return self._shares.get(item.widget(), 1)

    def _least(self, item: QLayoutItem) -> int:
        return (item.minimumSize() if self._share(item) else item.sizeHint()).width()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken = width + 1
        for item in self._shown():
            least = self._least(item)
            if taken + self._across + least > width:
                lines.append([])
                taken = -self._across
            lines[-1].append(item)
            taken += self._across + least
        return lines

    def _place(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            top += self._down if number else 0
            left, height = rect.x(), 0
            for item, wide in zip(line, self._widths(line, rect.width()), strict=True):
                high = item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()
                if move:
                    item.setGeometry(QRect(left, top, wide, high))
                left += wide + self._across
                height = max(height, high)
            top += height
        return top - rect.y()

    def _widths(self, line: list[QLayoutItem], width: int) -> list[int]:
        """Share width: nobody gets less than the least, the others get their part of the rest."""
        room = width - self._across * (len(line) - 1)
        shared = [self._share(item) for item in line]
        # Alone in its line and wider than it, a field that wraps gets what there is.
        most = max(room, line[0].minimumSize().width()) if len(line) == 1 else None
        widths = [self._least(item) if most is None else min(self._least(item), most) for item in line]
        open_ended = [place for place, share in enumerate(shared) if share]
        while open_ended:
            rest = room - sum(wide for place, wide in enumerate(widths) if place not in open_ended)
            shares = sum(shared[place] for place in open_ended)
            parts = {place: max(0, rest) * shared[place] // shares for place in open_ended}
            small = [place for place in open_ended if parts[place] < widths[place]]
            if not small:
                for place, part in parts.items():
                    widths[place] = part
                # What dividing leaves over goes to the last, so that all lines end at one edge.
                widths[open_ended[-1]] += max(0, rest) - sum(parts.values())
                return widths
            open_ended = [place for place in open_ended if place not in small]
        return widths
