"""A stack that is only as large as the page on the screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Pages in one place. Qt's own stack asks for the room of its largest page, also while that one is not seen."""

    def __init__(self, *pages: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for page in pages:
            self.addWidget(page)
        self.currentChanged.connect(lambda _place: self._measure_again())

    def sizeHint(self) -> QSize:
        """Return what the page on the screen wants."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what the page on the screen needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return whether the page on the screen gets higher as it gets narrower."""
        shown = self.currentWidget()
        return shown is not None and shown.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return what the page on the screen needs in width."""
        shown = self.currentWidget()
        return shown.heightForWidth(width) if shown is not None else super().heightForWidth(width)

    def _measure_again(self) -> None:
        # What was filled in while the page was not seen has told nobody that it needs more room.
        page = self.currentWidget()
        for each in (page, *page.findChildren(QWidget)) if page is not None else ():
            if (layout := each.layout()) is not None:
                layout.invalidate()
            each.updateGeometry()
        self.updateGeometry()
