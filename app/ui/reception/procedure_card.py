"""Which procedure, by which way, in which case."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.core.words import _, mark
from app.domain.procedures import Channel, ProcedureCase
from app.ui.theme.active import px
from app.ui.theme.tokens import INSET, NEAR
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import row
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import Pill
from app.ui.widgets.search_box import SearchBox

CHANNELS = (
    (Channel.COUNTER, mark("Trực tiếp")),
    (Channel.ONLINE, mark("Trực tuyến")),
    (Channel.POST, mark("Bưu chính")),
)


class ProcedureCard(Card):
    """A search field, the channel and the case.

    Attributes:
        search: for the procedure.
    """

    case_chosen = Signal(str)
    channel_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "procedure_card", parent=parent)
        self.search = SearchBox("procedure", _("Mã, tên hoặc tên gọi tắt của thủ tục"))
        self.search_row = FieldRow(_("Thủ tục"), "procedure", field=self.search, key="Alt+T")
        self.channel = QComboBox()
        for channel, text in CHANNELS:
            self.channel.addItem(_(text), int(channel))
        self.case = QComboBox()
        self.case.setMinimumContentsLength(12)
        self.case.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.doubt = Pill()
        self.doubt.hide()
        self.search_row.head.addWidget(self.doubt)
        channel_row = FieldRow(_("Nộp bằng cách"), "channel", field=self.channel, key="Alt+K")
        case_row = FieldRow(_("Trường hợp"), "case", field=self.case, key="Alt+H")
        for each in (self.search_row, channel_row, case_row):
            # The pill is a little higher than a key cap; the three fields stay in one line.
            each.head.addStrut(px(22))
        layout = row(self.search_row, channel_row, case_row, spacing=NEAR)
        for place, share in enumerate((5, 2, 4)):
            layout.setStretch(place, share)
        self.body.setContentsMargins(INSET, NEAR, INSET, INSET)
        self.body.addLayout(layout)
        self.case.activated.connect(lambda place: self.case_chosen.emit(self.case.itemData(place)))
        self.channel.activated.connect(lambda place: self.channel_chosen.emit(self.channel.itemData(place)))

    def show_chosen(self, text: str, channel: Channel, cases: Sequence[ProcedureCase], case: str) -> None:
        """Show what was chosen; without cases there is nothing to choose from."""
        if self.search.text() != text:
            self.search.setText(text)
        self.channel.setCurrentIndex(self.channel.findData(int(channel)))
        codes = [self.case.itemData(place) for place in range(self.case.count())]
        if codes != [one.code for one in cases]:
            self.case.clear()
            for one in cases:
                self.case.addItem(one.name, one.code)
        self.case.setEnabled(bool(cases) and not self.search.isReadOnly())
        self.case.setCurrentIndex(self.case.findData(case))
        self.case.setToolTip(self.case.currentText())

    def set_locked(self, *, locked: bool) -> None:
        """Let the card be read only, or be changed again."""
        self.search.setReadOnly(locked)
        self.channel.setEnabled(not locked)
        self.case.setEnabled(not locked)
