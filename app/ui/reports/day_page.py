"""Closing the day: what it did, what it left, what it took, and the one key that drafts, prints and writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _, _n, mark, mark_n
from app.services.day_end import DayEnd, Left
from app.ui.actions import ActionRegistry
from app.ui.reports.words import WAYS, count_text, money_name, money_value, total_of
from app.ui.theme.tokens import APART, CLOSE, NEAR, Tone
from app.ui.widgets.buttons import ActionButton, primary_button
from app.ui.widgets.cards import Card, EmptyState, Note
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column
from app.ui.widgets.facts import Facts
from app.ui.widgets.flow import SideBySide
from app.ui.widgets.hints import HintBar
from app.ui.widgets.labels import Label
from app.ui.widgets.number_tile import NumberTile
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable

_RIGHT = 316
_TILES = (
    ("guided", mark("lượt hướng dẫn")),
    ("received", mark("hồ sơ tiếp nhận")),
    ("transferred", mark("đã chuyển")),
    ("finished", mark("có kết quả")),
    ("returned", mark("đã trả")),
    ("without_result", mark("từ chối, rút, dừng")),
    ("certified", mark("bản chứng thực")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One remainder in the list."""

    kind: Left
    count: int


class DayPage(QWidget):
    """The page.

    Attributes:
        table: what is left, most first in the order in which it is put right.
    """

    opened = Signal(object)
    """The Left whose line was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: DayEnd | None = None
        self._tiles = {name: NumberTile(f"{name}_number", _(words)) for name, words in _TILES}
        self.table: DataTable[Line] = DataTable("left", _("Việc còn lại"), _COLUMNS, lambda line: line.kind)
        self.table.opened.connect(lambda line: self.opened.emit(line.kind))
        self._empty = EmptyState("lock", "", "", "left_empty")
        self._list = Pages(self.table, self._empty)
        self._money = Facts("money")
        self._total = Label("", "display")
        self._said = Note(_("Đang đếm…"), Tone.INFO, "close_note")
        self._will = Facts("close")
        self._closing = column(spacing=CLOSE)
        self._tile_row = QWidget()
        self._tile_row.setLayout(SideBySide(*self._tiles.values(), across=NEAR, down=NEAR))
        left = column(self._tile_row, self._left_card(), spacing=APART)
        left.setStretch(1, 1)
        right = column(self._close_card(), self._money_card(), spacing=APART)
        right.addStretch(1)
        columns = Columns()
        columns.add(left, 1, least=440)
        columns.add(right, width=_RIGHT)
        whole = column(columns, spacing=0)
        self.setLayout(whole)

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        self._closing.addWidget(primary_button(registry, "reports.close"))
        self._closing.addWidget(ActionButton(registry, "reports.print"))

    def take_focus(self) -> None:
        """Begin with what is left."""
        self.table.setFocus()

    def show_day(self, found: DayEnd) -> None:
        """Show a day."""
        self._shown = found
        for name, words in _TILES:
            self._tiles[name].show_value(getattr(found.did, name), _(words))
        lines = [Line(kind, found.left.get(kind, 0)) for kind in WAYS]
        # What is done sinks to the end: it is there to be seen that it was looked at.
        self.table.set_rows(sorted(lines, key=lambda line: not line.count), select_first=True)
        self._list.setCurrentIndex(0)
        self._money.show_facts([(money_name(one), money_value(one)) for one in found.money])
        self._total.setText(total_of(found.money))
        self._show_closing(found)

    def show_closed(self, text: str, hint: str) -> None:
        """Say why there is nothing to see."""
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._list.setCurrentIndex(1)

    def show_read_only(self, reason: str) -> None:
        """Say why the day is not closed by this person."""
        self._said.show_text(reason, Tone.INFO)

    @property
    def shown(self) -> DayEnd | None:
        """The day that is shown."""
        return self._shown

    def lines(self) -> Sequence[Line]:
        """Return what is shown."""
        return self.table.rows_model.rows

    @property
    def said(self) -> str:
        """What is said of the closing."""
        return self._said.text.text()

    @property
    def empty_text(self) -> str:
        """What is said instead of lines; empty while there are some."""
        return self._empty.accessibleName() if self._list.currentIndex() else ""

    def _show_closing(self, found: DayEnd) -> None:
        left, printed = found.undone, found.register
        if printed is not None and printed.current:
            at = f"{printed.at:%H:%M}"
            done = _("Đã chốt lúc {time}; sổ đã lập đúng với hồ sơ.").format(time=at)
            self._said.show_text(done, Tone.DONE)
        elif printed is not None:
            at = f"{printed.at:%H:%M}"
            self._said.show_text(_("Sổ lập lúc {time}; từ đó hồ sơ đã khác.").format(time=at), Tone.ATTENTION)
        elif left:
            self._said.show_text(
                _n("Còn {count} loại việc chưa xong; vẫn chốt được.", left).format(count=left), Tone.INFO
            )
        else:
            self._said.show_text(_("Mọi việc đã xong."), Tone.DONE)
        self._will.show_facts(
            [
                (_("Phiếu xin lỗi"), _counted(mark_n("soạn {count} phiếu"), found.letters) or _("đủ cả")),
                (_("Chờ ký"), _counted(mark_n("{count} phiếu"), found.waiting)),
                (_("Sổ của ngày"), _counted(mark_n("{count} hồ sơ"), found.did.received) or _("trống")),
            ]
        )

    def _left_card(self) -> Card:
        card = Card(_("Việc còn lại"), "left_card", flush=True)
        card.body.addWidget(self._list, 1)
        hints = ((("Up", "Down"), _("chọn")), ("Return", _("tới nơi làm tiếp")))
        card.add_foot(HintBar("left_keys", hints))
        return card

    def _close_card(self) -> Card:
        card = Card(_("Chốt ngày"), "close_card")
        for part in (self._said, self._will):
            card.body.addWidget(part)
        card.body.addLayout(self._closing)
        return card

    def _money_card(self) -> Card:
        card = Card(_("Tiền thu hôm nay"), "money_card")
        card.body.setSpacing(CLOSE)
        card.body.addWidget(self._total)
        card.body.addWidget(self._money)
        return card


def _counted(words: str, count: int) -> str:
    return _n(words, count).format(count=count_text(count)) if count else ""


def _name(line: Line) -> Cell:
    way = WAYS[line.kind]
    return Cell(_(way.name), way.tone if line.count else None, quiet=not line.count, strong=bool(line.count))


def _count(line: Line) -> Cell:
    if not line.count:
        return Cell("✓", Tone.DONE, spoken=_("không còn"))
    return Cell("•" if line.kind is Left.CASH else count_text(line.count), strong=True)


def _step(line: Line) -> Cell:
    return Cell(_(WAYS[line.kind].step) if line.count else "", quiet=True)


def _place(line: Line) -> Cell:
    return Cell(_(WAYS[line.kind].place) if line.count else "")


_COLUMNS: tuple[Column[Line], ...] = (
    Column(mark("Việc"), _name, 236),
    Column(mark("Còn"), _count, 64, right=True),
    Column(mark("Việc tiếp theo"), _step, drop=2),
    Column(mark("Làm ở đâu"), _place, 164, drop=1),
)
