"""The steps of a handover: opened, sealed, counted, signed, opened again, given up; one key leads to the next."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _, _n, mark
from app.domain.custody import Tally
from app.domain.handover import Batch, BatchItem, BatchState
from app.services.changes import Changes
from app.services.dossier_sheets import Sheet, print_control_sheet
from app.services.handover import cancel, open_batch, write_heading
from app.services.handover_folders import amend, count_all
from app.services.handover_papers import list_again
from app.services.handover_signing import Signed, reopen, seal, sign
from app.services.handover_views import BatchView
from app.services.shelves import put_on_shelf
from app.ui.handover.beeps import Beeps
from app.ui.handover.presenter import HandoverPresenter
from app.ui.handover.words import PAPER_NAMES
from app.ui.notices import Notice
from app.ui.paper_printing import PaperPrinter
from app.ui.theme.tokens import Tone

T = TypeVar("T")


class Steps(QObject):
    """Does what the buttons say."""

    def __init__(self, presenter: HandoverPresenter, beeps: Beeps, printer: PaperPrinter) -> None:
        super().__init__(presenter)
        self._presenter, self._beeps, self._printer = presenter, beeps, printer
        self._room, self._view = presenter.room, presenter.view
        self._asked_about: tuple[UUID, Tally] | None = None
        self._signing = False
        panel = self._view.panel
        panel.new.wanted.connect(self.next_step)
        panel.heading.typed.connect(self.keep_heading)
        panel.folder.amended.connect(self._amend)
        panel.reason.reason_given.connect(self._reopen)

    # One key for the next step.

    @property
    def next_words(self) -> str:
        """What the next step is called, marked."""
        if self._view.panel.asks_for_new:
            return mark("Mở lô")
        match self._presenter.state, self._presenter.counting:
            case BatchState.OPEN, False:
                return mark("Niêm phong, in hai bản")
            case BatchState.OPEN, True:
                return mark("Ký nhận, in hai bản")
            case BatchState.SEALED, _counting:
                return mark("Ký nhận")
        return mark("Mở lô mới")

    @property
    def can_go_on(self) -> bool:
        """Whether the next step can be tried."""
        if not self._presenter.may:
            return False
        return self._view.panel.new.unit is not None if self._view.panel.asks_for_new else True

    def next_step(self) -> None:
        """Open, seal or sign, whichever comes next; a key pressed twice signs once."""
        if self._signing:
            return
        if self._view.panel.asks_for_new:
            self._open()
        elif self._presenter.state is BatchState.OPEN and not self._presenter.counting:
            self._seal()
        elif self._presenter.counting:
            self._sign()
        else:
            self._presenter.begin_new()

    def _open(self) -> None:
        new = self._view.panel.new
        if new.unit is None:
            return
        desk, session = self._room.desk, self._room.session()
        kind, unit_id = new.kind, new.unit.id
        new.remember(kind, unit_id)
        self._submit(lambda: open_batch(desk, session, kind, unit_id), self._presenter.show)

    def _seal(self) -> None:
        current, heading = self._presenter.current, self._view.panel.heading.heading
        if current is None:
            return
        desk, session, batch = self._room.desk, self._room.session(), current.batch

        def done(signed: Signed) -> None:
            self._beeps.forget()
            said = _n("Đã niêm phong {count} hồ sơ, đang trên đường đến {unit}.", len(current.folders))
            said = said.format(count=len(current.folders), unit=batch.unit_name)
            next_step = _("Bên nhận đếm: quét từng hồ sơ, hoặc Ctrl+D khi đã đếm đủ.")
            self._told(signed.changes, batch.id, said, next_step)
            self._print(signed.print_id, batch)

        self._sign_now(lambda: seal(desk, session, batch.id, heading), done)

    def _sign(self) -> None:
        current, form = self._presenter.current, self._view.panel.heading
        if current is None:
            return
        heading, shelf = form.heading, form.shelf
        tally = replace(current.tally, declared=heading.declared or current.batch.declared)
        if not tally.agreed and tally.taken and self._asked_about != (current.batch.id, tally):
            # What both sides sign is final: a slip of the key must not sign for folders that nobody has seen.
            self._asked_about = (current.batch.id, tally)
            self._presenter.say(*_warning(tally), Tone.LATE)
            return
        desk, session, batch = self._room.desk, self._room.session(), current.batch

        def done(signed: Signed) -> None:
            self._beeps.forget()
            text = _("Hai bên đã ký, đủ {count} hồ sơ.").format(count=tally.taken)
            if not tally.agreed:
                text = _("Hai bên đã ký; chỗ lệch được ghi lại trong lô.")
            self._told(signed.changes, batch.id, text, "", Tone.DONE if tally.agreed else Tone.ATTENTION)
            self._print(signed.print_id, batch)

        self._sign_now(lambda: sign(desk, session, batch.id, heading, shelf=shelf), done)

    def _sign_now(self, work: Callable[[], Signed], done: Callable[[Signed], None]) -> None:
        """Do what takes a moment for a full bag: say so at once, and take no second key for it."""
        self._signing = True
        self._view.panel.heading.taken()
        self._presenter.say(_("Đang ghi từng hồ sơ…"))

        def signed(answer: Signed) -> None:
            self._signing = False
            done(answer)

        def refused(notice: Notice) -> None:
            self._signing = False
            self._presenter.refused(notice)

        self._room.background.database.submit(work, signed, refused, owner=self)

    # The other steps.

    def count_all(self) -> None:
        """Say that the taker counted every folder."""
        current = self._presenter.current
        if current is None:
            return
        desk, session, batch_id = self._room.desk, self._room.session(), current.batch.id

        def done(found: BatchView) -> None:
            self._presenter.show(found)
            count = found.tally.given
            self._presenter.say(_("Đã đếm đủ {count} / {count}.").format(count=count), tone=Tone.DONE)

        self._submit(lambda: count_all(desk, session, batch_id), done)

    def ask_reopen(self) -> None:
        """Ask why a seal is broken; what was only given up comes back at once."""
        if self._presenter.state is BatchState.SEALED:
            self._view.panel.reason.ask()
            self._room.registry.refreshed.emit()
        elif self._presenter.state is BatchState.CANCELLED:
            self._reopen("")

    def _reopen(self, reason: str) -> None:
        current = self._presenter.current
        if current is None:
            return
        desk, session, batch = self._room.desk, self._room.session(), current.batch

        def done(answer: tuple[Changes, tuple[str, ...]]) -> None:
            changes, gone = answer
            named = _("Đang ở lô khác nên không lấy lại: {numbers}.").format(numbers=", ".join(gone)) if gone else ""
            self._told(changes, batch.id, _("Đã mở lại lô; hồ sơ lại ở quầy."), named)

        self._submit(lambda: reopen(desk, session, batch.id, reason), done)

    def cancel(self) -> None:
        """Give the open handover up; the same key brings it back."""
        current = self._presenter.current
        if current is None:
            return
        desk, session, batch = self._room.desk, self._room.session(), current.batch

        def done(changes: Changes) -> None:
            self._beeps.forget()
            self._told(changes, batch.id, _("Đã hủy lô; hồ sơ vẫn ở quầy."), _("Hủy nhầm thì bấm Alt+M để mở lại."))

        self._submit(lambda: cancel(desk, session, batch.id), done)

    def put_on_shelf(self) -> None:
        """Put the chosen folder on the shelf that is typed; ask for it first."""
        item, field = self._presenter.chosen, self._view.panel.heading.fields["shelf"]
        shelf = self._view.panel.heading.shelf
        if item is None or item.dossier_id is None:
            return
        if not shelf:
            field.field.setFocus()
            return
        desk, session, dossier_id = self._room.desk, self._room.session(), item.dossier_id
        said = _("{number} ở kệ {shelf}.").format(number=item.number, shelf=shelf)

        def done(changes: Changes) -> None:
            self._room.changes.publish(changes)
            self._presenter.say(said, tone=Tone.DONE)

        self._submit(lambda: put_on_shelf(desk, session, [dossier_id], shelf), done)

    def print_list(self) -> None:
        """Print the paper of the chosen handover again."""
        current = self._presenter.current
        if current is None:
            return
        desk, session, batch = self._room.desk, self._room.session(), current.batch
        self._submit(lambda: list_again(desk, session, batch.id), lambda print_id: self._print(print_id, batch))

    def print_control_sheet(self) -> None:
        """Print the control sheet of the chosen folder with every handover so far."""
        item = self._presenter.chosen
        if item is None or item.dossier_id is None:
            return
        desk, session, dossier_id = self._room.desk, self._room.session(), item.dossier_id
        title = _("Phiếu kiểm soát {number}").format(number=item.number)

        def done(sheet: Sheet) -> None:
            self._room.changes.publish(sheet.changes)
            for print_id in sheet.prints:
                self._printer.print_paper(print_id, title)

        self._submit(lambda: print_control_sheet(desk, session, dossier_id), done)

    def _print(self, print_id: UUID | None, batch: Batch) -> None:
        if print_id is not None:
            title = _(PAPER_NAMES[batch.kind]).format(number=batch.number)
            self._printer.print_paper(print_id, title)

    def keep_heading(self) -> None:
        """Keep what is typed about the handover."""
        current, heading = self._presenter.current, self._view.panel.heading.heading
        if current is None or not self._presenter.may or self._presenter.state is BatchState.RECEIVED:
            return
        desk, session, batch_id = self._room.desk, self._room.session(), current.batch.id
        self._submit(
            lambda: write_heading(desk, session, batch_id, heading), lambda _changes: self._presenter.select(batch_id)
        )

    def _amend(self, item: BatchItem) -> None:
        desk, session = self._room.desk, self._room.session()

        def refused(notice: Notice) -> None:
            if "consignment" in notice.code:
                self._view.panel.folder.say(f"{notice.text} {notice.next_step}".strip())
            else:
                self._presenter.refused(notice)

        self._room.background.database.submit(
            lambda: amend(desk, session, item.batch_id, item), self._presenter.show, refused, owner=self
        )

    def _submit(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._room.background.database.submit(work, done, self._presenter.refused, owner=self)

    def _told(self, changes: Changes, batch_id: UUID, text: str, next_step: str, tone: Tone = Tone.DONE) -> None:
        self._room.changes.publish(changes)
        self._presenter.select(batch_id)
        self._presenter.say(text, next_step, tone)


def _warning(tally: Tally) -> tuple[str, str]:
    parts = []
    if tally.missing:
        parts.append(_("{count} hồ sơ chưa đếm thấy").format(count=len(tally.missing)))
    if tally.extra or any(not item.given for item in tally.strange):
        extra = len(tally.extra) + sum(not item.given for item in tally.strange)
        parts.append(_("{count} hồ sơ thừa").format(count=extra))
    if tally.undeclared:
        parts.append(_("bên giao ghi {declared}").format(declared=tally.declared))
    text = _("Hai bên đang lệch: {what}.").format(what=", ".join(parts))
    return text, _("Bấm Ctrl+Enter lần nữa để ký với chỗ lệch này, ghi vào biên bản.")
