"""Not taken in yet: the paper that says why, and the draft that is found again when the citizen is back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.core.words import _, mark
from app.domain.drafts import Draft
from app.domain.guidance import KIND_NAMES, PERMISSIONS, Guidance, GuidanceKind, demands_of, objections
from app.services.drafts import discard_draft, new_draft
from app.services.guiding import Given, guide, may_give, preview, put_away, resume, withdraw
from app.services.previews import pictures_of
from app.services.reception_desk import DraftLook
from app.services.sentences import sentence
from app.ui.notices import Notice
from app.ui.paper_printing import PaperPrinter
from app.ui.pictures import decoded
from app.ui.reception.keys import Commands
from app.ui.reception.open_drafts import OpenDrafts, WhenFree
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.refusals import refusal
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_PRINT = {
    GuidanceKind.SUPPLEMENT: mark("In phiếu yêu cầu bổ sung"),
    GuidanceKind.MISSING: mark("In tờ còn thiếu gì"),
    GuidanceKind.REFUSAL: mark("In phiếu từ chối"),
}


class GuidancePresenter(QObject):
    """Knows whether a paper is being chosen; ``give`` is what Ctrl+Enter does then."""

    settled = Signal()
    """A paper was given, or could not be: what came meanwhile can be done."""

    def __init__(
        self,
        view: ReceptionView,
        sheet: Sheet,
        room: Workroom,
        commands: Commands,
        drafts: OpenDrafts,
        when_free: WhenFree,
    ) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room, self._drafts = view, sheet, room, drafts
        self._when_free = when_free
        self._card = view.guidance
        self._printer = PaperPrinter(room, self)
        self._kind = GuidanceKind.SUPPLEMENT
        self._asked = False
        self._giving = False
        self._card.chosen.connect(self._choose)
        self._card.demands_edited.connect(lambda text: sheet.change(demands=text))
        self._card.reason_edited.connect(lambda text: sheet.change(guidance_reason=text))
        view.guidance_left.connect(self.leave)
        view.stopped.connect(self._printer.close)
        sheet.changed.connect(self._show)
        sheet.looked.connect(self._on_look)
        commands.bind("guide", self._toggle, self._can_guide)

    @property
    def running(self) -> bool:
        """Whether the papers are offered in the place of the terms."""
        return not self._card.isHidden()

    @property
    def giving(self) -> bool:
        """Whether a paper is being made now."""
        return self._giving

    @property
    def words(self) -> str:
        """What Ctrl+Enter does, marked."""
        return _PRINT[self._kind]

    def start_anew(self) -> None:
        """Another draft is shown."""
        self._asked = self._giving = False
        self._open(running=False)

    def leave(self) -> None:
        """Go back to receiving; what was typed stays in the draft."""
        self._open(running=False)
        self._view.papers.table.setFocus()

    def give(self) -> None:
        """Give the chosen paper; the desk is free for the next person, and the draft waits."""
        # A save that waits would come after it, and open the draft again.
        self._sheet.save_now()
        draft, kind, room = self._sheet.draft, self._kind, self._room
        self._asked = True
        self._show()
        self._giving = True
        room.background.database.submit(
            lambda: guide(room.desk, room.session(), draft, kind), self._on_given, self._refused, owner=self
        )

    def preview(self) -> None:
        """Show the chosen paper as it would be printed."""
        draft, kind, room = self._sheet.draft, self._kind, self._room
        self._asked = True
        self._show()

        def draw(pdf: bytes) -> None:
            title = _(KIND_NAMES[kind])
            room.background.pool.submit(
                lambda: [(title, decoded(page)) for page in pictures_of(pdf)], self._view.pages.open_pages, owner=self
            )

        room.background.database.submit(
            lambda: preview(room.desk, room.session(), draft, kind), draw, self._say_problem, owner=self
        )

    def _say_problem(self, notice: Notice) -> None:
        if notice.code == "guidance.incomplete":
            self._go_to_what_is_missing()
        else:
            self._room.tell(notice)

    def resume(self, known: Guidance) -> None:
        """Open the draft that waits with a paper; a draft that only names the person gives way to it."""
        self._when_free(lambda: self._resume(known))

    # Choosing.

    def _can_guide(self) -> bool:
        fresh = self._sheet.draft.corrects is None and not self._sheet.locked
        return fresh and not self._giving and bool(may_give(self._room.session()))

    def _toggle(self) -> None:
        if self.running:
            self.leave()
            return
        may = may_give(self._room.session())
        self._kind = self._kind if self._kind in may else may[0]
        barred = [kind for kind in GuidanceKind if kind not in may]
        why = refusal(self._room.session(), PERMISSIONS[barred[0]]).text if barred else ""
        self._card.show_kinds(may, why)
        self._asked = False
        self._open(running=True)
        self._card.take_focus(self._kind)

    def _open(self, *, running: bool) -> None:
        self._view.show_guidance(shown=running)
        self._show()
        self._room.registry.refreshed.emit()

    def _choose(self, kind: str) -> None:
        self._kind = GuidanceKind(kind)
        self._asked = False
        self._show()
        self._room.registry.refreshed.emit()

    def _show(self) -> None:
        if not self.running:
            return
        draft = self._sheet.draft
        self._card.show_draft(self._kind, draft.demands, draft.guidance_reason, demands_of(draft))
        self._say_objections(draft)

    def _on_look(self, _seen: DraftLook) -> None:
        self._show()

    def _say_objections(self, draft: Draft) -> None:
        found = {one.field: str(sentence(one.code, one.params)) for one in objections(draft, self._kind)}
        reason = found.pop("guidance_reason", "")
        if self._asked and reason:
            self._card.reason.say_error(reason)
        else:
            self._card.reason.say_nothing()
        # What is missing can be said at once; that nothing is needs no waiting for the key.
        self._card.say(" ".join(found.values()) if self._asked or "papers" in found else "")

    # Giving.

    def _on_given(self, given: Given) -> None:
        room = self._room
        self._giving = False
        self._drafts.forget(given.guidance.draft_id)
        self._sheet.lock()
        room.changes.publish(given.changes)
        self._drafts.begin(new_draft(room.desk))
        name = _(KIND_NAMES[given.guidance.kind])
        if given.print_id is not None:
            paper = f"{name} {given.number}".strip()
            self._printer.print_paper(given.print_id, paper)
        person = given.guidance.person or _("người nộp")
        text = _("Hồ sơ của {person} được giữ lại; quét thẻ lần sau là mở ra.").format(person=person)
        self._view.notice.offer_undo(text, lambda: self._withdraw(given.guidance))
        self.settled.emit()

    def _refused(self, notice: Notice) -> None:
        self._giving = False
        self._room.registry.refreshed.emit()
        self._say_problem(notice)
        self.settled.emit()

    def _go_to_what_is_missing(self) -> None:
        found = [one.field for one in objections(self._sheet.draft, self._kind)]
        places: dict[str, Callable[[], object]] = {
            "procedure": self._view.procedure.search.setFocus,
            "full_name": self._view.person.submitter.edit("full_name").setFocus,
            "guidance_reason": self._card.reason.field.setFocus,
            "papers": self._view.papers.table.setFocus,
        }
        for field in found[:1]:
            places[field]()

    def _withdraw(self, guidance: Guidance) -> None:
        room = self._room
        room.background.database.submit(
            lambda: withdraw(room.desk, room.session(), guidance.id), self._show_again, owner=self
        )

    def _show_again(self, draft: Draft) -> None:
        self._drafts.park()
        self._drafts.show(draft)

    # Coming back.

    def _resume(self, known: Guidance) -> None:
        room, before = self._room, self._sheet.draft
        room.background.database.submit(
            lambda: resume(room.desk, room.session(), known.id),
            lambda draft: self._on_resumed(draft, known, before),
            owner=self,
        )

    def _on_resumed(self, draft: Draft, known: Guidance, before: Draft) -> None:
        room = self._room
        only_person = before.id == self._sheet.draft.id and not before.procedure_code and not self._sheet.locked
        if only_person:
            self._sheet.lock()
            self._drafts.forget(before.id)
            room.background.database.submit(
                lambda: discard_draft(room.desk, room.session(), before), room.changes.publish, owner=self
            )
        else:
            self._drafts.park()
        self._drafts.show(draft)
        self._view.papers.table.setFocus()
        text = _("Mở lại hồ sơ đã hướng dẫn ngày {day:%d/%m/%Y}.").format(day=known.at)
        self._view.notice.offer_undo(text, lambda: self._put_away(known, before))

    def _put_away(self, known: Guidance, before: Draft) -> None:
        room, draft = self._room, self._sheet.draft
        if draft.id != known.draft_id or self._sheet.locked:
            return
        self._sheet.lock()
        self._drafts.forget(draft.id)
        room.background.database.submit(
            lambda: put_away(room.desk, room.session(), known.id, draft), room.changes.publish, owner=self
        )
        self._drafts.begin(before)
        self._room.tell(Notice(_("Hồ sơ ấy lại được cất, chờ người nộp."), tone=Tone.INFO))
