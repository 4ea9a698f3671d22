"""The fields of one person or organisation, as typed; what is wrong stands at the field."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.core.words import _, mark
from app.domain.checks import Finding, Severity
from app.domain.drafts import PartyText
from app.domain.people import Gender, PartyKind
from app.services.sentences import sentence
from app.ui.reception.address_offer import AddressChoices, AddressOffer
from app.ui.theme.tokens import CLOSE, Tone
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.dates import DateField
from app.ui.widgets.digits import DigitsEdit, identity_groups, phone_groups
from app.ui.widgets.dress import column, set_tone
from app.ui.widgets.fields import FieldRow, Message, side_by_side

GENDERS = ((Gender.UNKNOWN, mark("–")), (Gender.MALE, mark("Nam")), (Gender.FEMALE, mark("Nữ")))
KINDS = (
    (PartyKind.CITIZEN, mark("Cá nhân")),
    (PartyKind.ENTERPRISE, mark("Doanh nghiệp")),
    (PartyKind.STATE_BODY, mark("Cơ quan nhà nước")),
    (PartyKind.OTHER, mark("Tổ chức khác")),
)
_LABELS = {
    "personal_id": mark("Số định danh"),
    "tax_code": mark("Mã số thuế"),
    "full_name": mark("Họ và tên"),
    "representative": mark("Người đại diện"),
    "card_address": mark("Địa chỉ trên thẻ"),
    "address": mark("Địa chỉ hiện nay"),
    "phone": mark("Điện thoại"),
    "email": mark("Email"),
}
_SHOWN_AT = {"birth_date": "birth", "birth_year": "birth", "card_issued": "card_address", "old_id": "personal_id"}
"""Findings about what has no field of its own stand at the field beside which people look for it."""
_BESIDE_NUMBER = ("personal_id", "tax_code", "birth")
_BESIDE_PHONE = ("phone", "email")
_GROUPS = {"personal_id": (identity_groups, 12), "phone": (phone_groups, 10)}
_OF_CITIZENS = ("personal_id", "birth", "gender", "card_address")
_OF_OTHERS = ("tax_code", "representative")


class PartyForm(QWidget):
    """Fields of a PartyText."""

    edited = Signal(object)
    """The PartyText after a person changed something."""
    left = Signal(str)
    """The name of a field that was left: what is wrong with it may be said now."""

    def __init__(self, name: str, today: date, *, choose_kind: bool, parent: QWidget | None = None) -> None:
        """Make the form.

        Args:
            name: prefix of the fields' names, ``"submitter"`` or ``"owner"``.
            today: years of two digits are read before it.
            choose_kind: whether it may be an organisation; who stands at the counter is always a person.
            parent: the Qt parent.
        """
        super().__init__(parent)
        self.setObjectName(f"{name}_form")
        self._text = PartyText()
        self._filling = False
        self.kind = _choice(f"{name}_kind", _("Loại chủ hồ sơ"), [(k.value, _(t)) for k, t in KINDS])
        self.gender = _choice(f"{name}_gender", _("Giới tính"), [(g.value, _(t)) for g, t in GENDERS])
        self.rows: dict[str, FieldRow] = {
            field: FieldRow(_(label), f"{name}_{field}", field=_number(field)) for field, label in _LABELS.items()
        }
        self.rows["birth"] = FieldRow(_("Ngày sinh"), f"{name}_birth", field=DateField(today))
        self.rows["gender"] = FieldRow(_("Giới tính"), f"{name}_gender", field=self.gender)
        self.rows["kind"] = FieldRow(_("Loại chủ hồ sơ"), f"{name}_kind", field=self.kind)
        self.offer = AddressOffer(name)
        self.choices = AddressChoices(name)
        self._messages: dict[str, Message] = {}
        self._lay_out()
        # Not before: what is shown without a parent becomes a window of its own.
        self.rows["kind"].setVisible(choose_kind)
        self._connect()
        self._show_kind(PartyKind.CITIZEN)

    def _lay_out(self) -> None:
        rows = self.rows
        number = side_by_side(
            (rows["personal_id"], 25), (rows["tax_code"], 25), (rows["birth"], 24), (rows["gender"], 13)
        )
        contact = side_by_side(rows["phone"], rows["email"])
        whole = column(rows["kind"], spacing=CLOSE)
        whole.addLayout(number)
        self._add_messages(whole, _BESIDE_NUMBER)
        for field in ("full_name", "representative", "card_address", "address"):
            whole.addWidget(rows[field])
        rows["address"].head.addWidget(self.offer)
        whole.addWidget(self.choices)
        whole.addLayout(contact)
        self._add_messages(whole, _BESIDE_PHONE)
        self.setLayout(whole)
        self.edit("email").setPlaceholderText(_("không bắt buộc"))
        # Who it is about is read first, from across the counter too.
        self.edit("full_name").setProperty("role", "strong")

    def _add_messages(self, whole: QVBoxLayout, fields: tuple[str, ...]) -> None:
        # Half a line is too narrow for a sentence: fields side by side speak below, in the whole width.
        for field in fields:
            self._messages[field] = Message()
            whole.addWidget(self._messages[field])

    def _connect(self) -> None:
        for field, each in self.rows.items():
            if isinstance(each.field, QLineEdit):
                each.field.textChanged.connect(lambda text, field=field: self._on_text(field, text))
                each.field.editingFinished.connect(lambda field=field: self.left.emit(field))
        self.gender.currentIndexChanged.connect(self._on_gender)
        self.kind.currentIndexChanged.connect(self._on_kind)

    def edit(self, field: str) -> QLineEdit:
        """Return the line edit of a field."""
        found = self.rows[field].field
        if not isinstance(found, QLineEdit):
            raise KeyError(field)
        return found

    def show_party(self, text: PartyText) -> None:
        """Show text without telling that a person typed it."""
        self._text = text
        self._filling = True
        for field, each in self.rows.items():
            if isinstance(each.field, QLineEdit):
                each.set_text(getattr(text, field))
        self.gender.setCurrentIndex(self.gender.findData(text.gender.value))
        self.kind.setCurrentIndex(self.kind.findData(text.kind.value))
        self._show_kind(text.kind)
        self._filling = False

    def show_findings(self, findings: Iterable[Finding], ready: frozenset[str]) -> None:
        """Say what is wrong with the fields in ready; errors before warnings, one sentence a field."""
        worst: dict[str, Finding] = {}
        for finding in findings:
            field = _SHOWN_AT.get(finding.field, finding.field)
            if field in ready and (field not in worst or finding.severity is Severity.ERROR):
                worst.setdefault(field, finding)
                if finding.severity is Severity.ERROR and worst[field].severity is not Severity.ERROR:
                    worst[field] = finding
        for field in self.rows:
            self._say(field, worst.get(field))

    def message(self, field: str) -> str:
        """Return what is said at a field; empty where nothing is."""
        return self._messages.get(field, self.rows[field].message).text

    def _say(self, field: str, finding: Finding | None) -> None:
        row_, message = self.rows[field], self._messages.get(field, self.rows[field].message)
        if finding is None:
            message.say("", Tone.NEUTRAL)
            set_tone(row_.field, None)
            row_.field.setAccessibleDescription("")
            return
        said = sentence(finding.code, finding.params)
        tone = Tone.LATE if finding.severity is Severity.ERROR else Tone.ATTENTION
        message.say(said.text, tone)
        message.setToolTip(str(said))
        set_tone(row_.field, tone)
        row_.field.setAccessibleDescription(str(said))

    def set_locked(self, *, locked: bool) -> None:
        """Let the fields be read only, or be changed again."""
        for each in self.rows.values():
            if isinstance(each.field, QLineEdit):
                each.field.setReadOnly(locked)
            else:
                each.field.setEnabled(not locked)

    def _on_text(self, field: str, text: str) -> None:
        if not self._filling:
            card = self._text.from_card and field in {"phone", "email", "address"}
            typed: dict[str, Any] = {field: text}
            self._tell(replace(self._text, **typed, from_card=card))

    def _on_gender(self) -> None:
        if not self._filling:
            self._tell(replace(self._text, gender=Gender(self.gender.currentData()), from_card=False))

    def _on_kind(self) -> None:
        if not self._filling:
            kind = PartyKind(self.kind.currentData())
            self._show_kind(kind)
            self._tell(replace(self._text, kind=kind, from_card=False))

    def _tell(self, text: PartyText) -> None:
        self._text = text
        self.edited.emit(text)

    def _show_kind(self, kind: PartyKind) -> None:
        citizen = kind is PartyKind.CITIZEN
        for field in _OF_CITIZENS:
            self.rows[field].setVisible(citizen)
        for field in _OF_OTHERS:
            self.rows[field].setVisible(not citizen)
        self.rows["full_name"].label.setText(_("Họ và tên") if citizen else _("Tên tổ chức"))


def _number(field: str) -> QWidget | None:
    return DigitsEdit(*_GROUPS[field]) if field in _GROUPS else None


def _choice(name: str, spoken: str, options: list[tuple[str, str]]) -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName(f"{name}_field")
    box.setAccessibleName(spoken)
    for value, text in options:
        box.addItem(text, value)
    return box
