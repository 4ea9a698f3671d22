"""The rail at the left: the workspaces with their icons, names, F-keys and counts."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.core.words import _
from app.ui.shell.workspace import WorkspaceSpec
from app.ui.theme.active import colours, px
from app.ui.theme.icons import draw_icon
from app.ui.theme.tokens import SMALL, TINY
from app.ui.widgets.dress import column, named

_WIDTH = 78
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)


class RailButton(QPushButton):
    """One workspace in the rail; draws itself so that name, key and count stay readable at every scale."""

    def __init__(self, spec: WorkspaceSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._count = 0
        named(self, f"{spec.key}_rail_button", _(spec.title))
        self.setToolTip(f"{_(spec.title)} · {spec.f_key}")
        self.setProperty("role", "rail")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # As wide as the widest of the rail, so that all stand on one middle line.
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)

    def set_count(self, count: int, spoken: str) -> None:
        """Show how many things wait there; 0 shows nothing."""
        self._count = count
        self.setAccessibleDescription(spoken if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the width of the rail and the height of icon, name and key."""
        width = max(px(_WIDTH), QFontMetrics(self._font(SMALL)).horizontalAdvance(_(self._spec.title)) + px(12))
        return QSize(width, self._icon_room() + self._line(SMALL) + self._line(TINY) + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size without the icon, which gives way where nine workspaces must fit under 768 pixels."""
        hint = self.sizeHint()
        return QSize(hint.width(), hint.height() - self._icon_room())

    @staticmethod
    def _icon_room() -> int:
        return px(22) + 4

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        """Draw icon, name, key, count; the open one with a bar as the second sign."""
        c = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.fillRect(self.rect(), QColor(c.rail_selected))
        if chosen:
            painter.fillRect(QRect(0, 0, px(3), self.height()), QColor(c.focus))
        ink = c.on_rail if chosen else c.rail_muted
        top = max(0, (self.height() - self.minimumSizeHint().height()) // 2)
        if self.height() >= self.sizeHint().height():
            side = px(18)
            draw_icon(painter, self._spec.icon, ink, QRectF((self.width() - side) / 2, 6, side, side))
            top = self._icon_room()
        painter.setPen(QColor(c.on_rail))
        painter.setFont(self._font(SMALL, strong=chosen))
        painter.drawText(QRect(0, top, self.width(), self._line(SMALL)), _CENTRE, _(self._spec.title))
        painter.setPen(QColor(c.rail_muted))
        painter.setFont(self._font(TINY))
        painter.drawText(
            QRect(0, top + self._line(SMALL) - 2, self.width(), self._line(TINY)), _CENTRE, self._spec.f_key
        )
        if self._count:
            self._draw_count(painter)

    def _draw_count(self, painter: QPainter) -> None:
        c = colours()
        text = str(self._count) if self._count < 100 else "99+"
        painter.setFont(self._font(TINY, strong=True))
        metrics = painter.fontMetrics()
        height = metrics.height()
        width = max(height, metrics.horizontalAdvance(text) + px(8))
        icon_shown = self.height() >= self.sizeHint().height()
        left = self.width() / 2 + px(6) if icon_shown else self.width() - width - 4
        box = QRectF(left, 3, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.alarm))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(c.on_alarm))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _font(self, size: int, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px(size))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _line(self, size: int) -> int:
        return QFontMetrics(self._font(size)).height()


class Rail(QFrame):
    """All registered workspaces in their order."""

    chosen = Signal(str)

    def __init__(self, specs: tuple[WorkspaceSpec, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "workspace_rail", _("Màn hình làm việc"))
        self.setProperty("role", "rail")
        self._buttons = {spec.key: RailButton(spec) for spec in specs}
        layout = column(_Emblem(), *self._buttons.values(), spacing=0)
        layout.addStretch(1)
        self.setLayout(layout)
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _checked, which=key: self.chosen.emit(which))

    def show_chosen(self, key: str) -> None:
        """Mark the open workspace."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)

    def set_count(self, key: str, count: int, said: str = "") -> None:
        """Show how many things wait in a workspace; said: the count in words where the figure is only a bound."""
        self._buttons[key].set_count(count, _("{count} việc đang chờ").format(count=said or count))


class _Emblem(QWidget):
    """The program's sign: a counter window. Drawn, because the state's emblem may not be used as an ornament."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTH), 46)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's shape
        painter = QPainter(self)
        side = 24
        draw_icon(painter, "landmark", colours().on_rail, QRectF((self.width() - side) / 2, 11, side, side))
