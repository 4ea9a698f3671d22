"""The results that wait, the longest first; a search finds everything else as well."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.words import _, _n, mark
from app.services.returning import Waiting
from app.ui.returns.words import waits_cell
from app.ui.theme.tokens import INSET, NEAR, Tone
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.dress import named, row
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit
from app.ui.widgets.hints import HintBar
from app.ui.widgets.labels import KeyCap, Label, Pill
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable


class WaitingCard(Card):
    """The list.

    Attributes:
        search: what is looked for.
        table: the rows.
        marked: those that go together.
    """

    marks_changed = Signal()

    def __init__(self, office_code: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(_("Có kết quả, chờ trả"), "waiting_card", flush=True, parent=parent)
        self._office_code, self._now = office_code, now
        self.marked: dict[UUID, str] = {}
        self._count = Pill("", Tone.NEUTRAL)
        self.head.addWidget(self._count)
        self.search = LineEdit()
        named(self.search, "returns_search_edit", _("Tìm người, số hồ sơ, điện thoại…"))
        self.search.setPlaceholderText(_("Tìm người, số hồ sơ, điện thoại…"))
        self.search.setProperty(KEEPS_ENTER, True)
        self.body.addLayout(row(self.search, KeyCap("Alt+T"), spacing=NEAR, margins=(INSET, NEAR, INSET, 0)))
        self.table: DataTable[Waiting] = DataTable(
            "waiting", _("Kết quả chờ trả"), self._columns(), lambda found: found.row.id
        )
        self._empty = EmptyState("package-check", "", "", "waiting_empty")
        self._stack = Pages(self.table, self._empty)
        self.body.addWidget(self._stack, 1)
        self._marks = Label("", "strong")
        keys = (("Return", _("mở")), ("Space", _("chọn")), ("Alt+G", _("trả cùng lúc")))
        self.add_foot(HintBar("waiting_keys", keys), self._marks).setStretch(0, 1)

    def _columns(self) -> tuple[Column[Waiting], ...]:
        return (
            Column(mark("Số hồ sơ"), self._number, 112),
            Column(mark("Chủ hồ sơ"), lambda found: found.row.owner_name),
            Column(mark("Đã chờ"), lambda found: waits_cell(found, self._now()), 92),
        )

    def _number(self, found: Waiting) -> Cell:
        number = found.row.number.replace(f"{self._office_code}-", "…", 1)
        if found.row.id in self.marked:
            return Cell(f"✓ {number}", Tone.INFO, strong=True)
        return Cell(number)

    @property
    def empty_text(self) -> str:
        """What is said instead of rows; empty while there are rows."""
        return self._empty.accessibleName() if self._stack.currentIndex() else ""

    def show_rows(self, rows: Sequence[Waiting], *, searched: str) -> None:
        """Show what waits, or what was found."""
        self.table.set_rows(rows, select_first=True)
        self.title.setText(_("Tìm thấy") if searched else _("Có kết quả, chờ trả"))
        self._count.show_state(str(len(rows)) if rows else "", Tone.NEUTRAL)
        if rows:
            self._stack.setCurrentIndex(0)
        elif searched:
            self.say(
                _("Không tìm thấy “{typed}”").format(typed=searched),
                _("Thử một phần của tên, số định danh, điện thoại hoặc vài số cuối của số hồ sơ. Esc để bỏ tìm."),
            )
        else:
            self.say(
                _("Không có kết quả nào chờ trả"),
                _("Quét giấy hẹn bất cứ lúc nào, hồ sơ hiện ngay ở bên phải."),
            )

    def say(self, text: str, hint: str) -> None:
        """Say why there are no rows."""
        self.table.set_rows(())
        self._count.show_state("", Tone.NEUTRAL)
        self._empty.show_text(text, hint)
        if self.table.hasFocus():
            # Hidden, the list would hand the focus to whatever comes next.
            self.search.setFocus()
        self._stack.setCurrentIndex(1)

    def toggle_mark(self) -> None:
        """Mark the selected row, or unmark it; go to the next one."""
        found = self.table.current
        if found is None:
            return
        if self.marked.pop(found.row.id, None) is None:
            self.marked[found.row.id] = found.row.number
        place = self.table.currentIndex().row()
        if place + 1 < len(self.table.rows_model.rows):
            self.table.selectRow(place + 1)
        self.show_marks()

    def show_marks(self) -> None:
        """Show how many are marked."""
        count = len(self.marked)
        self._marks.setText(_n("đã chọn {count}", count).format(count=count) if count else "")
        self.table.viewport().update()
        self.marks_changed.emit()

    def clear_marks(self) -> None:
        """Unmark everything."""
        self.marked.clear()
        self.show_marks()

    def focus_list(self) -> None:
        """Put the focus into the list, or where it would be."""
        (self.table if self._stack.currentIndex() == 0 else self.search).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark with the space bar; begin a search with letters; go down from the search into the list."""
        if self.search.hasFocus():
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
                self.focus_list()
                return
        elif event.key() == Qt.Key.Key_Space:
            self.toggle_mark()
            return
        elif event.text().strip() and event.text().isprintable():
            self.search.setFocus()
            self.search.setText(event.text())
            self.search.textEdited.emit(event.text())
            return
        super().keyPressEvent(event)
