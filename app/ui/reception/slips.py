"""A slip on its way to paper: handed over, followed, tried again, saved or given up. Never printed twice by mistake."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _, mark
from app.models.rows import PrintState as Recorded
from app.printing.queue import PrintQueue, PrintState
from app.services.changes import Changes, Subject
from app.services.correcting import Corrected
from app.services.previews import pictures_of
from app.services.printing_jobs import PrintProgress
from app.services.reception import Received
from app.services.slip_jobs import Queues
from app.services.slips import (
    SlipToPrint,
    UnprintedSlip,
    confirm_paper,
    give_up_print,
    prepare,
    save_print,
    unprinted,
)
from app.ui.notices import Notice
from app.ui.paper_printing import PaperPrinter
from app.ui.pictures import decoded
from app.ui.reception.group import received_words
from app.ui.reception.keys import Commands
from app.ui.reception.view import ReceptionView
from app.ui.slip_watch import SlipWatch
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

MakeQueue = Callable[[], tuple[PrintQueue, str]]
"""Returns the queue of this desk and the printer in it."""

_CHOICES = mark("In lại, lưu PDF, hoặc ghi lý do không in.")
_WORDS = {
    PrintState.QUEUED: (mark("Giấy hẹn đang chờ máy in"), "", Tone.INFO),
    PrintState.PRINTING: (mark("Đang in giấy hẹn"), "", Tone.INFO),
    PrintState.OUT_OF_PAPER: (
        mark("Máy in hết giấy"), mark("Thêm giấy, máy sẽ in tiếp."), Tone.ATTENTION,
    ),
    PrintState.JAM: (mark("Máy in kẹt giấy"), mark("Gỡ giấy kẹt; nếu tờ đã in bị hỏng, bấm In lại."), Tone.ATTENTION),
    PrintState.OFFLINE: (mark("Máy in không trả lời"), mark("Bật máy in, hoặc lưu PDF để in sau."), Tone.ATTENTION),
    PrintState.CANCELLED: (mark("Lệnh in đã bị hủy"), _CHOICES, Tone.ATTENTION),
    PrintState.FAILED: (mark("Chưa in được giấy hẹn"), _CHOICES, Tone.ATTENTION),
    PrintState.UNKNOWN: (
        mark("Chưa rõ giấy đã ra chưa"),
        mark("Xem khay giấy: nếu chưa có giấy, bấm In lại."),
        Tone.ATTENTION,
    ),
    PrintState.DONE: (mark("Đã in giấy hẹn"), "", Tone.DONE),
}  # fmt: skip
_TROUBLED = frozenset(
    {
        PrintState.OUT_OF_PAPER,
        PrintState.JAM,
        PrintState.OFFLINE,
        PrintState.CANCELLED,
        PrintState.FAILED,
        PrintState.UNKNOWN,
    }
)
_TROUBLE_ACTS = frozenset({"print_again", "save_pdf", "give_up"})
_UNKNOWN_ACTS = frozenset({"print_again", "came_out", "give_up"})
_UNKNOWN_CODES = frozenset({"slips.maybe_printed", "printing.answer_lost"})


@dataclass(frozen=True, slots=True)
class _Slip:
    print_id: UUID
    dossier_id: UUID
    number: str
    words: str = ""
    """What it is called where it is for several dossiers."""
    state: PrintState = PrintState.QUEUED
    saved: bool = False
    settled: bool = False
    told: str = ""


class SlipsPresenter(QObject):
    """Follows every slip of this session; the one that needs somebody is the one that is shown."""

    def __init__(self, view: ReceptionView, room: Workroom, commands: Commands, make_queue: MakeQueue | None) -> None:
        super().__init__(view)
        self._view, self._room = view, room
        self._watch = SlipWatch(room, self, _queues(make_queue))
        self._papers = PaperPrinter(room, self)
        self._slips: dict[UUID, _Slip] = {}
        self._owed: tuple[UnprintedSlip, ...] = ()
        view.stopped.connect(self._papers.close)
        self._watch.said.connect(self._on_progress)
        self._watch.silent.connect(self._on_silence)
        self._watch.refused.connect(self._failed)
        view.unprinted.print_wanted.connect(self._print_owed)
        view.unprinted.not_needed.connect(self._skip_owed)
        view.finish.reason.field.returnPressed.connect(self._give_up)  # type: ignore[attr-defined]  # a line edit
        commands.bind("print_again", self._again, lambda: self._shown() is not None)
        commands.bind("save_pdf", self._save, lambda: self._shown() is not None)
        commands.bind("came_out", self._came_out, self._is_unknown)
        commands.bind("give_up", self._view.finish.ask_reason, lambda: self._shown() is not None)

    def ask_about_owed(self) -> None:
        """Ask about slips that were never printed; once, when the desk is opened."""
        room = self._room
        room.background.database.submit(lambda: unprinted(room.desk, room.session()), self._on_owed, owner=self)

    def print_new(self, received: Received) -> None:
        """Print the slip of a dossier that was just received."""
        self._begin(_Slip(received.print_id, received.dossier.id, received.dossier.number, _words(received)))

    def print_corrected(self, corrected: Corrected) -> None:
        """Print the slip that a correction owes."""
        if corrected.print_id is not None:
            self._begin(_Slip(corrected.print_id, corrected.dossier.id, corrected.dossier.number))

    def _begin(self, slip: _Slip) -> None:
        self._slips[slip.print_id] = slip
        self._show()
        self._watch.send(slip.print_id)

    def _on_silence(self, print_id: UUID, notice: Notice) -> None:
        self._change(print_id, state=PrintState.OFFLINE, told=f"{notice.text} {notice.next_step}".strip())

    def _on_progress(self, progress: PrintProgress) -> None:
        slip = self._slips.get(progress.print_id)
        if slip is None or slip.settled:
            return
        done = progress.state is PrintState.DONE
        saved = progress.recorded is Recorded.SAVED
        self._change(progress.print_id, state=progress.state, saved=saved, settled=done, told="")

    def _failed(self, print_id: UUID, notice: Notice) -> None:
        state = PrintState.UNKNOWN if notice.code in _UNKNOWN_CODES else PrintState.FAILED
        self._change(print_id, state=state, told=f"{notice.text} {notice.next_step}".strip())

    def _change(self, print_id: UUID, **fields: object) -> None:
        slip = self._slips.get(print_id)
        if slip is not None:
            self._slips[print_id] = replace(slip, **fields)  # type: ignore[arg-type]  # replace checks the names
            self._show()

    # What is shown.

    def _shown(self) -> _Slip | None:
        """Return the slip that needs somebody, else the newest; None while none was printed."""
        slips = list(self._slips.values())
        return next(
            (s for s in reversed(slips) if s.state in _TROUBLED and not s.settled), slips[-1] if slips else None
        )

    def _show(self) -> None:
        slip = self._shown()
        if slip is None:
            return
        text, next_step, tone = _WORDS[slip.state]
        said = _("Giấy hẹn đã lưu thành PDF") if slip.saved else _(text)
        troubled = slip.state in _TROUBLED and not slip.settled
        self._view.finish.show_slip(
            f"{said} · {slip.words or slip.number.rpartition('-')[2]}",
            slip.told or _(next_step),
            tone,
            acts=_acts(slip.state) if troubled else frozenset(),
        )
        self._room.registry.refreshed.emit()

    # What can be done about it.

    def _again(self) -> None:
        slip = self._shown()
        if slip is not None:
            # Where nobody can say whether paper came, pressing the key is the person's answer: none came.
            sure = slip.state is PrintState.UNKNOWN
            self._change(slip.print_id, state=PrintState.QUEUED, told="")
            self._watch.send(slip.print_id, sure=sure)

    def _is_unknown(self) -> bool:
        slip = self._shown()
        return slip is not None and slip.state is PrintState.UNKNOWN

    def _came_out(self) -> None:
        slip, room = self._shown(), self._room
        if slip is None:
            return

        def then(changes: Changes) -> None:
            self._change(slip.print_id, state=PrintState.DONE, settled=True, told="")
            room.changes.publish(changes)

        room.background.database.submit(
            lambda: confirm_paper(room.desk, room.session(), slip.print_id), then, owner=self
        )

    def _save(self) -> None:
        slip = self._shown()
        if slip is None:
            return
        target = self._room.interaction.save_file(_("Lưu giấy hẹn"), Path(f"{slip.number}.pdf"), "PDF (*.pdf)")
        if target is None:
            return
        room = self._room

        def then(changes: Changes) -> None:
            self._watch.forget(slip.print_id)
            self._change(slip.print_id, state=PrintState.DONE, saved=True, settled=True, told="")
            room.changes.publish(changes)

        room.background.database.submit(
            lambda: save_print(room.desk, room.session(), slip.print_id, target), then, owner=self
        )

    def _give_up(self) -> None:
        slip, reason = self._shown(), self._view.finish.reason.text.strip()
        if slip is None:
            return
        if not reason:
            self._view.finish.reason.say_error(_("Ghi một lý do ngắn."))
            return
        room = self._room

        def then(changes: Changes) -> None:
            self._watch.forget(slip.print_id)
            del self._slips[slip.print_id]
            self._view.finish.reason.set_text("")
            self._view.finish.show_slip("", "", Tone.NEUTRAL, acts=frozenset())
            self._show()
            room.changes.publish(changes)

        room.background.database.submit(
            lambda: give_up_print(room.desk, room.session(), slip.print_id, reason), then, owner=self
        )

    @property
    def any_printed(self) -> bool:
        """Whether there is a slip of this session to look at."""
        return bool(self._slips)

    def preview(self) -> None:
        """Show the newest slip as it is printed."""
        room, slip = self._room, list(self._slips.values())[-1]

        def draw(paper: SlipToPrint) -> None:
            room.background.pool.submit(
                lambda: [(slip.number, decoded(page)) for page in pictures_of(paper.pdf)],
                self._view.pages.open_pages,
                owner=self,
            )

        room.background.database.submit(lambda: prepare(room.desk, room.session(), slip.print_id), draw, owner=self)

    # Slips of earlier sessions.

    def _on_owed(self, owed: tuple[UnprintedSlip, ...]) -> None:
        self._owed = tuple(one for one in owed if one.record.id not in self._slips)
        self._view.unprinted.show_slips(self._owed)

    def _print_owed(self) -> None:
        owed, self._owed = self._owed, ()
        self._view.unprinted.show_slips(())
        for one in owed:
            if one.title:
                # Only slips have their place beside the number; other papers are told of in passing.
                self._papers.print_paper(one.record.id, f"{_(one.title)} {one.number}".strip())
            else:
                self._begin(_Slip(one.record.id, one.record.dossier_id, one.number))

    def _skip_owed(self) -> None:
        owed, self._owed = self._owed, ()
        self._view.unprinted.show_slips(())
        room, reason = self._room, _("Không cần in, hỏi khi mở chương trình")

        def skip() -> Changes:
            touched = [give_up_print(room.desk, room.session(), one.record.id, reason).dossiers for one in owed]
            return Changes(frozenset({Subject.PRINTS}), frozenset().union(*touched))

        room.background.database.submit(skip, room.changes.publish, owner=self)


def _acts(state: PrintState) -> frozenset[str]:
    return _UNKNOWN_ACTS if state is PrintState.UNKNOWN else _TROUBLE_ACTS


def _words(received: Received) -> str:
    return received_words(received) if len(received.group) > 1 else ""


def _queues(make_queue: MakeQueue | None) -> Queues | None:
    return None if make_queue is None else Queues(make_queue, lambda _job: make_queue()[0])
