"""What happens with the people: cards, typed fields, those met before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.clock import VIETNAM
from app.core.words import _
from app.domain.card_qr import CardScan, parse_card
from app.domain.drafts import Draft, PartyText, party_of, text_of
from app.domain.guidance import GuidanceKind
from app.models.rows import DossierRow, KnownPerson
from app.services.dossiers import known_people
from app.services.reception_desk import Acquaintance, DraftLook, acquaintance
from app.services.sentences import sentence
from app.ui.reception.keys import Commands
from app.ui.reception.notes_card import Remark
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

LOOKUP_MS = 120
_SHORTEST = 3
_MOST_KNOWN = 3
_LOOKED_FOR = ("personal_id", "tax_code", "phone", "full_name")
ShowDossier = Callable[[UUID], None]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a scan said beside the fields it filled."""

    owner: bool = False
    scan: CardScan | None = None


class PeoplePresenter(QObject):
    """Fills and judges the person card and the notes under it."""

    filled = Signal()
    """A card or a known person filled the fields: the keyboard may go on."""
    resume_wanted = Signal(object)
    """The Guidance whose draft is to be opened again."""

    def __init__(
        self, view: ReceptionView, sheet: Sheet, room: Workroom, commands: Commands, show_dossier: ShowDossier | None
    ) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room = view, sheet, room
        self._show_dossier = show_dossier
        self._typing = False
        self._everything_ready = False
        self._ready: set[str] = set()
        self._known: tuple[KnownPerson, ...] = ()
        self._met = Acquaintance((), ())
        self._heard = _Heard()
        self._other_owner = PartyText()
        self._lookup = QTimer(self, singleShot=True, interval=LOOKUP_MS)
        self._lookup.timeout.connect(self._look_up)
        self._looked_for = ""
        self._met_for: object = None
        self._connect()
        self._bind(commands)

    def _connect(self) -> None:
        person, sheet = self._view.person, self._sheet
        person.submitter.edited.connect(lambda text: self._on_typed(owner=False, text=text))
        person.owner.edited.connect(lambda text: self._on_typed(owner=True, text=text))
        person.submitter.left.connect(self._on_left)
        person.owner.left.connect(lambda field: self._on_left(f"owner.{field}"))
        person.own_changed.connect(self.set_own)
        person.authorised_changed.connect(self.set_authorised)
        person.authorisation_edited.connect(lambda text: self._as_typed(authorisation=text))
        sheet.changed.connect(self._on_changed)
        sheet.looked.connect(self._on_look)

    def _bind(self, commands: Commands) -> None:
        open_ = self._is_open
        commands.bind("own", lambda: self.set_own(self._sheet.draft.owner is not None), open_)
        commands.bind("authorised", lambda: self.set_authorised(not self._sheet.draft.authorisation), open_)
        commands.bind("submitter", lambda: self._go_to(owner=False))
        commands.bind("owner", lambda: self._go_to(owner=True), lambda: self._sheet.draft.owner is not None)
        commands.bind("take_known", lambda: self._take(self._known[0]), lambda: bool(self._known) and open_())
        commands.bind(
            "resume", lambda: self.resume_wanted.emit(self._met.guided[0]), lambda: bool(self._met.guided) and open_()
        )
        commands.bind("alike", self._open_alike, lambda: bool(self._met.alike) and self._show_dossier is not None)

    def _is_open(self) -> bool:
        return not self._sheet.locked

    def start_anew(self, draft: Draft) -> None:
        """Show the people of another draft; what stands in it may be judged at once."""
        self._everything_ready = False
        self._ready = {f for f in PartyText.__dataclass_fields__ if getattr(draft.submitter, f)}
        if draft.owner is not None:
            self._ready |= {f"owner.{f}" for f in PartyText.__dataclass_fields__ if getattr(draft.owner, f)}
        self._known, self._met, self._heard = (), Acquaintance((), ()), _Heard()
        self._looked_for, self._met_for = "", None
        self._view.person.show_draft(draft)
        self._show_remarks()

    def judge_everything(self) -> None:
        """Say what is missing too: somebody wants to receive."""
        self._everything_ready = True
        self._judge_again()

    # Typing.

    def _on_typed(self, *, owner: bool, text: PartyText) -> None:
        before = self._sheet.draft.owner if owner else self._sheet.draft.submitter
        if owner:
            self._as_typed(owner=text)
        else:
            self._as_typed(submitter=text)
        self._view.person.show_source(self._sheet.draft)
        asked = next((f for f in _LOOKED_FOR if getattr(text, f) != getattr(before or PartyText(), f)), "")
        if asked:
            self._looked_for = getattr(text, asked)
            self._lookup.start()

    def _as_typed(self, **fields: object) -> None:
        self._typing = True
        self._sheet.change(**fields)
        self._typing = False

    def _on_left(self, field: str) -> None:
        self._ready.add(field)
        self._judge_again()

    def _judge_again(self) -> None:
        # Where it is still being judged, the answer comes by itself.
        judged = self._sheet.judged
        if judged is not None:
            self._on_look(judged)

    def _on_changed(self) -> None:
        if not self._typing:
            self._view.person.show_draft(self._sheet.draft)

    def _on_look(self, seen: DraftLook) -> None:
        every = frozenset(PartyText.__dataclass_fields__)
        ready = every if self._everything_ready else frozenset(self._ready)
        findings = seen.examination.findings
        person = self._view.person
        person.submitter.show_findings([f for f in findings if "." not in f.field], ready)
        of_owner = [replace(f, field=f.field[6:]) for f in findings if f.field.startswith("owner.")]
        owner_ready = frozenset(f[6:] for f in ready if f.startswith("owner."))
        person.owner.show_findings(of_owner, every if self._everything_ready else owner_ready)
        self._meet(seen.draft)

    # Who owns the dossier.

    def set_own(self, own: bool) -> None:
        """Let the submitter be the owner, or ask who is; what was typed of the owner comes back."""
        draft = self._sheet.draft
        if own and draft.owner is not None:
            self._other_owner = draft.owner
        self._sheet.change(owner=None if own else self._other_owner)
        if not own:
            self._go_to(owner=True)

    def set_authorised(self, authorised: bool) -> None:
        """Note by which paper the submitter acts."""
        self._sheet.change(authorisation=_("Văn bản ủy quyền") if authorised else "")
        if authorised:
            self._view.person.authorisation.field.setFocus()

    def _go_to(self, *, owner: bool) -> None:
        self._view.person.show_form(owner=owner)
        form = self._view.person.form
        citizen = not form.edit("personal_id").isHidden() and form.rows["personal_id"].isVisibleTo(form)
        form.edit("personal_id" if citizen else "tax_code").setFocus()

    # Cards.

    def take_card(self, text: str) -> None:
        """Fill the submitter from a card, or the owner where the keyboard is in the owner's fields."""
        scan = parse_card(text)
        # The stubs leave out that there may be no focus widget.
        focus: QWidget | None = self._view.window().focusWidget()
        draft = self._sheet.draft
        owner = draft.owner is not None and focus is not None and self._view.person.owner.isAncestorOf(focus)
        self._heard = _Heard(owner=owner, scan=scan)
        if scan.party is not None:
            before = (draft.owner if owner else draft.submitter) or PartyText()
            party = text_of(scan.party, from_card=True)
            if before.personal_id == party.personal_id:
                # The same person again: what the card does not know stays.
                party = replace(party, phone=before.phone, email=before.email, address=before.address or party.address)
            self._fill(party, owner=owner, offer_back=not before.empty and before.personal_id != party.personal_id)
            self._looked_for = party.personal_id
            self._look_up()
        self._show_remarks()

    def _fill(self, party: PartyText, *, owner: bool, offer_back: bool) -> None:
        before = self._sheet.draft
        if owner:
            self._sheet.change(owner=party)
        else:
            self._sheet.change(submitter=party)
        prefix = "owner." if owner else ""
        self._ready |= {f"{prefix}{field}" for field in PartyText.__dataclass_fields__ if getattr(party, field)}
        if offer_back:
            back = before.owner if owner else before.submitter
            field = "owner" if owner else "submitter"
            self._view.notice.offer_undo(
                _("Đã thay người bằng thẻ vừa quét: {name}").format(name=party.full_name),
                lambda: self._sheet.change(**{field: back}),
            )
        self.filled.emit()

    # Those met before.

    def _look_up(self) -> None:
        text = self._looked_for.strip()
        if len(text) < _SHORTEST or self._sheet.locked:
            self._on_known(())
            return
        room = self._room
        room.background.database.submit(
            lambda: known_people(room.desk, room.session(), text, limit=_MOST_KNOWN), self._on_known, owner=self
        )

    def _on_known(self, known: tuple[KnownPerson, ...]) -> None:
        present = self._present()
        self._known = tuple(one for one in known[:_MOST_KNOWN] if not _same(one, present))
        exact = next(
            (one for one in known if present.personal_id and one.party.personal_id == present.personal_id), None
        )
        if exact is not None and present.from_card:
            self._add_contact(exact, present)
        self._show_remarks()
        self._room.registry.refreshed.emit()

    def _add_contact(self, known: KnownPerson, present: PartyText) -> None:
        """Add what a card does not tell: telephone and email as last time, for the clerk to ask about."""
        fuller = replace(present, phone=present.phone or known.party.phone, email=present.email or known.party.email)
        if self._view.person.form is self._view.person.owner:
            self._sheet.change(owner=fuller)
        else:
            self._sheet.change(submitter=fuller)

    def _present(self) -> PartyText:
        draft = self._sheet.draft
        owner = self._view.person.form is self._view.person.owner
        return (draft.owner if owner else draft.submitter) or PartyText()

    def _take(self, known: KnownPerson) -> None:
        self._known = ()
        owner = self._view.person.form is self._view.person.owner
        self._fill(text_of(known.party), owner=owner, offer_back=False)
        self._show_remarks()

    def _meet(self, draft: Draft) -> None:
        party = party_of(draft.submitter)
        about = (party.identity, party.phone, party.full_name, draft.procedure_code, draft.owner)
        if about == self._met_for or self._sheet.locked:
            return
        self._met_for = about
        room = self._room
        room.background.database.submit(
            lambda: acquaintance(room.desk, room.session(), draft), self._on_met, owner=self
        )

    def _on_met(self, met: Acquaintance) -> None:
        self._met = met
        self._show_remarks()
        self._room.registry.refreshed.emit()

    def _open_alike(self) -> None:
        if self._show_dossier is not None:
            self._show_dossier(self._met.alike[0].id)

    # What is said.

    def _show_remarks(self) -> None:
        remarks = [*self._of_card(), *self._of_guided(), *self._of_alike(), *self._of_known()]
        remarks += [Remark(_earlier(row)) for row in self._met.dossiers]
        self._view.notes.show_whether_asked(asked=not self._present().empty)
        self._view.notes.show_remarks(remarks)

    def _of_card(self) -> list[Remark]:
        if self._heard.scan is None:
            return []
        remarks = []
        for note in self._heard.scan.notes:
            said = str(sentence(note.doubt.value, {"raw": note.raw, "text": note.raw}))
            remarks.append(
                Remark(f"{said} “{note.raw}”" if note.raw and note.raw not in said else said, Tone.ATTENTION)
            )
        return remarks

    def _of_known(self) -> list[Remark]:
        remarks = []
        for place, one in enumerate(self._known):
            parts = [one.party.full_name, one.party.identity, one.party.phone]
            text = " · ".join(part for part in parts if part)
            seen = _("gặp lần cuối {day:%d/%m/%Y}").format(day=one.last_seen)
            remarks.append(
                Remark(f"{text} · {seen}", Tone.INFO, partial(self._take, one), _("Điền"), "" if place else "Alt+Q")
            )
        return remarks

    def _of_guided(self) -> list[Remark]:
        remarks = []
        for place, one in enumerate(self._met.guided):
            said = _("Đã từ chối ngày") if one.kind is GuidanceKind.REFUSAL else _("Đã hướng dẫn ngày")
            wanted = one.reason if one.kind is GuidanceKind.REFUSAL else one.demands.replace("\n", "; ")
            text = f"{said} {one.at.astimezone(VIETNAM):%d/%m/%Y}: {one.content}. {wanted}".strip()
            act, key = partial(self.resume_wanted.emit, one), "" if place else "Alt+M"
            remarks.append(Remark(text, Tone.ATTENTION, act, _("Mở lại"), key))
        return remarks

    def _of_alike(self) -> list[Remark]:
        remarks = []
        for one in self._met.alike:
            # The first reason is the strongest; a second one would say the same of the same dossier.
            text = str(sentence(one.reasons[0].value, {"number": one.number}))
            if self._show_dossier is None:
                remarks.append(Remark(text, Tone.ATTENTION))
            else:
                remarks.append(Remark(text, Tone.ATTENTION, self._open_alike, _("Xem"), "Alt+X"))
        return remarks


def _earlier(row: DossierRow) -> str:
    return _("{day:%d/%m/%Y} · {procedure} · {number}").format(
        day=row.received_at, procedure=row.content or row.procedure_name, number=row.number
    )


def _same(known: KnownPerson, present: PartyText) -> bool:
    party = known.party
    if party.identity:
        return party.identity in {present.personal_id.replace(" ", ""), present.tax_code} and bool(present.full_name)
    return (party.full_name, party.phone) == (present.full_name, present.phone)
