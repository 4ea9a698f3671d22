"""The F1 page: the keys of the present screen, made from the action registry."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.core.words import _
from app.ui.actions import EVERYWHERE, Action, ActionRegistry
from app.ui.theme.tokens import CLOSE, INSET, NEAR
from app.ui.widgets.cards import Card
from app.ui.widgets.dress import column, named, row
from app.ui.widgets.labels import KeyCap, Label

_ROWS = 14


class KeysOverlay(QWidget):
    """Lies over its host; F1, Esc or a click closes it."""

    def __init__(self, registry: ActionRegistry, host: QWidget) -> None:
        super().__init__(host)
        named(self, "keys_overlay", _("Phím tắt"))
        self._registry = registry
        self._host = host
        self._card: QFrame | None = None
        self._back: QWidget | None = None
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(INSET, INSET, INSET, INSET)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        host.installEventFilter(self)
        self.hide()

    def toggle(self, scope: str, title: str) -> None:
        """Show the keys of the screen called title, or close the page."""
        if self.isVisible():
            self.close_page()
            return
        self._fill(scope, title)
        self._back = self.window().focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def close_page(self) -> None:
        """Close the page and give the focus back."""
        self.hide()
        if self._back is not None:
            self._back.setFocus()

    def shown_keys(self) -> list[str]:
        """Return the keys the page lists at present."""
        return [cap.accessibleName() for cap in self.findChildren(KeyCap)]

    def _fill(self, scope: str, title: str) -> None:
        if self._card is not None:
            self._card.setParent(None)
            self._card.deleteLater()
        card = Card(_("Phím tắt"), "keys_card")
        card.head.addWidget(Label(_("F1 hoặc Esc để đóng"), "caption"))
        lists = row(spacing=3 * INSET)
        for heading, actions in (
            (title, self._registry.of_scope(scope)),
            (_("Mọi màn hình"), self._registry.of_scope(EVERYWHERE)),
        ):
            keyed = [action for action in actions if action.keys]
            if keyed:
                part = column(Label(heading, "strong"), spacing=NEAR)
                part.addLayout(_grid(keyed))
                part.addStretch(1)
                lists.addLayout(part)
        card.body.addLayout(lists)
        self._place.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._card = card

    def event(self, event: QEvent) -> bool:
        """Hold back the keys of the screen beneath; only F-keys, which change the screen, go through."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12:
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; hold other keys back from what lies beneath."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_page()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's shape
        """Close with a click."""
        self.close_page()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        """Dim what lies beneath."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 110))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return False


def _grid(actions: list[Action]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(INSET)
    grid.setVerticalSpacing(CLOSE)
    for place, action in enumerate(actions):
        line, part = place % _ROWS, place // _ROWS
        caps = row(*(KeyCap(key) for key in action.keys), spacing=CLOSE)
        caps.addStretch(1)
        grid.addLayout(caps, line, 2 * part)
        grid.addWidget(Label(_(action.words), "" if action.enabled() else "muted"), line, 2 * part + 1)
    return grid
