"""One procedure: what is in doubt, and setting its limit, fee and cut-off right in place."""

import re
from datetime import time
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.money import parse
from app.core.words import _, mark
from app.domain.deadline_words import limit_said
from app.domain.procedures import (
    Channel,
    CutOff,
    CutOffKind,
    Doubt,
    ProcedureCase,
    ProcedureVersion,
    ReviewNote,
    TimeUnit,
)
from app.services.settling import with_cut_off, with_fee, with_limit, without_note
from app.ui.admin.panel import fill
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card, Note
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.dress import column, row
from app.ui.widgets.fields import FieldRow, side_by_side
from app.ui.widgets.labels import Label, Pill

DOUBTS = {
    Doubt.UNIT_MISSING: mark("thời hạn thiếu đơn vị"),
    Doubt.SEVERAL_LIMITS: mark("nhiều thời hạn"),
    Doubt.NO_LIMIT: mark("không có thời hạn"),
    Doubt.NOTE_NOT_PAPER: mark("ghi chú bị ghi thành giấy tờ"),
    Doubt.QUANTITY_ZERO: mark("số lượng 0/0"),
    Doubt.QUANTITY_RUN_TOGETHER: mark("số lượng dính nhau"),
    Doubt.AMOUNT_RUN_TOGETHER: mark("số tiền dính nhau"),
    Doubt.FEE_IN_TEXT: mark("phí nằm trong câu chữ"),
    Doubt.FREE_BUT_LOCAL: mark("phí do địa phương quy định"),
    Doubt.CASES_FLATTENED: mark("các trường hợp bị gộp"),
    Doubt.NO_PAPERS: mark("không có giấy tờ"),
}
_LIMIT_DOUBTS = frozenset({Doubt.UNIT_MISSING, Doubt.SEVERAL_LIMITS, Doubt.NO_LIMIT})
_FEE_DOUBTS = frozenset({Doubt.AMOUNT_RUN_TOGETHER, Doubt.FEE_IN_TEXT, Doubt.FREE_BUT_LOCAL})
_CHANNELS = {Channel.COUNTER: mark("Tại quầy"), Channel.ONLINE: mark("Trực tuyến"), Channel.POST: mark("Bưu chính")}
_UNITS = {
    TimeUnit.WORKING_DAY: mark("ngày làm việc"),
    TimeUnit.DAY: mark("ngày"),
    TimeUnit.WORKING_HOUR: mark("giờ làm việc"),
    TimeUnit.HOUR: mark("giờ"),
    TimeUnit.MONTH: mark("tháng"),
}
_CUT_OFFS = {
    CutOffKind.NONE: mark("Không có"),
    CutOffKind.AT: mark("Từ giờ này"),
    CutOffKind.LAST_HOUR: mark("Giờ làm việc cuối"),
}
_SHOWN_NOTES = 4
_TIME = re.compile(r"^([01]?\d|2[0-3])[:h]([0-5]\d)?$")


class SettleCard(Card):
    """The card; emits the corrected version, which the section puts in force."""

    settled = Signal(object, str)
    """(the corrected ProcedureVersion, what to say when it holds)"""

    def __init__(self) -> None:
        super().__init__(_("Chọn một thủ tục"), "settle_card")
        self._version: ProcedureVersion | None = None
        self._basis = Label("", "caption", wrap=True)
        self.state = Pill("", Tone.NEUTRAL)
        self.head.addWidget(self.state)
        self._notes = QWidget()
        self._notes_column: QVBoxLayout = column(spacing=CLOSE)
        self._notes.setLayout(self._notes_column)
        self.case, self.channel, self.unit, self.cut_off = (ChoiceBox() for _place in range(4))
        self.limit = FieldRow(_("Thời hạn"), "limit_value")
        self.fee = FieldRow(_("Lệ phí (đồng; 0 là miễn)"), "fee_amount")
        self.at = FieldRow(_("Giờ"), "cut_off_at")
        self.limit_button = Button(_("Lưu thời hạn"), "save_limit_button")
        self.fee_button = Button(_("Lưu lệ phí"), "save_fee_button")
        self.cut_off_button = Button(_("Lưu mốc giờ"), "save_cut_off_button")
        self.now_holds = Label("", "muted", wrap=True)
        self._build()
        self.limit_button.clicked.connect(self._settle_limit)
        self.fee_button.clicked.connect(self._settle_fee)
        self.cut_off_button.clicked.connect(self._settle_cut_off)
        for box in (self.case, self.channel):
            box.activated.connect(lambda _place: self._show_limit())
        self.show_version(None)

    def _build(self) -> None:
        body = self.body
        body.addWidget(self._basis)
        body.addWidget(self._notes)
        body.addLayout(
            side_by_side(
                FieldRow(_("Trường hợp"), "settle_case", field=self.case),
                FieldRow(_("Cách nộp"), "settle_channel", field=self.channel),
            )
        )
        body.addWidget(self.now_holds)
        body.addLayout(side_by_side(self.limit, FieldRow(_("Đơn vị"), "limit_unit", field=self.unit)))
        body.addLayout(_right(self.limit_button))
        body.addWidget(self.fee)
        body.addLayout(_right(self.fee_button))
        body.addLayout(
            side_by_side(
                FieldRow(_("Nhận sau giờ này tính sang ngày sau"), "cut_off", field=self.cut_off),
                self.at,
            )
        )
        body.addLayout(_right(self.cut_off_button))
        body.addStretch(1)

    def show_version(self, version: ProcedureVersion | None) -> None:
        """Show a procedure; what was typed for another one goes."""
        case = (
            str(self.case.currentData() or "")
            if version and self._version and version.code == self._version.code
            else ""
        )
        self._version = version
        for field in (self.limit, self.fee, self.at):
            field.set_text("")
            field.say_nothing()
        buttons = (self.limit_button, self.fee_button, self.cut_off_button)
        for widget in (*buttons, self.case, self.channel, self.limit, self.unit, self.fee, self.cut_off, self.at):
            widget.setEnabled(version is not None)
        self._show_notes(version.review if version else ())
        if version is None:
            self.title.setText(_("Chọn một thủ tục"))
            self._basis.setText("")
            self.now_holds.setText("")
            self.state.hide()
            return
        self.title.setText(version.code)
        self._basis.setText(f"{version.name} · {version.legal_basis}".strip(" ·"))
        count = len(version.review)
        if count:
            self.state.show_state(_("{count} điểm cần xem").format(count=count), Tone.ATTENTION)
        else:
            self.state.show_state(_("✓ không còn nghi vấn"), Tone.DONE)
        fill(self.case, [(each.code, each.name) for each in version.cases], case or version.cases[0].code)
        fill(self.channel, [(each, _(words)) for each, words in _CHANNELS.items()], Channel.COUNTER)
        fill(self.unit, [(each, _(words)) for each, words in _UNITS.items()], TimeUnit.WORKING_DAY)
        fill(self.cut_off, [(each, _(words)) for each, words in _CUT_OFFS.items()], version.cut_off.kind)
        self.at.set_text(f"{version.cut_off.at:%H:%M}" if version.cut_off.at else "15:00")
        self._show_limit()

    def _show_notes(self, notes: tuple[ReviewNote, ...]) -> None:
        while (item := self._notes_column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for place, note in enumerate(notes[:_SHOWN_NOTES], 1):
            text = f"{_(DOUBTS[note.doubt])} · {note.place}: “{note.text[:140]}”"
            line = Note(text, Tone.ATTENTION, f"doubt_{place}_note")
            seen = Button(_("Đã xem, bỏ nghi vấn"), f"drop_doubt_{place}_button")
            seen.clicked.connect(lambda _checked=False, which=note: self._drop(which))
            line.row.addWidget(seen)
            self._notes_column.addWidget(line)
        if len(notes) > _SHOWN_NOTES:
            more = _("… và {count} điểm nữa").format(count=len(notes) - _SHOWN_NOTES)
            self._notes_column.addWidget(Label(more, "caption"))
        self._notes.setVisible(bool(notes))

    def _show_limit(self) -> None:
        case = self._case()
        if case is None:
            return
        # Qt keeps the plain value of an enumeration.
        channel = Channel(self.channel.currentData())
        text = dict(case.time_texts).get(channel, "")
        holds = limit_said(case.limit(channel))
        self.now_holds.setText(_("Đang dùng: {limit}").format(limit=holds) + (f" · “{text[:160]}”" if text else ""))

    def _case(self) -> ProcedureCase | None:
        code = self.case.currentData()
        return next((case for case in self._version.cases if case.code == code), None) if self._version else None

    def _settle_limit(self) -> None:
        version, case = self._version, self._case()
        if version is None or case is None:
            return
        try:
            value = Decimal(self.limit.text.strip().replace(",", "."))
        except InvalidOperation:
            value = Decimal(-1)
        if not 0 <= value <= 3650:
            self.limit.say_error(_("Nhập một số, ví dụ 3 hoặc 0,5."))
            self.limit.field.setFocus()
            return
        new = with_limit(
            version, case.code, Channel(self.channel.currentData()), value, TimeUnit(self.unit.currentData())
        )
        self.settled.emit(_without(new, _LIMIT_DOUBTS), _("Thời hạn mới có hiệu lực từ bây giờ."))

    def _settle_fee(self) -> None:
        version, case = self._version, self._case()
        amount = parse(self.fee.text)
        if version is None or case is None:
            return
        if amount is None:
            self.fee.say_error(_("Nhập số tiền, ví dụ 20.000; miễn phí thì nhập 0."))
            self.fee.field.setFocus()
            return
        new = with_fee(version, case.code, amount, _("Lệ phí"), version.legal_basis)
        self.settled.emit(_without(new, _FEE_DOUBTS), _("Lệ phí mới có hiệu lực từ bây giờ."))

    def _settle_cut_off(self) -> None:
        if self._version is None:
            return
        kind = CutOffKind(self.cut_off.currentData())
        hours = _TIME.match(self.at.text.strip())
        if kind is CutOffKind.AT and hours is None:
            self.at.say_error(_("Ghi giờ như 15:00."))
            self.at.field.setFocus()
            return
        at = time(int(hours[1]), int(hours[2] or 0)) if kind is CutOffKind.AT and hours else None
        self.settled.emit(with_cut_off(self._version, CutOff(kind, at)), _("Mốc giờ mới có hiệu lực từ bây giờ."))

    def _drop(self, note: ReviewNote) -> None:
        if self._version is not None:
            self.settled.emit(without_note(self._version, note), _("Đã ghi nhận: không còn nghi vấn này."))


def _without(version: ProcedureVersion, doubts: frozenset[Doubt]) -> ProcedureVersion:
    # With several cases each needs its own decision: then the doubts are ticked off one by one.
    if len(version.cases) > 1:
        return version
    for note in version.review:
        if note.doubt in doubts:
            version = without_note(version, note)
    return version


def _right(button: Button) -> QHBoxLayout:
    line = row(spacing=NEAR)
    line.addStretch(1)
    line.addWidget(button)
    return line
