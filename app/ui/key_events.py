"""Events of keys and of input methods: for whom the next one is, what it says, and copies to give back later."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
"""Modifiers with which a key still means its letter."""


def receiver() -> QWidget | None:
    """Return the widget the next key is meant for; parents see the same event again when it is ignored."""
    # The stubs leave out that there may be none of them. Not popup.focusWidget(): PySide makes what that returns a
    # child of popup's wrapper, and a list that Qt itself made would be called deleted as soon as the wrapper goes.
    popup: QWidget | None = QApplication.activePopupWidget()
    focus: QWidget | None = QApplication.focusWidget()
    if popup is not None:
        return focus if focus is not None and popup.isAncestorOf(focus) else popup
    return focus or QApplication.activeWindow()


def is_text(event: QKeyEvent) -> bool:
    """Return whether the key types a letter."""
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & ~PLAIN


def is_keypad_digit(event: QKeyEvent) -> bool:
    """Return whether it is a digit of the keypad: with Alt held down Windows makes letters of them."""
    return bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier) and event.text().isdigit()


def portable(event: QKeyEvent) -> str:
    """Return the key as the action registry names it."""
    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(shift, Qt.Key(event.key()))).toString(QKeySequence.SequenceFormat.PortableText)


def copy_key(event: QKeyEvent) -> QKeyEvent:
    """Return a key event that lives longer than the one that came."""
    return QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())


def copy_input_method(event: QInputMethodEvent) -> QInputMethodEvent:
    """Return an event of an input method that lives longer than the one that came."""
    copy = QInputMethodEvent(event.preeditString(), event.attributes())
    copy.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
    return copy
