"""Decides what F6 shows: the handovers, the chosen one with its folders, who may do what."""

from uuid import UUID

from PySide6.QtCore import QObject

from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.handover import BatchItem, BatchKind, BatchState
from app.domain.permissions import ROLE_NAMES, Permission, allowed
from app.domain.units import Unit
from app.models.rows import BatchRow
from app.services import handover_views
from app.services.changes import Changes, Subject
from app.services.handover_views import BatchView
from app.services.organisations import units_now
from app.ui.handover.view import HandoverView
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_SUBJECTS = frozenset({Subject.HANDOVERS, Subject.DOSSIERS, Subject.UNITS})


class HandoverPresenter(QObject):
    """One for the page; ``beeps`` and ``steps`` do what changes something."""

    def __init__(self, room: Workroom, view: HandoverView) -> None:
        super().__init__(view)
        self.room, self.view = room, view
        self.current: BatchView | None = None
        self._rows: tuple[BatchRow, ...] = ()
        self._wanted: UUID | None = None
        self._stale = True
        database = room.background.database
        self._lists: Latest[tuple[BatchRow, ...]] = Latest(database, self)
        self._bags: Latest[BatchView] = Latest(database, self)
        self._units: Latest[tuple[tuple[Unit, PersonProblem | None], ...]] = Latest(database, self)
        view.batches.picked.connect(self.select)
        view.table.selected.connect(lambda _row: self._show_folder())
        view.shown.connect(self._on_shown)
        room.changes.watch(view, _SUBJECTS, self._on_changed)
        self._greet()

    # What is asked by the actions.

    @property
    def may(self) -> bool:
        """Whether the person may hand over."""
        return allowed(self.room.session().account, Permission.HAND_OVER)

    @property
    def state(self) -> BatchState | None:
        """The state of the chosen handover; None where none is chosen."""
        return self.current.batch.state if self.current is not None else None

    @property
    def kind(self) -> BatchKind | None:
        """The kind of the chosen handover; None where none is chosen."""
        return self.current.batch.kind if self.current is not None else None

    @property
    def counting(self) -> bool:
        """Whether the taker counts now."""
        comes = self.kind is not None and not self.kind.leaves
        return self.state is BatchState.SEALED or (comes and self.state is BatchState.OPEN)

    @property
    def chosen(self) -> BatchItem | None:
        """The chosen folder of the chosen handover."""
        return self.view.chosen if self.current is not None and not self.view.panel.asks_for_new else None

    def open_batch_id(self) -> UUID | None:
        """Return where a beep goes: the chosen handover while it is not signed, else the newest that is open."""
        if self.current is not None and self.state in {BatchState.OPEN, BatchState.SEALED}:
            return self.current.batch.id
        return next((row.batch.id for row in self._rows if row.batch.state is BatchState.OPEN), None)

    # Showing.

    def select(self, batch_id: UUID) -> None:
        """Show a handover."""
        desk, session = self.room.desk, self.room.session()
        self._wanted = batch_id
        self._bags.ask(lambda: handover_views.view(desk, session, batch_id), self.show, self.room.tell)

    def show(self, found: BatchView, select: int = 0) -> None:
        """Show a handover as it is now."""
        before = self.current
        other_bag = before is None or before.batch.id != found.batch.id
        # A beep must not touch the fields a person is typing in.
        next_step = before is None or before.batch.state is not found.batch.state
        # The late answer to a signature must not close the form of the next handover, which somebody has begun.
        begun = self.view.panel.asks_for_new and not other_bag
        whole = (other_bag or next_step) and not begun
        self.current = found
        if other_bag:
            self._greet()
        self.view.show_batch(found, select)
        if not begun:
            self.view.panel.show_batch(found, other=self._other_side(found), may=self.may, whole=whole)
            self._show_folder()
        if whole and self.view.isVisible():
            self.view.take_focus()
        self.reload_list()
        self.room.registry.refreshed.emit()

    def say(
        self, text: str, next_step: str = "", tone: Tone = Tone.NEUTRAL, *, number: str = "", whose: str = ""
    ) -> None:
        """Say something in the band over the table."""
        self.view.counter.show_said(number, whose, (text, next_step, tone))

    def refused(self, notice: Notice) -> None:
        """Say a problem where it belongs: at its field, else in the band."""
        if self.view.panel.heading.say(notice.code, notice.text):
            self._greet()
        else:
            self.say(notice.text, notice.next_step, notice.tone)
        self.room.registry.refreshed.emit()

    def begin_new(self) -> None:
        """Ask what is to travel, and with whom."""
        self.view.panel.show_new()
        self.view.panel.new.take_focus()
        self.room.registry.refreshed.emit()

    def leave_new(self) -> None:
        """Go back to the handover that was shown before."""
        if self.current is None:
            self.view.panel.show_nothing(self._how_to_begin())
        else:
            self.view.panel.show_batch(self.current, other=self._other_side(self.current), may=self.may, whole=True)
        self.view.batches.setFocus()
        self.room.registry.refreshed.emit()

    def reload_list(self) -> None:
        """Read the list again."""
        desk, session = self.room.desk, self.room.session()
        self._lists.ask(lambda: handover_views.batches(desk, session), self._show_list, self._refuse_list)

    def _show_list(self, rows: tuple[BatchRow, ...]) -> None:
        self._rows = rows
        chosen = self.current.batch.id if self.current is not None else None
        self.view.batches.show_rows(rows, chosen)
        if chosen is None and rows and self._wanted is None and not self.view.panel.asks_for_new:
            self.select(rows[0].batch.id)
        elif not rows and self.current is None:
            self.view.show_nothing(_("Chưa có lô bàn giao nào"), self._how_to_begin())
            if not self.view.panel.asks_for_new:
                self.view.panel.show_nothing(self._how_to_begin())
        self.room.registry.refreshed.emit()

    def _refuse_list(self, notice: Notice) -> None:
        self.current, self._rows = None, ()
        self.view.show_nothing(notice.text, notice.next_step)
        self.view.panel.show_nothing()
        self.view.counter.hide()

    def _show_folder(self) -> None:
        item = self.view.chosen if self.current is not None else None
        if self.current is None:
            return
        live = self.state in {BatchState.OPEN, BatchState.SEALED}
        title = self.view.title_of(item) if item is not None else ""
        self.view.panel.folder.show_item(self.current.batch.kind, item, title, may=live and self.may)
        self.room.registry.refreshed.emit()

    def _other_side(self, found: BatchView) -> str:
        """Return who signed for the other side last time, whichever way the folders went."""
        for row in self._rows:
            if row.batch.unit_id == found.batch.unit_id and row.batch.state is BatchState.RECEIVED:
                return row.batch.taker if row.batch.kind.leaves else row.batch.giver
        return ""

    def _greet(self) -> None:
        if self.may:
            self.say(_("Quét mã trên giấy hẹn: hồ sơ vào lô, hoặc được đếm khi nhận."))
        else:
            self.say(_("Quét mã trên giấy hẹn để biết hồ sơ đang ở đâu."))

    def _how_to_begin(self) -> str:
        return _("Bấm Ctrl+N để mở lô mới.") if self.may else ""

    def _on_shown(self) -> None:
        if self._stale:
            self._stale = False
            self._show_rights()
            self._load_units()
            self.reload_list()
            if self.current is not None:
                self.select(self.current.batch.id)

    def _on_changed(self, _changes: Changes) -> None:
        self._stale = True
        if self.view.isVisible():
            self._on_shown()

    def _load_units(self) -> None:
        desk, session = self.room.desk, self.room.session()
        self._units.ask(
            lambda: units_now(desk, session),
            self.view.panel.new.show_units,
            lambda _notice: self.view.panel.new.show_units(()),
        )

    def _show_rights(self) -> None:
        account = self.room.session().account
        reason = ""
        if not self.may:
            roles = ", ".join(_(ROLE_NAMES[role]) for role in sorted(account.roles))
            reason = _("Chỉ xem: {roles} không bàn giao hồ sơ.").format(roles=roles)
        self.view.panel.show_read_only(reason)
