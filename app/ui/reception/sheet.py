"""The draft on the screen: every change is looked at and kept within a moment, whoever made it."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.drafts import Draft
from app.services.drafts import save_draft
from app.services.reception_desk import DraftLook, look
from app.ui.latest import Latest
from app.ui.notices import Notice
from app.ui.workroom import Workroom

LOOK_MS = 40
"""Pause in typing after which the draft is judged: the answer stands beside the field within 100 ms."""
SAVE_MS = 400
"""Pause after which the draft is kept; far below the second in which nothing may be lost."""
Act = Callable[[DraftLook], None]


class Sheet(QObject):
    """Holds the draft. Presenters change it; everything shown follows from it.

    A judgement of an older state is never shown: what is wrong with it may be mended already. What a key does with the
    judgement waits for it (``when_judged``), in the order of the keys.

    Attributes:
        draft: as typed.
        seen: the newest look at it, older than the draft for a moment after each change; None until the first.
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
        self._looks: Latest[DraftLook] = Latest(room.background.database, self)
        self._waiting: deque[tuple[Callable[[], bool], Callable[[], None]]] = deque()
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
        self._waiting.clear()
        self._save_timer.stop()
        self.changed.emit()
        self.look_now()

    def lock(self) -> None:
        """Hold the draft still: it was received, there is nothing left to keep."""
        self._look_timer.stop()
        self._save_timer.stop()
        self._waiting.clear()
        self.locked = True

    def note_focus(self, name: str, cursor: int) -> None:
        """Remember where the keyboard is; kept with the next saving, never judged."""
        if not self.locked:
            self.draft = replace(self.draft, focus=name, cursor=cursor)

    def look_now(self) -> None:
        """Have the draft judged."""
        self._look_timer.stop()
        room, draft = self._room, self.draft
        self._looks.ask(lambda: look(room.desk, room.session(), draft), self._on_look, self._on_no_look)

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

    # What has been judged.

    def _on_look(self, answer: DraftLook) -> None:
        if self.locked or not _alike(answer.draft, self.draft):
            return
        self.seen = answer
        self.looked.emit(answer)
        self._go_on()

    def _on_no_look(self, notice: Notice) -> None:
        # A key that waited for it must not do its work minutes later.
        self._waiting.clear()
        self._room.tell(notice)

    @property
    def judged(self) -> DraftLook | None:
        """The look at the draft as it stands; None while it is under way."""
        return self.seen if self.seen is not None and _alike(self.seen.draft, self.draft) else None

    @property
    def case_known(self) -> bool:
        """Whether the newest look is about the procedure and case of the draft."""
        return self.seen is not None and _procedure(self.seen.draft) == _procedure(self.draft)

    def when_judged(self, act: Act) -> None:
        """Do act as soon as the draft as it stands is judged: now, or after the look that is under way."""
        self._wait(lambda: self.judged is not None, lambda: self._with_seen(act))

    def when_case_known(self, act: Act) -> None:
        """Do act as soon as the procedure's case is known."""
        self._wait(lambda: self.case_known, lambda: self._with_seen(act))

    def in_turn(self, act: Callable[[], None]) -> None:
        """Do act after what earlier keys still wait to do."""
        self._wait(lambda: True, act)

    def _wait(self, ready: Callable[[], bool], act: Callable[[], None]) -> None:
        self._waiting.append((ready, act))
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and self._waiting[0][0]():
            _ready, act = self._waiting.popleft()
            act()

    def _with_seen(self, act: Act) -> None:
        if self.seen is not None:
            act(self.seen)


def _alike(one: Draft, other: Draft) -> bool:
    """Return whether both are judged alike; the place of the keyboard does not count."""
    return replace(one, focus="", cursor=0) == replace(other, focus="", cursor=0)


def _procedure(draft: Draft) -> tuple[object, ...]:
    return draft.id, draft.procedure_code, draft.procedure_version, draft.case_code, draft.channel
