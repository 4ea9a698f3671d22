"""Decides what the book at the right shows, and what is done with its lines."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.money import show
from app.core.words import _, mark
from app.domain.certified import CertifiedCopy
from app.domain.permissions import Permission, allowed
from app.services.certified_book import Book, book, cancel, print_book, reprint
from app.services.changes import Changes, Subject
from app.services.sheets import book_sheet
from app.ui.certified.printing import CertifiedPrinter
from app.ui.certified.view import CertifiedView
from app.ui.latest import Latest
from app.ui.list_export import ListExport
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

CANCEL_REASONS = (mark("Ghi nhầm số trang, số bản"), mark("Nhầm giấy tờ"), mark("Người yêu cầu không lấy"))
REPRINT_REASONS = (mark("Kẹt giấy, bản in hỏng"), mark("Bản in mờ"), mark("In nhầm giấy"))


class BookPresenter(QObject):
    """One for the page."""

    def __init__(self, room: Workroom, view: CertifiedView, printer: CertifiedPrinter) -> None:
        super().__init__(view)
        self._room, self._view, self._printer = room, view, printer
        today = room.desk.now().date()
        self._today, self._period = today, (today, today)
        self._select_newest = False
        self._shown: Book | None = None
        self.exports = ListExport(room, self)
        self._books: Latest[Book] = Latest(room.background.database, self)
        view.shown.connect(self._on_shown)
        view.book.period_entered.connect(self._on_period)
        view.book.reason.turned.connect(room.registry.refreshed)
        view.book.table.selected.connect(lambda _line: room.registry.refreshed.emit())
        room.changes.watch(self, frozenset({Subject.DOSSIERS}), lambda _changes: self.load())

    def show_newest(self) -> None:
        """Choose the newest line when the book is read next."""
        self._select_newest = True

    def load(self) -> None:
        """Read the lines of the period."""
        room, (first, last) = self._room, self._period
        if not self.may_see():
            self._view.book.show_empty(
                _("Bạn không xem sổ chứng thực."), _("Sổ có thông tin của người dân, quản trị không cần đến.")
            )
            return
        self._books.ask(lambda: book(room.desk, room.session(), first, last), self._on_book)

    def may_change(self) -> bool:
        """Return whether a line is chosen that the person may cancel or print again."""
        line = self._view.book.table.current
        return line is not None and not line.cancelled and self._may()

    def may_see(self) -> bool:
        """Return whether the person may read the book."""
        return allowed(self._room.session().account, Permission.SEE_DOSSIERS)

    def may_print(self) -> bool:
        """Return whether there is a book to print."""
        return self._may() and bool(self._view.book.rows())

    def go_to_book(self) -> None:
        """Put the keyboard among the lines."""
        self._view.book.table.setFocus()

    def go_to_period(self) -> None:
        """Put the keyboard into the days."""
        self._view.book.first.setFocus()
        self._view.book.first.selectAll()

    def ask_cancel(self) -> None:
        """Ask why the chosen line is cancelled, then cancel it."""

        def do(line: CertifiedCopy, reason: str) -> None:
            room = self._room
            room.background.database.submit(
                lambda: cancel(room.desk, room.session(), line.id, reason),
                lambda changes: self._on_cancelled(line, changes),
                owner=self,
            )

        question = _("Hủy số {serial} ({document})? Số không cấp lại; trả lại khách {fee}.")
        self._ask(question, _("Hủy số này"), CANCEL_REASONS, do)

    def ask_reprint(self) -> None:
        """Ask why the text of the chosen line is printed again, then print it."""

        def do(line: CertifiedCopy, reason: str) -> None:
            room = self._room
            what = _("lời chứng số {serial}").format(serial=line.serial)
            room.background.database.submit(
                lambda: reprint(room.desk, room.session(), line.id, reason),
                lambda print_id: self._send(((print_id, what),)),
                owner=self,
            )

        question = _("In lại lời chứng số {serial} ({document})? Bản đã in trước đó thì bản này có dấu “BẢN IN LẠI”.")
        self._ask(question, _("In lại"), REPRINT_REASONS, do)

    def print_book(self) -> None:
        """Print the book of the period."""
        room, (first, last) = self._room, self._period
        room.background.database.submit(
            lambda: print_book(room.desk, room.session(), first, last),
            lambda prints: self._send(tuple((print_id, _("sổ chứng thực")) for print_id in prints)),
            owner=self,
        )

    def may_export(self) -> bool:
        """Return whether there are lines that the person may take out."""
        return self._shown is not None and bool(self._shown.lines) and self.exports.may()

    def export(self) -> None:
        """Take the book of the period out to Excel."""
        desk, found = self._room.desk, self._shown
        if found is not None:
            self.exports.ask(
                "so-chung-thuc", lambda _lane, _report: book_sheet(desk, found.first, found.last, found.lines)
            )

    def _ask(self, question: str, yes: str, reasons: tuple[str, ...], do: Callable[[CertifiedCopy, str], None]) -> None:
        line = self._view.book.table.current
        if line is not None:
            words = question.format(serial=line.serial, document=line.document, fee=show(line.fee))
            usual = [_(reason) for reason in reasons]
            self._view.book.reason.ask(words, yes, usual, lambda reason: do(line, reason))

    def _send(self, prints: tuple[tuple[UUID, str], ...]) -> None:
        for _print_id, what in prints:
            self._room.tell(Notice(_("Đang in {what}…").format(what=what)))
        self._printer.send(prints)

    def _may(self) -> bool:
        return allowed(self._room.session().account, Permission.CERTIFY)

    def _on_shown(self) -> None:
        today = self._room.desk.now().date()
        if self._period == (self._today, self._today) and today != self._today:
            # The page stood open over midnight: today is another day.
            self._period = (today, today)
            self._view.book.show_period(today, today)
        self._today = today
        self.load()

    def _on_period(self) -> None:
        period = self._view.book.period
        if period is None:
            self._room.tell(Notice(_("Ngày chưa đúng."), _("Ghi như 20/11/2026."), Tone.ATTENTION))
            return
        self._period = period
        self._view.book.show_period(*period)
        self.load()
        self.go_to_book()

    def _on_book(self, found: Book) -> None:
        if (found.first, found.last) != self._period:
            return
        self._shown = found
        newest, self._select_newest = self._select_newest, False
        if found.lines:
            self._view.book.show_book(found, select_newest=newest)
        elif self._period == (self._today, self._today):
            self._view.book.show_empty(
                _("Hôm nay chưa chứng thực bản nào."), _("Quét thẻ người đầu tiên, hoặc bấm Alt+N rồi gõ.")
            )
        else:
            self._view.book.show_empty(_("Những ngày này chưa có dòng nào."), _("Bấm Alt+D, ghi ngày khác rồi Enter."))
        self._room.registry.refreshed.emit()

    def _on_cancelled(self, line: CertifiedCopy, changes: Changes) -> None:
        self._room.changes.publish(changes)
        said = _("Đã hủy số {serial}; trả lại khách {fee}.").format(serial=line.serial, fee=show(line.fee))
        self._room.tell(Notice(said, tone=Tone.ATTENTION))
