"""A list, or in its place what to do while there is nothing in it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.theme.active import px

_LEAST = 92
"""Pixels at 100 % that either needs to be readable."""


class ListOrEmpty(QStackedWidget):
    """Gives its room away before the page around it grows higher than the screen."""

    def __init__(self, rows: QWidget, empty: QWidget) -> None:
        super().__init__()
        self._rows, self._empty = rows, empty
        self.addWidget(empty)
        self.addWidget(rows)
        self.setMinimumHeight(px(_LEAST))

    def show_rows(self, *, any_rows: bool) -> None:
        """Show the list, or what stands for it."""
        self.setCurrentWidget(self._rows if any_rows else self._empty)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the least height: a page with wrapped texts is as high as its parts would like to be."""
        return QSize(super().sizeHint().width(), px(_LEAST))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return whether the wrapped words are shown: behind the list they must not ask for more than the least."""
        return self.currentWidget() is self._empty and super().hasHeightForWidth()
