"""The present address for the one on the card: offered, taken with one key, or chosen from a list."""

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.core.words import _
from app.domain.addresses import Candidate, Outcome, Proposal
from app.domain.drafts import PartyText
from app.services.reception_desk import DraftLook
from app.ui.actions import ActionRegistry
from app.ui.reception.keys import Commands
from app.ui.reception.party_form import PartyForm
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView

_UNKNOWN = Proposal(Outcome.EMPTY)


class AddressPresenter(QObject):
    """Says beside the present address what the card's address became. The card's text itself is never touched."""

    def __init__(self, view: ReceptionView, sheet: Sheet, registry: ActionRegistry, commands: Commands) -> None:
        super().__init__(view)
        self._view, self._sheet = view, sheet
        self._came_from: QWidget | None = None
        for form in (view.person.submitter, view.person.owner):
            form.offer.wanted.connect(self.take)
            form.choices.chosen.connect(lambda place, form=form: self._choose(form, place))
            form.choices.left.connect(lambda form=form: self._close(form))
            form.choices.deserted.connect(self._show)
        commands.bind("take_address", self.take, self._ready)
        sheet.changed.connect(self._show)
        sheet.looked.connect(lambda _seen: self._show())
        registry.refreshed.connect(self._show)  # a received dossier offers nothing any more

    # What is known.

    def _party(self, form: PartyForm) -> PartyText:
        draft = self._sheet.draft
        return (draft.owner or PartyText()) if form is self._view.person.owner else draft.submitter

    def _proposal(self, form: PartyForm) -> Proposal:
        """Return what is proposed for what stands in form now; nothing while the look is about another address."""
        seen: DraftLook | None = self._sheet.seen
        if seen is None or self._sheet.locked:
            return _UNKNOWN
        owner = form is self._view.person.owner
        looked_at = (seen.draft.owner or PartyText()) if owner else seen.draft.submitter
        party = self._party(form)
        if (looked_at.card_address, looked_at.card_issued) != (party.card_address, party.card_issued):
            return _UNKNOWN
        return seen.owner_address if owner else seen.submitter_address

    def _ready(self) -> bool:
        form = self._view.person.form
        proposal = self._proposal(form)
        return proposal.ask or (proposal.outcome is Outcome.ONE and not _taken(self._party(form), proposal))

    # What is shown.

    def _show(self) -> None:
        for form in (self._view.person.submitter, self._view.person.owner):
            proposal, party, offer = self._proposal(form), self._party(form), form.offer
            if not proposal.ask:
                form.choices.hide()
            if not form.choices.isHidden():
                offer.show_hint(_WHY[proposal.outcome]())
            elif proposal.outcome in {Outcome.NO_PROVINCE, Outcome.NO_COMMUNE} and _untouched(party):
                offer.show_hint(_HINTS[proposal.outcome]())
            elif _taken(party, proposal):
                offer.show_taken(changeable=len(proposal.candidates) > 1)
            elif proposal.ask or proposal.outcome is Outcome.ONE:
                offer.show_offer(*_offered(proposal))
            else:
                offer.show_nothing()

    # What is done.

    def take(self) -> None:
        """Take the present address, or open the list to choose from."""
        if not self._ready():
            return
        form = self._view.person.form
        proposal = self._proposal(form)
        if proposal.ask:
            # The stubs leave out that there may be no focus widget.
            self._came_from = QApplication.focusWidget()
            form.choices.offer([candidate.commune.written for candidate in proposal.candidates])
            self._show()
        else:
            self._put(form, proposal.candidates[0])

    def _choose(self, form: PartyForm, place: int) -> None:
        proposal = self._proposal(form)
        self._close(form)
        if 0 <= place < len(proposal.candidates):
            self._put(form, proposal.candidates[place])

    def _close(self, form: PartyForm) -> None:
        form.choices.hide()
        self._show()
        back = self._came_from if self._came_from is not None and self._came_from.isVisible() else form.edit("address")
        back.setFocus()

    def _put(self, form: PartyForm, candidate: Candidate) -> None:
        field = "owner" if form is self._view.person.owner else "submitter"
        before = self._party(form)
        self._sheet.change(**{field: replace(before, address=candidate.address)})
        if not _untouched(before):
            self._view.notice.offer_undo(
                _("Đã đổi địa chỉ hiện nay: {address}").format(address=candidate.address),
                lambda: self._sheet.change(**{field: replace(self._party(form), address=before.address)}),
            )


def _untouched(party: PartyText) -> bool:
    """Return whether nobody wrote another present address than the card's."""
    return party.address.strip() in {"", party.card_address.strip()}


def _taken(party: PartyText, proposal: Proposal) -> bool:
    if proposal.outcome is Outcome.PRESENT:
        return False
    return any(party.address == candidate.address for candidate in proposal.candidates)


def _offered(proposal: Proposal) -> tuple[str, str]:
    """Return what the button says and what is spoken for it."""
    first = proposal.candidates[0].commune
    if not proposal.ask:
        return f"→ {first.full_name}", _("Đổi sang {commune}").format(commune=first.written)
    if len(proposal.candidates) == 1:
        text = _("Có phải {commune}?").format(commune=first.full_name)
        return text, text
    text = _("Chọn 1 trong {count} xã, phường").format(count=len(proposal.candidates))
    return text, text


_HINTS = {
    Outcome.NO_PROVINCE: lambda: _("chưa nhận ra tỉnh cũ"),
    Outcome.NO_COMMUNE: lambda: _("chưa nhận ra xã cũ"),
}
_WHY = {
    # While the list is open.
    Outcome.SPLIT: lambda: _("xã cũ đã chia: hỏi nhà ở đâu"),
    Outcome.UNCLEAR: lambda: _("chưa khớp hẳn: xem lại rồi chọn"),
}
