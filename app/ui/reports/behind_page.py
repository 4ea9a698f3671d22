"""The dossiers that a figure is made of: what spoils it first, each one key away."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.clock import VIETNAM
from app.core.words import _, _n, mark
from app.domain.indicators import DEFINITIONS, Better, Figure, Indicator, Unit
from app.models.rows import DossierRow
from app.ui.dossiers.words import due_cell, short_number, state_cell
from app.ui.reports.words import count_text, value_words
from app.ui.theme.tokens import INSET, Tone
from app.ui.widgets.bars import InlineProgress
from app.ui.widgets.cards import Card, EmptyState
from app.ui.widgets.dress import column
from app.ui.widgets.hints import HintBar
from app.ui.widgets.pages import Pages
from app.ui.widgets.tables import Cell, Column, DataTable


class BehindPage(QWidget):
    """The page.

    Attributes:
        table: the dossiers.
    """

    opened = Signal(object)
    """The DossierRow that is wanted whole."""

    def __init__(self, office_code: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office_code, self._now = office_code, now
        self._indicator = Indicator.RECEIVED
        self._said: dict[UUID, int] = {}
        self.progress = InlineProgress("behind")
        self.table: DataTable[DossierRow] = DataTable(
            "behind", _("Hồ sơ của chỉ tiêu"), self._columns(), lambda found: found.id, least_rows=4
        )
        self.table.opened.connect(self.opened)
        self._empty = EmptyState("check", "", "", "behind_empty")
        self._list = Pages(self.table, self._empty)
        self._card = Card(_("Hồ sơ của chỉ tiêu"), "behind_card", flush=True)
        self._card.body.addLayout(column(self.progress, spacing=0, margins=(INSET, 0, INSET, 0)))
        self._card.body.addWidget(self._list, 1)
        hints = (
            (("Up", "Down"), _("chọn")),
            ("Return", _("mở hồ sơ")),
            ("Ctrl+E", _("xuất Excel")),
            ("Esc", _("quay lại")),
        )
        self._card.add_foot(HintBar("behind_keys", hints))
        self.setLayout(column(self._card, spacing=0))

    def take_focus(self) -> None:
        """Begin among the dossiers."""
        self.table.setFocus()

    @property
    def title(self) -> str:
        """What the list is called."""
        return self._card.title.text()

    def rows(self) -> Sequence[DossierRow]:
        """Return what is shown."""
        return self.table.rows_model.rows

    def wait_for(self, indicator: Indicator, period: str, figure: Figure, count: int) -> None:
        """Say which list is coming."""
        self._indicator = indicator
        name = _(DEFINITIONS[indicator].name)
        if DEFINITIONS[indicator].unit is Unit.SHARE:
            words = _("{total} trong {among} hồ sơ").format(
                total=count_text(figure.total), among=count_text(figure.among)
            )
        else:
            words = _n("{count} hồ sơ", count).format(count=count_text(count))
        self._card.title.setText(f"{name} · {period} · {words}")
        self.show_empty(
            _("Đang đọc…") if count else _("Không có hồ sơ nào"), "" if count else _("Bấm Esc để quay lại.")
        )

    def show_rows(self, rows: Sequence[DossierRow], said: dict[UUID, int]) -> None:
        """Show the dossiers, with what each adds to the figure."""
        self._said = said
        self.table.set_rows(rows, select_first=True)
        self._list.setCurrentIndex(0 if rows else 1)

    def show_empty(self, text: str, hint: str) -> None:
        """Say why there are no rows."""
        self.table.set_rows(())
        self._empty.show_text(text, hint)
        self._list.setCurrentIndex(1)

    def _columns(self) -> tuple[Column[DossierRow], ...]:
        return (
            Column(
                mark("Số hồ sơ"), lambda found: Cell(short_number(found.number, self._office_code), strong=True), 120
            ),
            Column(mark("Chủ hồ sơ"), lambda found: found.owner_name, 180),
            Column(mark("Thủ tục"), lambda found: found.content, drop=3),
            Column(mark("Nhận"), lambda found: f"{found.received_at.astimezone(VIETNAM):%d/%m %H:%M}", 96, drop=2),
            Column(mark("Hẹn trả"), lambda found: due_cell(found, self._now()), 138, drop=1),
            Column(mark("Trạng thái"), lambda found: state_cell(found, self._now()), 108, drop=4),
            Column(mark("Tính là"), self._counted, 136),
        )

    def _counted(self, found: DossierRow) -> Cell:
        definition, said = DEFINITIONS[self._indicator], self._said.get(found.id, 0)
        if definition.unit is Unit.MINUTES:
            return Cell(value_words(self._indicator, said))
        if definition.better is Better.NEITHER:
            return Cell(_(definition.one if said else definition.other))
        good = bool(said) == (definition.better is Better.MORE)
        return Cell(_(definition.one if said else definition.other), Tone.DONE if good else Tone.ATTENTION, pill=True)
