"""Where the citizen will get the result."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.core.vietnamese import fold
from app.core.words import _, mark
from app.domain.dossiers import ReturnPlace
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import named, row
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import Label
from app.ui.widgets.search_box import SearchBox, Suggestion

PLACES = (
    (ReturnPlace.COUNTER, mark("Quầy này")),
    (ReturnPlace.OTHER_OFFICE, mark("Nơi khác")),
    (ReturnPlace.POST, mark("Bưu chính")),
)


class ReturnCard(Card):
    """Three places, and which office or address where it is not this counter.

    Attributes:
        office: the other office: one of the directory, or any other as typed.
        address: where the post brings it.
    """

    chosen = Signal(str)
    detail_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "return_card", parent=parent)
        self.setAccessibleName(_("Trả kết quả tại"))
        self.body.setSpacing(CLOSE)
        self._group = QButtonGroup(self)
        self._buttons: dict[ReturnPlace, QRadioButton] = {}
        line = row(spacing=NEAR)
        for place, text in PLACES:
            button = QRadioButton(_(text))
            named(button, f"return_{place.value}_radio", _(text))
            button.clicked.connect(lambda _on, place=place: self.chosen.emit(place.value))
            self._group.addButton(button)
            self._buttons[place] = button
            line.addWidget(button)
        line.addStretch(1)
        self.office_search = SearchBox("return_office", _("Tên cơ quan, đơn vị"))
        self.office = FieldRow(_("Nơi trả kết quả"), "return_office", field=self.office_search)
        self.address = FieldRow(_("Địa chỉ nhận qua bưu chính"), "return_address")
        self._offices: tuple[str, ...] = ()
        self.body.addWidget(Label(_("Trả kết quả tại"), "title"))
        self.body.addLayout(line)
        self._filling = False
        for field in (self.office, self.address):
            self.body.addWidget(field)
            field.field.textChanged.connect(self._on_detail)  # type: ignore[attr-defined]  # line edits
        self.office_search.searched.connect(self._offer)
        self.office_search.chosen.connect(self.office.set_text)

    def detail_of(self, place: ReturnPlace) -> FieldRow:
        """Return the field that says more about the place."""
        return self.address if place is ReturnPlace.POST else self.office

    def show_place(self, place: ReturnPlace, detail: str) -> None:
        """Show the choice."""
        self._filling = True
        self._buttons[place].setChecked(True)
        self.office.setVisible(place is ReturnPlace.OTHER_OFFICE)
        self.address.setVisible(place is ReturnPlace.POST)
        for field in (self.office, self.address):
            field.set_text(detail)
        self._filling = False

    def show_offices(self, offices: Sequence[str]) -> None:
        """Offer these offices while somebody types."""
        self._offices = tuple(offices)

    def set_locked(self, *, locked: bool) -> None:
        """Let the card be read only, or be changed again."""
        for widget in (*self._buttons.values(), self.office, self.address):
            widget.setEnabled(not locked)

    def _offer(self, text: str) -> None:
        wanted = fold(text).split()
        found = [office for office in self._offices if all(part in fold(office) for part in wanted)]
        self.office_search.show_results([Suggestion(office, "", office) for office in found if office != text])

    def _on_detail(self, text: str) -> None:
        if not self._filling:
            self.detail_edited.emit(text)
