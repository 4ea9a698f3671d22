"""The bar at the top: which desk this is, search over everything, what is sent and what is not, who sits here."""

from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.core.words import _
from app.ui.theme.active import px
from app.ui.theme.tokens import CLOSE, INSET, NEAR, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import named, row, set_tone
from app.ui.widgets.labels import ElidedLabel, IconMark, Label
from app.ui.widgets.search_box import SearchBox


class SyncState(StrEnum):
    """What the clerk has to know of the line to the province."""

    STORED = "stored"
    OFFLINE = "offline"
    SENDING = "sending"
    PROBLEM = "problem"


_DRESS = {
    SyncState.STORED: (Tone.DONE, "cloud-check"),
    SyncState.OFFLINE: (Tone.NEUTRAL, "cloud-off"),
    SyncState.SENDING: (Tone.INFO, "cloud-upload"),
    SyncState.PROBLEM: (Tone.ATTENTION, "cloud-alert"),
}


def sync_text(state: SyncState, unsent: int, since: datetime | None) -> str:
    """Return what the pill says; the count of unsent is never left out."""
    if state is SyncState.STORED and not unsent:
        return _("Tỉnh đã lưu đủ · {time:%H:%M}").format(time=since) if since else _("Tỉnh đã lưu đủ")
    texts = {
        SyncState.STORED: _("Đang gửi · còn {count} hồ sơ"),
        SyncState.OFFLINE: _("Ngoại tuyến · {count} hồ sơ chờ gửi"),
        SyncState.SENDING: _("Đang gửi · còn {count} hồ sơ"),
        SyncState.PROBLEM: _("Cần xem · {count} hồ sơ chưa gửi được"),
    }
    return texts[state].format(count=unsent)


_SEARCH_WIDTH, _WIDE = 420, 900


def short_sync_text(state: SyncState, unsent: int, since: datetime | None) -> str:
    """Return what the pill says where a large type size leaves no room: the count above all."""
    if state is SyncState.STORED and not unsent:
        return _("Đủ · {time:%H:%M}").format(time=since) if since else _("Đủ")
    texts = {
        SyncState.STORED: _("còn {count}"),
        SyncState.OFFLINE: _("{count} chờ gửi"),
        SyncState.SENDING: _("còn {count}"),
        SyncState.PROBLEM: _("{count} cần xem"),
    }
    return texts[state].format(count=unsent)


class SyncPill(QFrame):
    """Four states; words and sign beside the colour. A click opens the workspace that explains it."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "sync_pill")
        self.setProperty("role", "round")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._icon = IconMark("cloud-off", "neutral")
        self._text = Label("")
        self._texts, self._short = ("", ""), False
        self._button = QPushButton(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setProperty("role", "quiet")
        named(self._button, "sync_pill_button", _("Đồng bộ"))
        self._button.clicked.connect(self.clicked)
        self._button.lower()
        self.setLayout(row(self._icon, self._text, spacing=CLOSE, margins=(NEAR, 0, INSET, 0)))
        self._text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_state(SyncState.OFFLINE, 0, None)

    @property
    def text(self) -> str:
        """What the pill says where there is room for all of it."""
        return self._texts[0]

    def show_state(self, state: SyncState, unsent: int, since: datetime | None) -> None:
        """Show state, how many dossiers are not stored by the province, and since when everything is."""
        tone, icon = _DRESS[state]
        text = sync_text(state, unsent, since)
        self._icon.show_icon(icon, tone.value)
        self._texts = (text, short_sync_text(state, unsent, since))
        self._text.setText(self._texts[self._short])
        set_tone(self, tone)
        self._button.setAccessibleDescription(text)
        self.setToolTip(text)

    def shorten(self, *, short: bool) -> None:
        """Say only the count, or all of it."""
        self._short = short
        self._text.setText(self._texts[short])

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's shape
        """Let the invisible button cover the pill."""
        self._button.setGeometry(self.rect())


class TopBar(QFrame):
    """The bar at the top.

    Attributes:
        search: over everything, Ctrl+K.
        sync: the line to the province.
        lock_button: Ctrl+L.
    """

    def __init__(self, office: str, counter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "top_bar")
        self.setProperty("role", "topbar")
        self._office = ElidedLabel("", "office")
        self._office.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.search = SearchBox("global_search", _("Tìm hồ sơ, người dân, thủ tục…"), key="Ctrl+K")
        self.found = ElidedLabel("", "caption")
        self.found.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.sync = SyncPill()
        self._clerk = ElidedLabel("", "muted")
        self._clerk.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.lock_button = Button(_("Khóa"), "lock_button", key="Ctrl+L", role="quiet")
        self.lock_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = row(self._office, self.search, self.found, spacing=INSET, margins=(INSET, 5, NEAR, 5))
        layout.setStretch(1, 3)
        layout.addStretch(1)
        for widget in (self.sync, self._clerk, self.lock_button):
            layout.addWidget(widget)
        self.setLayout(layout)
        self.show_office(office, counter)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "search"):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the search where a large type size leaves little."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self.search.setMaximumWidth(px(_SEARCH_WIDTH))
        self.sync.shorten(short=self.width() < px(_WIDE))

    def show_office(self, office: str, counter: str) -> None:
        """Say which desk this is."""
        self._office.setText(f"{office} · {counter}")

    def show_clerk(self, name: str, role: str) -> None:
        """Say who sits here and as what."""
        self._clerk.setText(f"{name} · {role}" if role else name)
