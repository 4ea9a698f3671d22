"""Buttons that show their key. The key is drawn, not written into the text: screen readers hear only the words."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.core.words import _
from app.ui.actions import ActionRegistry, key_text
from app.ui.theme.active import colours, px
from app.ui.theme.tokens import TINY
from app.ui.widgets.dress import named


def keycap_font(base: QFont) -> QFont:
    """Return the type of key caps."""
    font = QFont(base)
    font.setPixelSize(px(TINY))
    font.setWeight(QFont.Weight.Medium)
    return font


def keycap_size(text: str, base: QFont) -> QSize:
    """Return the size of a drawn key cap."""
    metrics = QFontMetrics(keycap_font(base))
    return QSize(metrics.horizontalAdvance(text) + px(10), metrics.height() + px(2))


def draw_keycap(painter: QPainter, text: str, box: QRect, *, enabled: bool = True) -> None:
    """Draw a key cap with text into box."""
    c = colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(c.field_line), 1))
    painter.setBrush(QColor(c.header))
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 3, 3)
    painter.drawLine(box.left() + 3, box.bottom() - 1, box.right() - 3, box.bottom() - 1)
    painter.setFont(keycap_font(painter.font()))
    painter.setPen(QColor(c.text if enabled else c.disabled))
    painter.drawText(box.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Button(QPushButton):
    """A button with words at the left and its key at the right."""

    def __init__(self, text: str, name: str, *, key: str = "", role: str = "", parent: QWidget | None = None) -> None:
        """Make a button.

        Args:
            text: translated words.
            name: objectName.
            key: portable key text to show; the button does not listen to it, the action registry does.
            role: "" outlined, "primary" filled, "quiet" without a frame.
            parent: the Qt parent.
        """
        super().__init__(text, parent)
        named(self, name, text)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._cap = key_text(key) if key else ""

    def show_key(self, key: str) -> None:
        """Show another key; an empty text shows none."""
        self._cap = key_text(key) if key else ""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the words and the key cap."""
        hint = super().sizeHint()
        if self._cap:
            hint.setWidth(hint.width() + keycap_size(self._cap, self.font()).width() + px(8))
        return hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size below which the words would be cut; the key cap gives way first."""
        return QPushButton.sizeHint(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with the space bar; outside dialogs Qt does not."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, then the key cap over its right end."""
        super().paintEvent(event)
        if not self._cap or self.width() < self.sizeHint().width():
            return
        size = keycap_size(self._cap, self.font())
        box = QRect(
            self.width() - size.width() - px(8), (self.height() - size.height()) // 2, size.width(), size.height()
        )
        painter = QPainter(self)
        painter.setFont(self.font())
        draw_keycap(painter, self._cap, box, enabled=self.isEnabled())


class ActionButton(Button):
    """A button for an action of the registry: its words, its key, its readiness."""

    def __init__(
        self, registry: ActionRegistry, action_id: str, *, role: str = "", parent: QWidget | None = None
    ) -> None:
        """Make the button; the action must have been registered before."""
        self._registry = registry
        self._action = registry[action_id]
        self._words = _(self._action.words)
        keys = self._action.keys
        super().__init__(
            self._words,
            f"{action_id.replace('.', '_')}_button",
            key=keys[0] if keys else "",
            role=role,
            parent=parent,
        )
        self.clicked.connect(lambda: registry.trigger(action_id))
        registry.refreshed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask the action what it is called and whether it can be done now."""
        words = _(self._action.words)
        # Compared with the action's last words, not the text: a screen may have put a sign of choice before them.
        if words != self._words:
            self._words = words
            self.setText(words)
            self.setAccessibleName(words)
        self.setEnabled(self._action.enabled())


def primary_button(registry: ActionRegistry, action_id: str) -> ActionButton:
    """Return the filled button of a screen's main action; one a screen."""
    return ActionButton(registry, action_id, role="primary")
