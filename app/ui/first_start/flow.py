"""What happens at the first start: founding on the database lane, enrolling after it, restoring."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.clock import Clock
from app.core.paths import StoreFolder, write_durably
from app.core.problems import Problem
from app.core.settings import Settings
from app.core.words import _
from app.domain.offices import OfficeLevel
from app.services.desk import Desk
from app.services.first_start import findings, recovery_pdf
from app.services.opening import OfficePlan, found_office, propose_phrase
from app.services.printing_jobs import system_queue
from app.services.safekeeping import restore_backup
from app.services.security import Session, sign_in
from app.services.sentences import describe
from app.services.syncing import SyncService
from app.ui.application.front import FrontWindow
from app.ui.background import Background, Progress
from app.ui.first_start.restore_page import RestorePage
from app.ui.first_start.view import FirstStartView
from app.ui.interaction import Interaction, WindowInteraction
from app.ui.notices import Notice, notice_of
from app.ui.theme.tokens import Tone
from app.ui.workroom import Finders

_PHRASE_CODES = frozenset({"keys.wrong_phrase", "keys.phrase_mistyped"})


@dataclass(frozen=True, slots=True)
class Founded:
    """What the first start made.

    Attributes:
        session: the administrator, signed in; None after a restore.
        notice: what else is to be told; None where everything went as asked.
    """

    desk: Desk
    session: Session | None
    notice: Notice | None = None


class FirstStart(QObject):
    """Leads through the first start on the front window."""

    founded = Signal(object)
    """A Founded."""
    back = Signal()

    def __init__(
        self,
        front: FrontWindow,
        background: Background,
        clock: Clock,
        folder: StoreFolder,
        interaction: Interaction | None = None,
        finders: Finders | None = None,
    ) -> None:
        super().__init__(front)
        self._finders = finders or Finders()
        self._front, self._background, self._clock, self._folder = front, background, clock, folder
        self._interaction = interaction or WindowInteraction(front)
        self._phrase = propose_phrase()
        self._view = FirstStartView(self._phrase)
        self._page = RestorePage()

    def begin(self) -> FirstStartView:
        """Show the page on which an office is set up."""
        view = self._view
        view.committed.connect(self._commit)
        view.back.connect(self.back)
        view.print_wanted.connect(self._print)
        view.save_wanted.connect(self._save)
        view.edited.connect(lambda name: view.fields[name].say_nothing())
        self._list_devices()
        self._front.show_page(view)
        return view

    def begin_restore(self) -> RestorePage:
        """Show the page on which a backup is brought back."""
        page = self._page
        page.file_wanted.connect(self._choose_file)
        page.submitted.connect(self._restore)
        page.back.connect(self.back)
        self._front.show_page(page)
        return page

    def plan(self) -> OfficePlan:
        """Return what stands on the page."""
        typed = self._view.values()
        return OfficePlan(
            code=typed["code"],
            name=typed["name"],
            level=OfficeLevel(typed["level"]),
            counter_ordinal=_count(typed["counter_ordinal"]),
            counters=_count(typed["counters"]),
            counter_name=typed["counter_name"],
            admin_login=typed["admin_login"],
            admin_name=typed["admin_name"],
            admin_password=typed["admin_password"],
            phrase=self._phrase,
            governing_body=typed["governing_body"],
            place=typed["place"],
            bank_bin=typed["bank_bin"],
            bank_account=typed["bank_account"],
            bank_account_name=typed["bank_account_name"],
            settings=Settings(printer=typed["printer"], scanner=typed["scanner"], receiver_url=typed["receiver_url"]),
        )

    # -- devices and the sheet --------------------------------------------------------------------------------

    def _list_devices(self) -> None:
        view, submit = self._view, self._background.pool.submit
        none = ("", _("Chưa chọn: giấy hẹn lưu thành PDF"))
        view.offer("printer", [none, ("", _("đang tìm…"))])
        view.offer("scanner", [("", _("Chưa chọn")), ("", _("đang tìm…"))])
        find = self._finders
        submit(
            find.printers, lambda found: view.offer("printer", [none, *((p.uri, p.name) for p in found)]), owner=view
        )
        submit(
            find.scanners,
            lambda found: view.offer("scanner", [("", _("Chưa chọn")), *((s.name, s.label) for s in found)]),
            lambda _notice: view.offer("scanner", [("", _("Không tìm thấy máy quét nào"))]),
            owner=view,
        )

    def _print(self) -> None:
        plan = self.plan()
        if not plan.settings.printer:
            self._view.show_phrase_said(_("Chọn máy in trước, hoặc lưu thành PDF."))
            return

        def work() -> None:
            system_queue().submit(plan.settings.printer, recovery_pdf(plan, self._clock), "recovery")

        self._do_with_sheet(work, _("Đã gửi phiếu đến máy in."))

    def _save(self) -> None:
        path = self._interaction.save_file(_("Lưu phiếu khôi phục"), Path("phieu-khoi-phuc.pdf"), "PDF (*.pdf)")
        if path is None:
            return
        plan = self.plan()
        self._do_with_sheet(
            lambda: write_durably(path, recovery_pdf(plan, self._clock)),
            _("Đã lưu phiếu. Chuyển tệp ra khỏi máy này rồi xóa đi."),
        )

    def _do_with_sheet(self, work: object, said: str) -> None:
        view = self._view
        self._background.pool.submit(
            work,  # type: ignore[arg-type]  # one of the two functions above
            lambda _done: view.show_phrase_said(said),
            lambda notice: view.show_phrase_said(f"{notice.text} {notice.next_step}".strip()),
            owner=view,
        )

    # -- founding ---------------------------------------------------------------------------------------------

    def _commit(self) -> None:
        plan, typed = self.plan(), self._view.values()
        found = findings(plan, typed["again"], typed["last_group"], self._clock)
        self._view.show_findings({name: describe(problem).text for name, problem in found.items()})
        if found:
            return
        progress = Progress(self._view)
        self._view.show_problem("")
        self._view.show_busy(busy=True)
        self._view.progress.follow(progress, _("Đang lập đơn vị…"))

        def work() -> tuple[Desk, Session]:
            desk = found_office(self._folder, plan, self._clock)
            return desk, sign_in(desk, plan.admin_login, plan.admin_password)

        self._background.database.submit(
            work, lambda made: self._enrol(*made, typed["enrolment_code"]), self._not_founded, owner=self._view
        )

    def _not_founded(self, notice: Notice) -> None:
        self._view.progress.finish()
        self._view.show_busy(busy=False)
        self._view.show_problem(f"{notice.text} {notice.next_step}".strip())

    def _enrol(self, desk: Desk, session: Session, code: str) -> None:
        url = desk.settings.receiver_url
        if not url or not code:
            self.founded.emit(Founded(desk, session))
            return

        def work() -> Problem | None:
            try:
                SyncService(desk, self._background.database.run).enrol(session, url, code)
            except Problem as problem:
                return problem
            return None

        def done(problem: Problem | None) -> None:
            self.founded.emit(Founded(desk, session, _not_enrolled(problem) if problem else None))

        self._background.pool.submit(work, done, owner=self)

    # -- restoring --------------------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        chosen = self._interaction.open_files(_("Chọn bản sao lưu"), _("Bản sao lưu (*.zip)"))
        if chosen:
            self._page.show_file(chosen[0])

    def _restore(self, path: str, phrase: str) -> None:
        page = self._page
        page.show_busy(busy=True)
        page.progress.follow(Progress(page), _("Đang kiểm tra và khôi phục…"))

        def refused(notice: Notice) -> None:
            page.progress.finish()
            page.show_refusal(f"{notice.text} {notice.next_step}".strip(), at_phrase=notice.code in _PHRASE_CODES)

        self._background.database.submit(
            lambda: restore_backup(Path(path), self._folder, phrase, self._clock)[1],
            lambda desk: self.founded.emit(Founded(desk, None)),
            refused,
            owner=page,
        )


def _count(text: str) -> int:
    """Return a typed count; what is none becomes 0, which the plan's judgement refuses at its field."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _not_enrolled(problem: Problem) -> Notice:
    said = notice_of(problem, describe)
    return Notice(
        _("Đã lập đơn vị, nhưng chưa đăng ký được với tỉnh: {why}").format(why=said.text),
        _("Làm lại lúc nào cũng được trong Quản trị › Đồng bộ. Tiếp nhận hồ sơ không bị ảnh hưởng."),
        Tone.ATTENTION,
        said.code,
    )
