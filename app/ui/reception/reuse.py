"""Papers that need not be handed in: offered from what the office holds, looked up, and until when one is good."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.core.clock import VIETNAM
from app.core.words import _
from app.domain.dossiers import PaperState
from app.domain.drafts import Basis, PaperEntry, with_paper
from app.domain.life import PaperSource
from app.domain.reuse import Offer, owner_identity, reused
from app.services.reception_desk import DraftLook
from app.services.reusing import databases, look_up, offered, reuse_terms
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.reception.keys import Commands
from app.ui.reception.paper_rows import PaperRow
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.workroom import Workroom


class ReusePresenter(QObject):
    """Knows what the office holds for the draft on the screen."""

    changed = Signal()
    """What is offered: the checklist says it."""

    def __init__(self, view: ReceptionView, sheet: Sheet, room: Workroom, commands: Commands) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room = view, sheet, room
        self._card = view.papers
        self._offers: Mapping[int, Offer] = {}
        self._asked_for: object = None
        self._at = 0
        self._looks: Latest[Mapping[int, Offer]] = Latest(room.background.database, self)
        sheet.looked.connect(self._on_look)
        sheet.changed.connect(self.show_line)
        self._card.table.selected.connect(lambda _row: self.show_line())
        self._card.lookup.looked_up.connect(self._take_look_up)
        self._card.validity.said.connect(self._take_validity)
        for asked in (self._card.lookup, self._card.validity):
            asked.left.connect(self._card.table.setFocus)
        commands.bind("reuse", self._reuse, lambda: self._free() and self._takes())
        commands.bind("lookup", self._ask_look_up, self._free)
        commands.bind("validity", self._ask_validity, lambda: self._free() and self._handed_in())

    def start_anew(self) -> None:
        """Another draft is shown."""
        self._offers, self._asked_for = {}, None
        self._card.stop_asking()
        self.show_line()

    def offer(self, entry: PaperEntry) -> Offer | None:
        """Return what the office holds for a paper that is not there yet."""
        return self._offers.get(entry.ordinal) if entry.basis is None else None

    # What is offered.

    def _on_look(self, seen: DraftLook) -> None:
        draft, room = seen.draft, self._room
        about = (draft.id, owner_identity(draft), draft.procedure_code, tuple(one.name for one in draft.papers))
        if about == self._asked_for or self._sheet.locked:
            return
        self._asked_for = about
        self._looks.ask(lambda: offered(room.desk, room.session(), draft), self._on_offers, room.tell)

    def _on_offers(self, found: Mapping[int, Offer]) -> None:
        if found != self._offers:
            self._offers = found
            self.changed.emit()
            self.show_line()
            self._room.registry.refreshed.emit()

    def show_line(self) -> None:
        """Say of the chosen paper what there is, or where it comes from."""
        entry = self._current()
        offer = self.offer(entry) if entry is not None else None
        line = self._card.offer
        if entry is not None and entry.basis is not None:
            line.show_offer(*basis_said(entry.basis), good=True, takes=False)
        elif offer is not None and entry is not None and entry.state is not PaperState.HANDED_IN:
            line.show_offer(*_offer_said(offer), good=not offer.expired, takes=not offer.expired)
        else:
            line.show_offer("", "", good=True, takes=False)

    # What is done.

    def _current(self) -> PaperEntry | None:
        row: PaperRow | None = self._card.table.current
        if row is None:
            return None
        return next((one for one in self._sheet.draft.papers if one.ordinal == row.entry.ordinal), None)

    def _free(self) -> bool:
        return self._current() is not None and not self._sheet.locked and not self._view.typing()

    def _takes(self) -> bool:
        entry = self._current()
        offer = self.offer(entry) if entry is not None else None
        return offer is not None and not offer.expired

    def _handed_in(self) -> bool:
        entry = self._current()
        return entry is not None and entry.state in {PaperState.HANDED_IN, PaperState.SHOWN}

    def _reuse(self) -> None:
        entry = self._current()
        offer = self.offer(entry) if entry is not None else None
        if entry is None or offer is None or offer.expired:
            return
        self._put(entry, reused(entry, offer), _("Dùng lại: {name}"))

    def _put(self, before: PaperEntry, now: PaperEntry, words: str) -> None:
        draft_id = self._sheet.draft.id
        self._sheet.put(with_paper(self._sheet.draft, now))

        def back() -> None:
            if self._sheet.draft.id == draft_id:
                self._sheet.put(with_paper(self._sheet.draft, before))

        self._view.notice.offer_undo(words.format(name=before.name), back)

    def _ask_look_up(self) -> None:
        entry = self._current()
        if entry is not None:
            self._at = entry.ordinal
            today = self._room.desk.now().date()
            usual = reuse_terms().usual_database(entry.name, today)
            self._card.lookup.ask_about(entry, databases(self._room.desk), usual)

    def _take_look_up(self, code: str, result: str) -> None:
        entry, draft, room = self._asked(), self._sheet.draft, self._room
        self._card.table.setFocus()
        if entry is not None:
            known = entry
            room.background.database.submit(
                lambda: look_up(room.desk, room.session(), draft, known, code, result),
                lambda now: self._put(known, now, _("Đã tra cứu: {name}")),
                self._refused,
                owner=self,
            )

    def _refused(self, notice: Notice) -> None:
        self._room.tell(notice)
        self._ask_look_up()

    def _ask_validity(self) -> None:
        entry = self._current()
        if entry is not None:
            self._at = entry.ordinal
            self._card.validity.ask(entry, entry.valid_until)

    def _take_validity(self, text: str) -> None:
        entry = self._asked()
        self._card.table.setFocus()
        if entry is not None:
            self._sheet.put(with_paper(self._sheet.draft, replace(entry, valid_until=text)))

    def _asked(self) -> PaperEntry | None:
        return next((one for one in self._sheet.draft.papers if one.ordinal == self._at), None)


def basis_said(basis: Basis) -> tuple[str, str]:
    """Return where a paper comes from, and until when it is good."""
    at = basis.at.astimezone(VIETNAM)
    if basis.source is PaperSource.DATABASE:
        known = reuse_terms().database(basis.reference)
        name = known.name if known is not None else basis.reference
        return (
            _("Tra cứu {name}: {result}").format(name=name, result=basis.result),
            _("lúc {at:%H:%M %d/%m/%Y}, {by}").format(at=at, by=basis.by),
        )
    of_paper, of_result = _("Dùng lại bản của hồ sơ {reference}"), _("Dùng lại kết quả {number}, hồ sơ {reference}")
    words = of_result if basis.result else of_paper
    said = _("nhận {at:%d/%m/%Y}").format(at=at)
    if basis.valid_until is not None:
        said += " · " + _("dùng được đến {day:%d/%m/%Y}").format(day=basis.valid_until)
    return words.format(number=basis.result, reference=basis.reference), said


def _offer_said(offer: Offer) -> tuple[str, str]:
    held = offer.held
    if held.result:
        text = _("Có sẵn kết quả {number} cấp {day:%d/%m/%Y}, hồ sơ {reference}")
    else:
        text = _("Có sẵn bản nộp {day:%d/%m/%Y}, hồ sơ {reference}")
    said = []
    if offer.expired and offer.until is not None:
        said.append(_("hết hạn {day:%d/%m/%Y}").format(day=offer.until))
    elif offer.unsure and offer.rule is not None:
        said.append(
            _("loại giấy này có giá trị {months} tháng từ ngày cấp: xem ngày trên giấy").format(
                months=offer.rule.months
            )
        )
    elif offer.until is not None:
        said.append(_("dùng được đến {day:%d/%m/%Y}").format(day=offer.until))
    if held.by:
        said.append(_("{name} nhận").format(name=held.by))
    return text.format(number=held.number, day=held.on, reference=held.reference), " · ".join(said)
