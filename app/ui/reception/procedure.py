"""Finding and choosing the procedure, its case and the way it came in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.core.clock import VIETNAM
from app.core.words import _
from app.domain.drafts import choose
from app.domain.permissions import Permission
from app.domain.procedure_search import ProcedureHit, ProcedureIndex
from app.domain.procedures import Channel, ProcedureVersion
from app.services.changes import Changes, Subject
from app.services.reception_desk import DraftLook, usage
from app.services.reference import current_procedures
from app.services.sentences import describe, sentence
from app.ui.reception.keys import Commands
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.refusals import refusal
from app.ui.theme.tokens import Tone
from app.ui.widgets.search_box import Suggestion
from app.ui.workroom import Workroom

_MOST = 10


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The procedures, ready to be searched, and how often each was received here lately."""

    index: ProcedureIndex = field(default_factory=lambda: ProcedureIndex(()))
    usage: Mapping[str, int] = field(default_factory=dict)


def read_catalogue(room: Workroom) -> Catalogue:
    """Read the catalogue; not on the main thread."""
    return Catalogue(ProcedureIndex(current_procedures(room.desk)), usage(room.desk, room.session()))


class ProcedurePresenter(QObject):
    """Keeps the searchable catalogue in memory and writes the choice into the draft."""

    chosen = Signal()
    """A procedure was chosen: the keyboard may go to the papers."""

    def __init__(
        self,
        view: ReceptionView,
        sheet: Sheet,
        room: Workroom,
        commands: Commands,
        catalogue: Catalogue,
        scanned: Callable[[], frozenset[int]],
    ) -> None:
        super().__init__(view)
        self._view, self._sheet, self._room, self._scanned = view, sheet, room, scanned
        self._card = view.procedure
        self._catalogue = catalogue
        self._asked = False
        card = self._card
        card.search.searched.connect(self._search)
        card.search.chosen.connect(self._choose)
        card.search.textEdited.connect(lambda text: sheet.change(procedure_text=text))
        card.case_chosen.connect(self._choose_case)
        card.channel_chosen.connect(lambda value: sheet.change(channel=Channel(value)))
        sheet.looked.connect(self._on_look)
        sheet.changed.connect(self._on_changed)
        card.content_edited.connect(self._on_content)
        card.content_left.connect(self._show_details)
        card.sets_changed.connect(lambda sets: sheet.change(sets=sets))
        card.note_edited.connect(lambda note: sheet.change(note=note))
        card.consignment_edited.connect(lambda note: sheet.change(consignment=note))
        commands.bind("content", self._go_to_content, lambda: bool(sheet.draft.procedure_code) and not sheet.locked)
        commands.bind("procedure", self._go_to_search)
        commands.bind("case", lambda: self._open(card.case), lambda: card.case.count() > 1 and not sheet.locked)
        commands.bind("consignment", card.consignment.field.setFocus, lambda: self._by_post and not sheet.locked)
        card.resolver_chosen.connect(lambda name: sheet.change(resolving_unit=name))
        commands.bind(
            "resolver", lambda: self._open(card.resolver), lambda: card.resolver.count() > 1 and not sheet.locked
        )
        commands.bind("channel", lambda: self._open(card.channel), lambda: not sheet.locked)
        room.changes.watch(view, frozenset({Subject.PROCEDURES}), self._reload)

    @property
    def _by_post(self) -> bool:
        return self._sheet.draft.channel is Channel.POST

    def judge_everything(self) -> None:
        """Say that none is chosen."""
        self._asked = True
        judged = self._sheet.judged
        if judged is not None:
            self._on_look(judged)

    def _reload(self, _changes: Changes) -> None:
        room = self._room
        if refusal(room.session(), Permission.RECEIVE).text:
            return
        room.background.database.submit(lambda: read_catalogue(room), self._take_catalogue, owner=self)

    def _take_catalogue(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def _go_to_search(self) -> None:
        self._card.search.setFocus()
        self._card.search.selectAll()
        self._search("")

    @staticmethod
    def _open(box: object) -> None:
        box.setFocus()  # type: ignore[attr-defined]  # a combo box
        box.showPopup()  # type: ignore[attr-defined]

    def _search(self, text: str) -> None:
        if self._sheet.locked:
            return
        hits = self._catalogue.index.search(text, usage=self._catalogue.usage, limit=_MOST)
        self._card.search.show_results([_suggestion(hit) for hit in hits])
        if text and not hits:
            self._card.search_row.say_warning(_("Không thấy thủ tục nào. Thử mã số, ít từ hơn hoặc tên gọi khác."))
        else:
            self._card.search_row.say_nothing()

    def _choose(self, version: ProcedureVersion) -> None:
        if self._sheet.locked:
            return
        draft = choose(self._sheet.draft, version, version.cases[0], self._scanned())
        self._sheet.put(draft)
        self._card.show_chosen(draft.procedure_text, draft.channel, version.cases, draft.case_code)
        self._sheet.look_now()
        self.chosen.emit()

    def _choose_case(self, code: str) -> None:
        def act(seen: DraftLook) -> None:
            if seen.version is not None:
                self._sheet.put(choose(self._sheet.draft, seen.version, seen.version.case(code), self._scanned()))

        self._sheet.when_case_known(act)

    def _named(self) -> str:
        """Return the name of the chosen procedure; empty while it is not known."""
        seen = self._sheet.seen
        known = seen is not None and seen.version is not None and seen.version.code == self._sheet.draft.procedure_code
        return seen.version.name if known and seen is not None and seen.version is not None else ""

    def _on_content(self, text: str) -> None:
        # The name itself is not kept: it follows the procedure when another one is chosen.
        self._sheet.change(content="" if text.strip() == self._named() else text)

    def _go_to_content(self) -> None:
        self._card.content.field.setFocus()
        self._card.content.field.selectAll()  # type: ignore[attr-defined]  # a line edit

    def _show_details(self) -> None:
        draft, field = self._sheet.draft, self._card.content.field
        # Somebody who has just emptied the field is about to type; the name comes back when they leave it so.
        content = draft.content or (self._card.content.text if field.hasFocus() else self._named())
        self._card.show_details(content, draft.sets, draft.note, shown=bool(draft.procedure_code))

    def _show_consignment(self, seen: DraftLook | None) -> None:
        """Show the note; what the records say of it once it has been looked at."""
        draft, card = self._sheet.draft, self._card
        known = seen.consigned if seen is not None and seen.draft.consignment == draft.consignment else None
        record = ""
        if known is not None and known.signed_at is not None:
            record = _("ký {at:%d/%m}").format(at=known.signed_at.astimezone(VIETNAM))
        card.show_consignment(draft.consignment, record, shown=self._by_post)

    def _on_changed(self) -> None:
        self._show_details()
        self._show_consignment(self._sheet.seen)
        draft = self._sheet.draft
        if self._card.channel.currentData() != int(draft.channel):
            self._card.channel.setCurrentIndex(self._card.channel.findData(int(draft.channel)))
        if not draft.procedure_code:
            self._asked = False
            self._card.show_chosen(draft.procedure_text, draft.channel, (), "")

    def _on_look(self, seen: DraftLook) -> None:
        draft, version = seen.draft, seen.version
        cases = version.cases if version is not None else ()
        self._show_consignment(seen)
        found = next((one for one in seen.examination.findings if one.field == "consignment"), None)
        if found is not None:
            self._card.consignment.say_warning(str(sentence(found.code, found.params)))
        else:
            self._card.consignment.say_nothing()
        self._show_details()
        if draft.procedure_code == self._sheet.draft.procedure_code:
            self._card.show_chosen(self._sheet.draft.procedure_text, draft.channel, cases, draft.case_code)
        said = str(describe(seen.resolver_said)) if seen.resolver_said else ""
        self._card.show_resolver(seen.resolver, seen.resolver_now, seen.resolvers, said)
        self._card.show_code(f"{version.code} · {version.field}" if version is not None else "")
        doubtful = version is not None and bool(version.review)
        self._card.doubt.show_state(_("cần rà soát") if doubtful else "", Tone.ATTENTION)
        self._card.doubt.setToolTip(
            "\n".join(f"{note.place}: {note.text}" for note in version.review) if version else ""
        )
        if version is None and self._asked:
            self._card.search_row.say_error(str(sentence("reception.procedure_missing")))
        elif version is not None:
            self._card.search_row.say_nothing()


def _suggestion(hit: ProcedureHit) -> Suggestion:
    version = hit.procedure
    # The code first: a long name leaves room for little more, and the code tells two alike from each other.
    detail = f"{version.code} · {hit.nickname or version.field}"
    return Suggestion(version.name, detail, version, tuple((start, end - start) for start, end in hit.name_spans))
