"""The reception as a whole: resuming, receiving, going on to the next, clearing and getting back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.core.words import _, mark
from app.domain.card_qr import parse_card
from app.domain.dossiers import Dossier, PaymentWay
from app.domain.drafts import Draft
from app.domain.permissions import Permission
from app.services.changes import Changes, Subject
from app.services.drafts import new_draft
from app.services.papers import DraftPapers
from app.services.reception import AttachedFile, Received, receive
from app.services.reception_desk import DraftLook
from app.ui.notices import Notice
from app.ui.reception.addresses import AddressPresenter
from app.ui.reception.brought import BroughtByPost
from app.ui.reception.correction import CorrectionPresenter
from app.ui.reception.guidance import GuidancePresenter
from app.ui.reception.keys import Commands
from app.ui.reception.open_drafts import OpenDrafts
from app.ui.reception.pages import PagesPresenter
from app.ui.reception.papers import PapersPresenter
from app.ui.reception.people import PeoplePresenter, ShowDossier
from app.ui.reception.procedure import Catalogue, ProcedurePresenter
from app.ui.reception.reuse import ReusePresenter
from app.ui.reception.sheet import Sheet
from app.ui.reception.slips import MakeQueue, SlipsPresenter
from app.ui.reception.terms import TermsPresenter
from app.ui.reception.view import ReceptionView
from app.ui.refusals import refusal
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

ShowSaved = Callable[[object], None]
_FIELDS = {
    "birth_date": "birth",
    "card_issued": "card_address",
    "old_id": "personal_id",
}


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
        self._committing = False
        self._later: list[Callable[[], None]] = []
        self._people = PeoplePresenter(view, self.sheet, room, commands, show_dossier)
        self._addresses = AddressPresenter(view, self.sheet, room.registry, commands)
        self.pages = PagesPresenter(view, self.sheet, room, commands)
        self._procedure = ProcedurePresenter(view, self.sheet, room, commands, begins.catalogue, self.pages.scanned)
        self._reuse = ReusePresenter(view, self.sheet, room, commands)
        self._papers = PapersPresenter(view, self.sheet, self.pages, self._reuse, commands)
        self._terms = TermsPresenter(view, self.sheet, room, commands)
        self._slips = SlipsPresenter(view, room, commands, make_queue)
        self._correction = CorrectionPresenter(view, self.sheet, room)
        self.post = BroughtByPost(view, self.sheet, room, self.drafts, lambda: self._barred, self._when_free)
        self._guidance = GuidancePresenter(view, self.sheet, room, commands, self.drafts, self._when_free)
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
        self._correction.corrected.connect(self._slips.print_corrected)
        self._people.filled.connect(self._after_person)
        self._people.resume_wanted.connect(self._guidance.resume)
        self._procedure.chosen.connect(view.papers.table.setFocus)
        self._guidance.settled.connect(self._go_on)
        sheet.looked.connect(self._on_look)
        sheet.about_to_save.connect(lambda: sheet.note_focus(*view.focus_place))
        if show_saved is not None:
            sheet.saved.connect(show_saved)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self._room.changes.watch(view, frozenset({Subject.OFFICE}), self._on_office)

    def _bind(self, commands: Commands) -> None:
        open_ = self._can_commit
        commands.bind("commit", lambda: self.commit(go_on=False), open_)
        commands.bind("commit_next", lambda: self.commit(go_on=True), self._can_go_on)
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

    def _can_commit(self) -> bool:
        return not self.sheet.locked and not self._committing and not self._guidance.giving

    def _can_go_on(self) -> bool:
        return self._can_commit() and not self._correction.running and not self._guidance.running

    def _commit_words(self) -> str:
        if self._guidance.running:
            return self._guidance.words
        return mark("Lưu đính chính") if self._correction.running else mark("Tiếp nhận và in giấy hẹn")

    @property
    def _barred(self) -> bool:
        """Whether the person may not receive."""
        return bool(refusal(self._room.session(), Permission.RECEIVE).text)

    def _when_free(self, act: Callable[[], None]) -> None:
        """Do act now, or as soon as what is being stored is stored: it belongs to the next dossier."""
        if self._committing or self._guidance.giving:
            self._later.append(act)
        else:
            act()

    def _go_on(self) -> None:
        later, self._later = self._later, []
        for act in later:
            self._when_free(act)

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

    def correct(self, draft: Draft) -> None:
        """Correct a received dossier; the present draft stays open in the list."""
        self._when_free(lambda: self._begin_correction(draft))

    def _begin_correction(self, draft: Draft) -> None:
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

    def commit(self, *, go_on: bool) -> None:
        """Receive the dossier: papers into the vault, one durable transaction, then the slip.

        Args:
            go_on: clear the desk for the next person; a payment by VietQR keeps the code on the screen.
        """
        self.sheet.in_turn(lambda: self._commit(go_on=go_on))

    def _commit(self, *, go_on: bool) -> None:
        if not self._can_commit():
            return
        if self.pages.busy:
            self._view.finish.say_incomplete(_("Chờ máy quét xong rồi tiếp nhận."))
            return
        if self._guidance.running:
            self._guidance.give()
            return
        self._committing = True
        self.sheet.save_now()
        papers, draft, room = self.pages.papers, self.sheet.draft, self._room
        room.background.pool.submit(
            lambda: papers.attach(draft),
            lambda files: self._receive(draft, papers, files, go_on=go_on),
            self._refused,
            owner=self,
        )

    def _receive(self, draft: Draft, papers: DraftPapers, files: dict[int, AttachedFile], *, go_on: bool) -> None:
        room = self._room
        if draft.corrects is not None:
            self._correction.save(draft, files, lambda: self._after_correction(draft, papers), self._refused)
            return
        room.background.database.submit(
            lambda: receive(room.desk, room.session(), draft, files),
            lambda received: self._on_received(received, papers, go_on=go_on),
            self._refused,
            owner=self,
        )

    def _after_correction(self, draft: Draft, papers: DraftPapers) -> None:
        self._committing = False
        self.sheet.lock()
        self.drafts.forget(draft.id)
        self._room.background.pool.submit(papers.discard, owner=self)
        self._start_anew(new_draft(self._room.desk), kept=False)
        self._view.take_focus()
        self._go_on()

    def _refused(self, notice: Notice) -> None:
        self._committing = False
        if notice.code != "reception.incomplete":
            self._room.tell(notice)
            self._go_on()
            return
        self._view.finish.say_incomplete(f"{notice.text} {notice.next_step}")
        self._people.judge_everything()
        self._procedure.judge_everything()
        self._terms.judge_everything()
        self.sheet.when_judged(self._go_to_first_error)
        self._go_on()

    def _go_to_first_error(self, seen: DraftLook) -> None:
        for finding in seen.examination.errors:
            owner, _dot, field = finding.field.rpartition(".")
            field = _FIELDS.get(field, field)
            form = self._view.person.owner if owner == "owner" else self._view.person.submitter
            if owner in {"", "owner"} and field in form.rows:
                self._view.person.show_form(owner=owner == "owner")
                form.rows[field].field.setFocus()
                return
            if field == "return_detail":
                self._view.place.detail_of(seen.draft.return_place).field.setFocus()
                return
            if self._view.restore_focus(f"{field}_edit", 0):
                return

    def _on_received(self, received: Received, papers: DraftPapers, *, go_on: bool) -> None:
        self._committing = False
        dossier = received.dossier
        self.sheet.lock()
        self.drafts.forget(dossier.id)
        self._room.background.pool.submit(papers.discard, owner=self)
        self._room.changes.publish(received.changes)
        self._slips.print_new(received)
        waits_for_payment = dossier.payment is PaymentWay.VIETQR and dossier.total > 0
        if go_on and not waits_for_payment:
            self._show_next(dossier)
        else:
            self._show_received(received)
        self._go_on()

    def _show_next(self, dossier: Dossier) -> None:
        self._start_anew(new_draft(self._room.desk), kept=False)
        self._view.take_focus()
        said = _("Đã tiếp nhận {number}").format(number=dossier.number)
        self._view.notice.tell(Notice(said, dossier.parties.submitter.full_name, Tone.DONE))

    def _show_received(self, received: Received) -> None:
        dossier = received.dossier
        self.received = received
        self._view.set_locked(locked=True)
        self._view.finish.show_number(dossier.number, given=True)
        self._view.finish.show_received(received=True)
        self._view.finish.say_incomplete("")
        self._terms.show_payment(dossier)
        self._room.registry.refreshed.emit()
        self._view.setFocus()
