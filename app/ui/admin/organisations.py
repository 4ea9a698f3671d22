"""Codes of organisations with their history: looked up, and replaced from a file after saying what that changes."""

from datetime import date

from app.core.vietnamese import fold
from app.core.words import _, _n, mark
from app.domain.organisations import Organisation, OrganisationHistory
from app.domain.permissions import Permission
from app.services.changes import Changes
from app.services.organisation_files import read_table
from app.services.organisations import TableChange, preview, replace_table, table
from app.ui.admin.panel import Panel
from app.ui.theme.tokens import APART, Tone
from app.ui.widgets.bars import ConfirmBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import EmptyState
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.workroom import Workroom

_KINDS = "Excel, CSV, JSON (*.xlsx *.csv *.json)"


class OrganisationsPanel(Panel):
    """The section."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "organisations", _("Mã cơ quan"), Permission.CHANGE_UNITS)
        self._found: OrganisationHistory = OrganisationHistory()
        self.search = FieldRow(_("Tìm theo mã hoặc tên"), "organisation_search")
        self.table: DataTable[Organisation] = DataTable(
            "organisations",
            _("Mã cơ quan"),
            (
                Column(mark("Mã"), lambda one: Cell(one.code, strong=True), 130),
                Column(mark("Tên"), lambda one: one.name),
                Column(mark("Từ ngày"), lambda one: _day(one.valid_from), 92, drop=2),
                Column(mark("Đến ngày"), lambda one: _day(one.valid_to), 92),
                Column(mark("Nay là"), self._now, drop=1),
            ),
            lambda one: (one.code, one.valid_from),
        )
        self._empty = EmptyState(
            "landmark",
            _("Chưa có mã nào"),
            _("Nhập danh mục của tỉnh: cột Mã, Tên, Từ ngày, Đến ngày, Mã kế thừa, Căn cứ."),
            "organisations_empty",
        )
        self._pages = Pages()
        self._counts = ElidedLabel("", "muted")
        self._file = Button(_("Thay bằng tệp…"), "organisations_file_button")
        self._file.clicked.connect(self.choose_file)
        self.confirm = ConfirmBar("organisations")
        self.search.field.textEdited.connect(lambda _text: self._show_matches())  # type: ignore[attr-defined]  # a line edit
        self._build()
        self.mirror(self._file)

    def _build(self) -> None:
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.table)
        self.card.body.setSpacing(APART)
        for widget in (self.confirm, self.search):
            self.card.body.addWidget(widget)
        self.card.body.addWidget(self._pages, 1)
        self.card.head.insertWidget(1, self._counts, 8)
        self.card.add_act(self._file)

    def opened(self) -> None:
        """Read the table in force."""
        desk, session = self.desk, self.session
        self.on_store(lambda: table(desk, session), self._show)

    def _show(self, found: OrganisationHistory) -> None:
        self._found = found
        every, today = found.all(), self._today()
        old = sum(not one.valid_on(today) for one in every)
        counts = _n("{count} mã", len(every)).format(count=len(every))
        ended = _("{count} không còn dùng").format(count=old)
        self._counts.setText(f"{counts} · {ended}" if old else counts)
        self._pages.setCurrentWidget(self.table if every else self._empty)
        self.search.setVisible(bool(every))
        self._show_matches()

    def _show_matches(self) -> None:
        typed = fold(self.search.text.strip())
        rows = [one for one in self._found.all() if typed in fold(f"{one.code} {one.name}")]
        self.table.set_rows(rows, select_first=True)

    def _now(self, one: Organisation) -> Cell:
        """Return who does its work now; nothing of one that is there still."""
        today = self._today()
        if one.valid_to is None or one.valid_on(today):
            return Cell("")
        heirs = self._found.present(one.code, one.valid_to, today)
        text = ", ".join(f"{each.code} – {each.name}" for each in heirs)
        return Cell(text) if text else Cell(_("không có nơi kế thừa"), Tone.ATTENTION)

    def _today(self) -> date:
        return self.desk.now().date()

    def choose_file(self) -> None:
        """Take a table from a file, after saying what that changes."""
        chosen = self.room.interaction.open_files(_("Chọn danh mục mã cơ quan"), _KINDS)
        if not chosen:
            return
        desk, session, lane = self.desk, self.session, self.room.background.database

        def work() -> TableChange:
            history = read_table(chosen[0])
            return lane.run(lambda: preview(desk, session, history))

        self.aside(work, self._ask)

    def _ask(self, change: TableChange) -> None:
        question = _("Danh mục mới có {count} mã: thêm {added}, đổi {changed}, bỏ {removed}.").format(
            count=len(change.history.all()), added=change.added, changed=change.changed, removed=change.removed
        )
        self.confirm.ask(question, _("Áp dụng"), lambda: self._apply(change))

    def _apply(self, change: TableChange) -> None:
        desk, session = self.desk, self.session

        def work() -> Changes:
            return replace_table(desk, session, change.history)

        self.change(work, _("Danh mục mã cơ quan mới có hiệu lực từ bây giờ."))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
