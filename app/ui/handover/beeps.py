"""What a beep does on F6: into the bag, counted, named; and the way back, step by step."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _
from app.domain.handover import BatchItem, BatchKind, BatchState
from app.domain.numbers import consignment_in, number_in
from app.services.handover import open_batch
from app.services.handover_beeps import Beep, Outcome, beep, note_stranger
from app.services.handover_folders import put_back, set_taken, take_out
from app.services.handover_views import BatchView, Whereabouts, whereabouts
from app.ui.dossiers.words import short_number
from app.ui.handover.presenter import HandoverPresenter
from app.ui.handover.words import beep_words, whereabouts_words
from app.ui.theme.tokens import Tone

_Back = Callable[[], BatchView]
_MOST_UNDONE = 200


class Beeps(QObject):
    """Takes scans and typed numbers, in the order in which they come."""

    def __init__(self, presenter: HandoverPresenter) -> None:
        super().__init__(presenter)
        self._presenter, self._room, self._view = presenter, presenter.room, presenter.view
        self._stranger: tuple[UUID, str] | None = None
        self._undo: list[tuple[str, _Back]] = []
        self._view.typed_number.connect(self.take)

    # Beeps.

    def understands(self, text: str) -> bool:
        """Return whether a scan is for this page: a dossier's number, or a consignment note where the post brings."""
        return bool(number_in(text) or (self._presenter.kind is BatchKind.POST_IN and consignment_in(text)))

    def take(self, text: str) -> None:
        """Take a folder."""
        desk, session = self._room.desk, self._room.session()
        new, batch_id = self._view.panel.new, self._presenter.open_batch_id()
        work: Callable[[], Beep]
        if not self._presenter.may:
            self._look_for(text)
            return
        if self._view.panel.asks_for_new and new.unit is not None:
            # Whoever beeps has chosen already: the bag is opened and the folder goes into it.
            kind, unit_id = new.kind, new.unit.id
            new.remember(kind, unit_id)
            work = lambda: beep(desk, session, open_batch(desk, session, kind, unit_id).batch.id, text)  # noqa: E731
        elif batch_id is not None:
            known = batch_id
            work = lambda: beep(desk, session, known, text)  # noqa: E731
        else:
            self._look_for(text)
            return
        self._room.background.database.submit(work, self._show, self._presenter.refused, owner=self)

    def note(self) -> None:
        """Note the stranger that was beeped last."""
        if self._stranger is None:
            return
        (batch_id, number), self._stranger = self._stranger, None
        desk, session = self._room.desk, self._room.session()
        self._room.background.database.submit(
            lambda: note_stranger(desk, session, batch_id, number), self._show, self._presenter.refused, owner=self
        )

    @property
    def has_stranger(self) -> bool:
        """Whether there is a stranger that can be noted."""
        return self._stranger is not None

    def _show(self, done: Beep) -> None:
        batch_id = done.view.batch.id
        self._stranger = (batch_id, done.number) if done.notable else None
        self._remember(done)
        self._presenter.show(done.view, done.ordinal)
        text, next_step, tone = beep_words(done)
        row = done.dossier
        whose = f"{row.owner_name} · {row.content}" if row is not None else ""
        self._presenter.say(text, next_step, tone, number=self._short(done.number), whose=whose)
        self._room.registry.refreshed.emit()

    def _look_for(self, text: str) -> None:
        desk, session = self._room.desk, self._room.session()
        self._room.background.database.submit(
            lambda: whereabouts(desk, session, text), self._show_place, self._presenter.refused, owner=self
        )

    def _show_place(self, found: Whereabouts) -> None:
        text, next_step, tone = whereabouts_words(found)
        if self._presenter.may and not next_step:
            next_step = _("Chưa mở lô nào: bấm Ctrl+N để mở lô rồi quét lại.")
        row = found.dossier
        whose = f"{row.owner_name} · {row.content}" if row is not None else ""
        self._presenter.say(text, next_step, tone, number=self._short(found.number), whose=whose)

    def _short(self, number: str) -> str:
        return short_number(number, self._room.desk.office.code)

    # The way back.

    def take_out(self) -> None:
        """Take the chosen folder out; where it was sealed, only its count is taken back."""
        item, current = self._presenter.chosen, self._presenter.current
        if item is None or current is None:
            return
        desk, session, batch_id = self._room.desk, self._room.session(), current.batch.id
        number = self._short(item.number)
        uncounts = current.batch.state is BatchState.SEALED and item.given
        self._put(_("Lấy {number} ra").format(number=number), lambda: put_back(desk, session, batch_id, item))
        said = _("Bỏ đếm {number}") if uncounts else _("Đã lấy {number} ra khỏi lô")
        self._change(lambda: take_out(desk, session, batch_id, item.ordinal), said.format(number=number))

    def toggle_missing(self) -> None:
        """Say that the chosen folder is not there, or that it is."""
        item, current = self._presenter.chosen, self._presenter.current
        if item is None or current is None:
            return
        taken = not item.taken
        number = self._short(item.number)
        self._put(_("Đếm {number}").format(number=number), self._counting(current.batch.id, item, taken=item.taken))
        said = _("Có {number}") if taken else _("Ghi thiếu {number}")
        self._change(self._counting(current.batch.id, item, taken=taken), said.format(number=number))

    def undo(self) -> None:
        """Take the last beep or change of a folder back."""
        current = self._presenter.current
        if not self._undo or current is None or not self._presenter.may:
            return
        what, back = self._undo.pop()
        self._change(back, _("Đã hoàn tác: {what}").format(what=what))

    def forget(self) -> None:
        """Offer no way back any more: both sides have signed."""
        self._undo.clear()
        self._stranger = None

    def _counting(self, batch_id: UUID, item: BatchItem, *, taken: bool) -> _Back:
        desk, session = self._room.desk, self._room.session()
        return lambda: set_taken(desk, session, batch_id, item.ordinal, taken=taken)

    def _remember(self, done: Beep) -> None:
        folder = done.view.folder(done.ordinal)
        if folder is None or done.outcome not in {Outcome.ADDED, Outcome.COUNTED, Outcome.EXTRA}:
            return
        desk, session, batch_id = self._room.desk, self._room.session(), done.view.batch.id
        what = _("quét {number}").format(number=self._short(done.number))
        if done.outcome is Outcome.COUNTED:
            self._put(what, self._counting(batch_id, folder.item, taken=False))
        else:
            self._put(what, lambda: take_out(desk, session, batch_id, folder.item.ordinal))

    def _put(self, what: str, back: _Back) -> None:
        self._undo = [*self._undo[-_MOST_UNDONE:], (what, back)]

    def _change(self, work: _Back, said: str) -> None:
        def done(found: BatchView) -> None:
            self._presenter.show(found)
            self._presenter.say(said, tone=Tone.NEUTRAL)

        self._room.background.database.submit(work, done, self._presenter.refused, owner=self)
