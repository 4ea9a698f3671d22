"""What the post brought: a consignment note that is scanned, or a folder that was chosen in its signed record."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from app.core.words import _
from app.domain.numbers import batch_number_in
from app.domain.procedures import Channel
from app.services.drafts import new_draft
from app.ui.reception.open_drafts import OpenDrafts, WhenFree
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.scan_shapes import consignment_note_in
from app.ui.workroom import Workroom


class BroughtByPost(QObject):
    """Puts the note into the draft that it belongs to."""

    def __init__(
        self,
        view: ReceptionView,
        sheet: Sheet,
        room: Workroom,
        drafts: OpenDrafts,
        barred: Callable[[], bool],
        when_free: WhenFree,
    ) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room, self._drafts = view, sheet, room, drafts
        self._barred, self._when_free = barred, when_free
        view.consigned.connect(lambda text: when_free(lambda: self._scanned(text)))

    def takes(self, text: str) -> bool:
        """Return whether a scan is a consignment note, or the number of a handover that the draft waits for."""
        if self._barred():
            return False
        waits = self._sheet.draft.channel is Channel.POST and not self._sheet.locked
        return bool(consignment_note_in(text) or (waits and batch_number_in(text)))

    def receive(self, number: str) -> None:
        """Receive what came with this note, or handover: in the draft that has it, else in one with nobody in it."""
        self._when_free(lambda: self._receive(number))

    def _receive(self, number: str) -> None:
        if self._barred():
            return
        known = next((one for one in self._drafts.all() if one.consignment == number), None)
        if known is None:
            self._drafts.begin(replace(new_draft(self._room.desk), channel=Channel.POST, consignment=number))
        elif known.id != self._sheet.draft.id or self._sheet.locked:
            self._drafts.park()
            self._drafts.show(known)

    def _scanned(self, text: str) -> None:
        if self._barred():
            return
        number = consignment_note_in(text) or batch_number_in(text)
        if self._sheet.locked:
            self._drafts.new()
        draft = self._sheet.draft
        if not number or (draft.consignment, draft.channel) == (number, Channel.POST):
            return
        before = {"channel": draft.channel, "consignment": draft.consignment}
        self._sheet.change(channel=Channel.POST, consignment=number)

        def back() -> None:
            if self._sheet.draft.id == draft.id:
                self._sheet.change(**before)

        said = _("Hồ sơ bưu chính mang đến, phiếu gửi {note}").format(note=number)
        self._view.notice.offer_undo(said, back)
