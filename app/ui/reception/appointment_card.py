"""When the result will be there, why, and the way to say another moment."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.domain.deadline_words import WEEKDAYS
from app.domain.dossiers import Appointment
from app.ui.actions import ActionRegistry
from app.ui.theme.tokens import CLOSE, Tone
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.cards import Card, Note
from app.ui.widgets.fields import FieldRow, side_by_side
from app.ui.widgets.labels import Label

_MOST_LINES = 5


class AppointmentCard(Card):
    """The appointment with its explanation.

    Attributes:
        own_moment, own_reason: where another appointment is typed.
    """

    edited = Signal(str, str)
    """(moment, reason) as typed."""

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(_("Hẹn trả kết quả"), "appointment_card", parent=parent)
        self.body.setSpacing(CLOSE)
        self.own_button = ActionButton(registry, "reception.own_appointment", role="quiet")
        self.add_act(self.own_button)
        self._moment = Label("", "display")
        self._lines = Label("", "caption", wrap=True)
        self._legal = Label("", "caption", wrap=True)
        self._calm = Note("", Tone.INFO, "appointment_note")
        self.own_moment = FieldRow(_("Ngày hẹn"), "appointment")
        self.own_reason = FieldRow(_("Lý do"), "appointment_reason")
        self._own = QWidget()
        self._own.setLayout(side_by_side(self.own_moment, self.own_reason))
        for widget in (self._moment, self._lines, self._legal, self._calm, self._own):
            self.body.addWidget(widget)
        self.own_moment.field.setProperty("placeholderText", "17:00 23/11/2026")
        self._filling = False
        for field in (self.own_moment, self.own_reason):
            field.field.textChanged.connect(self._tell)  # type: ignore[attr-defined]  # line edits
        self.show_appointment(None, "")
        self.show_own("", "", shown=False)

    @property
    def moment_text(self) -> str:
        """The moment as it is shown."""
        return self._moment.text()

    def show_appointment(self, appointment: Appointment | None, calm: str) -> None:
        """Show an appointment; calm says what to do where there is none."""
        self._moment.setVisible(appointment is not None)
        self._lines.setVisible(appointment is not None)
        self._calm.setVisible(bool(calm))
        self._calm.show_text(calm, Tone.INFO)
        self._legal.hide()
        if appointment is None:
            return
        at = appointment.appointment
        self._moment.setText(f"{at:%H:%M} · {_capital(_(WEEKDAYS[at.weekday()]))} {at:%d/%m/%Y}")
        lines = appointment.explanation[:_MOST_LINES]
        self._lines.setText("\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1)))
        self._lines.setToolTip("\n".join(appointment.explanation))
        legal = appointment.legal_deadline
        if legal is not None and legal != at:
            self._legal.setText(_("Hạn theo luật: {moment}").format(moment=f"{legal:%H:%M %d/%m/%Y}"))
            self._legal.show()

    def show_own(self, moment: str, reason: str, *, shown: bool) -> None:
        """Show the fields for another appointment, or take them away."""
        self._filling = True
        self.own_moment.set_text(moment)
        self.own_reason.set_text(reason)
        self._own.setVisible(shown)
        self._filling = False

    def set_locked(self, *, locked: bool) -> None:
        """Let the card be read only, or be changed again."""
        for field in (self.own_moment, self.own_reason):
            field.setEnabled(not locked)

    def _tell(self) -> None:
        if not self._filling:
            self.edited.emit(self.own_moment.text, self.own_reason.text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
