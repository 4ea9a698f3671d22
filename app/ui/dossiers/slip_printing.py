"""Printing a slip from the list: on the store's lane, then on the pool, told in passing."""

from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _, mark
from app.models.rows import PrintState
from app.printing.queue import PrintState as JobState
from app.services.changes import Changes, Subject
from app.services.dossiers import view
from app.services.printing_jobs import PrintProgress
from app.services.reprints import want_print
from app.ui.notices import Notice
from app.ui.slip_watch import SlipWatch
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
    PrintState.UNCERTAIN: (
        mark("Chưa rõ giấy hẹn {number} đã in ra hay chưa."),
        mark("Xem khay giấy của máy in; bản in lại sẽ có dấu “BẢN IN LẠI”."),
        Tone.ATTENTION,
    ),
    PrintState.FAILED: (
        mark("Giấy hẹn {number} chưa in được."),
        mark("Xem máy in rồi bấm Ctrl+P để in lại."),
        Tone.ATTENTION,
    ),
}

_FORM_ENDED = {
    PrintState.PRINTED: (mark("Đã in giấy của hồ sơ {number}."), "", Tone.DONE),
    PrintState.SAVED: (
        mark("Đã lưu giấy của hồ sơ {number} thành tệp PDF."),
        mark("Chọn máy in ở F10 để in ra giấy."),
        Tone.DONE,
    ),
    PrintState.CANCELLED: (mark("Bản in giấy của hồ sơ {number} đã bị hủy ở máy in."), "", Tone.ATTENTION),
    PrintState.UNCERTAIN: (
        mark("Chưa rõ giấy của hồ sơ {number} đã in ra hay chưa."),
        mark("Xem khay giấy của máy in; bản in lại sẽ có dấu “BẢN IN LẠI”."),
        Tone.ATTENTION,
    ),
    PrintState.FAILED: (
        mark("Giấy của hồ sơ {number} chưa in được."),
        mark("Xem máy in rồi in lại từ danh sách giấy của hồ sơ."),
        Tone.ATTENTION,
    ),
}


class SlipPrinter(QObject):
    """Prints slips one after the other or side by side; nothing waits for it."""

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._numbers: dict[UUID, str] = {}
        self._forms: set[UUID] = set()
        self._told: dict[UUID, JobState] = {}
        self._watch = SlipWatch(room, self)
        self._watch.said.connect(self._on_said)
        self._watch.refused.connect(lambda _print_id, notice: room.tell(notice))

    def close(self) -> None:
        """Watch no job any longer; what was handed over is printed all the same."""
        self._watch.stop()

    def print_slip(self, dossier_id: UUID, reason: str) -> None:
        """Print the slip of a dossier; with the mark of a reprint where it came out, or may have come out, before."""
        room, session = self._room, self._room.session()

        def ready() -> tuple[UUID, str]:
            print_id = want_print(room.desk, session, dossier_id, reason)
            return print_id, view(room.desk, session, dossier_id).dossier.number

        def send(wanted: tuple[UUID, str]) -> None:
            print_id, number = wanted
            self._numbers[print_id] = number
            self._told.pop(print_id, None)
            room.changes.publish(Changes(frozenset({Subject.PRINTS}), frozenset({dossier_id})))
            room.tell(Notice(_("Đang gửi giấy hẹn {number} tới máy in…").format(number=number)))
            self._watch.send(print_id)

        room.background.database.submit(ready, send, owner=self)

    def print_form(self, print_id: UUID, number: str) -> None:
        """Print a form that owes this print; number: of its dossier, to speak of it."""
        self._forms.add(print_id)
        self._numbers[print_id] = number
        self._told.pop(print_id, None)
        self._watch.send(print_id)

    def _on_said(self, said: PrintProgress) -> None:
        if self._told.get(said.print_id) is said.state:
            return
        self._told[said.print_id] = said.state
        number = self._numbers.get(said.print_id, "")
        words = _FORM_ENDED if said.print_id in self._forms else _ENDED
        waiting = _WAITING.get(said.state.value)
        if waiting is not None:
            self._room.tell(Notice(_(waiting[0]), _(waiting[1]).format(number=number), Tone.ATTENTION))
        ended = words.get(said.recorded)
        if ended is not None:
            text, next_step, tone = ended
            self._room.tell(Notice(_(text).format(number=number), _(next_step), tone))
