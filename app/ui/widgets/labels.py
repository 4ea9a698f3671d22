"""Texts that are only read: plain labels, key caps, pills, icons, and one that shortens itself."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.actions import key_text
from app.ui.theme.active import colours, px
from app.ui.theme.icons import draw_icon
from app.ui.theme.tokens import Tone
from app.ui.widgets.dress import set_tone


class Label(QLabel):
    """Plain text in one of the stylesheet's roles; never rich text, so that data cannot become markup."""

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)


class ElidedLabel(Label):
    """A label that shortens its text with … when it is too narrow and shows the whole as a tool tip."""

    def __init__(self, text: str = "", role: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the width of a few letters."""
        return QSize(self.fontMetrics().horizontalAdvance("Mmm…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        """Draw the text that fits."""
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.setToolTip(self.text() if text != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), text)


class KeyCap(Label):
    """A key as it is printed on the keyboard: ``KeyCap("Ctrl+Return")``."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key_text(key), "keycap", parent=parent)
        self.setAccessibleName(key)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Pill(Label):
    """A short state on a quiet ground."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, *, parent: QWidget | None = None) -> None:
        super().__init__(text, "pill", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_tone(self, tone)

    def show_state(self, text: str, tone: Tone) -> None:
        """Say text in tone; an empty text hides the pill."""
        self.setText(text)
        set_tone(self, tone)
        self.setVisible(bool(text))


class IconMark(QWidget):
    """An icon of the set in the colour of a token, repainted when the appearance changes."""

    def __init__(self, name: str, colour: str = "text", size: int = 16, parent: QWidget | None = None) -> None:
        """Make the mark.

        Args:
            name: of the icon.
            colour: name of a field of Colours.
            size: pixels at 100 %.
            parent: the Qt parent.
        """
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon in another token's colour."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return the icon's size at the scale in use."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        """Draw the icon in the middle."""
        side = min(px(self._size), self.width(), self.height())
        painter = QPainter(self)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw_icon(painter, self._name, str(getattr(colours(), self._colour)), box)
