"""Decides what the figures show, and the list behind each."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.core.words import _
from app.domain.indicators import DEFINITIONS, Indicator
from app.domain.periods import Period
from app.models.rows import DossierRow
from app.services.monitoring import Measured, measure, rows_behind
from app.services.paging import Report
from app.services.sheets import days, dossiers_sheet, indicators_sheet
from app.services.sync_desk import Lane
from app.sheets.workbook import SheetData
from app.ui.long_read import STOPPED, LongRead
from app.ui.notices import Notice
from app.ui.reports.behind_page import BehindPage
from app.ui.reports.figures_page import FiguresPage
from app.ui.reports.words import period_words
from app.ui.workroom import Workroom

Sheet = tuple[str, Callable[[Lane, Report], SheetData]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two periods side by side."""

    now: Measured
    before: Measured


class FiguresDesk(QObject):
    """One for the page."""

    looked_behind = Signal()
    """The list behind a figure is on its way."""

    def __init__(
        self, room: Workroom, page: FiguresPage, behind: BehindPage, show_dossier: Callable[[UUID], None]
    ) -> None:
        super().__init__(page)
        self._room, self._page, self._behind = room, page, behind
        self._found: Compared | None = None
        self._shown: Indicator | None = None
        self._reading: LongRead[Compared] = LongRead(room, self)
        self._listing: LongRead[tuple[DossierRow, ...]] = LongRead(room, self)
        for read, progress in ((self._reading, page.progress), (self._listing, behind.progress)):
            read.began.connect(lambda told, bar=progress: bar.follow(told, _("Đang tính…")))
            read.ended.connect(progress.finish)
        page.opened.connect(self.open)
        behind.opened.connect(lambda row: show_dossier(row.id))

    @property
    def found(self) -> Compared | None:
        """The figures that are shown; None while they are counted."""
        return self._found

    @property
    def reading(self) -> LongRead[Compared]:
        """The counting."""
        return self._reading

    def stop(self) -> None:
        """Count and list nothing any more."""
        for read in (self._reading, self._listing):
            read.stop()

    def load(self, period: Period) -> None:
        """Count the figures of these days and of those before."""
        desk, session, lane = self._room.desk, self._room.session(), self._room.background.database.run

        def count(report: Report) -> Compared:
            now = measure(desk, session, period, lane, report)
            return Compared(now, measure(desk, session, period.before, lane, report))

        self._found = None
        self._room.registry.refreshed.emit()
        self._reading.ask(count, self._show, self._failed)

    def open_chosen(self) -> None:
        """Show the list behind the chosen figure."""
        line = self._page.table.current
        if line is not None:
            self.open(line.indicator)

    def open(self, indicator: Indicator) -> None:
        """Show the list behind a figure."""
        if self._found is None:
            return
        said = dict(self._found.now.behind(indicator))
        self._shown = indicator
        now = self._found.now
        self._behind.wait_for(indicator, period_words(now.period), now.figures[indicator], len(said))
        self.looked_behind.emit()
        if not said:
            return
        desk, session, lane = self._room.desk, self._room.session(), self._room.background.database.run
        self._listing.ask(
            lambda report: rows_behind(desk, session, tuple(said), lane, report),
            lambda rows: self._behind.show_rows(rows, said),
            lambda notice: self._behind.show_empty(notice.text, notice.next_step),
        )

    def sheet(self) -> Sheet | None:
        """Return the figures for Excel; None while there are none."""
        found, desk = self._found, self._room.desk
        if found is None or not found.now.facts:
            return None
        return "chi-tieu", lambda _lane, _report: indicators_sheet(desk, found.now, found.before)

    def behind_sheet(self) -> Sheet | None:
        """Return the list behind a figure for Excel; None where there is none."""
        rows, found, shown, desk = tuple(self._behind.rows()), self._found, self._shown, self._room.desk
        if not rows or found is None or shown is None:
            return None
        title = f"{DEFINITIONS[shown].name} – {days(found.now.period)}"
        return "ho-so-chi-tieu", lambda _lane, _report: dossiers_sheet(desk, title, rows)

    def _show(self, found: Compared) -> None:
        self._found = found
        self._page.show_figures(found.now, found.before)
        self._room.registry.refreshed.emit()

    def _failed(self, notice: Notice) -> None:
        if notice.code == STOPPED:
            self._page.show_empty(_("Đã dừng tính"), _("Chọn lại ngày để tính; khoảng ngắn tính nhanh hơn."))
        else:
            self._page.show_empty(notice.text, notice.next_step)
        self._room.registry.refreshed.emit()
