"""Decides what the closing of a day shows and does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from app.core.words import _, _n
from app.domain.permissions import ROLE_NAMES, Permission, allowed
from app.models.rows import Queue
from app.services.changes import Changes, Subject
from app.services.day_end import ClosedDay, DayEnd, Left, OwedPaper, close_day, day_end, owed_papers, write_letters
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.paper_printing import PaperPrinter
from app.ui.reports.day_page import DayPage
from app.ui.reports.words import WAYS
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

SUBJECTS = frozenset({Subject.DOSSIERS, Subject.PRINTS, Subject.OUTBOX, Subject.HANDOVERS, Subject.DRAFTS})
"""What a day's end depends on."""


class DayDesk(QObject):
    """One for the page."""

    def __init__(
        self, room: Workroom, page: DayPage, printer: PaperPrinter, show_queue: Callable[[Queue], None]
    ) -> None:
        super().__init__(page)
        self._room, self._page, self._printer, self._show_queue = room, page, printer, show_queue
        self._latest: Latest[DayEnd] = Latest(room.background.database, self)
        self._closing = False
        page.opened.connect(self.open)

    def load(self) -> None:
        """Look how the day stands."""
        desk, session = self._room.desk, self._room.session()
        self._latest.ask(lambda: day_end(desk, session), self._show, self._refused)

    def may_close(self) -> bool:
        """Return whether the person may close the day, and it is not being closed."""
        account = self._room.session().account
        may = allowed(account, Permission.SEE_REPORTS) and allowed(account, Permission.PRINT_SLIP)
        return may and not self._closing

    def close(self) -> None:
        """Draft the letters, print them and the register, write it down."""
        desk, session = self._room.desk, self._room.session()
        self._closing = True
        self._room.background.database.submit(
            lambda: close_day(desk, session), self._on_closed, self._on_failed, owner=self
        )

    def open(self, kind: Left) -> None:
        """Go where a remainder is put right; papers are printed here."""
        way = WAYS[kind]
        if not any(line.count for line in self._page.lines() if line.kind is kind):
            return
        if kind is Left.PAPERS:
            self._print_owed()
        elif kind is Left.LETTERS:
            self._write_letters()
        elif way.queue is not None:
            self._show_queue(way.queue)
        else:
            self._room.open(way.workspace)
            if way.action:
                self._room.registry.trigger(way.action)

    def _show(self, found: DayEnd) -> None:
        self._page.show_day(found)
        account = self._room.session().account
        if not allowed(account, Permission.PRINT_SLIP):
            roles = ", ".join(_(ROLE_NAMES[role]) for role in sorted(account.roles))
            self._page.show_read_only(_("Chỉ xem: {roles} không chốt ngày.").format(roles=roles))
        self._room.registry.refreshed.emit()

    def _refused(self, notice: Notice) -> None:
        self._page.show_closed(notice.text, notice.next_step)

    def _write_letters(self) -> None:
        desk, session = self._room.desk, self._room.session()

        def written(done: ClosedDay) -> None:
            self._room.changes.publish(done.changes)
            self._send(done.papers)

        self._room.background.database.submit(
            lambda: write_letters(desk, session), written, self._room.tell, owner=self
        )

    def _print_owed(self) -> None:
        desk, session = self._room.desk, self._room.session()
        self._room.background.database.submit(lambda: owed_papers(desk, session), self._send, owner=self)

    def _send(self, papers: Sequence[OwedPaper]) -> None:
        for paper in papers:
            self._printer.print_paper(paper.print_id, " ".join(part for part in (_(paper.title), paper.number) if part))

    def _on_closed(self, done: ClosedDay) -> None:
        self._closing = False
        self._room.changes.publish(done.changes or Changes(frozenset({Subject.PRINTS})))
        self._send(done.papers)
        letters = len(done.letters)
        if letters:
            said = _n("Đã chốt ngày: soạn {count} phiếu xin lỗi để trình ký.", letters).format(count=letters)
        elif done.papers:
            said = _("Đã chốt ngày.")
        else:
            said = _("Đã chốt ngày; không có giấy nào phải in thêm.")
        self._room.tell(Notice(said, tone=Tone.DONE))
        self.load()

    def _on_failed(self, notice: Notice) -> None:
        self._closing = False
        self._room.tell(notice)
        self._room.registry.refreshed.emit()
