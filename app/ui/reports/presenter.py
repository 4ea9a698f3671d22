"""Decides which part of F7 is open, of which days, and what each key means there."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _
from app.domain.periods import Period, PeriodKind, holding
from app.domain.permissions import Permission
from app.models.rows import Queue
from app.services.changes import Changes
from app.ui.background import Progress
from app.ui.list_export import ListExport
from app.ui.paper_printing import PaperPrinter
from app.ui.refusals import refusal
from app.ui.reports.day_desk import SUBJECTS, DayDesk
from app.ui.reports.figures_desk import FiguresDesk, Sheet
from app.ui.reports.register_desk import RegisterDesk
from app.ui.reports.view import Part, ReportsView
from app.ui.workroom import Workroom


class ReportsPresenter(QObject):
    """One for the page.

    Attributes:
        day, register, figures: who decides on each part.
        exports: lists on their way to Excel.
    """

    def __init__(
        self,
        room: Workroom,
        view: ReportsView,
        printer: PaperPrinter,
        show_queue: Callable[[Queue], None],
        show_dossier: Callable[[UUID], None],
    ) -> None:
        super().__init__(view)
        self._room, self._view = room, view
        self.day = DayDesk(room, view.day, printer, show_queue)
        self.register = RegisterDesk(room, view.register, view.preview, printer)
        self.figures = FiguresDesk(room, view.figures, view.behind, show_dossier)
        self.exports = ListExport(room, self)
        self._today = room.desk.now().date()
        self._period = holding(PeriodKind.DAY, self._today)
        self._stale = dict.fromkeys(Part, True)
        self._bar = view.register.progress
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.shown.connect(self._on_shown)
        view.turned.connect(self._room.registry.refreshed)
        view.period.chosen.connect(self.choose)
        self.register.looked_at.connect(view.show_preview)
        self.figures.looked_behind.connect(view.show_behind)
        self.exports.reading.began.connect(self._show_export)
        self.exports.reading.ended.connect(self._hide_export)
        self._room.changes.watch(view, SUBJECTS, self._on_changed)

    @property
    def period(self) -> Period:
        """The days of register and figures."""
        return self._period

    def may_see(self) -> bool:
        """Return whether the person may be here."""
        return not refusal(self._room.session(), Permission.SEE_REPORTS).text

    # Parts and days.

    def open(self, part: Part) -> None:
        """Open a part."""
        self._view.show_part(part)
        self._load(part)

    def choose(self, period: Period) -> None:
        """Show other days."""
        self._period = period
        self._view.period.show_period(period, self._room.desk.now().date())
        self._stale = dict.fromkeys(Part, True)
        if self.over_part():
            self._view.show_part(self._view.part)
        self._load(self._view.part)
        self._view.take_focus()

    def choose_kind(self, kind: PeriodKind) -> None:
        """Show today, this week or this month."""
        self.choose(holding(kind, self._room.desk.now().date()))

    def step(self, by: int) -> None:
        """Show the period before (−1) or after (1)."""
        self.choose(self._period.after if by > 0 else self._period.before)

    def has_days(self) -> bool:
        """Return whether what is open is of chosen days."""
        return self.may_see() and self._view.part is not Part.DAY

    # What the keys do.

    def print(self) -> None:
        """Print the register that is shown; on the first page the day's."""
        if self._view.part is Part.DAY:
            self._period = holding(PeriodKind.DAY, self._room.desk.now().date())
            self._view.period.show_period(self._period, self._room.desk.now().date())
            self._stale[Part.REGISTER] = True
            self.open(Part.REGISTER)
        else:
            self.register.print_register()

    def may_print(self) -> bool:
        """Return whether Ctrl+P means something."""
        if self._view.part is Part.DAY:
            return self.may_see()
        return self._view.part is Part.REGISTER and self.register.may_print()

    def on_register(self) -> bool:
        """Return whether a register with rows is open."""
        return self._view.part is Part.REGISTER and self.register.filled

    def export(self) -> None:
        """Take what is shown out to Excel."""
        found = self._sheet()
        if found is not None:
            self.exports.ask(*found)

    def may_export(self) -> bool:
        """Return whether there is something that the person may take out."""
        return self.exports.may() and self._sheet() is not None

    def back(self) -> None:
        """Leave what lies over a part; stop what is being read."""
        if self.over_part():
            self._view.show_part(self._view.part)
        else:
            self.register.reading.halt()
            self.figures.reading.halt()

    def may_go_back(self) -> bool:
        """Return whether Esc means something."""
        return self.over_part() or self.register.reading.running or self.figures.reading.running

    def stop(self) -> None:
        """Read nothing any more."""
        self.register.stop()
        self.figures.stop()

    def over_part(self) -> bool:
        """Return whether a list or a preview lies over the part."""
        return self._view.on_behind or self._view.on_preview

    def _show_export(self, progress: Progress) -> None:
        bars = {Part.REGISTER: self._view.register.progress, Part.FIGURES: self._view.figures.progress}
        self._bar = self._view.behind.progress if self._view.on_behind else bars[self._view.part]
        self._bar.follow(progress, _("Đang xuất…"))

    def _hide_export(self) -> None:
        self._bar.finish()

    def _sheet(self) -> Sheet | None:
        if self._view.on_behind:
            return self.figures.behind_sheet()
        if self._view.part is Part.REGISTER:
            return self.register.sheet()
        return self.figures.sheet() if self._view.part is Part.FIGURES else None

    # What comes from outside.

    def _load(self, part: Part) -> None:
        if not self._stale[part]:
            return
        self._stale[part] = False
        match part:
            case Part.DAY:
                self.day.load()
            case Part.REGISTER:
                self.register.load(self._period)
            case Part.FIGURES:
                self.figures.load(self._period)

    def _on_shown(self) -> None:
        reason = refusal(self._room.session(), Permission.SEE_REPORTS)
        self._view.show_closed(reason.text, reason.next_step)
        if not reason.text:
            # The clock goes on also while nothing is written: what is due and what hangs is of now.
            self._stale[Part.DAY] = True
            self._follow_midnight()
            self._load(self._view.part)
        self._room.registry.refreshed.emit()

    def _follow_midnight(self) -> None:
        today, before = self._room.desk.now().date(), self._today
        self._today = today
        if today != before:
            if self._period == holding(PeriodKind.DAY, before):
                # The page stood open over midnight: today is another day.
                self._period = holding(PeriodKind.DAY, today)
                self._stale = dict.fromkeys(Part, True)
            self._view.period.show_period(self._period, today)

    def _on_changed(self, _changes: Changes) -> None:
        self._stale = dict.fromkeys(Part, True)
        # A register or figures that are being read by somebody are not taken away from under the eyes.
        if self._view.isVisible() and self._view.part is Part.DAY:
            self._load(Part.DAY)
