"""A square code drawn from its modules, black on white in every appearance: readers need it so."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.active import px
from app.ui.widgets.dress import named

_QUIET = 4
"""White modules all around (ISO/IEC 18004)."""
_SIDE = 168


class QrPicture(QWidget):
    """A QR code."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, spoken)
        self._rows: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[str, ...]:
        """The modules that are shown."""
        return self._rows

    def show_rows(self, rows: tuple[str, ...]) -> None:
        """Show the modules, ``1`` for black; none: show nothing."""
        self._rows = rows
        self.setVisible(bool(rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a side that a telephone reads from half a metre."""
        return QSize(px(_SIDE), px(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        """Draw whole pixels a module, so that no edge is grey."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        if not self._rows:
            return
        ratio = self.devicePixelRatioF()
        modules = len(self._rows) + 2 * _QUIET
        module = max(1, int(min(self.width(), self.height()) * ratio) // modules) / ratio
        left = (self.width() - module * len(self._rows)) / 2
        top = (self.height() - module * len(self._rows)) / 2
        left, top = int(left * ratio) / ratio, int(top * ratio) / ratio
        for line, cells in enumerate(self._rows):
            for place, cell in enumerate(cells):
                if cell == "1":
                    box = QRectF(left + place * module, top + line * module, module, module)
                    painter.fillRect(box, QColor(Qt.GlobalColor.black))
