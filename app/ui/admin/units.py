"""Where folders go and come from: departments, other offices, posts and couriers."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from app.core.words import _, mark
from app.domain.organisations import Standing
from app.domain.permissions import Permission
from app.domain.units import KIND_NAMES, Unit, UnitKind
from app.services.changes import Changes
from app.services.organisations import code_said, table
from app.services.sentences import describe
from app.services.units import end_unit, save_unit, units
from app.ui.admin.panel import Panel, fill
from app.ui.notices import Notice
from app.ui.theme.tokens import APART, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.columns import Columns
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import FieldRow, side_by_side
from app.ui.widgets.labels import Label
from app.ui.widgets.tables import Cell, Column, DataTable
from app.ui.workroom import Workroom

_FIELD_OF = {
    "units.name_missing": "name",
    "units.name_taken": "name",
    "units.bad_code": "code",
    "units.bad_successor": "successor",
    "organisations.code_ended": "code",
    "organisations.code_succeeded": "code",
}


def _state(unit: Unit) -> Cell:
    if unit.active:
        return Cell(_("đang dùng"), Tone.DONE, pill=True)
    return Cell(_("thôi dùng"), Tone.NEUTRAL, pill=True)


class UnitsPanel(Panel):
    """The section: the directory at the left, one unit at the right."""

    def __init__(self, room: Workroom) -> None:
        super().__init__(room, "units", _("Nơi giao nhận"), Permission.CHANGE_UNITS)
        self.table: DataTable[Unit] = DataTable(
            "units",
            _("Nơi giao nhận"),
            (
                Column(mark("Tên"), lambda unit: Cell(unit.name, strong=True)),
                Column(mark("Là"), lambda unit: _(KIND_NAMES[unit.kind]), 142, drop=1),
                Column(mark("Mã định danh"), lambda unit: unit.code, 104, drop=2),
                Column(mark("Tình trạng"), _state, 100),
            ),
            lambda unit: unit.id,
        )
        self.table.selected.connect(self._show)
        self._unit: Unit | None = None
        self.kind = QComboBox()
        self.fields = {
            "name": FieldRow(_("Tên"), "unit_name"),
            "code": FieldRow(_("Mã định danh cơ quan (nếu có)"), "unit_code"),
            "head_title": FieldRow(_("Chức vụ người đứng đầu"), "head_title"),
            "head_name": FieldRow(_("Họ tên người đứng đầu"), "head_name"),
            "phone": FieldRow(_("Điện thoại"), "unit_phone"),
            "address": FieldRow(_("Địa chỉ"), "unit_address"),
            "successor": FieldRow(_("Mã của nơi thay thế"), "successor"),
        }
        for name in ("code", "successor"):
            self.fields[name].field.editingFinished.connect(partial(self._look_up, name))  # type: ignore[attr-defined]  # line edits
        self._kind_row = FieldRow(_("Là"), "unit_kind", field=self.kind)
        self.active = QCheckBox(_("Đang dùng"))
        named(self.active, "unit_active_check")
        self._heading = Label("", "title")
        self._new = Button(_("Thêm nơi"), "add_unit_button")
        self._save = Button(_("Lưu"), "save_unit_button", key="Ctrl+Return", role="primary")
        self._new.clicked.connect(self.begin_new)
        self._save.clicked.connect(self.save)
        self._build()
        self.mirror(self.table, *self.fields.values(), self._kind_row, self.active, self._new, self._save)

    def _build(self) -> None:
        form = Card("", "unit_card")
        form.body.addWidget(self._heading)
        fill(self.kind, [(kind, _(KIND_NAMES[kind])) for kind in UnitKind], UnitKind.DEPARTMENT)
        fields = self.fields
        form.body.addWidget(fields["name"])
        form.body.addLayout(side_by_side(self._kind_row, fields["code"]))
        form.body.addLayout(side_by_side(fields["head_title"], fields["head_name"]))
        form.body.addLayout(side_by_side(fields["phone"], fields["address"]))
        ending = row(self.active, fields["successor"], spacing=APART)
        ending.setStretch(1, 1)
        ending.setAlignment(self.active, Qt.AlignmentFlag.AlignBottom)
        form.body.addLayout(ending)
        form.body.addStretch(1)
        foot = form.add_foot(self._new)
        foot.addStretch(1)
        foot.addWidget(self._save)
        columns = Columns()
        columns.add(column(self.table, spacing=APART), 5)
        columns.add(column(form, spacing=APART), 4)
        self.card.body.addWidget(columns, 1)

    def opened(self) -> None:
        """Read the directory."""
        desk, session = self.desk, self.session
        if not self.refused:
            self.on_store(lambda: units(desk, session), self._show_all)

    def begin_new(self) -> None:
        """Clear the form for another unit."""
        self.table.clearSelection()
        self._fill(None)
        self.fields["name"].field.setFocus()

    def _show_all(self, found: tuple[Unit, ...]) -> None:
        self.table.set_rows(found, select_first=True)
        if not found:
            self._fill(None)

    def _show(self, unit: Unit | None) -> None:
        if unit is not None:
            self._fill(unit)

    def _fill(self, unit: Unit | None) -> None:
        self._unit = unit
        self._heading.setText(unit.name if unit else _("Nơi mới"))
        for name, line in self.fields.items():
            line.set_text(getattr(unit, name) if unit else "")
            line.say_nothing()
        self.kind.setCurrentIndex(self.kind.findData(unit.kind if unit else UnitKind.DEPARTMENT))
        self.active.setChecked(unit is None or unit.active)

    def _look_up(self, field: str) -> None:
        """Say what a code means; an old one gives way to its successor."""
        desk, session, typed = self.desk, self.session, self.fields[field].text.strip().upper()
        if not typed:
            self.fields[field].say_nothing()
            return

        def look() -> Standing:
            return table(desk, session).standing(typed, desk.now().date())

        self.on_store(look, lambda found: self._say_code(field, found))

    def _say_code(self, field: str, found: Standing) -> None:
        line, said = self.fields[field], code_said(found)
        if line.text.strip().upper() != found.code:
            return
        if said is not None:
            if found.heir is not None:
                line.set_text(found.heir.code)
            line.say_warning(describe(said).text)
        elif found.last is not None:
            line.say_info(found.last.name)
        else:
            line.say_nothing()

    def save(self) -> None:
        """Keep the unit; one that is switched off ends today."""
        if self.refused:
            return
        for line in self.fields.values():
            line.say_nothing()
        desk, session, old = self.desk, self.session, self._unit
        unit, active = self._typed(old or Unit(uuid4(), "", UnitKind.DEPARTMENT)), self.active.isChecked()

        def work() -> Changes:
            if active:
                return save_unit(desk, session, replace(unit, active=True, valid_to=None, successor=""))
            changes = save_unit(desk, session, unit)
            return end_unit(desk, session, unit.id, unit.successor) if unit.active else changes

        self.change(work, _("Đã lưu {name}.").format(name=unit.name.strip()), self._say)

    def _typed(self, unit: Unit) -> Unit:
        fields = self.fields
        return replace(
            unit,
            # Qt gives the text of the kind back, not the kind.
            kind=UnitKind(self.kind.currentData()),
            name=fields["name"].text,
            code=fields["code"].text,
            head_title=fields["head_title"].text,
            head_name=fields["head_name"].text,
            phone=fields["phone"].text,
            address=fields["address"].text,
            successor=fields["successor"].text,
        )

    def _say(self, notice: Notice) -> None:
        line = self.fields.get(_FIELD_OF.get(notice.code, ""))
        if line is None:
            self.room.tell(notice)
            return
        line.say_error(f"{notice.text} {notice.next_step}".strip())
        line.field.setFocus()
