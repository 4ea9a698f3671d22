"""Decides what F8 shows, and does what can be done there: send now, push again, compare, enrol, settle."""

from PySide6.QtCore import QObject

from app.core.words import _
from app.domain.permissions import Permission, allowed
from app.models.rows import OutboxRow
from app.services import sync_screen
from app.services.changes import Changes, Subject
from app.services.sync_screen import SyncOverview
from app.services.syncing import Reconciliation, SyncReport, SyncStatus
from app.ui.background import Progress
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.refusals import refusal
from app.ui.sync.pulse import SyncPulse
from app.ui.sync.view import SyncView
from app.ui.sync.words import banner, comparison_words, last_heard_words
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_AT_THE_CODE = frozenset({"sync.code_malformed", "sync.code_wrong", "sync.code_used", "sync.wrong_place"})
_NEEDS_ENROLMENT = frozenset({"sync.not_enrolled", "sync.counter_unknown", "sync.signature"})


class SyncPresenter(QObject):
    """One for the page."""

    def __init__(self, room: Workroom, view: SyncView, pulse: SyncPulse) -> None:
        super().__init__(view)
        self._room, self._view, self._pulse = room, view, pulse
        self._overview: SyncOverview | None = None
        self._comparing = False
        self._rows: Latest[SyncOverview] = Latest(room.background.database, self)
        view.watched.connect(self._on_watched)
        view.table.selected.connect(lambda _row: room.registry.refreshed.emit())
        view.receiver.enrol_wanted.connect(self._enrol)
        view.receiver.settle_wanted.connect(self._settle)
        pulse.told.connect(self._show_status)
        pulse.began.connect(room.registry.refreshed.emit)
        pulse.ended.connect(self._on_ended)
        room.changes.watch(view, frozenset({Subject.OUTBOX, Subject.OFFICE}), lambda _changes: self.refresh())
        self._show_rights()
        if pulse.status is not None:
            self._show_status(pulse.status)

    def _show_rights(self) -> None:
        self._view.show_read_only(str(refusal(self._room.session(), Permission.SYNC_NOW)))

    def refresh(self) -> None:
        """Read the outbox again, while somebody looks."""
        if not self._view.isVisible():
            return
        self._show_rights()
        desk, session = self._room.desk, self._room.session()
        self._rows.ask(
            lambda: sync_screen.overview(desk, session),
            self._show,
            lambda notice: self._view.show_refusal(notice.text, notice.next_step),
        )

    def _on_watched(self, watched: bool) -> None:
        self._pulse.service.watch(watched=watched)
        if watched:
            self.refresh()
            self._pulse.look()

    def _show(self, found: SyncOverview) -> None:
        self._overview = found
        self._view.show_rows(found.rows)
        self._show_receiver()
        self._room.registry.refreshed.emit()

    def _show_status(self, status: SyncStatus) -> None:
        self._view.status.show_status(status, banner(status))
        self._view.receiver.show_fork(stopped=status.numbers_stopped, may_settle=self._may(Permission.RESTORE))
        self._show_receiver()
        self._room.registry.refreshed.emit()

    def _show_receiver(self) -> None:
        found, desk, card = self._overview, self._room.desk, self._view.receiver
        status = self._pulse.status
        if found is None or status is None:
            return
        enrolled = found.enrolled and status.cause not in _NEEDS_ENROLMENT
        card.show_facts(
            (
                (_("Địa chỉ"), found.receiver or _("chưa đăng ký")),
                (_("Quầy"), f"{desk.office.code} · {desk.counter.ordinal}"),
                (_("Trả lời gần nhất"), last_heard_words(found.last_heard, desk.now())),
            )
        )
        may = self._may(Permission.CHANGE_OFFICE)
        card.show_form(visible=not enrolled and may, address=desk.settings.receiver_url or found.receiver)
        if not enrolled and not may:
            card.say(_("Quầy chưa đăng ký với máy nhận. Nhờ người quản trị đăng ký tại màn hình này."))
        else:
            card.say("")

    def _may(self, permission: Permission) -> bool:
        return allowed(self._room.session().account, permission)

    # What can be done.

    @property
    def can_send(self) -> bool:
        """Whether a contact can be held now."""
        return self._enrolled and not self._pulse.running and self._may(Permission.SYNC_NOW)

    @property
    def can_compare(self) -> bool:
        """Whether a day can be compared now."""
        return self._enrolled and not self._comparing and self._may(Permission.SYNC_NOW)

    @property
    def can_push(self) -> bool:
        """Whether the chosen operation was stopped and may be sent once more."""
        row = self._view.table.current
        return row is not None and row.delivery.stopped and self._may(Permission.SYNC_NOW)

    @property
    def _enrolled(self) -> bool:
        return self._overview is not None and self._overview.enrolled

    def send_now(self) -> None:
        """Hold a contact and show how far it is."""
        progress = Progress(self)
        self._view.status.progress.follow(progress, _("Đang gửi…"))
        self._pulse.send_now(self._room.session(), progress, self._room.tell)

    def _on_ended(self, report: SyncReport | None) -> None:
        self._view.status.progress.finish()
        self._room.registry.refreshed.emit()
        if report is not None:
            self.refresh()

    def push_again(self) -> None:
        """Send the chosen dossier's stopped operations once more, at once."""
        row: OutboxRow | None = self._view.table.current
        if row is None:
            return
        service, session, number = self._pulse.service, self._room.session(), row.number

        def done(changes: Changes) -> None:
            self._room.tell(Notice(_("Sẽ gửi lại hồ sơ {number}.").format(number=number)))
            self._room.changes.publish(changes)
            self.send_now()

        self._room.background.pool.submit(lambda: service.push_again(session, row.dossier_id), done, owner=self)

    def compare_today(self) -> None:
        """Compare what both sides hold of today."""
        service, session = self._pulse.service, self._room.session()
        day = self._room.desk.now().date()
        self._comparing = True
        self._say_answer(_("Đang hỏi tỉnh…"), Tone.NEUTRAL)

        def done(found: Reconciliation) -> None:
            self._comparing = False
            self._say_answer(*comparison_words(found))

        def failed(notice: Notice) -> None:
            self._comparing = False
            self._say_answer(f"{notice.text} {notice.next_step}".strip(), Tone.NEUTRAL)

        self._room.background.pool.submit(lambda: service.reconcile(session, day), done, failed, owner=self)

    def _say_answer(self, text: str, tone: Tone) -> None:
        self._view.status.answer.show_text(text, tone)
        self._view.status.answer.show()
        self._room.registry.refreshed.emit()

    def _enrol(self, address: str, code: str) -> None:
        room, card, service = self._room, self._view.receiver, self._pulse.service
        session = room.session()
        card.show_busy(busy=True)

        def done(changes: Changes) -> None:
            card.show_busy(busy=False)
            card.say_enrolled()
            room.tell(Notice(_("Quầy đã đăng ký với máy nhận."), tone=Tone.DONE))
            room.changes.publish(changes)
            self.refresh()

        def failed(notice: Notice) -> None:
            card.show_busy(busy=False)
            card.say_error(f"{notice.text} {notice.next_step}".strip(), at_code=notice.code in _AT_THE_CODE)

        room.background.pool.submit(
            lambda: sync_screen.enrol_counter(room.desk, session, service, address, code), done, failed, owner=self
        )

    def _settle(self) -> None:
        service, session = self._pulse.service, self._room.session()
        self._room.background.pool.submit(lambda: service.settle_fork(session), self._room.changes.publish, owner=self)
