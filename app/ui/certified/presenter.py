"""Decides what F9 does with one order after the other: who, which documents, what it costs, certified, next."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from app.core.money import Dong, show
from app.core.words import _
from app.domain.card_qr import parse_card
from app.domain.certification import CopyLine, check_line, serials_text
from app.domain.checks import Finding, Severity, check_party
from app.domain.dossiers import PaymentWay
from app.domain.drafts import PartyText, party_of, text_of
from app.domain.permissions import ROLE_NAMES, TABLE, Permission, allowed
from app.domain.personal_ids import is_old_id, is_personal_id
from app.domain.phones import PhoneKind, phone_kind
from app.domain.vietqr import purpose_of
from app.models.rows import KnownPerson
from app.services.certified_book import CertifyingDesk, begin, earlier_documents
from app.services.certifying import Certified, Order, certify
from app.services.dossiers import known_people
from app.services.order_drafts import OrderDraft
from app.services.reception_desk import can_take_transfers, payment_code
from app.services.sentences import sentence
from app.ui.certified.book_presenter import BookPresenter
from app.ui.certified.keeper import OrderKeeper
from app.ui.certified.lines_card import OFFERS, PricedLine
from app.ui.certified.person_card import FIELDS
from app.ui.certified.printing import CertifiedPrinter
from app.ui.certified.sheet import fees_of
from app.ui.certified.view import CertifiedView
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_MOST_KNOWN = 6
_SHORTEST = 3


class CertifiedPresenter(QObject):
    """One for the page."""

    def __init__(self, room: Workroom, view: CertifiedView, book: BookPresenter, printer: CertifiedPrinter) -> None:
        super().__init__(view)
        self._room, self._view, self._book, self._printer = room, view, book, printer
        self._known: CertifyingDesk | None = None
        self._today: date = room.desk.now().date()
        self.keeper = OrderKeeper(room, self)
        self._sheet = self._blank()
        self._before: OrderDraft | None = None
        self.offers: tuple[CopyLine, ...] = ()
        self._people: Latest[tuple[KnownPerson, ...]] = Latest(room.background.database, self)
        self._connect()
        self._show()

    def _connect(self) -> None:
        view = self._view
        view.shown.connect(self._on_shown)
        view.scanned.connect(self._on_card)
        view.undo_wanted.connect(self.undo)
        view.person.edited.connect(self._on_person_edited)
        view.person.left.connect(self._on_person_left)
        view.person.search.searched.connect(self._look_up)
        view.person.search.chosen.connect(self._on_known_chosen)
        view.person.search.entered.connect(self._on_unknown)
        view.lines.line_entered.connect(self.add_line)
        view.lines.edited.connect(self._on_entry_edited)
        view.lines.table.opened.connect(self._edit_line)

    # Who may, and what the page begins with.

    def may(self) -> bool:
        """Return whether the person may certify and the page knows what by."""
        return self._known is not None and allowed(self._room.session().account, Permission.CERTIFY)

    @property
    def transfers(self) -> bool:
        """Whether the office has an account that fees can be sent to."""
        return can_take_transfers(self._room.desk)

    def _on_shown(self) -> None:
        room = self._room
        self._today = room.desk.now().date()
        if not allowed(room.session().account, Permission.CERTIFY):
            roles = ", ".join(_(ROLE_NAMES[role]) for role in TABLE if Permission.CERTIFY in TABLE[role])
            self._view.set_closed(_("Bạn không chứng thực bản sao: việc này của {roles}.").format(roles=roles))
            return
        self._view.finish.show_ways(transfer=self.transfers)
        room.background.database.submit(
            lambda: begin(room.desk, room.session()), self._on_begun, self._on_not_begun, owner=self
        )

    def _on_begun(self, known: CertifyingDesk) -> None:
        first = self._known is None
        self._known = known
        self._view.set_closed("")
        self._view.lines.know(known.terms.documents)
        if first:
            self._view.finish.show_signer(known.signer)
            self._view.take_focus()
            self.keeper.find(self._on_found)
        self._show()

    def _on_found(self, order: OrderDraft) -> None:
        self._restore(order)
        self._view.finish.say_done(_("Lấy lại đơn đang gõ dở."))
        self._view.lines.document.setFocus()

    def _on_not_begun(self, notice: Notice) -> None:
        self._view.set_closed(" ".join(filter(None, (notice.text, notice.next_step))))

    # The person.

    def _on_card(self, text: str) -> None:
        scan = parse_card(text)
        if scan.party is None:
            note = next(iter(scan.notes), None)
            said = str(sentence(note.doubt.value, {"raw": note.raw, "text": note.raw})) if note else ""
            self._room.tell(Notice(said or _("Không đọc được thẻ."), tone=Tone.ATTENTION))
            return
        self._take_person(text_of(scan.party, from_card=True))
        self._look_up(scan.party.personal_id)

    def _on_person_edited(self, name: str) -> None:
        number, name_typed, phone = (self._view.person.rows[field].text for field in FIELDS)
        if name == "personal_id":
            # Another number is another person: nothing that a card or the store said of the one before may stay.
            self._change(person=PartyText(name_typed, personal_id=number, phone=phone))
            self.offer(())
        else:
            self._change(person=replace(self._sheet.person, full_name=name_typed, phone=phone, from_card=False))
        self._view.person.rows[name].say_nothing()
        self._view.person.show_source(from_card=False)
        self._view.finish.say("")

    def _on_person_left(self, name: str) -> None:
        if name == "personal_id":
            self._sort_out()
        if getattr(self._sheet.person, name):
            self._view.person.show_findings(self._findings(), (name,))

    def _sort_out(self) -> None:
        """Put a telephone or a name that was typed into the first field where it belongs."""
        person = self._sheet.person
        text = person.personal_id.strip()
        digits = "".join(text.split())
        if is_personal_id(digits) or is_old_id(digits) or not text:
            return
        if phone_kind(text) in {PhoneKind.MOBILE, PhoneKind.LANDLINE} and not person.phone:
            self._take_fields(replace(person, personal_id="", phone=text))
        elif not any(letter.isdigit() for letter in text) and not person.full_name:
            self._take_fields(replace(person, personal_id="", full_name=text))

    def _look_up(self, text: str) -> None:
        room, text = self._room, text.strip()
        if len(text) < _SHORTEST:
            self._view.person.show_known(())
            return
        self._people.ask(
            lambda: known_people(room.desk, room.session(), text, limit=_MOST_KNOWN),
            lambda known: self._on_people(text, known),
        )

    def _on_people(self, text: str, known: tuple[KnownPerson, ...]) -> None:
        present = self._sheet.person
        same = next((one for one in known if one.party.identity and one.party.identity == present.personal_id), None)
        if same is not None and present.full_name:
            # A card says no telephone: the one of last time is added, what was certified then is offered.
            self._take_fields(replace(present, phone=present.phone or same.party.phone))
            self._ask_earlier(present.personal_id)
            known = ()
        elif text != present.personal_id.strip():
            return
        self._view.person.show_known(known)

    def _on_known_chosen(self, known: object) -> None:
        if isinstance(known, KnownPerson):
            self._take_person(text_of(known.party))
            self._ask_earlier(known.party.identity)

    def _on_unknown(self) -> None:
        self._sort_out()
        person = self._sheet.person
        empty = "full_name" if not person.full_name else "phone" if not person.phone else ""
        (self._view.person.edit(empty) if empty else self._view.lines.document).setFocus()

    def _take_person(self, person: PartyText) -> None:
        self._take_fields(person)
        self.offer(())
        self._view.finish.say("")
        self._view.show_code((), Dong(0), "")
        self._view.lines.document.setFocus()

    def _take_fields(self, person: PartyText) -> None:
        self._change(person=person)
        self._view.person.show_person(person)

    def _ask_earlier(self, identity: str) -> None:
        room = self._room

        def offer(lines: tuple[CopyLine, ...]) -> None:
            if self._sheet.person.personal_id == identity:
                self.offer(lines)

        room.background.database.submit(
            lambda: earlier_documents(room.desk, room.session(), identity, OFFERS), offer, owner=self
        )

    def offer(self, lines: tuple[CopyLine, ...]) -> None:
        """Offer these documents by one key each."""
        self.offers = lines
        self._view.lines.show_offers(lines)
        self._room.registry.refreshed.emit()

    def _findings(self) -> tuple[Finding, ...]:
        return check_party(party_of(self._sheet.person), today=self._today)

    # The lines.

    def add_line(self) -> bool:
        """Take the line that was typed; return whether it is complete."""
        lines = self._view.lines
        wrong = tuple(check_line(lines.entry))
        lines.say_wrong(wrong)
        if wrong:
            return False
        self._change(lines=(*self._sheet.lines, lines.entry))
        lines.clear_entry()
        lines.document.setFocus()
        self._show()
        return True

    def take_offer(self, place: int) -> None:
        """Take a document of last time, from 1, with its pages and copies."""
        self._change(lines=(*self._sheet.lines, self.offers[place - 1]))
        self._view.lines.document.setFocus()
        self._show()

    def remove_line(self) -> None:
        """Take a line out: the chosen one, or the last."""
        lines = self._sheet.lines
        chosen = self._view.lines.table.current
        place = chosen.place if chosen is not None else len(lines)
        self._before = self._sheet
        self._change(lines=(*lines[: place - 1], *lines[place:]))
        self._show()

    def has_lines(self) -> bool:
        """Return whether there is a line to take out."""
        return self.may() and bool(self._sheet.lines)

    def _edit_line(self, chosen: PricedLine) -> None:
        if self._view.lines.entry_empty or self.add_line():
            self._view.lines.show_entry(chosen.line)
            left = tuple(one for place, one in enumerate(self._sheet.lines, start=1) if place != chosen.place)
            self._change(lines=left)
            self._show()
            self._view.lines.pages.setFocus()
            self._view.lines.pages.selectAll()

    def _on_entry_edited(self) -> None:
        self._change(entry=self._view.lines.entry)
        self._view.finish.say("")
        self._show_total()

    # The end.

    def pay(self, way: PaymentWay) -> None:
        """Choose how it is paid."""
        self._change(way=way)
        self._view.finish.show_way(way)

    def commit(self) -> None:
        """Certify what was typed and go on to the next person at once; a refused order comes back as it was."""
        view, sheet = self._view, self._sheet
        if sheet == replace(self._blank(), id=sheet.id, way=sheet.way) and view.lines.entry_empty:
            view.take_focus()
            return
        self._sort_out()
        if not view.lines.entry_empty and not self.add_line():
            return
        if not self._complete():
            return
        order = Order(sheet.id, self._sheet.person, self._sheet.lines, self._sheet.way, view.finish.signed_by)
        sent, room = self._sheet, self._room
        self._start_anew()
        room.background.database.submit(
            lambda: certify(room.desk, room.session(), order),
            self._on_certified,
            lambda notice: self._on_refused(sent, notice),
            owner=self,
        )

    def _complete(self) -> bool:
        findings = self._findings()
        self._view.person.show_findings(findings)
        wrong = [one for one in findings if one.severity is Severity.ERROR]
        if wrong:
            self._view.person.edit(wrong[0].field if wrong[0].field in FIELDS else "full_name").setFocus()
            self._view.finish.say(_("Chưa chứng thực: xem chỗ báo đỏ."))
        elif not self._sheet.lines:
            self._view.lines.say_wrong((("document", "certifying.no_line"),))
            self._view.finish.say(_("Chưa chứng thực: chưa có giấy tờ nào."))
        return not wrong and bool(self._sheet.lines)

    def _on_certified(self, done: Certified) -> None:
        room, lines = self._room, done.lines
        names = [_("lời chứng số {serial}").format(serial=line.serial) for line in lines]
        # An order that was known before owes no new paper.
        self._printer.send(tuple(zip(done.prints, names, strict=False)))
        self._book.show_newest()
        room.changes.publish(done.changes)
        dossier = done.dossier
        said = _("Vừa xong: số {serials} · {name} · {total}").format(
            serials=serials_text([line.serial for line in lines]),
            name=dossier.parties.submitter.full_name,
            total=show(dossier.total),
        )
        # At the place where the eye is, not in a notice over the buttons of the next person.
        self._view.finish.say_done(said)
        if dossier.payment is PaymentWay.VIETQR and dossier.total:
            room.background.pool.submit(
                lambda: payment_code(room.desk, dossier.number, dossier.total),
                lambda rows: self._view.show_code(rows, dossier.total, purpose_of(dossier.number)),
                owner=self,
            )

    def _on_refused(self, sent: OrderDraft, notice: Notice) -> None:
        self._restore(sent)
        self._view.finish.say(notice.text)
        self._room.tell(notice)

    def clear(self) -> None:
        """Begin with another person; what was typed can be taken back."""
        before = replace(self._sheet, entry=self._view.lines.entry)
        self._start_anew()
        self._before = before
        self._view.show_code((), Dong(0), "")

    def undo(self) -> None:
        """Bring back what was cleared or taken out last."""
        before, self._before = self._before, None
        if before is not None:
            self._restore(before)

    def _start_anew(self) -> None:
        self._before = None
        self._restore(replace(self._blank(), way=PaymentWay.CASH))
        self._view.take_focus()

    def _restore(self, sheet: OrderDraft) -> None:
        self._sheet = sheet
        self.keeper.note(sheet)
        self._view.person.show_person(sheet.person)
        self._view.lines.show_entry(sheet.entry)
        self._view.finish.say("")
        self.offer(())
        self._show()

    # What is shown.

    def _blank(self) -> OrderDraft:
        return OrderDraft(self._room.desk.ids.new())

    def _change(self, **fields: object) -> None:
        self._sheet = replace(self._sheet, **fields)  # type: ignore[arg-type] # fields by name
        self.keeper.note(self._sheet)

    def _fees(self, lines: tuple[CopyLine, ...]) -> tuple[Dong | None, ...]:
        return fees_of(self._known.version if self._known else None, lines, self._today)

    def _show(self) -> None:
        sheet = self._sheet
        fees = self._fees(sheet.lines)
        self._view.lines.show_lines(
            [PricedLine(place, line, fee) for place, (line, fee) in enumerate(zip(sheet.lines, fees, strict=True), 1)]
        )
        self._view.finish.show_way(sheet.way)
        self._show_total()
        self._room.registry.refreshed.emit()

    def _show_total(self) -> None:
        typed = self._view.lines.entry
        lines = self._sheet.lines
        if not self._view.lines.entry_empty and not tuple(check_line(typed)):
            # The line in the fields is certified too: the sum is what the person will be asked for.
            lines = (*lines, typed)
        fees = self._fees(lines)
        known = [fee for fee in fees if fee is not None]
        total = Dong(sum(known)) if len(known) == len(fees) else None
        copies = sum(line.copies for line in lines)
        self._view.finish.show_total(total, _("{lines} giấy tờ · {copies} bản").format(lines=len(lines), copies=copies))
