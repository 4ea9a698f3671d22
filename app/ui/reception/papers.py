"""Ticking the checklist: one key a paper."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from app.core.words import _
from app.domain.checks import Severity
from app.domain.dossiers import PaperState
from app.domain.drafts import PaperEntry, added_paper, all_handed_in, counted, handed_in, removed_paper, with_paper
from app.domain.guidance import faulty
from app.domain.procedures import RequiredPaper
from app.services.reception_desk import DraftLook
from app.services.sentences import sentence
from app.ui.reception.keys import Commands
from app.ui.reception.pages import PagesPresenter
from app.ui.reception.paper_rows import PaperRow
from app.ui.reception.reuse import ReusePresenter
from app.ui.reception.sheet import Sheet
from app.ui.reception.view import ReceptionView
from app.ui.theme.tokens import Tone

_COUNTS = {"original": "originals", "certified": "certified_copies", "photocopy": "photocopies"}
_FEWER = {
    "fewer_originals": "originals",
    "fewer_certified": "certified_copies",
    "fewer_photocopies": "photocopies",
}
_STATES = {
    "shown": PaperState.SHOWN,
    "not_applicable": PaperState.NOT_APPLICABLE,
    "missing": PaperState.MISSING,
}


class PapersPresenter(QObject):
    """Writes what the clerk says of each paper into the draft."""

    def __init__(
        self, view: ReceptionView, sheet: Sheet, pages: PagesPresenter, reuse: ReusePresenter, commands: Commands
    ) -> None:
        super().__init__(view)
        self._view, self._sheet, self._pages, self._reuse = view, sheet, pages, reuse
        reuse.changed.connect(self.show)
        self._card = view.papers
        self._asked = 0
        sheet.changed.connect(self.show)
        sheet.looked.connect(self._on_look)
        pages.counted.connect(self.show)
        pages.arrived.connect(self._on_arrived)
        self._card.own_named.connect(self._add_own)
        for name, field in _COUNTS.items():
            commands.bind(name, self._for_current(partial(self._one_more, field)), self._at_a_paper)
        for name, field in _FEWER.items():
            commands.bind(name, self._for_current(partial(_one_fewer, field)), self._at_a_paper)
        for name, state in _STATES.items():
            commands.bind(name, self._for_current(partial(_in_state, state)), self._at_a_paper)
        commands.bind("all_papers", self._all, lambda: bool(sheet.draft.papers) and not sheet.locked)
        self._card.counts.given.connect(self._take_counts)
        self._card.counts.left.connect(self._card.table.setFocus)
        commands.bind("counts", self._ask_counts, self._at_a_paper)
        commands.bind("fault", self._ask_fault, self._at_a_paper)
        self._card.fault.said.connect(self._take_fault)
        self._card.fault.left.connect(self._card.table.setFocus)
        commands.bind("remove_paper", self._remove, self._at_own_paper)
        commands.bind("papers", self._card.table.setFocus)
        commands.bind("add_paper", self._ask_own, lambda: bool(sheet.draft.procedure_code) and not sheet.locked)

    def show(self) -> None:
        """Show the checklist."""
        papers = self._sheet.draft.papers
        rows = [replace(self._pages.row(entry), offer=self._reuse.offer(entry)) for entry in papers]
        if rows != list(self._card.table.rows_model.rows):
            self._card.show_papers(rows)

    def _at_a_paper(self) -> bool:
        return self._card.table.current is not None and not self._sheet.locked and not self._view.typing()

    def _for_current(self, act: Callable[[PaperEntry], PaperEntry]) -> Callable[[], None]:
        def do() -> None:
            current: PaperRow | None = self._card.table.current
            if current is not None:
                self._change(current.entry.ordinal, act)

        return do

    def _change(self, ordinal: int, act: Callable[[PaperEntry], PaperEntry]) -> None:
        """Change a paper as soon as it is known what is asked of it: keys may be quicker than the look at the store."""

        def do(_seen: DraftLook) -> None:
            entry = next((one for one in self._sheet.draft.papers if one.ordinal == ordinal), None)
            if entry is not None:
                self._sheet.put(with_paper(self._sheet.draft, act(entry)))

        self._sheet.when_case_known(do)

    def _required(self, entry: PaperEntry) -> RequiredPaper | None:
        seen = self._sheet.seen
        case = seen.examination.case if seen else None
        if case is None or not entry.required_code:
            return None
        return next((paper for paper in case.papers if paper.code == entry.required_code), None)

    def _one_more(self, field: str, entry: PaperEntry) -> PaperEntry:
        """Return the entry handed in with one more; the first press of the usual form gives what is asked for."""
        if entry.state is not PaperState.HANDED_IN and field == "originals":
            asked = handed_in(entry, self._required(entry))
            return asked if asked.originals else _counted(entry, field, 1)
        return _counted(entry, field, getattr(entry, field) + 1)

    def _on_arrived(self, ordinal: int) -> None:
        """A page came in: the paper is there."""

        def there(entry: PaperEntry) -> PaperEntry:
            # What is scanned of a look-up is its print, and stays one.
            absent = entry.state in {PaperState.MISSING, PaperState.NOT_APPLICABLE, PaperState.REUSED}
            return handed_in(entry, self._required(entry)) if absent else entry

        self._change(ordinal, there)

    def _all(self) -> None:
        def act(seen: DraftLook) -> None:
            if seen.examination.case is not None:
                self._sheet.put(all_handed_in(self._sheet.draft, seen.examination.case))

        self._sheet.when_case_known(act)

    def _ask_own(self) -> None:
        self._card.own.show()
        self._card.own.field.setFocus()

    def _add_own(self, name: str) -> None:
        self._card.own.hide()
        self._card.own.set_text("")
        if name.strip():
            self._sheet.put(added_paper(self._sheet.draft, name))
            self._card.table.select_key(self._sheet.draft.papers[-1].ordinal)
        self._card.table.setFocus()

    def _ask_counts(self) -> None:
        current: PaperRow | None = self._card.table.current
        if current is not None:
            self._asked = current.entry.ordinal
            self._card.counts.ask(current.entry)

    def _ask_fault(self) -> None:
        current: PaperRow | None = self._card.table.current
        if current is not None:
            self._asked = current.entry.ordinal
            self._card.fault.ask(current.entry, current.entry.note)

    def _take_fault(self, fault: str) -> None:
        self._card.table.setFocus()
        if fault:
            self._change(self._asked, lambda entry: faulty(entry, fault))

    def _take_counts(self, originals: int, certified: int, photocopies: int) -> None:
        self._card.table.setFocus()
        entry = next((one for one in self._sheet.draft.papers if one.ordinal == self._asked), None)
        if entry is None:
            return
        state = PaperState.HANDED_IN if originals + certified + photocopies else PaperState.MISSING
        now = counted(entry, state, originals, certified, photocopies)
        self._sheet.put(with_paper(self._sheet.draft, now))

    def _at_own_paper(self) -> bool:
        current: PaperRow | None = self._card.table.current
        return self._at_a_paper() and current is not None and not current.entry.required_code

    def _remove(self) -> None:
        current: PaperRow | None = self._card.table.current
        if current is None:
            return
        removed, of_draft = current.entry, self._sheet.draft.id

        def back() -> None:
            draft = self._sheet.draft
            if draft.id == of_draft and all(one.ordinal != removed.ordinal for one in draft.papers):
                papers = sorted((*draft.papers, removed), key=lambda one: one.ordinal)
                self._sheet.put(replace(draft, papers=tuple(papers)))
                self._pages.show_strip()

        self._sheet.put(removed_paper(self._sheet.draft, removed.ordinal))
        self._pages.show_strip()
        self._view.notice.offer_undo(_("Đã bỏ giấy tờ: {name}").format(name=removed.name), back)

    def _on_look(self, seen: DraftLook) -> None:
        found = [f for f in seen.examination.findings if f.field == "papers" or f.field.startswith("paper.")]
        found.sort(key=lambda finding: finding.severity is not Severity.ERROR)
        said = [sentence(finding.code, finding.params).text for finding in found]
        wrong = bool(found) and found[0].severity is Severity.ERROR
        self._card.show_missing(said[0] if said else "", Tone.LATE if wrong else Tone.ATTENTION)


def _counted(entry: PaperEntry, field: str, number: int) -> PaperEntry:
    counts = {
        "originals": entry.originals,
        "certified_copies": entry.certified_copies,
        "photocopies": entry.photocopies,
    }
    if entry.state is not PaperState.HANDED_IN:
        counts = dict.fromkeys(counts, 0)
    counts[field] = number
    return counted(entry, PaperState.HANDED_IN, *counts.values())


def _one_fewer(field: str, entry: PaperEntry) -> PaperEntry:
    if entry.state is not PaperState.HANDED_IN or not getattr(entry, field):
        return entry
    fewer = _counted(entry, field, getattr(entry, field) - 1)
    return (
        fewer if fewer.originals + fewer.certified_copies + fewer.photocopies else _in_state(PaperState.MISSING, fewer)
    )


def _in_state(state: PaperState, entry: PaperEntry) -> PaperEntry:
    return counted(entry, state)
