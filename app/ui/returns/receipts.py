"""Printing the papers of F5: on the store's lane, then on the pool, told in passing."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _, mark
from app.models.rows import PrintState
from app.services.issuing import want_form_print
from app.services.printing_jobs import PrintProgress
from app.ui.notices import Notice
from app.ui.slip_watch import SlipWatch
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_ENDED = {
    PrintState.PRINTED: (mark("Đã in."), "", Tone.DONE),
    PrintState.SAVED: (mark("Đã lưu thành tệp PDF."), mark("Chọn máy in ở F10 để in ra giấy."), Tone.DONE),
    PrintState.UNCERTAIN: (mark("Chưa rõ giấy đã in ra hay chưa."), mark("Xem khay giấy của máy in."), Tone.ATTENTION),
    PrintState.FAILED: (mark("Giấy chưa in được."), mark("Xem máy in rồi bấm Ctrl+P để in lại."), Tone.ATTENTION),
}


class Receipts(QObject):
    """Prints forms that were issued; nothing waits for it."""

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._told: dict[UUID, PrintState] = {}
        self._watch = SlipWatch(room, self)
        self._watch.said.connect(self._on_said)
        self._watch.refused.connect(lambda _print_id, notice: room.tell(notice))

    def close(self) -> None:
        """Watch no job any longer; what was handed over is printed all the same."""
        self._watch.stop()

    def print_forms(self, forms: Sequence[UUID]) -> None:
        """Print forms, each with its mark where it was printed before."""
        desk, session = self._room.desk, self._room.session()

        def ready() -> list[UUID]:
            return [want_form_print(desk, session, form, _("In lại ở quầy trả kết quả")) for form in forms]

        self._room.background.database.submit(ready, self.send, owner=self)

    def send(self, prints: Sequence[UUID]) -> None:
        """Hand prints that are recorded to the printer."""
        for print_id in prints:
            self._told.pop(print_id, None)
            self._watch.send(print_id)

    def _on_said(self, said: PrintProgress) -> None:
        ended = _ENDED.get(said.recorded)
        if ended is None or self._told.get(said.print_id) is said.recorded:
            return
        self._told[said.print_id] = said.recorded
        text, step, tone = ended
        self._room.tell(Notice(_(text), _(step), tone))
