"""Papers on their way to the printer, told in passing: every kind of paper in the same words."""

from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _, mark
from app.models.rows import PrintState
from app.printing.queue import PrintState as JobState
from app.services.printing_jobs import PrintProgress
from app.ui.notices import Notice
from app.ui.slip_watch import SlipWatch
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_WAITING = {
    "out_of_paper": (mark("Máy in hết giấy."), mark("Nạp giấy; máy tự in tiếp: {paper}.")),
    "jam": (mark("Máy in kẹt giấy."), mark("Gỡ giấy kẹt; máy tự in tiếp: {paper}.")),
    "offline": (mark("Máy in chưa bật hoặc mất kết nối."), mark("Bật máy in; máy tự in tiếp: {paper}.")),
}
_ENDED = {
    PrintState.PRINTED: (mark("{paper}: đã in."), "", Tone.DONE),
    PrintState.SAVED: (mark("{paper}: đã lưu thành tệp PDF."), mark("Chọn máy in ở F10 để in ra giấy."), Tone.DONE),
    PrintState.CANCELLED: (mark("{paper}: bản in đã bị hủy ở máy in."), "", Tone.ATTENTION),
    PrintState.UNCERTAIN: (
        mark("{paper}: chưa rõ đã in ra hay chưa."),
        mark("Xem khay giấy của máy in; bản in lại sẽ có dấu “BẢN IN LẠI”."),
        Tone.ATTENTION,
    ),
    PrintState.FAILED: (
        mark("{paper}: chưa in được."),
        mark("Xem máy in rồi bấm Ctrl+P để in lại."),
        Tone.ATTENTION,
    ),
}


class PaperPrinter(QObject):
    """Prints papers one after the other or side by side; nothing waits for it."""

    def __init__(self, room: Workroom, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._papers: dict[UUID, str] = {}
        self._told: dict[UUID, JobState] = {}
        self._watch = SlipWatch(room, self)
        self._watch.said.connect(self._on_said)
        self._watch.refused.connect(lambda _print_id, notice: room.tell(notice))

    def close(self) -> None:
        """Watch no job any longer; what was handed over is printed all the same."""
        self._watch.stop()

    def print_paper(self, print_id: UUID, paper: str) -> None:
        """Print a paper whose print is recorded.

        Args:
            print_id: of the print that is owed.
            paper: what it is called, translated: ``"Giấy hẹn H17.32-…"``.
        """
        self._papers[print_id] = paper
        self._told.pop(print_id, None)
        self._room.tell(Notice(_("{paper}: đang gửi tới máy in…").format(paper=paper)))
        self._watch.send(print_id)

    def _on_said(self, said: PrintProgress) -> None:
        if self._told.get(said.print_id) is said.state:
            return
        self._told[said.print_id] = said.state
        paper = self._papers.get(said.print_id, "")
        waiting = _WAITING.get(said.state.value)
        if waiting is not None:
            self._room.tell(Notice(_(waiting[0]), _(waiting[1]).format(paper=paper), Tone.ATTENTION))
        ended = _ENDED.get(said.recorded)
        if ended is not None:
            text, next_step, tone = ended
            self._room.tell(Notice(_(text).format(paper=paper), _(next_step), tone))
