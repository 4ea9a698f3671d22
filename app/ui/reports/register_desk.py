"""Decides what the register shows, and what is printed, saved and taken out of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.core.words import _
from app.domain.periods import Period
from app.domain.permissions import Permission, allowed
from app.services.changes import Changes, Subject
from app.services.paging import Report
from app.services.previews import pictures_of
from app.services.register import (
    Choices,
    Register,
    RegisterQuery,
    choices,
    draw,
    print_register,
    register,
    save_register,
)
from app.services.sheets import register_sheet
from app.services.sync_desk import Lane
from app.sheets.workbook import SheetData
from app.ui.dossiers.preview_page import PreviewPage
from app.ui.long_read import STOPPED, LongRead
from app.ui.notices import Notice
from app.ui.paper_printing import PaperPrinter
from app.ui.pictures import decoded
from app.ui.reports.register_page import RegisterPage
from app.ui.reports.words import count_text, period_words
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

PREVIEWED = 60
"""Rows of the preview: the first pages show how the whole will look."""


class RegisterDesk(QObject):
    """One for the page."""

    looked_at = Signal()
    """The preview has something to show."""

    def __init__(self, room: Workroom, page: RegisterPage, preview: PreviewPage, printer: PaperPrinter) -> None:
        super().__init__(page)
        self._room, self._page, self._preview, self._printer = room, page, preview, printer
        self._period: Period | None = None
        self._found: Register | None = None
        self._reading: LongRead[tuple[Choices, Register]] = LongRead(room, self)
        self._drawing: LongRead[tuple[QImage, ...]] = LongRead(room, self)
        self._saving: LongRead[Path] = LongRead(room, self)
        for read, words in ((self._reading, _("Đang đọc sổ…")), (self._saving, _("Đang dựng trang…"))):
            read.began.connect(lambda progress, words=words: page.progress.follow(progress, words))
            read.ended.connect(page.progress.finish)
        page.narrowed.connect(self._narrow)

    @property
    def found(self) -> Register | None:
        """The register that is shown; None while it is read."""
        return self._found

    def load(self, period: Period) -> None:
        """Read the register of these days."""
        self._period = period
        self._narrow()

    def may_print(self) -> bool:
        """Return whether there is something that the person may print."""
        return self.filled and allowed(self._room.session().account, Permission.PRINT_SLIP)

    @property
    def filled(self) -> bool:
        """Whether there are rows."""
        return self._found is not None and bool(self._found.rows)

    def print_register(self) -> None:
        """Issue and print what is shown."""
        found, room = self._found, self._room
        if found is None:
            return
        desk, session = room.desk, room.session()

        def issued(prints: tuple[object, ...]) -> None:
            room.changes.publish(Changes(frozenset({Subject.PRINTS})))
            for place, print_id in enumerate(prints, 1):
                part = _("phần {part}/{parts}").format(part=place, parts=len(prints)) if len(prints) > 1 else ""
                title = _("Sổ theo dõi hồ sơ {period}").format(period=period_words(found.query.period))
                self._printer.print_paper(print_id, f"{title} {part}".rstrip())  # type: ignore[arg-type] # ids of prints

        room.background.database.submit(lambda: print_register(desk, session, found), issued, room.tell, owner=self)

    def preview(self) -> None:
        """Show the first pages as they would be printed."""
        found, desk = self._found, self._room.desk
        if found is None:
            return
        rows = len(found.rows)
        title = _("Sổ theo dõi hồ sơ {period}").format(period=period_words(found.query.period))
        if rows > PREVIEWED:
            title += " · " + _("{shown} dòng đầu trong {rows}").format(shown=PREVIEWED, rows=count_text(rows))
        self._preview.wait_for(title)
        self.looked_at.emit()
        self._drawing.ask(
            lambda _report: tuple(decoded(page) for page in pictures_of(draw(desk, found, PREVIEWED))),
            self._preview.show_pages,
            lambda notice: self._preview.say(notice.text, notice.next_step),
        )

    def save(self) -> None:
        """Save what is shown as a PDF file where the person says."""
        found, room = self._found, self._room
        if found is None:
            return
        suggested = Path.home() / f"so-theo-doi-{found.query.period.first:%Y%m%d}-{found.query.period.last:%Y%m%d}.pdf"
        target = room.interaction.save_file(_("Lưu sổ theo dõi"), suggested, "PDF (*.pdf)")
        if target is None:
            return
        desk, session = room.desk, room.session()

        def saved(path: Path) -> None:
            room.tell(Notice(_("Đã lưu {path}.").format(path=path), tone=Tone.DONE))

        self._saving.ask(lambda _report: save_register(desk, session, found, target), saved, room.tell)

    @property
    def reading(self) -> LongRead[tuple[Choices, Register]]:
        """The reading of the rows."""
        return self._reading

    def stop(self) -> None:
        """Read and draw nothing any more."""
        for read in (self._reading, self._drawing):
            read.stop()

    def sheet(self) -> tuple[str, Callable[[Lane, Report], SheetData]] | None:
        """Return the list for Excel with its name; None where there is none."""
        found, desk = self._found, self._room.desk
        if found is None or not found.rows:
            return None
        return "so-theo-doi", lambda _lane, _report: register_sheet(desk, found)

    def _narrow(self) -> None:
        if self._period is None:
            return
        query = RegisterQuery(self._period, self._page.chosen_field, self._page.chosen_unit)
        desk, session, lane = self._room.desk, self._room.session(), self._room.background.database.run

        def read(report: Report) -> tuple[Choices, Register]:
            offered = lane(lambda: choices(desk, session, query.period))
            return offered, register(desk, session, query, lane, report)

        self._found = None
        self._room.registry.refreshed.emit()
        self._reading.ask(read, self._show, self._failed)

    def _show(self, answer: tuple[Choices, Register]) -> None:
        offered, found = answer
        self._page.offer_choices(offered, self._room.desk.office.name)
        narrowed = RegisterQuery(found.query.period, self._page.chosen_field, self._page.chosen_unit)
        if narrowed != found.query:
            # The days chosen now have nothing of the field or office chosen before: all of theirs are shown.
            self._narrow()
            return
        self._found = found
        self._page.show_register(found)
        self._room.registry.refreshed.emit()

    def _failed(self, notice: Notice) -> None:
        if notice.code == STOPPED:
            self._page.show_empty(_("Đã dừng đọc sổ"), _("Chọn lại ngày để đọc tiếp; khoảng ngắn đọc nhanh hơn."))
        else:
            self._page.show_empty(notice.text, notice.next_step)
        self._room.registry.refreshed.emit()
