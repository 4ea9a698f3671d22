"""The figures of a period beside those of the period before; each says what it counts and opens the list behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _, _n, mark
from app.domain.indicators import DEFINITIONS, Indicator, Unit, by_day
from app.services.monitoring import Measured
from app.ui.actions import ActionRegistry
from app.ui.reports.words import change_cell, count_text, period_words, value_words
from app.ui.theme.tokens import APART, CLOSE, INSET, Tone
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.columns import Columns
from app.ui.widgets.day_bars import Bar, DayBars
from app.ui.widgets.dress import column
from app.ui.widgets.hints import HintBar
from app.ui.widgets.labels import Label
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable

_RIGHT, _MOST_DAYS = 316, 31


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure in the table: its values now and before, and of how many dossiers it was made."""

    indicator: Indicator
    now: float | None
    before: float | None
    total: int
    among: int


class FiguresPage(QWidget):
    """The page.

    Attributes:
        table: the figures.
        bars: how much was received each day.
        progress: while they are counted.
    """

    opened = Signal(object)
    """The Indicator whose list is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress = InlineProgress("figures")
        self.table: DataTable[FigureLine] = DataTable(
            "figures", _("Chỉ tiêu"), _COLUMNS, lambda line: line.indicator, least_rows=6
        )
        self.table.selected.connect(self._explain)
        self.table.opened.connect(lambda line: self.opened.emit(line.indicator))
        self._empty = EmptyState("chart-column", "", "", "figures_empty")
        self._list = Pages(self.table, self._empty)
        self._name = Label("", "strong", wrap=True)
        self._words = Label("", "", wrap=True)
        self._basis = Label("", "caption", wrap=True)
        self.bars = DayBars("received")
        self._bars_said = Label("", "caption", wrap=True)
        self._buttons = column(spacing=CLOSE)
        self._card = Card(_("Chỉ tiêu"), "figures_card", flush=True)
        self._right = [self._words_card(), self._days_card()]
        self._lay_out()

    def _lay_out(self) -> None:
        card = self._card
        card.body.addLayout(column(self.progress, spacing=0, margins=(INSET, 0, INSET, 0)))
        card.body.addWidget(self._list, 1)
        card.add_foot(HintBar("figure_keys", ((("Up", "Down"), _("chọn")), ("Return", _("xem danh sách")))))
        right = column(*self._right, spacing=APART)
        right.addStretch(1)
        columns = Columns()
        columns.add(column(card, spacing=0), 1, least=440)
        columns.add(right, width=_RIGHT)
        self.setLayout(column(columns, spacing=0))

    def _words_card(self) -> Card:
        card = Card(_("Cách tính"), "words_card")
        for label in (self._name, self._words, self._basis):
            card.body.addWidget(label)
        card.body.addLayout(self._buttons)
        return card

    def _days_card(self) -> Card:
        card = Card(_("Tiếp nhận từng ngày"), "days_card")
        card.body.addWidget(self.bars)
        card.body.addWidget(self._bars_said)
        return card

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        for name in ("list", "export"):
            self._buttons.addWidget(ActionButton(registry, f"reports.{name}"))

    def take_focus(self) -> None:
        """Begin among the figures."""
        self.table.setFocus()

    def show_figures(self, now: Measured, before: Measured) -> None:
        """Show both periods; nothing was received: say so."""
        count = len(now.facts)
        words = _n("{count} hồ sơ", count).format(count=count_text(count))
        compared = _("so với {period}").format(period=period_words(before.period))
        self._card.title.setText(f"{_('Chỉ tiêu')} · {period_words(now.period)} · {words} · {compared}")
        if not count and not before.facts:
            self.show_empty(_("Chưa có hồ sơ nào để tính"), _("Chọn tháng này bằng Alt+M, hoặc ngày khác bằng Alt+D."))
            return
        self._show_days(now)
        self.table.set_rows([_line(indicator, now, before) for indicator in DEFINITIONS], select_first=True)
        self._list.setCurrentIndex(0)
        self._explain(self.table.current)

    def show_empty(self, text: str, hint: str) -> None:
        """Say why there are no figures."""
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._list.setCurrentIndex(1)
        self._explain(None)
        self.bars.show_bars((), "")
        self._bars_said.setText("")

    @property
    def empty_text(self) -> str:
        """What is said instead of figures; empty while there are some."""
        return self._empty.accessibleName() if self._list.currentIndex() else ""

    @property
    def explanation(self) -> str:
        """How the chosen figure is counted."""
        return self._words.text()

    def rows(self) -> Sequence[FigureLine]:
        """Return what is shown."""
        return self.table.rows_model.rows

    def _explain(self, line: FigureLine | None) -> None:
        definition = DEFINITIONS[line.indicator] if line is not None else None
        self._name.setText(_(definition.name) if definition else "")
        self._words.setText(_(definition.words) if definition else "")
        basis = definition.basis if definition else ""
        self._basis.setText(_("Căn cứ: {basis}").format(basis=basis) if basis else "")

    def _show_days(self, now: Measured) -> None:
        days = by_day(now.facts)
        bars = _bars(days, now)
        most = max(bars, key=lambda bar: bar.count, default=Bar("", 0))
        late = sum(bar.late for bar in bars)
        text = _("Nhiều nhất {count} hồ sơ ({day}).").format(count=count_text(most.count), day=most.name)
        if late:
            text += " " + _n("Phần đỏ: {count} hồ sơ quá hạn.", late).format(count=count_text(late))
        self.bars.show_bars(bars, text)
        self._bars_said.setText(text)


def _bars(days: dict[date, tuple[int, int]], now: Measured) -> list[Bar]:
    """Return a bar a day; of a long period a bar a month."""
    period = now.period
    length = (period.last - period.first).days + 1
    if length > _MOST_DAYS:
        months: dict[str, tuple[int, int]] = {}
        for day, (count, late) in sorted(days.items()):
            before = months.get(f"{day:%m/%Y}", (0, 0))
            months[f"{day:%m/%Y}"] = (before[0] + count, before[1] + late)
        return [Bar(name, *counts) for name, counts in months.items()]
    all_days = [period.first + timedelta(days=apart) for apart in range(length)]
    return [Bar(f"{day:%d/%m}", *days.get(day, (0, 0))) for day in all_days]


def _line(indicator: Indicator, now: Measured, before: Measured) -> FigureLine:
    definition, figure = DEFINITIONS[indicator], now.figures[indicator]
    earlier = None if definition.as_of_now else before.figures[indicator].value(definition.unit)
    return FigureLine(indicator, figure.value(definition.unit), earlier, figure.total, figure.among)


def _name(line: FigureLine) -> Cell:
    return Cell(_(DEFINITIONS[line.indicator].name), strong=True)


def _value(line: FigureLine) -> Cell:
    alarming = line.indicator in {Indicator.OVERDUE, Indicator.LATE_OPEN, Indicator.HANGING} and bool(line.total)
    return Cell(value_words(line.indicator, line.now), Tone.LATE if alarming else None, strong=True)


def _made_of(line: FigureLine) -> Cell:
    if DEFINITIONS[line.indicator].unit is not Unit.SHARE:
        return Cell("")
    text = f"{count_text(line.total)} / {count_text(line.among)}"
    return Cell(text, quiet=True, spoken=_("{total} trong {among} hồ sơ").format(total=line.total, among=line.among))


def _before(line: FigureLine) -> Cell:
    text = "" if DEFINITIONS[line.indicator].as_of_now else value_words(line.indicator, line.before)
    return Cell(text, quiet=True)


_COLUMNS: tuple[Column[FigureLine], ...] = (
    Column(mark("Chỉ tiêu"), _name, least=210),
    Column(mark("Kỳ này"), _value, 108, right=True),
    Column(mark("Hồ sơ"), _made_of, 116, right=True, drop=2),
    Column(mark("Kỳ trước"), _before, 108, right=True, drop=1),
    Column(mark("Thay đổi"), lambda line: change_cell(line.indicator, line.now, line.before), 128, right=True),
)
