"""The main window: rail, bars, one workspace at a time, and a cover that hides everything without losing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QScrollArea, QStackedWidget, QWidget
from shiboken6 import isValid

from app.core.clock import Clock
from app.core.words import _, mark
from app.ui.actions import EVERYWHERE, Action, ActionRegistry
from app.ui.notices import Notice
from app.ui.shell.keys_overlay import KeysOverlay
from app.ui.shell.practice_band import PracticeBand
from app.ui.shell.rail import Rail
from app.ui.shell.status_bar import StatusBar
from app.ui.shell.top_bar import TopBar
from app.ui.shell.workspace import Workspace, WorkspaceSpec
from app.ui.theme.tokens import APART
from app.ui.widgets.bars import NoticeBar
from app.ui.widgets.dress import column, named, row


@dataclass(frozen=True, slots=True)
class Desk:
    """Which desk the window belongs to: its office, its counter, and whether all of it is only practice."""

    office: str
    counter: str
    practice: bool = False


def _scrolling(name: str) -> QScrollArea:
    """Return an area that scrolls only where a large type size leaves no room for all of its page."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class MainWindow(QMainWindow):
    """The window.

    Attributes:
        actions_registry: all actions; workspaces add theirs while they are made.
        top: the top bar.
        status: the bottom bar.
        notices: where things are told in passing.
    """

    workspace_opened = Signal(str)
    lock_wanted = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, clock: Clock, registry: ActionRegistry, specs: Sequence[WorkspaceSpec]) -> None:
        """Make the window; no workspace is made before it is opened."""
        super().__init__()
        named(self, "main_window", _("Một Cửa"))
        self.setWindowTitle(f"{_('Một Cửa')} – {desk.office} · {desk.counter}")
        self.actions_registry = registry
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Workspace] = {}
        self._focus: dict[str, QWidget] = {}
        self._open_key = ""
        self._cover: QWidget | None = None
        self._follows_focus = False
        # What asks for the focus is often shown in the same moment and has no place yet.
        self._sight = QTimer(self, singleShot=True, interval=0)
        self._sight.timeout.connect(self._keep_in_sight)
        self.rail = Rail(tuple(specs))
        self.top = TopBar(desk.office, desk.counter)
        self.status = StatusBar(clock)
        self._stack = QStackedWidget()
        self._desk = self._build_desk()
        self._screens = QStackedWidget()
        self._screens.addWidget(self._desk)
        whole = QWidget()
        # Over sign-in and lock too: nobody shall ever take practice for the real office.
        bands = (PracticeBand(),) if desk.practice else ()
        whole.setLayout(column(*bands, self._screens, spacing=0))
        self.setCentralWidget(whole)
        self.notices = NoticeBar(self._stack)
        self.keys_page = KeysOverlay(registry, self._desk)
        self._register_actions()
        self._connect()

    def _build_desk(self) -> QWidget:
        page = QWidget()
        named(page, "desk_page")
        page.setProperty("role", "desk")
        work = QWidget()
        work.setLayout(column(self._stack, spacing=0, margins=(APART, APART, APART, APART)))
        right = column(self.top, work, self.status, spacing=0)
        right.setStretch(1, 1)
        layout = row(self.rail, spacing=0)
        layout.addLayout(right, 1)
        page.setLayout(layout)
        return page

    def _register_actions(self) -> None:
        add = self.actions_registry.add
        add(Action("shell.keys", mark("Các phím của màn hình này"), self._toggle_keys, ("F1",)))
        for spec in self._specs.values():
            add(Action(f"shell.open_{spec.key}", spec.title, self._opener(spec.key), (spec.f_key,)))
        add(
            Action("shell.search", mark("Tìm mọi thứ"), self._go_search, ("Ctrl+K",)),
            Action("shell.undo", mark("Hoàn tác việc vừa làm"), self._undo, ("Ctrl+Z",)),
            Action("shell.lock", mark("Khóa màn hình, giữ nguyên bản nháp"), self.lock_wanted.emit, ("Ctrl+L",)),
        )
        self.actions_registry.bind(self._desk, EVERYWHERE)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.open)
        self.top.lock_button.clicked.connect(self.lock_wanted)
        self.status.keys_wanted.connect(self._toggle_keys)

    def _opener(self, key: str) -> Callable[[], None]:
        return lambda: self.open(key)

    @property
    def open_key(self) -> str:
        """The key of the open workspace; empty before the first is opened."""
        return self._open_key

    @property
    def covered(self) -> bool:
        """Whether a cover hides the desk."""
        return self._cover is not None

    def page(self, key: str) -> Workspace:
        """Return the page of a workspace, making it when nobody has opened it yet."""
        page = self._pages.get(key)
        if page is None:
            page = self._specs[key].make()
            self._pages[key] = page
            area = _scrolling(f"{page.objectName()}_area")
            self._stack.addWidget(area)
            # Only now the page: every new parent dresses all that is in it once more.
            area.setWidget(page)
            self.actions_registry.bind(page, key)
        return page

    def open(self, key: str) -> None:
        """Show a workspace; the focus returns to where it was there."""
        self.page(key)
        self._remember_focus()
        before, self._open_key = self._open_key, key
        self._stack.setCurrentIndex(list(self._pages).index(key))
        # A page that was made just now lies over what is being told.
        self.notices.raise_()
        if key != before:
            self.notices.let_go()
        self.rail.show_chosen(key)
        if self.keys_page.isVisible():
            self.keys_page.close_page()
        self._restore_focus()
        self.workspace_opened.emit(key)

    def press_key(self, key: str) -> bool:
        """Do what key means on the present screen (for the input router); return whether it meant anything."""
        if self.covered or self.keys_page.isVisible():
            return False
        return self.actions_registry.press(key, (self._open_key, EVERYWHERE))

    def cover(self, view: QWidget) -> None:
        """Hide the desk behind view (sign-in, lock); its shortcuts sleep, its contents stay."""
        if self.covered:
            self._drop_cover()
        else:
            self._remember_focus()
        self._cover = view
        self._screens.addWidget(view)
        self._screens.setCurrentWidget(view)
        view.setFocus()

    def uncover(self) -> None:
        """Show the desk as it was."""
        if self.covered:
            self._drop_cover()
            self._restore_focus()

    def tell(self, notice: Notice) -> None:
        """Say something in passing."""
        self.notices.tell(notice)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the focus: only a shown window has a handle that tells of it."""
        super().showEvent(event)
        handle = self.windowHandle()
        if not self._follows_focus:
            self._follows_focus = True
            handle.focusObjectChanged.connect(self._on_focus)

    def _on_focus(self, _inside: QObject | None) -> None:
        self._sight.start()

    def _keep_in_sight(self) -> None:
        # The stubs leave out that there may be no focus widget.
        inside: QWidget | None = self.focusWidget()
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea) and isinstance(inside, QWidget) and area.isAncestorOf(inside):
            area.ensureWidgetVisible(inside, 0, APART)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window goes."""
        super().closeEvent(event)
        self.closed.emit()

    def _drop_cover(self) -> None:
        view, self._cover = self._cover, None
        self._screens.setCurrentWidget(self._desk)
        if view is not None:
            self._screens.removeWidget(view)
            view.deleteLater()

    def _remember_focus(self) -> None:
        # The stubs leave out that there may be no focus widget.
        inside: QWidget | None = self.focusWidget()
        page = self._pages.get(self._open_key)
        if page is not None and inside is not None and page.isAncestorOf(inside):
            self._focus[self._open_key] = inside

    def _restore_focus(self) -> None:
        page = self._pages.get(self._open_key)
        before = self._focus.get(self._open_key)
        if before is not None and isValid(before):
            before.setFocus()
        elif page is not None:
            page.take_focus()

    def _toggle_keys(self) -> None:
        spec = self._specs.get(self._open_key)
        self.keys_page.toggle(self._open_key or "none", _(spec.title) if spec else "")

    def _go_search(self) -> None:
        self.top.search.setFocus()
        self.top.search.selectAll()

    def _undo(self) -> None:
        page = self._pages.get(self._open_key)
        if self.notices.can_undo:
            self.notices.undo()
        elif page is not None:
            page.undo()
