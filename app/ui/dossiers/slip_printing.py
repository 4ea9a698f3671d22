"""Printing a slip from the list: on the store's lane, then on the pool, told in passing."""

import threading
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from app.core.words import _, mark
from app.models.rows import PrintState
from app.services.changes import Changes, Subject
from app.services.printing_jobs import PrintProgress
from app.services.reprints import WantedPrint, bring_out, want_print
from app.services.slips import SlipToPrint, prepare
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_WAITING = {
    "out_of_paper": (mark("Máy in hết giấy."), mark("Nạp giấy; giấy hẹn {number} tự in tiếp.")),
    "jam": (mark("Máy in kẹt giấy."), mark("Gỡ giấy kẹt; giấy hẹn {number} tự in tiếp.")),
    "offline": (mark("Máy in chưa bật hoặc mất kết nối."), mark("Bật máy in; giấy hẹn {number} tự in tiếp.")),
}
_ENDED = {
    PrintState.PRINTED: (mark("Đã in giấy hẹn {number}."), "", Tone.DONE),
    PrintState.SAVED: (
        mark("Đã lưu giấy hẹn {number} thành tệp PDF."),
        mark("Chọn máy in ở F10 để in ra giấy."),
        Tone.DONE,
    ),
    PrintState.CANCELLED: (mark("Bản in giấy hẹn {number} đã bị hủy ở máy in."), "", Tone.ATTENTION),
    PrintState.FAILED: (
        mark("Giấy hẹn {number} chưa in được."),
        mark("Xem máy in rồi bấm Ctrl+P để in lại."),
        Tone.ATTENTION,
    ),
}


class SlipPrinter(QObject):
    """Prints slips one after the other or side by side; nothing waits for it."""

    _said = Signal(str, object, object)

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._stop = threading.Event()
        self._said.connect(self._on_said, Qt.ConnectionType.QueuedConnection)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._stop.set)

    def close(self) -> None:
        """Watch no job any longer; what was handed over is printed all the same."""
        self._stop.set()

    def print_slip(self, dossier_id: UUID, reason: str) -> None:
        """Print the slip of a dossier; with the mark of a reprint where it came out before."""
        room, session = self._room, self._room.session()

        def ready() -> tuple[WantedPrint, SlipToPrint]:
            wanted = want_print(room.desk, session, dossier_id, reason)
            return wanted, prepare(room.desk, session, wanted.print_id)

        def send(made: tuple[WantedPrint, SlipToPrint]) -> None:
            room.changes.publish(Changes(frozenset({Subject.PRINTS}), frozenset({dossier_id})))
            room.tell(Notice(_("Đang gửi giấy hẹn {number} tới máy in…").format(number=made[1].number)))
            room.background.pool.submit(lambda: self._bring_out(*made), owner=self)

        room.background.database.submit(ready, send, owner=self)

    def _bring_out(self, wanted: WantedPrint, slip: SlipToPrint) -> None:
        lane = self._room.background.database.run
        bring_out(
            self._room.desk,
            wanted,
            slip,
            lane,
            lambda said, changes: self._said.emit(slip.number, said, changes),
            self._stop,
        )

    def _on_said(self, number: str, said: PrintProgress, changes: Changes) -> None:
        self._room.changes.publish(changes)
        waiting = _WAITING.get(said.state.value)
        if waiting is not None:
            self._room.tell(Notice(_(waiting[0]), _(waiting[1]).format(number=number), Tone.ATTENTION))
        ended = _ENDED.get(said.recorded)
        if ended is not None:
            text, next_step, tone = ended
            self._room.tell(Notice(_(text).format(number=number), _(next_step), tone))
