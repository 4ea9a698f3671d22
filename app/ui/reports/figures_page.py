"""The figures of a period beside those of the period before; each says what it counts and opens the list behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _, _n, mark
from app.domain.indicators import DEFINITIONS, Indicator, Unit
from app.services.monitoring import Measured
from app.ui.actions import ActionRegistry
from app.ui.reports.words import change_cell, count_text, period_words, value_words
from app.ui.theme.tokens import CLOSE, INSET, NEAR, Tone
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.dress import column
from app.ui.widgets.hints import HintBar
from app.ui.widgets.labels import Label
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable


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
        self._words = Label("", "", wrap=True)
        self._basis = Label("", "caption", wrap=True)
        self._card = Card(_("Chỉ tiêu"), "figures_card", flush=True)
        self._lay_out()

    def _lay_out(self) -> None:
        card = self._card
        card.body.addLayout(column(self.progress, spacing=0, margins=(INSET, CLOSE, INSET, 0)))
        card.body.addWidget(self._list, 1)
        hints = ((("Up", "Down"), _("chọn")), ("Return", _("xem danh sách")))
        self._foot = card.add_foot()
        self._foot.addLayout(column(self._words, self._basis, spacing=2), 1)
        self._keys = HintBar("figure_keys", hints)
        self.setLayout(column(card, spacing=NEAR))

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        buttons = column(
            ActionButton(registry, "reports.list"), ActionButton(registry, "reports.export"), spacing=CLOSE
        )
        self._foot.addLayout(buttons)

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
        self.table.set_rows([_line(indicator, now, before) for indicator in DEFINITIONS], select_first=True)
        self._list.setCurrentIndex(0)
        self._explain(self.table.current)

    def show_empty(self, text: str, hint: str) -> None:
        """Say why there are no figures."""
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._list.setCurrentIndex(1)
        self._explain(None)

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
        self._words.setText(_(definition.words) if definition else "")
        basis = definition.basis if definition else ""
        self._basis.setText(_("Căn cứ: {basis}").format(basis=basis) if basis else "")


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
