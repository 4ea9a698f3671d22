"""A slip on its way to paper: handed over, followed, tried again, saved or given up. Never printed twice by mistake."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from app.core.words import _, mark
from app.models.rows import PrintState as Recorded
from app.printing.queue import FINAL, JobWatch, PrintJob, PrintQueue, PrintState
from app.services.changes import Changes, Subject
from app.services.previews import pictures_of
from app.services.printing_jobs import POLL_SECONDS, PrintProgress, hand_over, look_at, queue_for, take_back
from app.services.reception import Received
from app.services.slips import (
    SlipToPrint,
    UnprintedSlip,
    give_up_print,
    prepare,
    record_print,
    save_slip,
    slip_pdf,
    unprinted,
)
from app.ui.notices import Notice
from app.ui.reception.keys import Commands
from app.ui.reception.view import ReceptionView
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
    PrintState.DONE: (mark("Đã in giấy hẹn"), "", Tone.DONE),
}  # fmt: skip
_TROUBLED = frozenset(
    {PrintState.OUT_OF_PAPER, PrintState.JAM, PrintState.OFFLINE, PrintState.CANCELLED, PrintState.FAILED}
)
_ALL_ACTS = frozenset({"print_again", "save_pdf", "give_up"})


@dataclass(frozen=True, slots=True)
class _Slip:
    print_id: UUID
    dossier_id: UUID
    number: str
    state: PrintState = PrintState.QUEUED
    saved: bool = False
    settled: bool = False
    told: str = ""
    to_print: SlipToPrint | None = None
    watched: "_Watched | None" = None


@dataclass(frozen=True, slots=True)
class _Watched:
    """A job in a queue, and the watch that knows whether it moves."""

    queue: PrintQueue
    job: PrintJob
    watch: JobWatch


class SlipsPresenter(QObject):
    """Follows every slip of this session; the one that needs somebody is the one that is shown."""

    def __init__(self, view: ReceptionView, room: Workroom, commands: Commands, make_queue: MakeQueue | None) -> None:
        super().__init__(view)
        self._view, self._room = view, room
        desk = room.desk
        self._make_queue = make_queue or (lambda: queue_for(desk.settings, desk.folder.slips))
        self._slips: dict[UUID, _Slip] = {}
        self._owed: tuple[UnprintedSlip, ...] = ()
        self._looking: set[UUID] = set()
        # A job is asked now and then: a printer without paper must not keep a thread from the scanner.
        self._timer = QTimer(self, interval=round(POLL_SECONDS * 1000))
        self._timer.timeout.connect(self._look)
        view.unprinted.print_wanted.connect(self._print_owed)
        view.unprinted.not_needed.connect(self._skip_owed)
        view.finish.reason.field.returnPressed.connect(self._give_up)  # type: ignore[attr-defined]  # a line edit
        commands.bind("print_again", self._again, lambda: self._shown() is not None)
        commands.bind("save_pdf", self._save, lambda: self._shown() is not None)
        commands.bind("give_up", self._view.finish.ask_reason, lambda: self._shown() is not None)
        commands.bind("preview", self._preview, lambda: bool(self._slips))

    def ask_about_owed(self) -> None:
        """Ask about slips that were never printed; once, when the desk is opened."""
        room = self._room
        room.background.database.submit(lambda: unprinted(room.desk, room.session()), self._on_owed, owner=self)

    def print_new(self, received: Received) -> None:
        """Print the slip of a dossier that was just received."""
        self._begin(_Slip(received.print_id, received.dossier.id, received.dossier.number))

    def _begin(self, slip: _Slip) -> None:
        self._slips[slip.print_id] = slip
        self._show()
        room = self._room
        room.background.database.submit(
            lambda: prepare(room.desk, room.session(), slip.print_id),
            self._hand_over,
            lambda notice: self._failed(slip.print_id, notice),
            owner=self,
        )

    def _hand_over(self, to_print: SlipToPrint) -> None:
        self._change(to_print.print_id, to_print=to_print, watched=None, settled=False)
        clock = self._room.desk.clock

        def print_it() -> _Watched:
            queue, printer = self._make_queue()
            job = hand_over(queue, printer, to_print)
            return _Watched(queue, job, JobWatch(queue, job, clock))

        def watch(watched: _Watched) -> None:
            self._change(to_print.print_id, watched=watched, state=PrintState.QUEUED, told="")
            self._timer.start()
            self._look()

        self._room.background.pool.submit(
            print_it, watch, lambda notice: self._failed(to_print.print_id, notice), owner=self
        )

    def _look(self) -> None:
        waiting = [slip for slip in self._slips.values() if _open(slip)]
        if not waiting:
            self._timer.stop()
        for slip in waiting:
            if slip.print_id not in self._looking and slip.watched is not None:
                self._looking.add(slip.print_id)
                self._room.background.pool.submit(
                    partial(_progress, slip.watched, slip.print_id),
                    partial(self._on_progress, slip.watched),
                    partial(self._on_silence, slip.print_id),
                    owner=self,
                )

    def _on_silence(self, print_id: UUID, notice: Notice) -> None:
        self._looking.discard(print_id)
        self._change(print_id, state=PrintState.OFFLINE, told=f"{notice.text} {notice.next_step}".strip())

    def _on_progress(self, watched: _Watched, progress: PrintProgress) -> None:
        self._looking.discard(progress.print_id)
        slip = self._slips.get(progress.print_id)
        if slip is None or slip.watched is not watched or slip.settled or slip.state is progress.state:
            return
        done = progress.state is PrintState.DONE
        saved = progress.recorded is Recorded.SAVED
        self._change(progress.print_id, state=progress.state, saved=saved, settled=done, told="")
        self._record(progress.print_id, progress.recorded, progress.job, progress.reason)

    def _record(self, print_id: UUID, state: Recorded, job: str, reason: str) -> None:
        desk = self._room.desk
        self._room.background.database.submit(
            lambda: record_print(desk, print_id, state, job=job, reason=reason),
            self._room.changes.publish,
            owner=self,
        )

    def _failed(self, print_id: UUID, notice: Notice) -> None:
        self._change(print_id, state=PrintState.FAILED, told=f"{notice.text} {notice.next_step}".strip())
        self._record(print_id, Recorded.FAILED, "", notice.code)

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
            f"{said} · {slip.number.rpartition('-')[2]}",
            slip.told or _(next_step),
            tone,
            acts=_ALL_ACTS if troubled else frozenset(),
        )
        self._room.registry.refreshed.emit()

    # What can be done about it.

    def _again(self) -> None:
        slip = self._shown()
        if slip is None:
            return
        if slip.to_print is None:
            self._begin(slip)
            return
        if slip.watched is None or slip.state in FINAL:
            self._hand_over(slip.to_print)
            return
        watched, to_print = slip.watched, slip.to_print

        def withdraw() -> PrintState:
            return take_back(watched.queue, watched.job)

        def then(state: PrintState) -> None:
            if state is PrintState.DONE:
                # The paper came out after all: a second one would be one too many.
                self._change(to_print.print_id, state=state, settled=True, told="")
                self._record(to_print.print_id, Recorded.PRINTED, watched.job.id, "")
            else:
                self._hand_over(to_print)

        self._room.background.pool.submit(withdraw, then, owner=self)

    def _save(self) -> None:
        slip = self._shown()
        if slip is None:
            return
        target = self._room.interaction.save_file(_("Lưu giấy hẹn"), Path(f"{slip.number}.pdf"), "PDF (*.pdf)")
        if target is None:
            return
        room = self._room

        def save() -> Changes:
            save_slip(room.desk, room.session(), slip.number, target)
            return record_print(room.desk, slip.print_id, Recorded.SAVED, reason=target.name)

        def then(changes: Changes) -> None:
            self._change(slip.print_id, state=PrintState.DONE, saved=True, settled=True, told="")
            room.changes.publish(changes)

        room.background.database.submit(save, then, owner=self)

    def _give_up(self) -> None:
        slip, reason = self._shown(), self._view.finish.reason.text.strip()
        if slip is None:
            return
        if not reason:
            self._view.finish.reason.say_error(_("Ghi một lý do ngắn."))
            return
        room = self._room

        def then(changes: Changes) -> None:
            del self._slips[slip.print_id]
            self._view.finish.reason.set_text("")
            self._view.finish.show_slip("", "", Tone.NEUTRAL, acts=frozenset())
            self._show()
            room.changes.publish(changes)

        room.background.database.submit(
            lambda: give_up_print(room.desk, room.session(), slip.print_id, reason), then, owner=self
        )

    def _preview(self) -> None:
        room, number = self._room, list(self._slips.values())[-1].number

        def draw(pdf: bytes) -> None:
            room.background.pool.submit(
                lambda: [(number, QImage.fromData(page)) for page in pictures_of(pdf)],
                self._view.pages.open_pages,
                owner=self,
            )

        room.background.database.submit(lambda: slip_pdf(room.desk, room.session(), number)[1], draw, owner=self)

    # Slips of earlier sessions.

    def _on_owed(self, owed: tuple[UnprintedSlip, ...]) -> None:
        self._owed = tuple(one for one in owed if one.record.id not in self._slips)
        self._view.unprinted.show_slips(self._owed)

    def _print_owed(self) -> None:
        owed, self._owed = self._owed, ()
        self._view.unprinted.show_slips(())
        for one in owed:
            self._begin(_Slip(one.record.id, one.record.dossier_id, one.number))

    def _skip_owed(self) -> None:
        owed, self._owed = self._owed, ()
        self._view.unprinted.show_slips(())
        room, reason = self._room, _("Không cần in, hỏi khi mở chương trình")

        def skip() -> Changes:
            touched = [give_up_print(room.desk, room.session(), one.record.id, reason).dossiers for one in owed]
            return Changes(frozenset({Subject.PRINTS}), frozenset().union(*touched))

        room.background.database.submit(skip, room.changes.publish, owner=self)


def _open(slip: _Slip) -> bool:
    return slip.watched is not None and not slip.settled and slip.state not in FINAL


def _progress(watched: _Watched, print_id: UUID) -> PrintProgress:
    return look_at(watched.queue, watched.watch, watched.job, print_id)
