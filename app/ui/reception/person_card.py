"""The card of the people: who stands at the counter, whose dossier it is, and by which paper one acts for the other."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.core.words import _
from app.domain.drafts import Draft, PartyText
from app.ui.actions import ActionRegistry
from app.ui.reception.party_form import PartyForm
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import named, row, set_role
from app.ui.widgets.fields import FieldRow
from app.ui.widgets.labels import KeyCap, Pill


class PersonCard(Card):
    """Two forms, one seen at a time, and the ticks that tie them together.

    Attributes:
        submitter: who stands at the counter.
        owner: whose dossier it is where that is somebody else.
    """

    own_changed = Signal(bool)
    """Whether the submitter is the owner."""
    authorised_changed = Signal(bool)
    authorisation_edited = Signal(str)

    def __init__(self, registry: ActionRegistry, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Người nộp"), "person_card", parent=parent)
        self.body.setSpacing(CLOSE)
        self.submitter = PartyForm("submitter", today, choose_kind=False)
        self.owner = PartyForm("owner", today, choose_kind=True)
        self.owner.hide()
        self._source = Pill()
        self._source.hide()
        self._to_submitter = ActionButton(registry, "reception.submitter", role="quiet")
        self._to_owner = ActionButton(registry, "reception.owner", role="quiet")
        for button in (self._to_submitter, self._to_owner):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.head.addWidget(button)
            button.hide()
        self.head.addWidget(self._source)
        self._own = QCheckBox(_("Là chủ hồ sơ"))
        named(self._own, "own_check", _("Là chủ hồ sơ"))
        self._authorised = QCheckBox(_("Được ủy quyền"))
        named(self._authorised, "authorised_check", _("Được ủy quyền"))
        self.authorisation = FieldRow(_("Giấy ủy quyền"), "authorisation")
        self.authorisation.hide()
        ticks = row(spacing=NEAR)
        ticks.addLayout(_with_key(self._own, "Alt+C"))
        ticks.addLayout(_with_key(self._authorised, "Alt+U"))
        # Not a stack: its height would not follow the messages of the form that is seen.
        self.body.addWidget(self.submitter)
        self.body.addWidget(self.owner)
        self.body.addLayout(ticks)
        self.body.addWidget(self.authorisation)
        self._own.clicked.connect(self.own_changed)
        self._authorised.clicked.connect(self.authorised_changed)
        self.authorisation.field.textChanged.connect(self._on_authorisation)  # type: ignore[attr-defined]  # a line edit
        self._filling = False

    @property
    def form(self) -> PartyForm:
        """The form that is seen."""
        return self.submitter if self.owner.isHidden() else self.owner

    def show_draft(self, draft: Draft) -> None:
        """Show the people of draft."""
        self._filling = True
        self.submitter.show_party(draft.submitter)
        self.owner.show_party(draft.owner or PartyText())
        self._own.setChecked(draft.owner is None)
        self._authorised.setChecked(bool(draft.authorisation))
        self.authorisation.setVisible(bool(draft.authorisation))
        self.authorisation.set_text(draft.authorisation)
        other = draft.owner is not None
        self._to_submitter.setVisible(other and self.form is self.owner)
        self._to_owner.setVisible(other and self.form is self.submitter)
        if not other:
            self.show_form(owner=False)
        self.show_source(draft)
        self._filling = False

    def show_source(self, draft: Draft) -> None:
        """Say whether the seen form was filled from a card."""
        text = draft.owner if self.form is self.owner and draft.owner is not None else draft.submitter
        self._source.show_state(_("Đọc từ thẻ căn cước") if text.from_card else "", Tone.DONE)

    def show_form(self, *, owner: bool) -> None:
        """Bring one of the two forms to the front."""
        self.submitter.setHidden(owner)
        self.owner.setHidden(not owner)
        self.title.setText(_("Chủ hồ sơ") if owner else _("Người nộp"))
        other = not self._own.isChecked()
        self._to_submitter.setVisible(other and owner)
        self._to_owner.setVisible(other and not owner)

    def set_locked(self, *, locked: bool) -> None:
        """Let the card be read only, or be changed again."""
        self.submitter.set_locked(locked=locked)
        self.owner.set_locked(locked=locked)
        self._own.setEnabled(not locked)
        self._authorised.setEnabled(not locked)
        self.authorisation.setEnabled(not locked)

    def _on_authorisation(self, text: str) -> None:
        if not self._filling:
            self.authorisation_edited.emit(text)


def _with_key(box: QWidget, key: str) -> QHBoxLayout:
    cap = KeyCap(key)
    set_role(cap, "keycap")
    layout = row(box, cap, spacing=CLOSE)
    layout.addStretch(1)
    return layout
