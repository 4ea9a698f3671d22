"""Decides what F3 shows: the list for a queue and a search, the chosen dossier, its papers and its slip."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from app.core.words import _, _n
from app.domain.dossiers import DossierPaper
from app.domain.issued_forms import IssuedForm
from app.domain.permissions import ROLE_NAMES, Permission, allowed
from app.models.rows import DossierRow, Queue
from app.services import dossiers
from app.services.changes import Changes
from app.services.dossiers import DossierView, Standings
from app.services.previews import paper_pictures, pictures_of
from app.services.reprints import slip_is_owed
from app.services.slips import slip_pdf
from app.ui.dossiers.act_desk import ActDesk
from app.ui.dossiers.bulk_desk import BulkDesk
from app.ui.dossiers.forms_desk import FormsDesk
from app.ui.dossiers.queue_list import QueueLine
from app.ui.dossiers.queue_watch import SUBJECTS, QueueWatch
from app.ui.dossiers.results_desk import ResultsDesk
from app.ui.dossiers.slip_printing import SlipPrinter
from app.ui.dossiers.view import DossiersView
from app.ui.dossiers.words import EMPTY, age_words, count_of, count_words, state_words
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.pictures import decoded
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

PAGE = 400
"""Rows fetched at once; the next ones come while the person scrolls."""
MOST_FOUND = 200
"""Hits of a search: whoever sees so many types another letter."""


@dataclass(frozen=True, slots=True)
class _Answer:
    rows: tuple[DossierRow, ...]
    typed: str
    milliseconds: int
    whole: bool


class DossiersPresenter(QObject):
    """One for the page."""

    found = Signal(str)
    """How much was found, for the top bar."""
    searching = Signal(str)
    """What is searched for now, when it was not typed: the search box follows."""

    def __init__(self, room: Workroom, view: DossiersView, watch: QueueWatch, printer: SlipPrinter) -> None:
        super().__init__(view)
        self._room, self._view, self._watch, self._printer = room, view, watch, printer
        self._typed = ""
        self._whole = True
        self._stale = True
        self._open_next = False
        self._current: DossierView | None = None
        self._wanted: UUID | None = None
        database = room.background.database
        self._lists: Latest[_Answer] = Latest(database, self)
        self.acts = ActDesk(room, view.panel.sheet, printer, self)
        self.forms = FormsDesk(room, printer, self)
        self.results = ResultsDesk(room, self)
        self._form: IssuedForm | None = None
        self.bulk = BulkDesk(room, view, view.panel.sheet, printer, self)
        self._details: Latest[DossierView] = Latest(database, self)
        self._pages: Latest[list[QImage]] = Latest(room.background.pool, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.queues.picked.connect(lambda _queue: self._load(fresh=True))
        view.table.selected.connect(self._on_selected)
        view.table.opened.connect(lambda _row: self.open_current())
        view.more_wanted.connect(self._more)
        view.shown.connect(self._on_shown)
        view.dossier.paper_opened.connect(self._show_paper)
        view.panel.reprint.reason_given.connect(self._print)
        view.panel.reprint.left.connect(view.take_focus)
        view.panel.sheet.opened.connect(self._room.registry.refreshed)
        view.panel.sheet.left.connect(self._on_sheet_left)
        view.undo_wanted.connect(self.acts.take_back)
        self.acts.stale.connect(self._look_again)
        self.acts.preview.connect(lambda title, pdf: self._preview_form(title, pdf, keep_focus=True))
        self.forms.preview.connect(self._preview_form)
        self.results.preview.connect(self._preview_form)
        view.dossier.forms.opened.connect(self.forms.show)
        view.dossier.group.opened.connect(lambda row: self.open_dossier(row.id, row.number))
        view.dossier.results.opened.connect(self.results.show)
        self._watch.counted.connect(self._show_counts)
        self._room.changes.watch(view, SUBJECTS, self._on_changed)

    # The list.

    @property
    def current(self) -> DossierView | None:
        """The dossier in the panel."""
        return self._current

    @property
    def typed(self) -> str:
        """What is searched for."""
        return self._typed

    def search(self, text: str) -> None:
        """Show what text finds, in every queue: a search must not fail because of the queue that is open."""
        text = text.strip()
        if text == self._typed:
            return  # the box repeats itself after a pause; what was opened meanwhile must stay
        if text and self._view.queues.current is not Queue.ALL:
            self._view.queues.choose(Queue.ALL)
        if not self._view.on_list:
            self._view.show_list()
        self._typed = text
        self._load(fresh=True)

    def show_queue(self, queue: Queue) -> None:
        """Show a queue from its beginning."""
        self._set_typed("")
        self._view.queues.choose(queue)

    def expect(self, *, another: bool) -> None:
        """Let no key act on the chosen dossier while another one is looked up; False: it stays the chosen one."""
        self.acts.held = another
        self._room.registry.refreshed.emit()

    def open_dossier(self, dossier_id: UUID, number: str = "") -> None:
        """Show one dossier whole; the list shows it too, so that Esc leads to a place that makes sense."""
        self._open_next, self._wanted = True, dossier_id
        self.expect(another=True)
        self._ask_detail(dossier_id)
        if number:
            self._set_typed(number)
            self._view.queues.choose(Queue.ALL)
            self._load(fresh=True)

    def _set_typed(self, text: str) -> None:
        if self._typed != text:
            self._typed = text
            self.searching.emit(text)

    def _load(self, *, fresh: bool, rows: int = PAGE) -> None:
        desk, session = self._room.desk, self._room.session()
        typed, queue = self._typed, self._view.queues.current
        limit = MOST_FOUND if typed else rows

        def look() -> _Answer:
            began = desk.clock.monotonic()
            found = dossiers.search(desk, session, typed, queue=queue, limit=limit)
            return _Answer(found, typed, round(1000 * (desk.clock.monotonic() - began)), len(found) < limit)

        self._stale = False
        self._lists.ask(look, lambda answer: self._show(answer, fresh=fresh), self._refused)

    def _more(self) -> None:
        rows = self._view.table.rows_model.rows
        if self._whole or self._typed or not rows:
            return
        self._whole = True  # until the answer says otherwise
        self._load(fresh=False, rows=len(rows) + max(PAGE, len(rows)))

    def _show(self, answer: _Answer, *, fresh: bool) -> None:
        self._whole = answer.whole
        if not answer.rows:
            self._forget()
            self._view.show_empty(*self._why_empty(answer.typed))
            if self._wanted is None:
                self._view.panel.show_nothing()
        else:
            self._view.show_rows(answer.rows, answer.typed, select_first=True)
            if fresh and self._wanted is None:
                self._view.table.selectRow(0)
        self._say_found(answer)
        self._room.registry.refreshed.emit()

    def _forget(self) -> None:
        self._current = None
        self.acts.show_view(None)

    def _say_found(self, answer: _Answer) -> None:
        if not answer.typed:
            self.found.emit("")
            return
        count = str(len(answer.rows)) if answer.whole else f"{len(answer.rows)}+"
        self.found.emit(_n("{count} hồ sơ · {ms} ms", len(answer.rows)).format(count=count, ms=answer.milliseconds))

    def _why_empty(self, typed: str) -> tuple[str, str]:
        if typed:
            return (
                _("Không tìm thấy “{typed}”").format(typed=typed),
                _("Thử một phần của tên, số định danh, điện thoại hoặc vài số cuối của số hồ sơ. Esc để bỏ tìm."),
            )
        text, hint = EMPTY[self._view.queues.current]
        return _(text), _(hint)

    def _refused(self, notice: Notice) -> None:
        self._forget()
        self._view.show_empty(notice.text, notice.next_step)
        self._view.panel.show_nothing()

    def _show_counts(self, standings: Standings | None) -> None:
        if standings is None:
            self._view.queues.show_lines(tuple(QueueLine(queue) for queue in Queue))
            return
        self._view.queues.show_lines(
            tuple(
                QueueLine(
                    queue,
                    "" if (count := count_of(standings.counts, queue)) is None else count_words(count),
                    age_words(standings.oldest.get(queue)),
                )
                for queue in Queue
            )
        )

    def _on_shown(self) -> None:
        self._show_rights()
        if self._stale:
            self._watch.count()
            self._load(fresh=self._current is None)

    def _on_changed(self, _changes: Changes) -> None:
        self._stale = True
        self._show_rights()
        if self._view.isVisible():
            self._load(fresh=False, rows=max(PAGE, len(self._view.table.rows_model.rows)))
            if self._current is not None:
                self._ask_detail(self._current.dossier.id)

    # One dossier.

    def _on_selected(self, row: DossierRow | None) -> None:
        if row is None or (self._wanted is not None and row.id != self._wanted):
            return
        self._ask_detail(row.id)

    def _ask_detail(self, dossier_id: UUID) -> None:
        desk, session = self._room.desk, self._room.session()
        self._details.ask(lambda: dossiers.view(desk, session, dossier_id), self._show_detail, self._not_found)

    def _not_found(self, notice: Notice) -> None:
        self.expect(another=False)
        self._room.tell(notice)

    def _show_detail(self, found: DossierView) -> None:
        self.acts.held = self.acts.held and found.dossier.id != self._wanted
        same = self._current is not None and self._current.dossier.id == found.dossier.id
        self._current = found
        dossier = found.dossier
        now = self._room.desk.now()
        self._view.panel.show_view(found, state_words(dossier.status, found.life.due, now))
        self._view.dossier.show_view(found)
        self.acts.show_view(found)
        if self._wanted == dossier.id:
            self._view.table.select_key(dossier.id)
        if self._open_next:
            self._open_next, self._wanted = False, None
            self._view.show_dossier()
        elif not same and not self._view.on_list:
            self._view.show_list()
        self._room.registry.refreshed.emit()

    def open_current(self) -> None:
        """Show the chosen dossier whole."""
        row = self._view.table.current
        if row is None:
            return
        if self._current is not None and self._current.dossier.id == row.id:
            self._view.show_dossier()
        else:
            self._open_next = True
            self._ask_detail(row.id)

    def _on_sheet_left(self) -> None:
        if self._view.on_preview:
            self._view.show_list()
        self._view.take_focus()
        self._room.registry.refreshed.emit()

    def _look_again(self) -> None:
        if self._current is not None:
            self._ask_detail(self._current.dossier.id)

    def _preview_form(self, title: str, pdf: Callable[[], bytes], *, keep_focus: bool = False) -> None:
        store = self._room.background.database.run
        self._preview(title, lambda: pictures_of(store(pdf)), keep_focus=keep_focus)

    def back(self) -> None:
        """Go one step back: out of the sheet, the reason, the preview, the dossier, the marks, the search."""
        view = self._view
        if self.acts.asking:
            view.panel.sheet.leave()
        elif self.asks_reason:
            view.panel.reprint.leave()
        elif view.on_preview:
            view.show_dossier()
        elif not view.on_list:
            view.show_list()
        elif self.bulk.marked:
            self.bulk.clear()
        else:
            self._set_typed("")
            self._load(fresh=True)
            view.take_focus()

    def copy_number(self) -> None:
        """Put the number on the clipboard."""
        if self._current is not None:
            number = self._current.dossier.number
            QGuiApplication.clipboard().setText(number)
            self._room.tell(Notice(_("Đã chép số {number}.").format(number=number), tone=Tone.NEUTRAL))

    # Pages.

    def _show_paper(self, paper: DossierPaper) -> None:
        desk, session = self._room.desk, self._room.session()
        title = _("Giấy {ordinal}: {name}").format(ordinal=paper.ordinal, name=paper.name)
        self._preview(title, lambda: paper_pictures(desk, session, paper.file_digest))

    def show_slip(self) -> None:
        """Show the slip as it was printed first, or the form of the act that is being asked for."""
        if self._current is None:
            return
        if self.acts.asking:
            self.acts.show_form()
            return
        desk, session, number = self._room.desk, self._room.session(), self._current.dossier.number
        store = self._room.background.database.run
        self._preview(
            _("Giấy hẹn {number}").format(number=number),
            lambda: pictures_of(store(lambda: slip_pdf(desk, session, number))[1]),
        )

    def _preview(self, title: str, work: Callable[[], tuple[bytes, ...]], *, keep_focus: bool = False) -> None:
        preview = self._view.preview
        preview.wait_for(title)
        self._view.show_preview(focus=not keep_focus)

        def show(images: list[QImage]) -> None:
            if self._view.on_preview:
                preview.show_pages(images)

        self._pages.ask(
            lambda: [decoded(page) for page in work()],
            show,
            lambda notice: preview.say(notice.text, notice.next_step),
        )

    # The slip.

    def may(self, permission: Permission) -> bool:
        """Return whether the chosen dossier is there and the person may."""
        return self._current is not None and allowed(self._room.session().account, permission)

    @property
    def owes_slip(self) -> bool:
        """Whether no slip of the chosen dossier ever came out: printing it is no reprint."""
        return self._current is not None and slip_is_owed(tuple(record.state for record in self._current.prints))

    def ask_print(self) -> None:
        """Print the first slip at once while it is owed; ask for a reason before a reprint."""
        if self._current is None:
            return
        self._form = self._view.dossier.form_in_hand
        if self._form is not None and self._view.dossier.forms.printed(self._form):
            self._view.panel.reprint.ask()
        elif self._form is not None or self.owes_slip:
            self._print("")
        else:
            self._view.panel.reprint.ask()

    @property
    def asks_reason(self) -> bool:
        """Whether the reason of a reprint is being asked for."""
        return not self._view.panel.reprint.isHidden()

    def _print(self, reason: str) -> None:
        self._view.take_focus()
        if self._current is not None and self._form is not None:
            self.forms.print_again(self._form, self._current.dossier.number, reason)
        elif self._current is not None:
            self._printer.print_slip(self._current.dossier.id, reason)

    def save(self) -> None:
        """Save the slip as a PDF file where the person says, or the file of the result the keyboard is at."""
        result = self._view.dossier.result_in_hand
        if result is not None:
            self.results.save(result)
        elif self._current is not None:
            self.forms.save_slip(self._current.dossier.number)

    def _show_rights(self) -> None:
        account = self._room.session().account
        reason = ""
        if not allowed(account, Permission.REPRINT_SLIP):
            roles = ", ".join(_(ROLE_NAMES[role]) for role in sorted(account.roles))
            reason = _("Chỉ xem: {roles} không in lại giấy hẹn.").format(roles=roles)
        self._view.panel.show_read_only(reason)
        self._room.registry.refreshed.emit()
