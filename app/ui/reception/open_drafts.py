"""The drafts that are open: one on the screen, the others kept until somebody goes back to them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _
from app.domain.drafts import Draft, checklist
from app.services.drafts import copied_draft, new_draft
from app.services.reception_desk import DraftLook
from app.ui.notices import Notice
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom


class StartAnew(Protocol):
    """Puts a draft on the screen; kept: it came from the store."""

    def __call__(self, draft: Draft, *, kept: bool) -> None:
        """Show draft from its beginning."""
        ...


class OpenDrafts(QObject):
    """Goes from draft to draft; what is on the screen is kept before another one comes."""

    def __init__(
        self, view: ReceptionView, sheet: Sheet, room: Workroom, start: StartAnew, known: Iterable[Draft]
    ) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room, self._start = view, sheet, room, start
        self._drafts = {draft.id: draft for draft in known}

    def others(self) -> list[Draft]:
        """Return the drafts that are not on the screen."""
        return [draft for draft in self._drafts.values() if draft.id != self._sheet.draft.id]

    def all(self) -> list[Draft]:
        """Return every open draft, the one on the screen first."""
        return [*([] if self._sheet.locked else [self._sheet.draft]), *self.others()]

    def park(self) -> None:
        """Keep the present draft among the open ones."""
        if not self._sheet.locked and not self._sheet.draft.empty:
            self._sheet.save_now()
            self._drafts[self._sheet.draft.id] = self._sheet.draft

    def add(self, drafts: Iterable[Draft]) -> None:
        """Offer drafts that were kept elsewhere, too."""
        self._drafts |= {draft.id: draft for draft in drafts}

    def forget(self, draft_id: UUID) -> None:
        """Do not offer a draft any more: it was received, or put away."""
        self._drafts.pop(draft_id, None)

    def begin(self, draft: Draft) -> None:
        """Put a draft that is not kept yet on the screen; the present one stays open."""
        self.park()
        self._start(draft, kept=False)
        self._view.take_focus()

    def show(self, draft: Draft) -> None:
        """Show a draft that is kept, with the keyboard where it was."""
        self._start(draft, kept=True)
        if not self._view.restore_focus(draft.focus, draft.cursor):
            self._view.take_focus()

    def new(self) -> None:
        """Begin another dossier; the present draft stays open in the list."""
        self.begin(new_draft(self._room.desk))
        self.say()

    def same_procedure(self) -> None:
        """Begin another dossier of the same procedure and case."""
        self._sheet.when_case_known(self._begin_same)

    def _begin_same(self, seen: DraftLook) -> None:
        draft = copied_draft(self._room.desk, self._sheet.draft)
        if seen.examination.case is not None:
            draft = replace(draft, papers=checklist(seen.examination.case))
        self.begin(draft)

    def next(self) -> None:
        """Open the next of the drafts that are not on the screen."""
        others = self.others()
        if others:
            self.park()
            self.show(others[0])
            self.say()

    def say(self) -> None:
        """Say which drafts are still open."""
        others = self.others()
        if others:
            names = ", ".join(one.submitter.full_name or one.procedure_text or _("chưa có tên") for one in others[:3])
            text = _("Còn {count} bản nháp đang mở: {names}").format(count=len(others), names=names)
            self._room.tell(Notice(text, _("Ctrl+O để mở lại."), Tone.INFO))
        self._room.registry.refreshed.emit()


WhenFree = Callable[[Callable[[], None]], None]
"""Does something now, or as soon as the dossier that is being received is stored."""
