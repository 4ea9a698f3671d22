"""F7 as one value: what the window registers, connects and closes."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import mark
from app.domain.periods import PeriodKind
from app.models.rows import Queue
from app.ui.actions import Action
from app.ui.paper_printing import PaperPrinter
from app.ui.reports.presenter import ReportsPresenter
from app.ui.reports.view import Part, ReportsView
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom

KEY = "reports"
_PARTS = (
    (Part.DAY, mark("Chốt ngày"), "Alt+1"),
    (Part.REGISTER, mark("Sổ theo dõi hồ sơ"), "Alt+2"),
    (Part.FIGURES, mark("Chỉ tiêu"), "Alt+3"),
)
_KINDS = (
    (PeriodKind.DAY, mark("Hôm nay"), "Alt+N"),
    (PeriodKind.WEEK, mark("Tuần này"), "Alt+T"),
    (PeriodKind.MONTH, mark("Tháng này"), "Alt+M"),
)


class Reports(QObject):
    """Make it with the window's surroundings, register ``spec()``, then ``connect_window``; ``close()`` at the end."""

    def __init__(
        self,
        room: Workroom,
        parent: QObject | None = None,
        show_queue: Callable[[Queue], None] = lambda _queue: None,
        show_dossier: Callable[[UUID], None] = lambda _dossier: None,
    ) -> None:
        """Make it; show_queue and show_dossier lead to F3."""
        super().__init__(parent)
        self._room, self._show_queue, self._show_dossier = room, show_queue, show_dossier
        self._printer = PaperPrinter(room, self)
        self._presenter: ReportsPresenter | None = None

    def spec(self) -> WorkspaceSpec:
        """Return how F7 registers itself."""
        return WorkspaceSpec(KEY, mark("Sổ, báo cáo"), "chart-column", "F7", self._make)

    @property
    def presenter(self) -> ReportsPresenter | None:
        """The presenter, once the page has been opened."""
        return self._presenter

    def connect_window(self, window: MainWindow) -> None:
        """Nothing of the window is served from here."""

    def close(self) -> None:
        """Watch print jobs no longer, read nothing any more."""
        if self._presenter is not None:
            self._presenter.stop()
        self._printer.close()

    def _make(self) -> ReportsView:
        room = self._room
        view = ReportsView(room.desk.office.code, room.desk.now)
        presenter = ReportsPresenter(room, view, self._printer, self._show_queue, self._show_dossier)
        self._presenter = presenter
        room.registry.add(*_actions(view, presenter))
        view.offer(room.registry)
        return view


def _actions(view: ReportsView, presenter: ReportsPresenter) -> list[Action]:
    return [
        *_parts(view, presenter),
        *_days(view, presenter),
        *_register(view, presenter),
        Action(f"{KEY}.larger", mark("Xem trang lớn hơn"), lambda: view.preview.zoom(1.25), ("Ctrl+=",), KEY),
        Action(f"{KEY}.smaller", mark("Xem trang nhỏ lại"), lambda: view.preview.zoom(0.8), ("Ctrl+-",), KEY),
        Action(f"{KEY}.back", mark("Quay lại"), presenter.back, ("Esc",), KEY, presenter.may_go_back),
    ]


def _parts(view: ReportsView, presenter: ReportsPresenter) -> list[Action]:
    def closes() -> bool:
        return view.part is Part.DAY and presenter.day.may_close()

    def lists() -> bool:
        return view.part is Part.FIGURES and presenter.figures.found is not None and not view.on_behind

    closing, listing = mark("Chốt ngày, in phiếu xin lỗi và sổ"), mark("Xem danh sách")
    return [
        *(
            Action(f"{KEY}.{part.value}", text, partial(presenter.open, part), (key,), KEY, presenter.may_see)
            for part, text, key in _PARTS
        ),
        Action(f"{KEY}.close", closing, presenter.day.close, ("Ctrl+Return",), KEY, closes),
        Action(f"{KEY}.list", listing, presenter.figures.open_chosen, ("Alt+O",), KEY, lists),
    ]


def _days(view: ReportsView, presenter: ReportsPresenter) -> list[Action]:
    may = presenter.has_days
    return [
        *(
            Action(f"{KEY}.{kind.value}", text, partial(presenter.choose_kind, kind), (key,), KEY, may)
            for kind, text, key in _KINDS
        ),
        Action(f"{KEY}.days", mark("Xem ngày khác"), view.period.take_focus, ("Alt+D",), KEY, may),
        Action(f"{KEY}.earlier", mark("Kỳ trước"), partial(presenter.step, -1), ("Alt+Left",), KEY, may),
        Action(f"{KEY}.later", mark("Kỳ sau"), partial(presenter.step, 1), ("Alt+Right",), KEY, may),
    ]


def _register(view: ReportsView, presenter: ReportsPresenter) -> list[Action]:
    def open_here() -> bool:
        return view.part is Part.REGISTER and presenter.may_see() and not presenter.over_part()

    def printing() -> str:
        return looking if view.part is Part.DAY else mark("In sổ")

    page, desk, filled = view.register, presenter.register, presenter.on_register
    paging, looking = mark("Xem trang in"), mark("Xem sổ hôm nay")
    return [
        Action(f"{KEY}.field", mark("Lĩnh vực"), page.field.setFocus, ("Alt+L",), KEY, open_here),
        Action(f"{KEY}.unit", mark("Cơ quan giải quyết"), page.unit.setFocus, ("Alt+C",), KEY, open_here),
        Action(f"{KEY}.preview", paging, desk.preview, ("Alt+G",), KEY, filled),
        Action(f"{KEY}.print", mark("In sổ"), presenter.print, ("Ctrl+P",), KEY, presenter.may_print, printing),
        Action(f"{KEY}.save", mark("Lưu PDF"), desk.save, ("Ctrl+S",), KEY, filled),
        Action(f"{KEY}.export", mark("Xuất Excel"), presenter.export, ("Ctrl+E",), KEY, presenter.may_export),
    ]
