"""A list to choose one of a few things from, chosen by its first letters."""

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.core.vietnamese import fold

_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class ChoiceBox(QComboBox):
    """A closed list that letters choose from, accents forgiven, as arrows do.

    ``N`` goes to Nam, ``NU`` to Nữ, and ``N`` again goes on to the next that begins so, however quick the hand. Qt's
    own search knows neither, and tells nobody that a person chose.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letters; everything else is the list's."""
        letters = event.text()
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            # An input method that makes one letter of two takes the first back.
            self._typed = self._typed[:-1]
            return
        if not letters.strip() or not letters.isprintable() or event.modifiers() & ~_PLAIN:
            super().keyPressEvent(event)
            return
        pause = not self._since.isValid() or self._since.elapsed() > QApplication.keyboardInputInterval()
        self._since.restart()
        self._typed = fold(letters if pause else self._typed + letters)
        if self._typed:
            self._choose(goes_on=not pause)

    def _choose(self, *, goes_on: bool) -> None:
        here, count = self.currentIndex(), self.count()
        following = [(here + step) % count for step in range(1, count + 1)]
        # More letters may still mean the one that is chosen; a first letter goes on to the next.
        places = [here, *following] if goes_on else following
        found = self._first(places, self._typed)
        if found is None and len(set(self._typed)) == 1:
            found = self._first(following, self._typed[0])
        if found is not None and found != here:
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def _first(self, places: list[int], beginning: str) -> int | None:
        return next((place for place in places if fold(self.itemText(place)).startswith(beginning)), None)
