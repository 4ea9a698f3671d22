"""Decides what F5 does: who waits, which dossier is taken in hand, what was given last and can be taken back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.clock import VIETNAM
from app.core.money import parse
from app.core.words import _, _n
from app.domain.dossiers import PaymentWay
from app.domain.people import Party
from app.domain.permissions import ROLE_NAMES, Permission, allowed
from app.domain.signatures import Integrity
from app.services import by_post, returning, undoing
from app.services.by_post import Parcel
from app.services.cash import Money, refund
from app.services.changes import Changes, Subject
from app.services.moves import Seen
from app.services.result_files import look_at_file
from app.services.results import ResultText, record_result
from app.services.returning import ReturnCase, Returned, Waiting
from app.services.seal_words import seal_said
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.returns.choice import Choice
from app.ui.returns.hand import Hand
from app.ui.returns.receipts import Receipts
from app.ui.returns.shift import Shift
from app.ui.returns.view import ReturnsView
from app.ui.returns.words import WAYS, changed_words, done_words
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_SUBJECTS = frozenset({Subject.DOSSIERS, Subject.OFFICE})
Cases = tuple[ReturnCase, ...]


class ReturnsPresenter(QObject):
    """One for the page.

    Attributes:
        hand: the dossier in hand; shift: the money.
    """

    def __init__(self, room: Workroom, view: ReturnsView, receipts: Receipts) -> None:
        super().__init__(view)
        self._room, self._view, self._receipts = room, view, receipts
        self.hand, self.shift = Hand(room, view.case), Shift(room, view.cash, receipts)
        self._given: tuple[UUID, ...] = ()
        self._forms: tuple[UUID, ...] = ()
        self._busy = self._looking = False
        # What was done here is no news when the dossier is read anew.
        self._mine = False
        self._typed, self._carrier = "", ""
        self._lists: Latest[tuple[Waiting, ...]] = Latest(room.background.database, self)
        self._cases: Latest[Cases] = Latest(room.background.database, self)
        view.shown.connect(self._on_shown)
        view.undo_wanted.connect(self.undo)
        view.waiting.search.textEdited.connect(self.search)
        view.waiting.table.opened.connect(self._on_opened)
        view.waiting.marks_changed.connect(room.registry.refreshed)
        view.case.post.entered.connect(self.give)
        view.case.spot.entered.connect(self._on_result_entered)
        view.case.refund.entered.connect(self.give)
        view.case.reason_field.returnPressed.connect(lambda: self.undo(view.case.reason.text))
        self.hand.changed.connect(room.registry.refreshed)
        room.changes.watch(view, _SUBJECTS, self._on_changed)

    # The list.

    def search(self, text: str) -> None:
        """Show what text finds in any state; nothing typed: what waits."""
        self._typed = text.strip()
        self._load()

    def _load(self) -> None:
        desk, session, typed = self._room.desk, self._room.session(), self._typed
        self._lists.ask(
            lambda: returning.waiting(desk, session, typed),
            lambda rows: self._view.waiting.show_rows(rows, searched=typed),
            lambda notice: self._view.waiting.say(notice.text, notice.next_step),
        )

    def _on_shown(self) -> None:
        self._load()
        self.shift.look()
        account = self._room.session().account
        if not allowed(account, Permission.RETURN_RESULT):
            roles = ", ".join(_(ROLE_NAMES[role]) for role in sorted(account.roles))
            self._view.case.say_rights(_("Chỉ xem: {roles} không trả kết quả.").format(roles=roles))
        self._room.registry.refreshed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if not self._view.isVisible():
            return
        self._on_shown()
        choice = self.hand.choice
        if choice is not None and not self._busy:
            ids = [case.dossier.id for case in choice.cases]
            if changes.dossiers.intersection(ids):
                self.open(ids)

    # Taking in hand.

    def _on_opened(self, found: Waiting) -> None:
        # An Enter that comes right after a beep means what was beeped, not the row that happens to be chosen.
        if not self._looking:
            self.open([found.row.id])

    def beep(self, number: str) -> None:
        """Take the dossier of a beeped slip in hand."""
        desk, session = self._room.desk, self._room.session()
        self._ask(lambda: (returning.find(desk, session, number),))

    def open(self, ids: list[UUID]) -> None:
        """Take dossiers in hand."""
        desk, session = self._room.desk, self._room.session()
        self._ask(lambda: tuple(returning.look(desk, session, one) for one in ids))

    def card(self, party: Party) -> None:
        """Take a citizen's card: as the document of whoever collects, or to find what waits for him."""
        if self.hand.open:
            self.hand.use_card(party)
            return
        desk, session = self._room.desk, self._room.session()

        def looked() -> Cases:
            rows = returning.of_identity(desk, session, party.identity)
            return (returning.look(desk, session, rows[0].id),) if rows else ()

        def take(cases: Cases) -> None:
            if cases:
                # Who comes with a card and without a slip has lost it; the card is what is looked at.
                self.hand.take(Choice(cases, lost=True))
                self.hand.use_card(party)
                return
            text = _("Không có kết quả nào chờ {name}.").format(name=party.full_name or party.identity)
            self._room.tell(Notice(text, _("Thử tìm theo tên người nộp hoặc số hồ sơ."), Tone.ATTENTION))

        self._ask(looked, take)

    def can_join(self) -> bool:
        """Whether several results can go together."""
        choice = self.hand.choice
        beside = choice is not None and not choice.several and bool(choice.first.beside)
        return len(self._view.waiting.marked) > 1 or beside

    def together(self) -> None:
        """Take all marked dossiers in hand, or all of the person who stands here."""
        choice, marked = self.hand.choice, list(self._view.waiting.marked)
        if len(marked) < 2 and choice is not None:
            # Of dossiers that were brought together some are ready earlier: those go without the one that was beeped.
            first = [choice.first.dossier.id] if choice.first.obstacle is None else []
            marked = [*first, *(row.id for row in choice.first.beside)]
        self.open(marked)

    def back(self) -> None:
        """Put the dossier away, then the marks, then the search."""
        case, waiting = self._view.case, self._view.waiting
        if not case.reason.isHidden():
            case.reason.hide()
        elif self.hand.choice is not None:
            self.hand.put_away()
        elif waiting.marked:
            waiting.clear_marks()
        elif self._typed:
            waiting.search.clear()
            self.search("")
        self._view.take_focus()

    def _ask(self, looked: Callable[[], Cases], take: Callable[[Cases], None] | None = None) -> None:
        """Look dossiers up; until they are in hand nothing else is opened and nothing given."""

        def refused(notice: Notice) -> None:
            self._looking = False
            self._room.tell(Notice(notice.text, notice.next_step, Tone.ATTENTION, notice.code))

        def shown(cases: Cases) -> None:
            self._looking = False
            (take or self._take)(cases)

        self._looking = True
        self._view.case.reason.hide()
        self._cases.ask(looked, shown, refused)

    def _take(self, cases: Cases) -> None:
        """Take dossiers in hand; of those that were in hand already, say what somebody else did to them."""
        before = self.hand.choice.cases if self.hand.choice is not None else ()
        mine = self._mine
        self._mine = False
        self.hand.take(Choice(cases))
        self._view.take_focus()
        self._view.case.show_changed("" if mine else changed_words(before, cases))

    # Giving.

    def may(self) -> bool:
        """Whether what is in hand may be given by whoever sits here, or what is being done with it may be done."""
        choice = self.hand.choice
        busy = self._busy or self._looking
        free = choice is not None and not busy and (choice.aside or choice.obstacle is None)
        return free and allowed(self._room.session().account, Permission.RETURN_RESULT)

    def give(self) -> None:
        """Give what is in hand; what is missing gets the focus instead."""
        choice = self.hand.choice
        if choice is None or not self.may():
            return
        if choice.aside:
            (self._send if choice.by_post else self._add_result if choice.adds else self._refund)(choice)
            return
        if self.hand.problems():
            self.hand.confirm()
            return
        card, desk, session = self._view.case, self._room.desk, self._room.session()
        entered = card.ladder.entered
        collection = choice.collection(entered, originals=card.papers.originals.isChecked(), back=card.papers.chosen)
        wanted = choice.wanted(self._result())
        self._do(lambda: returning.return_results(desk, session, wanted, collection, choice.payer(entered)), self._gave)

    def _result(self) -> ResultText:
        spot = self._view.case.spot
        path = spot.text("result_file")
        number, signer = spot.text("result_number"), spot.text("result_signer")
        return ResultText(number=number, signer=signer, file=Path(path) if path else None)

    def _on_result_entered(self) -> None:
        if self.hand.choice is not None and self.hand.choice.adds:
            self.give()

    def choose_file(self) -> None:
        """Let the file of a result be chosen, and say what is in it."""
        chosen = self._room.interaction.open_files(_("Chọn tệp kết quả"), _("Kết quả (*.pdf *.xml)"))
        if not chosen:
            return
        path, session, spot = chosen[0], self._room.session(), self._view.case.spot
        self.hand.adds(str(path))

        def say(text: str, tone: Tone) -> None:
            # Another dossier may be in hand, or another file chosen, while this one was looked at.
            if spot.text("result_file") == str(path):
                spot.message.say(text, tone)

        self._room.background.pool.submit(
            lambda: look_at_file(session, path),
            lambda file: say(
                seal_said(file.seal), Tone.INFO if file.seal.integrity is Integrity.INTACT else Tone.ATTENTION
            ),
            lambda notice: say(f"{notice.text} {notice.next_step}".strip(), Tone.LATE),
            owner=self,
        )

    def _add_result(self, choice: Choice) -> None:
        desk, session, text, dossier = self._room.desk, self._room.session(), self._result(), choice.first.dossier
        seen = Seen(dossier.id, dossier.revision)
        self._do(lambda: record_result(desk, session, seen, text), self._done_aside(_("Đã ghi thêm kết quả.")))

    def _refund(self, choice: Choice) -> None:
        line, desk, session = self._view.case.refund, self._room.desk, self._room.session()
        amount, dossier = parse(line.text("refund_amount")), choice.first.dossier
        if amount is None:
            line.message.say(_("Ghi số tiền bằng số, ví dụ 20.000."), Tone.LATE)
            line.fields["refund_amount"].setFocus()
            return
        way = choice.way if choice.way in WAYS else PaymentWay.CASH
        money = Money(way, amount, note=line.text("refund_reason"))
        seen = Seen(dossier.id, dossier.revision)
        self._do(lambda: refund(desk, session, seen, money), self._done_aside(_("Đã ghi hoàn tiền.")))

    def _done_aside(self, said: str) -> Callable[[Changes], None]:
        """Return what is done when something beside the return was written: the dossier stays in hand, read anew."""

        def done(changes: Changes) -> None:
            self._mine = True
            self._room.changes.publish(changes)
            self._room.tell(Notice(said, tone=Tone.DONE))

        return done

    def _gave(self, returned: Returned) -> None:
        self._given = tuple(one.dossier.id for one in returned.given)
        self._finish(done_words(returned.given), tuple(one.form_id for one in returned.given), returned.changes)

    def _send(self, choice: Choice) -> None:
        post, desk, session = self._view.case.post, self._room.desk, self._room.session()
        dossier = choice.first.dossier
        parcel = Parcel(post.text("carrier"), post.text("tracking"), post.text("seal"), self._view.case.papers.chosen)
        self._carrier = parcel.carrier

        def sent(answer: tuple[UUID, Changes]) -> None:
            self._given = ()
            at = datetime.astimezone(desk.now(), VIETNAM)
            words = _("Đã giao bưu chính {at:%H:%M} – {tracking}").format(at=at, tracking=parcel.tracking)
            self._finish(words, (answer[0],), answer[1])
            self.print_papers()

        self._do(lambda: by_post.send(desk, session, Seen(dossier.id, dossier.revision), parcel), sent)

    def on_its_way(self, act: Callable[..., Changes], said: str) -> None:
        """Do something with the dossier in hand that keeps it in hand: the post's answers, a folder that is here."""
        choice = self.hand.choice
        if choice is None:
            return
        desk, session, dossier = self._room.desk, self._room.session(), choice.first.dossier

        self._do(lambda: act(desk, session, Seen(dossier.id, dossier.revision)), self._done_aside(said))

    def was_delivered(self) -> None:
        """Write down that the post gave it to somebody, with the money it collected."""
        choice = self.hand.choice
        if choice is not None:
            payer = choice.payer(self._view.case.ladder.entered)
            self.on_its_way(partial(by_post.delivered, payer=payer), _("Đã ghi: bưu chính đã phát."))

    def _finish(self, words: str, forms: tuple[UUID, ...], changes: Changes) -> None:
        self._forms = forms
        self._view.waiting.clear_marks()
        self.hand.put_away()
        self._view.case.say_done(words)
        self._room.changes.publish(changes)
        self._view.waiting.focus_list()
        self._room.registry.refreshed.emit()

    def _do(self, act: Callable[[], Returned | Changes | tuple[UUID, Changes]], done: Callable[..., None]) -> None:
        if self._busy:
            return
        self._busy = True

        def ended(answer: object) -> None:
            self._busy = False
            done(answer)

        def failed(notice: Notice) -> None:
            self._busy = False
            self._room.tell(notice)
            if notice.code == "life.changed_meanwhile" and self.hand.choice is not None:
                self.open([case.dossier.id for case in self.hand.choice.cases])

        self._room.background.database.submit(act, ended, failed, owner=self)

    # Afterwards.

    @property
    def carrier(self) -> str:
        """The post office that took the last result."""
        return self._carrier

    def can_print(self) -> bool:
        """Whether the papers of what was done last can be printed."""
        return bool(self._forms)

    def print_papers(self) -> None:
        """Print the receipts of what was given last."""
        self._receipts.print_forms(self._forms)

    def undo(self, reason: str = "") -> None:
        """Take back what was given last, or what is in hand and was given before."""
        choice = self.hand.choice
        given = self._given
        if choice is not None:
            given = tuple(case.dossier.id for case in choice.cases if case.returned is not None)
        if not given:
            return
        desk, session = self._room.desk, self._room.session()

        def take_back() -> Changes:
            changes = [undoing.undo(desk, session, Seen(one), reason) for one in reversed(given)]
            return Changes(changes[0].subjects, frozenset(given))

        def undone(changes: Changes) -> None:
            self._given, self._forms = (), ()
            self._view.case.say_done("")
            self._view.case.reason.hide()
            self._mine = choice is not None
            count = len(given)
            self._room.tell(Notice(_n("Đã hoàn tác việc trả {count} kết quả.", count).format(count=count)))
            self._room.changes.publish(changes)
            self.open(list(given))

        def refused(notice: Notice) -> None:
            if notice.code == "life.undo_needs_reason":
                self._view.case.ask_reason()
                return
            self._room.tell(notice)

        self._room.background.database.submit(take_back, undone, refused, owner=self)
