"""The search box of the top bar and slips that are beeped: both lead to a dossier from every screen."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.core.words import _
from app.models.rows import DossierRow
from app.services import dossiers
from app.ui.dossiers.presenter import DossiersPresenter
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.shell.window import MainWindow
from app.ui.theme.tokens import Tone
from app.ui.widgets.search_box import Suggestion
from app.ui.workroom import Workroom

KEY = "dossiers"
_MOST_SUGGESTED = 10


class DeskSearch(QObject):
    """On F3 the box filters the list; elsewhere it offers dossiers under itself."""

    def __init__(self, room: Workroom, window: MainWindow) -> None:
        super().__init__(window)
        self._room, self._window = room, window
        self._box, self._said = window.top.search, window.top.found
        self._presenter: DossiersPresenter | None = None
        self._latest: Latest[tuple[DossierRow, ...]] = Latest(room.background.database, self)
        self._box.searched.connect(self._on_searched)
        self._box.chosen.connect(self._on_chosen)
        self._box.installEventFilter(self)
        window.workspace_opened.connect(self._on_opened)

    def follow(self, presenter: DossiersPresenter) -> None:
        """Filter this presenter's list from now on."""
        self._presenter = presenter
        presenter.found.connect(lambda text: self._said.setText(text if self._on_list else ""))
        presenter.searching.connect(self._box.setText)

    def _on_opened(self, key: str) -> None:
        # What F3 shows is nothing to the other screens: there the box begins anew.
        self._said.setText("")
        self._box.setText(self._presenter.typed if key == KEY and self._presenter is not None else "")

    def begin(self, letters: str) -> None:
        """Begin a search with letters that were typed into the list."""
        self._box.setFocus()
        self._box.setText(letters)
        self._box.textEdited.emit(letters)

    def open_number(self, number: str) -> None:
        """Open the dossier with a printed number; say so where there is none."""
        desk, session = self._room.desk, self._room.session()

        presenter = self._presenter
        if presenter is not None:
            presenter.expect(another=True)

        def refused(notice: Notice) -> None:
            if presenter is not None:
                presenter.expect(another=False)
            self._room.tell(Notice(notice.text, notice.next_step, Tone.ATTENTION, notice.code))

        self._room.background.database.submit(
            lambda: dossiers.by_number(desk, session, number), lambda found: self._open(found, number), refused,
            owner=self,
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the box into the list with Enter or ↓ on F3."""
        if watched is not self._box or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        wanted = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down} and not event.modifiers()
        if not wanted or not self._on_list or self._presenter is None:
            return False
        if self._presenter.typed != self._box.text().strip():
            self._presenter.search(self._box.text())
        self._window.page(KEY).take_focus()
        return True

    @property
    def _on_list(self) -> bool:
        return self._window.open_key == KEY

    def _on_searched(self, text: str) -> None:
        if self._on_list and self._presenter is not None:
            self._presenter.search(text)
            return
        if not text:
            self._said.setText("")
            return
        desk, session = self._room.desk, self._room.session()
        self._latest.ask(
            lambda: dossiers.search(desk, session, text, limit=_MOST_SUGGESTED),
            self._suggest,
            lambda notice: self._said.setText(notice.text),
        )

    def _suggest(self, found: tuple[DossierRow, ...]) -> None:
        self._said.setText("" if found else _("không tìm thấy"))
        self._box.show_results(
            [Suggestion(row.owner_name, f"{row.number} · {row.content}", (row.id, row.number)) for row in found]
        )

    def _on_chosen(self, chosen: tuple[UUID, str]) -> None:
        self._open(*chosen)

    def _open(self, dossier_id: UUID, number: str) -> None:
        self._window.open(KEY)
        if self._presenter is not None:
            self._presenter.open_dossier(dossier_id, number)
