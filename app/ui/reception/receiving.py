"""From the key to the durable dossier: one at a time, and what is pressed meanwhile waits for it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from app.core.words import _
from app.domain.drafts import Draft
from app.services.papers import DraftPapers
from app.services.reception import AttachedFile, Received, receive
from app.services.reception_desk import DraftLook
from app.ui.notices import Notice
from app.ui.reception.correction import CorrectionPresenter
from app.ui.reception.guidance import GuidancePresenter
from app.ui.reception.pages import PagesPresenter
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.workroom import Workroom

_FIELDS = {
    "birth_date": "birth",
    "card_issued": "card_address",
    "old_id": "personal_id",
}


class Then(Enum):
    """What the clerk wants after the dossier is received."""

    STAY = auto()
    NEXT = auto()
    """The desk is cleared for the next person; a payment by VietQR keeps the code on the screen."""
    MORE = auto()
    """The same person brings another dossier; the paper waits for the last one."""
    ALIKE = auto()
    """The same person brings the same for somebody else; the paper waits for the last one."""


GOES_ON = frozenset({Then.MORE, Then.ALIKE})


class Receiving(QObject):
    """One for the desk."""

    received = Signal(object, object, object)
    """(Received, DraftPapers, Then); the draft that was received is still on the screen."""
    corrected = Signal(object, object)
    """(Draft, DraftPapers) of a correction that is stored."""

    def __init__(
        self,
        view: ReceptionView,
        sheet: Sheet,
        room: Workroom,
        pages: PagesPresenter,
        correction: CorrectionPresenter,
        judges: Sequence[Callable[[], None]],
    ) -> None:
        """Begin; judges make each card say what is missing on it.

        Attributes:
            guidance: where a paper is given instead of a reception; set once it is made.
        """
        super().__init__(view)
        self._view, self._sheet, self._room = view, sheet, room
        self._pages, self._correction, self._judges = pages, correction, judges
        self.guidance: GuidancePresenter | None = None
        self._committing = False
        self._later: list[Callable[[], None]] = []

    def can_commit(self) -> bool:
        """Whether there is something to receive, or to give instead."""
        return not self._sheet.locked and not self._busy

    def can_go_on(self) -> bool:
        """Whether a reception can be followed by another: neither a correction nor a paper instead is."""
        guiding = self.guidance is not None and self.guidance.running
        return self.can_commit() and not self._correction.running and not guiding

    @property
    def _busy(self) -> bool:
        return self._committing or (self.guidance is not None and self.guidance.giving)

    def when_free(self, act: Callable[[], None]) -> None:
        """Do act now, or as soon as what is being stored is stored: it belongs to the next dossier."""
        if self._busy:
            self._later.append(act)
        else:
            act()

    def commit(self, then: Then) -> None:
        """Receive the dossier: papers into the vault, one durable transaction, then the slip."""
        self._sheet.in_turn(lambda: self._commit(then))

    def _commit(self, then: Then) -> None:
        if not self.can_commit():
            return
        if self._pages.busy:
            self._view.finish.say_incomplete(_("Chờ máy quét xong rồi tiếp nhận."))
            return
        if self.guidance is not None and self.guidance.running:
            self.guidance.give()
            return
        self._committing = True
        self._sheet.save_now()
        papers, draft = self._pages.papers, self._sheet.draft
        if then in GOES_ON and draft.group is None:
            draft = replace(draft, group=draft.id)
        self._room.background.pool.submit(
            lambda: papers.attach(draft),
            lambda files: self._receive(draft, papers, files, then),
            self._refused,
            owner=self,
        )

    def _receive(self, draft: Draft, papers: DraftPapers, files: dict[int, AttachedFile], then: Then) -> None:
        room = self._room
        if draft.corrects is not None:
            self._correction.save(draft, files, lambda: self._on_corrected(draft, papers), self._refused)
            return
        room.background.database.submit(
            lambda: receive(room.desk, room.session(), draft, files, more=then in GOES_ON),
            lambda received: self._on_received(received, papers, then),
            self._refused,
            owner=self,
        )

    def _on_received(self, received: Received, papers: DraftPapers, then: Then) -> None:
        self._committing = False
        self.received.emit(received, papers, then)
        self.go_on()

    def _on_corrected(self, draft: Draft, papers: DraftPapers) -> None:
        self._committing = False
        self.corrected.emit(draft, papers)
        self.go_on()

    def go_on(self) -> None:
        """Do what waited."""
        later, self._later = self._later, []
        for act in later:
            self.when_free(act)

    def _refused(self, notice: Notice) -> None:
        self._committing = False
        if notice.code != "reception.incomplete":
            self._room.tell(notice)
            self.go_on()
            return
        self._view.finish.say_incomplete(f"{notice.text} {notice.next_step}")
        for judge in self._judges:
            judge()
        self._sheet.when_judged(self._go_to_first_error)
        self.go_on()

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
