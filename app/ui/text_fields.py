"""Fields a person can type into, as the input router sees them: recognised, remembered, put back as they were."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

TextField = QLineEdit | QPlainTextEdit | QTextEdit


def text_field(widget: QWidget) -> TextField | None:
    """Return the field that typing into widget changes, None where typing changes no text."""
    inner: QWidget | None = widget
    if isinstance(widget, QComboBox):
        inner = widget.lineEdit() if widget.isEditable() else None
    elif isinstance(widget, QAbstractSpinBox):
        inner = None if widget.isReadOnly() else widget.findChild(QLineEdit)
    if isinstance(inner, QLineEdit | QPlainTextEdit | QTextEdit) and not inner.isReadOnly() and inner.isEnabled():
        return inner
    return None


def is_text_field(widget: QWidget) -> bool:
    """Return whether typing into widget changes text."""
    return text_field(widget) is not None


def takes_letters(widget: QWidget) -> bool:
    """Return whether letters mean something to widget itself: text, a number, or an entry of a list to choose from."""
    popped_up = widget.window().windowType() == Qt.WindowType.Popup
    return popped_up or isinstance(widget, QComboBox) or is_text_field(widget)


@dataclass(frozen=True, slots=True)
class FieldSnapshot:
    """A field as it was: text, cursor and selection."""

    field: TextField
    text: str
    anchor: int
    position: int

    @classmethod
    def of(cls, widget: QWidget) -> "FieldSnapshot | None":
        """Return the snapshot of the field in widget, None where there is none."""
        found = text_field(widget)
        if found is None:
            return None
        if isinstance(found, QLineEdit):
            position = found.cursorPosition()
            start = found.selectionStart()
            anchor = position if start < 0 else start + found.selectionLength() if start == position else start
            return cls(found, found.text(), anchor, position)
        cursor = found.textCursor()
        return cls(found, found.toPlainText(), cursor.anchor(), cursor.position())

    def typed(self, letters: str) -> "FieldSnapshot":
        """Return the field as it would be after these letters."""
        if not letters:
            return self
        start, end = sorted((self.anchor, self.position))
        place = start + len(letters)
        return FieldSnapshot(self.field, self.text[:start] + letters + self.text[end:], place, place)

    def restore(self) -> None:
        """Put the field back, and tell listeners as if a person had done it, so that drafts follow."""
        if not isValid(self.field):
            return
        # An unfinished composition would otherwise stay on the screen.
        QCoreApplication.sendEvent(self.field, QInputMethodEvent())
        if isinstance(self.field, QLineEdit):
            QLineEdit.setText(self.field, self.text)
            if self.anchor == self.position:
                self.field.setCursorPosition(self.position)
            else:
                self.field.setSelection(self.anchor, self.position - self.anchor)
            self.field.textEdited.emit(self.text)
            return
        while self.field.toPlainText() != self.text and self.field.document().isUndoAvailable():
            self.field.undo()
        if self.field.toPlainText() != self.text:
            self.field.setPlainText(self.text)
        cursor = self.field.textCursor()
        cursor.setPosition(self.anchor)
        cursor.setPosition(self.position, QTextCursor.MoveMode.KeepAnchor)
        self.field.setTextCursor(cursor)
