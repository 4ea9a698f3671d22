"""Who wants copies: three fields, filled by a card or by somebody met before."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.core.words import _
from app.domain.checks import Finding, Severity
from app.domain.drafts import PartyText
from app.models.rows import KnownPerson
from app.services.sentences import sentence
from app.ui.theme.tokens import NEAR, Tone
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import row
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import Pill
from app.ui.widgets.search_box import SearchBox, Suggestion

FIELDS = ("personal_id", "full_name", "phone")


class PersonCard(Card):
    """The person.

    Attributes:
        search: the first field: a number, a telephone or a name; also where the personal id stands.
        rows: the fields by name.
    """

    edited = Signal(str)
    """The name of the field that a person typed into."""
    left = Signal(str)
    """The name of the field that was left: what is wrong with it may be said now."""

    def __init__(self) -> None:
        super().__init__(_("Người yêu cầu"), "certified_person_card")
        self.search = SearchBox("certified_personal_id", _("Quét thẻ, hoặc gõ số, tên"), pause_ms=120)
        self.rows = {
            "personal_id": FieldRow(
                _("Số định danh, điện thoại hoặc tên"), "certified_personal_id", field=self.search, key="Alt+N"
            ),
            "full_name": FieldRow(_("Họ và tên"), "certified_full_name"),
            "phone": FieldRow(_("Điện thoại"), "certified_phone"),
        }
        self._source = Pill(_("Từ thẻ"), Tone.DONE)
        self.head.addWidget(self._source)
        self._source.hide()
        line = row(*self.rows.values(), spacing=NEAR)
        for place, share in enumerate((5, 5, 3)):
            line.setStretch(place, share)
        self.body.addLayout(line)
        for each in self.rows.values():
            # Side by side the fields are too narrow for sentences; under all three each has its own line.
            self.body.addWidget(each.message)
        for name in FIELDS:
            edit = self.edit(name)
            edit.textEdited.connect(lambda _text, name=name: self.edited.emit(name))
            edit.editingFinished.connect(lambda name=name: self.left.emit(name))

    def edit(self, name: str) -> QLineEdit:
        """Return one field."""
        field = self.rows[name].field
        if not isinstance(field, QLineEdit):
            raise TypeError(name)
        return field

    def show_person(self, person: PartyText) -> None:
        """Show somebody; what was said about the one before goes."""
        for name in FIELDS:
            self.rows[name].set_text(str(getattr(person, name)))
            self.rows[name].say_nothing()
        self._source.setVisible(person.from_card)

    def show_source(self, *, from_card: bool) -> None:
        """Say whether a card filled the fields."""
        self._source.setVisible(from_card)

    def show_known(self, known: Sequence[KnownPerson]) -> None:
        """Offer those met before under the first field."""
        self.search.show_results(
            [
                Suggestion(one.party.full_name, " · ".join(filter(None, (one.party.identity, one.party.phone))), one)
                for one in known
            ]
        )

    def show_findings(self, findings: Sequence[Finding], fields: Sequence[str] = FIELDS) -> None:
        """Say at each of fields the worst that is to be said about it; errors of other fields at the name."""
        for name in fields:
            found = [one for one in findings if (one.field if one.field in FIELDS else "full_name") == name]
            worst = min(found, key=lambda one: one.severity is not Severity.ERROR, default=None)
            field = self.rows[name]
            if worst is None:
                field.say_nothing()
            elif worst.severity is Severity.ERROR:
                field.say_error(str(sentence(worst.code, worst.params)))
            else:
                field.say_warning(str(sentence(worst.code, worst.params)))
