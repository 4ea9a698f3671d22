"""The bar at the bottom: the keys, whether the draft is kept, the printer, the day so far, the time."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.core.clock import Clock
from app.core.words import _, mark
from app.ui.theme.tokens import INSET
from app.ui.widgets.buttons import Button
from app.ui.widgets.dress import named, row
from app.ui.widgets.labels import ElidedLabel, Label

WEEKDAYS = (
    mark("Thứ Hai"),
    mark("Thứ Ba"),
    mark("Thứ Tư"),
    mark("Thứ Năm"),
    mark("Thứ Sáu"),
    mark("Thứ Bảy"),
    mark("Chủ nhật"),
)


def _giving_way() -> ElidedLabel:
    label = ElidedLabel()
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return label


class StatusBar(QFrame):
    """The bar at the bottom."""

    keys_wanted = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "status_bar")
        self.setProperty("role", "statusbar")
        self._clock = clock
        keys = Button(_("Phím tắt"), "keys_button", key="F1", role="quiet")
        keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        keys.clicked.connect(self.keys_wanted)
        self._draft = _giving_way()
        self._printer = ElidedLabel()
        self._printer.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._today = _giving_way()
        self._time = Label()
        layout = row(keys, self._draft, spacing=INSET, margins=(4, 0, INSET, 0))
        layout.addWidget(self._printer, 1)
        layout.addWidget(self._today)
        layout.addWidget(self._time)
        self.setLayout(layout)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.tick()

    def tick(self) -> None:
        """Show the present minute."""
        now = self._clock.now()
        text = f"{now:%H:%M} · {_(WEEKDAYS[now.weekday()])} {now:%d/%m/%Y}"
        if text != self._time.text():
            self._time.setText(text)

    def show_draft_saved(self, moment: datetime | None) -> None:
        """Say when the draft was last kept; nothing where there is no draft."""
        self._draft.setText(_("Bản nháp đã lưu {time:%H:%M:%S}").format(time=moment) if moment else "")

    def show_printer(self, text: str) -> None:
        """Say which printer serves and how it is."""
        self._printer.setText(text)

    def show_today(self, text: str) -> None:
        """Say how the day goes; nothing to whom dossiers are not shown."""
        self._today.setText(text)
