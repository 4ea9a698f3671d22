"""Marked rows and what is done to all of them: a preview line by line first, a summary after."""

from uuid import UUID

from PySide6.QtCore import QObject

from app.core.words import _, _n, mark
from app.models.rows import DossierRow
from app.services.bulk import BulkAct, Line, Summary, carry_out, foresee
from app.services.letters import due_letters
from app.services.sentences import describe
from app.ui.dossiers.act_sheet import ActSheet
from app.ui.dossiers.slip_printing import SlipPrinter
from app.ui.dossiers.view import DossiersView
from app.ui.notices import Notice
from app.ui.theme.tokens import Tone
from app.ui.workroom import Workroom

_TITLES = {
    BulkAct.BEGIN: mark("Ghi nhận đang xử lý"),
    BulkAct.FINISH: mark("Ghi nhận có kết quả"),
    BulkAct.LETTER: mark("Soạn phiếu xin lỗi"),
}


class BulkDesk(QObject):
    """Holds the marks."""

    def __init__(
        self, room: Workroom, view: DossiersView, sheet: ActSheet, printer: SlipPrinter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._room, self._view, self._sheet, self._printer = room, view, sheet, printer
        self._marked: dict[UUID, None] = {}
        self._asked: tuple[BulkAct, tuple[Line, ...]] | None = None
        view.mark_wanted.connect(self._toggle)
        sheet.commit_wanted.connect(self._commit)
        sheet.left.connect(self._forget)

    @property
    def marked(self) -> tuple[UUID, ...]:
        """The marked dossiers, in the order in which they were marked."""
        return tuple(self._marked)

    def clear(self) -> None:
        """Take every mark away."""
        self._marked.clear()
        self._show()

    def _toggle(self, row: DossierRow) -> None:
        if row.id in self._marked:
            del self._marked[row.id]
        else:
            self._marked[row.id] = None
        self._show()
        self._view.table.step(1)

    def _show(self) -> None:
        self._view.show_marks(frozenset(self._marked))
        self._room.registry.refreshed.emit()

    def start(self, act: BulkAct) -> None:
        """Show what act will do to the marked ones; letters, where nothing is marked: to all whose letter is due."""
        desk, session, marked = self._room.desk, self._room.session(), self.marked

        def look() -> tuple[Line, ...]:
            wanted = marked or (due_letters(desk, session) if act is BulkAct.LETTER else ())
            return foresee(desk, session, act, wanted)

        self._room.background.database.submit(look, lambda lines: self._ask(act, lines), self._room.tell, owner=self)

    def _ask(self, act: BulkAct, lines: tuple[Line, ...]) -> None:
        if not lines:
            text = _("Chưa có hồ sơ nào cần soạn phiếu xin lỗi.")
            self._room.tell(Notice(text, _("Phiếu được soạn trước hạn một ngày làm việc."), Tone.NEUTRAL))
            return
        self._sheet.leave()
        will = sum(line.problem is None for line in lines)
        title = _n("{act}: {count} hồ sơ", will).format(act=_(_TITLES[act]), count=will)
        self._sheet.ask(title, (), {})
        self._sheet.show_lines([_said(line) for line in lines])
        self._asked = act, lines

    def _commit(self) -> None:
        if self._asked is None:
            return
        act, lines = self._asked
        desk, session = self._room.desk, self._room.session()
        self._room.background.database.submit(
            lambda: carry_out(desk, session, act, lines), self._show_summary, self._room.tell, owner=self
        )

    def _show_summary(self, summary: Summary) -> None:
        self._sheet.leave()
        self._marked = dict.fromkeys(line.dossier_id for line in summary.failed)
        self._show()
        self._room.changes.publish(summary.changes)
        for owed in summary.prints:
            self._printer.print_form(owed.print_id, owed.number)
        text = _n("Đã ghi {count} hồ sơ.", summary.done).format(count=summary.done)
        if summary.failed:
            left = _("{count} hồ sơ không làm được, vẫn còn đánh dấu: {why}")
            why = _problem(summary.failed[0])
            self._room.tell(Notice(text, left.format(count=len(summary.failed), why=why), Tone.ATTENTION))
        else:
            self._room.tell(Notice(text, "", Tone.DONE))

    def _forget(self) -> None:
        self._asked = None


def _said(line: Line) -> tuple[str, str, Tone | None]:
    problem = _problem(line)
    return f"{line.number} · {line.name}", problem, Tone.ATTENTION if problem else None


def _problem(line: Line) -> str:
    return describe(line.problem).text if line.problem is not None else ""
