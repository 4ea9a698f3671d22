"""A new handover: what travels, and who stands on the other side. A beep opens it too."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QListWidget, QListWidgetItem, QRadioButton, QWidget

from app.core.problems import PersonProblem
from app.core.words import _
from app.domain.handover import PARTNERS, BatchKind
from app.domain.units import KIND_NAMES as UNIT_KINDS
from app.domain.units import Unit
from app.services.sentences import describe
from app.ui.actions import ActionRegistry
from app.ui.handover.words import KIND_NAMES
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.buttons import ActionButton, Button
from app.ui.widgets.cards import Note
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import KEEPS_ENTER
from app.ui.widgets.labels import KeyCap, Label


class NewForm(QWidget):
    """The form; ``wanted`` is emitted with Enter in the list of units."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "new_batch_form")
        self._units: tuple[Unit, ...] = ()
        self._said: dict[UUID, str] = {}
        self._last: dict[BatchKind, UUID] = {}
        self._group = QButtonGroup(self)
        self._kinds: dict[BatchKind, QRadioButton] = {}
        lines = column(spacing=CLOSE)
        for place, kind in enumerate(BatchKind, 1):
            button = QRadioButton(_(KIND_NAMES[kind]))
            named(button, f"kind_{kind.value}_radio", _(KIND_NAMES[kind]))
            self._group.addButton(button)
            self._kinds[kind] = button
            button.toggled.connect(lambda on: self._fill() if on else None)
            line = row(button, spacing=NEAR)
            line.addStretch(1)
            line.addWidget(KeyCap(f"Alt+{place}"))
            lines.addLayout(line)
        self.units = QListWidget()
        named(self.units, "units_list", _("Nơi giao nhận"))
        self.units.setProperty(KEEPS_ENTER, True)
        self.units.setProperty("role", "suggestions")
        self.units.itemActivated.connect(lambda _item: self.wanted.emit())
        self._empty = Note("", Tone.INFO, "no_units_note")
        self._empty.hide()
        self._ended = Note("", Tone.ATTENTION, "unit_ended_note")
        self._ended.hide()
        self.units.currentItemChanged.connect(lambda _item, _before: self._say())
        whole = column(Label(_("Việc"), "caption"), spacing=NEAR)
        whole.addLayout(lines)
        whole.addWidget(Label(_("Với"), "caption"))
        whole.addWidget(self.units, 1)
        whole.addWidget(self._empty)
        whole.addWidget(self._ended)
        self._buttons = row(spacing=NEAR)
        whole.addLayout(self._buttons)
        self.setLayout(whole)
        self._kinds[BatchKind.DOSSIERS].setChecked(True)

    def offer(self, registry: ActionRegistry) -> None:
        """Add the buttons, once their actions are registered."""
        self._buttons.addWidget(ActionButton(registry, "handover.next", role="primary"), 1)
        leave = Button(_("Thôi"), "new_batch_no_button", key="Esc")
        leave.clicked.connect(lambda: registry.trigger("handover.back"))
        self._buttons.addWidget(leave)

    @property
    def kind(self) -> BatchKind:
        """What is to travel."""
        return next(kind for kind, button in self._kinds.items() if button.isChecked())

    @property
    def unit(self) -> Unit | None:
        """Who stands on the other side; None where there is nobody to choose."""
        item: QListWidgetItem | None = self.units.currentItem()
        chosen = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return next((unit for unit in self._units if unit.id == chosen), None)

    def show_units(self, units: Sequence[tuple[Unit, PersonProblem | None]]) -> None:
        """Offer the units in use; what is to be said of one stands below while it is chosen."""
        self._units = tuple(unit for unit, _said in units)
        self._said = {unit.id: describe(said).text for unit, said in units if said is not None}
        self._fill()

    def _say(self) -> None:
        unit = self.unit
        text = self._said.get(unit.id, "") if unit is not None else ""
        self._ended.show_text(text, Tone.ATTENTION)
        self._ended.setVisible(bool(text))

    def remember(self, kind: BatchKind, unit_id: UUID) -> None:
        """Choose this unit the next time."""
        self._last[kind] = unit_id

    def choose(self, place: int) -> None:
        """Choose what is to travel by its place, from 1."""
        self._kinds[list(BatchKind)[place - 1]].setChecked(True)
        self.units.setFocus()

    def take_focus(self) -> None:
        """Begin with the unit: the kind is most often right."""
        self.units.setFocus()

    def _fill(self) -> None:
        kind = self.kind
        fitting = [unit for unit in self._units if unit.kind in PARTNERS[kind]]
        self.units.clear()
        for unit in fitting:
            item = QListWidgetItem(unit.name)
            item.setToolTip(_(UNIT_KINDS[unit.kind]))
            item.setData(Qt.ItemDataRole.UserRole, unit.id)
            self.units.addItem(item)
        last = self._last.get(kind)
        place = next((place for place, unit in enumerate(fitting) if unit.id == last), 0)
        self.units.setCurrentRow(place if fitting else -1)
        self._empty.show_text(_("Danh bạ chưa có nơi nào cho việc này: thêm ở Quản trị (F10)."), Tone.INFO)
        self._empty.setVisible(not fitting)
        self.units.setVisible(bool(fitting))
