"""The register as a table: of the chosen days, narrowed by field and resolving office."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.clock import VIETNAM
from app.core.words import _, _n, mark
from app.models.report_rows import RegisterRow
from app.services.register import Choices, Register
from app.ui.actions import ActionRegistry
from app.ui.dossiers.words import short_number
from app.ui.reports.words import count_text, period_words, return_words
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, INSET, NEAR
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.flow import Flow
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable

_BUTTONS = ("preview", "print", "save", "export")
_BOX = 190


class RegisterPage(QWidget):
    """The page.

    Attributes:
        table: the rows, first received first.
        field, unit: what the register is narrowed to.
        progress: while rows are read, drawn or written.
    """

    narrowed = Signal()

    def __init__(self, office_code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office_code = office_code
        self._numbers: dict[int, int] = {}
        self.field, self.unit = self._box("field", _("Lĩnh vực")), self._box("unit", _("Cơ quan giải quyết"))
        self.progress = InlineProgress("register")
        self.table: DataTable[RegisterRow] = DataTable(
            "register", _("Sổ theo dõi hồ sơ"), self._columns(), lambda found: found.id, least_rows=4
        )
        self._empty = EmptyState("file-text", "", "", "register_empty")
        self._list = Pages(self.table, self._empty)
        self._foot = Flow(across=CLOSE, down=CLOSE)
        self._card = self._make_card()
        self.setLayout(column(self._card, spacing=0))

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        for name in _BUTTONS:
            self._foot.addWidget(ActionButton(registry, f"reports.{name}", role="quiet"))

    def take_focus(self) -> None:
        """Begin among the rows."""
        self.table.setFocus()

    @property
    def chosen_field(self) -> str:
        """The field it is narrowed to; empty: all."""
        return str(self.field.currentData() or "")

    @property
    def chosen_unit(self) -> str | None:
        """The resolving office it is narrowed to; None: all."""
        found: str | None = self.unit.currentData()
        return found

    def offer_choices(self, found: Choices, own_office: str) -> None:
        """Offer the fields and offices of the chosen days; what is chosen stays if it is among them."""
        _fill(self.field, _("Mọi lĩnh vực"), [(name, name, n) for name, n in found.fields.items() if name])
        _fill(self.unit, _("Mọi cơ quan"), [(name or own_office, name, n) for name, n in found.units.items()])

    def show_register(self, found: Register) -> None:
        """Show the rows."""
        self._numbers = {each.row: place for place, each in enumerate(found.rows, 1)}
        self.table.set_rows(found.rows, select_first=True)
        count = len(found.rows)
        words = _n("{count} hồ sơ", count).format(count=count_text(count))
        self._card.title.setText(f"{_('Sổ theo dõi hồ sơ')} · {period_words(found.query.period)} · {words}")
        if count:
            self._list.setCurrentIndex(0)
        else:
            self.show_empty(
                _("Không có hồ sơ nào trong những ngày này"), _("Chọn ngày khác, hoặc bỏ chọn lĩnh vực và cơ quan.")
            )

    def show_empty(self, text: str, hint: str) -> None:
        """Say why there are no rows."""
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._list.setCurrentIndex(1)

    @property
    def empty_text(self) -> str:
        """What is said instead of rows; empty while there are rows."""
        return self._empty.accessibleName() if self._list.currentIndex() else ""

    def rows(self) -> Sequence[RegisterRow]:
        """Return what is shown."""
        return self.table.rows_model.rows

    @property
    def title(self) -> str:
        """What the card is called at present."""
        return self._card.title.text()

    def _make_card(self) -> Card:
        card = Card(_("Sổ theo dõi hồ sơ"), "register_card", flush=True)
        boxes = QWidget()
        field = self._labelled("Alt+L", _("Lĩnh vực"), self.field)
        unit = self._labelled("Alt+C", _("Cơ quan giải quyết"), self.unit)
        boxes.setLayout(Flow(field, unit, across=INSET, down=CLOSE))
        card.body.addLayout(column(boxes, self.progress, spacing=CLOSE, margins=(INSET, NEAR, INSET, 0)))
        card.body.addWidget(self._list, 1)
        foot = QWidget()
        foot.setLayout(self._foot)
        card.add_foot(foot).setStretch(0, 1)
        return card

    @staticmethod
    def _labelled(key: str, words: str, box: ChoiceBox) -> QWidget:
        pair = QWidget()
        pair.setLayout(row(KeyCap(key), Label(words, "caption"), box, spacing=CLOSE))
        return pair

    def _box(self, name: str, spoken: str) -> ChoiceBox:
        box = ChoiceBox()
        named(box, f"{name}_box", spoken)
        box.setMinimumWidth(px(_BOX))
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _place: self.narrowed.emit())
        return box

    def _columns(self) -> tuple[Column[RegisterRow], ...]:
        def moment(get: Callable[[RegisterRow], datetime | None]) -> Callable[[RegisterRow], str]:
            return lambda found: _moment(get(found))

        return (
            Column(mark("STT"), lambda found: Cell(str(self._numbers.get(found.row, "")), quiet=True), 46, right=True),
            Column(
                mark("Mã hồ sơ"), lambda found: Cell(short_number(found.number, self._office_code), strong=True), 116
            ),
            Column(mark("Tên thủ tục"), lambda found: found.procedure_name, drop=1),
            Column(mark("Tổ chức, cá nhân"), _applicant, 158),
            Column(mark("Địa chỉ, điện thoại"), _address, 150, drop=4),
            Column(mark("Cơ quan giải quyết"), lambda found: found.resolving_unit or "–", 140, drop=5),
            Column(mark("Nhận"), moment(lambda found: found.received_at), 88),
            Column(mark("Hẹn trả"), moment(lambda found: found.appointment), 88),
            Column(mark("Trả"), moment(lambda found: found.returned_at), 88, drop=2),
            Column(mark("Cách nhận"), lambda found: return_words(found.return_place), 84, drop=3),
        )


def _fill(box: ChoiceBox, everything: str, lines: Sequence[tuple[str, str, int]]) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, None)
    for words, value, count in lines:
        box.addItem(f"{words} ({count_text(count)})", value)
    place = next((at for at, (_words, value, _count) in enumerate(lines, 1) if value == chosen), 0)
    box.setCurrentIndex(0 if chosen is None else place)


def _moment(value: datetime | None) -> str:
    return "" if value is None else f"{value.astimezone(VIETNAM):%d/%m %H:%M}"


def _applicant(found: RegisterRow) -> str:
    return f"{found.applicant} ({found.representative})" if found.representative else found.applicant


def _address(found: RegisterRow) -> str:
    return " · ".join(part for part in (found.address or found.card_address, found.phone) if part)
