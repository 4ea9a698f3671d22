"""Several dossiers of one person: which are received already, how the next one begins, and the end without another."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from app.core.money import show
from app.core.words import _, _n
from app.domain.dossiers import Dossier
from app.domain.drafts import Draft
from app.services import groups
from app.services.drafts import discard_draft, next_of_same_person, next_of_same_procedure
from app.services.groups import Group
from app.services.reception import Received, end_group
from app.ui.latest import Latest
from app.ui.reception.receiving import Then
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.workroom import Workroom

_NAMED = 4
"""So many serials are named one by one."""


class GroupPresenter(QObject):
    """Knows whether the draft on the screen is brought with others."""

    def __init__(self, view: ReceptionView, sheet: Sheet, room: Workroom) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room = view, sheet, room
        self._begun: Draft | None = None
        self._looks: Latest[Group] = Latest(room.background.database, self)

    @property
    def running(self) -> bool:
        """Whether the draft on the screen belongs to a group that waits for its last dossier."""
        return self._sheet.draft.group is not None and not self._sheet.locked

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed since the draft was begun for the group."""
        draft = self._sheet.draft
        return self._begun is not None and replace(draft, focus="", cursor=0) == self._begun

    def start_anew(self, draft: Draft) -> None:
        """Show what a draft is brought with."""
        self._view.group.show_text("")
        self._view.finish.show_grouped(grouped=draft.group is not None)
        if self._begun is not None and self._begun.id != draft.id:
            self._begun = None
        group = draft.group
        if group is None:
            return
        desk, session = self._room.desk, self._room.session()

        def shown(found: Group) -> None:
            if self._sheet.draft.group == group and not self._sheet.locked:
                self._view.group.show_text(_so_far(found))

        self._looks.ask(lambda: groups.look(desk, session, group), shown, self._room.tell)

    def next(self, draft: Draft, then: Then) -> Draft:
        """Return the draft that follows one that was received."""
        make = next_of_same_procedure if then is Then.ALIKE else next_of_same_person
        self._begun = make(self._room.desk, draft)
        return self._begun

    def begin(self, then: Then) -> None:
        """Put the keyboard where the next dossier differs from the one before: the owner, or the procedure."""
        if then is Then.ALIKE:
            self._view.person.show_form(owner=True)
            self._view.person.owner.edit("personal_id").setFocus()
        else:
            self._view.procedure.search.setFocus()

    def end(self, done: Callable[[Received], None]) -> None:
        """Ask for the common slip of what was received so far."""
        group, room = self._sheet.draft.group, self._room
        if group is not None:
            room.background.database.submit(lambda: end_group(room.desk, room.session(), group), done, owner=self)

    def discard(self, draft: Draft) -> None:
        """Forget a draft in which nothing was typed."""
        room = self._room
        room.background.database.submit(
            lambda: discard_draft(room.desk, room.session(), draft), room.changes.publish, owner=self
        )


def received_words(received: Received) -> str:
    """Return the number of a dossier, or how many there are and which."""
    if len(received.group) < 2:
        return received.dossier.number
    return _counted(received.group)


def _so_far(group: Group) -> str:
    told = _("Nộp cùng lúc: đã nhận {dossiers}").format(dossiers=_counted(group.dossiers))
    return f"{told} · {show(group.total)}" if group.total else told


def _counted(dossiers: tuple[Dossier, ...]) -> str:
    serials = [one.number.rpartition("-")[2] for one in dossiers]
    if len(serials) > _NAMED:
        serials = [f"{serials[0]} … {serials[-1]}"]
    return _n("{count} hồ sơ: {serials}", len(dossiers)).format(count=len(dossiers), serials=", ".join(serials))
