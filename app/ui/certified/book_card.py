"""The book at the right: the lines of a day or of a period, newest first, with what they sum to."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal

from app.core.clock import VIETNAM
from app.core.money import show
from app.core.words import _, mark
from app.domain.certified import CertifiedCopy
from app.services.certified_book import Book
from app.ui.actions import ActionRegistry
from app.ui.certified.reason_bar import ReasonBar
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.dates import DateField, TypedDate
from app.ui.widgets.dress import named, row
from app.ui.widgets.fields import KEEPS_ENTER
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.list_or_empty import ListOrEmpty
from app.ui.widgets.tables import Cell, Column, DataTable


class BookCard(Card):
    """The list.

    Attributes:
        table: the lines, newest first.
        first, last: the days of the period.
        reason: asked for before a line is cancelled or printed again.
    """

    period_entered = Signal()

    def __init__(self, registry: ActionRegistry, today: date) -> None:
        super().__init__(_("Sổ chứng thực"), "certified_book_card", flush=True)
        self.first, self.last = (self._day(today, name, spoken) for name, spoken in _DAYS)
        self.head.addWidget(KeyCap("Alt+D"))
        for widget in (self.first, Label("–", "caption"), self.last):
            self.head.addWidget(widget)
        self._sum = Label("", "strong")
        self._cancelled = Label("", "caption")
        self.table: DataTable[CertifiedCopy] = DataTable(
            "certified_book", _("Sổ chứng thực"), _COLUMNS, lambda line: line.id
        )
        self._empty = EmptyState("stamp", "", "", "certified_book_empty")
        self._list = ListOrEmpty(self.table, self._empty)
        self.reason = ReasonBar()
        self.body.setSpacing(0)
        sums = row(self._sum, spacing=NEAR, margins=(14, 8, 14, 8))
        sums.addStretch(1)
        sums.addWidget(self._cancelled)
        self.body.addLayout(sums)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self.reason)
        self._acts = [ActionButton(registry, f"certified.{name}", role="quiet") for name in _ACTS]
        for button in self._acts:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = self.add_foot(*self._acts)
        foot.setSpacing(CLOSE)
        foot.addStretch(1)

    def _day(self, today: date, name: str, spoken: str) -> DateField:
        field = DateField(today)
        named(field, f"certified_{name}_edit", _(spoken))
        field.setProperty(KEEPS_ENTER, True)
        field.setFixedWidth(px(92))
        field.set_value(TypedDate(today.year, today))
        field.returnPressed.connect(self.period_entered)
        return field

    @property
    def period(self) -> tuple[date, date] | None:
        """The days as typed, the earlier first; None where one is no day."""
        days = [one.day for one in (self.first.value, self.last.value) if one is not None and one.day is not None]
        return (min(days), max(days)) if len(days) == 2 else None

    @property
    def sum_text(self) -> str:
        """What the lines sum to, as shown."""
        return self._sum.text()

    def show_period(self, first: date, last: date) -> None:
        """Show which days the lines are of."""
        self.first.set_value(TypedDate(first.year, first))
        self.last.set_value(TypedDate(last.year, last))

    def show_book(self, book: Book, *, select_newest: bool) -> None:
        """Show the lines and their sum."""
        lines = book.lines[::-1]
        self.table.set_rows(lines, select_first=True)
        if select_newest and lines:
            self.table.select_key(lines[0].id)
        self._list.show_rows(any_rows=bool(lines))
        self._sum.setText(
            _("{lines} giấy tờ · {copies} bản · {total}").format(
                lines=len(book.counted), copies=book.copies, total=show(book.total)
            )
        )
        gone = len(book.lines) - len(book.counted)
        self._cancelled.setText(_("{count} số đã hủy").format(count=gone) if gone else "")

    def show_empty(self, text: str, hint: str) -> None:
        """Say why there are no lines."""
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._list.show_rows(any_rows=False)
        self._sum.setText("")
        self._cancelled.setText("")

    def rows(self) -> Sequence[CertifiedCopy]:
        """Return the lines that are shown, newest first."""
        return self.table.rows_model.rows


_DAYS = (("first_day", mark("Từ ngày")), ("last_day", mark("Đến ngày")))
_ACTS = ("cancel", "reprint", "print_book", "export")


def _plain(line: CertifiedCopy, text: str) -> Cell:
    return Cell(text, quiet=bool(line.cancelled))


def _document(line: CertifiedCopy) -> Cell:
    if line.cancelled:
        return Cell(_("Hủy: {reason}").format(reason=line.cancelled), tone=Tone.ATTENTION)
    return Cell(line.document)


def _amount(line: CertifiedCopy) -> Cell:
    return _plain(line, "–" if line.cancelled else f"{line.fee:,}".replace(",", "."))


_COLUMNS: tuple[Column[CertifiedCopy], ...] = (
    Column(mark("Số"), lambda line: Cell(str(line.serial), strong=True, quiet=bool(line.cancelled)), 42, right=True),
    Column(mark("Giờ"), lambda line: _plain(line, f"{line.at.astimezone(VIETNAM):%H:%M}"), 50),
    Column(mark("Người yêu cầu"), lambda line: _plain(line, line.person)),
    Column(mark("Giấy tờ"), _document),
    Column(mark("Tr × bản"), lambda line: _plain(line, f"{line.pages} × {line.copies}"), 66, right=True),
    Column(mark("Phí (đ)"), _amount, 62, right=True),
)
