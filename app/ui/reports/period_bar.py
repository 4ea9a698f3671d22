"""The days a page is about: one key each for today, this week and this month, two fields for any others."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _, mark
from app.domain.periods import Period, PeriodKind, between, holding
from app.ui.actions import ActionRegistry
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.dates import DateField, TypedDate
from app.ui.widgets.dress import column, named, row, set_role
from app.ui.widgets.fields import KEEPS_ENTER, Message
from app.ui.widgets.flow import Flow
from app.ui.widgets.labels import KeyCap, Label

_DAYS = (("first", mark("Từ ngày")), ("last", mark("Đến ngày")))
_KINDS = (PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH)
_FIELD = 96


class PeriodBar(QWidget):
    """One for the register and the figures.

    Attributes:
        first, last: the fields.
    """

    chosen = Signal(object)
    """The Period that was typed."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "period_bar")
        self._today = today
        self.first, self.last = (self._field(f"period_{key}", today, spoken) for key, spoken in _DAYS)
        self._period = holding(PeriodKind.DAY, today)
        self._buttons: dict[PeriodKind, ActionButton] = {}
        days = QWidget()
        days.setLayout(row(KeyCap("Alt+D"), self.first, Label("–", "caption"), self.last, spacing=CLOSE))
        self._flow = Flow(days, across=NEAR, down=CLOSE)
        self._message = Message()
        line = QWidget()
        line.setLayout(self._flow)
        self.setLayout(column(line, self._message, spacing=CLOSE))
        self.show_period(self._period)

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        for kind in _KINDS:
            button = ActionButton(registry, f"reports.{kind.value}")
            self._buttons[kind] = button
            self._flow.addWidget(button)
        self.show_period(self._period)

    def show_period(self, period: Period, today: date | None = None) -> None:
        """Show which days; today: where it has become another since."""
        self._today = today or self._today
        self._message.say("", Tone.LATE)
        self._period = period
        self.first.set_value(TypedDate(period.first.year, period.first))
        self.last.set_value(TypedDate(period.last.year, period.last))
        for kind, button in self._buttons.items():
            set_role(button, "primary" if period == holding(kind, self._today) else "")

    @property
    def said(self) -> str:
        """What is wrong with the days; empty where nothing is."""
        return self._message.text

    def take_focus(self) -> None:
        """Put the keyboard into the first day."""
        self.first.setFocus()
        self.first.selectAll()

    def _field(self, name: str, today: date, spoken: str) -> DateField:
        field = DateField(today)
        named(field, f"{name}_edit", _(spoken))
        field.setProperty(KEEPS_ENTER, True)
        field.setFixedWidth(px(_FIELD))
        field.returnPressed.connect(self._on_enter)
        return field

    def _on_enter(self) -> None:
        days = [one.day for one in (self.first.value, self.last.value) if one is not None and one.day is not None]
        if len(days) < 2:
            self._message.say(_("Ngày chưa đúng; ghi như 20/11/2026."), Tone.LATE)
            return
        if self.first.hasFocus() and days[0] > days[1]:
            # The first day moved beyond the last: one day is meant until another is typed.
            days[1] = days[0]
        typed = between(*days)
        for kind in _KINDS:
            if (same := holding(kind, typed.first)).last == typed.last and same.first == typed.first:
                typed = same
                break
        self.chosen.emit(typed)
