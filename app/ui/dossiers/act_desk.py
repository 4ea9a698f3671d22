"""Decides about the acts on the chosen dossier: which can be done now, what they ask, what came of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.dossier_clock import explain
from app.domain.lifecycle import WITHOUT_RESULT, Act, ClockEffect, transition
from app.domain.result_rules import Demand
from app.domain.returning import may_go_back
from app.domain.signatures import Integrity
from app.services import correcting, life
from app.services.changes import Changes
from app.services.dossiers import DossierView
from app.services.drafts import copy_dossier
from app.services.moves import Seen
from app.services.result_files import ResultFile, look_at_file
from app.services.seal_words import seal_said
from app.services.sentences import describe
from app.services.undoing import undo_last
from app.ui.dossiers.act_forms import FORMS, form_for, tickable
from app.ui.dossiers.act_parts import ActForm, Entered, Made, Part, moment_text
from app.ui.dossiers.act_sheet import ActSheet
from app.ui.dossiers.meanwhile import meanwhile
from app.ui.dossiers.offers import Offered, may_be_handed_out, offered
from app.ui.dossiers.slip_printing import SlipPrinter
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_NEEDS_REASON = frozenset({"life.undo_needs_reason", "cash.undo_needs_reason"})
_EXPLAINED = 3
"""Lines of the new deadline's explanation that stand below it: what the wait did to it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the sheet is open for: the dossier as it was seen, and what Ctrl+Enter does with what was entered."""

    view: DossierView
    commit: Callable[[DossierView, Entered], None]
    form: ActForm | None = None


class ActDesk(QObject):
    """One for the page.

    Attributes:
        held: another dossier was beeped and is not there yet: a key that comes now is not about this one.
    """

    stale = Signal()
    """The dossier on the screen is older than the store."""
    preview = Signal(str, object)
    """(title, work that returns the PDF): a form is to be looked at."""

    handing_out = Signal(object)
    """The UUID of a dossier that is to be given out at F5."""
    drafted = Signal(object)
    """Draft for the reception desk: what was received, to be corrected, or a new one like it."""

    def __init__(self, room: Workroom, sheet: ActSheet, printer: SlipPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._room, self._sheet, self._printer = room, sheet, printer
        self._view: DossierView | None = None
        self._asked: _Asked | None = None
        self.held = False
        sheet.commit_wanted.connect(self._commit)
        sheet.left.connect(self._forget)
        sheet.preview_wanted.connect(self.show_form)

    def show_view(self, view: DossierView | None) -> None:
        """Take note of the chosen dossier; a sheet stays open for its own and says what changed in it meanwhile."""
        before, self._view = self._view, view
        if self._asked is None or not self._sheet.open:
            return
        if view is None or before is None or view.dossier.id != before.dossier.id:
            self._sheet.leave()
        elif view.dossier.revision != self._asked.view.dossier.revision:
            self._sheet.say(meanwhile(self._asked.view, view), Tone.ATTENTION)
            self._asked = _Asked(view, self._asked.commit, self._asked.form)

    def offered(self) -> Offered:
        """Return what is offered for the chosen dossier to whoever sits here."""
        return offered(self._view, self._room.session().account) if self._view is not None else Offered()

    @property
    def chosen(self) -> bool:
        """Whether a dossier is chosen."""
        return self._view is not None and not self.held

    @property
    def asking(self) -> bool:
        """Whether the sheet is open."""
        return self._sheet.open

    def start(self, asked: Act | ActForm) -> None:
        """Do it at once where it asks nothing, else ask; where it is not possible, say why and what is."""
        view, form = self._view, FORMS[asked] if isinstance(asked, Act) else asked
        if view is None or self.held:
            return
        try:
            form.check(view, self._room.session().account)
        except PersonProblem as problem:
            said = describe(problem)
            self._room.tell(Notice(said.text, said.next_step, Tone.ATTENTION, problem.code))
            return
        form = form_for(form, view)
        if form.parts:
            self._ask(form, view)
        else:
            self._run(form, view, Entered())

    def _ask(self, form: ActForm, view: DossierView) -> None:
        self._sheet.leave()  # whatever it was open for
        self._asked = _Asked(view, partial(self._run, form), form)
        self._sheet.ask(
            _title(form),
            form.parts,
            form.proposed(view),
            tickable(form, view),
            hints=_hints(form, view),
            previews=form.form is not None,
            owed=_owed(form, view),
        )

    @property
    def takes_file(self) -> bool:
        """Whether a file is asked for."""
        return self._sheet.open and self._sheet.asks(Part.FILE)

    def choose_file(self) -> None:
        """Let the file of a result be chosen, and say what is in it."""
        if not self.takes_file:
            return
        chosen = self._room.interaction.open_files(_("Chọn tệp kết quả"), _("Kết quả (*.pdf *.xml)"))
        if not chosen:
            return
        path, session = chosen[0], self._room.session()
        self._sheet.fill(Part.FILE, str(path))

        def found(file: ResultFile) -> None:
            tone = Tone.INFO if file.seal.integrity is Integrity.INTACT else Tone.ATTENTION
            self._say_of_file(path, seal_said(file.seal), tone)

        self._room.background.pool.submit(
            lambda: look_at_file(session, path),
            found,
            lambda notice: self._say_of_file(path, f"{notice.text} {notice.next_step}".strip(), Tone.LATE),
            owner=self,
        )

    def _say_of_file(self, path: Path, text: str, tone: Tone) -> None:
        # Another file may have been chosen, or another sheet opened, while this one was looked at.
        if self.takes_file and self._sheet.entered.text(Part.FILE) == str(path):
            self._sheet.say_at(Part.FILE, text, tone)

    @property
    def can_hand_out(self) -> bool:
        """Whether a result or papers wait to be given out."""
        return self._view is not None and may_be_handed_out(self._view, self._room.session().account)

    def hand_out(self) -> None:
        """Go to F5 with the chosen dossier."""
        if self._view is not None and self.can_hand_out:
            self.handing_out.emit(self._view.dossier.id)

    def start_correction(self) -> None:
        """Hand the chosen dossier over as a draft to be corrected."""
        if self._view is None:
            return
        desk, session, dossier_id = self._room.desk, self._room.session(), self._view.dossier.id
        self._room.background.database.submit(
            lambda: correcting.begin(desk, session, dossier_id), self.drafted.emit, self._refused, owner=self
        )

    def copy(self) -> None:
        """Hand a new draft over that is like the chosen dossier."""
        if self._view is None:
            return
        desk, session, dossier_id = self._room.desk, self._room.session(), self._view.dossier.id
        self._room.background.database.submit(
            lambda: copy_dossier(desk, session, dossier_id), self.drafted.emit, self._refused, owner=self
        )

    def _forget(self) -> None:
        self._asked = None

    def _commit(self) -> None:
        if self._asked is not None and self._sheet.open and not self.held:
            self._asked.commit(self._asked.view, self._sheet.entered)

    def show_form(self) -> None:
        """Show the form that the act would issue, as it is filled in now."""
        asked = self._asked
        if asked is None or asked.form is None or asked.form.form is None:
            return
        desk, session, view = self._room.desk, self._room.session(), asked.view
        try:
            make = asked.form.form(desk, session, view, self._sheet.entered)
        except PersonProblem as problem:
            self._sheet.say(str(describe(problem)))
            return
        seen = Seen(view.dossier.id, view.dossier.revision)
        self.preview.emit(_title(asked.form), lambda: life.preview(desk, session, seen, make))

    def take_back(self) -> None:
        """Undo what was done last to the chosen dossier; a reason is asked for where it has left the house."""
        if self._view is not None and not self._sheet.open and not self.held:
            self._undo(self._view, Entered())

    def _run(self, form: ActForm, view: DossierView, entered: Entered) -> None:
        desk, session = self._room.desk, self._room.session()
        self._room.background.database.submit(
            lambda: form.run(desk, session, view, entered),
            lambda made: self._show_made(form, view, made),
            self._refused,
            owner=self,
        )

    def _show_made(self, form: ActForm, view: DossierView, made: Made) -> None:
        self._sheet.done()
        self._room.changes.publish(made.changes)
        text = _("Đã ghi: {act}.").format(act=_(form.title))
        owed = _owed(form, view)
        step = _("Trả lại người dân ở F5: {papers}.").format(papers="; ".join(owed)) if owed else ""
        self._room.tell(Notice(text, step or _("Nhầm thì bấm Ctrl+Z."), Tone.DONE))
        for print_id in made.prints:
            self._printer.print_form(print_id, view.dossier.number)

    def _undo(self, view: DossierView, entered: Entered) -> None:
        desk, session = self._room.desk, self._room.session()
        seen, reason = Seen(view.dossier.id, view.dossier.revision), entered.text(Part.REASON)

        def refused(notice: Notice) -> None:
            if notice.code in _NEEDS_REASON and not self._sheet.open:
                self._asked = _Asked(view, self._undo)
                self._sheet.ask(
                    _("Hoàn tác việc đã ra khỏi quầy"), (Part.REASON,), {}, hints={Part.REASON: notice.text}
                )
            else:
                self._refused(notice)

        def done(changes: Changes) -> None:
            self._sheet.done()
            self._room.changes.publish(changes)
            self._room.tell(Notice(_("Đã hoàn tác."), _("Cả hai việc đều còn trong quá trình."), Tone.DONE))

        self._room.background.database.submit(
            lambda: undo_last(desk, session, seen, reason),
            done,
            refused,
            owner=self,
        )

    def _refused(self, notice: Notice) -> None:
        if notice.code == "life.changed_meanwhile":
            self.stale.emit()
        if self._sheet.open:
            self._sheet.say(f"{notice.text} {notice.next_step}".strip())
        else:
            self._room.tell(notice)


def _title(form: ActForm) -> str:
    name = _(form.title)
    return name[:1].upper() + name[1:]


def _owed(form: ActForm, view: DossierView) -> tuple[str, ...]:
    """Return the citizen's originals that have to be given back because of what is done."""
    ends = form.act is not None and transition(form.act).target in WITHOUT_RESULT
    return tuple(paper.name for paper in may_go_back(view.dossier)) if ends else ()


def _hints(form: ActForm, view: DossierView) -> dict[Part, str]:
    state = view.times.state
    lines = [_("Đang hẹn {moment}").format(moment=moment_text(state.promise.appointment))]
    if form.act is not None and transition(form.act).clock is ClockEffect.RESUME:
        lines += explain(state.deadline.why)[-_EXPLAINED:]
    hints = {Part.APPOINTMENT: "\n".join(lines)}
    if Part.GROUND in form.parts:
        hints[Part.GROUND] = _("Đã làm một lần; chỉ phụ trách được cho làm lần nữa.")
    if view.demanded.demand is Demand.REQUIRED:
        hints[Part.FILE] = _("Hồ sơ này phải có kết quả điện tử ({basis}).").format(basis=view.demanded.legal_basis)
    return hints
