"""The catalogue: looking it up, importing the national file after a preview, settling what is in doubt."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from app.core.words import _, mark
from app.domain.permissions import Permission
from app.domain.procedure_search import ProcedureIndex
from app.domain.procedures import ProcedureVersion
from app.services.admin import read_text
from app.services.changes import Changes
from app.services.procedures import ImportResult, import_procedures, settle
from app.services.reference import current_procedures
from app.ui.admin.panel import Panel
from app.ui.admin.settle import SettleCard
from app.ui.notices import Notice
from app.ui.refusals import refusal
from app.ui.theme.tokens import APART, NEAR, Tone
from app.ui.widgets.bars import ConfirmBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.search_box import SearchBox
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.workroom import Workroom

_MOST_FOUND = 60


def _doubts(version: ProcedureVersion) -> Cell:
    count = len(version.review)
    return Cell(_("! {count}").format(count=count), Tone.ATTENTION, pill=True) if count else Cell("✓", quiet=True)


class ProceduresPanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "procedures", _("Danh mục thủ tục"), Permission.SETTLE_REVIEW)
        self._all: tuple[ProcedureVersion, ...] = ()
        self._index = ProcedureIndex(())
        self.search = SearchBox("procedure_search", _("Tìm theo mã, tên, tên gọi tắt…"))
        self.search.searched.connect(lambda _text: self._refresh())
        self.doubtful = QCheckBox(_("Chỉ mục cần xem lại"))
        named(self.doubtful, "only_doubtful_check")
        self.doubtful.toggled.connect(lambda _on: self._refresh())
        self.table: DataTable[ProcedureVersion] = DataTable(
            "procedures",
            _("Danh mục thủ tục"),
            (
                Column(mark("Mã"), lambda v: Cell(v.code, strong=True), 92),
                Column(mark("Tên"), lambda v: v.short_name or v.name),
                Column(mark("Lĩnh vực"), lambda v: Cell(v.field, quiet=True), 136, drop=1),
                Column(mark("Cần xem"), _doubts, 76),
            ),
            lambda version: version.code,
        )
        self.settle_card = SettleCard()
        self.settle_card.settled.connect(self._settle)
        self.table.selected.connect(self.settle_card.show_version)
        self.confirm = ConfirmBar("import")
        self.import_button = Button(_("Nhập danh mục quốc gia…"), "import_procedures_button")
        self.import_button.clicked.connect(self.choose_file)
        self._build()
        self.mirror(self.settle_card)
        why = str(refusal(self.session, Permission.IMPORT_PROCEDURES))
        self.import_button.setEnabled(not why)
        self.import_button.setToolTip(why)

    def _build(self) -> None:
        listed = Card("", "procedure_list_card", flush=True)
        top = row(self.search, self.doubtful, spacing=NEAR, margins=(APART, APART, APART, 0))
        top.setStretch(0, 1)
        listed.body.addLayout(top)
        listed.body.addWidget(self.table, 1)
        columns = Columns()
        columns.add(column(listed, spacing=APART), 6)
        columns.add(column(self.settle_card, spacing=APART), 5)
        self.card.body.addWidget(self.confirm)
        self.card.body.addWidget(columns, 1)
        self.card.add_act(self.import_button)

    def opened(self) -> None:
        """Read the catalogue in force today."""
        desk = self.desk

        def work() -> tuple[tuple[ProcedureVersion, ...], ProcedureIndex]:
            found = current_procedures(desk)
            return found, ProcedureIndex(found)

        self.on_store(work, self._show)

    def _show(self, found: tuple[tuple[ProcedureVersion, ...], ProcedureIndex]) -> None:
        self._all, self._index = found
        doubtful = sum(1 for version in self._all if version.review)
        self.card.title.setText(_("Thủ tục · {count}").format(count=len(self._all)))
        self.doubtful.setText(_("Chỉ mục cần xem lại ({count})").format(count=doubtful))
        self._refresh()

    def _refresh(self) -> None:
        text = self.search.text().strip()
        rows = tuple(hit.procedure for hit in self._index.search(text, limit=_MOST_FOUND)) if text else self._all
        if self.doubtful.isChecked():
            rows = tuple(version for version in rows if version.review)
        before = self.table.current
        self.table.set_rows(rows, select_first=True)
        # The row may be the same procedure in a newer version.
        if before is not None and self.table.current is not None and before != self.table.current:
            self.settle_card.show_version(self.table.current)

    def _settle(self, version: ProcedureVersion, said: str) -> None:
        desk, session = self.desk, self.session
        self.change(lambda: settle(desk, session, version), said)

    def choose_file(self) -> None:
        """Read a file and say what importing it would do."""
        chosen = self.room.interaction.open_files(_("Chọn tệp danh mục quốc gia"), "JSON (*.json)")
        if not chosen:
            return
        self.preview(chosen[0])

    def preview(self, path: Path) -> None:
        """Say what importing path would do, without doing it."""
        desk, session, lane = self.desk, self.session, self.room.background.database

        def work() -> tuple[str, ImportResult]:
            text = read_text(path)
            return text, lane.run(lambda: import_procedures(desk, session, text, dry_run=True))

        self.aside(work, lambda found: self._ask(*found), self._failed)

    def _ask(self, text: str, result: ImportResult) -> None:
        question = _(
            "Đọc {read} thủ tục: {added} mới, {renewed} thay đổi, {unchanged} như cũ, {kept} giữ bản đã xử lý, "
            "{doubt} cần xem lại, {rejected} không nhận được. Hồ sơ đang mở giữ bản cũ."
        ).format(
            read=result.read,
            added=len(result.added),
            renewed=len(result.renewed),
            unchanged=len(result.unchanged),
            kept=len(result.kept),
            doubt=len(result.in_doubt),
            rejected=len(result.rejected),
        )
        self.confirm.ask(question, _("Nhập"), lambda: self._import(text))

    def _import(self, text: str) -> None:
        desk, session = self.desk, self.session

        def work() -> Changes:
            return import_procedures(desk, session, text).changes

        self.change(work, _("Đã nhập danh mục. Mục còn nghi vấn nằm trong danh sách cần xem lại."), self._failed)

    def _failed(self, notice: Notice) -> None:
        self.room.tell(Notice(notice.text, notice.next_step, Tone.LATE, notice.code))
