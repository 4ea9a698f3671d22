"""F3 as one value: what the window registers, connects and closes."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import mark
from app.domain.drafts import Draft
from app.domain.lifecycle import Act
from app.domain.numbers import number_in
from app.domain.permissions import Permission
from app.services.bulk import BulkAct
from app.services.dossiers import Standings
from app.ui.actions import Action
from app.ui.dossiers.act_parts import ActForm
from app.ui.dossiers.desk_search import KEY, DeskSearch
from app.ui.dossiers.offers import ALL, HAND_OUT, action_id
from app.ui.dossiers.presenter import DossiersPresenter
from app.ui.dossiers.queue_export import QueueExport
from app.ui.dossiers.queue_watch import QueueWatch
from app.ui.dossiers.reprint_bar import REASONS
from app.ui.dossiers.slip_printing import SlipPrinter
from app.ui.dossiers.view import DossiersView
from app.ui.dossiers.words import count_words, today_words
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom


class Dossiers(QObject):
    """Make it with the window's surroundings, register ``spec()``, then ``connect_window``; ``close()`` at the end.

    ``on_scanned`` belongs on ``InputRouter.scanned``: it takes numbers of dossiers and leaves everything else alone.
    """

    def __init__(
        self,
        room: Workroom,
        parent: QObject | None = None,
        take_up: Callable[[Draft], None] | None = None,
        hand_out: Callable[[UUID], None] | None = None,
    ) -> None:
        """Make it.

        Args:
            room: the window's surroundings.
            parent: the Qt parent.
            take_up: opens a correction or a copy of a dossier at the reception desk; None: nothing does.
            hand_out: opens a dossier where results are returned; None: nothing does.
        """
        super().__init__(parent)
        self._room, self._take_up, self._hand_out = room, take_up, hand_out
        self._watch = QueueWatch(room, self)
        self._printer = SlipPrinter(room, self)
        self._search: DeskSearch | None = None
        self._presenter: DossiersPresenter | None = None

    def spec(self) -> WorkspaceSpec:
        """Return how F3 registers itself."""
        return WorkspaceSpec(KEY, mark("Hồ sơ"), "folder-search", "F3", self._make)

    @property
    def presenter(self) -> DossiersPresenter | None:
        """The presenter, once the page has been opened."""
        return self._presenter

    def connect_window(self, window: MainWindow) -> None:
        """Serve the window's search box; show how many are overdue in the rail, and the day so far at the bottom."""
        self._search = DeskSearch(self._room, window)
        if self._presenter is not None:
            self._search.follow(self._presenter)

        def badge(standings: Standings | None) -> None:
            if standings is None:
                window.rail.set_count(KEY, 0)
                window.status.show_today("")
                return
            counts = standings.counts
            window.rail.set_count(KEY, counts.overdue, count_words(counts.overdue))
            window.status.show_today(today_words(counts))

        self._watch.counted.connect(badge)
        self._watch.count()

    def on_scanned(self, text: str) -> bool:
        """Open the dossier of a beeped slip; return whether text was one."""
        number = number_in(text)
        if not number or self._search is None:
            return False
        self._search.open_number(number)
        return True

    def close(self) -> None:
        """Stop counting and watching print jobs."""
        self._watch.close()
        self._printer.close()

    def _make(self) -> DossiersView:
        view = DossiersView(self._room.desk.office.code, self._room.desk.now)
        self._presenter = DossiersPresenter(self._room, view, self._watch, self._printer)
        self._presenter.acts.drafted.connect(self._take_up or (lambda _draft: None))
        self._presenter.acts.handing_out.connect(self._hand_out or (lambda _dossier_id: None))
        self._room.registry.add(*_actions(view, self._presenter))
        taking = QueueExport(self._room, view, self._presenter)
        self._room.registry.add(
            Action("dossiers.export", mark("Xuất Excel"), taking.start, ("Ctrl+E",), KEY, taking.may)
        )
        view.panel.offer(self._room.registry, self._presenter.acts.offered)
        view.turned.connect(lambda: view.panel.show_place(at_list=view.on_list))
        view.turned.connect(self._room.registry.refreshed)
        view.typed.connect(self._begin_search)
        if self._search is not None:
            self._search.follow(self._presenter)
        return view

    def _begin_search(self, letters: str) -> None:
        if self._search is not None:
            self._search.begin(letters)


_SHEETS = (
    ("history", mark("In quá trình xử lý"), "Alt+Q"),
    ("missing", mark("In tờ “còn thiếu gì”"), "Alt+M"),
    ("control", mark("In phiếu kiểm soát"), "Alt+I"),
)
_BULK = {Act.BEGIN: BulkAct.BEGIN, Act.FINISH: BulkAct.FINISH}


def _start(presenter: DossiersPresenter, form: ActForm) -> None:
    """Do it to the chosen dossier, or to all that are marked where it is one of those that can be."""
    if presenter.bulk.marked and form.act in _BULK:
        presenter.bulk.start(_BULK[form.act])
    else:
        presenter.acts.start(form)


def _actions(view: DossiersView, presenter: DossiersPresenter) -> list[Action]:
    def sees() -> bool:
        return presenter.may(Permission.SEE_DOSSIERS)

    def prints() -> bool:
        return presenter.may(Permission.REPRINT_SLIP)

    def corrects() -> bool:
        return presenter.may(Permission.CORRECT) and not acts.asking

    def copies() -> bool:
        return presenter.may(Permission.RECEIVE) and not acts.asking

    def sheet(name: str) -> Callable[[], None]:
        return lambda: presenter.forms.print_sheet(name, presenter.current)

    def opens() -> bool:
        return sees() and view.on_list

    def printing() -> str:
        return mark("In giấy hẹn") if presenter.owes_slip else reprinting

    def going_back() -> str:
        return leaving if view.on_list else mark("Quay lại")

    def asked() -> bool:
        return presenter.asks_reason

    acts = presenter.acts
    reprint, reprinting, leaving = view.panel.reprint, mark("In lại giấy hẹn"), mark("Quay lại, bỏ tìm")
    return [
        Action("dossiers.open", mark("Mở hồ sơ"), presenter.open_current, ("Alt+O",), KEY, opens),
        Action("dossiers.back", leaving, presenter.back, ("Esc",), KEY, text_now=going_back),
        Action("dossiers.print", reprinting, presenter.ask_print, ("Ctrl+P",), KEY, prints, printing),
        Action("dossiers.slip", mark("Xem giấy hẹn"), presenter.show_slip, ("Alt+G",), KEY, sees),
        Action("dossiers.save", mark("Lưu PDF"), presenter.save, ("Ctrl+S",), KEY, sees),
        Action("dossiers.copy", mark("Chép số hồ sơ"), presenter.copy_number, ("Ctrl+C",), KEY, sees),
        Action("dossiers.why", mark("Vì sao hẹn ngày này?"), view.panel.toggle_why, ("Alt+V",), KEY, sees),
        Action("dossiers.queue_up", mark("Danh sách trên"), lambda: view.queues.step(-1), ("Alt+Up",), KEY),
        Action("dossiers.queue_down", mark("Danh sách dưới"), lambda: view.queues.step(1), ("Alt+Down",), KEY),
        Action("dossiers.larger", mark("Xem trang lớn hơn"), lambda: view.preview.zoom(1.25), ("Ctrl+=",), KEY),
        Action("dossiers.smaller", mark("Xem trang nhỏ lại"), lambda: view.preview.zoom(0.8), ("Ctrl+-",), KEY),
        Action(
            "dossiers.letters",
            mark("Soạn phiếu xin lỗi"),
            partial(presenter.bulk.start, BulkAct.LETTER),
            ("Alt+S",),
            KEY,
        ),
        *(Action(f"dossiers.sheet_{name}", words, sheet(name), (key,), KEY, prints) for name, words, key in _SHEETS),
        Action("dossiers.duplicate", mark("Hồ sơ mới như hồ sơ này"), acts.copy, ("Alt+J",), KEY, copies),
        Action("dossiers.correct", mark("Đính chính"), acts.start_correction, ("Alt+E",), KEY, corrects),
        Action(
            "dossiers.commit_act",
            mark("Ghi việc đang hỏi"),
            view.panel.sheet.commit_wanted.emit,
            ("Ctrl+Return",),
            KEY,
            lambda: acts.asking,
        ),
        *(
            Action(action_id(form), form.words, partial(_start, presenter, form), (form.key,), KEY, lambda: acts.chosen)
            for form in ALL
        ),
        Action(HAND_OUT, mark("Trả ở F5"), acts.hand_out, ("Ctrl+F5",), KEY, lambda: acts.can_hand_out),
        Action("dossiers.more", mark("Việc khác"), view.panel.show_menu, ("Alt+Y",), KEY, sees),
        Action("dossiers.file", mark("Chọn tệp kết quả"), acts.choose_file, ("Alt+F",), KEY, lambda: acts.takes_file),
        *(
            Action(f"dossiers.reason_{place}", reason, partial(reprint.give, place), (f"Alt+{place}",), KEY, asked)
            for place, reason in enumerate(REASONS, 1)
        ),
    ]
