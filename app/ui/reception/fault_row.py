"""What is wrong with a paper: one line under the checklist, gone when it is said. A number says the usual ones."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.words import _
from app.domain.drafts import PaperEntry
from app.domain.guidance import FAULTS
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit
from app.ui.widgets.flow import Flow
from app.ui.widgets.hints import KeyHint
from app.ui.widgets.labels import ElidedLabel, KeyCap, Label


class FaultRow(QWidget):
    """A line to type in; Enter keeps it, a number alone is one of the usual faults, Esc thinks better of it."""

    said = Signal(str)
    """In Vietnamese where it is a usual one: it is printed."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "fault_row", _("Vì sao chưa đạt"))
        self._paper = ElidedLabel("", "strong")
        self.edit = LineEdit()
        named(self.edit, "fault_edit", _("Vì sao chưa đạt"))
        self.edit.setPlaceholderText(_("gõ lý do, hoặc bấm số"))
        self.edit.setProperty(KEEPS_ENTER, True)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._on_edited)
        line = row(self._paper, Label(_("Vì sao chưa đạt"), "caption"), self.edit, KeyCap("Return"), spacing=NEAR)
        line.setStretch(0, 2)
        line.setStretch(2, 3)
        usual = QWidget()
        usual.setLayout(
            Flow(*(KeyHint(str(at), _(text)) for at, text in enumerate(FAULTS, start=1)), across=NEAR, down=CLOSE)
        )
        whole = column(spacing=CLOSE)
        whole.addLayout(line)
        whole.addWidget(usual)
        self.setLayout(whole)
        self.hide()

    def ask(self, entry: PaperEntry) -> None:
        """Ask what is wrong with a paper."""
        self._paper.setText(f"{entry.ordinal}. {entry.name}")
        self.edit.setText(entry.note)
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's shape
        """Take Enter and Esc; everything else is the field's."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._say(self.edit.text().strip())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
            return True
        return False

    def _on_edited(self, text: str) -> None:
        if text.isascii() and text.isdecimal() and 1 <= int(text) <= len(FAULTS):
            self._say(FAULTS[int(text) - 1])

    def _say(self, fault: str) -> None:
        self.hide()
        if fault:
            self.said.emit(fault)
        else:
            self.left.emit()
