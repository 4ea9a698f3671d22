"""F2 as the window wires it: a saved slip opens its dossier elsewhere, a card read anywhere fills the person."""

from datetime import datetime

from PySide6.QtCore import QObject

from app.domain.drafts import Draft
from app.ui.reception.people import ShowDossier
from app.ui.reception.presenter import ReceptionPresenter
from app.ui.reception.view import ReceptionView
from app.ui.reception.workspace import reception_spec
from app.ui.shell.window import MainWindow
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.workroom import Workroom


class Reception(QObject):
    """The workspace with what belongs to it."""

    def __init__(self, room: Workroom, parent: QObject, show_dossier: ShowDossier) -> None:
        super().__init__(parent)
        self._spec = reception_spec(room, show_dossier=show_dossier, show_saved=self._show_saved)
        self._window: MainWindow | None = None

    def spec(self) -> WorkspaceSpec:
        """Return how F2 registers itself."""
        return self._spec

    def connect_window(self, window: MainWindow) -> None:
        """Remember the window: a card may be read while another workspace is open."""
        self._window = window

    def on_scanned(self, text: str) -> bool:
        """Fill the person from a card, whatever screen is open; a slip's number is left to the dossiers.

        The code of a consignment note is taken while F2 is open.
        """
        if self._window is None:
            return False
        if "|" not in text:
            return self._window.open_key == self._spec.key and self._take_consignment(text)
        self._window.open(self._spec.key)
        page = self._window.page(self._spec.key)
        if isinstance(page, ReceptionView):
            page.take_scan(text)
        return True

    def _take_consignment(self, text: str) -> bool:
        page = self._window.page(self._spec.key) if self._window is not None else None
        if not isinstance(page, ReceptionView):
            return False
        if not any(presenter.post.takes(text) for presenter in page.findChildren(ReceptionPresenter)):
            return False
        page.consigned.emit(text)
        return True

    def receive_consigned(self, number: str) -> None:
        """Open F2 for what the post brought with this note, or handover."""
        if self._window is None:
            return
        self._window.open(self._spec.key)
        for presenter in self._window.findChildren(ReceptionPresenter):
            presenter.post.receive(number)

    def take_up(self, draft: Draft) -> None:
        """Open a draft that corrects a received dossier, or is a copy of one."""
        if self._window is None:
            return
        self._window.open(self._spec.key)
        for presenter in self._window.findChildren(ReceptionPresenter):
            presenter.take_up(draft)

    def close(self) -> None:
        """Keep what was typed in the last moment."""
        if self._window is None:
            return
        for presenter in self._window.findChildren(ReceptionPresenter):
            presenter.sheet.save_now()

    def _show_saved(self, moment: object) -> None:
        if self._window is not None and (moment is None or isinstance(moment, datetime)):
            self._window.status.show_draft_saved(moment)
