"""The page of the reception desk: builds the cards and says where the keyboard is; decides nothing."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core.money import Dong
from app.core.words import _
from app.services.sentences import Sentence
from app.ui.actions import ActionRegistry
from app.ui.reception.appointment_card import AppointmentCard
from app.ui.reception.correction_bar import CorrectionBar
from app.ui.reception.fee_card import FeeCard
from app.ui.reception.finish_card import FinishCard
from app.ui.reception.group_bar import GroupBar
from app.ui.reception.guidance_card import GuidanceCard
from app.ui.reception.import_page import ImportPage
from app.ui.reception.notes_card import NotesCard
from app.ui.reception.page_view import PageView
from app.ui.reception.papers_card import PapersCard
from app.ui.reception.person_card import PersonCard
from app.ui.reception.procedure_card import ProcedureCard
from app.ui.reception.return_card import ReturnCard
from app.ui.reception.unprinted_bar import UnprintedBar
from app.ui.shell.workspace import Workspace
from app.ui.text_fields import takes_letters
from app.ui.theme.tokens import APART
from app.ui.widgets.bars import NoticeBar
from app.ui.widgets.cards import ClosedCard
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column
from app.ui.widgets.payment_card import PaymentCard

_TWICE_MS = 1200


class ReceptionView(Workspace):
    """Everything of one dossier on one screen."""

    scanned = Signal(str)
    """A card's text, wherever the keyboard was."""
    consigned = Signal(str)
    """The code of a consignment note, or of a handover, that was read while the page is open."""
    undo_wanted = Signal()
    clear_wanted = Signal()
    """Esc was pressed twice, or once while something is corrected."""
    guidance_left = Signal()
    """Esc was pressed while a paper is chosen in the place of the terms."""
    stopped = Signal()
    """The window goes: work that waits for a printer or a scanner should end."""

    def __init__(self, registry: ActionRegistry, today: date, parent: QWidget | None = None) -> None:
        super().__init__("reception", parent)
        self.person = PersonCard(registry, today)
        self.notes = NotesCard()
        self.payment = PaymentCard()
        self.procedure = ProcedureCard()
        self.papers = PapersCard(registry)
        self.appointment = AppointmentCard(registry)
        self.fee = FeeCard(registry)
        self.place = ReturnCard()
        self.guidance = GuidanceCard()
        self.finish = FinishCard(registry)
        self.unprinted = UnprintedBar()
        self.correction = CorrectionBar()
        self.group = GroupBar()
        self.correcting: Callable[[], bool] = lambda: False
        self._closed = ClosedCard(_("Tiếp nhận"), "reception")
        self._lay_out()
        self.notice = NoticeBar(self)
        self.pages = PageView(self)
        self.imports = ImportPage(self, registry)
        self._since_escape = QElapsedTimer()
        self._begin = "", 0

    def _lay_out(self) -> None:
        columns = Columns()
        people = column(self.person, self.notes, self.payment, spacing=APART)
        people.setStretch(1, 1)
        people.setStretch(2, 1)
        papers = column(self.procedure, self.papers, spacing=APART)
        papers.setStretch(1, 1)
        terms = column(self.appointment, self.fee, self.place, self.guidance, self.finish, spacing=APART)
        terms.setStretch(4, 1)
        self._terms = terms
        columns.add(people, 36, least=330)
        columns.add(papers, 57, least=460)
        columns.add(terms, 32, least=290)
        self._desk = columns
        whole = column(self._closed, self.unprinted, self.correction, self.group, columns, spacing=APART)
        whole.setStretch(0, 1)
        whole.setStretch(4, 1)
        self.setLayout(whole)

    def begin_at(self, name: str, cursor: int) -> None:
        """Remember where the keyboard shall be when the page is opened."""
        self._begin = name, cursor

    def take_focus(self) -> None:
        """Begin with the number of who stands at the counter, or where the keyboard was in a draft."""
        if self.imports.open:
            self.imports.take_focus()
            return
        begin, self._begin = self._begin, ("", 0)
        if not self.restore_focus(*begin):
            self.person.submitter.edit("personal_id").setFocus()

    def take_scan(self, text: str) -> None:
        """Take the text of a card; the window hands it over from any focus."""
        self.scanned.emit(text)

    def undo(self) -> None:
        """Take back what was offered last, or the last edit of a page."""
        if self.notice.can_undo:
            self.notice.undo()
        else:
            self.undo_wanted.emit()

    def stop(self) -> None:
        """Say that the window goes."""
        self.stopped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Esc twice; everything else belongs to others."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if not self.guidance.isHidden():
            self.guidance_left.emit()
        elif self.correcting():
            self.clear_wanted.emit()
        elif self._since_escape.isValid() and self._since_escape.elapsed() < _TWICE_MS:
            self._since_escape.invalidate()
            self.clear_wanted.emit()
        else:
            self._since_escape.start()

    @property
    def focus_place(self) -> tuple[str, int]:
        """The name of the field that has the keyboard, and the place in it; empty where it is elsewhere."""
        # The stubs leave out that there may be no focus widget.
        focus: QWidget | None = self.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return "", 0
        return focus.objectName(), focus.cursorPosition() if isinstance(focus, QLineEdit) else 0

    def restore_focus(self, name: str, cursor: int) -> bool:
        """Put the keyboard where it was; False where there is no such field any more."""
        found: QWidget | None = self.findChild(QWidget, name) if name else None
        if found is None or not found.isEnabled():
            return False
        if self.person.owner.isAncestorOf(found):
            self.person.show_form(owner=True)
        if not found.isVisibleTo(self):
            return False
        found.setFocus()
        if isinstance(found, QLineEdit):
            found.setCursorPosition(cursor)
        return True

    def typing(self) -> bool:
        """Return whether letters go into a field now."""
        # The stubs leave out that there may be no focus widget.
        focus: QWidget | None = QApplication.focusWidget()
        return focus is not None and takes_letters(focus)

    def among_papers(self) -> bool:
        """Return whether the keyboard is at the papers or their pages."""
        return QApplication.focusWidget() in {self.papers.table, self.papers.strip}

    def show_guidance(self, *, shown: bool) -> None:
        """Show the papers that are given instead of a reception in the place of the terms, or the terms again."""
        for card in (self.appointment, self.fee, self.place):
            card.setHidden(shown)
        self.guidance.setHidden(not shown)
        self._terms.setStretch(3, 1 if shown else 0)
        self._terms.setStretch(4, 0 if shown else 1)
        self.finish.show_guiding(guiding=shown)

    def show_payment(self, rows: tuple[str, ...], amount: Dong, purpose: str) -> None:
        """Show the code to pay by in the place of the notes; no rows: the notes come back."""
        self.payment.show_code(rows, amount, purpose)
        self.notes.setVisible(not rows)

    def show_closed(self, why: Sentence) -> None:
        """Say why the person cannot receive, in the place of the cards; an empty sentence brings them back."""
        self._closed.show_reason(why.text, why.next_step)
        self._desk.setHidden(bool(why.text))

    def set_locked(self, *, locked: bool) -> None:
        """Show a received dossier that nobody changes here any more."""
        for card in (self.person, self.procedure, self.appointment, self.fee, self.place):
            card.set_locked(locked=locked)
