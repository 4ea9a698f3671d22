"""What is typed about a handover as a whole: seal, signatures, count of the giver, shelf, note."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.words import _
from app.domain.handover import BatchKind, BatchState
from app.services.handover import Heading
from app.services.handover_views import BatchView
from app.ui.theme.tokens import NEAR
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import FieldRow

_PAUSE_MS = 600
_FIELD_OF = {
    "handover.giver_missing": "giver",
    "handover.taker_missing": "taker",
}


class HeadingForm(QWidget):
    """The fields; ``typed`` is emitted a moment after the last key."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "heading_form")
        self.fields = {
            "seal": FieldRow(_("Niêm phong"), "seal", key="Alt+N"),
            "declared": FieldRow(_("Bên giao ghi"), "declared"),
            "giver": FieldRow(_("Người giao"), "giver"),
            "taker": FieldRow(_("Người nhận"), "taker"),
            "shelf": FieldRow(_("Xếp lên kệ"), "shelf"),
            "note": FieldRow(_("Ghi chú"), "batch_note"),
        }
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.typed)
        for field in self.fields.values():
            if isinstance(field.field, QLineEdit):
                field.field.textEdited.connect(lambda _text: self._pause.start())
        whole = column(spacing=NEAR)
        for left, right in (("seal", "declared"), ("giver", "taker"), ("shelf", "note")):
            line = row(self.fields[left], self.fields[right], spacing=NEAR)
            for place, name in enumerate((left, right)):
                line.setStretch(place, 1)
                # A message under one field must not push the other one down.
                line.setAlignment(self.fields[name], Qt.AlignmentFlag.AlignTop)
            whole.addLayout(line)
        self.setLayout(whole)

    @property
    def pending(self) -> bool:
        """Whether something was typed that was not told yet."""
        return self._pause.isActive()

    def taken(self) -> None:
        """Tell nothing more of what was typed: a signature has taken it."""
        self._pause.stop()

    @property
    def heading(self) -> Heading:
        """What is typed."""
        declared = self.fields["declared"].text.strip()
        return Heading(
            seal=self.fields["seal"].text,
            giver=self.fields["giver"].text,
            taker=self.fields["taker"].text,
            note=self.fields["note"].text,
            declared=int(declared) if declared.isascii() and declared.isdecimal() else 0,
        )

    @property
    def shelf(self) -> str:
        """Where folders that come are put."""
        return self.fields["shelf"].text.strip()

    def show_batch(self, view: BatchView, *, other: str, may: bool) -> None:
        """Show a handover's heading; other is suggested for the other side where nobody is named there yet."""
        self._pause.stop()
        batch = view.batch
        signs_taker, signs_giver = batch.state is BatchState.SEALED, not batch.kind.leaves
        texts = {
            "seal": batch.seal,
            "declared": str(batch.declared or ""),
            "giver": batch.giver or (other if signs_giver else ""),
            "taker": batch.taker or (other if signs_taker else ""),
            "shelf": "",
            "note": batch.note,
        }
        for name, field in self.fields.items():
            field.set_text(texts[name])
            field.say_nothing()
        self._lock(view, may=may)

    def _lock(self, view: BatchView, *, may: bool) -> None:
        batch = view.batch
        is_open, sealed = batch.state is BatchState.OPEN, batch.state is BatchState.SEALED
        signed = batch.state is BatchState.RECEIVED
        shelved = (batch.kind is BatchKind.RESULTS and is_open) or (signed and batch.kind is not BatchKind.POST_IN)
        editable = {
            "seal": is_open,
            "declared": is_open,
            "giver": is_open,
            "taker": sealed or (is_open and not batch.kind.leaves),
            "shelf": shelved,
            "note": is_open or sealed,
        }
        for name, field in self.fields.items():
            if isinstance(field.field, QLineEdit):
                field.field.setReadOnly(not (editable[name] and may))
        self.fields["declared"].setVisible(not batch.kind.leaves)
        self.fields["shelf"].setVisible(shelved)
        self.fields["taker"].setVisible(not (batch.kind.leaves and is_open))

    def say(self, code: str, text: str) -> bool:
        """Say a problem at its field; return whether it has one here."""
        name = _FIELD_OF.get(code)
        if name is None:
            return False
        self.fields[name].say_error(text)
        self.fields[name].field.setFocus()
        return True

    def take_focus(self) -> None:
        """Go to the first field that is still to be filled in."""
        shown = [field for field in self.fields.values() if not field.isHidden()]
        editable = [each for each in shown if isinstance(each.field, QLineEdit) and not each.field.isReadOnly()]
        empty = [each for each in editable if not each.text.strip()]
        for each in (*empty, *editable)[:1]:
            each.field.setFocus()
            if isinstance(each.field, QLineEdit):
                each.field.selectAll()
