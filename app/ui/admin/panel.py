"""What the sections of Admin share: a head, the reason where something is not allowed, work on the lanes."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.permissions import Permission
from app.services.changes import Changes
from app.services.desk import Desk
from app.services.security import Session
from app.services.sentences import Sentence
from app.ui.background import Lane
from app.ui.notices import Notice
from app.ui.refusals import refusal
from app.ui.theme.tokens import APART, Tone
from app.ui.widgets.cards import Card, ClosedCard, Note
from app.ui.widgets.dress import column
from app.ui.workroom import Workroom

T = TypeVar("T")


class Panel(QWidget):
    """One section. It is made when first opened and reads again whenever it is opened.

    Attributes:
        room: the surroundings.
        card: the main card; a section adds to its body.
        refused: why this section is only to be read; empty where it may be changed.
    """

    def __init__(
        self,
        room: Workroom,
        name: str,
        title: str,
        permission: Permission | None = None,
        *,
        hidden: bool = False,
        flush: bool = False,
    ) -> None:
        """Make the section.

        Args:
            room: the surroundings.
            name: prefix of the objectNames.
            title: translated.
            permission: what changing it needs; None: everybody may.
            hidden: whoever lacks the permission may not even see it.
            flush: the contents touch the edges of the card (a table does).
        """
        super().__init__()
        self.setObjectName(f"{name}_panel")
        self.room = room
        self.card = Card(title, f"{name}_card", flush=flush)
        why = refusal(room.session(), permission) if permission else Sentence("")
        self.refused = str(why)
        self.note = Note(self.refused, Tone.INFO, f"{name}_refused_note")
        self.note.setVisible(bool(self.refused) and not hidden)
        closed = ClosedCard(title, name)
        if self.refused and hidden:
            closed.show_reason(why.text, why.next_step)
            self.card.hide()
        self._whole = column(self.note, closed, self.card, spacing=APART)
        self._whole.setStretch(1, 1)
        self._whole.setStretch(2, 1)
        self.setLayout(self._whole)

    @property
    def desk(self) -> Desk:
        """The desk, for reading what it holds in memory; its store on the lane only."""
        return self.room.desk

    @property
    def session(self) -> Session:
        """Who is signed in."""
        return self.room.session()

    def add_beside(self, widget: QWidget) -> None:
        """Add a card under the main one."""
        self._whole.addWidget(widget)

    def opened(self) -> None:
        """Read again what is shown."""

    def save(self) -> None:
        """Keep what was changed: Ctrl+Enter. A section that changes at once has nothing to keep."""

    def mirror(self, *widgets: QWidget) -> None:
        """Hold what may not be used."""
        for widget in widgets:
            widget.setEnabled(not self.refused)
            widget.setToolTip(self.refused)

    def on_store(
        self, work: Callable[[], T], done: Callable[[T], None], problem: Callable[[Notice], None] | None = None
    ) -> None:
        """Do work on the database lane."""
        self._submit(self.room.background.database, work, done, problem)

    def aside(
        self, work: Callable[[], T], done: Callable[[T], None], problem: Callable[[Notice], None] | None = None
    ) -> None:
        """Do work that waits for devices, files or the line in the pool."""
        self._submit(self.room.background.pool, work, done, problem)

    def _submit(
        self, lane: Lane, work: Callable[[], T], done: Callable[[T], None], problem: Callable[[Notice], None] | None
    ) -> None:
        lane.submit(work, done, problem, owner=self)

    def change(self, work: Callable[[], Changes], said: str, problem: Callable[[Notice], None] | None = None) -> None:
        """Do a use case on the lane, tell the screens what changed, and say that it was done."""

        def done(changes: Changes) -> None:
            self.room.changes.publish(changes)
            self.room.tell(Notice(said, tone=Tone.DONE))
            self.opened()

        self.on_store(work, done, problem)


def fill(box: QComboBox, choices: list[tuple[object, str]], chosen: object) -> None:
    """Fill a list and choose; what is chosen and not listed (a device that is switched off) is listed too."""
    box.blockSignals(True)
    box.clear()
    for value, words in choices:
        box.addItem(words, value)
    if box.findData(chosen) < 0 and chosen not in {None, ""}:
        box.addItem(str(chosen), chosen)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    box.blockSignals(False)
