"""Where the citizen will get the result."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.core.words import _, mark
from app.domain.dossiers import ReturnPlace
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import named, row
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import Label

PLACES = (
    (ReturnPlace.COUNTER, mark("Quầy này")),
    (ReturnPlace.OTHER_OFFICE, mark("Nơi khác")),
    (ReturnPlace.POST, mark("Bưu chính")),
)


class ReturnCard(Card):
    """Three places, and the address where it is not this counter.

    Attributes:
        detail: the other office, or the address for the post.
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
        self.detail = FieldRow("", "return_detail")
        self.body.addWidget(Label(_("Trả kết quả tại"), "title"))
        self.body.addLayout(line)
        self.body.addWidget(self.detail)
        self._filling = False
        self.detail.field.textChanged.connect(self._on_detail)  # type: ignore[attr-defined]  # a line edit

    def show_place(self, place: ReturnPlace, detail: str) -> None:
        """Show the choice."""
        self._filling = True
        self._buttons[place].setChecked(True)
        label = _("Địa chỉ nhận qua bưu chính") if place is ReturnPlace.POST else _("Nơi trả kết quả")
        self.detail.label.setText(label)
        self.detail.field.setAccessibleName(label)
        self.detail.setVisible(place is not ReturnPlace.COUNTER)
        self.detail.set_text(detail)
        self._filling = False

    def set_locked(self, *, locked: bool) -> None:
        """Let the card be read only, or be changed again."""
        for widget in (*self._buttons.values(), self.detail):
            widget.setEnabled(not locked)

    def _on_detail(self, text: str) -> None:
        if not self._filling:
            self.detail_edited.emit(text)
