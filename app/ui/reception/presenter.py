"""The reception as a whole: resuming, receiving, going on to the next, clearing and getting back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.core.words import _, mark
from app.domain.card_qr import parse_card
from app.domain.drafts import Draft
from app.domain.permissions import Permission
from app.services.changes import Changes, Subject
from app.services.drafts import new_draft
from app.services.importing import Imported
from app.services.papers import DraftPapers
from app.services.reception import Received
from app.services.reception_desk import DraftLook
from app.ui.notices import Notice
from app.ui.reception.addresses import AddressPresenter
from app.ui.reception.brought import BroughtByPost
from app.ui.reception.correction import CorrectionPresenter
from app.ui.reception.group import GroupPresenter, received_words
from app.ui.reception.guidance import GuidancePresenter
from app.ui.reception.import_desk import ImportDesk
from app.ui.reception.keys import Commands
from app.ui.reception.open_drafts import OpenDrafts
from app.ui.reception.pages import PagesPresenter
from app.ui.reception.papers import PapersPresenter
from app.ui.reception.people import PeoplePresenter, ShowDossier
from app.ui.reception.procedure import Catalogue, ProcedurePresenter
from app.ui.reception.receiving import GOES_ON, Receiving, Then
from app.ui.reception.reuse import ReusePresenter
from app.ui.reception.sheet import Sheet
from app.ui.reception.slips import MakeQueue, SlipsPresenter
from app.ui.reception.terms import TermsPresenter
from app.ui.reception.view import ReceptionView
from app.ui.refusals import refusal
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

ShowSaved = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the page begins with: the person's drafts, the one saved last first, and the catalogue."""

    drafts: tuple[Draft, ...] = ()
    catalogue: Catalogue = field(default_factory=Catalogue)


class ReceptionPresenter(QObject):
    """Ties the parts together; each part knows its own card.

    Attributes:
        sheet: the draft on the screen.
        pages: what is scanned and brought into it.
        drafts: the open ones.
        post: what the post brought.
        received: what was received last on this screen; None while a draft is open.
    """

    def __init__(
        self,
        view: ReceptionView,
        room: Workroom,
        commands: Commands,
        begins: Beginning,
        *,
        show_dossier: ShowDossier | None = None,
        show_saved: ShowSaved | None = None,
        make_queue: MakeQueue | None = None,
    ) -> None:
        """Begin.

        Args:
            view: owns this presenter.
            room: desk, session, lanes.
            commands: of the registered keys.
            begins: what was read before; the first draft is shown.
            show_dossier: opens a dossier elsewhere; None: nothing offers to.
            show_saved: gets the moment at which the draft was last kept.
            make_queue: another print queue than the desk's own.
        """
        super().__init__(view)
        self._view, self._room = view, room
        self.sheet = Sheet(room, new_draft(room.desk), self)
        self.received: Received | None = None
        self.drafts = OpenDrafts(view, self.sheet, room, self._start_anew, begins.drafts)
        self._people = PeoplePresenter(view, self.sheet, room, commands, show_dossier)
        self._addresses = AddressPresenter(view, self.sheet, room.registry, commands)
        self.pages = PagesPresenter(view, self.sheet, room, commands)
        self._procedure = ProcedurePresenter(view, self.sheet, room, commands, begins.catalogue, self.pages.scanned)
        self._reuse = ReusePresenter(view, self.sheet, room, commands)
        self._papers = PapersPresenter(view, self.sheet, self.pages, self._reuse, commands)
        self._terms = TermsPresenter(view, self.sheet, room, commands)
        self._slips = SlipsPresenter(view, room, commands, make_queue)
        self._correction = CorrectionPresenter(view, self.sheet, room)
        judges = (self._people.judge_everything, self._procedure.judge_everything, self._terms.judge_everything)
        self._receiving = Receiving(view, self.sheet, room, self.pages, self._correction, judges)
        self._when_free = self._receiving.when_free
        self.post = BroughtByPost(view, self.sheet, room, self.drafts, lambda: self._barred, self._when_free)
        self._guidance = GuidancePresenter(view, self.sheet, room, commands, self.drafts, self._when_free)
        self._receiving.guidance = self._guidance
        self._import = ImportDesk(view, self.sheet, room, commands, lambda: self._barred)
        self._group = GroupPresenter(view, self.sheet, room)
        self._connect(show_saved)
        self._bind(commands)
        if begins.drafts:
            self._resume(begins.drafts[0])
        else:
            self._start_anew(self.sheet.draft, kept=False)
        if not self._barred:
            self._slips.ask_about_owed()

    def _connect(self, show_saved: ShowSaved | None) -> None:
        view, sheet = self._view, self.sheet
        view.scanned.connect(lambda text: self._when_free(lambda: self._take_card(text)))
        view.clear_wanted.connect(lambda: self._when_free(self._clear))
        self._receiving.received.connect(self._on_received)
        self._receiving.corrected.connect(self._after_correction)
        self._correction.corrected.connect(self._slips.print_corrected)
        self._import.imported.connect(self._on_imported)
        self._people.filled.connect(self._after_person)
        self._people.resume_wanted.connect(self._guidance.resume)
        self._procedure.chosen.connect(view.papers.table.setFocus)
        self._guidance.settled.connect(self._receiving.go_on)
        sheet.looked.connect(self._on_look)
        sheet.about_to_save.connect(lambda: sheet.note_focus(*view.focus_place))
        if show_saved is not None:
            sheet.saved.connect(show_saved)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self._room.changes.watch(view, frozenset({Subject.OFFICE}), self._on_office)

    def _bind(self, commands: Commands) -> None:
        commands.bind("commit", lambda: self.commit(Then.STAY), self._receiving.can_commit)
        for name, then in (("commit_next", Then.NEXT), ("commit_more", Then.MORE), ("commit_alike", Then.ALIKE)):
            commands.bind(name, partial(self.commit, then), self._receiving.can_go_on)
        commands.bind("end_group", lambda: self._when_free(self._end_group), lambda: self._group.running)
        commands.call("commit", self._commit_words)
        commands.bind("preview", self._preview, lambda: self._guidance.running or self._slips.any_printed)
        commands.call(
            "preview", lambda: mark("Xem phiếu trước khi in") if self._guidance.running else mark("Xem giấy hẹn")
        )
        commands.bind("new", lambda: self._when_free(self.drafts.new), lambda: not self._barred)
        commands.bind(
            "same_procedure",
            lambda: self._when_free(self.drafts.same_procedure),
            lambda: bool(self.sheet.draft.procedure_code),
        )
        commands.bind("next_draft", lambda: self._when_free(self.drafts.next), lambda: bool(self.drafts.others()))

    def _preview(self) -> None:
        if self._guidance.running:
            self._guidance.preview()
        else:
            self._slips.preview()

    def _commit_words(self) -> str:
        if self._view.imports.open:
            return mark("Tiếp nhận các dòng được")
        if self._guidance.running:
            return self._guidance.words
        if self._correction.running:
            return mark("Lưu đính chính")
        return mark("Tiếp nhận và in giấy chung") if self._group.running else mark("Tiếp nhận và in giấy hẹn")

    @property
    def _barred(self) -> bool:
        """Whether the person may not receive."""
        return bool(refusal(self._room.session(), Permission.RECEIVE).text)

    # Resuming.

    def _resume(self, draft: Draft) -> None:
        self._start_anew(draft, kept=True)
        self._view.begin_at(draft.focus, draft.cursor)
        self._room.tell(Notice(_("Đã mở lại bản nháp đang làm dở."), tone=Tone.INFO))

    def show(self, draft: Draft) -> None:
        """Show a draft that is kept, with the keyboard where it was."""
        self.drafts.show(draft)

    def _on_focus(self, _old: object, _new: object) -> None:
        # Leaving a field is a good moment: the place of the keyboard is kept with it.
        if self._view.isVisible() and not self.sheet.locked and not self.sheet.draft.empty:
            self.sheet.save_now()

    def _on_office(self, _changes: Changes) -> None:
        self.pages.show_scanner()
        self.sheet.look_now()

    # Going on.

    def _start_anew(self, draft: Draft, *, kept: bool) -> None:
        self.received = None
        self._view.set_locked(locked=False)
        self._view.finish.show_received(received=False)
        self._view.finish.say_incomplete("")
        self.sheet.open(draft, kept=kept)
        self._correction.start_anew(draft)
        self._group.start_anew(draft)
        self._guidance.start_anew()
        self._people.start_anew(draft)
        self._terms.start_anew(draft)
        self.pages.start_anew(draft)
        self._reuse.start_anew()
        self._papers.show()
        self._view.show_closed(refusal(self._room.session(), Permission.RECEIVE))
        if self._barred:
            self.sheet.lock()
        self._room.registry.refreshed.emit()

    def take_up(self, draft: Draft) -> None:
        """Go on with a draft made elsewhere: a correction, a copy; the present one stays open in the list."""
        self._when_free(lambda: self._begin_with(draft))

    def _begin_with(self, draft: Draft) -> None:
        self.drafts.park()
        self._start_anew(draft, kept=False)
        self._view.take_focus()

    def _clear(self) -> None:
        """Empty the screen; Ctrl+Z brings everything back."""
        draft = self.sheet.draft
        if self.sheet.locked:
            if not self._barred:
                self.drafts.new()
            return
        if draft.empty:
            return
        if self._correction.running:
            self._correction.forget(draft)
            self.sheet.lock()
        self.drafts.park()
        self._start_anew(new_draft(self._room.desk), kept=False)
        self._view.take_focus()
        self._view.notice.offer_undo(_("Đã cất bản nháp, màn hình trống."), lambda: self.show(draft))

    # Cards.

    def _take_card(self, text: str) -> None:
        if self._barred:
            return
        if self.sheet.locked and parse_card(text).party is not None:
            self.drafts.new()
        self._people.take_card(text)

    def _after_person(self) -> None:
        """Go on to what is still to be asked: the telephone, then the procedure, then the papers."""
        form = self._view.person.form
        if not form.edit("full_name").text():
            form.edit("full_name").setFocus()
        elif not form.edit("phone").text():
            form.edit("phone").setFocus()
        elif not self.sheet.draft.procedure_code:
            self._view.procedure.search.setFocus()
        else:
            self._view.papers.table.setFocus()

    # Receiving.

    def _on_look(self, seen: DraftLook) -> None:
        self._view.finish.show_number(seen.number, given=False)
        if not seen.examination.errors:
            self._view.finish.say_incomplete("")
        self._room.registry.refreshed.emit()

    def commit(self, then: Then) -> None:
        """Receive the dossier on the screen, then do what was asked for."""
        self._receiving.commit(then)

    def _after_correction(self, draft: Draft, papers: DraftPapers) -> None:
        self._put_away(draft.id, papers)
        self._start_anew(new_draft(self._room.desk), kept=False)
        self._view.take_focus()

    def _on_received(self, received: Received, papers: DraftPapers, then: Then) -> None:
        draft, dossier = self.sheet.draft, received.dossier
        self._put_away(dossier.id, papers)
        self._room.changes.publish(received.changes)
        if then in GOES_ON:
            self._start_anew(self._group.next(draft, then), kept=False)
            self._group.begin(then)
            return
        self._slips.print_new(received)
        if then is Then.NEXT and not received.by_transfer:
            self._show_next(received)
        else:
            self._show_received(received)

    def _put_away(self, draft_id: UUID, papers: DraftPapers) -> None:
        """Forget a draft that became a dossier."""
        self.sheet.lock()
        self.drafts.forget(draft_id)
        self._room.background.pool.submit(papers.discard, owner=self)

    def _on_imported(self, imported: Imported) -> None:
        self.drafts.add(imported.drafts)
        for received in imported.received:
            self._slips.print_new(received)
        self._room.registry.refreshed.emit()

    def _end_group(self) -> None:
        self._group.end(self._on_group_ended)

    def _on_group_ended(self, received: Received) -> None:
        """Keep what was typed of a dossier that did not come as one of its own; show what the group has to pay."""
        begun = self.sheet.draft
        if self._group.untouched:
            self.sheet.lock()
            self.drafts.forget(begun.id)
            self._group.discard(begun)
        else:
            self.sheet.change(group=None)
            self.drafts.park()
        self._start_anew(new_draft(self._room.desk), kept=False)
        self.sheet.lock()
        self._room.changes.publish(received.changes)
        self._slips.print_new(received)
        self._show_received(received)

    def _show_next(self, received: Received) -> None:
        self._start_anew(new_draft(self._room.desk), kept=False)
        self._view.take_focus()
        said = _("Đã tiếp nhận {number}").format(number=received_words(received))
        self._view.notice.tell(Notice(said, received.dossier.parties.submitter.full_name, Tone.DONE))

    def _show_received(self, received: Received) -> None:
        self.received = received
        self._view.set_locked(locked=True)
        self._view.group.show_text("")
        self._view.finish.show_number(received_words(received), given=True)
        self._view.finish.show_received(received=True)
        self._view.finish.say_incomplete("")
        self._terms.show_payment(received.by_transfer)
        self._room.registry.refreshed.emit()
        self._view.setFocus()
