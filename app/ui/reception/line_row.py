"""One thing asked about a paper: a line under the checklist, gone when it is said."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.drafts import PaperEntry
from app.ui.theme.tokens import CLOSE, NEAR
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.fields import KEEPS_ENTER, LineEdit
from app.ui.widgets.labels import ElidedLabel, KeyCap, Label


class LineRow(QWidget):
    """A field with the paper's name before it; Enter keeps what is typed, Esc thinks better of it."""

    said = Signal(str)
    left = Signal()
    turned = Signal(bool)
    """It begins to ask, or has ended."""

    def __init__(self, name: str, label: str, hint: str, before: QWidget | None = None) -> None:
        """Make the row, hidden.

        Args:
            name: purpose, ``"fault"``; the row and its field get it with their kind.
            label: translated.
            hint: what stands in the empty field.
            before: something to choose beside it.
        """
        super().__init__()
        named(self, f"{name}_row", label)
        self._paper = ElidedLabel("", "strong")
        self.edit = LineEdit()
        named(self.edit, f"{name}_edit", label)
        self.edit.setPlaceholderText(hint)
        self.edit.setProperty(KEEPS_ENTER, True)
        self.edit.installEventFilter(self)
        line = row(self._paper, Label(label, "caption"), spacing=NEAR)
        line.setStretch(0, 2)
        self.whole = column(spacing=CLOSE, margins=(0, CLOSE, 0, NEAR))
        self.whole.addLayout(line)
        if before is not None:
            before.installEventFilter(self)
            line = row(before, spacing=NEAR)
            line.setStretch(0, 2)
            self.whole.addLayout(line)
        line.addWidget(self.edit, 3)
        line.addWidget(KeyCap("Return"))
        self.setLayout(self.whole)
        self.hide()

    def ask(self, entry: PaperEntry, text: str) -> None:
        """Ask about a paper; text stands in the field."""
        self._paper.setText(f"{entry.ordinal}. {entry.name}")
        self.edit.setText(text)
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Esc; everything else is the field's."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and watched is self.edit:
            self.say(self.edit.text().strip())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it asks."""
        super().showEvent(event)
        self.turned.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it has ended."""
        super().hideEvent(event)
        self.turned.emit(False)

    def say(self, text: str) -> None:
        """Tell what was typed."""
        self.hide()
        self.said.emit(text)
