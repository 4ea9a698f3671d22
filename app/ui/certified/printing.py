"""Certification texts and the book on their way to paper; only what needs a person is said."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _, mark
from app.models.rows import PrintState
from app.services.printing_jobs import PrintProgress
from app.services.slip_jobs import Queues
from app.ui.notices import Notice
from app.ui.slip_watch import SlipWatch
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_WAITING = {
    "out_of_paper": mark("Máy in hết giấy; nạp giấy rồi {what} tự in tiếp."),
    "jam": mark("Máy in kẹt giấy; gỡ giấy rồi {what} tự in tiếp."),
    "offline": mark("Máy in chưa bật hoặc mất kết nối; bật máy rồi {what} tự in tiếp."),
}
_WRONG = {
    PrintState.CANCELLED: mark("Bản in {what} đã bị hủy ở máy in."),
    PrintState.UNCERTAIN: mark("Chưa rõ {what} đã in ra hay chưa."),
    PrintState.FAILED: mark("Chưa in được {what}."),
}


class CertifiedPrinter(QObject):
    """Prints one form after the other; nothing waits for it."""

    def __init__(self, room: Workroom, parent: QObject, queues: Queues | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._what: dict[UUID, str] = {}
        self._told: dict[UUID, object] = {}
        self._watch = SlipWatch(room, self, queues)
        self._watch.said.connect(self._on_said)
        self._watch.refused.connect(lambda _print_id, notice: room.tell(notice))

    def close(self) -> None:
        """Watch no job any longer; what was handed over is printed all the same."""
        self._watch.stop()

    def send(self, prints: Sequence[tuple[UUID, str]]) -> None:
        """Print these (print, what it is called)."""
        for print_id, what in prints:
            self._what[print_id] = what
            self._told.pop(print_id, None)
            self._watch.send(print_id)

    def _on_said(self, said: PrintProgress) -> None:
        if self._told.get(said.print_id) is said.state:
            return
        self._told[said.print_id] = said.state
        what = self._what.get(said.print_id, "")
        text = _WAITING.get(said.state.value) or _WRONG.get(said.recorded)
        if text:
            self._room.tell(
                Notice(_(text).format(what=what), _("In lại: chọn dòng trong sổ rồi Ctrl+P."), Tone.ATTENTION)
            )
