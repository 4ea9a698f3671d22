"""Correcting what was received, at the reception desk: everything it has, a reason, and the way back."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.core.words import _
from app.domain.drafts import Draft
from app.services.correcting import Corrected, correct
from app.services.drafts import discard_draft
from app.services.reception import AttachedFile
from app.services.reception_desk import DraftLook
from app.ui.notices import Notice
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom


class CorrectionPresenter(QObject):
    """Knows whether the draft on the screen corrects something."""

    corrected = Signal(object)
    """Corrected: it is stored."""

    def __init__(self, view: ReceptionView, sheet: Sheet, room: Workroom) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room = view, sheet, room
        sheet.looked.connect(self._on_look)
        view.correcting = lambda: self.running

    @property
    def running(self) -> bool:
        """Whether a correction is on the screen."""
        return self._sheet.draft.corrects is not None and not self._sheet.locked

    def start_anew(self, draft: Draft) -> None:
        """Another draft is shown."""
        self._view.correction.begin()
        if draft.corrects is None:
            self._view.correction.show_number("")

    def save(
        self,
        draft: Draft,
        files: Mapping[int, AttachedFile],
        on_done: Callable[[], None],
        refused: Callable[[Notice], None],
    ) -> None:
        """Put the draft in the place of what was received."""
        room, reason = self._room, self._view.correction.reason.text()

        def done(corrected: Corrected) -> None:
            on_done()
            room.changes.publish(corrected.changes)
            text = _("Đã đính chính hồ sơ {number}.").format(number=corrected.dossier.number)
            room.tell(Notice(text, _("Giấy hẹn in lại mang nội dung mới."), Tone.DONE))
            self.corrected.emit(corrected)

        def told(notice: Notice) -> None:
            if notice.code == "life.reason_missing":
                self._view.correction.reason.setFocus()
            refused(notice)

        room.background.database.submit(
            lambda: correct(room.desk, room.session(), draft, reason, files), done, told, owner=self
        )

    def forget(self, draft: Draft) -> None:
        """Leave a correction: nothing of it is kept, the dossier stays as it is."""
        room = self._room
        room.background.database.submit(
            lambda: discard_draft(room.desk, room.session(), draft), room.changes.publish, owner=self
        )

    def _on_look(self, seen: DraftLook) -> None:
        self._view.correction.show_number(seen.number if seen.draft.corrects is not None else "")
