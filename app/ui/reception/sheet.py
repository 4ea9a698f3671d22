"""The draft on the screen: every change is looked at and kept within a moment, whoever made it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.drafts import Draft
from app.services.drafts import save_draft
from app.services.reception_desk import DraftLook, look
from app.ui.workroom import Workroom

LOOK_MS = 40
"""Pause in typing after which the draft is judged: the answer stands beside the field within 100 ms."""
SAVE_MS = 400
"""Pause after which the draft is kept; far below the second in which nothing may be lost."""


class Sheet(QObject):
    """Holds the draft. Presenters change it; everything shown follows from it.

    Attributes:
        draft: as typed.
        seen: the newest look at it; None until the first.
        locked: the dossier was received: nothing on the screen changes any more.
    """

    changed = Signal()
    looked = Signal(object)
    """DraftLook of the present draft."""
    saved = Signal(object)
    """The moment at which the draft was last kept."""
    about_to_save = Signal()
    """The focus may be noted now."""

    def __init__(self, room: Workroom, draft: Draft, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self.draft = draft
        self.seen: DraftLook | None = None
        self.locked = False
        self._kept: Draft | None = None
        self._look_timer = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._look_timer.timeout.connect(self.look_now)
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save_timer.timeout.connect(self.save_now)

    def change(self, **fields: Any) -> None:  # noqa: ANN401 - the fields of Draft; replace checks their names
        """Change fields of the draft; nothing happens where they are the same or the dossier is received."""
        self.put(replace(self.draft, **fields))

    def put(self, draft: Draft) -> None:
        """Take a changed draft of the same dossier."""
        if self.locked or draft == self.draft:
            return
        self.draft = draft
        self._look_timer.start()
        # Not restarted by every letter: somebody who types without a pause is kept too.
        if not self._save_timer.isActive():
            self._save_timer.start()
        self.changed.emit()

    def open(self, draft: Draft, *, kept: bool) -> None:
        """Show another draft.

        Args:
            draft: the new one.
            kept: it came from the store, so that it need not be written again.
        """
        self.draft, self.seen, self.locked = draft, None, False
        self._kept = draft if kept else None
        self._save_timer.stop()
        self.changed.emit()
        self.look_now()

    def lock(self) -> None:
        """Hold the draft still: it was received, there is nothing left to keep."""
        self._look_timer.stop()
        self._save_timer.stop()
        self.locked = True

    def note_focus(self, name: str, cursor: int) -> None:
        """Remember where the keyboard is; kept with the next saving, never judged."""
        if not self.locked:
            self.draft = replace(self.draft, focus=name, cursor=cursor)

    def look_now(self) -> None:
        """Have the draft judged."""
        self._look_timer.stop()
        room, draft = self._room, self.draft
        room.background.database.submit(lambda: look(room.desk, room.session(), draft), self._on_look, owner=self)

    def save_now(self) -> None:
        """Keep the draft unless it stands in the store as it is."""
        self._save_timer.stop()
        if self.locked:
            return
        self.about_to_save.emit()
        room, draft = self._room, self.draft
        if draft == self._kept or (self._kept is None and draft.empty):
            return
        self._kept = draft

        def keep() -> datetime | None:
            save_draft(room.desk, room.session(), draft)
            return None if draft.empty else room.desk.now()

        room.background.database.submit(keep, self.saved.emit, owner=self)

    def _on_look(self, answer: DraftLook) -> None:
        if (answer.draft.id, self.locked) != (self.draft.id, False):
            return
        self.seen = answer
        self.looked.emit(answer)

    @property
    def fresh(self) -> bool:
        """Whether the newest look is about the draft as it stands; the place of the keyboard does not count."""
        if self.seen is None:
            return False
        return replace(self.seen.draft, focus="", cursor=0) == replace(self.draft, focus="", cursor=0)
