"""F6 as one value: what the window registers, connects and closes."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import mark
from app.domain.numbers import batch_number_in
from app.services.handover_views import FolderRow, by_number
from app.ui.handover.beeps import Beeps
from app.ui.handover.keys import KEY, Keys
from app.ui.handover.presenter import HandoverPresenter
from app.ui.handover.steps import Steps
from app.ui.handover.view import HandoverView
from app.ui.paper_printing import PaperPrinter
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom

ShowDossier = Callable[[UUID], None]
Receive = Callable[[str], None]
"""Opens F2 for what the post brought with a note, or in a handover."""


class HandoverPage(HandoverView):
    """The page with the way back of its steps."""

    def __init__(self, office_code: str) -> None:
        super().__init__(office_code)
        self.on_undo: Callable[[], None] = lambda: None

    def undo(self) -> None:
        """Take the last beep back: Ctrl+Z."""
        self.on_undo()


class Handover(QObject):
    """Make it with the window's surroundings, register ``spec()``, then ``connect_window``; ``close()`` at the end.

    Attributes:
        presenter, beeps, steps: once the page has been opened.
    """

    def __init__(
        self,
        room: Workroom,
        parent: QObject | None = None,
        show_dossier: ShowDossier = lambda _dossier: None,
        receive: Receive = lambda _number: None,
    ) -> None:
        super().__init__(parent)
        self._room, self._show_dossier, self._receive = room, show_dossier, receive
        self._window: MainWindow | None = None
        self._printer: PaperPrinter | None = None
        self.presenter: HandoverPresenter | None = None
        self.beeps: Beeps | None = None
        self.steps: Steps | None = None

    def spec(self) -> WorkspaceSpec:
        """Return how F6 registers itself."""
        return WorkspaceSpec(KEY, mark("Bàn giao"), "hand-helping", "F6", self._make)

    def connect_window(self, window: MainWindow) -> None:
        """Remember the window: the code on a list may be beeped while another workspace is open."""
        self._window = window

    def on_scanned(self, text: str) -> bool:
        """Take a folder while F6 is open, and the code of a list from every screen; return whether it was one."""
        number = batch_number_in(text)
        if number:
            self._open_number(number)
            return True
        here = self._window is not None and self._window.open_key == KEY
        if not here or self.beeps is None or "|" in text:
            return False
        if not self.beeps.understands(text):
            return False
        self.beeps.take(text)
        return True

    def close(self) -> None:
        """Keep what was typed in the last moment."""
        if self.steps is not None and self.presenter is not None and self.presenter.view.panel.heading.pending:
            self.steps.keep_heading()
        if self._printer is not None:
            self._printer.close()

    def _open_number(self, number: str) -> None:
        desk, session = self._room.desk, self._room.session()

        def show(batch_id: UUID) -> None:
            self._room.open(KEY)
            if self.presenter is not None:
                self.presenter.select(batch_id)

        self._room.background.database.submit(lambda: by_number(desk, session, number), show, owner=self)

    def _make(self) -> HandoverView:
        page = HandoverPage(self._room.desk.office.code)
        presenter = HandoverPresenter(self._room, page)
        beeps = Beeps(presenter)
        self._printer = PaperPrinter(self._room, page)
        steps = Steps(presenter, beeps, self._printer)
        self._room.registry.add(*Keys(page, presenter, beeps, steps, self._receive).actions())
        page.panel.offer(self._room.registry)
        page.table.opened.connect(self._open_dossier)
        page.on_undo = beeps.undo
        self.presenter, self.beeps, self.steps = presenter, beeps, steps
        return page

    def _open_dossier(self, folder: FolderRow) -> None:
        if folder.dossier is not None:
            self._show_dossier(folder.dossier.id)
