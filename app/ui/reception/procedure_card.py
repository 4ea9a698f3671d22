"""Which procedure, by which way, in which case."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _, mark
from app.domain.procedures import Channel, ProcedureCase
from app.ui.theme.active import px
from app.ui.theme.tokens import INSET, NEAR
from app.ui.widgets.cards import Card
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.dress import column
from app.ui.widgets.fields import FieldRow, NumberBox, side_by_side
from app.ui.widgets.flow import SideBySide
from app.ui.widgets.labels import ElidedLabel, KeyCap, Pill
from app.ui.widgets.search_box import SearchBox

_MOST_SETS = 99
CHANNELS = (
    (Channel.COUNTER, mark("Trực tiếp")),
    (Channel.ONLINE, mark("Trực tuyến")),
    (Channel.POST, mark("Bưu chính")),
)


class ProcedureCard(Card):
    """A search field and the channel; below them the case, what is asked for, in how many sets, and a note.

    Attributes:
        search: for the procedure.
        resolver: who resolves it; the first is whom the procedure names.
        content: what the citizen asks for; the procedure's name where nobody wrote anything else.
        sets: how many sets of papers are handed in.
        note: for the office, not on the slip.
        consignment: the note, or the handover, with which the post brought it; asked for only then.
    """

    case_chosen = Signal(str)
    channel_chosen = Signal(int)
    resolver_chosen = Signal(str)
    content_edited = Signal(str)
    content_left = Signal()
    sets_changed = Signal(int)
    consignment_edited = Signal(str)
    note_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "procedure_card", parent=parent)
        self.search = SearchBox("procedure", _("Mã, tên hoặc tên gọi tắt của thủ tục"))
        self.search_row = FieldRow(_("Thủ tục"), "procedure", field=self.search, key="Alt+T")
        self.channel = ChoiceBox()
        for channel, text in CHANNELS:
            self.channel.addItem(_(text), int(channel))
        self.case = ChoiceBox()
        self.case.setMinimumContentsLength(12)
        self.case.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.doubt = Pill()
        self.doubt.hide()
        self._code = ElidedLabel("", "caption")
        # Before the stretch of the head: beside the key, as long as there is room.
        self.search_row.head.insertWidget(2, self._code, 50)
        self.search_row.head.addWidget(self.doubt)
        channel_row = FieldRow(_("Nộp bằng cách"), "channel", field=self.channel, key="Alt+K")
        self.body.setContentsMargins(INSET, NEAR, INSET, INSET)
        for field in (self.search_row, channel_row):
            # The pill is a little higher than a key cap; both fields stay in one line.
            field.head.addStrut(px(22))
        self.body.addLayout(side_by_side((self.search_row, 1), (channel_row, 0)))
        self.body.addLayout(self._make_ways())
        self.body.addWidget(self._make_details())
        self._filling = False
        self.resolver.activated.connect(lambda place: self.resolver_chosen.emit(self.resolver.itemData(place)))
        self.case.activated.connect(lambda place: self.case_chosen.emit(self.case.itemData(place)))
        self.channel.activated.connect(lambda place: self.channel_chosen.emit(self.channel.itemData(place)))

    def _make_ways(self) -> SideBySide:
        self._case_row = FieldRow(_("Trường hợp"), "case", field=self.case, key="Alt+H")
        self.resolver = ChoiceBox()
        self.resolver.setMinimumContentsLength(12)
        self.resolver.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._resolver_row = FieldRow(_("Nơi giải quyết"), "resolver", field=self.resolver, key="Alt+V")
        self.consignment = FieldRow(_("Phiếu gửi"), "consignment", key="Alt+F")
        self.consignment.field.setProperty("placeholderText", _("quét mã trên phiếu gửi"))
        self._record = ElidedLabel("", "caption")
        self.consignment.head.insertWidget(2, self._record, 50)
        self.consignment.field.textChanged.connect(self._on_consignment)  # type: ignore[attr-defined]  # a line edit
        for field in (self._case_row, self._resolver_row, self.consignment):
            field.hide()
        return side_by_side((self._case_row, 6), (self._resolver_row, 4), (self.consignment, 5))

    def _make_details(self) -> QWidget:
        self.content = FieldRow(_("Nội dung yêu cầu"), "content", key="Alt+D")
        self.sets = NumberBox(1, _MOST_SETS)
        self.note = FieldRow(_("Ghi chú"), "note")
        self.note.field.setProperty("placeholderText", _("không in trên giấy hẹn"))
        sets_row = FieldRow(_("Số bộ"), "sets", field=self.sets)
        layout = column(spacing=NEAR)
        for field in (sets_row, self.note):
            field.head.addStrut(KeyCap("Alt").sizeHint().height())
        layout.addLayout(side_by_side((self.content, 6), (sets_row, 0), (self.note, 4)))
        self.content.field.textChanged.connect(self._on_content)  # type: ignore[attr-defined]  # line edits
        self.content.field.editingFinished.connect(self.content_left)  # type: ignore[attr-defined]
        self.note.field.textChanged.connect(self._on_note)  # type: ignore[attr-defined]
        self.sets.valueChanged.connect(self._on_sets)
        self._details = QWidget()
        self._details.setLayout(layout)
        self._details.hide()
        return self._details

    def show_code(self, text: str) -> None:
        """Say which procedure the search box names: its code and field; empty while none is chosen."""
        self._code.setText(text)

    def show_details(self, content: str, sets: int, note: str, *, shown: bool) -> None:
        """Show what is asked for, in how many sets, and the note; not while no procedure is chosen."""
        self._filling = True
        self.content.set_text(content)
        self.sets.setValue(sets)
        self.note.set_text(note)
        self._details.setVisible(shown)
        self._case_row.setVisible(shown)
        self._resolver_row.setVisible(shown)
        self._filling = False

    def show_consignment(self, note: str, record: str, *, shown: bool) -> None:
        """Show the note the post came with, and the record that knows it; only for what the post brings."""
        self._filling = True
        self.consignment.set_text(note)
        self._record.setText(record)
        self.consignment.setVisible(shown)
        self._filling = False

    def _on_content(self, text: str) -> None:
        if not self._filling:
            self.content_edited.emit(text)

    def _on_consignment(self, text: str) -> None:
        if not self._filling:
            self.consignment_edited.emit(text)

    def _on_sets(self, value: int) -> None:
        if not self._filling:
            self.sets_changed.emit(value)

    def _on_note(self, text: str) -> None:
        if not self._filling:
            self.note_edited.emit(text)

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

    def show_resolver(self, usual: str, chosen: str, others: Sequence[str], said: str = "") -> None:
        """Show who resolves it: usual, unless somebody else was chosen; empty stands for the usual one.

        What is said of it stands below: one that ended gave its work to another.
        """
        names = {usual: "", **{name: name for name in others if name != usual}}
        if chosen and chosen not in names:
            names[chosen] = chosen
        shown = {self.resolver.itemText(place): self.resolver.itemData(place) for place in range(self.resolver.count())}
        if list(shown.items()) != list(names.items()):
            self.resolver.clear()
            for name, value in names.items():
                self.resolver.addItem(name, value)
        self.resolver.setCurrentIndex(max(0, self.resolver.findText(chosen or usual)))
        self.resolver.setToolTip(self.resolver.currentText())
        if said:
            self._resolver_row.say_warning(said)
        else:
            self._resolver_row.say_nothing()

    def set_locked(self, *, locked: bool) -> None:
        """Let the card be read only, or be changed again."""
        self.search.setReadOnly(locked)
        for field in (self.content.field, self.note.field, self.consignment.field):
            field.setReadOnly(locked)  # type: ignore[attr-defined]  # line edits
        self.sets.setEnabled(not locked)
        self.channel.setEnabled(not locked)
        self.case.setEnabled(not locked)
        self.resolver.setEnabled(not locked)
