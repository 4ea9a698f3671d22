"""What stands under the ladder while it is wanted: papers both ways, a consignment, a result that is only now there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.words import _
from app.services.returning import GoesBack
from app.ui.returns.ladder import edit
from app.ui.theme.tokens import CLOSE, NEAR, Tone
from app.ui.widgets.dress import clear, column, named, row
from app.ui.widgets.fields import Message
from app.ui.widgets.labels import KeyCap, Label


class PapersLines(QWidget):
    """Originals to take in, papers to give back."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "return_papers", _("Giấy tờ hai chiều"))
        self.originals = QCheckBox("")
        named(self.originals, "originals_box", _("Đã nhận đủ bản chính"))
        self.originals.toggled.connect(lambda _on: self.changed.emit())
        self._names = Label("", "muted", wrap=True)
        line = row(self.originals, KeyCap("Alt+B"), spacing=NEAR)
        line.addStretch(1)
        self._take = QWidget()
        taking = column(spacing=CLOSE)
        taking.addLayout(line)
        taking.addWidget(self._names)
        self._take.setLayout(taking)
        self._title = Label(_("Trả lại cho người dân"), "caption")
        self._boxes: dict[int, QCheckBox] = {}
        self._list = column(spacing=0)
        whole = column(self._take, self._title, spacing=CLOSE)
        whole.addLayout(self._list)
        self.setLayout(whole)

    def show_papers(self, originals: Sequence[str], back: Sequence[GoesBack]) -> None:
        """Show what is owed and what may go back."""
        self.originals.setChecked(False)
        self.originals.setText(_("Đã nhận đủ {count} bản chính").format(count=len(originals)))
        self._names.setText("; ".join(originals))
        self._take.setVisible(bool(originals))
        clear(self._list)
        self._boxes = {}
        for paper in back:
            box = QCheckBox(paper.name if len(paper.name) < 80 else paper.name[:79] + "…")
            named(box, f"back_{paper.ordinal}_box", paper.name)
            box.setChecked(paper.proposed)
            box.setToolTip(paper.name)
            self._boxes[paper.ordinal] = box
            self._list.addWidget(box)
        self._title.setVisible(bool(back))

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of the papers that go back."""
        return tuple(ordinal for ordinal, box in self._boxes.items() if box.isChecked())


class FieldsLine(QWidget):
    """Some fields in a row under a title."""

    entered = Signal()

    def __init__(self, name: str, title: str, fields: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        named(self, f"{name}_fields", title)
        self.fields = {key: edit(key, spoken) for key, spoken in fields}
        for field in self.fields.values():
            field.returnPressed.connect(self.entered)
        self._title = Label(title, "strong", wrap=True)
        self.message = Message()
        whole = column(self._title, spacing=CLOSE)
        whole.addLayout(row(*self.fields.values(), spacing=NEAR))
        whole.addWidget(self.message)
        self.setLayout(whole)
        self.hide()

    def text(self, key: str) -> str:
        """Return what stands in a field."""
        return self.fields[key].text().strip()

    def begin(self) -> None:
        """Show the fields and go into the first that is empty."""
        self.show()
        empty = next((field for field in self.fields.values() if not field.text()), None)
        (empty or next(iter(self.fields.values()))).setFocus()

    def clear(self) -> None:
        """Empty and hide the fields."""
        for field in self.fields.values():
            field.clear()
        self.message.say("", Tone.NEUTRAL)
        self.hide()
